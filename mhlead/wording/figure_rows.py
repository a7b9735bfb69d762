"""What the rows of a school's own figures are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum
from types import MappingProxyType

from mhlead.domain.codes import ServiceKind, UnmetKind
from mhlead.domain.figures import Figure
from mhlead.domain.release.dimensions import (
    Dimension,
    EthnicGroup,
    Gender,
    Need,
    Outcome,
    Sen,
    YearBand,
)
from mhlead.services.code_lists import label
from mhlead.wording import words as code_words
from mhlead.wording.summary_words import row_words

CIRCUMSTANCE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "in-care": "In care",
        "social-care-plan": "Child in need or child protection plan",
        "youth-justice": "Youth justice",
        "young-carer": "Young carer",
        "free-school-meals": "Free school meals",
    }
)
_YEARS_NOT_RECORDED = "Not recorded"
_NO_REASON = "No reason told"


def _category(dimension: Dimension, kind: type[IntEnum]) -> Callable[[str], str]:
    def of(code: str) -> str:
        category = kind[code.upper().replace("-", "_")]
        if category is YearBand.NOT_RECORDED:
            return _YEARS_NOT_RECORDED
        return row_words(dimension, (category.value,))

    return of


_OUTCOMES = _category(Dimension.OUTCOME, Outcome)
_ROWS: Mapping[Figure, Callable[[str], str]] = MappingProxyType(
    {
        Figure.NEED: _category(Dimension.NEED, Need),
        Figure.YEARS: _category(Dimension.YEARS, YearBand),
        Figure.GENDER: _category(Dimension.GENDER, Gender),
        Figure.ETHNIC_GROUP: _category(Dimension.ETHNIC_GROUP, EthnicGroup),
        Figure.SEN: _category(Dimension.SEN, Sen),
        Figure.OUTCOME: _OUTCOMES,
        Figure.COHORT: _OUTCOMES,
        Figure.CIRCUMSTANCES: CIRCUMSTANCE_WORDS.__getitem__,
        Figure.SERVICE: lambda code: code_words(ServiceKind(code)),
        Figure.REASON: lambda code: label("not-accepted-reason", code) or _NO_REASON,
        Figure.ENDINGS: lambda code: label("referral-state", code),
        Figure.NOT_BROUGHT: lambda code: label("appointment-attendance", code),
        Figure.UNMET: lambda code: code_words(UnmetKind(code)),
    }
)


def figure_row(figure: Figure, code: str) -> str:
    """What a row is called; of unmet needs the rows by why, those by need have need codes.

    Raises:
        KeyError: the figure has no rows.
    """
    return _ROWS[figure](code)
