from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.ui.lists import Cell, ListColumn, ListModel, ListRow, ListView, folded
from mhlead.ui.theme import Theme
from tests.ui.looking import settle

NAMES = ["Zoë Mensah Clarke", "Aoife O'Connor", "Łukasz Żądło", "Ana-Maria Núñez", "aaron ó"]


def rows(names: Sequence[str]) -> list[ListRow]:
    return [
        ListRow(str(at), (Cell(name, initials="AB"), Cell(f"Year {at}", at)), search="Anxiety")
        for at, name in enumerate(names)
    ]


@pytest.fixture
def model(theme: Theme) -> ListModel:
    made = ListModel([ListColumn("Pupil", 2), ListColumn("Year", 1, goes=1)])
    made.set_rows(rows(NAMES))
    return made


def shown(model: ListModel) -> list[str]:
    return [row.cells[0].text for row in model.shown]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("clarke zoe", "Zoë Mensah Clarke"),
        ("oconnor", "Aoife O'Connor"),
        ("O’Connor aoife", "Aoife O'Connor"),
        ("nunez ana maria", "Ana-Maria Núñez"),
        ("MENS", "Zoë Mensah Clarke"),
        ("zadlo lukasz", "Łukasz Żądło"),
    ],
)
def test_words_are_found_in_any_order_without_accents(
    model: ListModel, typed: str, name: str
) -> None:
    model.find(typed)
    assert shown(model) == [name]


def test_words_beside_the_cells_are_found_too_and_nothing_else(model: ListModel) -> None:
    model.find("anxiety")
    assert len(model.shown) == len(NAMES)
    model.find("qqq")
    assert model.shown == []
    model.find("")
    assert len(model.shown) == len(NAMES)


def test_sorting_ignores_case_and_accents(model: ListModel) -> None:
    model.sort(0)
    assert shown(model)[:2] == ["aaron ó", "Ana-Maria Núñez"]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert shown(model)[0] == "aaron ó"


def test_an_order_survives_finding_and_new_rows(model: ListModel) -> None:
    model.sort(0, Qt.SortOrder.DescendingOrder)
    model.find("a")
    model.set_rows(rows([*NAMES, "Bo"]))
    model.find("")
    assert shown(model) == sorted(shown(model), key=folded, reverse=True)


@given(st.text(), st.text())
def test_folding_twice_changes_nothing_and_never_fails(one: str, other: str) -> None:
    assert folded(folded(one)) == folded(one)
    assert isinstance(folded(one + other), str)


def test_ten_thousand_rows_are_sorted_and_found_at_once(theme: Theme) -> None:
    model = ListModel([ListColumn("Pupil"), ListColumn("Year")])
    model.set_rows(rows([f"Pupil {n * 7919 % 10_000}" for n in range(10_000)]))
    begun = perf_counter()
    model.sort(0, Qt.SortOrder.DescendingOrder)
    model.find("77")
    assert perf_counter() - begun < 0.5


def test_a_row_is_opened_by_return_and_tab_leaves_the_table(model: ListModel, qtbot: QtBot) -> None:
    view = ListView(model, "Pupils")
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    view.activateWindow()
    settle()
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.opened) as opened:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [model.shown[1].key]
    assert view.accessibleName() == "Pupils"
    assert QApplication.focusWidget() is view


def test_a_narrow_list_leaves_out_the_columns_that_go_first(model: ListModel, qtbot: QtBot) -> None:
    view = ListView(model, "Pupils")
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show()
    settle()
    assert not view.isColumnHidden(1)
    view.resize(160, 300)
    settle()
    assert view.isColumnHidden(1)
    assert not view.isColumnHidden(0)


def test_a_screen_reader_hears_the_column_with_each_cell(model: ListModel) -> None:
    said = model.data(model.index(0, 1), Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Year: Year")
