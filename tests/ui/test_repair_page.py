"""A damaged store says at unlock, in words, what nobody holds, and it is put right by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from mhlead.domain.errors import StoreDamaged
from mhlead.services import repair
from mhlead.storage.connection import close, connect
from mhlead.ui.dialogs.import_dialog import ImportDialog
from mhlead.ui.pages.repair_page import RepairPage
from mhlead.ui.questions import Message
from mhlead.ui.theme import Theme
from tests.builders import School, make_school
from tests.ui.watched import Window, words_in

SAMPLE = Path(__file__).parents[1] / "data" / "9194998_CTF_9194999_001.xml"


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


def test_owner_and_deadline_that_are_gone_are_told_at_unlock_with_names_when_asked(
    made: School, open_window: Callable[[], Window]
) -> None:
    made.referral()
    damage(made, "UPDATE cases SET owner_id = NULL", "UPDATE referrals SET deadline_on = NULL")
    window = open_window()
    page = window.front()
    assert isinstance(page, RepairPage)
    assert "An open case has nobody who holds it." in words_in(page)
    assert "An open referral has no day on which it is looked at again." in words_in(page)
    assert "AO" in words_in(page)
    window.program.names.show(is_shown=True)
    assert "Aoife O'Connor" in words_in(page)


def test_what_belongs_to_nothing_any_more_is_told_and_offers_no_act(
    made: School, open_window: Callable[[], Window]
) -> None:
    made.referral()
    damage(made, "UPDATE referrals SET case_id = 'gone', deadline_on = NULL")
    window = open_window()
    page = window.front()
    assert isinstance(page, RepairPage)
    assert "A pupil who can’t be found" in words_in(page)
    assert "Put back a copy" in words_in(page)
    names = [one.accessibleName() for one in page.findChildren(QPushButton)]
    assert not any(name.startswith("Put it right") for name in names)


def test_after_an_import_it_is_asked_again(made: School, open_window: Callable[[], Window]) -> None:
    made.case()
    window = open_window()
    assert not isinstance(window.front(), RepairPage)
    damage(made, "UPDATE cases SET owner_id = NULL")
    assert window.program.about is not None
    window.program.about.import_pupils()
    [dialog] = window.shell.findChildren(ImportDialog)
    dialog.read(SAMPLE)
    window.until(lambda: dialog.parts.currentWidget() is dialog.rows_part)
    dialog.rows_part.model.toggle(0)
    dialog.bring_in()
    window.until(lambda: dialog.parts.currentWidget() is dialog.after_part)
    dialog.after_part.close_button.click()
    window.wait()
    assert isinstance(window.front(), RepairPage)


def test_a_look_that_fails_is_said(
    made: School, open_window: Callable[[], Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise StoreDamaged("page")

    monkeypatch.setattr(repair, "read_gaps", broken)
    window = open_window()
    said = [one for one in window.shell.findChildren(Message) if one.isVisible()]
    assert len(said) == 1
    assert "does not verify" in words_in(said[0])
    said[0].close_button.click()
