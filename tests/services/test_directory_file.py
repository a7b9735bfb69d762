"""Taking in a directory file: what was ticked and nothing else; the file holds no pupil."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from mhlead.domain.audit import Action
from mhlead.domain.codes import (
    CriterionKind,
    NoteKind,
    ReplyKind,
    ServiceKind,
    WhoAgrees,
    WhoseDays,
)
from mhlead.domain.directory import DirectoryPlan, EntryState, Part
from mhlead.domain.errors import Changed, DirectoryRefused
from mhlead.domain.records import (
    Background,
    Counterpart,
    Criterion,
    Note,
    Professional,
    Record,
    Referral,
    Satisfaction,
    SchoolPicture,
    Service,
    Training,
)
from mhlead.services import directory, directory_file, records
from mhlead.services.directory_file import EXAMPLE, REASON
from mhlead.services.school import list_services
from tests.builders import School, make_school

K = CriterionKind


def written(school: School, path: Path) -> Path:
    raw, _ = directory_file.directory_bytes(school.session, school.adapters.directory_files)
    path.write_bytes(raw)
    return path


def preview(school: School, path: Path) -> DirectoryPlan:
    return directory_file.preview_directory(school.session, school.adapters.directory_files, path)


def take(
    school: School, plan: DirectoryPlan, keys: Collection[str] | None = None
) -> tuple[int, int]:
    chosen = {offer.key for offer in plan.offers} if keys is None else keys
    taken = directory_file.take_in(school.session, plan, chosen)
    return taken.added, taken.changed


def states(plan: DirectoryPlan) -> list[EntryState]:
    return [entry.state for entry in plan.entries]


def filled(school: School) -> Service:
    """The service with two people and five rules."""
    keep, own = (lambda record: records.keep(school.session, record)), school.service.id
    keep(Counterpart("", own, "Mr Bello", telephone="01632 960735"))
    keep(Counterpart("", own, "Dr Ashby", is_deputy=True, from_on=date(2025, 9, 1)))
    keep(Counterpart("", own, "Ms Gone", to_on=date(2026, 1, 31)))
    keep(Criterion("", own, K.AGE, "5 to 18", from_age=5, below_age=18))
    keep(Criterion("", own, K.CONSENT, "Under 16: a parent", codes=(WhoAgrees.PUPIL.value,)))
    keep(Criterion("", own, K.CONSENT, "From 16: they", from_age=16, codes=("pupil",)))
    keep(
        Criterion(
            "", own, K.REPLY_TIME, "10 days", days=10, reply=ReplyKind.DECIDE,
            whose_days=WhoseDays.SERVICE, read_on=date(2026, 9, 14),
        )
    )  # fmt: skip
    keep(Criterion("", own, K.OTHER, "Ring first"))
    return school.service


@pytest.fixture
def school(school: School) -> School:
    """The school whose directory is saved: its service is another than that of the builder."""
    service = replace(school.service, name="Moorside CAMHS", telephone="01632 960540")
    return replace(school, service=records.keep(school.session, service)[0])


@pytest.fixture
def other(tmp_path: Path) -> Iterator[School]:
    """Another school of the same area, with Northmoor CAMHS in its directory."""
    made = make_school(tmp_path / "other")
    yield made
    made.session.store.close()


def test_a_directory_goes_to_another_school_whole_and_a_second_time_does_nothing(
    school: School, other: School, tmp_path: Path
) -> None:
    filled(school)
    path = written(school, tmp_path / "services.mhdirectory")
    plan = preview(other, path)
    assert states(plan) == [EntryState.NEW]
    assert plan.additions == {"1"}
    assert take(other, plan) == (8, 0)  # the person who left did not go along
    assert written(other, tmp_path / "again").exists()
    mine, theirs = (json.loads(one.read_bytes()) for one in (path, tmp_path / "again"))
    assert mine["services"] == theirs["services"][:1]
    assert theirs["services"][1]["name"] == "Northmoor CAMHS"

    again = preview(other, path)
    assert states(again) == [EntryState.SAME]
    assert again.offers == ()
    with pytest.raises(DirectoryRefused) as refused:
        take(other, again)
    assert refused.value.code == "nothing-chosen"


def test_what_a_person_wrote_here_stays_unless_it_is_ticked(
    school: School, other: School, tmp_path: Path
) -> None:
    filled(school)
    path = written(school, tmp_path / "services.mhdirectory")
    take(other, preview(other, path))
    (view,) = [v for v in list_services(other.session) if v.service.name == "Moorside CAMHS"]
    records.keep(
        other.session, replace(view.service, telephone="01632 960999", hours="9 to 5", postcode="")
    )
    with other.session.reading() as work:
        (rule,) = work.find(Criterion, kind=K.REPLY_TIME)
    records.keep(other.session, replace(rule, days=15, says="15 days"))
    bello = next(one for one in view.counterparts if one.name == "Mr Bello")
    records.keep(other.session, replace(bello, telephone=""))

    plan = preview(other, path)
    assert states(plan) == [EntryState.DIFFERS]
    found = {(o.part, o.name): o.is_addition for o in plan.offers}
    assert found == {
        (Part.FIELD, "telephone"): False,
        (Part.FIELD, "postcode"): True,
        (Part.PERSON, "Mr Bello"): False,
        (Part.RULE, "10 days"): False,
    }  # what the file leaves empty, such as the hours, is no difference
    assert take(other, plan, plan.additions) == (0, 1)
    kept = next(v.service for v in list_services(other.session) if v.service.id == view.service.id)
    assert (kept.telephone, kept.hours, kept.postcode) == ("01632 960999", "9 to 5", "NM1 2AB")
    rest = preview(other, path)
    assert take(other, rest) == (0, 3)
    assert states(preview(other, path)) == [EntryState.SAME]
    newest = records.wordings(other.session, Service, view.service.id)[0]
    assert (newest.record.telephone, newest.reason) == ("01632 960540", REASON)
    with other.session.reading() as work:
        (entry,) = [e for e in work.history() if e.action is Action.DIRECTORY_TAKEN_IN][:1]
    assert dict(entry.detail) == {"count": "3", "added": "0", "changed": "3"}


def test_what_was_removed_here_comes_back_only_when_ticked(
    school: School, other: School, tmp_path: Path
) -> None:
    filled(school)
    path = written(school, tmp_path / "services.mhdirectory")
    take(other, preview(other, path))
    with other.session.reading() as work:
        (rule,) = work.find(Criterion, kind=K.OTHER)
        (person,) = work.find(Counterpart, name="Dr Ashby")
    records.remove(other.session, Criterion, rule.id, "does not hold for us")
    records.remove(other.session, Counterpart, person.id, "left")
    plan = preview(other, path)
    assert [offer.was_here for offer in plan.offers] == [True, True]
    assert plan.additions == frozenset()


def test_a_service_that_may_be_here_already_is_told(
    school: School, other: School, tmp_path: Path
) -> None:
    near = replace(school.service, id="", name="Single Point of Access", team="", telephone="")
    records.keep(school.session, replace(near, email="SPA@northmoor.example"))
    records.keep(other.session, replace(near, name="Access team", email="spa@northmoor.example"))
    plan = preview(other, written(school, tmp_path / "services.mhdirectory"))
    told = {entry.entry.service.name: (entry.state, entry.alike) for entry in plan.entries}
    assert told["Single Point of Access"] == (EntryState.DOUBLE, ("Access team",))
    assert plan.additions == {"1"}, "a possible double is never ticked for anybody"


def test_a_team_named_on_one_side_alone_is_the_same_service(
    school: School, other: School, tmp_path: Path
) -> None:
    service = replace(school.service, id="", team="")
    records.keep(other.session, service)
    path = written(school, tmp_path / "services.mhdirectory")
    (entry,) = preview(other, path).entries
    assert [(o.name, o.is_addition) for o in entry.offers] == [("team", True)]
    records.keep(other.session, service)  # now either could be meant
    (entry,) = preview(other, path).entries
    assert entry.state is EntryState.DOUBLE


def test_a_service_twice_in_the_file_is_taken_once(
    school: School, other: School, tmp_path: Path
) -> None:
    records.keep(school.session, replace(school.service, id="", telephone="01632 960700"))
    plan = preview(other, written(school, tmp_path / "services.mhdirectory"))
    assert states(plan) == [EntryState.NEW, EntryState.REPEATED]
    assert take(other, plan) == (1, 0)


def test_a_file_and_its_taking_in_never_touch_a_referral(
    school: School, other: School, tmp_path: Path
) -> None:
    other.service = records.keep(other.session, replace(other.service, name="Moorside CAMHS"))[0]
    referral = other.referral()
    filled(school)
    plan = preview(other, written(school, tmp_path / "services.mhdirectory"))
    take(other, plan)
    with other.session.reading() as work:
        assert work.get(Referral, referral.id) == referral
        assert work.get(Service, other.service.id).telephone == "01632 960540"


def test_a_change_between_preview_and_taking_in_keeps_everything(
    school: School, other: School, tmp_path: Path
) -> None:
    path = written(school, tmp_path / "services.mhdirectory")
    take(other, preview(other, path))
    (held,) = [
        v.service for v in list_services(other.session) if v.service.name == "Moorside CAMHS"
    ]
    held, _ = records.keep(other.session, replace(held, telephone="01632 960001", postcode=""))
    plan = preview(other, path)
    held, _ = records.keep(other.session, replace(held, telephone="01632 960002"))
    with pytest.raises(Changed):
        take(other, plan)
    assert records.wordings(other.session, Service, held.id)[0].record == held


def test_the_examples_say_in_their_names_that_they_are_invented(school: School) -> None:
    files = school.adapters.directory_files
    plan = directory_file.preview_examples(school.session, files)
    assert len(plan.entries) == 3
    take(school, plan)
    found = [v for v in list_services(school.session) if v.service.name.startswith(EXAMPLE)]
    assert len(found) == 3
    assert all(v.is_stale and not v.service.is_on_posters and v.counterparts for v in found)
    assert len(directory.rules_of(school.session, found[1].service.id)) > 10
    again = directory_file.preview_examples(school.session, files)
    assert set(states(again)) == {EntryState.SAME}


MARK = "Zyxquamber"


def test_no_word_about_a_pupil_is_in_the_file(school: School, tmp_path: Path) -> None:
    filled(school)
    pupil = school.pupil(MARK, MARK, upn="", address=(MARK,), preferred_forename=MARK)
    case = school.case(pupil)
    referral = school.referral(case)
    referral_marks: tuple[Record, ...] = (
        Note("", case.id, happened_on=school.clock.today(), kind=NoteKind.FACT, text=MARK),
        Background("", case.id, medical=MARK),
        SchoolPicture("", case.id, as_of_on=school.clock.today(), attainment=MARK),
        Professional("", pupil.id, role=MARK, name=MARK, service_id=school.service.id),
        Satisfaction("", school.service.id, school.clock.today(), 2, words=MARK),
        Training("", school.clock.today(), MARK, who_came=MARK, service_id=school.service.id),
    )
    for record in referral_marks:
        records.keep(school.session, record)
    ended = records.keep(school.session, Service("", ServiceKind.OTHER, MARK))[0]
    directory.end_service(school.session, ended.id, school.clock.today(), None)
    raw = written(school, tmp_path / "services.mhdirectory").read_text(encoding="utf-8")
    assert MARK not in raw
    for identifier in (pupil.id, case.id, referral.id, school.service.id, school.lead.name):
        assert identifier not in raw
    assert "Fernbrook" not in raw, "the school itself is not named either"


def test_an_empty_directory_is_not_written(school: School) -> None:
    records.remove(school.session, Service, school.service.id, "mistake")
    with pytest.raises(DirectoryRefused) as refused:
        directory_file.directory_bytes(school.session, school.adapters.directory_files)
    assert refused.value.code == "no-services"


def test_a_rule_read_again_elsewhere_is_offered(
    school: School, other: School, tmp_path: Path
) -> None:
    filled(school)
    path = written(school, tmp_path / "services.mhdirectory")
    take(other, preview(other, path))
    with school.session.reading() as work:
        (rule,) = work.find(Criterion, kind=K.REPLY_TIME)
    assert rule.read_on is not None
    later = rule.read_on + timedelta(days=30)
    records.keep(school.session, replace(rule, read_on=later))
    plan = preview(other, written(school, tmp_path / "later"))
    assert [offer.name for offer in plan.offers] == ["10 days"]
    take(other, plan)
    back = preview(school, written(other, tmp_path / "back"))
    assert states(back) == [EntryState.SAME, EntryState.NEW]  # what came from here, and Northmoor
