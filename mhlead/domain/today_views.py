"""What Today shows: who waits for what, why, since when, in whose days, and the one act for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from mhlead.domain.codes import StepKind, WhoseDays

MINE = ""
"""The list of whoever unlocked the store."""
EVERYBODY = "*"
"""The list of the whole school."""


class Level(IntEnum):
    """How pressing something is; a lower number comes first."""

    SAFEGUARDING = 0
    OVERDUE = 1
    TODAY = 2
    SOON = 3


class Why(StrEnum):
    """Why something stands on Today."""

    DSL_NOT_TOLD = "dsl-not-told"
    DSL_NOT_ACKNOWLEDGED = "dsl-not-acknowledged"
    STEP_OVERDUE = "step-overdue"
    STEP_TODAY = "step-today"
    STEP_SOON = "step-soon"
    PLAN_REVIEW = "plan-review"
    NO_PLAN = "no-plan"
    REFERRAL_DRAFT = "referral-draft"
    NO_CONSENT = "no-consent"
    NOT_ACKNOWLEDGED = "not-acknowledged"
    NO_DECISION = "no-decision"
    INFORMATION_OWED = "information-owed"
    BOUNCED = "bounced"
    NO_RECEIPT = "no-receipt"
    SIGNPOSTED = "signposted"
    NOT_FOLLOWED_UP = "not-followed-up"
    WAITING_NO_REVIEW = "waiting-no-review"
    WORSE_WHILE_WAITING = "worse-while-waiting"
    WAITING_LONG = "waiting-long"
    NO_TREATMENT_DATE = "no-treatment-date"
    NOT_BROUGHT = "not-brought"
    CLOSED_UNSEEN = "closed-unseen"
    WITHDRAWN = "withdrawn"
    TRANSFER_RECEIPT = "transfer-receipt"
    NO_OUTCOME_CONSENT = "no-outcome-consent"
    NO_BREAK_HOLDER = "no-break-holder"
    LEAVER = "leaver"
    TURNING_18 = "turning-18"
    UPPER_AGE = "upper-age"
    ATTENDANCE_UNKNOWN = "attendance-unknown"
    OPT_IN_HALF_TIME = "opt-in-half-time"
    OPT_IN_ENDING = "opt-in-ending"
    RESTART_DUE = "restart-due"
    AGREED_NOT_STARTED = "agreed-not-started"
    TREATMENT_REVIEW = "treatment-review"
    AFTER_CARE = "after-care"
    ADULT_HANDOVER = "adult-handover"
    ADVICE_TO_DO = "advice-to-do"
    SERVICE_ENDED = "service-ended"
    UNMET_NEED = "unmet-need"
    REFERRAL_DEADLINE = "referral-deadline"
    SERVICE_STALE = "service-stale"
    SATISFACTION = "satisfaction"
    NO_SCHOOL_YEAR = "no-school-year"
    PLAIN_FILE = "plain-file"
    NO_RECOVERY = "no-recovery"
    NO_SECOND_HOLDER = "no-second-holder"
    SET_UP_OPEN = "set-up-open"
    REHEARSE_RECOVERY = "rehearse-recovery"
    SHEETS_USED = "sheets-used"
    NO_SERVICE = "no-service"
    STORE_ELSEWHERE = "store-elsewhere"
    KEY_FILE_MENDED = "key-file-mended"
    OTHER_EDITS = "other-edits"
    STORE_GONE = "store-gone"
    OLDER_COPY = "older-copy"
    CLOCK_BACK = "clock-back"
    CLOCK_AHEAD = "clock-ahead"
    BACKUP_LATE = "backup-late"
    BACKUP_FAILED = "backup-failed"
    SECOND_BACKUP_LATE = "second-backup-late"
    AT_RISK_NOTE = "at-risk-note"
    BREACH_CLOCK = "breach-clock"
    REQUEST_DUE = "request-due"
    RECORD_LEAVES = "record-leaves"
    FILE_LEAVES = "file-leaves"
    RECEIPT_TO_COME = "receipt-to-come"


OF_THE_CLOCK = frozenset({Why.CLOCK_BACK, Why.CLOCK_AHEAD})
"""While one of these holds, no day on the page can be trusted."""
BEFORE_ALL = OF_THE_CLOCK | {Why.STORE_GONE}
"""What stands before everything else."""


class Act(StrEnum):
    """The one thing to do about a reason."""

    TELL_DSL = "tell-dsl"
    ACKNOWLEDGE_DSL = "acknowledge-dsl"
    DO_STEP = "do-step"
    SEE_PUPIL = "see-pupil"
    LOG_CALL = "log-call"
    WRITE_CHASE = "write-chase"
    SET_DATE = "set-date"
    REVIEW_PLAN = "review-plan"
    MAKE_PLAN = "make-plan"
    FINISH_DRAFT = "finish-draft"
    ASK_CONSENT = "ask-consent"
    ANSWER_SERVICE = "answer-service"
    CALL_MEETING = "call-meeting"
    FOLLOW_UP = "follow-up"
    TELL_SERVICE = "tell-service"
    NAME_HOLDER = "name-holder"
    HAND_ON = "hand-on"
    PLAN_TRANSITION = "plan-transition"
    RECORD_ATTENDANCE = "record-attendance"
    CONFIRM_SUCCESSOR = "confirm-successor"
    CHECK_SERVICE = "check-service"
    ASK_SATISFACTION = "ask-satisfaction"
    SET_SCHOOL_YEAR = "set-school-year"
    HAND_RECORD_ON = "hand-record-on"
    PUT_RIGHT = "put-right"
    OPEN = "open"


class Target(StrEnum):
    """What kind of thing an act is done to."""

    ENTRY = "entry"
    NOTICE = "notice"
    STEP = "step"
    PLAN = "plan"
    CASE = "case"
    REFERRAL = "referral"
    APPOINTMENT = "appointment"
    UNMET_NEED = "unmet-need"
    SERVICE = "service"
    FILE = "file"
    STORE = "store"
    BREACH = "breach"
    REQUEST = "request"
    COPY = "copy"
    TRANSFER = "transfer"


ACT_OF: dict[Why, Act] = {
    Why.DSL_NOT_TOLD: Act.TELL_DSL,
    Why.DSL_NOT_ACKNOWLEDGED: Act.ACKNOWLEDGE_DSL,
    Why.STEP_OVERDUE: Act.DO_STEP,
    Why.STEP_TODAY: Act.DO_STEP,
    Why.STEP_SOON: Act.DO_STEP,
    Why.PLAN_REVIEW: Act.REVIEW_PLAN,
    Why.NO_PLAN: Act.MAKE_PLAN,
    Why.REFERRAL_DRAFT: Act.FINISH_DRAFT,
    Why.NO_CONSENT: Act.ASK_CONSENT,
    Why.NOT_ACKNOWLEDGED: Act.LOG_CALL,
    Why.NO_DECISION: Act.WRITE_CHASE,
    Why.INFORMATION_OWED: Act.ANSWER_SERVICE,
    Why.BOUNCED: Act.CALL_MEETING,
    Why.NO_RECEIPT: Act.CALL_MEETING,
    Why.SIGNPOSTED: Act.FOLLOW_UP,
    Why.NOT_FOLLOWED_UP: Act.FOLLOW_UP,
    Why.WAITING_NO_REVIEW: Act.REVIEW_PLAN,
    Why.WORSE_WHILE_WAITING: Act.TELL_SERVICE,
    Why.WAITING_LONG: Act.WRITE_CHASE,
    Why.NO_TREATMENT_DATE: Act.WRITE_CHASE,
    Why.NOT_BROUGHT: Act.SEE_PUPIL,
    Why.CLOSED_UNSEEN: Act.SEE_PUPIL,
    Why.WITHDRAWN: Act.SEE_PUPIL,
    Why.TRANSFER_RECEIPT: Act.LOG_CALL,
    Why.NO_OUTCOME_CONSENT: Act.ASK_CONSENT,
    Why.NO_BREAK_HOLDER: Act.NAME_HOLDER,
    Why.LEAVER: Act.HAND_ON,
    Why.TURNING_18: Act.PLAN_TRANSITION,
    Why.UPPER_AGE: Act.PLAN_TRANSITION,
    Why.ATTENDANCE_UNKNOWN: Act.RECORD_ATTENDANCE,
    Why.OPT_IN_HALF_TIME: Act.LOG_CALL,
    Why.OPT_IN_ENDING: Act.LOG_CALL,
    Why.RESTART_DUE: Act.LOG_CALL,
    Why.AGREED_NOT_STARTED: Act.LOG_CALL,
    Why.TREATMENT_REVIEW: Act.LOG_CALL,
    Why.AFTER_CARE: Act.SEE_PUPIL,
    Why.ADULT_HANDOVER: Act.LOG_CALL,
    Why.ADVICE_TO_DO: Act.FOLLOW_UP,
    Why.SERVICE_ENDED: Act.CONFIRM_SUCCESSOR,
    Why.UNMET_NEED: Act.FOLLOW_UP,
    Why.REFERRAL_DEADLINE: Act.SET_DATE,
    Why.SERVICE_STALE: Act.CHECK_SERVICE,
    Why.SATISFACTION: Act.ASK_SATISFACTION,
    Why.NO_SCHOOL_YEAR: Act.SET_SCHOOL_YEAR,
    Why.PLAIN_FILE: Act.PUT_RIGHT,
    Why.NO_RECOVERY: Act.PUT_RIGHT,
    Why.NO_SECOND_HOLDER: Act.PUT_RIGHT,
    Why.SET_UP_OPEN: Act.PUT_RIGHT,
    Why.REHEARSE_RECOVERY: Act.PUT_RIGHT,
    Why.SHEETS_USED: Act.PUT_RIGHT,
    Why.NO_SERVICE: Act.PUT_RIGHT,
    Why.STORE_ELSEWHERE: Act.PUT_RIGHT,
    Why.KEY_FILE_MENDED: Act.OPEN,
    Why.OTHER_EDITS: Act.PUT_RIGHT,
    Why.STORE_GONE: Act.PUT_RIGHT,
    Why.OLDER_COPY: Act.PUT_RIGHT,
    Why.CLOCK_BACK: Act.PUT_RIGHT,
    Why.CLOCK_AHEAD: Act.PUT_RIGHT,
    Why.BACKUP_LATE: Act.PUT_RIGHT,
    Why.BACKUP_FAILED: Act.PUT_RIGHT,
    Why.SECOND_BACKUP_LATE: Act.PUT_RIGHT,
    Why.AT_RISK_NOTE: Act.PUT_RIGHT,
    Why.BREACH_CLOCK: Act.OPEN,
    Why.REQUEST_DUE: Act.OPEN,
    Why.RECORD_LEAVES: Act.HAND_RECORD_ON,
    Why.FILE_LEAVES: Act.HAND_RECORD_ON,
    Why.RECEIPT_TO_COME: Act.HAND_RECORD_ON,
}
"""What is done about each reason; a step has its own act by its kind."""

STEP_ACTS: dict[StepKind, Act] = {
    StepKind.SEE_PUPIL: Act.SEE_PUPIL,
    StepKind.RING_FAMILY: Act.LOG_CALL,
    StepKind.CHASE_SERVICE: Act.LOG_CALL,
}
"""Steps that another act than ticking them off does."""


@dataclass(frozen=True)
class TodayReason:
    """One reason to act.

    Attributes:
        since_on: The day since which it is so: sent, missed, noticed; for a step the day it was set
            for.
        due_on: The day to act on, in the days of whoever owns the clock.
        level: How pressing it is today.
        act: The one act that does it.
        target_id: The step, referral, plan or other thing the act is done to.
        whose_days: Whose days the clock counts; only the school's own wait for term.
        holder_id: The member of staff whose work it is, or "" where it is the case owner's.
        words: The step or deadline in the lead's own words, shown only with names shown.
    """

    why: Why
    since_on: date
    due_on: date
    level: Level
    act: Act
    target: Target
    target_id: str = ""
    whose_days: WhoseDays = WhoseDays.SCHOOL
    holder_id: str = ""
    words: str = ""
    step_kind: StepKind | None = None


@dataclass(frozen=True)
class TodayLine:
    """A pupil, or a thing about the store itself, with every reason to act.

    Attributes:
        pupil_id: None for a thing about the store itself.
        case_id: The pupil's open case, or "".
        initials: What is shown until names are shown.
        owner: Name of the member of staff who holds the case.
        for_whom: Name of the person away whose work it is, where this list stands in for them.
        held_for_break: Who holds the pupil over the break that is on, or "".
    """

    pupil_id: str | None
    initials: str
    name: str
    year_group: str
    form: str
    need: str
    reasons: tuple[TodayReason, ...]
    case_id: str = ""
    owner_id: str = ""
    owner: str = ""
    for_whom: str = ""
    held_for_break: str = ""

    @property
    def first_due_on(self) -> date:
        """The earliest day among the reasons."""
        return min(reason.due_on for reason in self.reasons)

    @property
    def level(self) -> Level:
        """How pressing its most pressing reason is."""
        return min(reason.level for reason in self.reasons)


@dataclass(frozen=True)
class ListOwner:
    """Somebody whose list can be looked at.

    Attributes:
        lines: Number of lines on it.
        is_away: They are away today, and somebody stands in for them or nobody does.
    """

    staff_id: str
    name: str
    lines: int
    is_away: bool = False


@dataclass(frozen=True)
class Today:
    """The Today page whole.

    Attributes:
        whose: MINE, EVERYBODY or the member of staff whose list it is.
        safeguarding, overdue, due_today, soon: Numbers of lines by their most pressing reason.
        awaiting_reply: Referrals sent and not answered, in the whole school.
        open_cases: Pupils of concern, in the whole school.
        people: Whose lists there are.
        next_due_on: The next day on which something is due, on anybody's list; None where nothing
            is.
    """

    on: date
    is_school_day: bool
    overdue: int
    due_today: int
    awaiting_reply: int
    open_cases: int
    lines: tuple[TodayLine, ...]
    whose: str = MINE
    safeguarding: int = 0
    soon: int = 0
    people: tuple[ListOwner, ...] = ()
    next_due_on: date | None = None
