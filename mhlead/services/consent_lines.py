"""Consent as it stands in a case: the newest answer of each person to each question."""

from __future__ import annotations

from datetime import date

from mhlead.domain.codes import ConsentTopic
from mhlead.domain.naming import contact_name
from mhlead.domain.records import Consent, Contact, Service
from mhlead.domain.views import ConsentLine
from mhlead.services.ports import UnitOfWork


def consent_lines(work: UnitOfWork, case_id: str, today: date) -> tuple[ConsentLine, ...]:
    """One line for each question, person and service, in the order of the questions."""
    newest: dict[tuple[ConsentTopic, str, str], Consent] = {}
    given = sorted(work.find(Consent, case_id=case_id), key=lambda c: c.given_on or date.min)
    for consent in given:
        key = (consent.topic, consent.contact_id or "", consent.service_id or "")
        newest[key] = consent
    contact_ids = [c.contact_id for c in newest.values() if c.contact_id]
    people = {one.id: contact_name(one) for one in work.find(Contact, id=contact_ids)}
    service_ids = [c.service_id for c in newest.values() if c.service_id]
    services = {one.id: one.name for one in work.find(Service, id=service_ids)}
    order = list(ConsentTopic)
    return tuple(
        ConsentLine(
            consent=consent,
            who="" if consent.by_pupil else people.get(consent.contact_id or "", ""),
            service=services.get(consent.service_id or "", ""),
            is_over=_is_over(consent, today),
        )
        for consent in sorted(newest.values(), key=lambda c: order.index(c.topic))
    )


def _is_over(consent: Consent, today: date) -> bool:
    has_ended = consent.expires_on is not None and consent.expires_on < today
    return has_ended or consent.withdrawn_on is not None
