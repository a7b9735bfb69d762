"""Entries kept to fewer people: a deputy sees that there is one, and nowhere what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from mhlead.domain.audit import Action
from mhlead.domain.codes import (
    CaseClosing,
    Channel,
    LetterKind,
    NoteKind,
    PaperKind,
    Requester,
    RiskSign,
    StaffRole,
)
from mhlead.domain.errors import NotAllowed, NotFound
from mhlead.domain.letter_order import LetterOrder
from mhlead.domain.records import (
    Case,
    Concern,
    Contact,
    DataRequest,
    Letter,
    Note,
    Restriction,
    RiskEntry,
    Withholding,
)
from mhlead.domain.views import EntryKind, TimelineEntry
from mhlead.services import (
    endings,
    moving,
    pupils,
    records,
    requests,
    restricting,
    school,
    unlocking,
)
from mhlead.services.corrections import read_correction
from mhlead.services.form_copies import read_form_copy
from mhlead.services.kept_papers import keep_paper, read_paper_correction
from mhlead.services.kept_words import kept_words
from mhlead.services.letters import issuing, log
from mhlead.services.locked_copies import lock_letter
from mhlead.services.own_forms import read_form_rest
from mhlead.services.papers import PaperWords, draft_paper, new_paper
from mhlead.services.request_entries import RecordWords
from mhlead.services.session import Session
from mhlead.services.summary.courses import read_courses
from mhlead.services.text_search import find_entries
from mhlead.services.wrong_door import read_door
from mhlead.ui.history_words import action_words
from mhlead.ui.pages.timeline_tab import entry_under
from mhlead.wording import words
from mhlead.wording.entry_words import entry_names, entry_title
from tests.builders import School, make_school

MARK = "Marigold"
WORDS = PaperWords(entry_names, words)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[School]:
    school_made = make_school(tmp_path)
    assert StaffRole.LEAD in school_made.lead.roles
    yield school_made
    school_made.session.store.close()


def deputy_of(made: School) -> Session:
    return replace(made.session, actor_id=made.deputy.id)


def marked(made: School) -> tuple[Case, list[Note | Concern | RiskEntry]]:
    """A case with a referral, and three entries that nobody but the lead may read."""
    referral = made.referral()
    with made.session.reading() as work:
        case = work.get(Case, referral.case_id)
    today = made.clock.today()
    kept: list[Note | Concern | RiskEntry] = []
    for record in (
        Note("", case.id, today, NoteKind.FACT, f"{MARK} was spoken of."),
        replace(made.concern(), case_id=case.id, seen=f"{MARK} was seen."),
        RiskEntry("", case.id, f"Said: {MARK}.", today, "Own words"),
    ):
        kept.append(records.keep(made.session, record)[0])
        restricting.restrict(made.session, type(record).__name__, kept[-1].id)
    return case, kept


def timeline(session: Session, case: Case) -> tuple[TimelineEntry, ...]:
    return pupils.open_pupil(session, case.pupil_id).timeline


def test_a_deputy_sees_that_there_is_an_entry_by_whom_and_when_and_not_what_it_says(
    made: School,
) -> None:
    case, kept = marked(made)
    deputy = deputy_of(made)
    view = pupils.open_pupil(deputy, case.pupil_id)
    assert MARK not in repr(view)
    told = [one for one in view.timeline if one.kind is EntryKind.RESTRICTED]
    assert len(told) == len(kept)
    assert {entry_title(one) for one in told} == {"Restricted entry"}
    assert entry_under(told[0]) == (
        f"Written by {made.lead.name} on 23 Nov 2026. It is kept to lead and DSL."
    )
    assert MARK in repr(timeline(made.session, case))
    shown = [one for one in timeline(made.session, case) if one.is_restricted]
    assert {one.record_id for one in shown} == {one.id for one in kept}


def test_it_is_found_in_no_search_letter_or_paper_of_the_deputy(made: School) -> None:
    case, _ = marked(made)
    deputy = deputy_of(made)
    for session, count in ((made.session, 3), (deputy, 0)):
        with session.reading() as work:
            assert len(work.search.find_text(MARK)) == count
        assert len(find_entries(session, MARK)) == count
    [referral] = pupils.list_referrals(made.session)
    order = LetterOrder(referral.referral_id)
    for session, is_in in ((made.session, True), (deputy, False)):
        draft = issuing.draft_letter(session, made.adapters.press, order)
        assert (MARK in draft.text) is is_in
        told = ""
        for kind in (PaperKind.CHRONOLOGY, PaperKind.HANDOVER, PaperKind.CRISIS_SUMMARY):
            paper = new_paper(session, case.pupil_id, kind)
            told += draft_paper(session, made.adapters.press, paper, WORDS).text
        assert (MARK in told) is is_in
        assert "Restricted entry" not in told


def test_what_is_not_to_be_told_is_not_repeated_by_who_is_not_shown_it(made: School) -> None:
    """The lead keeps a note from the mother and to themselves; the deputy knows of neither."""
    case = made.case()
    today = made.clock.today()
    said = "her uncle drinks every evening"
    note, _ = records.keep(made.session, Note("", case.id, today, NoteKind.FACT, said))
    with made.session.reading() as work:
        mother = work.find(Contact, pupil_id=case.pupil_id)[0]
    kept = Withholding("", case.pupil_id, "Note", note.id, contact_id=mother.id)
    records.keep(made.session, kept)
    restricting.restrict(made.session, "Note", note.id)
    for session in (made.session, deputy_of(made)):
        with session.reading() as work:
            found = kept_words(work, made.pupils[0], work.find(Withholding))
            assert found.stand_in(f"Today as well: {said}.")


def test_it_is_neither_read_nor_changed_by_its_identifier(made: School) -> None:
    case, kept = marked(made)
    deputy = deputy_of(made)
    for record in kept:
        kind = type(record)
        assert records.wordings(deputy, kind, record.id) == []
        with deputy.reading() as work:
            assert [one.id for one in work.find(kind, case_id=case.id) if one.id == record.id] == []
            assert record.id not in {one.id for one in work.ever(kind)}
            assert work.count(kind, id=record.id) == 0
            with pytest.raises(NotFound):
                work.get(kind, record.id)
        for act in (restricting.restrict, restricting.open_to_all):
            with pytest.raises(NotFound):
                act(deputy, kind.__name__, record.id)
        with pytest.raises(NotFound):
            records.remove(deputy, kind, record.id, "gone")


def test_only_who_sees_everything_in_a_case_closes_it(made: School) -> None:
    case = made.case()
    note, _ = records.keep(made.session, Note("", case.id, made.clock.today(), NoteKind.FACT, MARK))
    restricting.restrict(made.session, "Note", note.id)
    with pytest.raises(NotAllowed, match="restricted-held"):
        endings.close_case(deputy_of(made), case.id, CaseClosing.SETTLED, "Better.")
    endings.close_case(made.session, case.id, CaseClosing.SETTLED, "Better.")


def test_who_restricts_goes_on_to_see_it_and_a_lead_always_does(made: School) -> None:
    case = made.case()
    deputy = deputy_of(made)
    note, _ = records.keep(deputy, Note("", case.id, made.clock.today(), NoteKind.FACT, MARK))
    restricting.restrict(deputy, "Note", note.id)
    head, _ = school.save_staff(made.session, replace(made.deputy, id="", name="Mr Head"))
    others = replace(made.session, actor_id=head.id)
    nobody = replace(made.session, actor_id="")
    seen = [MARK in repr(timeline(one, case)) for one in (made.session, deputy, others, nobody)]
    assert seen == [True, True, False, False]
    restricting.open_to_all(made.session, "Note", note.id)
    assert MARK in repr(timeline(others, case))
    told = [action_words(one) for one in unlocking.history(made.session, limit=8)]
    assert "Kept an entry to fewer people: a note" in told
    assert "Opened an entry to everybody who unlocks: a note" in told


def test_an_entry_that_moves_to_the_right_pupil_stays_restricted(made: School) -> None:
    case, target = made.case(), made.case(made.pupil("Bao", "Nguyễn"))
    note, _ = records.keep(made.session, Note("", case.id, made.clock.today(), NoteKind.FACT, MARK))
    restricting.restrict(made.session, "Note", note.id)
    moving.move_entry(made.session, "Note", note.id, target.pupil_id, "The wrong page.")
    deputy = deputy_of(made)
    assert MARK not in repr(timeline(deputy, target))
    kinds = [one.kind for one in timeline(deputy, target)]
    assert EntryKind.RESTRICTED in kinds
    assert EntryKind.RESTRICTED not in [one.kind for one in timeline(deputy, case)]
    with made.session.reading() as work:
        assert [one.case_id for one in work.find(Restriction)] == [target.id]


def test_what_was_taken_out_of_use_is_no_restricted_entry_to_the_lead(made: School) -> None:
    case, kept = marked(made)
    records.remove(made.session, Note, kept[0].id, "Written twice.")
    kinds = [one.kind for one in timeline(made.session, case)]
    assert EntryKind.RESTRICTED not in kinds
    with pytest.raises(NotAllowed, match="not-restrictable"):
        restricting.restrict(made.session, "Consent", "any")


def test_the_dsl_sees_every_entry_and_an_untold_safeguarding_mark_is_never_hidden(
    made: School,
) -> None:
    case, _ = marked(made)
    dsl, _ = school.save_staff(
        made.session, replace(made.deputy, id="", name="Ms Dsl", roles=(StaffRole.DSL,))
    )
    assert MARK in repr(timeline(replace(made.session, actor_id=dsl.id), case))
    note = Note("", case.id, made.clock.today(), NoteKind.FACT, MARK, is_safeguarding=True)
    kept, _ = records.keep(made.session, note)
    with pytest.raises(NotAllowed, match="safeguarding-open"):
        restricting.restrict(made.session, "Note", kept.id)


def test_numbers_safeguarding_and_what_cannot_wait_do_not_depend_on_who_looks(
    made: School,
) -> None:
    case = made.case()
    crisis = RiskEntry(
        "", case.id, MARK, made.clock.today(), "Own words", signs=(RiskSign.OVERDOSE_OR_INJURY,)
    )
    kept, _ = records.keep(made.session, crisis)
    [concern] = [one for one in timeline(made.session, case) if one.kind is EntryKind.CONCERN]
    restricting.restrict(made.session, "Concern", concern.record_id)
    restricting.restrict(made.session, "RiskEntry", kept.id)
    told = []
    for session in (made.session, deputy_of(made)):
        door = read_door(session, case.id)
        with session.reading() as work:
            courses = read_courses(work).pupils
        told.append((door.is_wrong, door.signs, repr(courses)))
    assert told[0] == told[1]
    assert told[0][0]


@pytest.mark.parametrize("kind", [PaperKind.HANDOVER, PaperKind.CHRONOLOGY])
def test_papers_that_pass_a_record_on_say_that_entries_are_not_in_them(
    made: School, kind: PaperKind
) -> None:
    case, kept = marked(made)
    order = replace(new_paper(made.session, case.pupil_id, kind), to_whom="Another school")
    press = made.adapters.press
    told = draft_paper(deputy_of(made), press, order, WORDS).text
    assert MARK not in told
    assert f"{len(kept)} entries are restricted and not in these papers" in told
    assert f"Please ask {made.lead.name}, {made.lead.telephone}" in told
    assert "restricted" not in draft_paper(made.session, press, order, WORDS).text
    removed = kept[0]
    records.remove(made.session, Note, removed.id, "Another pupil’s")
    told = draft_paper(deputy_of(made), press, order, WORDS).text
    assert f"{len(kept) - 1} entries are restricted" in told
    own = new_paper(made.session, case.pupil_id, PaperKind.OWN_CHRONOLOGY)
    assert "restricted" not in draft_paper(deputy_of(made), press, own, WORDS).text


def concern_of_all_kinds(made: School) -> tuple[Case, str]:
    """A case whose concern and risk are kept, and its referral, ready to be issued."""
    referral = made.referral()
    with made.session.reading() as work:
        case = work.get(Case, referral.case_id)
        kept = [work.find(Concern)[0], work.find(RiskEntry)[0]]
    for record, field in zip(kept, ("seen", "said_or_seen"), strict=True):
        said = replace(record, **{field: f"{MARK} was spoken of."})
        records.keep(made.session, said, "put otherwise")
        restricting.restrict(made.session, type(record).__name__, record.id)
    return case, referral.id


def test_a_letter_that_tells_what_is_kept_says_so_and_is_kept_itself(made: School) -> None:
    case, referral_id = concern_of_all_kinds(made)
    deputy, press = deputy_of(made), made.adapters.press
    draft = made.draft(referral_id)
    assert MARK in draft.text
    assert {"difficulty", "pupil words", "risk", "keeps safe"} <= set(draft.restricted)
    assert issuing.draft_letter(deputy, press, LetterOrder(referral_id)).restricted == ()
    letter = made.issue(referral_id)[0].letter
    log.record_sending(made.session, letter.id, Channel.SECURE_MAIL, made.clock.today(), "The team")
    for act in (
        partial(log.read_letter, deputy, letter.id),
        partial(log.record_use, deputy, letter.id, log.PRINTED),
        partial(log.record_uses, deputy, [letter.id], log.SAVED),
        partial(lock_letter, deputy, made.adapters.locker, letter.id),
        partial(read_form_copy, deputy, letter.id),
        partial(read_form_rest, deputy, letter.id),
        partial(read_correction, deputy, letter.id),
        partial(restricting.open_to_all, deputy, "Letter", letter.id),
    ):
        with pytest.raises(NotAllowed, match="letter-kept"):
            act()
    view = pupils.open_pupil(deputy, case.pupil_id)
    assert MARK not in repr(view)
    (line,) = view.letters
    assert (line.is_restricted, line.is_readable) == (True, False)
    assert [one.to_whom for one in line.sendings] == ["The team"]
    (entry,) = [one for one in view.timeline if one.kind is EntryKind.LETTER]
    assert entry.is_restricted
    with deputy.reading() as work:
        for one in (work.get(Letter, letter.id), *work.find(Letter), *work.ever(Letter)):
            assert (one.pdf, one.facts) == (b"", "")
    chase = LetterOrder(referral_id, LetterKind.UPDATE)
    assert MARK not in issuing.draft_letter(deputy, press, chase).text, "what they were told before"
    assert pupils.open_pupil(made.session, case.pupil_id).letters[0].is_readable
    assert log.read_letter(made.session, letter.id).pdf == letter.pdf
    restricting.open_to_all(made.session, "Letter", letter.id)
    assert log.read_letter(deputy, letter.id).pdf == letter.pdf


def test_who_issues_it_may_leave_it_open_and_the_history_says_so(made: School) -> None:
    _, referral_id = concern_of_all_kinds(made)
    letter = made.issue(referral_id, is_kept=False)[0].letter
    assert log.read_letter(deputy_of(made), letter.id).id == letter.id
    issued = next(e for e in unlocking.history(made.session) if e.action is Action.LETTER_ISSUED)
    assert dict(issued.detail)["kept"] == "no"


def test_a_letter_that_tells_nothing_kept_is_open_and_asks_nothing(made: School) -> None:
    case, kept = marked(made)
    restricting.open_to_all(made.session, "Concern", kept[1].id)
    restricting.open_to_all(made.session, "RiskEntry", kept[2].id)
    [referral] = pupils.list_referrals(made.session)
    assert made.draft(referral.referral_id).restricted == (), "a note stands in no letter"
    letter = made.issue(referral.referral_id)[0].letter
    assert log.read_letter(deputy_of(made), letter.id).id == letter.id
    assert pupils.open_pupil(made.session, case.pupil_id).letters[0].is_restricted is False


def test_a_paper_that_tells_what_is_kept_is_kept_and_holds_back_the_deputys_copy(
    made: School,
) -> None:
    case, _ = marked(made)
    press, deputy = made.adapters.press, deputy_of(made)
    for session, is_kept in ((made.session, True), (deputy, False)):
        order = replace(
            new_paper(session, case.pupil_id, PaperKind.CHRONOLOGY), to_whom="Another school"
        )
        paper = draft_paper(session, press, order, WORDS)
        assert paper.is_restricted is is_kept
        line, _ = keep_paper(session, paper, log.PRINTED)
        assert line is not None
        assert line.is_restricted is is_kept
        if is_kept:
            with pytest.raises(NotAllowed, match="letter-kept"):
                read_paper_correction(deputy, line.letter_id)
        assert log.read_letter(made.session, line.letter_id).pdf == paper.pdf
    with made.session.reading() as work:
        notes = work.find(Restriction)
    for one in notes:
        if one.about_kind != "Letter":
            restricting.open_to_all(made.session, one.about_kind, one.about_id)
    asked = DataRequest("", case.pupil_id, "The pupil", Requester.PUPIL, made.clock.today())
    request, _ = records.keep(made.session, asked)
    held = RecordWords(lambda kind: kind, lambda field: field, lambda code: code.value)
    assert "restricted" in requests.read_request(deputy, request.id, held).lacks
    assert "restricted" not in requests.read_request(made.session, request.id, held).lacks
