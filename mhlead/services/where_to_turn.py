"""Posters and sheets that say where to turn, made from the directory; no pupil is on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.codelist import CodeEntry
from mhlead.domain.codes import ServiceKind, StaffRole
from mhlead.domain.document import TextSize, as_text
from mhlead.domain.records import Service, StaffMember
from mhlead.domain.where_to_turn import (
    WHAT_FOR,
    Adult,
    Checked,
    Place,
    Readers,
    WhereToTurn,
    compose_where_to_turn,
)
from mhlead.services.code_lists import crisis_lines
from mhlead.services.ports import Press, UnitOfWork
from mhlead.services.school import STALE_AFTER_DAYS, is_stale, logo_of, school_of
from mhlead.services.session import Session
from mhlead.services.settings import UrgentContact

LINES: dict[Readers, tuple[str, ...]] = {
    Readers.PUPILS: ("nhs-111", "childline", "shout", "samaritans", "hopeline247"),
    Readers.FAMILIES: ("nhs-111", "youngminds-parents", "hopeline247", "samaritans", "nspcc"),
    Readers.STAFF: (
        "nhs-111",
        "childline",
        "shout",
        "samaritans",
        "hopeline247",
        "youngminds-parents",
        "nspcc",
    ),
}
"""National lines by whom they are for. 999 stands above them all and needs no date."""

_ROLES = {
    StaffRole.LEAD: "Mental health lead",
    StaffRole.DEPUTY_LEAD: "Deputy mental health lead",
    StaffRole.DSL: "Designated safeguarding lead",
    StaffRole.DEPUTY_DSL: "Deputy designated safeguarding lead",
}
_THROUGH = {
    Readers.PUPILS: "Through school or your GP: ask us.",
    Readers.FAMILIES: "Through school or your GP: ask us.",
    Readers.STAFF: "Through the mental health lead.",
}
_THEMSELVES = {
    Readers.PUPILS: "You can ask yourself",
    Readers.FAMILIES: "You can ask yourselves",
    Readers.STAFF: "Young people and families can ask themselves",
}
_OPEN_TO_ALL = frozenset(
    {ServiceKind.GP_PRACTICE, ServiceKind.CRISIS_LINE, ServiceKind.CRISIS_TEAM, ServiceKind.OTHER}
)
"""Kinds that are not reached through school, or of which we don't know."""


@dataclass(frozen=True)
class TurnPaper:
    """A poster or sheet as it prints.

    Attributes:
        unchecked: Names of what was not checked for 180 days; the lead is told before printing.
        has_lead, has_dsl: Whether anybody at the school holds that role.
        has_services: Whether any service of the directory stands on it.
    """

    pdf: bytes
    text: str
    pages: int
    unchecked: tuple[str, ...]
    has_lead: bool = True
    has_dsl: bool = True
    has_services: bool = True


def read_where_to_turn(
    session: Session,
    readers: Readers,
    *,
    local_lines: Sequence[UrgentContact] = (),
    where_found: str = "",
) -> WhereToTurn:
    """What the poster or sheet says today.

    Args:
        session: The unlocked store.
        readers: For whom it is.
        local_lines: This computer's local urgent lines.
        where_found: Where and when pupils find the lead.
    """
    today = session.clock.today()
    with session.reading() as work:
        school = school_of(work)
        adults = _adults(work)
        every = work.find(Service)
    shown = [s for s in every if s.is_on_posters and _is_in_use(s, today)]
    taken = {_digits(s.telephone) for s in shown} | {_digits(s.urgent_telephone) for s in shown}
    # A line the school knows has ended is not printed from the program's own list either.
    taken |= {_digits(s.telephone) for s in every if s.ended_on is not None}
    taken -= {""}
    lines = [_of_contact(one) for one in local_lines if _digits(one.number) not in taken]
    taken |= {_digits(one.number) for one in local_lines}
    known = {entry.code: entry for entry in crisis_lines() if entry.is_valid_on(today)}
    for code in LINES[readers]:
        entry = known.get(code)
        if entry is not None and _digits(entry.value) not in taken:
            lines.append(_of_entry(entry, today))
    own = [_of_service(s, readers, today) for s in shown if s.kind is ServiceKind.CRISIS_LINE]
    rest = [s for s in shown if s.kind is not ServiceKind.CRISIS_LINE]
    return WhereToTurn(
        readers=readers,
        on=today,
        school=school.name if school else "",
        telephone=school.telephone if school else "",
        logo=logo_of(school) if school else None,
        adults=adults,
        where_found=" ".join(where_found.split()),
        lines=(*own, *lines),
        services=tuple(_of_service(s, readers, today) for s in sorted(rest, key=_order)),
    )


