from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pikepdf
import pytest

from mhlead.domain.audit import Action
from mhlead.domain.codes import (
    Audience,
    LinkRole,
    NoteKind,
    OrderKind,
    PaperKind,
)
from mhlead.domain.errors import FieldRefused, NotAllowed
from mhlead.domain.letter_guard import Foreign
from mhlead.domain.letter_order import Accepted
from mhlead.domain.paper import PaperOrder
from mhlead.domain.records import (
    Background,
    Case,
    Contact,
    CourtOrder,
    FamilyCheck,
    NameUse,
    NeedToKnow,
    Note,
    RiskEntry,
    SafeContact,
    SupportAction,
    Withholding,
)
from mhlead.domain.views import EntryKind
from mhlead.services import endings, family_gate, links, papers, records
from mhlead.services.chronologies import read_entries
from mhlead.services.links import LinkPart
from mhlead.services.paper_log import papers_left
from mhlead.services.papers import DraftPaper, PaperWords, draft_paper, new_paper
from mhlead.wording import words
from mhlead.wording.entry_words import entry_names
from tests.builders import School
from tests.documents.reading import text_of_pdf

K = PaperKind
WORDS = PaperWords(entry_names, words)
PROFESSIONAL = (K.MEETING_SUMMARY, K.CRISIS_SUMMARY, K.CHRONOLOGY, K.HANDOVER)


def keep(school: School, record: Any) -> Any:
    return records.keep(school.session, record)[0]


def make(school: School, kind: PaperKind, case: Case, **more: Any) -> DraftPaper:
    order = new_paper(school.session, case.pupil_id, kind)
    return draft_paper(school.session, school.adapters.press, replace(order, **more), WORDS)


def contact_of(school: School, case: Case) -> Contact:
    with school.session.reading() as work:
        return work.find(Contact, pupil_id=case.pupil_id)[0]


def everything_in(paper: DraftPaper) -> str:
    """Text of the pages, the document tree, metadata and anything attached."""
    parts = [paper.text, text_of_pdf(paper.pdf, "-raw")]
    with pikepdf.open(io.BytesIO(paper.pdf)) as pdf:
        parts += [str(value) for value in pdf.docinfo.values()]
        parts.append(pdf.Root.Metadata.read_bytes().decode())
        parts += [one.get_file().read_bytes().decode("latin-1") for one in pdf.attachments.values()]
        parts += [str(obj) for obj in pdf.objects if isinstance(obj, pikepdf.String)]
    return "\n".join(parts)


@pytest.fixture
def case(school: School) -> Case:
    case = school.case()
    school.referral(case)
    return case


def test_every_paper_can_be_made_of_a_pupil_with_hardly_anything(school: School) -> None:
    case = school.case()
    for kind in K:
        paper = make(school, kind, case)
        assert paper.may_leave
        assert paper.pages >= 1


def test_of_a_pupil_without_a_case_there_is_the_emergency_summary_alone(school: School) -> None:
    pupil = school.pupil()
    for kind in K:
        order = new_paper(school.session, pupil.id, kind)
        if kind is K.CRISIS_SUMMARY:
            told = draft_paper(school.session, school.adapters.press, order, WORDS).text
            assert "07700 900001" in told
            assert "Nobody has written down yet whether the pupil was asked about risk." in told
            continue
        with pytest.raises(NotAllowed, match="no-case"):
            draft_paper(school.session, school.adapters.press, order, WORDS)


def test_nothing_goes_out_about_a_pupil_who_died(school: School, case: Case) -> None:
    endings.pupil_died(school.session, case.pupil_id, school.clock.today(), "At home")
    for kind in K:
        with pytest.raises(NotAllowed, match="pupil-died"):
            make(school, kind, case)


