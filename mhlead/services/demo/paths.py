"""How far the referral of each fictional pupil has come, and what was said on the way."""

from __future__ import annotations

from dataclasses import dataclass

from mhlead.domain.codes import CaseClosing
from mhlead.domain.codes import ReferralState as S

SAYS: dict[S, tuple[str, str]] = {
    S.WAITING_FOR_CONSENT: ("", "Ask the family again"),
    S.SENT: ("", "Receipt from the service"),
    S.ACKNOWLEDGED: ("Receipt by e-mail from the access team.", "Decision of the service"),
    S.RETURNED_FOR_INFORMATION: (
        "They ask when the pupil was last seen by the GP, and for attendance since September.",
        "Answer their questions",
    ),
    S.WAITING_FOR_ASSESSMENT: ("On the list for a first assessment.", "Ask for an estimate"),
    S.APPOINTMENT_OFFERED: ("First appointment offered.", "Did it take place?"),
    S.WAS_NOT_BROUGHT: (
        "The letter had gone to an old address; the family had not known of the day.",
        "New appointment, and is all well at home?",
    ),
    S.WAITING_FOR_TREATMENT: ("Assessed; on the list for treatment.", "Ask for a start date"),
    S.IN_TREATMENT: ("First session took place.", "Word with the worker"),
    S.NOT_ACCEPTED: (
        "They write that the need does not reach their threshold and suggest help in school.",
        "",
    ),
    S.SIGNPOSTED: (
        "They suggest the youth drop-in and an online service.",
        "Has the family got through?",
    ),
    S.REFERRED_ON: (
        "Passed to the community eating disorders team with the family’s agreement.",
        "Receipt from the new team",
    ),
    S.DISCHARGED: ("Treatment finished; goals reached, in the pupil’s own words.", ""),
    S.CLOSED_BEFORE_SEEN: ("Closed by the service after two missed appointments.", ""),
    S.WITHDRAWN: ("The pupil no longer wants it; we talked it over with the family.", ""),
    S.TRANSFERRED: ("Moved to another area; the new school has the file and gave a receipt.", ""),
    S.AGREED_AT_MEETING: ("Taken on at the meeting in school.", "When does it begin?"),
    S.OPT_IN_ASKED: (
        "They wrote to the family, who must answer to stay on.",
        "Has the family answered?",
    ),
    S.PAUSED: ("The pupil has asked for a break until after the holidays.", "Start again?"),
    S.JOINT_ASSESSMENT: ("To be seen together with the paediatric team.", "What came of it?"),
    S.INTERIM_GROUP: ("A place in a group until treatment begins.", "When does treatment begin?"),
    S.ADVICE_GIVEN: ("They advised the tutor by telephone and need not see the pupil.", ""),
    S.ADULT_SERVICES: ("Taken on by the adult team after a joint meeting.", ""),
}
"""For each state the words with which it was reached, and what it waits for."""

GAPS: dict[S, tuple[int, int]] = {
    S.WAITING_FOR_CONSENT: (2, 4),
    S.SENT: (2, 5),
    S.ACKNOWLEDGED: (2, 5),
    S.RETURNED_FOR_INFORMATION: (4, 9),
    S.WAITING_FOR_ASSESSMENT: (6, 15),
    S.APPOINTMENT_OFFERED: (15, 40),
    S.WAS_NOT_BROUGHT: (8, 14),
    S.WAITING_FOR_TREATMENT: (4, 9),
    S.IN_TREATMENT: (12, 35),
    S.NOT_ACCEPTED: (8, 18),
    S.SIGNPOSTED: (8, 16),
    S.REFERRED_ON: (7, 14),
    S.DISCHARGED: (45, 70),
    S.CLOSED_BEFORE_SEEN: (10, 15),
    S.WITHDRAWN: (8, 20),
    S.TRANSFERRED: (10, 25),
    S.ADULT_SERVICES: (30, 45),
    S.AGREED_AT_MEETING: (2, 5),
    S.OPT_IN_ASKED: (4, 9),
    S.PAUSED: (10, 20),
    S.JOINT_ASSESSMENT: (10, 20),
    S.INTERIM_GROUP: (5, 12),
    S.ADVICE_GIVEN: (4, 9),
}
"""School days between one state and the next, at least and at most."""


