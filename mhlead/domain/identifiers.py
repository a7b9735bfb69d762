"""Identifiers and addresses as schools hold them: brought into one form, doubted aloud, never lost.

Every function gives back a value to keep. What is doubtful is kept as it was typed, with a finding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from stdnum.gb import nhs
from stdnum.gb import upn as stdnum_upn

from mhlead.domain.importing import Issue, Severity

UNKNOWN_SCHOOL = "XXX/XXXX"

_UPN = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]")
_URN = re.compile(r"[1-9][0-9]{5}")
_LAESTAB = re.compile(r"([0-9]{3})[/\- ]?([0-9]{4})")
_ODS = re.compile(r"[A-Z0-9]{3,10}")
_POSTCODE = re.compile(
    r"(GIR0AA|ZZ993[A-Z]{2}"
    r"|[A-PR-UWYZ]([0-9]{1,2}|[A-HK-Y][0-9]{1,2}|[0-9][A-HJKPS-UW]|[A-HK-Y][0-9][ABEHMNPRV-Y])"
    r"[0-9][ABD-HJLNP-UW-Z]{2})"
)
_TELEPHONE = re.compile(r"\s*(\+?\(?\+?\d[\d\s().\-\u2013]*\d\)?|\d)\s*(.*)", re.DOTALL)
_ULN_WEIGHTS = range(10, 1, -1)


@dataclass(frozen=True)
class Checked:
    """A value in the form in which it is kept, and what was found about it.

    Attributes:
        value: In its usual form where it could be understood, else as typed without outer blanks.
    """

    value: str
    issues: tuple[Issue, ...] = ()

    @property
    def is_sound(self) -> bool:
        """True where nothing worse than information was found."""
        return all(issue.severity in {Severity.NONE, Severity.INFO} for issue in self.issues)


@dataclass(frozen=True)
class Telephone(Checked):
    """A telephone number.

    Attributes:
        e164: "+441632960001", or "" where it has no such form.
        remark: Words found behind the number, which `value` keeps too.
    """

    e164: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Email(Checked):
    """One or more e-mail addresses, "; " between them in `value`."""

    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class UpnAuthorities:
    """Authority codes that may stand in a UPN, which keeps the code of its giver for ever.

    Attributes:
        named: Authorities of England, closed ones included.
        others: Pseudo and former codes that the children in need census accepts (rule 1530).
    """

    named: frozenset[str]
    others: frozenset[str]


def check_nhs_number(typed: str, field: str = "NHS number") -> Checked:
    """An NHS number as ten digits: modulus 11, and never ten times the same digit."""
    text = typed.strip()
    if not text:
        return Checked("")
    digits = re.sub(r"[\s\-]", "", text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        return Checked(text, (_warning(field, "nhs-number-format"),))
    if len(set(digits)) == 1:
        return Checked(digits, (_warning(field, "nhs-number-repeated"),))
    if not nhs.is_valid(digits):
        return Checked(digits, (_warning(field, "nhs-number-check-digit"),))
    return Checked(digits)


def shown_nhs_number(number: str) -> str:
    """An NHS number the way the NHS prints it, 999 000 0018; anything else as it is."""
    if not re.fullmatch(r"[0-9]{10}", number):
        return number
    return f"{number[:3]} {number[3:6]} {number[6:]}"


def check_upn(typed: str, authorities: UpnAuthorities, field: str = "UPN") -> Checked:
    """A UPN in upper case: form, check letter, authority, and whether it is temporary.

    The check letter is that of the DfE's UPN guide: characters 2 to 13 weighted 2 to 13, modulus
    23. The authorities are ours, since the library's list is older than the census rules.
    """
    text = typed.strip()
    if not text:
        return Checked("", (_warning(field, "upn-missing"),))
    number = re.sub(r"\s", "", text.upper())
    if not _UPN.fullmatch(number):
        return Checked(text, (_warning(field, "upn-format"),))
    issues = []
    if number != re.sub(r"\s", "", text):
        issues.append(_info(field, "upn-lower-case"))
    authority = number[1:4]
    if authority in authorities.others:
        issues.append(_info(field, f"upn-pseudo-la-{authority}"))
    elif authority not in authorities.named:
        issues.append(_warning(field, "upn-authority"))
    if stdnum_upn.calc_check_digit(number[1:]) != number[0]:
        issues.append(_warning(field, "upn-check-letter"))
    if number[-1].isalpha():
        issues.append(_info(field, "upn-temporary"))
    return Checked(number, tuple(issues))


def check_uln(typed: str, field: str = "ULN") -> Checked:
    """A unique learner number: ten digits, weights 10 to 2, modulus 11, remainder 0 impossible."""
    digits = re.sub(r"\s", "", typed)
    if not digits:
        return Checked("")
    if not re.fullmatch(r"[0-9]{10}", digits):
        return Checked(typed.strip(), (_warning(field, "uln-format"),))
    remainder = sum(int(d) * w for d, w in zip(digits[:9], _ULN_WEIGHTS, strict=True)) % 11
    if remainder == 0 or 10 - remainder != int(digits[9]):
        return Checked(digits, (_warning(field, "uln-check-digit"),))
    return Checked(digits)


def check_urn(typed: str, field: str = "URN") -> Checked:
    """A school's unique reference number: six digits without a check digit."""
    text = typed.strip()
    if text and not _URN.fullmatch(text):
        return Checked(text, (_warning(field, "urn-format"),))
    return Checked(text)


