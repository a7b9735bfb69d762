"""Reads what was typed on a page, field by field, and puts it back on a page of the same kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from mhlead.domain.typed import TypedKind, TypedPart
from mhlead.ui.fields.choice import CHOOSE, Combo
from mhlead.ui.page import Page
from mhlead.ui.record_form import RecordForm

_YES, _NO = "yes", "no"


def typed_on(page: QWidget) -> tuple[TypedPart, ...]:
    """What was typed and chosen, in the order of the fields; passphrases and keys are left out.

    Of a form over a record only what reads otherwise than the record counts, so that nothing that
    is changed meanwhile is put back to what it was; of other forms everything that is filled in.
    """
    same = [field for form in page.findChildren(RecordForm) for field in form.unchanged()]
    told = [
        (replace(part, text=_read(field)), field)
        for part, field in _fields(page)
        if not any(one.isAncestorOf(field) for one in same)
    ]
    return tuple(part for part, field in told if part.text or _was_emptied(field))


def put_back(page: QWidget, parts: tuple[TypedPart, ...]) -> tuple[TypedPart, ...]:
    """What was typed stands in the fields of that name again; gives back what found no place."""
    places = dict(_fields(page))
    left = []
    for part in parts:
        field = places.get(replace(part, text=""))
        if field is None or not _write(field, part.text):
            left.append(part)
    return tuple(left)


def _fields(page: QWidget) -> Iterator[tuple[TypedPart, QWidget]]:
    """Each field with what tells it from the others; of two pupils' forms also whose it is."""
    seen: Counter[TypedPart] = Counter()
    forms = page.findChildren(RecordForm)
    own = page.about() if isinstance(page, Page) else ""
    for field in page.findChildren(QWidget):
        kind = _kind(field)
        if kind is None or _is_secret(field):
            continue
        label = field.accessibleName() or (
            field.text() if isinstance(field, QAbstractButton) else ""
        )
        within = next((form.about() for form in forms if form.isAncestorOf(field)), own)
        part = TypedPart(kind, label, 0, "", "" if within == own else within)
        yield replace(part, number=seen[part]), field
        seen[part] += 1


def _kind(field: QWidget) -> TypedKind | None:
    if isinstance(field, QLineEdit):
        # the line inside a list to search in belongs to the list
        is_inner = field.isReadOnly() or isinstance(field.parent(), QComboBox)
        return None if is_inner else TypedKind.TEXT
    if isinstance(field, QPlainTextEdit):
        return None if field.isReadOnly() else TypedKind.TEXT
    if isinstance(field, QComboBox):
        return TypedKind.CHOICE
    return TypedKind.TICK if isinstance(field, QCheckBox | QRadioButton) else None


def _is_secret(field: QWidget) -> bool:
    return bool(field.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData)


def _was_emptied(field: QWidget) -> bool:
    if isinstance(field, QLineEdit):
        return field.isModified()
    return isinstance(field, QPlainTextEdit) and field.document().isModified()


def _read(field: QWidget) -> str:
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    if isinstance(field, QComboBox):
        return "" if field.currentText() == CHOOSE else field.currentText()
    return _YES if isinstance(field, QAbstractButton) and field.isChecked() else _NO


def _write(field: QWidget, text: str) -> bool:
    if isinstance(field, QLineEdit):
        field.setText(text)
        field.setModified(True)  # it is typed text still, should the store lock again
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(text)
        field.document().setModified(True)
    elif isinstance(field, QComboBox):
        return _choose(field, text)
    elif isinstance(field, QAbstractButton) and (
        text == _YES or not isinstance(field, QRadioButton)
    ):
        field.setChecked(text == _YES)  # a ring goes out where another of its set lights up
    return True


def _choose(field: QComboBox, text: str) -> bool:
    if isinstance(field, Combo):
        field.wanted.emit()  # until now it may have held nothing but its own choice
    at = field.findText(text)
    if at < 0:
        return False
    field.setCurrentIndex(at)
    return True
