"""What could not be read of a damaged store, in words and as a list to keep; never a name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from mhlead.domain.backup import BackupFile
from mhlead.domain.salvage import LostRows, Salvaged
from mhlead.wording.backup_words import moment_words
from mhlead.wording.copy_words import kind_words
from mhlead.wording.fault_words import told_together

_TABLES = {
    "audits": "Lines of the history",
    "audit_details": "Details of the history",
    "subject_keys": "Keys of the history",
}


def newest_words(newest: BackupFile | None) -> str:
    """Where the newest backup lies."""
    if newest is None:
        return "No backup of it was found beside it: is one on a memory stick?"
    return f"The newest backup, of {moment_words(newest.made_at)}, is {newest.path}."


def rescued_words(saved: Salvaged) -> str:
    """How it went, as a heading."""
    if saved.is_whole:
        return "Everything could be read"
    return "Not everything could be read" if saved.rows else "Nothing could be read"


def lost_lines(saved: Salvaged) -> list[str]:
    """What could not be read, kind by kind, each in one sentence."""
    told: dict[str, int] = {}
    uncounted: dict[str, None] = {}
    for one in saved.lost:
        name = _name(one)
        told[name] = told.get(name, 0) + one.count
        if not one.count:
            uncounted[name] = None
    lines = [f"{name}: {count:,} could not be read." for name, count in told.items() if count]
    lines += [f"{name}: some could not be read, and nobody can count them." for name in uncounted]
    if saved.unread:
        pages = "1 place" if len(saved.unread) == 1 else f"{len(saved.unread):,} places"
        lines.append(f"The disk did not give back {pages} of the store’s file: it may be failing.")
    if saved.earlier:
        count = f"{len(saved.earlier):,} record{'s' if len(saved.earlier) > 1 else ''}"
        lines.append(f"Of {count} the newest wording is lost; the one before stands now.")
    return lines + [words.what for words, _ in told_together(saved.faults)]


def lost_list(saved: Salvaged, at: datetime) -> bytes:
    """The whole list as plain text, for whoever looks elsewhere for what is missing."""
    return ("\n".join(_list_lines(saved, at)) + "\n").encode()


def _list_lines(saved: Salvaged, at: datetime) -> Iterator[str]:
    yield f"Rescued on {moment_words(at)}: {saved.rows:,} rows of a damaged store."
    yield "Records stand here by their identifiers. No name is in this list."
    if saved.is_whole:
        yield ""
        yield "Everything could be read."
    for one in saved.lost:
        yield ""
        count = f"{one.count:,}" if one.count else "some, and nobody can count them"
        yield f"{_name(one)} ({one.table}) that could not be read: {count}"
        yield from (f"  {record_id}" for record_id in one.ids)
    if saved.unread:
        yield ""
        yield "Pages of the file that the disk did not give back:"
        yield from (f"  {page}" for page in saved.unread)
    if saved.earlier:
        yield ""
        yield "The newest wording is lost, and the one before stands now:"
        yield from (f"  {record_id}" for record_id in saved.earlier)
    for words, places in told_together(saved.faults):
        yield ""
        yield f"Not sound in the new store: {words.what} {words.safe} {words.to_do}"
        yield from (f"  {place}" for place in places)


def _name(one: LostRows) -> str:
    return kind_words(one.kind) if one.kind else _TABLES.get(one.table, one.table)
