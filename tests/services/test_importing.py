"""Bringing in pupils from a Common Transfer File, on a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mhlead.domain.errors import ImportRefused
from mhlead.domain.importing import RowAction
from mhlead.domain.records import Case, Contact, PlainFile, Pupil, RollEntry
from mhlead.domain.views import Why
from mhlead.services import importing, records
from mhlead.services.school import confirm_plain_file_gone, plain_files, read_school, save_school
from mhlead.services.today import read_today
from tests.builders import School

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "9194998_CTF_9194999_001.xml"


def taken(school: School, rows: set[int]) -> importing.ImportDone:
    plan = importing.preview_import(school.session, school.adapters.pupil_files, SAMPLE)
    return importing.apply_import(school.session, plan, rows)


def test_only_the_chosen_pupils_are_taken_and_none_gets_a_case(school: School) -> None:
    done = taken(school, {1, 3})
    with school.session.reading() as work:
        assert {p.surname for p in work.find(Pupil)} == {"O'Connor", "Okonkwo-Bell"}
        assert not work.count(Case)
    assert [r.row.row for r in done.results if r.action is RowAction.ADD] == [1, 3]
    assert sum(r.action is RowAction.NOT_CHOSEN for r in done.results) == 38


def test_a_preview_keeps_nothing(school: School) -> None:
    plan = importing.preview_import(school.session, school.adapters.pupil_files, SAMPLE)
    assert plan.usable == 41
    with school.session.reading() as work:
        assert not work.count(Pupil)


def test_the_preview_equals_the_result(school: School) -> None:
    every = set(range(1, 42))
    plan = importing.preview_import(school.session, school.adapters.pupil_files, SAMPLE)
    done = importing.apply_import(school.session, plan, every)
    assert [r.action for r in done.results] == [r.action for r in plan.results]
    with school.session.reading() as work:
        assert work.count(Pupil) == 40


def test_a_second_import_changes_nothing(school: School) -> None:
    every = set(range(1, 42))
    taken(school, every)
    with school.session.reading() as work:
        before = {p.id: len(work.versions(Pupil, p.id)) for p in work.find(Pupil)}
        contacts = work.count(Contact)
    again = taken(school, every)
    assert {r.action for r in again.results} == {RowAction.UNCHANGED, RowAction.REPEATED}
    with school.session.reading() as work:
        assert {p.id: len(work.versions(Pupil, p.id)) for p in work.find(Pupil)} == before
        assert work.count(Contact) == contacts


def test_a_later_file_adds_a_version_and_keeps_what_was_typed_here(school: School) -> None:
    taken(school, {1})
    with school.session.reading() as work:
        pupil = work.find(Pupil)[0]
    records.keep(
        school.session, replace(pupil, pronouns="she/her", postcode="SG98 9ZZ"), "Moved house"
    )
    taken(school, {1})
    wordings = records.wordings(school.session, Pupil, pupil.id)
    assert [w.reason for w in wordings] == ["import", "Moved house", "import"]
    assert wordings[0].record.pronouns == "she/her"
    assert wordings[0].record.postcode == "SG98 1AB"


def test_a_contact_corrected_or_removed_here_does_not_come_back(school: School) -> None:
    taken(school, {1})
    with school.session.reading() as work:
        contact = work.find(Contact)[0]
    records.remove(school.session, Contact, contact.id, "Not a contact any more")
    again = taken(school, {1})
    assert next(r for r in again.results if r.row.row == 1).action is RowAction.UNCHANGED
    with school.session.reading() as work:
        assert not work.count(Contact)


def test_a_shared_upn_never_joins_two_children(school: School) -> None:
    taken(school, {1})
    with school.session.reading() as work:
        held = work.find(Pupil)[0]
    other = replace(held, id="", surname="Smith", forename="Bo", born_on=date(2013, 1, 2))
    assert not importing.is_same_pupil(held, other)
    assert importing.is_same_pupil(held, replace(held, surname="O’CONNOR"))
    assert importing.is_same_pupil(
        held, replace(held, forename="Eva", preferred_forename=held.forename)
    )
    assert not importing.is_same_pupil(
        replace(held, upn=""), replace(held, upn="", born_on=date(2012, 10, 5))
    )


def test_the_plain_file_is_named_until_it_is_confirmed_gone(school: School) -> None:
    done = taken(school, {1})
    assert done.plain_file is not None
    assert [file.path for file in plain_files(school.session)] == [str(SAMPLE)]
    taken(school, {1})
    assert len(plain_files(school.session)) == 1
    assert Why.PLAIN_FILE in _whys(school)
    confirm_plain_file_gone(school.session, done.plain_file.id)
    assert not plain_files(school.session)
    assert Why.PLAIN_FILE not in _whys(school)
    with school.session.reading() as work:
        assert work.find(PlainFile)[0].gone_on == school.clock.today()


def _whys(school: School) -> set[Why]:
    return {r.why for line in read_today(school.session).lines for r in line.reasons}


def test_the_roll_index_is_kept_only_where_the_school_asked_for_it(school: School) -> None:
    taken(school, {1})
    with school.session.reading() as work:
        assert not work.count(RollEntry)
    profile = read_school(school.session)
    assert profile is not None
    save_school(school.session, replace(profile, keeps_roll_index=True))
    taken(school, {1})
    taken(school, {1})
    with school.session.reading() as work:
        assert work.count(RollEntry) == 41


def test_choosing_nobody_is_refused(school: School) -> None:
    with pytest.raises(ImportRefused) as refusal:
        taken(school, {99})
    assert refusal.value.code == "nothing-chosen"


def test_pupils_are_chosen_by_upn_however_it_is_typed(school: School) -> None:
    plan = importing.preview_import(school.session, school.adapters.pupil_files, SAMPLE)
    assert importing.choose_by_upn(plan, ["d9192 99917001"]) == {1}


def test_a_twin_with_the_others_upn_is_never_put_into_their_record(
    school: School, tmp_path: Path
) -> None:
    def row(forename: str) -> str:
        return (
            f"<Pupil><UPN>D919299917001</UPN><Surname>Ali</Surname><Forename>{forename}</Forename>"
            "<DOB>2012-05-06</DOB></Pupil>"
        )

    def preview(*rows: str) -> importing.ImportPlan:
        path = tmp_path / "twins.xml"
        path.write_text(f"<CTfile><CTFpupilData>{''.join(rows)}</CTFpupilData></CTfile>")
        return importing.preview_import(school.session, school.adapters.pupil_files, path)

    both = preview(row("Amir"), row("Samir"))
    assert [r.action for r in both.results] == [RowAction.ADD, RowAction.REFUSED]
    assert "upn-other-forename" in {i.code for i in both.results[1].row.issues}
    importing.apply_import(school.session, both, {1, 2})
    alone = preview(row("Samir"))
    assert [r.action for r in alone.results] == [RowAction.REFUSED]
    with school.session.reading() as work:
        assert [p.forename for p in work.find(Pupil)] == ["Amir"]
