"""What is said of anonymous tables: why a file of them, or a release, is refused."""

from __future__ import annotations

from mhlead.domain.errors import TablesRefused
from mhlead.domain.release import Reason

_WHOLE: dict[str, str] = {
    "empty": "This file is empty.",
    "too-large": "This file is too large for a file of tables: at most 20 MB are read.",
    "not-json": "This is not a file of tables: it can’t be read as JSON.",
    "too-deep": "This is not a file of tables: its parts lie too deep inside each other.",
    "wrong-format": "This is not a file of tables of a form that this command reads.",
    "no-pupils": "There are no pupils in this file.",
    "no-release": "There is no release in this file.",
    "too-many-cells": "These tables have more cells than can be looked at.",
}
_FIELD: dict[str, str] = {
    "field-twice": "it is named twice",
    "unknown-field": "this program knows no field of that name here",
    "unknown-rule": "this is no rule that can be kept",
    "unknown-dimension": "it names a dimension that the file does not have",
    "unknown-category": "it names a category that its dimension does not have",
    "unknown-stratum": "it names a stratum that the file does not have",
    "no-dimensions": "there has to be at least one dimension, and not more than forty",
    "categories": "the categories of a dimension have to be different names, and none may be “*”",
    "no-table": "a release has to have a table",
    "no-such-cell": "it names a cell that is in none of the release’s tables",
    "published-already": "the last release is the one to protect, so nothing of it can be "
    "published already",
    "contradicts": "it does not agree with the pupils in the file",
    "twice": "something is named twice",
    "not-a-cell": "this is not a cell",
    "not-a-term": "this is not part of a sum",
    "not-a-range": "this has to be a smallest and a largest number",
    "not-fields": "this has to be a group of fields",
    "not-list": "this has to be a list",
    "not-text": "this has to be a name",
    "not-yes-or-no": "this has to be true or false",
    "not-whole": "this has to be a whole number",
    "negative": "a count can’t be below nought",
    "too-large-a-number": "this number is too large for a count of pupils",
}
_REASONS: dict[Reason, str] = {
    Reason.NONE: "",
    Reason.SMALL_TOTAL: "The total itself is below the threshold, and the rule does not let it be "
    "hidden. Wait until more pupils are counted, or let the total be hidden.",
    Reason.EARLIER_RELEASE: "With what earlier releases have told, no choice of cells keeps the "
    "rule. Wait until more pupils are counted, or publish fewer tables.",
    Reason.NOTHING_SUFFICES: "No choice of cells keeps the rule, even with everything hidden that "
    "may be. Publish coarser tables, or let the total be hidden.",
    Reason.OUT_OF_TIME: "No safe choice of cells was found in the time there is. Publish coarser "
    "tables.",
    Reason.FAILED_ATTACK: "The check by the independent attack was not passed, so nothing may be "
    "published. Publish coarser tables.",
}


def tables_refusal(error: TablesRefused) -> str:
    """What is wrong with a file of tables, and that nothing was written."""
    told = _WHOLE.get(error.code)
    if told is None:
        why = _FIELD.get(error.code, "this can’t be used")
        told = f"Field “{error.field}”: {why}." if error.field else f"{why[:1].upper()}{why[1:]}."
    return f"{told} Nothing was written."


def reason_words(reason: Reason) -> str:
    """Why a release could not be protected, and what would help."""
    return _REASONS[reason]
