"""What holds a letter back and what does not, where a letter is the wrong door, old details."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from mhlead.domain.codes import (
    CriterionKind,
    DoorDecision,
    FactAnswer,
    MeetingOutcome,
    Met,
    RiskSign,
    ServiceKind,
    StaffRole,
    Urgency,
)
from mhlead.domain.errors import FieldRefused, LetterIncomplete, NotAllowed
from mhlead.domain.records import (
    Concern,
    Consent,
    Contact,
    Criterion,
    MeetingItem,
    Pupil,
    Record,
    Referral,
    RiskEntry,
    Service,
    StaffMember,
    SupportAction,
    Training,
    UrgentDecision,
)
from mhlead.services import criteria, directory, records, referrals, wrong_door
from mhlead.services import school as schools
from mhlead.services.letters.lacks import WHERE
from mhlead.wording import GAPS
from tests.builders import School


def missing(school: School, referral_id: str) -> set[str]:
    """What holds the letter back, or nothing."""
    try:
        school.issue(referral_id)
    except LetterIncomplete as refusal:
        return set(refusal.missing)
    return set()


def change(school: School, kind: type[Record], **fields: object) -> None:
    """The one record of the kind reads otherwise, as somebody corrected it."""
    with school.session.reading() as work:
        record = work.find(kind)[0]
    records.keep(school.session, replace(record, **fields), "found out")  # type: ignore[type-var]


def drop(school: School, kind: type[Record]) -> None:
    with school.session.reading() as work:
        record = work.find(kind)[0]
    records.remove(school.session, kind, record.id, "was wrong")  # type: ignore[arg-type]


def words_of(school: School, **fields: object) -> None:
    with school.session.reading() as work:
        referral = work.find(Referral)[0]
    referrals.change_referral(school.session, referral, replace(referral, **fields))  # type: ignore[arg-type]


DELETED: dict[str, Callable[[School], None]] = {
    "birth date": lambda s: change(s, Pupil, born_on=None),
    "pupil address": lambda s: change(s, Pupil, address=(), postcode=""),
    "consent": lambda s: drop(s, Consent),
    "parental responsibility": lambda s: change(s, Contact, has_parental_responsibility=None),
    "risk": lambda s: drop(s, RiskEntry),
    "tried": lambda s: drop(s, SupportAction),
    "asked of service": lambda s: words_of(s, asks=""),
    "school goes on": lambda s: words_of(s, meanwhile=""),
    "last seen": lambda s: words_of(s, last_seen_on=None),
    "urgency": lambda s: words_of(s, urgency=None),
    "referrer role": lambda s: change(s, StaffMember, job_title=""),
    "referrer telephone": lambda s: change(s, StaffMember, telephone=""),
    "keeps safe": lambda s: change(s, RiskEntry, keeps_safe=""),
    "pupil words": lambda s: change(s, Concern, pupil_words=""),
}


@pytest.mark.parametrize("fact", sorted(DELETED))
def test_a_required_fact_that_is_taken_away_is_named_and_nothing_else(
    school: School, fact: str
) -> None:
    referral = school.referral()
    # What keeps a pupil safe is told in the entry about risk: gone with it, both would be named.
    codes = ("pupil words",) if fact == "risk" else ("keeps safe", "pupil words")
    school_rule(school, CriterionKind.REQUIRED_FACTS, codes=codes)
    DELETED[fact](school)
    assert missing(school, referral.id) == {fact}


def school_rule(school: School, kind: CriterionKind, **terms: object) -> Criterion:
    plain = Criterion("", school.service.id, kind, "As they say", read_on=school.clock.today())
    return records.keep(school.session, replace(plain, **terms))[0]  # type: ignore[arg-type]


def test_every_fact_that_a_rule_can_ask_for_has_its_place() -> None:
    from mhlead.ui.pages.gap_ways import _PLACES, FORM_FIELDS, IN_SETTINGS

    assert set(GAPS) == set(WHERE)
    assert set(GAPS) == set(_PLACES) | set(FORM_FIELDS) | set(IN_SETTINGS)


@pytest.mark.parametrize(
    ("answer", "printed"),
    [
        (FactAnswer.NOT_KNOWN, "not known; asked Mrs Hall on 21 November 2026"),
        (FactAnswer.DECLINED, "declined to say; asked Mrs Hall on 21 November 2026"),
    ],
)
def test_an_honest_answer_is_printed_with_whom_was_asked_and_when(
    school: School, answer: FactAnswer, printed: str
) -> None:
    referral = school.referral()
    school_rule(school, CriterionKind.REQUIRED_FACTS, codes=("nhs number",))
    assert missing(school, referral.id) == {"nhs number"}
    asked_on = school.clock.today() - timedelta(days=2)
    with pytest.raises(FieldRefused):
        criteria.answer_fact(
            school.session, referral.id, "nhs number", answer, asked=" ", asked_on=asked_on
        )
    criteria.answer_fact(
        school.session, referral.id, "nhs number", answer, asked="Mrs Hall", asked_on=asked_on
    )
    text = school.draft(referral.id).text
    assert printed in text
    assert missing(school, referral.id) == set()


def test_why_school_goes_on_all_the_same_stands_in_the_letter(school: School) -> None:
    referral = school.referral()
    old = school_rule(school, CriterionKind.AGE, from_age=16, says="From 16")
    school_rule(school, CriterionKind.OTHER, says="Must be ready to talk")
    draft = lambda: school.draft(referral.id).text  # noqa: E731
    assert "Where your criteria are not met" not in draft()
    criteria.answer_criterion(school.session, referral.id, old.id, reason="Sixteen in a month")
    assert "From 16 (not met): Sixteen in a month" in draft()
    assert "Must be ready to talk" not in draft()


def at_risk(school: School, referral: Referral, **more: object) -> RiskEntry:
    on = school.clock.today()
    signs = (RiskSign.SUICIDAL_THOUGHTS,)
    plain = RiskEntry("", referral.case_id, "Wishes to be gone.", on, signs=signs)
    return records.keep(school.session, replace(plain, **more))[0]  # type: ignore[arg-type]


def test_a_call_is_printed_beside_the_urgency_with_who_when_and_advice(school: School) -> None:
    referral = school.referral()
    at_risk(school, referral)
    assert missing(school, referral.id) == {"spoken to"}
    on = school.clock.today()
    told = {"spoke_to_service": True, "spoke_to": "Mr Bello", "spoke_on": on}
    at_risk(school, referral, **told, advice="Send it as routine")
    text = school.draft(referral.id).text
    assert (
        "we do not wait for an answer to a letter. This letter follows our conversation with Mr "
        "Bello. We spoke on 23 November 2026. They advised: Send it as routine" in text
    )


def test_a_call_before_the_newest_sign_answers_nothing(school: School) -> None:
    referral = school.referral()
    on = school.clock.today()
    at_risk(school, referral, spoke_to_service=True, spoke_to="Mr Bello", spoke_on=on)
    assert missing(school, referral.id) == set()
    school.clock.forward(20)
    at_risk(school, referral)
    assert missing(school, referral.id) == {"spoken to"}
    text = school.draft(referral.id).text
    assert "Mr Bello" not in text


@pytest.mark.parametrize("urgency", [Urgency.URGENT, Urgency.VERY_URGENT])
def test_an_urgent_route_says_whom_to_ring_until_the_letter_has_left(
    school: School, urgency: Urgency
) -> None:
    referral = school.referral()
    door = lambda: wrong_door.read_door(school.session, referral.case_id, referral.id)  # noqa: E731
    assert not door().shows_panel
    words_of(school, urgency=urgency)
    assert door().shows_panel
    assert not door().is_wrong
    assert [one.number for one in door().ring[:2]] == ["999", "111"]


def test_whom_to_tell_has_a_name_and_a_number_where_there_is_one(school: School) -> None:
    case = school.case()
    at = {one.decision: one for one in wrong_door.read_door(school.session, case.id).ring}
    assert at[DoorDecision.TOLD_DSL].number == ""
    person = StaffMember("", "Uma Shah", roles=(StaffRole.DSL,), telephone="01632 960130")
    schools.save_staff(school.session, person)
    area = Service("", ServiceKind.SOCIAL_CARE, "Northmoor Front Door", telephone="01632 960140")
    area = replace(area, urgent_telephone="01632 960141", urgent_hours="Nights and weekends")
    records.keep(school.session, area)
    at = {one.decision: one for one in wrong_door.read_door(school.session, case.id).ring}
    dsl, care = at[DoorDecision.TOLD_DSL], at[DoorDecision.TOLD_SOCIAL_CARE]
    assert (dsl.name, dsl.number) == ("Designated safeguarding lead, Uma Shah", "01632 960130")
    assert (care.number, care.hours) == ("01632 960141", "Nights and weekends")


def test_a_routine_letter_from_the_wrong_door_cannot_be_decided_without_a_reason(
    school: School,
) -> None:
    case = school.case()
    decided = UrgentDecision("", case.id, school.clock.today(), (DoorDecision.ROUTINE_LETTER,))
    with pytest.raises(FieldRefused) as refusal:
        wrong_door.decide(school.session, decided)
    assert refusal.value.field == "reason"


@pytest.mark.parametrize(("days", "warns"), [(180, False), (181, True), (None, True)])
def test_the_letter_says_when_details_of_the_service_are_older_than_180_days(
    school: School, days: int | None, warns: bool
) -> None:
    referral = school.referral()
    on = school.clock.today() - timedelta(days=days) if days is not None else None
    records.keep(school.session, replace(school.service, checked_on=on))
    draft = school.draft(referral.id)
    assert (draft.is_stale, draft.checked_on) == (warns, on)


def test_merging_takes_meetings_advice_and_what_it_followed_along(school: School) -> None:
    case, old = school.case(), school.service
    keep = lambda record: records.keep(school.session, record)[0]  # noqa: E731
    same = keep(replace(old, id="", name="Northmoor camhs"))
    on = school.clock.today()
    keep(Training("", on, "Ring first", service_id=old.id, is_advice=True))
    keep(MeetingItem("", case.id, old.id, on, MeetingOutcome.DISCUSSED, "To see"))
    ended = keep(replace(old, id="", name="The team before"))
    directory.end_service(school.session, ended.id, on, old.id)
    directory.merge_services(school.session, same.id, old.id)
    with school.session.reading() as work:
        assert [one.service_id for one in work.find(Training)] == [same.id]
        assert [one.service_id for one in work.find(MeetingItem)] == [same.id]
        assert work.get(Service, ended.id).successor_id == same.id
        assert len(work.versions(Training, work.find(Training)[0].id)) == 2


def test_ending_a_service_lists_each_open_referral_until_it_is_confirmed(school: School) -> None:
    from mhlead.domain.today_views import EVERYBODY, Why
    from mhlead.services import referral_holding
    from mhlead.services.today import read_today

    first = school.referral()
    second = school.referral(school.case(school.pupil("Bea", "Long")), is_complete=False)
    after = records.keep(school.session, replace(school.service, id="", name="New team"))[0]
    directory.end_service(school.session, school.service.id, school.clock.today(), after.id)

    def listed() -> set[str]:
        lines = read_today(school.session, EVERYBODY).lines
        return {r.target_id for line in lines for r in line.reasons if r.why is Why.SERVICE_ENDED}

    assert listed() == {first.id, second.id}
    with pytest.raises(NotAllowed):
        school.issue(first.id)
    referral_holding.hold_by_successor(school.session, first.id, after.id)
    assert listed() == {second.id}


def test_an_answer_of_a_person_counts_only_where_the_record_is_silent(school: School) -> None:
    referral = school.referral()
    seen = school_rule(school, CriterionKind.SEEN_BY_REFERRER, days=3)
    result = lambda: criteria.check_referral(school.session, referral.id).results[0]  # noqa: E731
    assert result().met is Met.MET
    school.clock.forward(4)
    assert (result().met, result().needs_reason) == (Met.NOT_MET, True)
    criteria.answer_criterion(school.session, referral.id, seen.id, reason="Off ill since")
    assert (result().met, result().needs_reason) == (Met.NOT_MET, False)
