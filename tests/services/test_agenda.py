"""The agenda: who stands on it, in what order, what is asked, and what is printed with initials."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from mhlead.domain.agenda import Agenda, compose_agenda
from mhlead.domain.audit import Action
from mhlead.domain.codes import Audience, MeetingOutcome, NoteKind, Speaker, StepKind, Urgency
from mhlead.domain.document import as_text
from mhlead.domain.records import (
    Concern,
    Counterpart,
    MeetingItem,
    NameUse,
    NextStep,
    Note,
    Withholding,
)
from mhlead.services import records, unlocking
from mhlead.services.agenda import (
    agenda_paper,
    read_agenda,
    record_use,
)
from mhlead.services.meetings import keep_meeting
from tests.builders import MONDAY, School
from tests.services.lives import FAR, S, new_id, quiet_case, referral_in, talk, write

DAY = timedelta(days=1)


def test_the_most_urgent_comes_first_then_who_waits_longest(school: School) -> None:
    for forename, urgency in (
        ("Ann", Urgency.ROUTINE),
        ("Bea", Urgency.ROUTINE),
        ("Cy", Urgency.URGENT),
    ):
        referral_in(school, quiet_case(school, forename=forename), S.SENT, urgency=urgency)
        school.clock.forward(7)
    referral_in(school, quiet_case(school, forename="Draft"), S.DRAFT, sent=False)
    agenda = read_agenda(school.session, school.service.id)
    assert [item.name.split()[0] for item in agenda.items] == ["Cy", "Ann", "Bea"]
    assert [item.waited_days for item in agenda.items] == [7, 21, 14]
    printed = as_text(compose_agenda(agenda, with_names=False))
    assert "How long they wait" in printed
    assert "not standards" in printed
    assert agenda.waits is not None
    assert agenda.waits.referrals == 3
    assert agenda.items[0].question == "Has it arrived? When is it decided?"


def test_what_is_new_what_was_promised_and_when_they_spoke(school: School) -> None:
    records.keep(school.session, Counterpart("", school.service.id, "Dr Osei", link_days="Thu"))
    case = quiet_case(school)
    referral_in(school, case, S.WAITING_FOR_ASSESSMENT)
    step = NextStep(new_id(school), case.id, StepKind.CHASE_SERVICE, "Ring", FAR, school.lead.id)
    write(school, step)
    talk(
        school,
        case,
        Speaker.COUNTERPART,
        service_id=school.service.id,
        promise="Dr Osei rings Aoife’s mother",
        promised_by=date(2026, 12, 1),
        step_id=step.id,
    )
    school.clock.forward(2)
    write(school, Concern(new_id(school), case.id, school.clock.today(), "Tutor", "05", "Worse"))
    agenda = read_agenda(school.session, school.service.id)
    [item] = agenda.items
    assert item.question.startswith("Tell them what is new. When is the first appointment?")
    assert agenda.last_spoken_on == MONDAY
    assert agenda.counterparts == ("Dr Osei",)
    assert [promise.by_on for promise in item.promises] == [date(2026, 12, 1)]
    write(school, put=(NextStep(**{**vars(step), "is_open": False, "done_on": MONDAY}),))
    assert read_agenda(school.session, school.service.id).items[0].promises == ()


def test_a_name_kept_from_the_service_stands_on_no_paper_for_the_meeting(school: School) -> None:
    case = quiet_case(school, preferred_forename="Alex")
    referral_in(school, case, S.SENT)
    item = MeetingItem("", case.id, school.service.id, MONDAY, MeetingOutcome.DISCUSSED)
    keep_meeting(school.session, [item])

    def paper(*, with_names: bool = True) -> str:
        return as_text(compose_agenda(agenda(), with_names=with_names))

    def agenda() -> Agenda:
        return read_agenda(school.session, school.service.id)

    assert "Alex O'Connor" in paper()
    kept = Withholding("", case.pupil_id, "Pupil", case.pupil_id, "preferred_forename")
    kept, _ = records.keep(school.session, replace(kept, service_id=school.service.id))
    assert "Alex" not in paper()
    assert "Aoife O'Connor" in paper()
    assert agenda().items[0].name == "Alex O'Connor", "the school knows its own pupil"
    use = NameUse("", case.pupil_id, Audience.SERVICES, "Robin", "O'Connor")
    records.keep(school.session, use)
    assert "Robin O'Connor" in paper()
    assert "RO" in paper(with_names=False)
    records.keep(school.session, replace(kept, field=""), "all of it")
    assert "O'Connor" not in paper().replace("Robin O'Connor", "")


def test_what_meetings_came_to_is_kept_and_stands_on_the_next_agenda(school: School) -> None:
    for forename, outcome in (
        ("Ann", MeetingOutcome.DISCUSSED),
        ("Bea", MeetingOutcome.SLOT_OFFERED),
        ("Cy", MeetingOutcome.STEP_DOWN),
    ):
        case = quiet_case(school, forename=forename)
        item = MeetingItem("", case.id, school.service.id, MONDAY, outcome, "Six sessions")
        keep_meeting(school.session, [item])
    agenda = read_agenda(school.session, school.service.id)
    assert {item.name.split()[0] for item in agenda.items} == {"Ann", "Bea"}, "stepped down"
    assert agenda.counts()[MeetingOutcome.SLOT_OFFERED] == 1
    assert len(agenda.meetings) == 3


def test_with_initials_nothing_that_somebody_typed_is_printed(school: School) -> None:
    case = quiet_case(school)
    referral_in(school, case, S.SENT)
    talk(
        school, case, Speaker.COUNTERPART, service_id=school.service.id, promise="Ring Aoife’s mum"
    )
    item = MeetingItem(
        "", case.id, school.service.id, MONDAY, MeetingOutcome.AGREED, "Aoife is seen"
    )
    keep_meeting(school.session, [item])
    write(school, Note(new_id(school), case.id, MONDAY, NoteKind.FACT, "Aoife cried"))
    agenda = read_agenda(school.session, school.service.id)
    named = as_text(compose_agenda(agenda, with_names=True))
    hidden = as_text(compose_agenda(agenda, with_names=False))
    assert "Aoife O'Connor" in named
    assert "Promised: Ring Aoife’s mum." in named
    assert "Aoife" not in hidden
    assert "O'Connor" not in hidden
    assert "AO" in hidden


def test_it_is_set_by_the_real_press_and_its_printing_stands_in_the_history(
    school: School,
) -> None:
    referral_in(school, quiet_case(school), S.SENT)
    paper = agenda_paper(school.session, school.adapters.press, school.service.id, with_names=True)
    assert paper.pdf.startswith(b"%PDF")
    assert "Has it arrived?" in paper.text
    record_use(school.session, school.service.id, "printed")
    assert unlocking.history(school.session)[0].action is Action.EXPORTED
