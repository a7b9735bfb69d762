"""Turning the errors of SQLite, SQLCipher and the disk into ours, without any text of a record."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

import sqlalchemy.exc
import sqlcipher3.dbapi2 as sqlcipher

from mhlead.domain.errors import (
    Cancelled,
    FieldRefused,
    MhleadError,
    NoSpace,
    NotAllowed,
    StoreDamaged,
    StoreReadOnly,
    Unavailable,
)
from mhlead.domain.in_use import StoreInUse
from mhlead.vault.disk import disk_fault, has_room

_BY_NAME: dict[str, type[Unavailable]] = {
    "SQLITE_FULL": NoSpace,
    "SQLITE_READONLY": StoreReadOnly,
    "SQLITE_PERM": StoreReadOnly,
    "SQLITE_CANTOPEN": StoreReadOnly,
    "SQLITE_BUSY": StoreInUse,
    "SQLITE_LOCKED": StoreInUse,
}
_DAMAGE = ("SQLITE_CORRUPT", "SQLITE_IOERR")
_NAMES = {
    "database or disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "unable to open database file": "SQLITE_CANTOPEN",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "database is locked": "SQLITE_BUSY",
    "database table is locked": "SQLITE_LOCKED",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "file is not a database": "SQLITE_NOTADB",
    "interrupted": "SQLITE_INTERRUPT",
}
"""What SQLite says of an error, where the driver gives no name: after a copy page by page."""

RULES = {
    "ck_cases_owner_and_step": "case-without-owner-or-step",
    "ck_referrals_deadline": "referral-without-deadline",
    "ck_referrals_plan": "referral-without-plan",
    "ck_plans_review": "plan-without-review",
    "cases.pupil_id": "case-already-open",
    "append-only": "append-only",
}
"""What the database says when a rule is broken, and our code for the rule."""


def database_fault(error: sqlcipher.Error) -> MhleadError | None:
    """Our error for one of the database's, or None where it is a bug of ours."""
    name = str(getattr(error, "sqlite_errorname", "")) or _NAMES.get(str(error), "")
    if name == "SQLITE_INTERRUPT":
        return Cancelled()
    for known, fault in _BY_NAME.items():
        if name == known or name.startswith(f"{known}_"):
            return fault()
    if name.startswith("SQLITE_NOTADB"):
        return StoreDamaged("other-file")
    if name.startswith(_DAMAGE):
        return StoreDamaged("page")
    if isinstance(error, sqlcipher.IntegrityError):
        said = str(error)
        broken = (code for words, code in RULES.items() if words in said)
        if "no_nul" in said:
            return FieldRefused("", "nul")
        return NotAllowed(next(broken, "database-rule"))
    return None


def storage_faults(written: Path | None = None) -> AbstractContextManager[None]:
    """Raise ours for every error of the database, its driver or the disk inside.

    The cause is dropped, since the text of a driver's error may quote a value.

    Args:
        written: A folder that is written to meanwhile: there a full disk is told as that.
    """
    return _Faults(written)


class _Faults(AbstractContextManager[None]):
    """A class of two methods: twenty are entered for one note, and a generator costs five times."""

    __slots__ = ("_written",)

    def __init__(self, written: Path | None) -> None:
        self._written = written

    def __enter__(self) -> None:
        """Nothing is needed before."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Ours is raised in the place of theirs; what is nobody's goes on as it is."""
        if error is None:
            return
        fault = _ours(error)
        if self._written is not None and isinstance(fault, MhleadError):
            fault = after_writing(fault, self._written)
        if fault is not error:
            raise fault from None


def _ours(error: BaseException) -> BaseException:
    """The error as we tell it, or the same."""
    if isinstance(error, sqlalchemy.exc.StatementError):
        return _cause(error)
    if isinstance(error, sqlcipher.Error):
        return database_fault(error) or error
    if isinstance(error, OSError):
        return disk_fault(error)
    return error


def after_writing(error: MhleadError, folder: Path) -> MhleadError:
    """What ended a writing: a full disk where the database only says "I/O error" or "can't open".

    It says so of a share of the disk that is used up as of a page that can't be read, and of a
    file for which there is no room as of one that may not be made; the driver does not tell which.
    So a file of a size that fits any transaction is tried.
    """
    is_doubtful = isinstance(error, StoreReadOnly) or (
        isinstance(error, StoreDamaged) and error.part == "page"
    )
    return NoSpace() if is_doubtful and not has_room(folder) else error


def _cause(error: sqlalchemy.exc.StatementError) -> Exception:
    cause = error.orig
    if isinstance(cause, MhleadError):
        return cause
    if isinstance(cause, sqlcipher.Error):
        return database_fault(cause) or error
    return error