def check_laestab(typed: str, authorities: UpnAuthorities, field: str = "LAESTAB") -> Checked:
    """Authority and establishment number as "919/4999"; "XXX/XXXX" is a CTF's unknown school."""
    text = typed.strip().upper()
    if not text:
        return Checked("")
    if text == UNKNOWN_SCHOOL:
        return Checked(text, (_info(field, "laestab-unknown-school"),))
    match = _LAESTAB.fullmatch(text)
    if match is None:
        return Checked(typed.strip(), (_warning(field, "laestab-format"),))
    value = f"{match[1]}/{match[2]}"
    if match[1] not in authorities.named:
        return Checked(value, (_warning(field, "laestab-authority"),))
    return Checked(value)


def check_ods(typed: str, field: str = "ODS code") -> Checked:
    """An NHS organisation code: three to ten letters and digits without a check digit."""
    text = typed.strip()
    if text and not _ODS.fullmatch(text.upper()):
        return Checked(text, (_warning(field, "ods-format"),))
    return Checked(text.upper())


def check_postcode(typed: str, field: str = "PostCode") -> Checked:
    """A postcode in capitals with one blank before its last three characters (BS 7666)."""
    text = typed.strip()
    if not text:
        return Checked("")
    tight = re.sub(r"\s", "", text.upper())
    if not _POSTCODE.fullmatch(tight):
        return Checked(text, (_warning(field, "postcode-format"),))
    value = f"{tight[:-3]} {tight[-3:]}"
    issues = [_info(field, "postcode-normalised")] if value != text else []
    if tight.startswith("ZZ99"):
        issues.append(_info(field, "postcode-pseudo"))
    return Checked(value, tuple(issues))


def check_telephone(typed: str, field: str = "PhoneNo") -> Telephone:
    """A telephone number as people write it, with any words behind it kept behind it.

    Only whether a number is possible is asked: real ones and those for drama fail stricter tests.
    """
    text = typed.strip()
    if not text:
        return Telephone("")
    match = _TELEPHONE.fullmatch(text)
    if match is None:
        return Telephone(text, (_warning(field, "phone-format"),))
    number, remark = match[1].strip(), match[2].strip()
    issues = [_info(field, "phone-trailing-text")] if remark else []
    try:
        parsed = phonenumbers.parse(number, "GB")
    except phonenumbers.NumberParseException:
        return Telephone(text, (*issues, _warning(field, "phone-format")), remark=remark)
    if not _is_possible(parsed):
        return Telephone(text, (*issues, _warning(field, "phone-format")), remark=remark)
    shown = _as_written(number, parsed)
    if shown != number and re.match(r"[1-9]", number):
        issues.append(_info(field, "phone-leading-zero-lost"))
    value = f"{shown} {remark}" if remark else shown
    e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return Telephone(value, tuple(issues), e164, remark)


def _is_possible(number: phonenumbers.PhoneNumber) -> bool:
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason == phonenumbers.ValidationResult.IS_POSSIBLE:
        return True
    # Helplines such as 116 123 are shorter than any subscriber's number.
    return bool(phonenumbers.is_valid_short_number_for_region(number, "GB"))


def _as_written(number: str, parsed: phonenumbers.PhoneNumber) -> str:
    """The number as typed where it is a British one with its 0, else in its usual form."""
    if phonenumbers.is_valid_short_number_for_region(parsed, "GB"):
        return number
    if parsed.country_code != 44:
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    national = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    same = re.sub(r"\D", "", national) == re.sub(r"\D", "", number)
    return number if same else national


def check_email(typed: str, field: str = "Email") -> Email:
    """E-mail addresses by their syntax; nothing is looked up.

    Addresses beyond ASCII can't be reached through every mail service, so they carry a warning.
    """
    text = typed.strip()
    if not text:
        return Email("")
    parts = [part.strip() for part in re.split(r"[;,]", text) if part.strip()]
    issues: list[Issue] = []
    kept: list[str] = []
    for part in parts:
        try:
            found = validate_email(part, check_deliverability=False)
        except EmailNotValidError:
            issues.append(_warning(field, "email-invalid"))
            kept.append(part)
            continue
        if found.smtputf8:
            issues.append(_warning(field, "email-not-ascii"))
        kept.append(found.normalized)
    if len(parts) > 1:
        issues.insert(0, _info(field, "email-two-addresses"))
    return Email("; ".join(kept) or text, tuple(issues), tuple(kept))


def _warning(field: str, code: str) -> Issue:
    return Issue(field, code, Severity.WARNING)


def _info(field: str, code: str) -> Issue:
    return Issue(field, code, Severity.INFO)
