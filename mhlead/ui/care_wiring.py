"""Ties the pages about a pupil's care to what they may do with an open store."""

from __future__ import annotations

from functools import partial

from mhlead.services import conversations, endings, moving, plans, pupils, safeguarding
from mhlead.services.session import Session
from mhlead.ui.pages.tools import CareWork


def care_work(session: Session) -> CareWork:
    """What can be done for the care of a pupil in this store."""
    return CareWork(
        log_conversation=partial(conversations.log_conversation, session),
        start_plan=partial(plans.start_plan, session),
        review_plan=partial(plans.review_plan, session),
        may_be_told=partial(safeguarding.may_be_told, session),
        tell_dsl=partial(safeguarding.tell_dsl, session),
        copy_out=partial(safeguarding.copy_out, session),
        move_entry=partial(moving.move_entry, session),
        take_back_move=partial(moving.take_back_move, session),
        pupils_with_cases=partial(pupils.list_pupils, session),
        pupil_died=partial(endings.pupil_died, session),
    )
