"""The chronology: its order, its authors, late entries, corrections, and entries that moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mhlead.domain.audit import Action
from mhlead.domain.codes import (
    Channel,
    ConsentAnswer,
    ConsentTopic,
    DoorDecision,
    NoteKind,
    Speaker,
    UnmetKind,
)
from mhlead.domain.errors import NotAllowed
from mhlead.domain.records import (
    Case,
    Consent,
    Conversation,
    DslNotice,
    NeedToKnow,
    NextStep,
    Note,
    Record,
    RiskEntry,
    StaffMember,
    SupportAction,
    UnmetNeed,
    UrgentDecision,
    Withholding,
)
from mhlead.domain.views import TimelineEntry
from mhlead.services import cases, conversations, moving, plans, pupils, records, safeguarding
from mhlead.services import school as schools
from mhlead.services.plans import PlanDraft
from tests.builders import School, make_school

DAY = timedelta(days=1)


def chronology(school: School, pupil_id: str) -> tuple[TimelineEntry, ...]:
    return pupils.read_pupil_again(school.session, pupil_id).timeline


def made(kind: str, case_id: str, on: date, text: str) -> Record:
    return {
        "note": lambda: Note("", case_id, on, NoteKind.FACT, text),
        "risk": lambda: RiskEntry("", case_id, text, on),
        "support": lambda: SupportAction("", case_id, text, on),
        "consent": lambda: Consent(
            "", case_id, ConsentTopic.HELP, ConsentAnswer.AGREED, by_pupil=True, given_on=on
        ),
        "unmet": lambda: UnmetNeed("", case_id, on, UnmetKind.NO_SERVICE, "05", text),
        "decision": lambda: UrgentDecision("", case_id, on, (DoorDecision.RANG_111,)),
        "tutors": lambda: NeedToKnow("", case_id, text, agreed_on=on),
        "conversation": lambda: Conversation(
            "", case_id, on, Speaker.FAMILY, Channel.TELEPHONE, text
        ),
    }[kind]()


KINDS = ("note", "risk", "support", "consent", "unmet", "decision", "tutors", "conversation")


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    school = make_school(tmp_path_factory.mktemp("lasting"))
    yield school
    school.session.store.close()


@settings(max_examples=20, deadline=None)
@given(
    written=st.lists(
        st.tuples(st.sampled_from(KINDS), st.integers(0, 40), st.integers(0, 2)),
        min_size=1,
        max_size=6,
    )
)
def test_entries_stand_by_their_day_then_by_when_they_were_written_and_have_an_author(
    lasting: School, written: list[tuple[str, int, int]]
) -> None:
    case = lasting.case(lasting.pupil("Ann", f"Of{lasting.clock.minutes}"))
    expected: list[tuple[date, int, str]] = []
    for number, (kind, days_ago, forward) in enumerate(written):
        lasting.clock.forward(forward)
        on = lasting.clock.today() - days_ago * DAY
        kept, _ = records.keep(lasting.session, made(kind, case.id, on, f"entry {number}"))
        expected.append((on, number, kept.id))
    plans.start_plan(
        lasting.session, case.id, PlanDraft("Calm", lasting.clock.today(), lasting.lead.id)
    )
    entries = chronology(lasting, case.pupil_id)
    ids = [one.record_id for one in entries]
    assert [one for one in ids if one in {e[2] for e in expected}] == [
        record_id for _, _, record_id in sorted(expected, reverse=True)
    ]
    keys = [(one.happened_on, one.written_at) for one in entries]
    assert keys == sorted(keys, reverse=True)
    assert {one.author for one in entries} == {"Jo Marsh"}
    assert all(one.written_at.year >= 2026 for one in entries)


def test_who_wrote_it_stays_its_author_after_leaving_the_list(school: School) -> None:
    case = school.case()
    colleague, _ = schools.save_staff(school.session, StaffMember("", "Uma Shah"))
    with school.session.store.begin(colleague.id) as work:
        note = Note("n1", case.id, school.clock.today(), NoteKind.FACT, "Seen at lunch")
        work.add(note)
        work.log(Action.RECORD_ADDED, case.pupil_id, {"kind": "Note"})
        work.commit()
    records.remove(school.session, StaffMember, colleague.id, "Left")
    (entry,) = [one for one in chronology(school, case.pupil_id) if one.record_id == "n1"]
    assert entry.author == "Uma Shah"


def test_a_correction_keeps_the_first_wording_its_hour_and_the_reason(school: School) -> None:
    case = school.case()
    note, _ = records.keep(
        school.session, made("note", case.id, school.clock.today(), "Came at ten")
    )
    first = records.wordings(school.session, Note, note.id)[0]
    school.clock.forward(3)
    assert isinstance(note, Note)
    records.keep(school.session, replace(note, text="Came at eleven"), "Misheard")
    newest, oldest = records.wordings(school.session, Note, note.id)
    assert (oldest.record, oldest.written_at) == (note, first.written_at)
    assert (newest.reason, newest.record.text) == ("Misheard", "Came at eleven")
    (entry,) = [one for one in chronology(school, case.pupil_id) if one.record_id == note.id]
    assert entry.written_at == first.written_at, "the entry is as old as its first wording"
    assert entry.versions == 2


def two_cases(school: School) -> tuple[Case, Case]:
    return school.case(), school.case(school.pupil("Bea", "Long"))


def marked_note(school: School, case: Case) -> Note:
    today = school.clock.today()
    note = Note("", case.id, today, NoteKind.FACT, "He hides when she rings", is_safeguarding=True)
    return records.keep(school.session, note)[0]


def told(school: School, note: Note) -> DslNotice:
    dsl, _ = schools.save_staff(school.session, StaffMember("", "Uma Shah", roles=("dsl",)))  # type: ignore[arg-type]
    notice = DslNotice(
        "", note.case_id, "Note", note.id, dsl.id, school.clock.today(), Channel.IN_PERSON
    )
    return safeguarding.tell_dsl(school.session, notice)[0]


def everything_of(school: School, note_id: str) -> tuple[Record, ...]:
    with school.session.reading() as work:
        return (
            work.get(Note, note_id),
            *work.find(DslNotice, about_id=note_id),
            *work.find(Withholding, about_id=note_id),
        )


def test_a_move_takes_along_what_belongs_to_the_entry_and_both_sides_agree(
    school: School,
) -> None:
    wrong, right = two_cases(school)
    note = marked_note(school, wrong)
    told(school, note)
    contact = pupils.open_pupil(school.session, wrong.pupil_id).contacts[0]
    records.keep(
        school.session, Withholding("", wrong.pupil_id, "Note", note.id, contact_id=contact.id)
    )
    before = everything_of(school, note.id)
    moving.move_entry(school.session, "Note", note.id, right.pupil_id, "Wrong page open")

    left, here = chronology(school, wrong.pupil_id), chronology(school, right.pupil_id)
    assert note.id not in {one.record_id for one in left}
    (entry,) = [one for one in here if one.record_id == note.id]
    assert (entry.dsl, entry.may_go_back) == ("told", True)
    assert entry.withheld_from == ("a person of the family",)
    assert not [one for one in left if one.kind == "safeguarding"]
    assert moving.AWAY in {one.code for one in left}
    assert moving.HERE in {one.code for one in here}
    assert "Long" not in str([(one.text, one.title, one.said_by) for one in left])
    assert "Amina" not in str(here), "the first pupil's family is not named there"
    with school.session.reading() as work:
        history = work.history(limit=2)
        open_marks = safeguarding.open_entries(work, right.id)
    assert {(h.subject_id, dict(h.detail)["way"]) for h in history} == {
        (wrong.pupil_id, "from"),
        (right.pupil_id, "to"),
    }
    assert [mark.notice is not None for mark in open_marks] == [True]

    school.clock.forward(1)
    moving.take_back_move(school.session, "Note", note.id)
    assert everything_of(school, note.id) == before
    assert note.id in {one.record_id for one in chronology(school, wrong.pupil_id)}
    assert note.id not in {one.record_id for one in chronology(school, right.pupil_id)}
    with school.session.reading() as work:
        assert safeguarding.open_entries(work, right.id) == []
        assert len(safeguarding.open_entries(work, wrong.id)) == 1


def test_after_48_hours_the_page_offers_no_way_back(school: School) -> None:
    wrong, right = two_cases(school)
    note = marked_note(school, wrong)
    moving.move_entry(school.session, "Note", note.id, right.pupil_id, "Wrong page open")
    school.clock.forward(3)
    (entry,) = [o for o in chronology(school, right.pupil_id) if o.record_id == note.id]
    assert not entry.may_go_back


def promised(school: School, case: Case) -> Conversation:
    today = school.clock.today()
    said = Conversation(
        "",
        case.id,
        today,
        Speaker.FAMILY,
        Channel.TELEPHONE,
        "Her mother will write",
        promise="Ask for the letter",
        promised_by=today + 2 * DAY,
    )
    return conversations.log_conversation(school.session, said)[0]


def test_the_step_of_a_promise_moves_with_its_conversation_and_comes_back(school: School) -> None:
    wrong, right = two_cases(school)
    talk = promised(school, wrong)
    move = lambda: moving.move_entry(  # noqa: E731
        school.session, "Conversation", talk.id, right.pupil_id, "Wrong page open"
    )
    move()
    with school.session.reading() as work:
        assert work.get(NextStep, talk.step_id or "").case_id == right.id
        assert work.get(Case, right.id).next_step_id == talk.step_id
        assert work.get(Case, wrong.id).next_step_id == wrong.next_step_id
        assert work.get(Conversation, talk.id).step_id == talk.step_id
    moving.take_back_move(school.session, "Conversation", talk.id)
    with school.session.reading() as work:
        assert work.get(Conversation, talk.id) == talk
        assert work.get(NextStep, talk.step_id or "").case_id == wrong.id
        assert work.get(Case, wrong.id).next_step_id == talk.step_id
    assert school.session.store.verify().is_sound


def test_a_case_is_never_left_without_a_step_by_a_move(school: School) -> None:
    wrong, right = two_cases(school)
    talk = promised(school, wrong)
    cases.finish_step(school.session, str(wrong.next_step_id), "Seen")
    with pytest.raises(NotAllowed) as refusal:
        moving.move_entry(school.session, "Conversation", talk.id, right.pupil_id, "Wrong page")
    assert refusal.value.code == "only-step"
    with school.session.reading() as work:
        assert work.get(Conversation, talk.id) == talk


def test_an_open_safeguarding_mark_is_taken_off_by_nobody(school: School) -> None:
    case = school.case()
    note = marked_note(school, case)
    unmarked = replace(note, is_safeguarding=False)
    ways = (
        lambda: records.keep(school.session, unmarked, "Not one after all"),
        lambda: records.remove(school.session, Note, note.id, "By mistake"),
    )
    for way in ways:
        with pytest.raises(NotAllowed) as refusal:
            way()
        assert refusal.value.code == "safeguarding-open"
    plain, _ = records.keep(school.session, made("note", case.id, school.clock.today(), "A"))
    assert isinstance(plain, Note)
    records.keep(school.session, replace(plain, is_safeguarding=True), "It is one")
    with pytest.raises(NotAllowed):
        records.bring_back(school.session, Note, plain.id)
    with school.session.reading() as work:
        assert len(safeguarding.open_entries(work, case.id)) == 2
    notice = told(school, note)
    with pytest.raises(NotAllowed):
        records.keep(school.session, unmarked, "Told, and not yet taken up")
    safeguarding.acknowledge(school.session, notice.id, school.clock.today())
    records.keep(school.session, unmarked, "They say it is none")
    with pytest.raises(NotAllowed) as never:
        records.remove(school.session, DslNotice, notice.id, "x")
    assert never.value.code == "never-removed"


def test_a_copy_of_a_late_entry_says_both_days(school: School) -> None:
    case = school.case()
    on = school.clock.today() - 12 * DAY
    note, _ = records.keep(school.session, made("note", case.id, on, "Seen crying"))
    text = safeguarding.copy_out(school.session, "Note", note.id)
    assert "11 November 2026, written down on 23 November 2026" in text
