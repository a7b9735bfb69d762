"""Rules of single kinds of records, beyond those that hold for every field of a name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from mhlead.domain.breach_clock import is_time_of_day
from mhlead.domain.codes import BreachRisk, DoorDecision, EntryAnswer, Exemption
from mhlead.domain.document import picture_kind
from mhlead.domain.envelope import EnvelopeWindow, check_window
from mhlead.domain.errors import FieldRefused
from mhlead.domain.figures import Figure
from mhlead.domain.harm import harm_is_excluded, is_in_force
from mhlead.domain.records import (
    Absence,
    BreachRecord,
    BreakHolder,
    Case,
    ChaseTime,
    CommissionerRule,
    Consent,
    Criterion,
    DataRequest,
    Plan,
    PlanAim,
    Pupil,
    RecordTransfer,
    RequestEntry,
    RetentionTerm,
    RiskEntry,
    Satisfaction,
    SchoolPicture,
    SchoolProfile,
    StaffMember,
    Training,
    UrgentDecision,
    Withholding,
)
from mhlead.domain.release.rules import LEAST_THRESHOLD, MOST_THRESHOLD
from mhlead.domain.request_clock import extend_by

LARGEST_LOGO_BYTES = 300_000
OLDEST_PUPIL_YEARS = 26
"""The oldest a pupil's record can be about: 25 with an education, health and care plan."""
LONGEST_KEPT_YEARS = 100
"""No line of the retention timetable keeps longer."""
LONGEST_RULE_DAYS = 1000
"""No rule of a service counts more days than this."""


def _check_pupil(pupil: Pupil, today: date) -> None:
    if pupil.born_on is not None and today.year - pupil.born_on.year > OLDEST_PUPIL_YEARS:
        raise FieldRefused("born_on", "too-old")


def _check_school(school: SchoolProfile, today: date) -> None:
    del today
    _check_image("logo", school.logo)
    check_window(window_of(school))
    if school.pupils_on_roll is not None and school.pupils_on_roll < 0:
        raise FieldRefused("pupils_on_roll", "out-of-range")


def window_of(school: SchoolProfile) -> EnvelopeWindow:
    """The window of the school's envelopes; what it has not measured is as usual."""
    told = {
        "left_mm": school.window_left_mm,
        "bottom_mm": school.window_bottom_mm,
        "width_mm": school.window_width_mm,
        "height_mm": school.window_height_mm,
    }
    return EnvelopeWindow(**{name: value for name, value in told.items() if value is not None})


def _check_image(field: str, data: bytes | None) -> None:
    if data is None:
        return
    if len(data) > LARGEST_LOGO_BYTES:
        raise FieldRefused(field, "too-large")
    if picture_kind(data) is None:
        raise FieldRefused(field, "not-a-picture")


def _check_staff(person: StaffMember, today: date) -> None:
    del today
    _check_image("signature", person.signature)


def _check_picture(picture: SchoolPicture, today: date) -> None:
    del today
    percent = picture.attendance_percent
    if percent is not None and not 0 <= percent <= 100:
        raise FieldRefused("attendance_percent", "out-of-range")


def _check_consent(consent: Consent, today: date) -> None:
    del today
    if consent.by_pupil and consent.contact_id is not None:
        raise FieldRefused("contact_id", "who")
    if consent.answer in {"agreed", "refused"}:
        if not consent.by_pupil and consent.contact_id is None:
            raise FieldRefused("contact_id", "required")
        _require(consent, "given_on")
    # Ages and rules differ by service, so consent to be referred to one is none to another.
    if consent.topic == "refer":
        _require(consent, "service_id")
    _require(consent, *_further_needed(consent))


def _further_needed(consent: Consent) -> tuple[str, ...]:
    """What an answer must say because of who gave it, or because nobody did."""
    needed: tuple[str, ...] = ()
    if consent.answer == "went-ahead-without":
        needed += ("ground", "taken_by", "given_on")
    if consent.standing == "competent-under-16":
        needed += ("competence_reason", "competence_judged_by")
    # Capacity is presumed; a doubt is a decision of its own (Mental Capacity Act 2005, s. 1 to 4).
    if consent.capacity in {"has-capacity", "lacks-capacity"}:
        needed += ("capacity_judged_by", "capacity_on", "capacity_words")
    return needed