def test_a_crisis_is_told_who_to_ring_and_what_was_said_and_by_whom(
    school: School, case: Case
) -> None:
    keep(school, Background("", case.id, medication="Sertraline 50 mg", medical="Nut allergy"))
    told = make(school, K.CRISIS_SUMMARY, case, what_for="She was found at the river.").text
    told = told.replace("\N{NO-BREAK SPACE}", " ")
    for fact in (
        *("4 October 2012", "3 Mill Rise", "Sertraline 50 mg", "Nut allergy", "07700 900001"),
        *("I wish I would not wake up", "She was found at the river.", "choir on Thursdays"),
        "Last asked on 23 November 2026 by Ms Marsh",
    ):
        assert fact in told
    assert "Held by" in told


def test_a_meeting_is_told_no_number_no_address_and_no_medical_history(
    school: School, case: Case
) -> None:
    keep(school, Background("", case.id, medication="Sertraline 50 mg", medical="Nut allergy"))
    keep(school, SafeContact("", case.pupil_id, "Amina only", value="07700 900001"))
    secrets = ("3 Mill Rise", "Sertraline", "Nut allergy", "07700 900001")
    meeting = make(school, K.MEETING_SUMMARY, case, to_whom="Meeting").text
    assert [one for one in secrets if one in meeting] == []
    crisis = make(school, K.CRISIS_SUMMARY, case).text
    assert [one for one in secrets if one not in crisis] == []


def test_an_ambulance_is_not_told_to_ring_somebody_an_order_keeps_away(
    school: School, case: Case
) -> None:
    mother = contact_of(school, case)
    keep(school, CourtOrder("", case.pupil_id, OrderKind.NO_CONTACT, "None", mother.id))
    told = make(school, K.CRISIS_SUMMARY, case).text
    assert "07700 900001" not in told
    assert "Please do not contact" in told


def test_an_ambulance_is_warned_of_who_may_be_part_of_the_concern(
    school: School, case: Case
) -> None:
    mother = contact_of(school, case)
    answers = {"has_responsibility": True, "order_forbids": False, "pupil_asked_otherwise": False}
    check = FamilyCheck("", case.id, mother.id, school.clock.today(), **answers)
    check = replace(check, is_subject_of_concern=True, address_confidential=False)
    family_gate.answer_family_check(school.session, check)
    told = make(school, K.CRISIS_SUMMARY, case).text
    assert "07700 900001" not in told
    assert "ask the school before any contact" in told


def test_nobody_asked_about_risk_is_said_so(school: School) -> None:
    told = make(school, K.MEETING_SUMMARY, school.case()).text
    assert "Nobody has written down yet whether the pupil was asked about risk." in told


# not to be told to ---------------------------------------------------------------------------


def plant(school: School, case: Case) -> tuple[list[str], list[tuple[str, str, str]]]:
    """Facts of many kinds, each with a word of its own, and where each stands."""
    today, pupil_id = school.clock.today(), case.pupil_id
    planted = [
        keep(school, Note("", case.id, today, NoteKind.FACT, "Zanzibarnote at the gate")),
        keep(school, Note("", case.id, today, NoteKind.FACT, "Plain", title="Zanzibartitle")),
        keep(school, replace(school.concern(seen="Zanzibarseen in class"), case_id=case.id)),
        keep(school, RiskEntry("", case.id, "Zanzibarrisk said at lunch", today)),
        keep(school, SupportAction("", case.id, "Zanzibarsupport group", today)),
        keep(school, NeedToKnow("", case.id, "Zanzibartutor card", agreed_on=today)),
        keep(school, SafeContact("", pupil_id, "Zanzibaraunt", value="07700 900777")),
        keep(school, Contact("", pupil_id, "Zanzibarcontact", "Ivy", telephone="01632 960888")),
        keep(school, Background("", case.id, medical="Zanzibarhealth")),
    ]
    whole = [(type(one).__name__, one.id, "") for one in planted[:-1]]
    facts = [*whole, ("Background", planted[-1].id, "medical")]
    return ["zanzibar", "07700 900777", "01632 960888"], facts


def withhold(school: School, case: Case, facts: list[tuple[str, str, str]], **whom: Any) -> None:
    for kind, record_id, field in facts:
        keep(school, Withholding("", case.pupil_id, kind, record_id, field, **whom))


