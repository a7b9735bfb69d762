"""What can be chosen in fields: codes of lists and of enums, each with its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TypeVar

from mhlead.domain.calendar import is_working_day
from mhlead.domain.identifiers import (
    Checked,
    check_email,
    check_nhs_number,
    check_postcode,
    check_telephone,
)
from mhlead.domain.naming import contact_name
from mhlead.domain.records import Contact, NeedWord, StaffMember
from mhlead.domain.views import ServiceView
from mhlead.services.code_lists import choices
from mhlead.ui.day_text import Direction
from mhlead.ui.fields import (
    ChoiceField,
    DayField,
    EmailField,
    Field,
    LineField,
    ManyField,
    NhsNumberField,
    RowsField,
    TelephoneField,
)
from mhlead.wording import issue_words, words

E = TypeVar("E", bound=StrEnum)


class CodeField(ChoiceField[str]):
    """A code of a list; its value is "" while nothing is chosen, as records hold it."""

    def value(self) -> str:
        """The code chosen, or ""."""
        return super().value() or ""

    def set_value(self, value: str | None) -> None:
        """Shows the code's words, or nothing for ""."""
        super().set_value(value or None)


@cache
def _code_options(code_list: str, on: date) -> tuple[tuple[str, str], ...]:
    return tuple((entry.code, entry.words) for entry in choices(code_list, on))


def code_field(code_list: str, on: date) -> CodeField:
    """A field for a code of a shipped list, as offered on that day."""
    return CodeField(_code_options(code_list, on))


def need_field(on: date, own: Sequence[NeedWord]) -> CodeField:
    """A field for a need, found by its own name and by what the school calls it."""
    said: dict[str, list[str]] = {}
    for word in own:
        said.setdefault(word.code, []).append(word.name)
    return CodeField(
        [
            (code, f"{name} ({', '.join(said[code])})" if code in said else name)
            for code, name in _code_options("need", on)
        ]
    )


def codes_field(code_list: str, on: date, add_text: str) -> RowsField:
    """A field for any number of codes of a shipped list."""
    return RowsField(lambda: code_field(code_list, on), add_text)


def enum_options(codes: Iterable[E]) -> list[tuple[E, str]]:
    """Codes with their words, in their own order."""
    return [(code, words(code)) for code in codes]


def enum_field(codes: Iterable[E]) -> ChoiceField[E]:
    """A field for one of these codes."""
    return ChoiceField(enum_options(codes), is_searchable=False)


def enums_field(codes: Iterable[E]) -> ManyField[E]:
    """A field for any number of these codes."""
    return ManyField(enum_options(codes))


def staff_field(staff: Sequence[StaffMember]) -> ChoiceField[str]:
    """A field for a member of staff who has not left."""
    return ChoiceField([(one.id, one.name) for one in staff if one.left_on is None])


def service_field(services: Sequence[ServiceView]) -> ChoiceField[str]:
    """A field for a service of the directory that has not ended."""
    shown = [view.service for view in services if view.service.ended_on is None]
    return ChoiceField([(one.id, one.name) for one in shown])


def contact_field(contacts: Sequence[Contact]) -> ChoiceField[str]:
    """A field for a person of the pupil's family."""
    return ChoiceField([(one.id, contact_name(one)) for one in contacts])


def _remark(check: Callable[[str], Checked]) -> Callable[[str], str]:
    def remark(value: str) -> str:
        checked = check(value)
        if checked.is_sound:
            return ""
        told = "; ".join(issue_words(issue.code) for issue in checked.issues)
        return f"Please check this: it {told}."

    return remark


def nhs_number_field() -> NhsNumberField:
    """A field that doubts a wrong NHS number aloud and keeps it all the same."""
    return NhsNumberField(check=_remark(check_nhs_number))


def telephone_field() -> TelephoneField:
    """A field that brings a telephone number into its usual form."""
    return TelephoneField(
        formatted=lambda typed: check_telephone(typed).value, check=_remark(check_telephone)
    )


def email_field() -> Field:
    """A field for an e-mail address."""
    return EmailField(check=_remark(check_email))


class PostcodeField(LineField):
    """A postcode, in capitals with its one blank once the keyboard has left it."""

    def __init__(self) -> None:
        super().__init__(check=_remark(check_postcode), is_short=True, longest=12)

    def value(self) -> str:
        """The postcode in its usual form, or as typed where it is something else."""
        return check_postcode(self.line.text()).value


def closed_day_hint(day: date) -> str:
    """What is odd about a day for school work, or ""."""
    if day.weekday() >= 5:
        return "Not a school day: weekend"
    return "" if is_working_day(day) else "Not a school day: bank holiday"


def past_day(today: Callable[[], date]) -> DayField:
    """A field for a day that has been; a closed day is told at once."""
    return DayField(today, direction=Direction.PAST, hint=closed_day_hint)


def coming_day(today: Callable[[], date]) -> DayField:
    """A field for a day that comes; a closed day is told at once."""
    return DayField(today, direction=Direction.FUTURE, hint=closed_day_hint)


def birth_day(today: Callable[[], date]) -> DayField:
    """A field for a date of birth."""
    return DayField(today, direction=Direction.PAST)


def any_day(today: Callable[[], date]) -> DayField:
    """A field for a day before or after today."""
    return DayField(today, hint=closed_day_hint)
