"""Keeping the directory right: services that end, doubles that become one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.checks import check
from mhlead.domain.codes import CriterionKind
from mhlead.domain.criteria import folded
from mhlead.domain.errors import NotAllowed
from mhlead.domain.records import (
    Consent,
    Conversation,
    Counterpart,
    Criterion,
    MeetingItem,
    Professional,
    Record,
    Referral,
    Satisfaction,
    Service,
    ServiceForm,
    Training,
    Withholding,
)
from mhlead.services.ports import UnitOfWork
from mhlead.services.referrals import Move, note_move
from mhlead.services.session import Session
from mhlead.services.withheld import keep_withheld

_POINTING: tuple[type[Record], ...] = (
    Counterpart,
    Criterion,
    Satisfaction,
    Professional,
    Consent,
    Conversation,
    Withholding,
    Training,
    MeetingItem,
)
MERGED = "merged with the same service"


@dataclass(frozen=True)
class MergePreview:
    """What would go over to the service that stays.

    Attributes:
        people: Named people.
        rules: Rules of the service.
        referrals: Referrals to it, open and ended.
    """

    people: int
    rules: int
    referrals: int


def end_service(
    session: Session, service_id: str, ended_on: date, successor_id: str | None
) -> tuple[Service, Changes]:
    """The service is in use no longer.

    Its open referrals stay open and stand on Today until each is confirmed as held by the
    successor.

    Raises:
        NotAllowed: referrals to it, or to one it took the place of, are open and nothing takes its
            place ("service-in-use"), or the successor has ended itself ("service-ended").
    """
    with session.writing() as work:
        service = work.get(Service, service_id)
        followed = work.find(Service, successor_id=service_id)
        held = [service_id, *(one.id for one in followed)]
        if successor_id is None and work.count(Referral, service_id=held, is_open=True):
            raise NotAllowed("service-in-use")
        if successor_id is not None and (
            successor_id == service_id or work.get(Service, successor_id).ended_on is not None
        ):
            raise NotAllowed("service-ended")
        ended = replace(service, ended_on=ended_on, successor_id=successor_id)
        check(ended, session.clock.today())
        work.correct(ended, "it has ended")
        if successor_id is not None:
            for one in followed:
                work.correct(replace(one, successor_id=successor_id), "its successor has ended")
            keep_withheld(session, work, service_id, successor_id)
        work.log(Action.DIRECTORY_CHANGED, None, {"kind": "Service", "id": service_id})
        return ended, work.commit()


def possible_doubles(session: Session, service_id: str) -> list[Service]:
    """Services in use that may be the same one: the same name, telephone or mailbox."""
    with session.reading() as work:
        own = work.get(Service, service_id)
        others = [s for s in work.find(Service) if s.id != own.id and s.ended_on is None]
    return [other for other in others if is_alike(own, other)]


def is_alike(one: Service, other: Service) -> bool:
    """Whether two entries share a name, a telephone number or a mailbox."""
    names = folded(one.name) == folded(other.name)
    telephones = bool(one.telephone) and folded(one.telephone) == folded(other.telephone)
    mailboxes = bool(one.email) and one.email.casefold() == other.email.casefold()
    return names or telephones or mailboxes


def preview_merge(session: Session, other_id: str) -> MergePreview:
    """What would move from the double to the service that stays."""
    with session.reading() as work:
        return MergePreview(
            people=work.count(Counterpart, service_id=other_id),
            rules=work.count(Criterion, service_id=other_id),
            referrals=work.count(Referral, service_id=other_id),
        )


def merge_services(session: Session, keep_id: str, other_id: str) -> tuple[Service, Changes]:
    """Two entries of one service are one: everything of the other goes over, with its history.

    Raises:
        NotAllowed: it is the same entry, or one of them has ended ("not-mergeable").
    """
    today = session.clock.today()
    with session.writing() as work:
        kept, other = work.get(Service, keep_id), work.get(Service, other_id)
        if keep_id == other_id or kept.ended_on is not None or other.ended_on is not None:
            raise NotAllowed("not-mergeable")
        for kind in _POINTING:
            for record in work.find(kind, service_id=other_id):
                work.correct(replace(record, service_id=keep_id), MERGED)  # type: ignore[type-var]
        _hand_on_form(work, keep_id, other_id)
        for ended in work.find(Service, successor_id=other_id):
            work.correct(replace(ended, successor_id=keep_id), MERGED)
        for referral in work.find(Referral, service_id=other_id):
            held = replace(referral, service_id=keep_id)
            work.put(held)
            if referral.is_open:
                words = f"Two entries of {kept.name} became one"
                note_move(session, work, held, held.state, Move(held.state, today, words=words))
        merged = _filled(kept, other)
        if merged != kept:
            work.correct(merged, MERGED)
        work.correct(replace(other, ended_on=today, merged_into_id=keep_id), MERGED)
        detail = {"kind": "Service", "id": keep_id, "merged": other_id}
        work.log(Action.DIRECTORY_CHANGED, None, detail)
        return merged, work.commit()


def _hand_on_form(work: UnitOfWork, keep_id: str, other_id: str) -> None:
    """The double's own form goes over where the service that stays has none: it has one at most."""
    if not work.count(ServiceForm, service_id=keep_id):
        for form in work.find(ServiceForm, service_id=other_id):
            work.correct(replace(form, service_id=keep_id), MERGED)


def _filled(kept: Service, other: Service) -> Service:
    """The entry that stays, with what it lacked and the other knew."""
    names = ("team", "telephone", "urgent_telephone", "urgent_hours", "email", "hours", "postcode")
    lacking = {n: getattr(other, n) for n in names if not getattr(kept, n)}
    address = kept.address or other.address
    return replace(kept, address=address, **lacking)


def rules_of(session: Session, service_id: str) -> list[Criterion]:
    """A service's own rules, in the order of their kinds."""
    with session.reading() as work:
        return rules_in_order(work.find(Criterion, service_id=service_id))


def rules_in_order(rules: Iterable[Criterion]) -> list[Criterion]:
    """Rules in the order of their kinds, each kind as it was entered."""
    order = list(CriterionKind)
    return sorted(rules, key=lambda rule: (order.index(rule.kind), rule.id))


def satisfaction_with(session: Session, service_id: str) -> list[Satisfaction]:
    """How satisfied the lead was with a service, oldest first."""
    with session.reading() as work:
        found = work.find(Satisfaction, service_id=service_id)
    return sorted(found, key=lambda one: one.asked_on)
