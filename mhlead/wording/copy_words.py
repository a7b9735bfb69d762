"""Sentences for copies of the store: who has it, how two stand, and what was written elsewhere."""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import StrEnum

from mhlead.domain.backup import BackupRefused
from mhlead.domain.copies import Anchor, CopiesMet, Meeting, OlderTold
from mhlead.domain.errors import MhleadError
from mhlead.domain.template_filling import format_date
from mhlead.services.copies import EditLine, texts_of
from mhlead.services.who_has_it import WhoHasIt
from mhlead.wording import field_words, sentence_for, words
from mhlead.wording.backup_words import moment_words

_KINDS = {
    "AnsweredFact": "Answer to what a service asks",
    "CaseEvent": "What happened to a case",
    "Consent": "Consent",
    "DslNotice": "Telling the DSL",
    "LeftOut": "What a letter leaves out",
    "NameUse": "Name and pronouns",
    "ReferralEvent": "Move of a referral",
    "StaffMember": "Person in this work",
    "SchoolProfile": "The school",
    "LedgerEntry": "Summary for the commissioner",
}
_UNREADABLE = frozenset({"cut", "empty", "damaged"})
_STILL_THERE = (
    "Whoever passed the store on in it has all of it still: if no whole file is left, they can "
    "take it over there, and pass it on once more."
)
FROM_ONE_FILE = (
    "The store was taken on two computers from the same file; please agree on which one it goes "
    "on, and pass it on from the other. "
)
_WORD = re.compile(r"(?<!^)(?=[A-Z])")


def kind_words(kind: str) -> str:
    """What a kind of record is called, such as "Risk entry"."""
    return _KINDS.get(kind) or _WORD.sub(" ", kind).lower().capitalize()


def who_has_it_words(who: WhoHasIt) -> str:
    """Who may write, and since when."""
    if not who.was_passed or who.since is None:
        return "The store is here. It was never passed on."
    day = format_date(who.since.astimezone().date(), "weekday date")
    if who.is_here:
        return f"The store is here, with {who.with_whom}, since {day}."
    way = " It is on its way in a file." if who.is_under_way else ""
    return (
        f"The store is with {who.with_whom} since {day}; you can read, not write.{way} "
        "Who looks at what here still stands in the history."
    )


def met_words(met: CopiesMet, listed: int) -> str:
    """How two copies stand to each other, with the dates of both."""
    if met.meeting is Meeting.SAME:
        return "Both copies are the same."
    if met.meeting is Meeting.OLDER:
        return f"The other copy is an older one, {_at(met.theirs)}. Everything in it is here."
    count = "Nothing was written in it alone."
    if listed:
        things = "1 thing" if listed == 1 else f"{listed} things"
        count = f"{things} written in it alone {'is' if listed == 1 else 'are'} on the list now."
    if met.meeting is Meeting.NEWER:
        return f"The other copy goes on from this one: it is {_at(met.theirs)}. {count}"
    common = f"They were last the same {_at(met.common)}. " if met.common else ""
    same = FROM_ONE_FILE if met.is_same_pass else ""
    return (
        f"The two copies grew apart. {same}{common}This one is {_at(met.ours)}, the other "
        f"{_at(met.theirs)}. {count}"
    )


def not_taken_words(error: MhleadError) -> str:
    """Why the store was not taken from a file, what is safe, and what to do now."""
    if isinstance(error, BackupRefused) and error.code in _UNREADABLE:
        return f"{sentence_for(error)} {_STILL_THERE}"
    return sentence_for(error)


def _at(anchor: Anchor | None) -> str:
    return f"of {moment_words(anchor.at)}" if anchor else "empty"


def older_words(told: OlderTold) -> str:
    """That the store is not as this computer saw it last: which of the two it is, and what to do.

    Where work ended well the log was taken in, so that only an older copy explains it.
    """
    said = (
        f"This is the store as it was on {moment_words(told.is_of)}. On this computer it has been "
        f"at {moment_words(told.was_of)}. Nothing was overwritten."
    )
    if told.is_log_gone:
        return (
            f"{said} When the computer was last switched off, the newest changes stood in the file "
            "“store.db-wal” beside the store, and that file is gone: deleted by hand, or by a "
            "program that tidies up. Please don’t put it back: the store has gone on without it, "
            "and it would damage it. Compare with the newest backup below, and write down again "
            "what is missing."
        )
    return (
        f"{said} An older copy was put back, or the file “store.db-wal” beside it, with the newest "
        "changes, was exchanged or damaged. Please compare with the newest backup below, before "
        "you write on."
    )


def edit_title(line: EditLine, *, with_names: bool) -> str:
    """What was written, about whom, when and by whom."""
    about = (line.name if with_names else line.initials) or ""
    day = format_date(line.edit.written_at.astimezone().date())
    parts = (kind_words(line.edit.kind), about, day, line.who)
    return " · ".join(part for part in parts if part)


def edit_words(line: EditLine) -> str:
    """The words of the newest wording, field by field."""
    if line.is_hidden:
        return "Kept to the mental health lead and the DSL. Please ask them to settle it."
    newest = line.wordings[-1]
    told = [
        f"{field_words(name)}: {_value(getattr(newest.record, name), text)}"
        for name, text in texts_of(newest.record)
    ]
    if newest.is_removed:
        told.insert(0, "Was taken out of use there.")
    if len(line.wordings) > 1:
        told.append(f"({len(line.wordings)} wordings were written there; this is the newest.)")
    return "\n".join(told)


def _value(value: object, text: str) -> str:
    if isinstance(value, StrEnum):
        return words(value)
    if isinstance(value, datetime):
        return moment_words(value)
    if isinstance(value, date):
        return format_date(value)
    return "yes" if value is True else text
