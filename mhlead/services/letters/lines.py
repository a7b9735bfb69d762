"""Issued letters as rows of a list."""

from __future__ import annotations

from collections.abc import Sequence

from mhlead.domain.naming import contact_name
from mhlead.domain.records import (
    Contact,
    Delivery,
    Letter,
    Professional,
    Referral,
    Restriction,
    Sending,
    Service,
)
from mhlead.domain.views import LetterLine
from mhlead.services.list_names import Directory
from mhlead.services.ports import UnitOfWork
from mhlead.services.restricted import is_kept_letter


def _to_whom(work: UnitOfWork, letter: Letter, service: Service | None) -> str:
    """Whom a letter was written to, by the name they had then."""
    if service is not None:
        return service.name
    if letter.contact_id is not None:
        return contact_name(work.ever(Contact, id=letter.contact_id)[-1])
    if letter.professional_id is not None:
        gp = work.ever(Professional, id=letter.professional_id)[-1]
        return gp.name or gp.organisation
    return letter.to_whom or "the young person"


def letter_lines(
    work: UnitOfWork, letters: Sequence[Letter], directory: Directory
) -> list[LetterLine]:
    """Issued letters as rows of a list, newest first, each with how it was sent."""
    references = {
        referral.id: referral.reference
        for referral in work.find(
            Referral, id=sorted({letter.referral_id for letter in letters if letter.referral_id})
        )
    }
    sendings: dict[str, list[Sending]] = {}
    for sending in work.find(Sending, letter_id=[letter.id for letter in letters]):
        sendings.setdefault(sending.letter_id, []).append(sending)
    sent = [one.id for several in sendings.values() for one in several]
    arrived = {one.sending_id: one for one in work.find(Delivery, sending_id=sent)}
    issued = {letter.id: letter.at for letter in letters}
    corrected = {letter.corrects_id: letter.at for letter in letters if letter.corrects_id}
    kept = {one.about_id for one in work.find(Restriction, about_id=list(issued))}
    lines = []
    for letter in sorted(letters, key=lambda each: each.at, reverse=True):
        service = directory.services.get(letter.service_id or "")
        author = directory.staff.get(letter.by)
        lines.append(
            LetterLine(
                letter_id=letter.id,
                referral_id=letter.referral_id,
                reference=letter.reference or references.get(letter.referral_id or "", ""),
                kind=letter.kind,
                at=letter.at,
                by=author.name if author else "",
                to_whom=_to_whom(work, letter, service),
                pages=letter.pages,
                sha256=letter.sha256,
                sendings=tuple(sendings.get(letter.id, ())),
                deliveries=tuple(
                    arrived[one.id] for one in sendings.get(letter.id, ()) if one.id in arrived
                ),
                corrects_at=issued.get(letter.corrects_id or ""),
                corrected_at=corrected.get(letter.id),
                is_on_own_form=bool(letter.form_rest),
                is_restricted=letter.id in kept,
                is_readable=not is_kept_letter(work, letter.id),
            )
        )
    return lines
