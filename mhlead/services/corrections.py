"""Puts an issued letter right: by a new one that names it, since an issued letter never changes."""

from __future__ import annotations

from mhlead.domain.errors import Changed, NotAllowed
from mhlead.domain.letter_order import LetterOrder
from mhlead.domain.letter_shapes import SHAPES
from mhlead.domain.paper import NAMES, PaperOrder
from mhlead.domain.records import Case, Letter, Referral
from mhlead.domain.template_filling import format_date
from mhlead.services.letters.choice import LetterChoice
from mhlead.services.letters.lines import letter_lines
from mhlead.services.letters.parts import left_out_before
from mhlead.services.list_names import directory_of
from mhlead.services.ports import UnitOfWork
from mhlead.services.restricted import whole_letter
from mhlead.services.session import Session


def read_correction(session: Session, letter_id: str) -> LetterChoice:
    """The letter that would put this one right, to the same reader, in the same way.

    It leaves out what was last left out of such letters, and names the newest wording where this
    one was put right before.

    Raises:
        NotFound: there is no such letter.
        NotAllowed: it is about no referral ("not-its-letter"), or no such letter fits where the
            referral stands now ("letter-not-now", "referral-ended").
    """
    with session.reading() as work:
        letter = newest_of(work, whole_letter(work, letter_id))
        if letter.referral_id is None:
            raise NotAllowed("not-its-letter")
        referral = work.get(Referral, letter.referral_id)
        if referral.state not in SHAPES[letter.letter_kind].states:
            raise NotAllowed("letter-not-now" if referral.is_open else "referral-ended")
        left_out = left_out_before(work, referral.service_id).get(letter.letter_kind, ())
        line = letter_lines(work, [letter], directory_of(work))[0]
    order = LetterOrder(
        referral.id,
        letter.letter_kind,
        contact_id=letter.contact_id,
        professional_id=letter.professional_id,
        is_large_print=letter.is_large_print,
        left_out=left_out,
        corrects_id=letter.id,
        is_on_own_form=bool(letter.form_rest),
    )
    return LetterChoice(order, line.to_whom)


def newest_of(work: UnitOfWork, letter: Letter) -> Letter:
    """The last letter of those that put one another right."""
    later = work.find(Letter, corrects_id=letter.id)
    while later:
        letter = later[-1]
        later = work.find(Letter, corrects_id=letter.id)
    return letter


def refuse_other_letter(work: UnitOfWork, order: LetterOrder) -> None:
    """Lets a letter put right only an earlier one about the same referral to the same reader.

    Raises:
        NotAllowed: it is another one ("not-its-letter").
        Changed: it was put right meanwhile; two letters would each say to use them instead.
        NotFound: there is no such letter.
    """
    old = work.get(Letter, order.corrects_id or "")
    then = (old.referral_id, SHAPES[old.letter_kind].reader, old.contact_id, old.professional_id)
    if then != (order.referral_id, order.reader, order.contact_id, order.professional_id):
        raise NotAllowed("not-its-letter")
    if newest_of(work, old).id != old.id:
        raise Changed


def paper_put_right(work: UnitOfWork, order: PaperOrder) -> str:
    """The paper whose place the one that is asked for takes, in words; "" where there is none.

    Raises:
        NotAllowed: it is of another kind, about somebody else or to another reader
            ("not-its-letter").
        Changed: it was put right meanwhile.
        NotFound: there is no such paper.
    """
    if order.corrects_id is None:
        return ""
    old = work.get(Letter, order.corrects_id)
    pupil_id = work.get(Case, old.case_id).pupil_id
    then = (old.kind, pupil_id, old.service_id, old.contact_id, old.to_whom)
    if then != (order.kind, order.pupil_id, order.service_id, order.contact_id, order.to_whom):
        raise NotAllowed("not-its-letter")
    newest = newest_of(work, old)
    if newest.id != old.id and newest.reference != order.reference:
        raise Changed
    return f"“{NAMES[order.kind]}” of {format_date(old.at.date())}, {old.reference}"
