"""The closed lists that rules depend on; lists that are only data live in `resources/codes`."""

from __future__ import annotations

from mhlead.domain.codes.case import (
    CaseClosing,
    DoorDecision,
    MeetingOutcome,
    NoteKind,
    ReviewResult,
    RiskSign,
    Setting,
    Severity,
    Speaker,
    StepKind,
    SupportKind,
    Thrive,
    UnmetKind,
)
from mhlead.domain.codes.consent import (
    Capacity,
    ConsentAnswer,
    ConsentTopic,
    ContentPart,
    Standing,
    WhoAgrees,
)
from mhlead.domain.codes.copies import EditState
from mhlead.domain.codes.letter import Arrival, LetterKind, Reader
from mhlead.domain.codes.paper import PaperKind
from mhlead.domain.codes.people import Audience, LinkRole, OrderKind, SocialCarePlan
from mhlead.domain.codes.referral import (
    AppointmentKind,
    Attendance,
    Elsewhere,
    FactAnswer,
    ReferralKind,
    ReferralState,
    Urgency,
)
from mhlead.domain.codes.release import GivenTo, LedgerKind, SummaryFormat
from mhlead.domain.codes.rights import (
    BreachRisk,
    EntryAnswer,
    Exemption,
    Requester,
    RequestKind,
)
from mhlead.domain.codes.school import (
    DayKind,
    Establishment,
    MhstStatus,
    Phase,
    StaffRole,
    WhoseDays,
)
from mhlead.domain.codes.service import (
    Channel,
    CriterionKind,
    Met,
    Occasion,
    Referrer,
    ReplyKind,
    ServiceKind,
)

__all__ = [
    "AppointmentKind",
    "Arrival",
    "Attendance",
    "Audience",
    "BreachRisk",
    "Capacity",
    "CaseClosing",
    "Channel",
    "ConsentAnswer",
    "ConsentTopic",
    "ContentPart",
    "CriterionKind",
    "DayKind",
    "DoorDecision",
    "EditState",
    "Elsewhere",
    "EntryAnswer",
    "Establishment",
    "Exemption",
    "FactAnswer",
    "GivenTo",
    "LedgerKind",
    "LetterKind",
    "LinkRole",
    "MeetingOutcome",
    "Met",
    "MhstStatus",
    "NoteKind",
    "Occasion",
    "OrderKind",
    "PaperKind",
    "Phase",
    "Reader",
    "ReferralKind",
    "ReferralState",
    "Referrer",
    "ReplyKind",
    "RequestKind",
    "Requester",
    "ReviewResult",
    "RiskSign",
    "ServiceKind",
    "Setting",
    "Severity",
    "SocialCarePlan",
    "Speaker",
    "StaffRole",
    "Standing",
    "StepKind",
    "SummaryFormat",
    "SupportKind",
    "Thrive",
    "UnmetKind",
    "Urgency",
    "WhoAgrees",
    "WhoseDays",
]
