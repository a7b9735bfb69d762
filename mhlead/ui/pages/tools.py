"""What the pages about one pupil are given: the runner, the day, and the ways to other pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mhlead.domain.changes import Changes
from mhlead.domain.codes import CaseClosing, LinkRole, Thrive
from mhlead.domain.records import (
    Case,
    Concern,
    Conversation,
    DslNotice,
    NeedWord,
    Plan,
    Pupil,
    Referral,
    Score,
    StaffMember,
    UrgentDecision,
    Version,
)
from mhlead.domain.views import PupilFileView, PupilLine, ServiceView
from mhlead.services.cases import StepPlan
from mhlead.services.links import LinkPart
from mhlead.services.plans import PlanDraft, ReviewDraft
from mhlead.services.wrong_door import Door
from mhlead.ui.names import NamesShown
from mhlead.ui.page import Page
from mhlead.ui.tasks import TaskRunner


@dataclass(frozen=True)
class Tools:
    """What every page about a pupil needs beside its own work.

    Attributes:
        today: Gives the day at the school.
        actor_id: The member of staff at work.
        changed: Told what an action touched, so that every page shows it.
        offer_undo: Offers to take an action back.
        open_page: Shows a page above this one.
        open_pupil, open_referral: Opens a page by identifier; a pupil's tab may be named:
            "timeline", "details", "family", "scores", "referrals" or "documents".
        open_at_risk: Shows what to do when somebody is at risk now.
        say: Shows a sentence in the status line.
    """

    tasks: TaskRunner
    names: NamesShown
    today: Callable[[], date]
    actor_id: str
    changed: Callable[[Changes], None]
    offer_undo: Callable[[str, Callable[[], None]], None]
    open_page: Callable[[Page], None]
    open_pupil: Callable[[str, str], None]
    open_referral: Callable[[str], None]
    open_at_risk: Callable[[], None]
    say: Callable[[str], None]


@dataclass(frozen=True)
class CareWork:
    """What can be done for the care of a pupil; every call runs beside the window's thread.

    Attributes:
        may_be_told: Members of staff who can be told as safeguarding.
        copy_out: An entry as plain text.
        pupils_with_cases: Pupils an entry can be moved to.
        read_door: Whom to ring about a case, and what was decided.
        decide: What was decided about the signs that stand.
        tutor_words: What tutors may know as plain text, where the pupil agreed.
        every_pupil: Pupils who can be linked with one.
        restrict: Only the lead, and the one at work, are shown an entry.
        open_to_all: Everybody who unlocks is shown it again.
        add_to_link: One more pupil's part, by the record of somebody's own.
    """

    log_conversation: Callable[[Conversation], tuple[Conversation, Changes]]
    start_plan: Callable[[str, PlanDraft], tuple[Plan, Changes]]
    review_plan: Callable[[str, ReviewDraft], tuple[Plan, Changes]]
    may_be_told: Callable[[], Sequence[StaffMember]]
    tell_dsl: Callable[[DslNotice], tuple[DslNotice, Changes]]
    copy_out: Callable[[str, str], str]
    move_entry: Callable[[str, str, str, str], Changes]
    take_back_move: Callable[[str, str], Changes]
    pupils_with_cases: Callable[[], Sequence[PupilLine]]
    pupil_died: Callable[[str, date, str], Changes]
    read_door: Callable[[str], Door]
    decide: Callable[[UrgentDecision], tuple[UrgentDecision, Changes]]
    every_pupil: Callable[[], Sequence[PupilLine]]
    link_pupils: Callable[[str, date, Sequence[LinkPart]], Changes]
    add_to_link: Callable[[str, str, LinkRole, str], Changes]
    set_thrive: Callable[[str, Thrive | None, str], Changes]
    tutor_words: Callable[[str], str]
    keep_score: Callable[[Score, str], tuple[Score, Changes]]
    restrict: Callable[[str, str], Changes]
    open_to_all: Callable[[str, str], Changes]


@dataclass(frozen=True)
class PupilWork:
    """What can be done with a pupil; every call runs beside the window's thread.

    Attributes:
        open: Everything about the pupil; that it was looked at stands in the history.
        read_again: The same after a change, while the page stays open.
        own_needs: The school's own words for needs.
        keep: Keeps a versioned record, with a reason where it is a correction.
        remove: Takes a record of the kind out of use, with a reason.
        bring_back: Undoes the last change of a record.
        wordings: Every wording of a record, newest first.
        start_referral: A draft referral of the case to the service.
        care: Plans, conversations, safeguarding and moved entries.
    """

    open: Callable[[str], PupilFileView]
    read_again: Callable[[str], PupilFileView]
    list_staff: Callable[[], Sequence[StaffMember]]
    list_services: Callable[[], Sequence[ServiceView]]
    own_needs: Callable[[], Sequence[NeedWord]]
    keep: Callable[[Any, str], tuple[Any, Changes]]
    remove: Callable[[type[Any], str, str], Changes]
    bring_back: Callable[[type[Any], str], tuple[Any, Changes]]
    wordings: Callable[[type[Any], str], Sequence[Version[Any]]]
    open_case: Callable[[str, Concern, str, StepPlan], tuple[Case, Changes]]
    hand_over: Callable[[str, str, str], Changes]
    add_step: Callable[[str, StepPlan], Changes]
    finish_step: Callable[[str, str, StepPlan | None], Changes]
    move_step: Callable[[str, date, str], Changes]
    close_case: Callable[[str, CaseClosing, str], Changes]
    start_referral: Callable[[str, str], tuple[Referral, Changes]]
    care: CareWork


@dataclass(frozen=True)
class PupilAdding:
    """What adding a pupil by hand needs.

    Attributes:
        add: Keeps the new pupil.
        possible_doubles: Pupils in the store who may be the same.
    """

    add: Callable[[Pupil], tuple[Pupil, Changes]]
    possible_doubles: Callable[[Pupil], Sequence[PupilLine]]
