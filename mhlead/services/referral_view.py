"""Everything the page of one referral shows."""

from __future__ import annotations

from mhlead.domain.audit import Action
from mhlead.domain.records import Case, Counterpart, Letter, Pupil, Referral, ReferralEvent, Service
from mhlead.domain.views import ReferralView
from mhlead.services.letters.facts import gather
from mhlead.services.letters.lacks import gaps_of
from mhlead.services.letters.lines import letter_lines
from mhlead.services.letters.sources import read_sources
from mhlead.services.list_names import directory_of
from mhlead.services.ports import UnitOfWork
from mhlead.services.referrals import allowed_moves
from mhlead.services.session import Session


def open_referral(session: Session, referral_id: str) -> ReferralView:
    """Everything the page of one referral shows; that it was looked at stands in the history."""
    with session.writing() as work:
        view = _read_view(session, work, referral_id)
        work.log(Action.PUPIL_VIEWED, view.pupil.id, {"referral": referral_id})
        work.commit()
        return view


def read_referral_again(session: Session, referral_id: str) -> ReferralView:
    """The same page after a change, while it stays open."""
    with session.reading() as work:
        return _read_view(session, work, referral_id)


def _read_view(session: Session, work: UnitOfWork, referral_id: str) -> ReferralView:
    referral = work.get(Referral, referral_id)
    case = work.get(Case, referral.case_id)
    facts = gather(read_sources(work, referral, session.clock.today()))
    directory = directory_of(work)
    return ReferralView(
        referral=referral,
        pupil=work.get(Pupil, case.pupil_id),
        case=case,
        service=work.get(Service, referral.service_id),
        counterparts=tuple(work.find(Counterpart, service_id=referral.service_id)),
        referrer=directory.staff.get(referral.referrer_id),
        events=tuple(work.find(ReferralEvent, referral_id=referral_id)),
        letters=tuple(letter_lines(work, work.find(Letter, referral_id=referral_id), directory)),
        gaps=gaps_of(facts, has_urgency=referral.urgency is not None),
        moves=allowed_moves(referral),
    )
