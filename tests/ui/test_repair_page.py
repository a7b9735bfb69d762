"""A damaged store says at unlock, in words, what nobody holds, and it is put right by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.services import repair
from mhlead.storage.connection import close, connect
from mhlead.ui.pages.repair_page import RepairPage
from mhlead.ui.theme import Theme
from tests.builders import School, make_school
from tests.ui.watched import Window, words_in


@pytest.fixture
def made(tmp_path: Path) -> Iterator[School]:
    school = make_school(tmp_path)
    yield school
    school.session.store.close()


@pytest.fixture
def open_window(
    qtbot: QtBot, qapp: QApplication, theme: Theme, made: School
) -> Iterator[Callable[[], Window]]:
    opened: list[Window] = []

    def begin() -> Window:
        opened.append(Window(qtbot, qapp, theme, made.adapters).begin(made.session))
        return opened[-1]

    yield begin
    for each in opened:
        each.end()


def damage(made: School, *statements: str) -> None:
    raw = connect(made.session.store._keyed)
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("PRAGMA ignore_check_constraints=ON")
    for statement in statements:
        raw.execute(statement)
    close(raw)


def test_a_sound_store_shows_today(made: School, open_window: Callable[[], Window]) -> None:
    made.case()
    assert not isinstance(open_window().front(), RepairPage)


def test_what_nobody_holds_is_named_and_put_right(
    made: School, open_window: Callable[[], Window]
) -> None:
    made.case()
    damage(made, "UPDATE cases SET owner_id = NULL, next_step_id = NULL")
    window = open_window()
    page = window.front()
    assert isinstance(page, RepairPage)
    told = words_in(page)
    assert "An open case has nobody who holds it." in told
    assert "An open case has no next step." in told
    assert "O'Connor" not in told
    page.mend(page._gaps[0])
    window.wait()
    form = window.front().form
    form.field("owner_id").set_value(made.deputy.id)
    for name, value in (
        ("kind", next(iter(type(made.step().kind)))),
        ("what", "See her"),
        ("due_on", date(2026, 12, 1)),
        ("holder_id", made.lead.id),
    ):
        form.field(name).set_value(value)
    window.press(window.front().save_button)
    assert repair.read_gaps(made.session) == ()
    assert "All of it is held again." in words_in(window.front())