def _require(consent: Consent, *names: str) -> None:
    for name in names:
        value = getattr(consent, name)
        if value is None or (isinstance(value, str) and not value.strip()):
            raise FieldRefused(name, "required")


def _check_withholding(withholding: Withholding, today: date) -> None:
    del today
    named = withholding.contact_id or withholding.service_id or withholding.from_whom.strip()
    if not named:
        raise FieldRefused("from_whom", "required")


def _check_risk(risk: RiskEntry, today: date) -> None:
    del today
    asked_and_nothing_said = bool(risk.asked_by.strip()) and risk.asked_on is not None
    if not risk.said_or_seen.strip() and not asked_and_nothing_said:
        raise FieldRefused("said_or_seen", "required")


def _check_case(case: Case, today: date) -> None:
    del today
    if case.is_open and not (case.owner_id and case.next_step_id):
        raise FieldRefused("owner_id" if not case.owner_id else "next_step_id", "required")


def _check_criterion(criterion: Criterion, today: date) -> None:
    del today
    for name in ("from_age", "below_age"):
        age = getattr(criterion, name)
        if age is not None and not 0 <= age <= OLDEST_PUPIL_YEARS:
            raise FieldRefused(name, "out-of-range")
    if criterion.days is not None and not 0 < criterion.days <= LONGEST_RULE_DAYS:
        raise FieldRefused("days", "out-of-range")


def _check_satisfaction(satisfaction: Satisfaction, today: date) -> None:
    del today
    if not 1 <= satisfaction.score <= 4:
        raise FieldRefused("score", "out-of-range")


def _check_absence(absence: Absence, today: date) -> None:
    del today
    if absence.cover_id == absence.staff_id:
        raise FieldRefused("cover_id", "same-person")


def _check_break_holder(holder: BreakHolder, today: date) -> None:
    del today
    if holder.holder_id is None and not holder.holder.strip():
        raise FieldRefused("holder_id", "required")


def _check_urgent_decision(decision: UrgentDecision, today: date) -> None:
    del today
    if not decision.decisions:
        raise FieldRefused("decisions", "required")
    if DoorDecision.ROUTINE_LETTER in decision.decisions and not decision.reason.strip():
        raise FieldRefused("reason", "required")


def _check_chase_time(time: ChaseTime, today: date) -> None:
    del today
    if not 0 < time.days <= LONGEST_RULE_DAYS:
        raise FieldRefused("days", "out-of-range")


def _check_training(training: Training, today: date) -> None:
    if training.held_on > today:
        raise FieldRefused("held_on", "in-future")


def _check_plan(plan: Plan, today: date) -> None:
    del today
    if plan.is_open and plan.review_on is None:
        raise FieldRefused("review_on", "required")


def _check_commissioner_rule(rule: CommissionerRule, today: date) -> None:
    del today
    if not LEAST_THRESHOLD <= rule.threshold <= MOST_THRESHOLD:
        raise FieldRefused("threshold", "out-of-range")


def _check_plan_aim(aim: PlanAim, today: date) -> None:
    del today
    if aim.measure and aim.measure not in set(Figure):
        raise FieldRefused("measure", "not-offered")


def _check_term(term: RetentionTerm, today: date) -> None:
    del today
    if not 0 < term.years <= LONGEST_KEPT_YEARS:
        raise FieldRefused("years", "out-of-range")


def _check_request(request: DataRequest, today: date) -> None:
    del today
    # A decision says what was done, a refusal why: UK GDPR, article 12(3) and (4).
    is_decided = request.closed_on is not None and not request.kind.asks_for_copy
    if is_decided and not request.closing_words.strip():
        raise FieldRefused("closing_words", "required")
    if request.extended_on is None:
        return
    if not request.extension_reason.strip():
        raise FieldRefused("extension_reason", "required")
    if request.extended_on > extend_by(request):
        raise FieldRefused("extended_on", "extended-late")


