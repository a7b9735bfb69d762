"""An issued letter in pieces for a service's web form: what was frozen with it, and no more."""

from __future__ import annotations

from dataclasses import dataclass

from mhlead.domain.audit import Action
from mhlead.domain.codes import Channel
from mhlead.domain.errors import NotAllowed
from mhlead.domain.form_copy import CopyLine, copy_lines
from mhlead.domain.letter_text import compose_letter
from mhlead.domain.records import Case
from mhlead.services.frozen_facts import facts_from_json
from mhlead.services.letters.address import LetterAddress, address_of
from mhlead.services.restricted import whole_letter
from mhlead.services.session import Session
from mhlead.services.wording_in_force import template_of_letter


@dataclass(frozen=True)
class FormCopy:
    """What is copied, and into which form.

    Attributes:
        web_form: The form's own address; "" where the directory does not know it.
    """

    whom: str
    web_form: str
    lines: tuple[CopyLine, ...]


def takes_web_form(address: LetterAddress) -> bool:
    """Whether the letter goes to a service that takes referrals by a form of its own."""
    return bool(address.web_form) or Channel.WEB_FORM in address.takes_by


def read_form_copy(session: Session, letter_id: str) -> FormCopy:
    """The pieces of the letter; that they were taken out stands in the history.

    They come from the facts frozen with the letter, which hold what this reader may be told.

    Raises:
        NotAllowed: it goes to nobody with a form of their own ("no-web-form").
    """
    with session.writing() as work:
        letter = whole_letter(work, letter_id)
        address = address_of(work, letter, session.clock.today())
        if not takes_web_form(address):
            raise NotAllowed("no-web-form")
        template = template_of_letter(work, letter)
        document = compose_letter(template, facts_from_json(letter.facts))
        pupil_id = work.get(Case, letter.case_id).pupil_id
        work.log(Action.EXPORTED, pupil_id, {"what": "form-copy", "letter": letter_id})
        work.commit()
    return FormCopy(address.to_whom, address.web_form, copy_lines(document))
