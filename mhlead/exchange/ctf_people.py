"""Addresses, telephone numbers and contacts of a Common Transfer File."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from mhlead.domain.checks import LONGEST_LINE
from mhlead.domain.codelist import CodeList
from mhlead.domain.identifiers import check_email, check_postcode, check_telephone
from mhlead.domain.importing import Issue, Severity
from mhlead.domain.records import Contact
from mhlead.exchange.ctf_texts import child, children, text, yes_or_no

_HOUSE_NUMBER = re.compile(r"\d+[A-Za-z]?([-/]\d+[A-Za-z]?)?")
_LANDLINES = "HAWD"  # home first, then the other home, work, minicom; a fax reaches nobody


@dataclass
class Findings:
    """What is found about a row while it is read."""

    issues: list[Issue] = field(default_factory=list)

    def add(self, name: str, code: str, severity: Severity = Severity.WARNING) -> None:
        """Notes a finding about a field, once."""
        issue = Issue(name, code, severity)
        if issue not in self.issues:
            self.issues.append(issue)

    def fitting(self, name: str, value: str) -> str:
        """The value, or "" with a finding where it is longer than a field can be."""
        if len(value) <= LONGEST_LINE:
            return value
        self.add(name, "too-long")
        return ""

    def coded(self, name: str, value: str, codes: CodeList) -> str:
        """A code as it is kept: an unknown one too, with a finding."""
        value = self.fitting(name, value)
        if not value or (value in codes and not _retired(codes, value)):
            return value
        upper = value.upper()
        if upper in codes and not _retired(codes, upper):
            return upper
        self.add(name, "code-retired" if value in codes else "code-unknown")
        return value


def _retired(codes: CodeList, code: str) -> bool:
    entry = codes.find(code)
    return entry is not None and entry.is_retired


@dataclass(frozen=True)
class Home:
    """An address as lines and a postcode."""

    lines: tuple[str, ...]
    postcode: str


def home_of(element: etree._Element, findings: Findings, prefix: str = "") -> Home:
    """The address of a pupil or contact in either form of the file."""
    address = child(element, "Address")
    if address is None:
        return Home((), "")
    lines = [*_standard_lines(address), *_free_lines(address), text(address, "County")]
    kept: list[str] = []
    for line in lines:
        fitting = findings.fitting(f"{prefix}Address", line)
        if fitting and fitting not in kept:
            kept.append(fitting)
    raw = text(address, "PostCode") or text(address, "BS7666Address", "PostCode")
    postcode = check_postcode(findings.fitting(f"{prefix}PostCode", raw), f"{prefix}PostCode")
    findings.issues.extend(postcode.issues)
    return Home(tuple(kept), postcode.value)


def _standard_lines(address: etree._Element) -> list[str]:
    form = child(address, "BS7666Address")
    names = ("SAON", "PAON", "Street", "Locality", "Town", "AdministrativeArea", "PostTown")
    saon, paon, street, *rest = (text(form, name) for name in names)
    if paon and street and _HOUSE_NUMBER.fullmatch(paon):
        paon, street = "", f"{paon} {street}"
    return [saon, paon, street, *rest]


def _free_lines(address: etree._Element) -> list[str]:
    form = child(address, "AddressLines")
    return [text(form, f"AddressLine{number}") for number in range(1, 6)]


@dataclass(frozen=True)
class Reach:
    """How somebody is reached."""

    telephone: str
    mobile: str
    email: str


def reach_of(element: etree._Element, findings: Findings, prefix: str = "") -> Reach:
    """Telephone numbers and e-mail address; a number that finds no place is told of."""
    numbers: dict[str, list[str]] = {}
    for phone in children(child(element, "Phones"), "Phone"):
        name = f"{prefix}PhoneNo"
        typed = findings.fitting(name, text(phone, "PhoneNo"))
        checked = check_telephone(typed, name)
        findings.issues.extend(i for i in checked.issues if i not in findings.issues)
        if not checked.value:
            continue
        kind = text(phone, "TelephoneType").upper()
        if not kind:
            kind = "M" if checked.e164.startswith("+447") else "H"
        numbers.setdefault(kind, []).append(checked.value)
    telephone = _first(numbers, _LANDLINES)
    mobile = _first(numbers, "M")
    if any(numbers.values()):
        findings.add(f"{prefix}PhoneNo", "phone-not-taken", Severity.INFO)
    name = f"{prefix}Email"
    email = check_email(findings.fitting(name, text(element, "Email")), name)
    findings.issues.extend(email.issues)
    return Reach(telephone, mobile, email.value)


def _first(numbers: dict[str, list[str]], kinds: str) -> str:
    for kind in kinds:
        if numbers.get(kind):
            return numbers[kind].pop(0)
    return ""


def contacts_of(
    element: etree._Element, findings: Findings, relationships: CodeList
) -> tuple[Contact, ...]:
    """The contacts of a pupil in the order of their priority."""
    found = []
    for entry in children(child(element, "Contacts"), "Contact"):
        contact = _contact(entry, findings, relationships)
        if contact is not None:
            found.append(contact)
    last = 10**6
    return tuple(sorted(found, key=lambda c: last if c.priority is None else c.priority))


def _contact(entry: etree._Element, findings: Findings, relationships: CodeList) -> Contact | None:
    surname = findings.fitting("Contact/Surname", text(entry, "Surname"))
    forename = findings.fitting("Contact/Forename", text(entry, "Forename"))
    if not surname:
        if not forename:
            findings.add("Contact/Surname", "contact-name-missing")
            return None
        findings.add("Contact/Surname", "contact-surname-missing")
        surname, forename = forename, ""
    order = text(entry, "Order")
    shares_home = yes_or_no(text(entry, "AddressAsPupil"))
    home = home_of(entry, findings, "Contact/")
    reach = reach_of(entry, findings, "Contact/")
    return Contact(
        id="",
        pupil_id="",
        surname=surname,
        forename=forename,
        title=findings.fitting("Contact/Title", text(entry, "Title")),
        relationship=findings.coded(
            "Contact/Relationship", text(entry, "Relationship"), relationships
        ),
        has_parental_responsibility=yes_or_no(text(entry, "Responsibility")),
        lives_with_pupil=shares_home,
        priority=int(order) if order.isascii() and order.isdigit() and len(order) < 6 else None,
        address=home.lines,
        postcode=home.postcode,
        telephone=reach.telephone,
        mobile=reach.mobile,
        email=reach.email,
    )
