"""Where a letter is the wrong door: what the signs are, what to do now, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.checks import check
from mhlead.domain.codes import DoorDecision, RiskSign, ServiceKind, StaffRole, Urgency
from mhlead.domain.errors import NotAllowed
from mhlead.domain.records import (
    Case,
    Concern,
    Referral,
    RiskEntry,
    Service,
    UrgentDecision,
)
from mhlead.services.code_lists import crisis_lines
from mhlead.services.ports import UnitOfWork
from mhlead.services.records import tidied
from mhlead.services.referrals import CHANGEABLE
from mhlead.services.restricted import in_full
from mhlead.services.school import staff_with_role
from mhlead.services.session import Session

IMMEDIATE = frozenset(
    {
        RiskSign.LIFE_AT_RISK,
        RiskSign.OVERDOSE_OR_INJURY,
        RiskSign.PLAN_AND_INTENT,
        RiskSign.OUT_OF_TOUCH,
        RiskSign.RAPID_WEIGHT_LOSS,
        RiskSign.ABUSE_OR_NEGLECT,
    }
)
"""Signs with which nobody waits for an answer to a letter."""
IN_CRISIS = "18"
"""MHSDS reason code "in crisis"."""


@dataclass(frozen=True)
class WhomToRing:
    """One thing to do now, in the order in which it is done.

    Attributes:
        decision: What is recorded when it was done.
        name, number: Whom to ring; no number where a person in school is told.
        hours: When the number is answered, in words, or "".
    """

    decision: DoorDecision
    name: str
    number: str = ""
    hours: str = ""


@dataclass(frozen=True)
class Door:
    """Why a letter may be the wrong door for a case, and what to do now.

    Attributes:
        signs: Signs that stand and that nobody has decided about since.
        is_in_crisis: The need "in crisis" is recorded and nobody has decided about it since.
        is_urgent: A referral that has not left the school asks for urgent or very urgent help.
        is_very_urgent: It asks for very urgent help.
        decisions: What was decided before, newest first.
    """

    signs: tuple[RiskSign, ...]
    is_in_crisis: bool
    is_urgent: bool
    is_very_urgent: bool
    ring: tuple[WhomToRing, ...]
    decisions: tuple[UrgentDecision, ...]

    @property
    def is_wrong(self) -> bool:
        """Whether somebody has to decide before a letter goes."""
        return bool(set(self.signs) & IMMEDIATE) or self.is_in_crisis

    @property
    def shows_panel(self) -> bool:
        """Whether the page shows what to do now."""
        return self.is_wrong or self.is_urgent


def read_door(session: Session, case_id: str, referral_id: str | None = None) -> Door:
    """What stands about a case, and whom to ring; the service of the referral is named if given."""
    with session.reading() as work:
        referral = work.get(Referral, referral_id) if referral_id else None
        return door_of(work, case_id, referral)


def door_of(work: UnitOfWork, case_id: str, referral: Referral | None) -> Door:
    """The same within a transaction."""
    decisions = sorted(
        work.find(UrgentDecision, case_id=case_id), key=lambda d: (d.decided_on, d.id), reverse=True
    )
    signs = [
        sign
        for entry in in_full(work).find(RiskEntry, case_id=case_id)
        for sign in entry.signs
        if not any(_is_about(decision, entry, sign) for decision in decisions)
    ]
    concerns = in_full(work).find(Concern, case_id=case_id)
    in_crisis = any(
        IN_CRISIS in {c.primary_need, *c.other_needs}
        # What was written down after a decision of the same day was not known to it.
        and not any(d.decided_on >= c.noticed_on and d.id > c.id for d in decisions)
        for c in concerns
    )
    service = work.get(Service, referral.service_id) if referral else None
    urgency = referral.urgency if referral and referral.state in CHANGEABLE else None
    return Door(
        signs=tuple(dict.fromkeys(signs)),
        is_in_crisis=in_crisis,
        is_urgent=urgency in {Urgency.URGENT, Urgency.VERY_URGENT},
        is_very_urgent=urgency is Urgency.VERY_URGENT,
        ring=_ring(signs, service, _told(work)),
        decisions=tuple(decisions),
    )


def _is_about(decision: UrgentDecision, entry: RiskEntry, sign: RiskSign) -> bool:
    """Whether this was decided about the sign once the entry was there."""
    is_later = decision.decided_on >= entry.happened_on and decision.id > entry.id
    return is_later and sign in decision.signs


def _told(work: UnitOfWork) -> tuple[WhomToRing, ...]:
    """Who in school and in social care is told, each with a name and number where there is one."""
    dsl = next(iter(staff_with_role(work, StaffRole.DSL)), None)
    of_area = [
        one
        for one in work.find(Service, kind=ServiceKind.SOCIAL_CARE)
        if one.ended_on is None and (one.urgent_telephone or one.telephone)
    ]
    safeguarding = WhomToRing(
        DoorDecision.TOLD_DSL,
        f"Designated safeguarding lead, {dsl.name}" if dsl else "Designated safeguarding lead",
        dsl.telephone if dsl else "",
    )
    if not of_area:
        care = WhomToRing(DoorDecision.TOLD_SOCIAL_CARE, "Children’s social care")
    else:
        one = of_area[0]
        number, hours = one.urgent_telephone, one.urgent_hours
        if not number:
            number, hours = one.telephone, one.hours
        name = f"Children’s social care, {one.name}"
        care = WhomToRing(DoorDecision.TOLD_SOCIAL_CARE, name, number, hours)
    return (safeguarding, care)


def _ring(
    signs: list[RiskSign], service: Service | None, told: tuple[WhomToRing, ...]
) -> tuple[WhomToRing, ...]:
    lines = {line.value: line for line in crisis_lines()}
    found = [WhomToRing(DoorDecision.RANG_999, "Emergency", "999", "Always")]
    if "111" in lines:
        found.append(
            WhomToRing(DoorDecision.RANG_111, "NHS 111, mental health option", "111", "Always")
        )
    if service is not None and service.urgent_telephone:
        name = f"{service.name}, urgent number"
        hours = service.urgent_hours or service.hours
        found.append(WhomToRing(DoorDecision.RANG_SERVICE, name, service.urgent_telephone, hours))
    # A concern about abuse goes to safeguarding and social care first; a referral is separate.
    if RiskSign.ABUSE_OR_NEGLECT in signs:
        return (found[0], *told, *found[1:])
    return (*found, *told)


def decide(session: Session, decision: UrgentDecision) -> tuple[UrgentDecision, Changes]:
    """What was decided is kept, with the signs it was about.

    Raises:
        FieldRefused: nothing was decided, or a routine letter without a reason.
        NotAllowed: the case is closed ("case-closed").
    """
    today = session.clock.today()
    with session.writing() as work:
        case = work.get(Case, decision.case_id)
        if not case.is_open:
            raise NotAllowed("case-closed")
        standing = door_of(work, case.id, None).signs
        kept = tidied(
            replace(
                decision,
                id=session.ids.new(),
                signs=tuple(dict.fromkeys((*decision.signs, *standing))),
            )
        )
        check(kept, today)
        work.add(kept)
        detail = {"kind": "UrgentDecision", "id": kept.id}
        work.log(Action.RECORD_ADDED, case.pupil_id, detail)
        return kept, work.commit()


def refuse_wrong_door(work: UnitOfWork, referral: Referral) -> None:
    """Lets a letter pass only where no sign of immediate risk stands undecided.

    Raises:
        NotAllowed: nobody has decided what to do about it ("wrong-door"), or a routine letter goes
            on without the written reason for it ("routine-without-reason").
    """
    door = door_of(work, referral.case_id, referral)
    if door.is_wrong:
        raise NotAllowed("wrong-door")
    about = [d for d in door.decisions if set(d.signs) & IMMEDIATE]
    is_routine = referral.urgency in {None, Urgency.ROUTINE}
    newer = [d for d in door.decisions if about and d.id >= about[0].id]
    if is_routine and about and not any(_has_reason(decision) for decision in newer):
        raise NotAllowed("routine-without-reason")


def _has_reason(decision: UrgentDecision) -> bool:
    return DoorDecision.ROUTINE_LETTER in decision.decisions and bool(decision.reason.strip())
