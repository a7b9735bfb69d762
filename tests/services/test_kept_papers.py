"""Papers that left: kept as they were, sent, arrived, locked and put right, as letters are."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pikepdf
import pytest

from mhlead.domain.audit import Action
from mhlead.domain.codes import Arrival, Channel, NoteKind, PaperKind
from mhlead.domain.errors import Changed, FieldRefused, LetterDoubtful, NotAllowed
from mhlead.domain.records import Case, Contact, Delivery, FamilyCheck, Letter, Note, Withholding
from mhlead.domain.views import LetterLine
from mhlead.services import delivery, family_gate, form_copies, papers, pupils, records, sending
from mhlead.services.kept_papers import keep_paper, read_paper_correction
from mhlead.services.letters import log as letter_log
from mhlead.services.letters.address import read_address
from mhlead.services.locked_copies import lock_letter
from mhlead.services.papers import DraftPaper, PaperWords, draft_paper, new_paper
from mhlead.services.timeline import timeline
from mhlead.wording import words
from mhlead.wording.entry_words import entry_names
from tests.builders import School
from tests.documents.reading import text_of_pdf

K = PaperKind
ANSWERS = (True, False, False, False, False)
WORDS = PaperWords(entry_names, words)
READERS: dict[PaperKind, dict[str, Any]] = {
    K.MEETING_SUMMARY: {"to_whom": "Review, 4 December", "what_for": "The review"},
    K.CRISIS_SUMMARY: {"to_whom": "Ambulance crew"},
    K.CHRONOLOGY: {"to_whom": "Ms Okafor, social worker", "what_for": "Assessment"},
    K.OWN_CHRONOLOGY: {},
    K.HANDOVER: {"to_whom": "Harbour Academy, Ms Okafor", "moves_school": True},
}


@pytest.fixture
def case(school: School) -> Case:
    return school.case()


def make(school: School, kind: PaperKind, case: Case, **more: Any) -> DraftPaper:
    order = new_paper(school.session, case.pupil_id, kind)
    asked = replace(order, **{**READERS[kind], **more})
    return draft_paper(school.session, school.adapters.press, asked, WORDS)


def note(school: School, case: Case, text: str) -> Note:
    fact = Note("", case.id, school.clock.today(), NoteKind.FACT, text)
    return records.keep(school.session, fact)[0]


def keep(school: School, paper: DraftPaper, use: Action | None = letter_log.PRINTED) -> LetterLine:
    line, _ = keep_paper(school.session, paper, use)
    assert line is not None
    return line


def again(school: School, line: LetterLine, **more: Any) -> DraftPaper:
    asked = replace(read_paper_correction(school.session, line.letter_id), **more)
    return draft_paper(school.session, school.adapters.press, asked, WORDS)


def test_a_paper_that_left_is_read_again_as_the_very_bytes_whatever_is_written_since(
    school: School, case: Case
) -> None:
    left = {kind: make(school, kind, case) for kind in K}
    lines = {kind: keep(school, paper) for kind, paper in left.items()}
    note(school, case, "Later.")
    for kind, line in lines.items():
        kept = letter_log.read_letter(school.session, line.letter_id)
        assert kept.pdf == left[kind].pdf
        told = (line.kind, line.reference, line.pages, line.referral_id)
        assert told == (kind, left[kind].order.reference, left[kind].pages, None)
    listed = pupils.read_pupil_again(school.session, case.pupil_id).letters
    assert {one.letter_id for one in listed} == {one.letter_id for one in lines.values()}


def test_the_same_paper_is_kept_once_and_each_use_stands_in_the_history(
    school: School, case: Case
) -> None:
    paper = make(school, K.HANDOVER, case)
    first = keep(school, paper)
    assert keep(school, paper, letter_log.SAVED).letter_id == first.letter_id
    large = draft_paper(
        school.session,
        school.adapters.press,
        replace(paper.order, is_large_print=True),
        WORDS,
    )
    assert keep(school, large).letter_id != first.letter_id
    with school.session.reading() as work:
        told = [entry.action for entry in work.history(case.pupil_id)][:6]
        issued = next(e for e in work.history(case.pupil_id) if e.action is Action.LETTER_ISSUED)
    assert told.count(Action.LETTER_PRINTED) == 2
    assert told.count(Action.LETTER_SAVED) == 1
    assert dict(issued.detail)["kind"] == "handover"
    assert "Aoife" not in str(issued.detail)
    with pytest.raises(NotAllowed):
        keep_paper(school.session, paper, Action.LETTER_SENT)


def test_what_is_doubtful_is_not_kept(school: School, case: Case) -> None:
    school.pupil("Oluwaseun", "Featherstone")
    note(school, case, "Oluwaseun Featherstone too.")
    paper = make(school, K.CHRONOLOGY, case)
    assert paper.findings
    with pytest.raises(LetterDoubtful):
        keep_paper(school.session, paper, letter_log.PRINTED)


def test_an_emergency_summary_without_a_case_stands_in_the_history_alone(school: School) -> None:
    pupil = school.pupil()
    order = new_paper(school.session, pupil.id, K.CRISIS_SUMMARY)
    paper = draft_paper(school.session, school.adapters.press, order, WORDS)
    assert keep_paper(school.session, paper, letter_log.PRINTED)[0] is None
    with school.session.reading() as work:
        newest = work.history(pupil.id)[0]
    assert newest.action is Action.EXPORTED
    assert dict(newest.detail)["what"] == "crisis-summary"


def test_a_handover_is_sent_and_its_receipt_comes_back(school: School, case: Case) -> None:
    line = keep(school, make(school, K.HANDOVER, case))
    session, today = school.session, school.clock.today()
    view = sending.read_sending(session, line.letter_id)
    assert (view.kind, view.reference) == (K.HANDOVER, line.reference)
    assert view.address.to_whom == "Harbour Academy, Ms Okafor"
    assert view.look_again_on is None
    sent = sending.Sent(Channel.IN_PERSON, today, view.address.to_whom)
    sending.send_letter(session, line.letter_id, sent)
    (read,) = pupils.read_pupil_again(session, case.pupil_id).letters
    answer = Delivery("", "", read.sendings[0].id, today, Arrival.OUR_RECEIPT, "")
    delivery.see_delivery(session, answer)
    (read,) = pupils.read_pupil_again(session, case.pupil_id).letters
    assert [one.how for one in read.deliveries] == [Arrival.OUR_RECEIPT]


def test_a_paper_for_a_service_goes_to_its_address_and_into_no_form_for_referrals(
    school: School, case: Case
) -> None:
    line = keep(school, make(school, K.CHRONOLOGY, case, service_id=school.service.id, to_whom=""))
    address = read_address(school.session, line.letter_id)
    assert address.to_whom == line.to_whom or school.service.name in address.to_whom
    assert not form_copies.takes_web_form(address)
    with pytest.raises(NotAllowed):
        form_copies.read_form_copy(school.session, line.letter_id)


def test_an_own_chronology_goes_to_whoever_asked_for_it(school: School, case: Case) -> None:
    line = keep(school, make(school, K.OWN_CHRONOLOGY, case))
    assert line.to_whom == "the young person"
    with school.session.reading() as work:
        mother = work.find(Contact, pupil_id=case.pupil_id)[0]
    check = FamilyCheck("", case.id, mother.id, school.clock.today(), *ANSWERS)
    family_gate.answer_family_check(school.session, check)
    theirs = keep(school, make(school, K.OWN_CHRONOLOGY, case, contact_id=mother.id))
    assert theirs.to_whom == read_address(school.session, theirs.letter_id).to_whom
    assert theirs.to_whom != "the young person"


def test_a_locked_copy_opens_with_its_passphrase_and_without_it_not(
    school: School, case: Case
) -> None:
    line = keep(school, make(school, K.CHRONOLOGY, case), None)
    copy = lock_letter(school.session, school.adapters.locker, line.letter_id)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(copy.pdf))
    with pikepdf.open(io.BytesIO(copy.pdf), password=copy.passphrase) as pdf:
        assert len(pdf.pages) == line.pages


def test_one_that_puts_it_right_names_the_old_one_and_goes_to_the_same_reader(
    school: School, case: Case
) -> None:
    old = keep(school, make(school, K.CHRONOLOGY, case))
    paper = again(school, old, what_for="Assessment under section 47")
    said = text_of_pdf(paper.pdf, "-raw").replace("\n", " ")
    assert f"This takes the place of our “Chronology” of 23 November 2026, {old.reference}." in said
    assert paper.order.reference != old.reference
    new = keep(school, paper)
    view = pupils.read_pupil_again(school.session, case.pupil_id)
    by_id = {one.letter_id: one for one in view.letters}
    assert by_id[new.letter_id].corrects_at == by_id[old.letter_id].at
    assert by_id[old.letter_id].corrected_at == by_id[new.letter_id].at
    # shown again it is the same one, and a third one puts the second right
    assert draft_paper(school.session, school.adapters.press, paper.order, WORDS).pdf == paper.pdf
    assert read_paper_correction(school.session, old.letter_id).corrects_id == new.letter_id
    with pytest.raises(NotAllowed, match="not-its-letter"):
        again(school, old, to_whom="Somebody else")
    stale = replace(again(school, old).order, corrects_id=old.letter_id)
    with pytest.raises(Changed):
        draft_paper(school.session, school.adapters.press, stale, WORDS)


def test_what_is_kept_from_the_reader_since_is_not_in_the_one_that_puts_it_right(
    school: School, case: Case
) -> None:
    seen = note(school, case, "Smokes by the canal.")
    old = keep(school, make(school, K.CHRONOLOGY, case, service_id=school.service.id))
    records.keep(
        school.session,
        Withholding("", case.pupil_id, "Note", seen.id, "", service_id=school.service.id),
    )
    paper = again(school, old)
    assert "canal" not in paper.text + paper.facts
    assert paper.kept_back == 1


def test_papers_stand_in_no_chronology_and_among_no_letters_of_a_handover(
    school: School, case: Case
) -> None:
    line = keep(school, make(school, K.CRISIS_SUMMARY, case))
    told = [make(school, kind, case).text for kind in (K.CHRONOLOGY, K.HANDOVER)]
    assert [line.reference in one for one in told] == [False, False]
    with school.session.reading() as work:
        entries = timeline(work, case.pupil_id, [case.id], (), school.clock.now())
        assert line.letter_id not in {one.record_id for one in entries}
        assert [one.id for one in work.find(Letter)] == [line.letter_id]


def test_a_paper_of_yesterday_keeps_its_day(school: School, case: Case) -> None:
    line = keep(school, make(school, K.MEETING_SUMMARY, case))
    school.clock.forward(3)
    before = sending.Sent(Channel.POST, line.at.date() - timedelta(days=1), "Somebody")
    with pytest.raises(FieldRefused):
        sending.send_letter(school.session, line.letter_id, before)
    kept = letter_log.read_letter(school.session, line.letter_id)
    assert kept.at.date() == line.at.date()
    assert papers.readers_kept_out(school.session, case.pupil_id) == ()