def _check_request_entry(entry: RequestEntry, today: date) -> None:
    """What is left out has a reason of the law; serious harm needs a health professional's word.

    DPA 2018, schedule 3, paragraphs 5 and 6: health data is not withheld for serious harm without
    the opinion of the appropriate health professional, obtained in the last six months, and not
    where the pupil has seen it. Nor is it told without one that it is not met; see `domain.harm`.
    """
    if entry.answer is EntryAnswer.EXEMPT:
        _check_exempt(entry, today)
        return
    if entry.opinion_by and not is_in_force(entry.opinion_on, today):
        raise FieldRefused("opinion_on", "opinion-missing")
    if entry.about_kind == DataRequest.__name__ and not harm_is_excluded(entry, today):
        raise FieldRefused("opinion_by", "health-unsettled")


def _check_exempt(entry: RequestEntry, today: date) -> None:
    if entry.exemption is None:
        raise FieldRefused("exemption", "required")
    if entry.exemption is not Exemption.SERIOUS_HARM:
        return
    if entry.pupil_has_seen:
        raise FieldRefused("exemption", "pupil-has-seen")
    if not entry.opinion_by:
        raise FieldRefused("opinion_by", "opinion-missing")
    if not is_in_force(entry.opinion_on, today):
        raise FieldRefused("opinion_on", "opinion-missing")


def _check_transfer(transfer: RecordTransfer, today: date) -> None:
    """It says where it went, how and to whom, or why nothing passes on; or at least where to."""
    del today
    if transfer.why_not and transfer.passed_on is not None:
        raise FieldRefused("why_not", "passed-on")
    if transfer.passed_on is not None:
        for name in ("next_school", "how", "to_whom"):
            if not getattr(transfer, name):
                raise FieldRefused(name, "required")
    elif transfer.receipt_on is not None:
        raise FieldRefused("passed_on", "required")
    elif not transfer.why_not and not transfer.next_school:
        raise FieldRefused("next_school", "required")


def _check_breach(breach: BreachRecord, today: date) -> None:
    del today
    if not is_time_of_day(breach.found_time):
        raise FieldRefused("found_time", "not-a-time")
    if breach.told_ico_time and not is_time_of_day(breach.told_ico_time):
        raise FieldRefused("told_ico_time", "not-a-time")
    if breach.affected is not None and breach.affected < 0:
        raise FieldRefused("affected", "out-of-range")
    if breach.closed_on is not None:
        _check_closed(breach)


def _check_closed(breach: BreachRecord) -> None:
    """Whoever has to be told was: UK GDPR, articles 33(1) and 34(1) with 34(3)."""
    if breach.risk is None:
        raise FieldRefused("risk", "required")
    families = breach.told_families_on is not None or bool(breach.told_families_words.strip())
    if breach.risk is BreachRisk.HIGH and not families:
        raise FieldRefused("told_families_on", "families-not-told")
    is_told = breach.told_ico_on is not None
    if not is_told and (breach.risk is not BreachRisk.UNLIKELY or not breach.why_not_told.strip()):
        raise FieldRefused("why_not_told", "ico-not-told")


RECORD_RULES: dict[type, Callable[[Any, date], None]] = {
    Pupil: _check_pupil,
    SchoolProfile: _check_school,
    StaffMember: _check_staff,
    SchoolPicture: _check_picture,
    Consent: _check_consent,
    RiskEntry: _check_risk,
    Withholding: _check_withholding,
    Case: _check_case,
    Plan: _check_plan,
    Criterion: _check_criterion,
    Satisfaction: _check_satisfaction,
    Absence: _check_absence,
    BreakHolder: _check_break_holder,
    UrgentDecision: _check_urgent_decision,
    Training: _check_training,
    ChaseTime: _check_chase_time,
    CommissionerRule: _check_commissioner_rule,
    PlanAim: _check_plan_aim,
    RetentionTerm: _check_term,
    DataRequest: _check_request,
    RequestEntry: _check_request_entry,
    BreachRecord: _check_breach,
    RecordTransfer: _check_transfer,
}
"""Each returns where the record may be kept, and raises FieldRefused otherwise."""
