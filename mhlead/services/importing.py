"""Bringing in pupils from a file: a preview that equals the result, then only what was ticked."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from mhlead.domain.audit import Action, Fault
from mhlead.domain.changes import Changes
from mhlead.domain.checks import check
from mhlead.domain.errors import FieldRefused, ImportRefused
from mhlead.domain.importing import Issue, PupilFile, PupilRow, RowAction, RowResult, Severity
from mhlead.domain.records import Contact, PlainFile, Pupil, Record, RollEntry, SchoolProfile
from mhlead.services.ports import UnitOfWork
from mhlead.services.reading_ports import PupilFiles
from mhlead.services.records import tidied
from mhlead.services.session import Session

REASON = "import"


@dataclass(frozen=True)
class ImportPlan:
    """What a file holds and what importing each row would do."""

    path: Path
    file: PupilFile
    results: tuple[RowResult, ...]

    @property
    def usable(self) -> int:
        """Number of rows that could be taken."""
        return sum(result.row.is_usable for result in self.results)


@dataclass(frozen=True)
class ImportDone:
    """What an import did, row by row, and the reminder about the plain file it leaves.

    Attributes:
        gaps: What breaks the no-gap rule now that it is done; empty in a sound store.
    """

    results: tuple[RowResult, ...]
    plain_file: PlainFile | None
    changes: Changes
    gaps: tuple[Fault, ...] = ()


def preview_import(session: Session, files: PupilFiles, path: Path) -> ImportPlan:
    """Reads the file and tells what taking each of its rows would do; nothing is kept.

    Raises:
        ImportRefused, FileUnreadable: the file is refused whole.
    """
    file = files.read(path)
    with session.reading() as work:
        results = _plan_all(work, [_checked(row, session) for row in file.rows])
    return ImportPlan(path, file, results)


def apply_import(session: Session, plan: ImportPlan, rows: Collection[int]) -> ImportDone:
    """Takes the chosen rows in one transaction; refused rows never stop the good ones.

    Args:
        session: The unlocked store.
        plan: What `preview_import` gave.
        rows: Numbers of the rows to take.

    Raises:
        ImportRefused: nothing usable was chosen ("nothing-chosen").
    """
    chosen = set(rows)
    if not any(r.row.row in chosen and r.row.is_usable for r in plan.results):
        raise ImportRefused("nothing-chosen")
    results: list[RowResult] = []
    with session.writing() as work:
        for planned in plan.results:
            if planned.action in {RowAction.REFUSED, RowAction.REPEATED}:
                results.append(planned)
            elif planned.row.row not in chosen:
                results.append(replace(planned, action=RowAction.NOT_CHOSEN))
            else:
                results.append(_take(session, work, _plan(work, planned.row)))
        _keep_roll(session, work, plan.file)
        reminder = PlainFile(session.ids.new(), str(plan.path), session.clock.today())
        earlier = work.find(PlainFile, path=str(plan.path), gone_on=None)
        if not earlier:
            work.add(reminder)
        counts = {action.value: sum(r.action is action for r in results) for action in RowAction}
        work.log(Action.PUPILS_IMPORTED, None, {k: str(v) for k, v in counts.items() if v})
        changes = work.commit()
    file = earlier[0] if earlier else reminder
    return ImportDone(tuple(results), file, changes, session.store.gaps())


def chosen_of(plan: ImportPlan, rows: Collection[int]) -> tuple[RowResult, ...]:
    """What taking these rows would do, the others being told as not chosen."""
    never = {RowAction.REFUSED, RowAction.REPEATED}
    return tuple(
        result
        if result.row.row in rows or result.action in never
        else replace(result, action=RowAction.NOT_CHOSEN)
        for result in plan.results
    )


def places_not_found(plan: ImportPlan, upns: Sequence[str]) -> tuple[int, ...]:
    """Which of these UPNs no usable row has, counted from 1."""
    return tuple(place for place, upn in enumerate(upns, start=1) if not choose_by_upn(plan, [upn]))


def choose_by_upn(plan: ImportPlan, upns: Sequence[str]) -> set[int]:
    """Numbers of the rows with these UPNs, whatever their case or blanks."""
    # A blank would fit every pupil who has no UPN.
    wanted = {"".join(upn.split()).upper() for upn in upns} - {""}
    return {
        result.row.row
        for result in plan.results
        if result.row.pupil is not None and result.row.pupil.upn.upper() in wanted
    }


def _checked(row: PupilRow, session: Session) -> PupilRow:
    """The row with what our own checks refuse added to its issues."""
    if row.pupil is None:
        return row
    issues = list(row.issues)
    records: tuple[Record, ...] = (row.pupil, *row.contacts)
    for record in records:
        try:
            check(record, session.clock.today())
        except FieldRefused as refusal:
            known = {issue.code for issue in issues if issue.severity is Severity.ERROR}
            if not known:
                issues.append(Issue(refusal.field, refusal.code, Severity.ERROR))
    return replace(row, issues=tuple(issues))


def _plan(work: UnitOfWork, row: PupilRow) -> RowResult:
    if not row.is_usable or row.pupil is None:
        return RowResult(row, RowAction.REFUSED)
    alike = _alike(work, row.pupil)
    held = next((other for other in alike if is_same_pupil(row.pupil, other)), None)
    if held is None:
        if any(may_be_twin(row.pupil, other) for other in alike):
            return _refused_as_twin(row)
        return RowResult(row, RowAction.ADD)
    changed = _changed_fields(held, _merged(held, row.pupil))
    new_contacts = _new_contacts(work, held.id, row)
    if new_contacts:
        changed = (*changed, "contacts")
    action = RowAction.UPDATE if changed else RowAction.UNCHANGED
    return RowResult(row, action, changed, held.id)


def _plan_all(work: UnitOfWork, rows: Sequence[PupilRow]) -> tuple[RowResult, ...]:
    seen: dict[tuple[str, ...], list[Pupil]] = {}
    results = []
    for row in rows:
        result = _plan(work, row)
        if result.action is not RowAction.REFUSED and row.pupil is not None:
            keys = _keys(row.pupil)
            earlier = [other for key in keys for other in seen.get(key, ())]
            if any(is_same_pupil(row.pupil, other) for other in earlier):
                result = RowResult(row, RowAction.REPEATED, pupil_id=result.pupil_id)
            elif any(may_be_twin(row.pupil, other) for other in earlier):
                result = _refused_as_twin(row)
            for key in keys:
                seen.setdefault(key, []).append(row.pupil)
        results.append(result)
    return tuple(results)


def _keys(pupil: Pupil) -> list[tuple[str, ...]]:
    keys: list[tuple[str, ...]] = [("upn", pupil.upn)] if pupil.upn else []
    return [*keys, ("born", pupil.born_on.isoformat())] if pupil.born_on else keys


def is_same_pupil(one: Pupil, other: Pupil) -> bool:
    """Whether two records tell of one pupil; a shared UPN alone never decides it.

    A mistyped UPN must not put one child's details into another's record, so the name, or the
    birth date and a forename, have to agree as well; without a UPN on both sides name and birth
    date have to.
    """
    same_name = _folded(one.surname) == _folded(other.surname) and (
        _folded(one.forename) == _folded(other.forename)
        or _folded(one.preferred_forename or one.forename)
        == _folded(other.preferred_forename or other.forename)
    )
    same_day = one.born_on is not None and one.born_on == other.born_on
    if one.upn and other.upn:
        return one.upn == other.upn and (same_name or (same_day and _shares_forename(one, other)))
    return same_name and same_day


def may_be_twin(one: Pupil, other: Pupil) -> bool:
    """Whether UPN and birth date agree and no forename does: a twin, or one pupil renamed.

    Only a person can tell, so nothing is taken.
    """
    return (
        bool(one.upn)
        and one.upn == other.upn
        and one.born_on is not None
        and one.born_on == other.born_on
        and not is_same_pupil(one, other)
    )


def _shares_forename(one: Pupil, other: Pupil) -> bool:
    names = [
        {_folded(name) for name in (p.forename, p.preferred_forename) if name} for p in (one, other)
    ]
    return bool(names[0] & names[1])


def _refused_as_twin(row: PupilRow) -> RowResult:
    issue = Issue("UPN", "upn-other-forename", Severity.ERROR)
    return RowResult(replace(row, issues=(*row.issues, issue)), RowAction.REFUSED)


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in plain if char.isalnum())


def _alike(work: UnitOfWork, pupil: Pupil) -> list[Pupil]:
    alike = work.find(Pupil, upn=pupil.upn) if pupil.upn else []
    if pupil.born_on is not None:
        alike += work.find(Pupil, born_on=pupil.born_on)
    return alike


def _merged(held: Pupil, new: Pupil) -> Pupil:
    """The pupil held, with what the file says; what the file leaves empty stays as it is."""
    changes = {
        field.name: value
        for field in fields(new)
        if field.name != "id" and (value := getattr(new, field.name)) not in ("", None, ())
    }
    return tidied(replace(held, **changes))


def _changed_fields(before: Pupil, after: Pupil) -> tuple[str, ...]:
    names = (field.name for field in fields(before))
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def _new_contacts(work: UnitOfWork, pupil_id: str, row: PupilRow) -> list[Contact]:
    """Contacts of the file that the pupil does not have yet: a person's own edits always stay."""
    # A contact that was corrected or removed here must not come back with the next file.
    held = {
        (contact.surname.casefold(), contact.forename.casefold())
        for contact in work.ever(Contact, pupil_id=pupil_id)
    }
    return [
        contact
        for contact in row.contacts
        if (contact.surname.casefold(), contact.forename.casefold()) not in held
    ]


