"""Restoring a backup to a new place, with a certificate of what came back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from mhlead.domain.audit import Action, VerifyReport
from mhlead.domain.backup import BackupContents, Certificate
from mhlead.services.disposal_list import dispose_again
from mhlead.services.ports import Clock, Ids, Stores
from mhlead.services.school import school_of
from mhlead.services.session import Session, staff_name
from mhlead.services.unlocking import opened

PASSPHRASE, SHEET, SHEETS = "passphrase", "recovery sheet", "recovery sheets"


_WAYS = {"slot": PASSPHRASE, "recovery key": SHEET, "recovery sheets": SHEETS}


@dataclass(frozen=True)
class RestoreFrom:
    """What is restored to where.

    Attributes:
        backup: The file.
        folder: A new or empty folder for the store.
        passphrase: Looked at where there are no sheets.
        sheets: What stands on the recovery sheets: one that opens alone, or two of three.
    """

    backup: Path
    folder: Path
    passphrase: str = ""
    sheets: tuple[str, ...] = ()


def restore(
    stores: Stores,
    clock: Clock,
    ids: Ids,
    wanted: RestoreFrom,
    last: Callable[[Session, BackupContents], object] = lambda _session, _contents: None,
) -> tuple[Session, Certificate]:
    """The restored store, unlocked, and the certificate; its history says what it came from.

    What was disposed of since the backup, by the list that lies beside it, is disposed of again.
    Until all of that is done it is no store: where the program ends before, the next try into the
    same folder begins anew.

    Args:
        stores: Where stores come from.
        clock: The date and time.
        ids: New identifiers.
        wanted: What is restored to where.
        last: What else is to be done before it counts.

    Raises:
        BackupRefused, FileUnreadable, WrongPassphrase, RecoveryKeyMistyped, WrongRecoveryKey,
        NotAllowed, StoreTooNew, StoreFolderNotEmpty, UnsafePlace, NoSpace, StoreReadOnly,
        StoreDamaged, StoreInUse, MigrationFailed: nothing was restored.
    """
    backup, folder, sheets = wanted.backup, wanted.folder, wanted.sheets
    if sheets:
        store, contents, report = stores.restore_with_sheets(backup, folder, sheets)
    else:
        store, contents, report = stores.restore(backup, folder, wanted.passphrase)
    session = opened(store, clock, ids)
    try:
        again = dispose_again(session, wanted.backup.parent)
        certificate = _certified(session, wanted, contents, report)
        last(session, contents)
        store.finish()
    except BaseException:
        store.close()
        raise
    return session, replace(certificate, disposed_again=again)


def _certified(
    session: Session, wanted: RestoreFrom, contents: BackupContents, report: VerifyReport
) -> Certificate:
    with session.writing() as work:
        who = staff_name(work, session.actor_id)
        school = school_of(work)
        detail = {
            "name": wanted.backup.name,
            "sequence": str(contents.last_sequence),
            "hash": contents.last_hash,
            "rows": str(contents.rows),
            "way": session.store.opened_by,
        }
        work.log(Action.BACKUP_RESTORED, None, detail)
        work.commit()
    return Certificate(
        backup=wanted.backup.name,
        contents=contents,
        checked_at=session.clock.now(),
        checked_by=who,
        way=_WAYS[session.store.opened_by],
        restored_to=str(wanted.folder),
        sound=report.is_sound,
        school=school.name if school else "",
    )
