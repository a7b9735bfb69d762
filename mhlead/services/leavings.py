"""Pupils of concern who leave or left, and what of theirs passes to the next school."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mhlead.domain.calendar import SchoolCalendar
from mhlead.domain.codes import CaseClosing, TransferPart
from mhlead.domain.found import KNOWN
from mhlead.domain.records import Case, Pupil, RecordTransfer
from mhlead.domain.transfer_clock import (
    Leaving,
    PartToPass,
    belongs_to,
    is_settled,
    pass_on_by,
    receipt_by,
)
from mhlead.services.ports import UnitOfWork
from mhlead.services.retention_due import safeguarding_cases


@dataclass(frozen=True)
class _Left:
    id: str
    left_on: date


def leavings(work: UnitOfWork, school: SchoolCalendar, **of_pupil: str) -> list[Leaving]:
    """Everybody with a last day on roll and a case, in a fixed number of statements.

    Who died passes on to no school. The last day is the pupil's own: where it is taken back,
    nothing is due any more.

    Args:
        work: A transaction.
        school: The terms of the school.
        of_pupil: `id` for one pupil alone.
    """
    left = work.narrow(Pupil, _Left, left_on=KNOWN, **of_pupil)
    if not left:
        return []
    ids = [one.id for one in left]
    cases = _by_pupil(work.find(Case, pupil_id=ids))
    transfers: defaultdict[str, list[RecordTransfer]] = defaultdict(list)
    for transfer in work.find(RecordTransfer, pupil_id=ids):
        transfers[transfer.pupil_id].append(transfer)
    case_ids = [case.id for of_one in cases.values() for case in of_one]
    marked = frozenset(safeguarding_cases(work, case_id=case_ids))
    return [
        Leaving(
            one.id,
            _shown_case(cases[one.id]).id,
            one.left_on,
            tuple(_parts(one.left_on, cases[one.id], transfers[one.id], marked, school)),
        )
        for one in left
        if one.id in cases
    ]


def _by_pupil(cases: Sequence[Case]) -> Mapping[str, list[Case]]:
    found: defaultdict[str, list[Case]] = defaultdict(list)
    died = {one.pupil_id for one in cases if one.closing is CaseClosing.PUPIL_DIED}
    for case in cases:
        if case.pupil_id not in died:
            found[case.pupil_id].append(case)
    return found


def _shown_case(cases: Sequence[Case]) -> Case:
    return max(cases, key=lambda one: (one.is_open, one.opened_on, one.id))


def _parts(
    left_on: date,
    cases: Sequence[Case],
    transfers: Sequence[RecordTransfer],
    marked: Collection[str],
    school: SchoolCalendar,
) -> Iterator[PartToPass]:
    """The record always, and the file where something is a matter for safeguarding or it went."""
    # Two copies of the store may each have written one down: what is settled in one is settled.
    told = sorted(transfers, key=lambda one: (is_settled(one), one.id))
    newest = {one.part: one for one in told if belongs_to(one, left_on)}
    has_file = any(case.id in marked for case in cases)
    for part in TransferPart:
        transfer = newest.get(part)
        if part is TransferPart.RECORD or has_file or transfer is not None:
            asks_on = receipt_by(transfer, school) if transfer else None
            yield PartToPass(part, pass_on_by(part, left_on, school), transfer, asks_on)