@pytest.mark.poppler
@pytest.mark.parametrize("whom", ["service", "in words"])
def test_what_is_kept_from_a_professional_stands_nowhere_in_their_paper(
    school: School, case: Case, whom: str
) -> None:
    marks, facts = plant(school, case)
    own = {"service_id": school.service.id}
    for kind in PROFESSIONAL if whom == "service" else ():  # the same, whoever it is kept from then
        before = everything_in(make(school, kind, case, **own)).casefold()
        assert kind is K.HANDOVER or any(mark in before for mark in marks)
    withhold(school, case, facts, **(own if whom == "service" else {"from_whom": "the nurse"}))
    for kind in PROFESSIONAL:
        for reader in (own, {"to_whom": "Whoever is in the room"}):
            paper = make(school, kind, case, **reader)
            assert [mark for mark in marks if mark in everything_in(paper).casefold()] == []
            assert paper.kept_back > 0


def test_who_is_said_not_to_be_the_reader_keeps_nothing_from_them(
    school: School, case: Case
) -> None:
    _, facts = plant(school, case)
    withhold(school, case, facts, from_whom="the nurse")
    assert papers.readers_kept_out(school.session, case.pupil_id) == (("the nurse", "the nurse"),)
    paper = make(school, K.CRISIS_SUMMARY, case, to_whom="Ambulance", not_readers=("the nurse",))
    assert "Zanzibarrisk" in paper.text
    assert "the nurse" in paper.text  # whom it is not to be told to is said instead


def test_what_is_kept_from_the_mother_is_told_to_professionals_with_a_request(
    school: School, case: Case
) -> None:
    mother = contact_of(school, case)
    _, facts = plant(school, case)
    withhold(school, case, facts, contact_id=mother.id)
    paper = make(school, K.MEETING_SUMMARY, case, to_whom="Meeting")
    assert "Amina O'Connor: " in paper.text.split("Please do not tell")[1]
    assert paper.kept_back == 0


def test_a_fact_repeated_in_another_entry_goes_with_it(school: School, case: Case) -> None:
    safe = keep(school, SafeContact("", case.pupil_id, "Aunt", value="07700 900777"))
    today = school.clock.today()
    keep(school, Note("", case.id, today, NoteKind.FACT, "Rang her aunt on 07700 900 777: safe."))
    keep(school, Note("", case.id, today, NoteKind.FACT, "Rang 07700 900777 again: no answer."))
    withhold(school, case, [("SafeContact", safe.id, "value")], service_id=school.service.id)
    plain = keep(school, Background("", case.id, medication="None"))
    withhold(school, case, [("Background", plain.id, "medication")], service_id=school.service.id)
    keep(school, Note("", case.id, today, NoteKind.FACT, "None of her friends came."))
    told = make(school, K.CHRONOLOGY, case, service_id=school.service.id).text
    assert "07700 900777" not in told
    assert "07700 900 777" not in told  # however it is typed
    assert "None of her friends came." in told  # a word of everybody's gives nothing away


# own reading ---------------------------------------------------------------------------------


def open_gate(school: School, case: Case) -> Contact:
    mother = contact_of(school, case)
    check = FamilyCheck(
        *("", case.id, mother.id, school.clock.today()),
        has_responsibility=True,
        is_subject_of_concern=False,
        order_forbids=False,
        pupil_asked_otherwise=False,
        address_confidential=False,
    )
    family_gate.answer_family_check(school.session, check)
    return mother


def test_nobody_of_the_family_gets_one_before_the_five_questions(
    school: School, case: Case
) -> None:
    mother = contact_of(school, case)
    with pytest.raises(NotAllowed, match="family-not-asked"):
        make(school, K.OWN_CHRONOLOGY, case, contact_id=mother.id)
    open_gate(school, case)
    assert make(school, K.OWN_CHRONOLOGY, case, contact_id=mother.id).may_leave


