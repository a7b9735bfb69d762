"""One pupil element of a Common Transfer File as a row to look at before it is taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lxml import etree

from mhlead.domain.checks import LONGEST_LINE
from mhlead.domain.codelist import CodeList
from mhlead.domain.identifiers import UpnAuthorities, check_upn
from mhlead.domain.importing import PupilRow, Severity
from mhlead.domain.record_rules import OLDEST_PUPIL_YEARS
from mhlead.domain.records import Pupil
from mhlead.exchange.ctf_people import Findings, contacts_of, home_of, reach_of
from mhlead.exchange.ctf_texts import child, children, day, text, yes_or_no


@dataclass(frozen=True)
class Reading:
    """What reading a pupil needs to know.

    Attributes:
        lists: The code lists by name.
        today: The day at the school.
    """

    lists: Mapping[str, CodeList]
    authorities: UpnAuthorities
    today: date


def pupil_row(element: etree._Element, number: int, reading: Reading) -> PupilRow:
    """The pupil of one element, with everything found about them.

    Faults that keep a row out: no surname, no forename, an impossible or future birth date.
    """
    findings = Findings()
    upn = check_upn(findings.fitting("UPN", text(element, "UPN")), reading.authorities)
    findings.issues.extend(upn.issues)
    surname = _name(element, "Surname", "surname-missing", findings)
    forename = _name(element, "Forename", "forename-missing", findings)
    born_on = _born_on(element, findings, reading.today)
    basic = child(element, "BasicDetails")
    languages = _languages(basic, findings, reading.lists["language"])
    care = child(element, "LookedAfter")
    home = home_of(element, findings)
    reach = reach_of(element, findings)
    lists = reading.lists
    pupil = Pupil(
        id="",
        surname=surname,
        forename=forename,
        born_on=born_on,
        middle_names=_basic(basic, "MiddleNames", findings),
        preferred_surname=_other(_basic(basic, "PreferredSurname", findings), surname),
        preferred_forename=_other(_basic(basic, "PreferredForename", findings), forename),
        former_surname=_basic(basic, "FormerSurname", findings),
        sex=_sex(element, findings, lists["sex"]),
        upn=upn.value,
        year_group=findings.coded(
            "NCyearActual",
            text(basic, "NCyearActual") or text(element, "NCyearActual"),
            lists["year-group"],
        ),
        ethnicity=findings.coded("Ethnicity", text(basic, "Ethnicity"), lists["ethnicity"]),
        first_language=languages[0],
        home_language=languages[1],
        sen_provision=_sen_provision(element, findings, lists["sen-provision"]),
        sen_needs=_sen_needs(element, findings, lists["sen-type"]),
        is_in_care=yes_or_no(text(care, "InCare")),
        care_authority=findings.coded(
            "CareAuthority", text(care, "CareAuthority"), lists["local-authority"]
        ),
        is_service_child=_service_child(basic, findings, lists["service-child"]),
        has_free_school_meals=_free_school_meals(element, reading.today),
        address=home.lines,
        postcode=home.postcode,
        telephone=reach.telephone,
        mobile=reach.mobile,
        email=reach.email,
    )
    contacts = contacts_of(element, findings, lists["relationship"])
    is_whole = all(issue.severity is not Severity.ERROR for issue in findings.issues)
    return PupilRow(
        row=number,
        pupil=pupil if is_whole else None,
        contacts=contacts if is_whole else (),
        issues=tuple(findings.issues),
        label=_label(pupil, number, lists["year-group"]),
    )


def _label(pupil: Pupil, number: int, years: CodeList) -> str:
    forename = pupil.preferred_forename or pupil.forename
    name = " ".join(part for part in (forename, pupil.surname) if part)
    if not name:
        return str(number)
    return f"{name}, {years.label(pupil.year_group)}" if pupil.year_group else name


def _name(element: etree._Element, name: str, missing: str, findings: Findings) -> str:
    value = text(element, name)
    if len(value) > LONGEST_LINE:
        findings.add(name, "too-long", Severity.ERROR)
        return ""
    if not value:
        findings.add(name, missing, Severity.ERROR)
    return value


def _born_on(element: etree._Element, findings: Findings, today: date) -> date | None:
    raw = text(element, "DOB")
    if not raw:
        findings.add("DOB", "dob-missing")
        return None
    born_on = day(raw)
    if born_on is None or today.year - born_on.year > OLDEST_PUPIL_YEARS:
        findings.add("DOB", "dob-impossible", Severity.ERROR)
    elif born_on > today:
        findings.add("DOB", "dob-future", Severity.ERROR)
    return born_on


def _basic(basic: etree._Element | None, name: str, findings: Findings) -> str:
    return findings.fitting(name, text(basic, name))


def _other(preferred: str, legal: str) -> str:
    """A preferred name only where it is another one than the name in the record."""
    return "" if preferred == legal else preferred


def _sex(element: etree._Element, findings: Findings, codes: CodeList) -> str:
    # Versions up to about 19 name the element Gender and mean the same.
    name = "Sex" if child(element, "Sex") is not None else "Gender"
    value = findings.fitting(name, text(element, name))
    entry = codes.find(value.upper())
    if not value:
        return ""
    if entry is None:
        findings.add(name, "sex-unknown-value")
        return value
    if entry.is_retired and entry.value:
        findings.add(name, "code-retired")
        return entry.value
    return entry.code


def _languages(
    basic: etree._Element | None, findings: Findings, codes: CodeList
) -> tuple[str, str]:
    """First language and language at home."""
    first = home = ""
    for entry in children(child(basic, "Languages"), "Type"):
        code = findings.coded("Language", text(entry, "Language"), codes)
        kind = text(entry, "LanguageType").upper()
        if kind == "H" and not home:
            home = code
        elif kind != "H" and not first:
            first = code
        elif code and code not in (first, home):
            findings.add("Language", "language-not-taken", Severity.INFO)
    return first, home


def _sen_provision(element: etree._Element, findings: Findings, codes: CodeList) -> str:
    """The provision that began last; an old code becomes the one that took its place."""
    history = list(children(child(element, "SENhistory"), "SEN"))
    dated = [(day(text(entry, "StartDate")) or date.min, place) for place, entry in
             enumerate(history)]  # fmt: skip
    if not dated:
        return ""
    latest = history[max(dated)[1]]
    value = findings.fitting("SENprovision", text(latest, "SENprovision"))
    entry = codes.find(value.upper())
    if entry is not None and entry.is_retired:
        findings.add("SENprovision", "code-retired")
        return entry.value
    return findings.coded("SENprovision", value, codes)


def _sen_needs(element: etree._Element, findings: Findings, codes: CodeList) -> tuple[str, ...]:
    """Types of need by rank; files differ in where the element stands, so both are read."""
    places = (
        ("nested-position", child(element, "SENhistory", "SENneeds")),
        ("sibling-position", child(element, "SENneeds")),
    )
    ranked: list[tuple[int, str]] = []
    for position, needs in places:
        if needs is None:
            continue
        findings.add("SENneeds", position, Severity.NONE)
        for entry in children(needs, "SENneed"):
            rank = text(entry, "SENtypeRank")
            is_number = rank.isascii() and rank.isdigit() and len(rank) < 4
            code = findings.coded("SENtype", text(entry, "SENtype"), codes)
            ranked.append((int(rank) if is_number else 999, code))
    ranked.sort(key=lambda pair: pair[0])
    return tuple(dict.fromkeys(code for _, code in ranked if code))


def _service_child(
    basic: etree._Element | None, findings: Findings, codes: CodeList
) -> bool | None:
    value = text(basic, "ServiceChild")
    if value.casefold() not in {"true", "false", "1", "0"}:
        findings.coded("ServiceChild", value, codes)
    return yes_or_no(value)


def _free_school_meals(element: etree._Element, today: date) -> bool | None:
    """Whether a period of eligibility is open today; None where the file does not speak of it."""
    history = child(element, "FSMhistory")
    if history is None:
        return None
    for period in children(history, "FSMinstance"):
        start, end = day(text(period, "FSMstartDate")), day(text(period, "FSMendDate"))
        if start is not None and start <= today and (end is None or end >= today):
            return True
    return False
