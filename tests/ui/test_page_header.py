"""A page's name and its buttons: neither is squeezed for the other."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mhlead.ui.buttons import plain_button
from mhlead.ui.surfaces import PageHeader
from mhlead.ui.theme import Theme
from tests.ui.looking import settle

NAME = "Fernbrook and District CAMHS"
WORDS = ("Training and advice", "Rules and waits", "Change", "Checked today")


@pytest.fixture
def header(theme: Theme, qtbot: QtBot) -> PageHeader:
    made = PageHeader(NAME, "CAMHS single point of access")
    qtbot.addWidget(made)
    made.show()
    return made


def lines_of(header: PageHeader) -> float:
    name = header.title
    return name.heightForWidth(name.width()) / name.fontMetrics().lineSpacing()


def buttons(header: PageHeader) -> list[QPushButton]:
    return [one for one in header.findChildren(QPushButton) if one.isVisible()]


@pytest.mark.parametrize(("scale", "width"), [(1.0, 1000), (1.0, 700), (2.0, 1200)])
def test_a_title_stands_in_one_line_whatever_the_size_of_the_text(
    theme: Theme, header: PageHeader, scale: float, width: int
) -> None:
    theme.set_text_scale(scale)
    for words in WORDS:
        header.add_button(plain_button(words))
    header.resize(width, 200)
    settle()
    assert lines_of(header) < 1.6


def test_buttons_stand_beside_a_title_where_there_is_room_and_below_it_where_not(
    header: PageHeader,
) -> None:
    header.add_button(plain_button(WORDS[0]))
    header.resize(1000, 200)
    settle()
    [first] = buttons(header)
    beside = first.mapTo(header, first.rect().topLeft())
    assert beside.x() > header.title.fontMetrics().horizontalAdvance(NAME)
    for words in WORDS * 2:
        header.add_button(plain_button(words))
    settle()
    assert first.mapTo(header, first.rect().topLeft()).y() > beside.y()
    header.resize(400, 400)
    settle()
    assert max(one.mapTo(header, one.rect().topRight()).x() for one in buttons(header)) <= 400
