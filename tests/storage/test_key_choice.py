"""Two key files that differ: a forged one shuts nobody out, an older one lets nobody back in."""

from __future__ import annotations

import base64
import hashlib
import shutil
from dataclasses import replace

import pytest
import rfc8785

from mhlead.domain.errors import StoreTooNew, WrongPassphrase
from mhlead.domain.key_files import KeyFileMended
from mhlead.vault.data_key import DataKey, Label
from mhlead.vault.header import Header, to_bytes
from mhlead.vault.header_files import COPIES, load_header, whole_copies
from mhlead.vault.keys import new_header, with_passphrase
from mhlead.vault.passphrase import FLOOR_COST, Argon2Cost
from tests.storage.conftest import TickingClock

DEPUTY = "seven brass kettles whistling"
OTHER = "nine slow barges under willows"


@pytest.fixture
def closed(filled, folder):
    filled.close()
    return folder


def strangers(header: Header) -> Header:
    """A header in perfect form under a key of somebody else's."""
    bare, key = new_header(store_id=header.store_id, db_file=header.db_file)
    clock = TickingClock()
    made = with_passphrase(
        bare, key, OTHER, user="lead", label="", created_at=clock(), cost=FLOOR_COST
    )
    return replace(made, generation=header.generation + 90)


def same_slots(header: Header) -> Header:
    return replace(header, generation=header.generation + 1)


def costly(header: Header) -> Header:
    """Slots that nobody could try in a lesson's time."""
    slots = tuple(
        replace(slot, slot_id=f"{n}", cost=Argon2Cost(2048 * 1024, 20, 1))
        for slot in header.slots
        for n in range(40)
    )
    return replace(header, generation=header.generation + 1, slots=slots)


def elsewhere(header: Header) -> Header:
    return replace(strangers(header), db_file="store-99.db")


def outside(header: Header) -> Header:
    return replace(strangers(header), db_file="..")


FORGERIES = [strangers, same_slots, costly, elsewhere, outside]


@pytest.mark.parametrize("name", COPIES)
@pytest.mark.parametrize("forge", FORGERIES)
def test_a_forged_newer_key_file_shuts_nobody_out(stores, closed, passphrase, forge, name):
    whole = (closed / name).read_bytes()
    (closed / name).write_bytes(to_bytes(forge(load_header(closed))))
    store = stores.open(closed, passphrase)
    assert store.mended_keys == (KeyFileMended(name, is_foreign=True),)
    store.close()
    assert [(closed / copy).read_bytes() for copy in COPIES] == [whole, whole]


def test_one_of_a_newer_program_counts_only_with_the_key(stores, filled, folder, passphrase):
    header, key = filled._file.header, filled._file.key
    fields = whole_copies(folder)[0] | {"min_reader": 99, "generation": header.generation + 1}
    (folder / COPIES[0]).write_bytes(checked(fields))
    with_key = fields | {"mac": mac_of(fields, key)}
    filled.close()
    stores.open(folder, passphrase).close()
    (folder / COPIES[0]).write_bytes(checked(with_key))
    with pytest.raises(StoreTooNew):
        stores.open(folder, passphrase)
    assert (folder / COPIES[0]).read_bytes() == checked(with_key)


def checked(fields: dict[str, object]) -> bytes:
    return rfc8785.dumps({**fields, "checksum": hashlib.sha256(rfc8785.dumps(fields)).hexdigest()})


def mac_of(fields: dict[str, object], key: DataKey) -> str:
    rest = {name: value for name, value in fields.items() if name != "mac"}
    return base64.b64encode(key.mac(Label.HEADER_MAC, rfc8785.dumps(rest))).decode()


def test_sheets_open_a_store_whose_newest_key_file_is_forged(stores, filled, folder):
    [key] = filled.ways.make_recovery_keys()
    filled.ways.confirm_recovery_keys([key], "lead")
    filled.close()
    (folder / COPIES[0]).write_bytes(to_bytes(strangers(load_header(folder))))
    assert stores.recovery(folder) is not None
    store = stores.open_with_recovery(folder, [key])
    assert store.opened_by == "recovery key"
    store.close()


def test_a_wrong_passphrase_is_told_as_one_beside_a_forged_file(stores, closed):
    for forge in (strangers, same_slots):
        (closed / COPIES[0]).write_bytes(to_bytes(forge(load_header(closed))))
        with pytest.raises(WrongPassphrase):
            stores.open(closed, DEPUTY)


def test_an_older_key_file_lets_nobody_in_whose_passphrase_was_ended(
    stores, filled, folder, passphrase
):
    old = (folder / COPIES[1]).read_bytes()
    filled.ways.change_passphrase(passphrase, DEPUTY, "lead")
    forged = to_bytes(strangers(filled._file.header))
    filled.close()
    for beside in (None, forged):  # a crash between the two files, and on purpose
        if beside is not None:
            (folder / COPIES[0]).write_bytes(beside)
        (folder / COPIES[1]).write_bytes(old)
        with pytest.raises(WrongPassphrase):
            stores.open(folder, passphrase)
        if beside is None:
            stores.open(folder, DEPUTY).close()


def test_an_older_key_file_still_opens_for_whom_it_may_and_goes_on_from_the_newest(
    stores, filled, folder, passphrase
):
    old = (folder / COPIES[1]).read_bytes()
    filled.ways.set_passphrase("deputy", DEPUTY, "lead")
    newest = filled._file.header
    filled.close()
    (folder / COPIES[0]).write_bytes(to_bytes(strangers(newest)))
    (folder / COPIES[1]).write_bytes(old)
    store = stores.open(folder, passphrase)
    assert store.ways.people() == ("lead", "deputy")
    store.close()
    assert load_header(folder) == newest


def test_somebody_removed_stays_out_although_the_crash_left_both_files(
    stores, filled, folder, tmp_path, passphrase
):
    filled.ways.set_passphrase("deputy", DEPUTY, "lead")
    filled.close()
    before = tmp_path / "before"
    shutil.copytree(folder, before)
    store = stores.open(folder, passphrase)
    store.ways.remove_person("deputy", "lead")
    store.close()
    shutil.copy(before / "store.db", folder)  # as it is between the first key file and the second
    shutil.copy(before / COPIES[1], folder)
    with pytest.raises(WrongPassphrase):
        stores.open(folder, DEPUTY)
    assert len(whole_copies(folder)) == 2
    store = stores.open(folder, passphrase)
    assert store.ways.people() == ("lead",)
    store.close()
    assert not (folder / "store.db").exists()