def _take(session: Session, work: UnitOfWork, planned: RowResult) -> RowResult:
    row = planned.row
    if planned.action is RowAction.ADD and row.pupil is not None:
        pupil = tidied(replace(row.pupil, id=session.ids.new()))
        work.add(pupil, REASON)
        for contact in row.contacts:
            work.add(_owned(session, contact, pupil.id), REASON)
        work.log(Action.PUPIL_ADDED, pupil.id, {"id": pupil.id, "reason": REASON})
        return replace(planned, pupil_id=pupil.id)
    if planned.action is RowAction.UPDATE and row.pupil is not None and planned.pupil_id:
        held = work.get(Pupil, planned.pupil_id)
        merged = _merged(held, row.pupil)
        if merged != held:
            work.correct(merged, REASON)
        for contact in _new_contacts(work, held.id, row):
            work.add(_owned(session, contact, held.id), REASON)
        work.log(Action.PUPIL_CHANGED, held.id, {"id": held.id, "reason": REASON})
    return planned


def _owned(session: Session, contact: Contact, pupil_id: str) -> Contact:
    return tidied(replace(contact, id=session.ids.new(), pupil_id=pupil_id))


def _keep_roll(session: Session, work: UnitOfWork, file: PupilFile) -> None:
    schools = work.find(SchoolProfile)
    if not schools or not schools[0].keeps_roll_index:
        return
    held = {(entry.upn, entry.surname, entry.forename) for entry in work.find(RollEntry)}
    work.add_all(
        RollEntry(
            id=session.ids.new(),
            surname=row.pupil.surname,
            forename=row.pupil.forename,
            born_on=row.pupil.born_on,
            upn=row.pupil.upn,
            form=row.pupil.form,
        )
        for row in file.rows
        if row.is_usable
        and row.pupil is not None
        and (row.pupil.upn, row.pupil.surname, row.pupil.forename) not in held
    )
