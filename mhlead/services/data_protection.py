"""The papers for the data protection officer, with what the store knows about the school."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.codes import StaffRole
from mhlead.domain.data_protection import (
    KeepingRule,
    PackFacts,
    PackPaper,
    Risk,
    compose_pack,
    years_told,
)
from mhlead.domain.document import as_text
from mhlead.domain.records import SchoolProfile, Service, StaffMember
from mhlead.domain.retention import TermLine
from mhlead.resources import resource_text
from mhlead.services.ports import Press
from mhlead.services.retention import terms_of
from mhlead.services.school import school_of
from mhlead.services.session import Session

_ROLES = {
    StaffRole.LEAD: ("Mental health lead", "Keeps the record and answers for it"),
    StaffRole.DEPUTY_LEAD: ("Deputy mental health lead", "Stands in for the lead"),
    StaffRole.DSL: ("Designated safeguarding lead", "Is told of concerns about safety"),
    StaffRole.DEPUTY_DSL: ("Deputy safeguarding lead", "Stands in for the safeguarding lead"),
    StaffRole.HEAD: ("Head", "Decides on the assessment; accepts what remains"),
}
_PROPOSED = {"proposal": " (a proposal)"}
_MAY_SEE = (StaffRole.DEPUTY_LEAD, StaffRole.DSL, StaffRole.HEAD)


@dataclass(frozen=True)
class Officer:
    """What no record holds: kept with the settings of this computer, since it is about no pupil.

    Attributes:
        name, contact: Of the data protection officer.
        registration: The school's number in the Information Commissioner's register.
    """

    name: str = ""
    contact: str = ""
    registration: str = ""


@dataclass(frozen=True)
class ProtectionPaper:
    """A paper as it prints, the same words as text, and the names of its gaps."""

    pdf: bytes
    text: str
    gaps: tuple[str, ...]


def read_pack_facts(session: Session, officer: Officer) -> PackFacts:
    """What the papers say of this school today."""
    today = session.clock.today()
    with session.reading() as work:
        school = school_of(work)
        staff = [one for one in work.find(StaffMember) if one.left_on is None]
        terms = terms_of(work)
        services = [one for one in work.find(Service) if one.ended_on is None]
    texts = {
        **(_school_texts(school) if school else {}),
        "lead": _names(staff, StaffRole.LEAD),
        "head": _names(staff, StaffRole.HEAD),
        "others who may see it": _may_see(staff),
        "officer": officer.name,
        "officer contact": officer.contact,
        "registration": officer.registration,
        **years_told({one.code: one.years for one in terms}),
    }
    return PackFacts(
        on=today,
        texts=texts,
        pupils_on_roll=school.pupils_on_roll if school else None,
        services=[_service(one) for one in sorted(services, key=lambda s: s.name.casefold())],
        people=_people(staff, officer),
        keeping=[_keeping(one) for one in terms],
        risks=risks(),
    )


def make_protection_paper(
    session: Session, press: Press, paper: PackPaper, officer: Officer
) -> ProtectionPaper:
    """The paper as PDF, its gaps in red.

    Raises:
        LetterIncomplete: a character in it can't be printed.
    """
    composed = compose_pack(paper, _wordings(paper), read_pack_facts(session, officer))
    document = composed.document
    return ProtectionPaper(press.render(document), as_text(document), composed.gaps)


def record_use(session: Session, paper: PackPaper, how: str) -> Changes:
    """That the paper was "printed" or "saved" stands in the history."""
    with session.writing() as work:
        what = {"what": "data-protection-pack", "paper": paper.value, "how": how}
        work.log(Action.EXPORTED, None, what)
        return work.commit()


def _keeping(line: TermLine) -> KeepingRule:
    """A line of the timetable as it holds here: what is a proposal and not a rule says so."""
    if line.own_years is not None:
        years = f"{line.own_years} year{'' if line.own_years == 1 else 's'}"
        return KeepingRule(line.what, f"{years}, as the school has set it", line.own_source)
    return KeepingRule(line.what, line.plain, f"{line.source}{_PROPOSED.get(line.status, '')}")


def risks() -> list[Risk]:
    """The risks that the assessment weighs."""
    rows = csv.DictReader(resource_text("data_protection/risks.csv").splitlines())
    return [Risk(r["risk"], r["before"], r["measures"], r["after"]) for r in rows]


def _wordings(paper: PackPaper) -> list[str]:
    names = [paper.value, f"{paper.value}-after"] if paper is PackPaper.FLOW else [paper.value]
    return [resource_text(f"data_protection/{name}.txt") for name in names]


def _school_texts(school: SchoolProfile) -> dict[str, str]:
    return {
        "school": school.name,
        "school address": _joined((*school.address, school.postcode)),
        "school contact": _joined((school.telephone, school.email)),
    }


def _people(staff: Iterable[StaffMember], officer: Officer) -> list[tuple[str, str]]:
    here = list(staff)
    rows = []
    for role, (title, does) in _ROLES.items():
        held = _names(here, role)
        rows.append((f"{title}: {held}" if held else f"{title} (nobody named yet)", does))
    named = f": {officer.name}" if officer.name else " (nobody named yet)"
    rows.append((f"Data protection officer{named}", "Advises, and looks at the assessment again"))
    return rows


def _names(staff: Iterable[StaffMember], role: StaffRole) -> str:
    return _joined(sorted(one.name for one in staff if role in one.roles))


def _may_see(staff: Iterable[StaffMember]) -> str:
    here = list(staff)
    roles = [_ROLES[role][0] for role in _MAY_SEE if _names(here, role)]
    return _joined(f"the {role[:1].lower()}{role[1:]}" for role in roles)


def _service(service: Service) -> str:
    return _joined((service.name, service.team))


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)
