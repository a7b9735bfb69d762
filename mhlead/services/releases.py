"""Making a summary for the commissioner: counted, protected, attacked, recorded, then given.

Nothing stands on a disk before the ledger holds it, and nothing stands in the ledger that the
attack did not fail on. Whatever goes wrong before that leaves neither.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mhlead import __version__
from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.codes import SummaryFormat
from mhlead.domain.errors import Changed, NotAllowed
from mhlead.domain.ledger import Certificate, ReleaseLine, ReleasePart, told_by
from mhlead.domain.records import LedgerEntry, ReleaseFile
from mhlead.domain.release import Verdict
from mhlead.domain.release.extras import dimensions_of
from mhlead.domain.release.table_sets import Stream
from mhlead.domain.release_history import check_lists
from mhlead.domain.sheet import Issue, Sheet
from mhlead.domain.sheet_document import METHOD
from mhlead.services import ledger
from mhlead.services.commissioner_rule import refuse_weaker
from mhlead.services.ledger import LedgerLine
from mhlead.services.release_comment import refuse_telling
from mhlead.services.release_parts import (
    Basis,
    MadePart,
    PlannedPart,
    ReleaseOrder,
    planned,
    protected,
    read_basis,
)
from mhlead.services.release_ports import (
    Counting,
    Guard,
    IsStopped,
    SheetWords,
    SummaryForms,
    Tell,
)
from mhlead.services.session import Session


@dataclass(frozen=True)
class ReleaseTools:
    """What making a release needs."""

    counting: Counting
    guard: Guard
    forms: SummaryForms
    words: SheetWords


@dataclass(frozen=True)
class ReleasePlan:
    """What is known before the work starts.

    Attributes:
        parts: The set of tables of each stream, by the size of its group alone.
        replaces: The release of the same periods whose place this one takes, or None.
        connected: How many earlier tellings it is held against.
    """

    parts: tuple[PlannedPart, ...]
    replaces: LedgerEntry | None
    connected: int


@dataclass(frozen=True)
class Prepared:
    """A release that passed every check and is not recorded yet.

    Attributes:
        files: Form, name and bytes of each file.
        line: As it will stand in the ledger.
        ledger_end: The chain it was held against; another one by now refuses it.
    """

    sheet: Sheet
    parts: tuple[MadePart, ...]
    files: tuple[tuple[SummaryFormat, str, bytes], ...]
    line: ReleaseLine
    order: ReleaseOrder
    ledger_end: str
    replaces: str | None


def plan_release(session: Session, tools: ReleaseTools, order: ReleaseOrder) -> ReleasePlan:
    """Which set and rule would be used, without any work.

    Raises:
        SummaryRefused, NotAllowed: the period, the rule or the ledger does not allow it.
    """
    with session.reading() as work:
        lines = ledger.read_ledger(work)
        told = told_by(one.line for one in lines)
        refuse_weaker(work, order.small)
        basis = read_basis(work, tools.counting, order, session.clock.today(), told)
    for part in basis.parts:
        check_lists(part.counted, told)
    parts = tuple(planned(part, order, told) for part in basis.parts)
    return ReleasePlan(parts, _replaced(lines, order), max(part.connected for part in parts))


def prepare_release(
    session: Session,
    tools: ReleaseTools,
    order: ReleaseOrder,
    tell: Tell = lambda _done, _of: None,
    is_stopped: IsStopped = lambda: False,
) -> Prepared:
    """The release with its files, after the attack failed on the file itself; nothing is kept.

    Raises:
        SummaryRefused, NotAllowed: it can't be made as asked.
        Cancelled: the person stopped it.
    """
    with session.reading() as work:
        lines = ledger.read_ledger(work)
        told = told_by(one.line for one in lines)
        refuse_weaker(work, order.small)
        basis = read_basis(work, tools.counting, order, session.clock.today(), told)
    for part in basis.parts:
        check_lists(part.counted, told)
    seed = int(session.ids.new().replace("-", "")[-15:], 16)
    parts = tuple(
        protected(part, order, told, tools.guard, seed, tell, is_stopped) for part in basis.parts
    )
    replaces = _replaced(lines, order)
    issue = _issue(session, basis, order, parts, replaces)
    sheet = tools.words(issue)
    with session.reading() as work:
        refuse_telling(work, order.comment, sheet)
    raw = tools.forms.json(sheet)
    certificate = _attacked(tools, issue, raw, parts, is_stopped)
    files = _files(tools, sheet, raw)
    line = ReleaseLine(
        parts=tuple(
            ReleasePart(one.counted, one.size, one.extra, one.coded_tables, one.shown)
            for one in parts
        ),
        threshold=order.small.threshold,
        seed=seed,
        certificate=certificate,
        made_on=issue.made_on,
        comment=order.comment,
        files=tuple((form.value, name, _sha256(data)) for form, name, data in files),
    )
    end = lines[-1].entry.chain if lines else ""
    return Prepared(sheet, parts, files, line, order, end, replaces.id if replaces else None)


def record_release(
    session: Session, tools: ReleaseTools, prepared: Prepared
) -> tuple[LedgerEntry, tuple[ReleaseFile, ...], Changes]:
    """The release stands in the ledger with its files, in one transaction.

    Raises:
        Changed: the ledger or the records changed since it was prepared.
        NotAllowed: the ledger is damaged.
    """
    with session.writing() as work:
        lines = ledger.read_ledger(work)
        told = told_by(one.line for one in lines)
        basis = read_basis(work, tools.counting, prepared.order, session.clock.today(), told)
        is_same = (lines[-1].entry.chain if lines else "") == prepared.ledger_end
        if not is_same or tuple(one.counted for one in basis.parts) != tuple(
            one.counted for one in prepared.parts
        ):
            raise Changed
        at = session.clock.now()
        entry = ledger.add_line(
            work,
            lines,
            prepared.line,
            entry_id=session.ids.new(),
            at=at,
            by=session.actor_id,
            corrects_id=prepared.replaces,
        )
        files = tuple(
            ReleaseFile(
                session.ids.new(), entry.id, at, session.actor_id, form, name, _sha256(data), data
            )
            for form, name, data in prepared.files
        )
        work.add_all(files)
        ledger.read_ledger(work)
        return entry, files, work.commit()


def find_same(session: Session, tools: ReleaseTools, order: ReleaseOrder) -> LedgerEntry | None:
    """The newest release of these periods where nothing it told would read differently today.

    Raises:
        SummaryRefused, NotAllowed: as `plan_release`.
    """
    with session.reading() as work:
        lines = ledger.read_ledger(work)
        newest = _newest(lines, order)
        if newest is not None and order.is_cohort:
            return newest[0]  # it is told once, whatever the records say today
        told = told_by(one.line for one in lines)
        basis = read_basis(work, tools.counting, order, session.clock.today(), told)
    if newest is None:
        return None
    entry, line = newest
    is_same = (
        tuple(part.counted for part in line.parts) == tuple(part.counted for part in basis.parts)
        and (line.threshold, line.comment) == (order.small.threshold, order.comment)
        and all(order.size is None or part.size <= order.size for part in line.parts)
        and all(
            part.extra == dimensions_of(part.counted.stream, part.size, order.extras)
            for part in line.parts
        )
    )
    return entry if is_same else None


def give_out_again(session: Session, entry_id: str) -> tuple[tuple[ReleaseFile, ...], Changes]:
    """The files of a release with the bytes they had; the history tells that they went out again.

    Raises:
        NotFound: there is no such release.
        NotAllowed: the ledger is damaged.
    """
    with session.writing() as work:
        work.get(LedgerEntry, entry_id)
        files = ledger.files_of(work, entry_id)
        work.log(Action.SUMMARY_SAVED, None, {"id": entry_id})
        return tuple(files), work.commit()


def list_ledger(session: Session) -> list[LedgerLine]:
    """Every line of the ledger, newest first.

    Raises:
        NotAllowed: the ledger is damaged.
    """
    with session.reading() as work:
        return list(reversed(ledger.read_ledger(work)))


def _replaced(lines: Sequence[LedgerLine], order: ReleaseOrder) -> LedgerEntry | None:
    newest = _newest(lines, order)
    return newest[0] if newest else None


def _newest(
    lines: Sequence[LedgerLine], order: ReleaseOrder
) -> tuple[LedgerEntry, ReleaseLine] | None:
    """The newest release of exactly these periods, of the cohort where that is asked for."""
    wanted = sorted(order.periods)
    for one in reversed(lines):
        if isinstance(one.line, ReleaseLine) and one.line.parts:
            counted = one.line.parts[0].counted
            is_meant = (counted.stream is Stream.COHORT) is order.is_cohort
            if is_meant and sorted(period.code for period in counted.periods) == wanted:
                return one.entry, one.line
    return None


def _issue(
    session: Session,
    basis: Basis,
    order: ReleaseOrder,
    parts: Sequence[MadePart],
    replaces: LedgerEntry | None,
) -> Issue:
    digits = session.ids.new().replace("-", "")[-12:].upper()
    first = parts[0].counted
    return Issue(
        calendar=first.calendar,
        periods=first.periods,
        ages=first.ages,
        parts=tuple(one.issued() for one in parts),
        threshold=order.small.threshold,
        made_on=session.clock.today(),
        number="-".join(digits[at : at + 4] for at in (0, 4, 8)),
        school=basis.school,
        commissioner=basis.commissioner,
        comment=order.comment,
        corrects_on=replaces.at.date() if replaces else None,
        is_agreed=basis.agreed == order.small.threshold,
    )


def _attacked(
    tools: ReleaseTools,
    issue: Issue,
    raw: bytes,
    parts: Sequence[MadePart],
    is_stopped: IsStopped,
) -> Certificate:
    """The certificate of this very file: what stands in it was held against everything told.

    Raises:
        NotAllowed: the file tells something else than was protected, or the attack found something
            ("attack-found").
    """
    told = tools.forms.read_back(raw, issue)
    with_tables = [one for one in parts if one.task is not None]
    if len(told) != len(with_tables):
        raise NotAllowed("attack-found")
    certificate = Certificate(issue.number, METHOD, __version__, _sha256(raw))
    for part, cells in zip(with_tables, told, strict=True):
        if dict(cells) != dict(part.shown) or part.task is None:
            raise NotAllowed("attack-found")
        hidden = [where for where, value in cells if value is None]
        verdicts = tools.guard.try_to_undo(part.task, hidden, is_stopped)
        if verdicts.verdict is not Verdict.SAFE:
            raise NotAllowed("attack-found")
        certificate = replace(
            certificate,
            intervals=certificate.intervals + len(verdicts.findings),
            worlds=certificate.worlds + verdicts.worlds,
        )
    return certificate


def _files(
    tools: ReleaseTools, sheet: Sheet, raw: bytes
) -> tuple[tuple[SummaryFormat, str, bytes], ...]:
    """Every form, under names that hold nothing but the period and the certificate's number."""
    is_cohort = sheet.issue.parts[0].stream is Stream.COHORT
    period = f"{_slug(sheet.period)}{'-a-year-on' if is_cohort else ''}"
    name = f"mental-health-summary-{period}-{sheet.issue.number[:4].lower()}"
    made = {
        SummaryFormat.PDF: tools.forms.pdf(sheet),
        SummaryFormat.ODS: tools.forms.ods(sheet),
        SummaryFormat.CSV: tools.forms.csv(sheet),
        SummaryFormat.JSON: raw,
    }
    return tuple((form, f"{name}.{form.value}", data) for form, data in made.items())


def _slug(text: str) -> str:
    kept = "".join(char if char.isascii() and char.isalnum() else "-" for char in text.lower())
    return "-".join(part for part in kept.split("-") if part)[:60]


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
