from __future__ import annotations

import io
from datetime import timedelta

import pikepdf
import pytest

from mhlead.domain.audit import Action
from mhlead.domain.codes import Channel, LetterKind, ReferralState
from mhlead.domain.errors import LetterDoubtful, NotAllowed
from mhlead.domain.records import (
    Contact,
    FamilyCheck,
    Letter,
    Professional,
    Referral,
    SupportAction,
    Withholding,
)
from mhlead.services import family_gate, records
from mhlead.services.batches import BatchLetter, file_stems, read_batch, write_one
from mhlead.services.letters import log as letter_log
from mhlead.services.sending import Sent, send_letter
from tests.builders import School
from tests.documents.reading import text_of_pdf
from tests.services.lives import referral_in

K = LetterKind
NAMES = ("Aoife O'Connor", "Zoë Lark", "Łukasz Brook", "Grace Nguyễn")


def filled(school: School, names: tuple[str, ...] = NAMES) -> list[Referral]:
    made = []
    for name in names:
        forename, surname = name.split(" ", 1)
        made.append(school.referral(school.case(school.pupil(forename, surname))))
    return made


def write(school: School, kind: LetterKind) -> list[BatchLetter]:
    lines = [one for one in read_batch(school.session, kind) if one.has_reader]
    return [write_one(school.session, school.adapters.press, line) for line in lines]


def test_every_open_referral_is_listed_by_name_for_the_letter_to_the_young_person(
    school: School,
) -> None:
    filled(school)
    lines = read_batch(school.session, K.PUPIL_LETTER)
    assert [line.name for line in lines] == sorted(NAMES, key=str.casefold)
    assert not any(line.is_written for line in lines)


def test_each_is_written_as_a_single_one_and_one_bad_record_stops_nothing(school: School) -> None:
    bad, *_ = filled(school)
    case_id = bad.case_id
    records.keep(
        school.session,
        SupportAction("", case_id, "Reading with Zoë Lark at lunch", school.clock.today()),
    )
    done = write(school, K.PUPIL_LETTER)
    refused = [one for one in done if one.refused]
    assert [(one.line.name, one.is_doubtful) for one in refused] == [("Aoife O'Connor", True)]
    assert isinstance(refused[0].refused, LetterDoubtful)
    written = [one.letter for one in done if one.letter]
    assert len(written) == len(NAMES) - 1
    with school.session.reading() as work:
        assert work.count(Letter) == len(written)
        issued = [one for one in work.history() if one.action is Action.LETTER_ISSUED]
    assert len(issued) == len(written)


def test_a_second_run_of_the_day_says_what_was_written_and_the_next_day_does_not(
    school: School,
) -> None:
    filled(school, NAMES[:2])
    write(school, K.PUPIL_LETTER)
    assert [one.is_written for one in read_batch(school.session, K.PUPIL_LETTER)] == [True, True]
    assert not any(one.is_written for one in read_batch(school.session, K.CHASE))
    school.clock.forward(1)
    assert not any(one.is_written for one in read_batch(school.session, K.PUPIL_LETTER))


def test_the_family_gets_none_before_the_five_answers_in_a_batch_either(school: School) -> None:
    referral, other = filled(school, NAMES[:2])
    for one in (referral, other):
        sent = school.issue(one.id)[0].letter.id
        today = school.clock.today()
        look = today + timedelta(days=5)
        send_letter(school.session, sent, Sent(Channel.POST, today, "Northmoor", look, "Answer?"))
    with school.session.reading() as work:
        pupil_id = school.pupils[0].id
        mother = work.find(Contact, pupil_id=pupil_id)[0]
    check = FamilyCheck(
        *("", referral.case_id, mother.id, school.clock.today()),
        has_responsibility=True,
        is_subject_of_concern=False,
        order_forbids=False,
        pupil_asked_otherwise=False,
        address_confidential=False,
    )
    family_gate.answer_family_check(school.session, check)
    asked = {one.name: one.is_asked for one in read_batch(school.session, K.FAMILY_COPY)}
    assert asked == {"Aoife O'Connor": True, "Zoë Lark": False}
    done = {one.line.name: one for one in write(school, K.FAMILY_COPY)}
    assert done["Aoife O'Connor"].letter is not None
    refused = done["Zoë Lark"].refused
    assert isinstance(refused, NotAllowed)
    assert refused.code == "family-not-asked"


@pytest.mark.poppler
def test_what_is_kept_from_somebody_is_kept_in_a_batch_too(school: School) -> None:
    referral, _ = filled(school, NAMES[:2])
    today = school.clock.today()
    records.keep(school.session, Professional("", school.pupils[0].id, "GP", "Dr Osei", is_gp=True))
    told = records.keep(school.session, SupportAction("", referral.case_id, "Quokka group", today))[
        0
    ]
    where = ("", school.pupils[0].id, "SupportAction", told.id)
    records.keep(school.session, Withholding(*where, from_whom="the family doctor"))
    sent = school.issue(referral.id)[0].letter.id
    look = today + timedelta(days=5)
    send_letter(school.session, sent, Sent(Channel.POST, today, "Northmoor", look, "Answer?"))
    lines = read_batch(school.session, K.GP_COPY)
    assert [(one.to_whom, one.has_reader) for one in lines] == [("Dr Osei", True)]
    letter = write(school, K.GP_COPY)[0].letter
    assert letter is not None
    assert "Quokka" not in text_of_pdf(letter.pdf, "-raw") + letter.facts


def test_a_pupil_nobody_can_be_written_to_about_is_listed_without_a_reader(
    school: School,
) -> None:
    referral_in(school, school.case(), ReferralState.SENT)
    lines = read_batch(school.session, K.GP_COPY)
    assert [(one.to_whom, one.has_reader) for one in lines] == [("", False)]


def test_names_of_files_hold_the_kind_and_our_reference_alone(school: School) -> None:
    filled(school, NAMES[:2])
    done = write(school, K.PUPIL_LETTER)
    stems = [stem for _, stem in file_stems([*done, *done], "Letter")]
    assert sorted(stems) == sorted(
        ["Letter FBA-26-0001", "Letter FBA-26-0002", "Letter FBA-26-0001 2", "Letter FBA-26-0002 2"]
    )


def test_letters_that_were_printed_together_each_have_their_line_in_the_history(
    school: School,
) -> None:
    filled(school, NAMES[:2])
    ids = [one.letter.id for one in write(school, K.PUPIL_LETTER) if one.letter]
    letter_log.record_uses(school.session, ids, letter_log.PRINTED)
    with school.session.reading() as work:
        printed = [one for one in work.history() if one.action is Action.LETTER_PRINTED]
    assert {dict(one.detail)["letter"] for one in printed} == set(ids)
    assert {one.subject_id for one in printed} == {one.id for one in school.pupils}


def test_joined_letters_each_begin_on_a_sheet_of_their_own(school: School) -> None:
    filled(school, NAMES[:2])
    pdfs = [one.letter.pdf for one in write(school, K.PUPIL_LETTER) if one.letter]
    press = school.adapters.press
    counts = [press.page_count(pdf) for pdf in pdfs]
    one_sided = press.joined(pdfs, from_front=False)
    both = press.joined(pdfs, from_front=True)
    assert press.page_count(one_sided) == sum(counts)
    assert press.page_count(both) == sum(count + count % 2 for count in counts)
    with pikepdf.open(io.BytesIO(both)) as opened:
        assert "/Resources" in opened.pages[counts[0] + counts[0] % 2]