def make_paper(
    session: Session,
    press: Press,
    readers: Readers,
    *,
    local_lines: Sequence[UrgentContact] = (),
    where_found: str = "",
    is_large: bool = False,
) -> TurnPaper:
    """The poster or sheet as PDF.

    Raises:
        LetterIncomplete: a character in it can't be printed.
    """
    told = read_where_to_turn(session, readers, local_lines=local_lines, where_found=where_found)
    document = compose_where_to_turn(told, TextSize.LARGE if is_large else None)
    pdf = press.render(document)
    pages = press.page_count(pdf)
    if pages > 1 and document.size is TextSize.READER:
        # one page that is read at a glance is worth a little of its size
        smaller = press.render(compose_where_to_turn(told, TextSize.NORMAL))
        if press.page_count(smaller) == 1:
            pdf, pages = smaller, 1
    return TurnPaper(
        pdf=pdf,
        text=as_text(document),
        pages=pages,
        unchecked=told.unchecked,
        has_lead=any(one.is_lead for one in told.adults),
        has_dsl=any(_ROLES[StaffRole.DSL] in one.role for one in told.adults),
        has_services=bool(told.services),
    )


def record_use(session: Session, what: str, how: str) -> Changes:
    """That it was printed or saved stands in the history.

    Args:
        session: The unlocked store.
        what: For whom it was, or "slip".
        how: "printed" or "saved".
    """
    with session.writing() as work:
        work.log(Action.EXPORTED, None, {"what": "where-to-turn", "for": what, "how": how})
        return work.commit()


def _adults(work: UnitOfWork) -> tuple[Adult, ...]:
    here = [p for p in work.find(StaffMember) if p.left_on is None]
    found: dict[str, Adult] = {}
    for role in _ROLES:
        for person in sorted(here, key=lambda p: p.name.casefold()):
            if role in person.roles and person.id not in found:
                roles = [words for each, words in _ROLES.items() if each in person.roles]
                told = ", ".join([roles[0], *(r[:1].lower() + r[1:] for r in roles[1:])])
                is_lead = StaffRole.LEAD in person.roles
                found[person.id] = Adult(person.name, told, person.telephone, is_lead)
    return tuple(found.values())


def _is_in_use(service: Service, today: date) -> bool:
    return service.ended_on is None and (service.started_on is None or service.started_on <= today)


def _order(service: Service) -> tuple[bool, str]:
    return service.kind is not ServiceKind.CRISIS_TEAM, service.name.casefold()


def _digits(number: str) -> str:
    """A number to compare by, however it was spaced."""
    digits = "".join(char for char in number if char.isdigit())
    return f"0{digits[2:]}" if digits.startswith("44") and len(digits) > 9 else digits


def _of_service(service: Service, readers: Readers, today: date) -> Place:
    urgent = ""
    if service.urgent_telephone:
        hours = f" ({service.urgent_hours})" if service.urgent_hours else ""
        urgent = f"Urgent: {service.urgent_telephone}{hours}"
    mail = "" if service.telephone or not service.email else f"E-mail: {service.email}"
    says = (
        _sentences(WHAT_FOR.get(service.kind, ""), service.hours, urgent, mail),
        _way_in(service, readers),
    )
    return Place(
        name=", ".join(part for part in (service.name, service.team) if part),
        number=service.telephone,
        says=tuple(" ".join(text.split()) for text in says if text),
        checked=Checked(service.checked_on, is_old=is_stale(service, today)),
    )


def _sentences(*texts: str) -> str:
    return " ".join(f"{text.rstrip('. ')}." for text in texts if text)


def _way_in(service: Service, readers: Readers) -> str:
    if service.self_referral:
        return f"{_THEMSELVES[readers]}: {service.self_referral}"
    return "" if service.kind in _OPEN_TO_ALL else _THROUGH[readers]


def _of_contact(contact: UrgentContact) -> Place:
    return Place(
        contact.name, contact.number, (contact.remarks,) if contact.remarks else (), Checked()
    )


def _of_entry(entry: CodeEntry, today: date) -> Place:
    # what a note says after a semicolon is for the lead and not for a wall
    note = entry.note.partition(";")[0]
    for_whom = "" if entry.group == "Everyone" else entry.group
    return Place(
        name=entry.words,
        number=entry.value,
        says=(_sentences(for_whom, note),),
        checked=_checked(entry.checked_on, today),
    )


def _checked(told: str, today: date) -> Checked:
    """When the list says that it was checked: a day, or a month."""
    if not told:
        return Checked()
    is_month = len(told) == len("2026-09")
    on = date.fromisoformat(f"{told}-01" if is_month else told)
    return Checked(on, is_month, is_old=today - on > timedelta(days=STALE_AFTER_DAYS))
