"""The school's own wording of its letters: read, checked, tried, kept, and given up again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.checks import check, check_text
from mhlead.domain.codes import LetterKind
from mhlead.domain.errors import Changed, NotAllowed, TemplateFaulty
from mhlead.domain.found import Written
from mhlead.domain.letter_guard import GuardKnows
from mhlead.domain.letter_shapes import SHAPES
from mhlead.domain.letter_wording import (
    WordingProblem,
    own_template,
    tidy_wording,
    wording_problems,
)
from mhlead.domain.records import LetterWording, Version
from mhlead.domain.template_faults import MOST_FAULTS
from mhlead.services.letters.guard import every_name, named_in
from mhlead.services.letters.issuing import DraftLetter, Makings, draft_with
from mhlead.services.ports import Press, UnitOfWork
from mhlead.services.session import Session, staff_name
from mhlead.services.wording_in_force import our_wording, wording_in_force

OURS_AGAIN = "our wording again"
_OF_THE_LANGUAGE = re.compile(r"\{[^{}\n]*\}|^\[[^\[\]\n]*\]$", re.MULTILINE)


@dataclass(frozen=True)
class WordingLine:
    """A kind of letter with whose wording it has.

    Attributes:
        own_since: When the school's own wording was last changed; None while ours is used.
        is_unusable: The school has its own, and no letter can be written with it.
        is_ours_newer: The school has its own, and ours has changed since that was written.
    """

    kind: LetterKind
    own_since: datetime | None = None
    is_unusable: bool = False
    is_ours_newer: bool = False


@dataclass(frozen=True)
class WordingVersion:
    """A version of the school's own wording.

    Attributes:
        is_ours: From here on ours was used again.
        is_current: It is the newest.
    """

    number: int
    text: str
    at: datetime
    who: str
    reason: str
    is_ours: bool
    is_current: bool


@dataclass(frozen=True)
class Wording:
    """The wording of one kind of letter, to be changed.

    Attributes:
        text: What the next letter is written with, or the school's own even where it is unusable.
        ours: Our wording.
        beside: Our wording as it stood when the school's own was last written; "" where that is not
            known, or ours is used.
        number: The newest version there is; 0 where the school never had its own.
        versions: Newest first.
    """

    kind: LetterKind
    text: str
    ours: str
    number: int
    is_own: bool
    is_unusable: bool
    versions: tuple[WordingVersion, ...]
    beside: str = ""

    @property
    def is_ours_newer(self) -> bool:
        """Whether ours has changed since the school's own was last written."""
        return bool(self.beside) and self.beside != self.ours


def list_wordings(session: Session) -> tuple[WordingLine, ...]:
    """Every kind of letter, in the order of a referral's life."""
    with session.reading() as work:
        own = {one.id: one for one in work.find(LetterWording)}
        written = work.written(LetterWording, [*own])
        return tuple(
            _line(work, kind, own.get(kind.value), written.get(kind.value)) for kind in SHAPES
        )


def read_wording(session: Session, kind: LetterKind) -> Wording:
    """The wording of the kind with every version there was."""
    with session.reading() as work:
        return _read(work, kind)


def read_names(session: Session) -> GuardKnows:
    """Every name that no wording should hold, to be read once and judged by many times."""
    with session.reading() as work:
        return every_name(work)


def check_wording(
    press: Press, names: GuardKnows | None, kind: LetterKind, text: str
) -> tuple[WordingProblem, ...]:
    """What is wrong with a wording, what breaks letters first; an empty tuple when nothing is.

    Beside what `wording_problems` finds: characters that can't be printed ("unprintable") and
    pupils who are named in it ("pupil-named"). It needs no store.

    Args:
        press: Says which characters can be printed.
        names: As `read_names` gave them; None while they are not read yet.
        kind: The kind of letter.
        text: The wording; places are told in it as it is.
    """
    return _problems(press, names, kind, "\n".join(text.splitlines()))


def try_wording(press: Press, makings: Makings, text: str) -> DraftLetter:
    """The letter as it would read in this wording; nothing is read and nothing is kept.

    Raises:
        TemplateFaulty: no letter can be written with it.
    """
    kind = makings.order.kind
    clean = tidy_wording(text)
    template = own_template(kind, clean, 1)
    if template is None:
        raise _first_fault(wording_problems(kind, clean, our_wording(kind)))
    return draft_with(press, makings, template)


def keep_wording(
    session: Session, press: Press, kind: LetterKind, text: str, reason: str, *, before: int
) -> Changes:
    """The next letters of the kind are written with this text; nothing is touched where it stands.

    Args:
        session: The unlocked store.
        press: Says which characters can be printed.
        kind: The kind of letter.
        text: The wording, without a version line.
        reason: Why it is changed.
        before: Number of the newest version when it was read, so that a change made meanwhile is
            never overwritten unseen.

    Raises:
        NotAllowed: no reason was given ("reason-missing").
        FieldRefused: it is empty or too long.
        TemplateFaulty: letters would break; the first problem of `check_wording`.
        Changed: another version was written meanwhile.
    """
    kept = LetterWording(kind.value, kind, tidy_wording(text), our_wording(kind))
    return _checked(session, press, kept, reason, before)


def _checked(
    session: Session, press: Press, kept: LetterWording, reason: str, before: int
) -> Changes:
    _check_reason(reason)
    check(kept, session.clock.today())
    problems = _problems(press, None, kept.kind, kept.text)
    if any(one.breaks for one in problems):
        raise _first_fault(problems)
    with session.writing() as work:
        return _keep(work, kept, reason, before)