@pytest.mark.poppler
def test_an_own_chronology_holds_what_school_did_and_nothing_about_others(
    school: School, case: Case
) -> None:
    mother = open_gate(school, case)
    today = school.clock.today()
    other = school.pupil("Grace", "Lark")
    for record in (
        Note("", case.id, today, NoteKind.OPINION, "Quokka: we doubt what she says"),
        RiskEntry("", case.id, "Quokka said on the stairs", today),
        replace(school.concern(seen="Quokka bruise seen"), case_id=case.id, is_safeguarding=True),
        replace(school.concern(seen="Quokka: her uncle shouts"), case_id=case.id),
        SupportAction("", case.id, "Quokka talk with her father", today),
        SupportAction("", case.id, "A quiet start in the library", today),
    ):
        keep(school, record)
    parts = [
        LinkPart(case.pupil_id, LinkRole.HARMED, "Quokka"),
        LinkPart(other.id, LinkRole.WITNESS),
    ]
    links.link_pupils(school.session, "Quokka at the bus stop", today, parts)
    for contact_id in (mother.id, None):
        told = everything_in(make(school, K.OWN_CHRONOLOGY, case, contact_id=contact_id))
        assert "Quokka" not in told
        assert "A quiet start in the library" in told
        assert "Not chosen" not in told
        assert "4 October 2012" not in told


@pytest.mark.poppler
def test_what_the_pupil_kept_from_her_mother_is_not_in_her_reading(
    school: School, case: Case
) -> None:
    mother = open_gate(school, case)
    marks, facts = plant(school, case)
    assert "zanzibarsupport" in make(school, K.OWN_CHRONOLOGY, case).text.casefold()
    withhold(school, case, facts, contact_id=mother.id)
    told = everything_in(make(school, K.OWN_CHRONOLOGY, case, contact_id=mother.id)).casefold()
    assert [mark for mark in marks if mark in told] == []


@pytest.mark.poppler
def test_a_name_used_in_school_alone_is_not_told_at_home(school: School) -> None:
    case = school.case(school.pupil("Katherine", "Brook", preferred_forename="Kai"))
    mother = open_gate(school, case)
    keep(school, SupportAction("", case.id, "Kai has a card to leave", school.clock.today()))
    keep(school, SupportAction("", case.id, "A quiet start", school.clock.today()))
    told = everything_in(make(school, K.OWN_CHRONOLOGY, case, contact_id=mother.id))
    assert "Kai" not in told
    assert "Katherine Brook" in told
    assert "A quiet start" in told
    assert "Kai has a card" in make(school, K.OWN_CHRONOLOGY, case).text


def test_a_professional_who_is_told_another_name_is_not_told_this_one_unasked(
    school: School,
) -> None:
    case = school.case(school.pupil("Katherine", "Brook", preferred_forename="Kai"))
    keep(school, NameUse("", case.pupil_id, Audience.SERVICES, "Kate", "Brook", "she/her"))
    keep(school, SupportAction("", case.id, "Kai has a card to leave", school.clock.today()))
    paper = make(school, K.CHRONOLOGY, case, service_id=school.service.id)
    assert [(one.kind, one.text) for one in paper.findings] == [(Foreign.UNTOLD_NAME, "Kai")]
    assert not paper.may_leave


# the guard -----------------------------------------------------------------------------------


def test_another_pupils_name_holds_a_paper_back_until_it_is_accepted(
    school: School, case: Case
) -> None:
    school.pupil("Oluwaseun", "Featherstone")
    keep(school, RiskEntry("", case.id, "Told Oluwaseun Featherstone.", school.clock.today()))
    for kind in (K.CHRONOLOGY, K.CRISIS_SUMMARY):
        paper = make(school, kind, case)
        assert {one.kind for one in paper.findings} == {Foreign.OTHER_PUPIL}
        assert not paper.may_leave
        accepted = tuple(
            Accepted(one.kind.value, one.text, "A friend", one.fact, one.around)
            for one in paper.findings
        )
        assert make(school, kind, case, accepted=accepted).may_leave


# choosing ------------------------------------------------------------------------------------


