"""Every kind of letter on a real store: whom it reaches, what it says, and what it must not say."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from datetime import date, timedelta

import pytest

from mhlead.domain.codes import (
    Audience,
    Channel,
    LetterKind,
    OrderKind,
    Reader,
    ReferralState,
    Urgency,
)
from mhlead.domain.errors import FieldRefused, LetterIncomplete, NotAllowed
from mhlead.domain.letter_shapes import SHAPES
from mhlead.domain.records import (
    Background,
    Case,
    Concern,
    Contact,
    CourtOrder,
    FamilyCheck,
    NameUse,
    Professional,
    Referral,
    RiskEntry,
    Withholding,
)
from mhlead.services import endings, family_gate, records, referrals, sending
from mhlead.services.letters import choice as letter_choice
from mhlead.services.letters import issuing
from mhlead.services.letters import log as letter_log
from mhlead.services.letters import parts as letter_parts
from mhlead.services.plans import PlanDraft
from mhlead.services.referrals import Move
from mhlead.services.sending import Sent
from tests.builders import School

K, S = LetterKind, ReferralState
OPEN_ANSWERS = {
    "has_responsibility": True,
    "is_subject_of_concern": False,
    "order_forbids": False,
    "pupil_asked_otherwise": False,
    "address_confidential": False,
}


def mother(school: School) -> Contact:
    with school.session.reading() as work:
        return next(one for one in work.find(Contact) if one.forename == "Amina")


def answer(school: School, case_id: str, **changed: object) -> FamilyCheck:
    check = family_gate.read_family_check(school.session, case_id, mother(school).id)
    kept, _ = family_gate.answer_family_check(
        school.session,
        replace(check, **(OPEN_ANSWERS | changed)),  # type: ignore[arg-type]
    )
    return kept


def move(school: School, referral: Referral, to: ReferralState, **more: object) -> None:
    today = school.clock.today()
    due = None if to in {S.NOT_ACCEPTED, S.DISCHARGED} else today + timedelta(days=14)
    told = Move(to, today, due, "Look again" if due else "", "Their words", **more)  # type: ignore[arg-type]
    referrals.move_referral(school.session, referral.id, told)


def plan_draft(school: School) -> PlanDraft:
    review_on = school.clock.today() + timedelta(days=28)
    return PlanDraft("A quiet start to each day", review_on, school.lead.id, if_worse="Ring 111")


def sent(school: School, referral: Referral | None = None) -> Referral:
    """A referral whose letter was issued and left by post."""
    of = referral or school.referral()
    issued, _ = school.issue(of.id)
    today = school.clock.today()
    letter_log.record_sending(school.session, issued.letter.id, Channel.POST, today, "Northmoor")
    move(school, of, S.SENT, how=Channel.POST)
    return of


def gp(school: School, referral: Referral) -> Professional:
    with school.session.reading() as work:
        pupil_id = work.get(Case, referral.case_id).pupil_id
    kept, _ = records.keep(
        school.session,
        Professional("", pupil_id, "GP", "Dr Osei", "Mill Lane Surgery", is_gp=True),
    )
    return kept


def kinds(school: School, referral: Referral) -> set[LetterKind]:
    return {choice.order.kind for choice in letter_choice.read_choices(school.session, referral.id)}


def test_letters_are_offered_where_they_fit_and_nowhere_else(school: School) -> None:
    referral = school.referral()
    gp(school, referral)
    assert kinds(school, referral) == {K.REFERRAL, K.CONSENT_FORM, K.PUPIL_LETTER}
    sent(school, referral)
    assert K.CHASE in kinds(school, referral)
    assert {K.UPDATE, K.GP_COPY, K.FAMILY_COPY} <= kinds(school, referral)
    assert K.NOT_ACCEPTED not in kinds(school, referral)
    move(school, referral, S.NOT_ACCEPTED, reason_code="L01", plan=plan_draft(school))
    assert K.NOT_ACCEPTED in kinds(school, referral)
    assert K.CHASE not in kinds(school, referral)


def test_a_letter_that_does_not_fit_is_not_issued(school: School) -> None:
    referral = school.referral()
    with pytest.raises(NotAllowed, match="letter-not-now"):
        school.issue(referral.id, kind=K.CHASE)


def test_an_urgent_referral_offers_the_letter_after_the_call(school: School) -> None:
    case = school.case()
    referral = school.referral(case)
    assert K.URGENT_FOLLOW_UP not in kinds(school, referral)
    urgent, _ = referrals.change_referral(
        school.session, referral, replace(referral, urgency=Urgency.URGENT)
    )
    assert K.URGENT_FOLLOW_UP in kinds(school, urgent)


def test_a_chase_says_when_the_referral_left_and_how_long_ago(school: School) -> None:
    referral = sent(school)
    school.clock.forward(15)
    text = school.draft(referral.id, kind=K.CHASE).text
    assert "We sent you this referral on 23 November 2026, 2 weeks ago." in text
    assert "We have no word that it reached you." in text
    assert "23 November 2026: referral, by post" in text
    assert "Risk" not in text  # a question about the referral tells no more than it must
    issued, _ = school.issue(referral.id, kind=K.CHASE)
    assert issued.line.kind is K.CHASE


def test_five_edits_after_sending_are_the_five_lines_of_the_update(school: School) -> None:
    case = school.case()
    referral = sent(school, school.referral(case))
    with pytest.raises(LetterIncomplete) as nothing_new:
        school.issue(referral.id, kind=K.UPDATE)
    assert nothing_new.value.missing == ("what changed",)
    school.clock.forward(3)
    with school.session.reading() as work:
        concern = work.find(Concern, case_id=case.id)[0]
        risk = work.find(RiskEntry, case_id=case.id)[0]
    pupil = school.pupils[0]
    records.keep(school.session, replace(concern, effect_on_sleep="Awake until three"), "new")
    records.keep(school.session, replace(risk, keeps_safe="Her aunt, too"), "new")
    records.keep(school.session, replace(pupil, postcode="SG98 2CD"), "moved")
    records.keep(school.session, Background("", case.id, medication="Sertraline 50 mg"))
    gp(school, referral)
    draft = school.draft(referral.id, kind=K.UPDATE)
    issued, _ = school.issue(referral.id, kind=K.UPDATE)
    assert {name for name, _, _ in changes(issued.letter.facts)} == {
        "effect on sleep",
        "keeps safe",
        "pupil address",
        "medication",
        "gp",
    }
    assert len(changes(issued.letter.facts)) == 5
    assert "Awake until three" in draft.text
    assert "What reads otherwise than in our letter of 23 November 2026" in draft.text


def changes(facts: str) -> list[tuple[str, str, str]]:
    return [(one["name"], one["before"], one["now"]) for one in json.loads(facts)["changes"]]


def test_an_update_counts_from_the_last_letter_that_left(school: School) -> None:
    referral = sent(school)
    school.clock.forward(3)
    pupil = school.pupils[0]
    records.keep(school.session, replace(pupil, nhs_number="9990234175"), "told by the GP")
    school.issue(referral.id, kind=K.UPDATE)  # issued, and never sent: nobody was told
    issued, _ = school.issue(referral.id, kind=K.UPDATE)
    assert [name for name, _, _ in changes(issued.letter.facts)] == ["nhs number"]
    today = school.clock.today()
    letter_log.record_sending(school.session, issued.letter.id, Channel.POST, today, "Northmoor")
    with pytest.raises(LetterIncomplete):
        school.issue(referral.id, kind=K.UPDATE)


def test_nothing_is_written_home_before_the_five_questions(school: School) -> None:
    referral = sent(school)
    to = {"kind": K.FAMILY_COPY, "contact_id": mother(school).id}
    for attempt in (school.draft, school.issue):
        with pytest.raises(NotAllowed, match="family-not-asked"):
            attempt(referral.id, **to)
    answer(school, referral.case_id)
    assert school.issue(referral.id, **to)[0].letter.contact_id == mother(school).id


@pytest.mark.parametrize(
    "closed",
    [
        {"is_subject_of_concern": True},
        {"order_forbids": True},
        {"pupil_asked_otherwise": True},
        {"address_confidential": True},
        {"has_responsibility": False},
    ],
    ids=str,
)
def test_each_answer_by_itself_keeps_a_letter_from_going_home(
    school: School, closed: dict[str, bool]
) -> None:
    referral = sent(school)
    answer(school, referral.case_id, **closed)
    with pytest.raises(NotAllowed, match="family-closed"):
        school.draft(referral.id, kind=K.FAMILY_COPY, contact_id=mother(school).id)


def test_a_carer_without_responsibility_is_written_to_with_a_reason(school: School) -> None:
    referral = sent(school)
    answer(school, referral.case_id, has_responsibility=False, reason="She brings the pupil up")
    school.draft(referral.id, kind=K.FAMILY_COPY, contact_id=mother(school).id)


@pytest.mark.parametrize("how", ["order", "rule"])
def test_what_the_record_forbids_no_answer_allows(school: School, how: str) -> None:
    referral = sent(school)
    answer(school, referral.case_id)
    contact = mother(school)
    if how == "order":
        order = CourtOrder(
            "", contact.pupil_id, OrderKind.NO_CONTACT, "Not to write", contact_id=contact.id
        )
        records.keep(school.session, order)
    else:
        records.keep(school.session, replace(contact, may_be_contacted=False), "told so")
    with pytest.raises(NotAllowed, match="family-closed"):
        school.issue(referral.id, kind=K.FAMILY_COPY, contact_id=contact.id)


def test_a_letter_home_never_goes_to_another_pupil_s_family(school: School) -> None:
    referral = sent(school)
    other = school.pupil("Bram", "Okafor")
    with school.session.reading() as work:
        theirs = work.find(Contact, pupil_id=other.id)[0]
    with pytest.raises(NotAllowed, match="nobody-named"):
        school.issue(referral.id, kind=K.FAMILY_COPY, contact_id=theirs.id)


def plant(school: School, case: Case) -> tuple[list[str], dict[str, str]]:
    """Facts about others, and facts that the pupil wants kept from the mother; marked."""
    session, pupil_id = school.session, case.pupil_id
    records.keep(
        session, Contact("", pupil_id, "Q1father", "Q1first", mobile="07700 900777", priority=2)
    )
    records.keep(session, CourtOrder("", pupil_id, OrderKind.OTHER, "Q2order"))
    records.keep(session, Professional("", pupil_id, "Social worker", "Q3worker", "Q3team"))
    background = Background(
        "", case.id, family_health="Q4family", life_events="Q5events", medical="Q6medical"
    )
    records.keep(session, background)
    with session.reading() as work:
        concern = work.find(Concern, case_id=case.id)[0]
        risk = work.find(RiskEntry, case_id=case.id)[0]
    kept, _ = records.keep(
        session,
        replace(
            concern,
            opinion="Q7opinion",
            raised_by="Q8tutor",
            pupil_words="Q9words",
            effect_on_friends="W1friends",
        ),
        "more",
    )
    records.keep(session, replace(risk, said_or_seen="Q10risk", keeps_safe="Q11safe"), "more")
    withheld = Withholding(
        "", pupil_id, "Concern", kept.id, "effect_on_friends", contact_id=mother(school).id
    )
    records.keep(session, withheld)
    in_words = Withholding("", pupil_id, "Concern", kept.id, "since", from_whom="her stepfather")
    records.keep(session, replace(kept, since="W2since", effect_on_friends="W1friends"), "more")
    records.keep(session, in_words)
    names = NameUse("", pupil_id, Audience.SERVICES, "W3chosen", pronouns="W4pron")
    records.keep(session, names)
    foreign = ["Q1father", "Q1first", "07700 900777", "Q2order", "Q3worker", "Q3team"]
    foreign += ["Q4family", "Q5events", "Q6medical", "Q7opinion", "Q8tutor", "Q9words"]
    foreign += ["Q10risk", "Q11safe"]
    return foreign, {"friends": "W1friends", "since": "W2since", "name": "W3chosen", "p": "W4pron"}


@pytest.mark.parametrize("kind", [K.FAMILY_COPY, K.CONSENT_FORM])
def test_a_letter_home_holds_nothing_of_others_nor_what_was_kept_from_them(
    school: School, kind: LetterKind
) -> None:
    case = school.case()
    referral = school.referral(case)
    if kind is K.FAMILY_COPY:
        sent(school, referral)
    foreign, withheld = plant(school, case)
    answer(school, case.id)
    issued, _ = school.issue(referral.id, kind=kind, contact_id=mother(school).id)
    draft = school.draft(referral.id, kind=kind, contact_id=mother(school).id)
    for told in (issued.letter.facts, draft.text, text_in(issued.letter.pdf)):
        assert not [mark for mark in (*foreign, *withheld.values()) if mark in told]
    assert "Aoife" in draft.text


def test_the_young_person_reads_their_own_words_and_nothing_of_others(school: School) -> None:
    case = school.case()
    referral = sent(school, school.referral(case))
    foreign, _ = plant(school, case)
    issued, _ = school.issue(referral.id, kind=K.PUPIL_LETTER)
    text = text_in(issued.letter.pdf)
    assert "Q9words" in text
    assert "Q11safe" in text
    own = {"Q9words", "Q11safe"}
    for told in (text, issued.letter.facts):
        assert not [mark for mark in foreign if mark in told and mark not in own]
    assert "By hand" in text


def test_what_is_kept_from_a_person_in_words_alone_is_kept_from_the_gp_too(school: School) -> None:
    case = school.case()
    referral = sent(school, school.referral(case))
    plant(school, case)
    doctor = gp(school, referral)
    text = school.draft(referral.id, kind=K.GP_COPY, professional_id=doctor.id).text
    assert "Dr Osei" in text
    assert "W2since" not in text


def text_in(pdf: bytes) -> str:
    """The words of a PDF, its title and other metadata, as another program reads them."""
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    told = subprocess.run(["pdfinfo", "-meta", "-"], input=pdf, capture_output=True, check=True)
    more = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True)
    return (done.stdout + told.stdout + more.stdout).decode()


def test_a_name_used_in_school_is_not_told_at_home(school: School) -> None:
    pupil = school.pupil("Daniel", "Marsh", preferred_forename="Robin", pronouns="they/them")
    case = school.case(pupil)
    referral = sent(school, school.referral(case))
    answer(school, case.id)
    text = school.draft(referral.id, kind=K.FAMILY_COPY, contact_id=mother(school).id).text
    assert "Daniel Marsh" in text
    assert "Robin" not in text
    assert "they/them" not in text
    to_pupil = school.draft(referral.id, kind=K.PUPIL_LETTER).text
    assert "Dear Robin" in to_pupil
    assert "Daniel" not in to_pupil


def test_the_answer_to_a_no_says_their_reason_and_our_plan(school: School) -> None:
    referral = sent(school)
    move(school, referral, S.NOT_ACCEPTED, reason_code="L01", plan=plan_draft(school))
    text = school.draft(referral.id, kind=K.NOT_ACCEPTED).text
    assert "Your reason: Below the threshold of the service." in text
    assert "Their words" in text
    assert "A quiet start to each day" in text
    assert "Ring 111" in text
    school.issue(referral.id, kind=K.NOT_ACCEPTED)


def test_a_plan_after_their_part_needs_a_plan(school: School) -> None:
    referral = sent(school)
    for state in (S.ACKNOWLEDGED, S.WAITING_FOR_ASSESSMENT, S.IN_TREATMENT):
        more = {"plan": plan_draft(school)} if state is S.WAITING_FOR_ASSESSMENT else {}
        move(school, referral, state, **more)
    school.issue(referral.id, kind=K.STEP_DOWN)
    move(school, referral, S.DISCHARGED)
    text = school.draft(referral.id, kind=K.STEP_DOWN).text
    assert "A quiet start to each day" in text
    assert "to come back to you" in text


def test_facts_that_are_left_out_are_nowhere_in_the_letter(school: School) -> None:
    case = school.case()
    referral = school.referral(case)
    plant(school, case)
    names = ("opinions", "family circumstances", "other professionals", "health")
    issued, _ = school.issue(referral.id, left_out=names)
    for told in (issued.letter.facts, text_in(issued.letter.pdf)):
        assert not [
            mark for mark in ("Q7opinion", "Q5events", "Q3worker", "Q6medical") if mark in told
        ]
        assert "Q9words" in told


def test_a_correction_names_the_letter_it_puts_right(school: School) -> None:
    referral = sent(school)
    old = letter_log.list_letters(school.session, referral.id)[0]
    issued, _ = school.issue(referral.id, kind=K.CHASE, corrects_id=old.letter_id)
    assert issued.letter.corrects_id == old.letter_id
    assert "puts right our referral of 23 November 2026" in text_in(issued.letter.pdf)


def test_every_kind_has_a_reader_a_wording_and_an_end(school: School) -> None:
    assert set(SHAPES) == set(LetterKind)
    assert {shape.reader for shape in SHAPES.values()} == set(Reader)


def test_a_pupil_who_died_is_written_about_no_more(school: School) -> None:
    referral = sent(school)
    today = school.clock.today()
    endings.pupil_died(school.session, school.pupils[0].id, today, "Told by the family")
    for kind in (K.CHASE, K.PUPIL_LETTER, K.UPDATE):
        with pytest.raises(NotAllowed):
            school.draft(referral.id, kind=kind)


def test_what_is_left_out_is_offered_kept_and_remembered_for_that_service(school: School) -> None:
    case = school.case()
    referral = school.referral(case)
    plant(school, case)
    order = letter_choice.read_choices(school.session, referral.id)[0].order
    offered = {part.name: part.is_in for part in letter_parts.read_parts(school.session, order)}
    assert {"opinions", "health", "family circumstances", "other professionals"} <= set(offered)
    assert all(offered.values())
    assert not {"pupil name", "consent", "risk", "difficulty"} & set(offered)
    chosen, _ = letter_parts.remember_left_out(school.session, order, ("health", "opinions"))
    text = issuing.draft_letter(school.session, school.adapters.press, chosen).text
    assert "Q6medical" not in text
    assert "Q7opinion" not in text
    assert "Q5events" in text
    again = letter_choice.read_choices(school.session, referral.id)[0].order
    assert again.left_out == ("health", "opinions")
    parts = {part.name: part.is_in for part in letter_parts.read_parts(school.session, again)}
    assert (parts["health"], parts["family circumstances"]) == (False, True)
    letter_parts.remember_left_out(school.session, again, ())
    assert letter_choice.read_choices(school.session, referral.id)[0].order.left_out == ()


def send(school: School, letter_id: str, look_again_on: date | None) -> None:
    told = Sent(Channel.POST, school.clock.today(), "Northmoor", look_again_on, "Ring them")
    sending.send_letter(school.session, letter_id, told)


def test_a_chase_that_was_sent_starts_the_clock_anew_where_the_referral_stands(
    school: School,
) -> None:
    referral = sent(school)
    school.clock.forward(15)
    issued, _ = school.issue(referral.id, kind=K.CHASE)
    view = sending.read_sending(school.session, issued.letter.id)
    assert view.look_again_on is not None
    assert view.look_again_on > school.clock.today()
    with pytest.raises(FieldRefused):
        send(school, issued.letter.id, None)
    send(school, issued.letter.id, view.look_again_on)
    with school.session.reading() as work:
        now = work.get(Referral, referral.id)
    assert (now.state, now.deadline_on) == (S.SENT, view.look_again_on)


def test_what_they_asked_for_sends_the_referral_again(school: School) -> None:
    referral = sent(school)
    move(school, referral, S.RETURNED_FOR_INFORMATION)
    records.keep(school.session, replace(school.pupils[0], nhs_number="9990234175"), "told now")
    issued, _ = school.issue(referral.id, kind=K.FURTHER_INFORMATION)
    send(school, issued.letter.id, school.clock.today() + timedelta(days=7))
    with school.session.reading() as work:
        assert work.get(Referral, referral.id).state is S.SENT


def test_a_copy_for_the_gp_moves_nothing(school: School) -> None:
    referral = sent(school)
    doctor = gp(school, referral)
    with school.session.reading() as work:
        before = work.get(Referral, referral.id)
    issued, _ = school.issue(referral.id, kind=K.GP_COPY, professional_id=doctor.id)
    assert sending.read_sending(school.session, issued.letter.id).look_again_on is None
    send(school, issued.letter.id, None)
    with school.session.reading() as work:
        assert work.get(Referral, referral.id) == before


@pytest.mark.parametrize("between", [K.PUPIL_LETTER, K.STEP_DOWN])
def test_news_counts_from_the_last_letter_that_told_the_service_of_it(
    school: School, between: LetterKind
) -> None:
    referral = sent(school)
    for state in (S.ACKNOWLEDGED, S.WAITING_FOR_ASSESSMENT, S.IN_TREATMENT):
        more = {"plan": plan_draft(school)} if state is S.WAITING_FOR_ASSESSMENT else {}
        move(school, referral, state, **more)
    school.clock.forward(3)
    records.keep(school.session, replace(school.pupils[0], nhs_number="9990234175"), "told now")
    other, _ = school.issue(referral.id, kind=between)
    send(school, other.letter.id, None)
    school.clock.forward(1)
    issued, _ = school.issue(referral.id, kind=K.UPDATE)
    news = {name for name, _, _ in changes(issued.letter.facts)}
    assert {name for name in news if not name.startswith("plan ")} == {"nhs number"}
    assert "plan aim" in news  # the plan was made after the referral had left
    assert json.loads(issued.letter.facts)["changes_since"] == "2026-11-23"