def use_our_wording(session: Session, kind: LetterKind, *, before: int) -> Changes:
    """Our wording is used again; the school's own stays readable among the versions.

    Raises:
        Changed: another version was written meanwhile, or ours is used already.
    """
    with session.writing() as work:
        newest = _newest(work, kind, before)
        if newest is None or newest.is_removed:
            raise Changed
        work.remove(LetterWording, kind.value, OURS_AGAIN)
        work.log(Action.RECORD_REMOVED, None, {"kind": "LetterWording", "id": kind.value})
        return work.commit()


def bring_version_back(
    session: Session, press: Press, kind: LetterKind, number: int, *, before: int
) -> Changes:
    """An earlier version is in force again, as a new version that says so.

    Raises:
        TemplateFaulty: letters would break with it today.
        Changed: another version was written meanwhile, or there is none of that number.
    """
    with session.reading() as work:
        found = [v for v in work.versions(LetterWording, kind.value) if v.number == number]
    if not found:
        raise Changed
    kept = found[0].record  # with ours as it stood beside it then
    return _checked(session, press, kept, f"version {number} again", before)


def _line(
    work: UnitOfWork, kind: LetterKind, own: LetterWording | None, written: Written | None
) -> WordingLine:
    if own is None or written is None:
        return WordingLine(kind)
    is_unusable = wording_in_force(work, kind).is_own_unusable
    is_newer = own.beside not in {"", our_wording(kind)}
    return WordingLine(kind, written.changed_at, is_unusable, is_newer)


def _read(work: UnitOfWork, kind: LetterKind) -> Wording:
    versions = work.versions(LetterWording, kind.value)
    newest = versions[-1] if versions else None
    is_own = newest is not None and not newest.is_removed
    return Wording(
        kind=kind,
        text=newest.record.text if newest is not None and is_own else our_wording(kind),
        ours=our_wording(kind),
        number=newest.number if newest else 0,
        is_own=is_own,
        is_unusable=wording_in_force(work, kind).is_own_unusable,
        versions=tuple(_version(work, one) for one in reversed(versions)),
        beside=newest.record.beside if newest is not None and is_own else "",
    )


def _version(work: UnitOfWork, version: Version[LetterWording]) -> WordingVersion:
    return WordingVersion(
        number=version.number,
        text=version.record.text,
        at=version.written_at,
        who=staff_name(work, version.written_by),
        reason=version.reason,
        is_ours=version.is_removed,
        is_current=version.superseded_at is None,
    )


def _problems(
    press: Press, names: GuardKnows | None, kind: LetterKind, text: str
) -> tuple[WordingProblem, ...]:
    found = wording_problems(kind, text, our_wording(kind))
    if any(one.code == "too-long" for one in found):
        return found
    further = chain(_unprintable(press, text), _named(names, text))
    whole = (*found, *islice(further, MOST_FAULTS))
    return tuple(sorted(whole, key=lambda one: (not one.breaks, one.line == 0, one.line)))


def _unprintable(press: Press, text: str) -> Iterator[WordingProblem]:
    missing = set(press.missing_characters(text))
    found = [
        WordingProblem(number, at + 1, 1, "unprintable", code_point)
        for number, line in enumerate(text.splitlines() if missing else (), start=1)
        for at, char in enumerate(line)
        if (code_point := f"U+{ord(char):04X}") in missing
    ]
    # A letter and its marks can be one character in print: then no place can be named.
    pathless = missing - {one.suggestion for one in found}
    yield from found
    yield from (WordingProblem(0, 0, 0, "unprintable", code) for code in sorted(pathless))


def _named(names: GuardKnows | None, text: str) -> Iterator[WordingProblem]:
    """Fields and blocks are blanked first: their names are ours, and places stay as they are."""
    for found in named_in(_blanked(text), names) if names is not None else ():
        line = text.count("\n", 0, found.start)
        column = found.start - (text.rfind("\n", 0, found.start) + 1)
        length = len(found.text)
        yield WordingProblem(line + 1, column + 1, length, "pupil-named", breaks=False)


def _blanked(text: str) -> str:
    return _OF_THE_LANGUAGE.sub(lambda match: " " * len(match[0]), text)


def _keep(work: UnitOfWork, kept: LetterWording, reason: str, before: int) -> Changes:
    newest = _newest(work, kept.kind, before)
    if newest is not None and not newest.is_removed and newest.record == kept:
        return Changes()
    if newest is None:
        work.add(kept, reason.strip())
    else:
        work.correct(kept, reason.strip())
    action = Action.RECORD_ADDED if newest is None else Action.RECORD_CORRECTED
    work.log(action, None, {"kind": "LetterWording", "id": kept.id})
    return work.commit()


def _newest(work: UnitOfWork, kind: LetterKind, before: int) -> Version[LetterWording] | None:
    versions = work.versions(LetterWording, kind.value)
    newest = versions[-1] if versions else None
    if (newest.number if newest else 0) != before:
        raise Changed
    return newest


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise NotAllowed("reason-missing")
    check_text("reason", reason)


def _first_fault(problems: tuple[WordingProblem, ...]) -> TemplateFaulty:
    first = next(one for one in problems if one.breaks)
    return TemplateFaulty(first.line, first.column, first.code, first.suggestion)
