from __future__ import annotations

from dataclasses import replace

import pytest

from mhlead.domain.codes import LetterKind, ReferralState
from mhlead.domain.document import as_text
from mhlead.domain.errors import Changed, NotAllowed
from mhlead.domain.letter_guard import Foreign
from mhlead.domain.letter_shapes import SHAPES
from mhlead.domain.records import Concern
from mhlead.services import records, referrals
from mhlead.services.corrections import read_correction
from mhlead.services.letters import issuing
from mhlead.services.letters.log import list_letters
from mhlead.services.referrals import Move
from tests.builders import School
from tests.documents.samples import facts_of, letter

K = LetterKind


def test_a_correction_of_any_kind_names_the_letter_it_puts_right() -> None:
    for kind in SHAPES:
        facts = replace(facts_of(kind), corrects="our letter of 3 March 2026")
        assert as_text(letter(facts)).count("our letter of 3 March 2026") == 1, kind
        assert "3 March 2026" not in as_text(letter(replace(facts, corrects=""))), kind


def test_a_letter_is_put_right_by_a_new_one_and_both_say_so(school: School) -> None:
    referral = school.referral()
    first, _ = school.issue(referral.id, is_large_print=True)
    choice = read_correction(school.session, first.letter.id)
    assert choice.order.is_large_print
    second, _ = issuing.issue_letter(school.session, school.adapters.press, choice.order)
    assert second.letter.corrects_id == first.letter.id
    assert "This letter puts right our referral of 23" in school.draft(
        referral.id, corrects_id=first.letter.id
    ).text.replace("\N{NO-BREAK SPACE}", " ")
    newest, oldest = list_letters(school.session, referral.id)
    assert newest.corrects_at == oldest.at
    assert oldest.corrected_at == newest.at
    again = read_correction(school.session, first.letter.id)
    assert again.order.corrects_id == second.letter.id  # never an older wording than the last


def test_a_correction_passes_the_same_gates_as_any_letter(school: School) -> None:
    case = school.case()
    referral = school.referral(case)
    first, _ = school.issue(referral.id)
    school.pupil("Oluwaseun", "Featherstone")
    with school.session.reading() as work:
        concern = work.find(Concern, case_id=case.id)[0]
    told = replace(concern, seen="Cried with Oluwaseun Featherstone.")
    records.keep(school.session, told, "more is known")
    order = read_correction(school.session, first.letter.id).order
    draft = issuing.draft_letter(school.session, school.adapters.press, order)
    assert {one.kind for one in draft.findings} == {Foreign.OTHER_PUPIL}
    referrals.move_referral(
        school.session, referral.id, Move(ReferralState.WITHDRAWN, school.clock.today(), words="No")
    )
    with pytest.raises(NotAllowed, match="referral-ended"):
        read_correction(school.session, first.letter.id)


def test_nothing_puts_right_a_letter_to_another_reader_or_about_another_pupil(
    school: School,
) -> None:
    first, _ = school.issue(school.referral().id)
    other = school.referral(school.case(school.pupil("Zoë", "Lark")))
    with pytest.raises(NotAllowed, match="not-its-letter"):
        school.issue(other.id, corrects_id=first.letter.id)
    with pytest.raises(NotAllowed, match="not-its-letter"):
        school.issue(
            first.letter.referral_id or "", kind=K.PUPIL_LETTER, corrects_id=first.letter.id
        )


def test_of_two_windows_only_one_puts_a_letter_right(school: School) -> None:
    first, _ = school.issue(school.referral().id)
    order = read_correction(school.session, first.letter.id).order
    issuing.issue_letter(school.session, school.adapters.press, order)
    with pytest.raises(Changed):
        issuing.issue_letter(school.session, school.adapters.press, order)
