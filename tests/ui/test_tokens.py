from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mhlead.resources import resource_text
from mhlead.ui.appearance import Appearance, colours
from mhlead.ui.fields import ChoiceField, DayField, LineField, TextField
from mhlead.ui.layouts import column
from mhlead.ui.sizes import sizes
from mhlead.ui.theme import Theme, style_sheet
from mhlead.ui.tokens import (
    DARK,
    DARK_HIGH,
    EDGE_PAIRS,
    LIGHT,
    LIGHT_HIGH,
    TEXT_PAIRS,
    Tokens,
    contrast,
)

ALL = {"light": LIGHT, "dark": DARK, "light high": LIGHT_HIGH, "dark high": DARK_HIGH}


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(("front", "back"), TEXT_PAIRS)
def test_every_text_stands_out_from_what_is_behind_it(name: str, front: str, back: str) -> None:
    tokens = ALL[name].as_mapping()
    assert contrast(tokens[front], tokens[back]) >= 4.5


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(("front", "back"), EDGE_PAIRS)
def test_every_edge_stands_out_from_what_is_behind_it(name: str, front: str, back: str) -> None:
    tokens = ALL[name].as_mapping()
    assert contrast(tokens[front], tokens[back]) >= 3


@pytest.mark.parametrize("name", ["light high", "dark high"])
def test_high_contrast_reaches_seven_for_all_text(name: str) -> None:
    tokens = ALL[name].as_mapping()
    assert min(contrast(tokens[front], tokens[back]) for front, back in TEXT_PAIRS) >= 7


def test_the_ring_of_a_filled_button_stands_out_from_it_or_from_the_page() -> None:
    for tokens in ALL.values():
        ring = tokens.focus_on_accent
        beside = max(contrast(ring, tokens.accent), contrast(ring, tokens.page))
        assert beside >= 3


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_the_look_follows_the_choice_at_once(theme: Theme, qapp: QApplication) -> None:
    theme.set_choice(Appearance.DARK)
    assert colours() is DARK
    window = qapp.palette().color(QPalette.ColorRole.Window).name().upper()
    assert window == DARK.page
    theme.set_choice(Appearance.LIGHT)
    assert colours() is LIGHT


def test_every_length_follows_the_text_size(theme: Theme) -> None:
    before = sizes().px("row")
    theme.set_text_scale(2.0)
    assert sizes().px("row") == pytest.approx(2 * before, rel=0.06)  # fonts round


def test_the_fields_of_an_open_form_grow_with_its_text(qtbot: QtBot, theme: Theme) -> None:
    form = QWidget()
    qtbot.addWidget(form)
    fields = (
        DayField(lambda: date(2026, 11, 23)),
        LineField(),
        TextField(lines=3),
        ChoiceField([]),
    )
    layout = column(form)
    for field in fields:
        layout.addWidget(field)
    day, line, text, choice = (field.entries()[0] for field in fields)
    form.show()

    def lengths() -> list[int]:
        widths = [one.maximumWidth() for one in (day, line, text, choice)]
        return [*widths, text.minimumHeight()]

    before = lengths()
    theme.set_text_scale(2.0)
    assert lengths() == [pytest.approx(2 * one, rel=0.1) for one in before]


def test_the_style_sheet_holds_no_length_but_hairlines(theme: Theme) -> None:
    text = resource_text("styles/window.qss")
    body = text[text.index("*/") :]
    numbers = {word.strip(";") for word in body.split() if word.strip(";").endswith("px")}
    assert numbers <= {"-1px", "1px", "2px", "3px"}
    assert "$" not in style_sheet()


def test_the_shipped_font_is_the_one_that_is_drawn(theme: Theme, qapp: QApplication) -> None:
    assert qapp.font().family() == "Inter"
    assert QLineEdit().fontInfo().family() == "Inter"


def test_tokens_are_whole_colours() -> None:
    def check(tokens: Tokens) -> bool:
        return all(len(one) == 7 and one[0] == "#" for one in tokens.as_mapping().values())

    assert all(check(tokens) for tokens in ALL.values())
