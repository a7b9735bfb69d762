"""The new store that what is saved of a damaged one is put into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from mhlead.domain.audit import Action
from mhlead.domain.records.copies import BATON_ID, Baton
from mhlead.domain.salvage import Salvaged
from mhlead.storage.backup import scratch
from mhlead.storage.connection import Keyed
from mhlead.storage.left_files import refuse_missing
from mhlead.storage.new_folder import NewFolder
from mhlead.storage.page_checks import Told
from mhlead.storage.salvage import Haul, salvage_rows
from mhlead.storage.store import EncryptedStore
from mhlead.storage.unit_of_work import StoreUnit
from mhlead.storage.upgrade import make_tables
from mhlead.vault.disk import disk_faults
from mhlead.vault.header_files import save_header
from mhlead.vault.key_choice import Chosen


def salvage_into(
    folder: Path,
    new: Path,
    chosen: Chosen,
    told: Told,
    is_stopped: Callable[[], bool] | None,
) -> Haul:
    """Everything that can be read of the store in a folder is in a new one, by the same keys.

    Args:
        folder: Where the damaged one lies.
        new: A new or empty folder.
        chosen: The key header of the damaged one and its data key, which is wiped.
        told: Told how many tables of how many were read.
        is_stopped: Asked now and then; True ends the work.

    Raises:
        StoreDamaged: not even the list of its tables can be read.
        StoreFolderNotEmpty, NoSpace, StoreReadOnly, Cancelled: nothing was made.
    """
    header, unlocked = chosen.header, chosen.unlocked
    refuse_missing(folder / header.db_file)
    place = NewFolder(new)
    try:
        damaged = Keyed(folder / header.db_file, unlocked.key, header.salt, is_stopped)
        fresh = Keyed(new / header.db_file, unlocked.key, header.salt)
        make_tables(fresh)
        with disk_faults(), scratch(new) as beside:
            haul = salvage_rows(damaged, fresh, beside, told)
        save_header(new, header)
        place.finish()
    except BaseException:
        place.take_away()
        raise
    finally:
        unlocked.key.wipe()
    place.lock.release()
    return haul


def written_down(store: EncryptedStore, haul: Haul, was: str) -> Salvaged:
    """What was saved, once the new store's history says so.

    Args:
        store: The new store, open.
        haul: What came into it.
        was: What told the damaged copy from others: where it had the right to write, the new one
            has it.
    """
    with store.begin(store.holder) as work:
        lost = sum(one.count for one in haul.lost)
        detail = {"rows": str(sum(haul.kept.values())), "lost": str(lost)}
        work.log(Action.STORE_SALVAGED, None, detail)
        _hand_on(work, was, store.copy_id)
        work.commit()
    faults = store.verify().faults
    kept, lost_rows = tuple(haul.kept.items()), tuple(haul.lost)
    return Salvaged(kept, lost_rows, tuple(haul.earlier), faults, tuple(haul.unread))


def _hand_on(work: StoreUnit, was: str, now: str) -> None:
    for baton in work.find(Baton, id=BATON_ID):
        if was and baton.copy_id == was:
            work.put(replace(baton, copy_id=now))
