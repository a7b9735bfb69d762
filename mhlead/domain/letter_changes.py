"""What reads otherwise than in the letter before, fact by fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher

from mhlead.domain.document import Quote, Table, text_of
from mhlead.domain.letter import ChangeFacts
from mhlead.domain.letter_names import EVERY
from mhlead.domain.template_filling import Value, format_date

_OF_THE_LETTER = frozenset(
    {
        *("letter date", "reference", "age", "answer hoped by", "urgency", "called", "hopes"),
        *("recipient person", "dear", "faithfully or sincerely", "reader name", "reader relation"),
        *("referrer name", "referrer role", "referrer telephone", "referrer email", "last seen"),
        *("best time to ring", "deputy in holidays", "enclosures", "copies", "corrects", "service"),
        *("sent on", "sent how", "acknowledged on", "answered on", "state", "state since"),
        *("their words", "their reason", "waited", "earlier letters", "what changed"),
        *("changes since", "school name", "urgent telephone", "outcome agreed", "school picture"),
        *("consent", "answers", "asked of service", "competence"),
        *("earlier referrals", "rules", "questions"),
    }
)
"""What belongs to one letter or to the referral's own course, and is no news about the pupil.

Consent is compared once, as the table of all answers.
"""


def changes_between(
    before: Mapping[str, Value], now: Mapping[str, Value]
) -> tuple[ChangeFacts, ...]:
    """Each fact that was added, changed or taken away, in the letter's order.

    An item of a list or a row of a table that was reworded counts once.
    """
    found: list[ChangeFacts] = []
    for field in EVERY.fields:
        if field.name not in _OF_THE_LETTER:
            pairs = _pairs(_items(before.get(field.name)), _items(now.get(field.name)))
            found += [ChangeFacts(field.name, was, reads) for was, reads in pairs]
    return tuple(found)


def _items(value: Value) -> list[str]:
    if value is None:
        return []
    if isinstance(value, Table):
        return [", ".join(filter(None, (text_of(cell) for cell in row))) for row in value.rows]
    if isinstance(value, tuple):
        return [_quoted(one) if isinstance(one, Quote) else text_of(one) for one in value]
    if isinstance(value, date):
        return [format_date(value)]
    return [line for line in str(value).splitlines() if line.strip()]


def _quoted(quote: Quote) -> str:
    said = text_of(quote.runs)
    return f"“{said}” ({quote.said_by})" if quote.said_by else f"“{said}”"


def _pairs(before: list[str], now: list[str]) -> Iterator[tuple[str, str]]:
    """What stood there and what stands there now, for each place that differs."""
    matched = SequenceMatcher(a=before, b=now, autojunk=False)
    for what, a, b, c, d in matched.get_opcodes():
        if what == "equal":
            continue
        was, reads = before[a:b], now[c:d]
        for at in range(max(len(was), len(reads))):
            yield (was[at] if at < len(was) else "", reads[at] if at < len(reads) else "")
