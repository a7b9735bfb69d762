"""Nothing goes over to another child, nothing kept from a service reaches the next, no one left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mhlead.domain.codes import (
    AppointmentKind,
    Channel,
    ConsentAnswer,
    ConsentTopic,
    DoorDecision,
    FactAnswer,
    Speaker,
    Standing,
)
from mhlead.domain.errors import MhleadError
from mhlead.domain.letter_order import LetterOrder
from mhlead.domain.records import (
    AnsweredFact,
    Appointment,
    Case,
    Concern,
    Consent,
    Contact,
    Conversation,
    Record,
    Referral,
    Service,
    StaffMember,
    UrgentDecision,
    Withholding,
)
from mhlead.services import (
    cases,
    conversations,
    directory,
    moving,
    records,
    referral_care,
    referral_holding,
    referrals,
    wrong_door,
)
from mhlead.services import school as school_work
from mhlead.services.consent import WhyAsk, consent_needs
from mhlead.services.letters import issuing
from tests.builders import School

SECRET = "I can't see the point of next year."


def code_of(act: object) -> str:
    with pytest.raises(MhleadError) as refused:
        act()  # type: ignore[operator]
    return getattr(refused.value, "code", "")


def one(school: School, kind: type[Record], **where: object) -> Record:
    with school.session.reading() as work:
        return work.find(kind, **where)[0]


def another(school: School, name: str = "Westmoor CAMHS") -> Service:
    return records.keep(school.session, replace(school.service, id="", name=name))[0]


def test_nothing_kept_of_one_child_names_anything_of_another(school: School) -> None:
    session, today = school.session, school.clock.today()
    mine = school.referral()
    other = school.case(school.pupil("Ben", "Other"))
    mother = one(school, Contact, pupil_id=other.pupil_id)
    agreed = Consent(
        id="",
        case_id=mine.case_id,
        topic=ConsentTopic.REFER,
        answer=ConsentAnswer.AGREED,
        service_id=school.service.id,
        contact_id=mother.id,
        standing=Standing.PARENTAL_RESPONSIBILITY,
        given_on=today,
    )
    fact = AnsweredFact("", other.id, mine.id, "gp", FactAnswer.NOT_KNOWN, "her mother", today)
    visit = Appointment("", other.id, mine.id, AppointmentKind.ASSESSMENT, today)
    talk = Conversation(
        id="",
        case_id=mine.case_id,
        happened_on=today,
        speaker=Speaker.FAMILY,
        with_whom="Her mother",
        how=Channel.TELEPHONE,
        said="All is well",
        contact_id=mother.id,
    )
    for record in (agreed, fact, visit, talk):
        assert code_of(lambda record=record: records.keep(session, record)) == "other-pupil"
    assert code_of(lambda: conversations.log_conversation(session, talk)) == "other-pupil"


def test_a_correction_never_gives_an_entry_to_another_child(school: School) -> None:
    session, mine = school.session, school.case()
    other = school.case(school.pupil("Ben", "Other"))
    concern = one(school, Concern, case_id=mine.id)
    mother = one(school, Contact, pupil_id=mine.pupil_id)
    gone = replace(concern, case_id=other.id)  # type: ignore[type-var]
    assert code_of(lambda: records.keep(session, gone, "a slip")) == "other-pupil"
    gone = replace(mother, pupil_id=other.pupil_id)  # type: ignore[type-var]
    assert code_of(lambda: records.keep(session, gone, "a slip")) == "other-pupil"


def test_an_entry_that_was_moved_goes_back_whole_or_not_at_all(school: School) -> None:
    session, mine = school.session, school.case()
    other = school.case(school.pupil("Ben", "Other"))
    second, _ = records.keep(session, school.concern(case_id=mine.id))
    moving.move_entry(session, "Concern", second.id, other.pupil_id, "his, not hers")
    assert code_of(lambda: records.bring_back(session, Concern, second.id)) == "other-pupil"
    moving.take_back_move(session, "Concern", second.id)
    assert one(school, Concern, id=second.id).case_id == mine.id  # type: ignore[attr-defined]


def test_a_referral_follows_none_of_another_child(school: School) -> None:
    mine = school.referral()
    other = school.case(school.pupil("Ben", "Other"))
    start = lambda: referrals.start_referral(  # noqa: E731
        school.session, other.id, school.service.id, earlier_id=mine.id
    )
    assert code_of(start) == "other-pupil"


@pytest.mark.parametrize("is_kept_before", [True, False])
def test_what_is_kept_from_a_service_is_kept_from_its_successor(
    school: School, is_kept_before: bool
) -> None:
    referral, successor = school.referral(), another(school)
    concern = one(school, Concern, case_id=referral.case_id)
    pupil_id = one(school, Case, id=referral.case_id).pupil_id  # type: ignore[attr-defined]
    kept = Withholding("", pupil_id, "Concern", concern.id, "pupil_words")
    kept = replace(kept, service_id=school.service.id)
    if is_kept_before:
        records.keep(school.session, kept)
    directory.end_service(school.session, school.service.id, school.clock.today(), successor.id)
    if not is_kept_before:
        records.keep(school.session, kept)
    referral_holding.hold_by_successor(school.session, referral.id, successor.id)
    order = LetterOrder(referral.id)
    draft = issuing.draft_letter(school.session, school.adapters.press, order)
    assert SECRET not in draft.text
    with school.session.reading() as work:
        assert len(work.find(Withholding, service_id=successor.id)) == 1


def test_the_last_in_a_row_of_successors_holds_what_waits_for_the_first(school: School) -> None:
    session, today = school.session, school.clock.today()
    referral = school.referral()
    second, third = another(school, "Second"), another(school, "Third")
    directory.end_service(session, school.service.id, today, second.id)
    assert code_of(lambda: directory.end_service(session, second.id, today, None)) == (
        "service-in-use"
    )
    remove = lambda: records.remove(session, Service, second.id, "a slip")  # noqa: E731
    assert code_of(remove) == "in-use"
    directory.end_service(session, second.id, today, third.id)
    care = referral_care.read_care(session, referral.id)
    assert care.successor == ("Third", third.id)


def test_a_successor_never_holds_two_open_referrals_of_a_child(school: School) -> None:
    session = school.session
    referral, successor = school.referral(), another(school)
    second, _ = referrals.start_referral(session, referral.case_id, successor.id)
    directory.end_service(session, school.service.id, school.clock.today(), successor.id)
    hold = lambda: referral_holding.hold_by_successor(  # noqa: E731
        session, referral.id, successor.id
    )
    assert code_of(hold) == "already-referred"
    assert one(school, Referral, id=second.id).service_id == successor.id  # type: ignore[attr-defined]


def test_undoing_a_return_to_school_never_leaves_a_pupil_with_somebody_who_left(
    school: School,
) -> None:
    session, deputy = school.session, school.deputy
    gone, _ = school_work.save_staff(session, replace(deputy, left_on=school.clock.today()))
    school_work.save_staff(session, replace(gone, left_on=None))
    step = replace(school.step(), holder_id=deputy.id)
    cases.open_case(session, school.pupil().id, school.concern(), deputy.id, step)
    undo = lambda: records.bring_back(session, StaffMember, deputy.id)  # noqa: E731
    assert code_of(undo) == "owner-with-work"
    assert code_of(lambda: records.keep(session, gone)) == "owner-with-work"
    assert session.store.gaps() == ()


# consent -------------------------------------------------------------------------------------


def whys(school: School, referral: Referral, topic: ConsentTopic) -> list[WhyAsk]:
    return [n.why for n in consent_needs(school.session, referral.id) if n.topic is topic]


def agreed_of(school: School, referral: Referral) -> Consent:
    return one(school, Consent, case_id=referral.case_id)  # type: ignore[return-value]


def test_a_no_of_the_same_person_ends_their_earlier_yes(school: School) -> None:
    referral = school.referral()
    agreed = agreed_of(school, referral)
    assert whys(school, referral, ConsentTopic.REFER) == []
    records.keep(school.session, replace(agreed, id="", answer=ConsentAnswer.REFUSED))
    assert whys(school, referral, ConsentTopic.REFER) == [WhyAsk.REFUSED]


def test_an_older_yes_does_not_come_back_when_a_newer_one_is_withdrawn(school: School) -> None:
    referral, today = school.referral(), school.clock.today()
    agreed = agreed_of(school, referral)
    for topic in (ConsentTopic.REFER, ConsentTopic.SHARE):
        records.keep(school.session, replace(agreed, id="", topic=topic))
        again, _ = records.keep(school.session, replace(agreed, id="", topic=topic))
        assert whys(school, referral, topic) == []
        records.keep(school.session, replace(again, withdrawn_on=today), "she said so")
        assert whys(school, referral, topic) == [WhyAsk.WITHDRAWN]


def test_a_yes_to_share_of_somebody_without_standing_counts_for_nothing(school: School) -> None:
    referral = school.referral()
    case = one(school, Case, id=referral.case_id)
    aunt, _ = records.keep(
        school.session,
        Contact("", case.pupil_id, "Okoro", has_parental_responsibility=False),  # type: ignore[attr-defined]
    )
    view = replace(
        agreed_of(school, referral),
        id="",
        topic=ConsentTopic.SHARE,
        by_pupil=False,
        contact_id=aunt.id,
        standing=Standing.VIEW_ONLY,
    )
    records.keep(school.session, view)
    assert whys(school, referral, ConsentTopic.SHARE) == [WhyAsk.NEVER_ASKED]


def test_a_crisis_written_down_after_a_decision_of_the_same_day_is_decided_anew(
    school: School,
) -> None:
    session, today, case = school.session, school.clock.today(), school.case()
    decision = UrgentDecision("", case.id, today, (DoorDecision.RANG_SERVICE,), spoke_to="Dr Osei")
    wrong_door.decide(session, decision)
    crisis = school.concern(case_id=case.id, primary_need=wrong_door.IN_CRISIS)
    records.keep(session, crisis)
    assert wrong_door.read_door(session, case.id).is_wrong
    wrong_door.decide(session, decision)
    assert not wrong_door.read_door(session, case.id).is_wrong
