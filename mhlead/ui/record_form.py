"""A form over one record: fields by the names of the record's own fields."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Generic, TypeVar

from mhlead.domain.errors import FieldRefused, MhleadError
from mhlead.ui.fields import Field
from mhlead.ui.form import Form, Row
from mhlead.wording import field_words
from mhlead.wording.refusals import FIELD_CODES

R = TypeVar("R")

_IDENTIFIERS = ("id", "pupil_id", "case_id", "referral_id", "service_id", "record_id")


class RecordForm(Form, Generic[R]):
    """Shows a frozen record and gives it back as it reads in the fields.

    Fields of the record that stand in no field of the form stay as they were.
    """

    def __init__(self, record: R) -> None:
        super().__init__()
        self._record = record
        self._bound: dict[str, Field] = {}
        self._apart: dict[str, Field] = {}

    def bind(
        self,
        name: str,
        field: Field,
        *,
        label: str = "",
        help_text: str = "",
        unit: str = "",
        required: bool = False,
    ) -> Row:
        """A row for the record's field of that name; its label is that of the wording."""
        self._bound[name] = field
        row = self.add_row(
            label or field_words(name), field, help_text=help_text, unit=unit, required=required
        )
        field.set_value(getattr(self._record, name))
        return row

    def bind_apart(self, name: str, field: Field, label: str, *, help_text: str = "") -> Row:
        """A needed field that goes with the record without standing in it."""
        self._apart[name] = field
        return self.add_row(label, field, help_text=help_text, required=True)

    def field(self, name: str) -> Field:
        """The field of that name."""
        return self._bound.get(name) or self._apart[name]

    def value(self) -> R:
        """The record as it reads now."""
        changes: dict[str, Any] = {name: field.value() for name, field in self._bound.items()}
        return replace(self._record, **changes)  # type: ignore[type-var]

    def set_value(self, record: R) -> None:
        """Shows the record; what was typed before is gone."""
        self._record = record
        for name, field in self._bound.items():
            field.set_value(getattr(record, name))

    def about(self) -> str:
        """Which record it is, or for a new one whose it will be: identifiers alone, or ""."""
        told = [f"{name}={found}" for name in _IDENTIFIERS if (found := self._identifier(name))]
        return " ".join([type(self._record).__name__, *told]) if told else ""

    def _identifier(self, name: str) -> str:
        found = getattr(self._record, name, None)
        return found if isinstance(found, str) else ""

    def unchanged(self) -> tuple[Field, ...]:
        """The fields that read as the record does."""
        return tuple(
            field
            for name, field in self._bound.items()
            if field.value() == getattr(self._record, name) and not field.fault()
        )

    def is_changed(self) -> bool:
        """Whether the fields read differently from the record."""
        return self.value() != self._record

    def show_refusal(self, error: MhleadError) -> bool:
        """Shows the error at its field; whether it has one here."""
        if not isinstance(error, FieldRefused):
            return False
        field = self._bound.get(error.field) or self._apart.get(error.field)
        if field is None:
            return False
        row = self.row_of(field)
        self.show_faults([(row, FIELD_CODES.get(error.code, "Please check this."))])
        return True

    def focus_field(self, name: str) -> None:
        """The keyboard goes to the field of that name, or to the first."""
        field = self._bound.get(name) or next(iter(self._bound.values()))
        field.focus_first()
