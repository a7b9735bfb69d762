"""From a reason on Today to the form that does it, above the page of its pupil or referral."""

from __future__ import annotations

from PySide6.QtCore import Qt

from mhlead.domain.codes import ConsentTopic, LetterKind, ReferralState, Speaker, TransferPart
from mhlead.domain.today_views import Act, Target, TodayReason, Why
from mhlead.domain.views import CaseFile
from mhlead.ui.pages.pupil_page import PupilPage
from mhlead.ui.pages.referral_page import ReferralPage

ONCE = Qt.ConnectionType.SingleShotConnection
"""A form is opened over a page when it is first read, and not again."""
_CALLS = {Act.LOG_CALL, Act.WRITE_CHASE, Act.TELL_SERVICE, Act.SEE_PUPIL}
_LETTERS = {Act.WRITE_CHASE: LetterKind.CHASE}
"""Acts that are a letter where one fits; where none does they are a call."""
_WITH: dict[Why, Speaker] = {
    Why.OPT_IN_HALF_TIME: Speaker.FAMILY,
    Why.OPT_IN_ENDING: Speaker.FAMILY,
    Why.SIGNPOSTED: Speaker.FAMILY,
    Why.ADVICE_TO_DO: Speaker.FAMILY,
    Why.ADULT_HANDOVER: Speaker.FAMILY,
    Why.TRANSFER_RECEIPT: Speaker.OTHER,
    Why.NOT_BROUGHT: Speaker.PUPIL,
    Why.CLOSED_UNSEEN: Speaker.PUPIL,
    Why.WITHDRAWN: Speaker.PUPIL,
    Why.AFTER_CARE: Speaker.PUPIL,
}
"""With whom a call about a reason is; with the service where nothing stands here."""
_TOPICS = {Why.NO_CONSENT: ConsentTopic.REFER, Why.NO_OUTCOME_CONSENT: ConsentTopic.OUTCOME}


def act_on_referral(page: ReferralPage, reason: TodayReason) -> None:
    """Opens the form of the act; where the page itself is the place, nothing more."""
    forms = page.care_pages()
    if reason.target is Target.APPOINTMENT:
        forms.attend_to(reason.target_id)
    elif reason.act in _LETTERS and page.letters.write_kind(_LETTERS[reason.act]):
        return
    elif reason.act in _CALLS:
        forms.log_call(_WITH.get(reason.why, Speaker.COUNTERPART))
    elif reason.act is Act.SET_DATE:
        forms.set_day()
    elif reason.act is Act.ASK_CONSENT and reason.why in _TOPICS:
        page.ask_consent(_TOPICS[reason.why])
    elif reason.act is Act.FOLLOW_UP:
        if page.state() is ReferralState.NOT_ACCEPTED:
            forms.follow_up()
        else:
            forms.log_call(_WITH.get(reason.why, Speaker.FAMILY))


def act_on_pupil(page: PupilPage, reason: TodayReason) -> None:
    """Opens the form of the act; where the page itself is the place, nothing more."""
    if reason.target is Target.TRANSFER:
        page.pass_on(TransferPart(reason.target_id))
    current = page.current()
    if current is None:
        return
    if reason.target is Target.STEP:
        _finish_step(page, current, reason.target_id)
    elif reason.act is Act.REVIEW_PLAN:
        _review_plan(page, current, reason.target_id)
    elif reason.act is Act.MAKE_PLAN:
        page.care_pages().start_plan(current.case.id)
    elif reason.act in {Act.TELL_DSL, Act.ACKNOWLEDGE_DSL}:
        tell_dsl_of(page, reason.target_id)
    elif reason.act in _CALLS:
        page.care_pages().converse(current.case.id, _WITH.get(reason.why, Speaker.PUPIL))


def _finish_step(page: PupilPage, current: CaseFile, step_id: str) -> None:
    for step in current.steps:
        if step.id == step_id and step.is_open:
            page.finish_step(step)


def _review_plan(page: PupilPage, current: CaseFile, plan_id: str) -> None:
    for plan in current.plans:
        if plan.id == plan_id and plan.is_open:
            page.care_pages().review_plan(plan)


def tell_dsl_of(page: PupilPage, about_id: str) -> None:
    """Opens who was told of an entry, from the entry or from the notice about it."""
    current = page.current()
    entry_of = {one.id: one.about_id for one in current.notices} if current else {}
    entry = page.entry(entry_of.get(about_id, about_id))
    if entry is not None:
        page.tell_dsl(entry)
