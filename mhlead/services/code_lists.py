"""The code lists that ship with the program, read once."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from mhlead.domain.codelist import CodeEntry, CodeList, lists_of
from mhlead.domain.codes import ReferralState, WhoseDays
from mhlead.resources import resource_text

_FILES = (
    "appointment-attendance",
    "bank-holiday",
    "closure-reason",
    "commissioner",
    "crisis-line",
    "ethnicity",
    "ethnicity-to-nhs",
    "icb",
    "in-care",
    "language",
    "local-authority",
    "need",
    "nhs-ethnicity",
    "not-accepted-reason",
    "other-indicators",
    "pilot-area",
    "priority",
    "referral-source",
    "referral-state",
    "register-code",
    "relationship",
    "retention",
    "sen-provision",
    "sen-type",
    "sex-gender",
    "summary-groups",
    "team-type",
    "year-group",
)


@dataclass(frozen=True)
class Commissioner:
    """A body that commissioned or commissions the services of an area.

    Attributes:
        code: ODS code.
        from_on, to_on: Days it began and ended, in ISO form, or "" where not known or not ended.
    """

    code: str
    name: str
    from_on: str = ""
    to_on: str = ""


@dataclass(frozen=True)
class CommissionerChain:
    """From a clinical commissioning group of 2015 to the integrated care board of today.

    Attributes:
        ccg: The group asked for.
        ccg_2021: The group it had become by 2021; the same where it never merged.
        icb_2022: The board of July 2022.
        icb_2026: The board since 1 April 2026; None where the sources do not say.
        remarks: What is doubtful about it, in words, or "".
    """

    ccg: Commissioner
    ccg_2021: Commissioner
    icb_2022: Commissioner
    icb_2026: Commissioner | None
    remarks: str


@dataclass(frozen=True)
class ChaseDefault:
    """After how long without news a referral in a state is chased: our default, no law.

    Attributes:
        days: Number of days of `whose_days`.
    """

    days: int
    whose_days: WhoseDays


_UNITS = {
    "days": (1, WhoseDays.EVERY),
    "working-days": (1, WhoseDays.SERVICE),
    "school-days": (1, WhoseDays.SCHOOL),
    "school-weeks": (5, WhoseDays.SCHOOL),
}


@cache
def code_lists() -> Mapping[str, CodeList]:
    """Every list by its name, such as "ethnicity"."""
    entries: list[CodeEntry] = []
    for name in _FILES:
        rows = csv.DictReader(resource_text(f"codes/{name}.csv").splitlines())
        entries.extend(_entry(row) for row in rows)
    return MappingProxyType(lists_of(entries))


def code_list(name: str) -> CodeList:
    """The list of that name.

    Raises:
        KeyError: there is none; names come from the program, never from a person.
    """
    return code_lists()[name]


def label(name: str, code: str) -> str:
    """What a code of a list is called; a retired or unknown one says so, none gives ""."""
    return code_list(name).label(code)


def choices(name: str, on: date) -> tuple[CodeEntry, ...]:
    """The codes a person may choose on that day, likely ones first."""
    return code_list(name).offered_on(on)


def crisis_lines() -> tuple[CodeEntry, ...]:
    """National crisis lines: name in `label`, number in `value`, for whom in `group`."""
    return code_list("crisis-line").entries


def nhs_ethnicity(dfe_code: str) -> str:
    """The NHS ethnic category nearest to a DfE code, or "" where there is none.

    Our own table: six of its lines lose detail, so the DfE code is kept beside it.
    """
    entry = code_list("ethnicity-to-nhs").find(dfe_code)
    return entry.value if entry else ""


def chase_default(state: ReferralState) -> ChaseDefault:
    """After how long a referral in that state is chased, where the service set no time."""
    entry = code_list("chase-after").find(state.value)
    if entry is None:
        raise KeyError(state)
    days, whose = _UNITS[entry.group]
    return ChaseDefault(int(entry.value) * days, whose)


def upn_authorities() -> frozenset[str]:
    """Authority codes that may stand in a UPN: open, closed, former and pseudo ones.

    A UPN keeps the code of the authority that gave it for ever.
    """
    lists = code_lists()
    return frozenset(
        entry.code for name in ("local-authority", "upn-authority") for entry in lists[name].entries
    )


def commissioner_chain(ccg_code: str) -> CommissionerChain | None:
    """The line of commissioners that a CCG code of 2015 to 2022 leads to; None where unknown."""
    lists = code_lists()
    groups, boards = lists["ccg"], lists["icb"]
    group = groups.find(ccg_code.strip().upper())
    if group is None:
        return None
    merged = groups.find(group.group) or group
    board = boards.find(group.value)
    if board is None:
        return None
    now = lists["ccg-icb-2026"].find(group.code)
    board_now = boards.find(now.value) if now else None
    pilot = next((p for p in lists["pilot-area"].entries if p.value == group.code), None)
    return CommissionerChain(
        _body(group),
        _body(merged),
        _body(board),
        _body(board_now) if board_now else None,
        "; ".join(note for note in (group.note, pilot.note if pilot else "") if note),
    )


def _body(entry: CodeEntry) -> Commissioner:
    ended = "" if entry.valid_to == "past" else entry.valid_to
    return Commissioner(entry.code, entry.words, entry.valid_from, ended)


def _entry(row: Mapping[str, str]) -> CodeEntry:
    return CodeEntry(
        code_list=row["list"],
        code=row["code"],
        label=row["label"],
        group=row["group"],
        status=row["status"],
        source=row["source"],
        note=row["note"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        plain=row["plain"],
        is_likely=row["likely"] == "yes",
        value=row["value"],
        checked_on=row["checked_on"],
    )
