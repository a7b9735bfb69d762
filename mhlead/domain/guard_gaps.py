"""What was left to be filled in, and what a form leaves to be struck out."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BRACKETS = re.compile(
    r"\[{1,2}[^\[\]\n]{0,60}\]{1,2}|\{{1,2}[^{}\n]{1,60}\}{1,2}|<{1,2}[A-Za-z][^<>\n]{0,40}>{1,2}"
    r"|\u00ab[^\u00ab\u00bb\n]{1,40}\u00bb|%[A-Za-z_]{2,30}%|\$\{?[A-Za-z_]{2,30}\}?"
)
_MARKS = re.compile(
    r"\bX{2,}\b|\bx{3,}\b|\b[Xx]{2,4}[./-][Xx]{2,4}(?:[./-][Xx]{2,4})?\b"
    r"|_{3,}|\.{5,}|\u2026{2,}|(?:\. ){4,}|(?<![^\s(])(?:\*{3,}|#{2,}|\?{2,})|\u25a1|\u2610"
    r"|\b(?:[Dd]{1,2}[./-][Mm]{1,2}[./-][Yy]{2,4}|00[./-]00[./-](?:00)?00)\b"
    r"|(?<=[:?] )[Yy]es ?/ ?[Nn]o\b|\b[Yy]es / [Nn]o\b"
    r"|\b(?:TBC|TBA|TBD|TODO|FIXME|TK)\b|\b[Tt]\.[Bb]\.[CcAa]\b|\blorem ipsum\b"
    r"|#(?:REF|N/A|VALUE)\b"
)
_ASKS = re.compile(
    r"\binsert (?:the )?(?:pupil['\u2019]?s? |child['\u2019]?s? )?"
    r"(?:name|date|text|details|school|reason|dob|here)\b(?: (?:of|here|in)\b)?"
    r"|\b(?:delete|strike out|cross out|circle) (?:as|where|if|whichever)(?: is)?(?: not)?"
    r" (?:appropriate|applicable|necessary|required|apply|applies)\b"
    r"|\b(?:first ?name|forename) (?:surname|last ?name)\b",
    re.IGNORECASE,
)
_SHOUTED = re.compile(
    r"\b(?:(?:PUPIL|CHILD|SCHOOL)(?:['\u2019]S)? )?(?:NAME|DATE)\b(?=[ ,.]+[a-z])"
)
_EITHER = (
    *("he/she", "she/he", "his/her", "her/his", "his/hers", "him/her", "her/him", "s/he"),
    *("himself/herself", "herself/himself", "him/herself", "her/himself", "he/she/they"),
    *("his/her/their", "him/her/them", "son/daughter", "daughter/son", "mr/mrs", "mrs/mr"),
    *("mr/ms", "mr/mrs/ms", "mr/mrs/miss", "mrs/ms", "mrs/miss", "has/has not", "have/have not"),
    *("is/is not", "was/was not", "does/does not", "do/do not", "will/will not", "can/cannot"),
    *("agrees/does not agree", "did/did not", "has/hasn't", "is/isn't", "boy/girl"),
    *("mother/father", "father/mother", "mother/father/carer", "mother/father/guardian", "mum/dad"),
    *("y/n", "yes/no/not yet asked", "yes/no/not known", "yes/no/n/a"),
)
"""Of these one is struck out. "She/her" and "she/they" are what somebody goes by, and stand."""
_CHOICE = re.compile(
    r"(?<![\w/])(?:"
    + "|".join(
        " ?/ ?".join(map(re.escape, one.split("/"))) for one in sorted(_EITHER, key=len)[::-1]
    )
    + r")(?![\w/])",
    re.IGNORECASE,
)
_POINTS_AT = re.compile(
    r"\[(?:sic|[^\[\]]*\bAct\b|n ?="
    r"|(?:section|sections|para|paragraph|page|pages|pp?\.|table|figure|appendix|annex"
    r"|note|range|scores?|out of|see|item|question|clause|part|chapter|line)\b.*\d"
    r"|\d[\d ,.%\u2013-]*)",
    re.IGNORECASE,
)


def gaps_in(text: str, quoted: set[int]) -> Iterator[tuple[int, str]]:
    """Where each gap begins, and what stands there.

    Args:
        text: What was typed.
        quoted: Places inside quotation marks: there square brackets hold what the writer explains,
            and a choice is somebody else's form.
    """
    taken = 0
    found = [
        *((match.start(), match[0]) for match in _BRACKETS.finditer(text)),
        *((match.start(), match[0]) for match in _MARKS.finditer(text)),
        *((match.start(), match[0]) for match in _ASKS.finditer(text)),
        *((match.start(), match[0]) for match in _SHOUTED.finditer(text)),
        *((match.start(), match[0]) for match in _CHOICE.finditer(text)),
    ]
    for start, told in sorted(found, key=lambda one: (one[0], -len(one[1]))):
        if start < taken or _is_meant(told, is_quoted=start in quoted):
            continue
        taken = start + len(told)
        yield start, told


def _is_meant(told: str, *, is_quoted: bool) -> bool:
    if _POINTS_AT.match(told):
        return True
    return is_quoted and (told.startswith("[") or bool(_CHOICE.fullmatch(told)))
