"""Papers that left: kept as they were beside the letters, and put right as letters are."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.errors import LetterDoubtful, LetterIncomplete, NotAllowed
from mhlead.domain.paper import PaperOrder
from mhlead.domain.records import Case, Letter
from mhlead.domain.views import LetterLine
from mhlead.services.corrections import newest_of
from mhlead.services.frozen_facts import order_from_json
from mhlead.services.letters.lines import letter_lines
from mhlead.services.letters.log import LOCKED, PRINTED, SAVED
from mhlead.services.list_names import directory_of
from mhlead.services.papers import DraftPaper, new_paper
from mhlead.services.ports import UnitOfWork
from mhlead.services.restricted import whole_letter
from mhlead.services.restricted_parts import keep_letter
from mhlead.services.session import Session

_USES = {PRINTED: "printed", SAVED: "saved", LOCKED: "saved"}


def keep_paper(
    session: Session, draft: DraftPaper, use: Action | None = None
) -> tuple[LetterLine | None, Changes]:
    """The paper is kept as it is, with what it was made from; the same one is kept once.

    An emergency summary of a pupil without a case has nothing to stand beside: that it left is
    written into the history, with its digest.

    Args:
        session: The unlocked store.
        draft: The very paper that left or is about to.
        use: What became of it: printed or saved to a file; None where nothing has yet.

    Raises:
        LetterDoubtful: a place may belong to another pupil, and nobody has accepted it.
        LetterIncomplete: a character can't be printed.
        NotAllowed: that is no use of a paper ("move").
    """
    if use is not None and use not in _USES:
        raise NotAllowed("move")
    if draft.findings:
        raise LetterDoubtful(len(draft.findings))
    if draft.unprintable:
        raise LetterIncomplete(unprintable=draft.unprintable)
    order = draft.order
    digest = hashlib.sha256(draft.pdf).hexdigest()
    with session.writing() as work:
        if draft.case_id is None:
            detail = {"what": order.kind.value, "reference": order.reference, "sha256": digest}
            work.log(Action.EXPORTED, order.pupil_id, {**detail, "how": _USES[use or SAVED]})
            return None, work.commit()
        letter = _kept(work, draft, digest) or _keep(session, work, draft, digest)
        if use is not None:
            work.log(use, order.pupil_id, {"letter": letter.id})
        line = letter_lines(work, [letter], directory_of(work))[0]
        return line, work.commit()


def _kept(work: UnitOfWork, draft: DraftPaper, digest: str) -> Letter | None:
    found = work.find(Letter, case_id=draft.case_id, reference=draft.order.reference)
    return next((one for one in found if one.sha256 == digest), None)


def _keep(session: Session, work: UnitOfWork, draft: DraftPaper, digest: str) -> Letter:
    order = draft.order
    letter = Letter(
        id=session.ids.new(),
        case_id=draft.case_id or "",
        kind=order.kind,
        at=session.clock.now(),
        by=session.actor_id,
        template_version="",
        facts=draft.facts,
        sha256=digest,
        pages=draft.pages,
        pdf=draft.pdf,
        service_id=order.service_id,
        is_large_print=order.is_large_print,
        contact_id=order.contact_id,
        corrects_id=order.corrects_id,
        accepted=draft.accepted,
        reference=order.reference,
        to_whom=order.to_whom,
    )
    work.add(letter)
    if draft.is_restricted:
        keep_letter(session, work, letter)
    detail = {"letter": letter.id, "sha256": digest, "kind": order.kind.value}
    work.log(Action.LETTER_ISSUED, order.pupil_id, detail)
    return letter


def read_paper_correction(session: Session, letter_id: str) -> PaperOrder:
    """What was asked for when the paper was made, as the order for one that takes its place.

    Where it was put right before, the newest one is put right.

    Raises:
        NotFound: there is no such paper.
        NotAllowed: it is a letter about a referral ("not-its-letter").
    """
    with session.reading() as work:
        old = newest_of(work, whole_letter(work, letter_id))
        if old.referral_id is not None:
            raise NotAllowed("not-its-letter")
        pupil_id = work.get(Case, old.case_id).pupil_id
        asked = order_from_json(old.facts)
    fresh = new_paper(session, pupil_id, asked.kind)
    return replace(
        asked, pupil_id=pupil_id, reference=fresh.reference, accepted=(), corrects_id=old.id
    )
