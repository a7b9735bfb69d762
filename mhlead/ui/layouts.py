"""Rows and columns with named gaps, and widgets with named widths, which follow the text size."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from mhlead.ui.sizes import Sizes, sizes

_Layout = TypeVar("_Layout", QVBoxLayout, QHBoxLayout, QGridLayout)

_GAP = "gap_name"
_MARGINS = "margin_names"
_LEAST = "least_width_name"
_MOST = "most_width_name"


def column(parent: QWidget | None = None, *, gap: str = "gap", margin: str = "none") -> QVBoxLayout:
    """A column with a named gap and margin ("outer" or "sides ends")."""
    return _named(QVBoxLayout(parent) if parent else QVBoxLayout(), gap, margin)


def line(parent: QWidget | None = None, *, gap: str = "gap", margin: str = "none") -> QHBoxLayout:
    """A row from left to right with a named gap and margin."""
    return _named(QHBoxLayout(parent) if parent else QHBoxLayout(), gap, margin)


def grid(parent: QWidget | None = None, *, gap: str = "gap", margin: str = "none") -> QGridLayout:
    """A grid with a named gap and margin."""
    return _named(QGridLayout(parent) if parent else QGridLayout(), gap, margin)


def _named(layout: _Layout, gap: str, margin: str) -> _Layout:
    layout.setProperty(_GAP, gap)
    layout.setProperty(_MARGINS, margin)
    _space(layout, sizes())
    return layout


def _space(layout: QLayout, lengths: Sizes) -> None:
    gap, margins = layout.property(_GAP), layout.property(_MARGINS)
    if not gap:
        return
    layout.setSpacing(lengths.px(gap))
    sides, _, ends = margins.partition(" ")
    across, along = lengths.px(sides), lengths.px(ends or sides)
    layout.setContentsMargins(across, along, across, along)


def keep_width(widget: QWidget, *, least: str = "", most: str = "") -> None:
    """The widget is at least and at most as wide as the named lengths, also in larger text."""
    if least:
        widget.setProperty(_LEAST, least)
    if most:
        widget.setProperty(_MOST, most)
    _widen(widget, sizes())


def _widen(widget: QWidget, lengths: Sizes) -> None:
    if least := widget.property(_LEAST):
        widget.setMinimumWidth(lengths.px(least))
    if most := widget.property(_MOST):
        widget.setMaximumWidth(lengths.px(most))


def respace(window: QWidget) -> None:
    """Every named gap and width below the window goes with the present text size."""
    lengths = sizes()
    for layout in window.findChildren(QLayout):
        _space(layout, lengths)
    for widget in window.findChildren(QWidget):
        _widen(widget, lengths)


def clear(layout: QLayout) -> None:
    """The layout is empty and what was in it is deleted."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (nested := item.layout()) is not None:
            clear(nested)
