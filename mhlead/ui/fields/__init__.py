"""The compound fields of forms: each has `value()`, `set_value()` and `value_changed`."""

from __future__ import annotations

from mhlead.ui.fields.choice import ChoiceField, TriStateField
from mhlead.ui.fields.day import DayField
from mhlead.ui.fields.field import Field
from mhlead.ui.fields.line import (
    EmailField,
    LineField,
    LinesField,
    NhsNumberField,
    NumberField,
    TelephoneField,
    TextField,
)
from mhlead.ui.fields.pair import PairField
from mhlead.ui.fields.passphrase import PassphraseField
from mhlead.ui.fields.path import PathField
from mhlead.ui.fields.rows import ManyField, RowsField

__all__ = [
    "ChoiceField",
    "DayField",
    "EmailField",
    "Field",
    "LineField",
    "LinesField",
    "ManyField",
    "NhsNumberField",
    "NumberField",
    "PairField",
    "PassphraseField",
    "PathField",
    "RowsField",
    "TelephoneField",
    "TextField",
    "TriStateField",
]