def test_entries_are_chosen_by_day_by_kind_and_one_by_one_and_the_rest_is_counted(
    school: School, case: Case
) -> None:
    today = school.clock.today()
    kept = [
        keep(school, Note("", case.id, today - timedelta(days=n), NoteKind.FACT, f"Talk {n}."))
        for n in (0, 1, 2, 40)
    ]
    from_on = today - timedelta(days=3)
    order = PaperOrder(case.pupil_id, K.CHRONOLOGY, from_on=from_on, kinds=(EntryKind.NOTE,))
    order = replace(order, left_out=(kept[1].id,))
    listed = read_entries(school.session, order, entry_names)
    notes = [(one.words, one.is_in) for one in listed if one.kind is EntryKind.NOTE]
    assert notes == [("Talk 2.", True), ("Talk 1.", False), ("Talk 0.", True)]
    told = draft_paper(school.session, school.adapters.press, order, WORDS).text
    assert "Talk 1." not in told
    assert "Talk 40." not in told
    left = sum(not one.is_in for one in listed)
    assert f"Not chosen for this paper: {left} entries of these days." in told


def test_what_is_withheld_is_never_counted_on_the_page(school: School, case: Case) -> None:
    note = keep(school, Note("", case.id, school.clock.today(), NoteKind.FACT, "Kept."))
    withhold(school, case, [("Note", note.id, "")], service_id=school.service.id)
    paper = make(school, K.CHRONOLOGY, case, service_id=school.service.id)
    assert paper.kept_back == 1
    assert "Not chosen" not in paper.text


def test_days_that_end_before_they_begin_are_refused(school: School, case: Case) -> None:
    today = school.clock.today()
    with pytest.raises(FieldRefused):
        make(school, K.CHRONOLOGY, case, from_on=today, to_on=today - timedelta(days=1))


# handing over --------------------------------------------------------------------------------


def test_a_handover_lists_what_is_open_and_every_letter(school: School, case: Case) -> None:
    with school.session.reading() as work:
        from mhlead.domain.records import Referral

        referral = work.find(Referral, case_id=case.id)[0]
    school.issue(referral.id)
    paper = make(
        *(school, K.HANDOVER, case),
        to_whom="Harbour Academy",
        moves_school=True,
        documents=("Safety plan, copy",),
    )
    for fact in ("Talk after lunch", referral.reference, "Safety plan, copy", "Referral"):
        assert fact in paper.text
    assert "designated safeguarding lead" in paper.text
    assert "young person" in paper.text.split("\nReceipt\n")[1]
    assert "Aoife" not in paper.text.split("\nReceipt\n")[1].split("Handover · ")[0]
    within = replace(paper.order, moves_school=False)
    told = draft_paper(school.session, school.adapters.press, within, WORDS).text
    assert "designated safeguarding lead" not in told


# the history ---------------------------------------------------------------------------------


def test_a_paper_that_left_before_papers_were_kept_is_told_from_the_history(
    school: School, case: Case
) -> None:
    detail = {"what": "chronology", "how": "printed", "reference": "FBA/26/P-1", "sha256": "0"}
    with school.session.writing() as work:
        work.log(Action.EXPORTED, case.pupil_id, detail)
        work.commit()
    (left,) = papers_left(school.session, case.pupil_id)
    assert (left.kind, left.how, left.by) == (K.CHRONOLOGY, "printed", "Jo Marsh")
    assert papers_left(school.session, school.pupil("Zoë", "Lark").id) == ()


def test_a_paper_made_again_is_the_same_bytes_under_a_reference_that_tells_nothing(
    school: School, case: Case
) -> None:
    first = make(school, K.CRISIS_SUMMARY, case)
    again = draft_paper(school.session, school.adapters.press, first.order, WORDS)
    assert first.pdf == again.pdf
    made = {new_paper(school.session, case.pupil_id, K.HANDOVER).reference for _ in range(20)}
    assert len(made) == 20
    assert all(one.startswith("FBA/26/P-") for one in made)