@dataclass(frozen=True)
class Path:
    """The course of one case.

    Attributes:
        states: The states of its referral after the draft; none where there is no draft either.
        has_referral: Whether a referral was begun at all.
        closing: How the case was closed; None while it is open.
        slack: School days between the last event and the demonstration's day, at least and most.
        again: A second referral that followed the first, as its states after the draft.
    """

    states: tuple[S, ...] = ()
    has_referral: bool = True
    closing: CaseClosing | None = None
    slack: tuple[int, int] = (1, 8)
    again: tuple[S, ...] | None = None


_SENT = (S.SENT,)
_SEEN = (S.SENT, S.ACKNOWLEDGED)
_LISTED = (*_SEEN, S.WAITING_FOR_ASSESSMENT)
_OFFERED = (*_LISTED, S.APPOINTMENT_OFFERED)
_TREATED = (*_OFFERED, S.WAITING_FOR_TREATMENT, S.IN_TREATMENT)
_SETTLED = CaseClosing.SETTLED
_OLD = (15, 90)

_PLAN: tuple[tuple[int, Path], ...] = (
    (8, Path(has_referral=False)),
    (3, Path(has_referral=False, closing=_SETTLED, slack=(20, 150))),
    (3, Path()),
    (1, Path((S.AGREED_AT_MEETING,), slack=(1, 6))),
    (1, Path((*_SEEN, S.ADVICE_GIVEN), slack=(2, 9))),
    (3, Path((S.WAITING_FOR_CONSENT,))),
    (4, Path(_SENT, slack=(1, 9))),
    (3, Path(_SEEN)),
    (1, Path((*_SEEN, S.OPT_IN_ASKED), slack=(1, 4))),
    (2, Path((*_SEEN, S.RETURNED_FOR_INFORMATION))),
    (2, Path(_LISTED, slack=(2, 30))),
    (1, Path((*_LISTED, S.PAUSED), slack=(2, 9))),
    (1, Path((*_LISTED, S.JOINT_ASSESSMENT), slack=(2, 9))),
    (1, Path((*_OFFERED, S.WAITING_FOR_TREATMENT, S.INTERIM_GROUP), slack=(2, 9))),
    (2, Path(_OFFERED, slack=(1, 2))),
    (2, Path((*_OFFERED, S.WAS_NOT_BROUGHT), slack=(1, 3))),
    (3, Path((*_OFFERED, S.WAITING_FOR_TREATMENT), slack=(2, 25))),
    (4, Path(_TREATED, slack=(2, 30))),
    (2, Path((*_SEEN, S.NOT_ACCEPTED), slack=(2, 6))),
    (2, Path((*_SEEN, S.NOT_ACCEPTED), slack=(2, 6), again=_SENT)),
    (2, Path((*_SEEN, S.SIGNPOSTED), slack=(3, 22))),
    (1, Path((*_SEEN, S.REFERRED_ON), slack=(2, 6))),
    (3, Path((*_TREATED, S.DISCHARGED), closing=_SETTLED, slack=_OLD)),
    (1, Path((*_TREATED, S.DISCHARGED), slack=(3, 8))),
    (1, Path((*_OFFERED, S.CLOSED_BEFORE_SEEN), slack=(1, 4))),
    (1, Path((*_LISTED, S.WITHDRAWN), closing=CaseClosing.HELPED_ELSEWHERE, slack=_OLD)),
    (1, Path((*_LISTED, S.TRANSFERRED), closing=CaseClosing.LEFT_SCHOOL, slack=_OLD)),
)


def paths() -> list[Path]:
    """One path for each of the sixty pupils, one of them for a pupil of eighteen."""
    spread = [path for count, path in _PLAN for _ in range(count)]
    grown = Path((*_TREATED, S.ADULT_SERVICES), closing=CaseClosing.ADULT_SERVICES, slack=(20, 40))
    return [*spread, grown]
