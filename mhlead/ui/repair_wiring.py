"""Asks every opened store for what nobody holds, and leads to putting it right."""

from __future__ import annotations

from functools import partial

from mhlead.domain.errors import MhleadError
from mhlead.services import repair, school
from mhlead.services.repair import GapFound
from mhlead.services.session import Session
from mhlead.ui.desk import Desk
from mhlead.ui.pages.repair_page import RepairPage, RepairWork
from mhlead.ui.questions import tell
from mhlead.wording import sentence_for

NOT_LOOKED = "Whether everybody is held could not be looked at"


def look_for_gaps(session: Session, desk: Desk) -> None:
    """Shows what nobody holds above Today, where there is anything; a sound store shows nothing."""

    def show(gaps: tuple[GapFound, ...]) -> None:
        if gaps:
            desk.open_page(repair_page(session, desk))

    def fail(error: MhleadError) -> None:
        tell(desk.window, NOT_LOOKED, sentence_for(error))

    desk.tasks.start(desk.window, lambda _: repair.read_gaps(session), done=show, failed=fail)


def repair_page(session: Session, desk: Desk) -> RepairPage:
    """The page that puts right what nobody holds."""
    return RepairPage(
        tasks=desk.tasks,
        names=desk.names,
        work=RepairWork(
            read=partial(repair.read_gaps, session),
            hold_case=partial(repair.hold_case, session),
            hold_referral=partial(repair.hold_referral, session),
            give_review=partial(repair.give_review, session),
            open_again=partial(repair.open_again, session),
            close_double=partial(repair.close_double, session),
            list_staff=partial(school.list_staff, session),
        ),
        today=session.clock.today,
        actor_id=session.actor_id,
        changed=desk.changed,
        open_page=desk.open_page,
    )
