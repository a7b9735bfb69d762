from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from mhlead.disclosure.watch import Watch
from mhlead.domain.chart import Shade
from mhlead.domain.counted_periods import CalendarKind
from mhlead.domain.errors import Cancelled
from mhlead.domain.records import SchoolProfile
from mhlead.domain.release.extras import Extra
from mhlead.domain.release.rules import NamedRule
from mhlead.domain.release.table_sets import Stream
from mhlead.lazy_releases import LazyGuard
from mhlead.services import ledger, records, unlocking
from mhlead.ui import summary_wiring
from mhlead.ui.appearance import colours
from mhlead.ui.chart_view import ChartView
from mhlead.ui.theme import Theme
from mhlead.ui.tokens import Tone
from mhlead.wording.own_figures import MARK
from mhlead.wording.pool_words import WHAT_THE_POOLER_LEARNS
from tests.builders import PASSPHRASE, School, make_school, make_test_adapters
from tests.parts.endless import solve_endlessly
from tests.parts.releases import Q2, HidesAll, InventedCounting, invented
from tests.ui.places import pool, summary
from tests.ui.watched import Window


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> School:
    school = make_school(tmp_path_factory.mktemp("school"))
    unlocking.lock(school.session)
    return school


@pytest.fixture
def made(template: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> School:
    monkeypatch.setattr(summary_wiring, "StoreCounting", lambda: InventedCounting(invented(12, Q2)))
    monkeypatch.setattr(LazyGuard, "protect", HidesAll.protect)
    shutil.copytree(template.folder, tmp_path / "store")
    clock = replace(template.clock)
    adapters = make_test_adapters(tmp_path, clock)
    session = unlocking.unlock(adapters.stores, clock, adapters.ids, tmp_path / "store", PASSPHRASE)
    return replace(template, session=session, clock=clock, adapters=adapters)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    yield opened
    opened.end()


def quarters(window: Window, made: School) -> Any:
    page = summary(window, made)
    page.calendar.set_value(CalendarKind.QUARTERS)
    return page


def lines(made: School) -> int:
    with made.session.reading() as work:
        return len(ledger.read_ledger(work))


@pytest.mark.qt_draws
def test_a_summary_is_seen_before_it_is_released_and_its_files_saved_after(
    window: Window, made: School, tmp_path: Path
) -> None:
    page = quarters(window, made)
    window.press(page.plan_button)
    assert "12 counted, set S" in page.told.text()
    window.press(page.make_button)
    preview = window.front()
    assert preview.header.under.text() == "12 of 13 numbers are hidden."
    assert lines(made) == 0
    out = tmp_path / "out"
    out.mkdir()
    preview.release(out)
    window.wait()
    assert window.front() is page
    assert lines(made) == 1
    first = {path.name: path.read_bytes() for path in out.iterdir()}
    assert len(first) == 4
    again = tmp_path / "again"
    again.mkdir()
    with made.session.reading() as work:
        entry = ledger.read_ledger(work)[0].entry
    page.ledger.give_again(entry.id, again)
    window.wait()
    assert {path.name: path.read_bytes() for path in again.iterdir()} == first


@pytest.mark.qt_draws
def test_a_file_that_is_there_refuses_before_anything_is_recorded(
    window: Window, made: School, tmp_path: Path
) -> None:
    window.press(quarters(window, made).make_button)
    preview = window.front()
    name = preview._prepared.files[0][1]
    (tmp_path / name).write_text("mine", encoding="utf-8")
    preview.release(tmp_path)
    window.wait()
    assert "already a file of that name" in preview.problem.text()
    assert lines(made) == 0
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> Event:
    """The protector works on until it is stopped; set once it was."""
    begun, ended = Event(), Event()

    def protect(self: object, task: object, seed: int, tell: Any, is_stopped: Any) -> Any:
        begun.set()
        while not is_stopped():
            ended.wait(0.01)
        ended.set()
        raise Cancelled

    monkeypatch.setattr(LazyGuard, "protect", protect)
    ended.begun = begun  # type: ignore[attr-defined]
    return ended


def test_stopping_keeps_nothing(window: Window, made: School, waiting: Event) -> None:
    page = quarters(window, made)
    page.make_button.click()
    window.until(waiting.begun.is_set)  # type: ignore[attr-defined]
    assert page.bar.isVisible()
    page.stop_button.click()
    window.until(waiting.is_set)
    window.wait()
    assert not page.bar.isVisible()
    assert page.make_button.isEnabled()
    assert lines(made) == 0


def test_locking_stops_the_work(window: Window, made: School, waiting: Event) -> None:
    page = quarters(window, made)
    page.make_button.click()
    window.until(waiting.begun.is_set)  # type: ignore[attr-defined]
    window.shell.ask_to_lock()
    window.until(waiting.is_set)
    window.wait()
    assert window.program.about is None


def test_locking_ends_a_solver_in_the_middle_of_its_work(
    window: Window, made: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, ended = Event(), Event()

    def protect(self: object, task: object, seed: int, tell: Any, is_stopped: Any) -> Any:
        def is_heard() -> bool:
            begun.set()  # the solver asks, so it is at work
            return bool(is_stopped())

        try:
            solve_endlessly(Watch(is_stopped=is_heard))
        finally:
            ended.set()

    monkeypatch.setattr(LazyGuard, "protect", protect)
    page = quarters(window, made)
    page.make_button.click()
    window.until(begun.is_set)
    assert not ended.is_set()
    window.shell.ask_to_lock()
    window.until(ended.is_set)
    window.wait()
    assert window.program.about is None


def test_a_comment_that_names_somebody_is_said_on_the_page(window: Window, made: School) -> None:
    page = quarters(window, made)
    page.comment.set_value("Jo rang every week.")
    window.press(page.make_button)
    assert window.front() is page
    assert "somebody’s name" in page.problem.text()


def test_figures_given_otherwise_are_kept(window: Window, made: School) -> None:
    page = quarters(window, made)
    window.press(page.figures_button)
    form_page = window.front()
    form = form_page.form
    form.period.set_value((CalendarKind.QUARTERS, Q2))
    form.what.set_value(0)
    form.number.set_value(12)
    form.to.set_value(form.to._options[0][0])
    form.given_on.set_value(made.clock.today())
    window.press(form_page.save_button)
    assert lines(made) == 1
    assert window.front() is page
    assert "1 figure given otherwise" in "\n".join(
        label.text() for label in page.card.parent().findChildren(type(page.told))
    )


@pytest.mark.qt_draws
def test_own_figures_are_marked_and_have_no_way_to_a_file(window: Window, made: School) -> None:
    page = summary(window, made)
    window.press(page.own_button)
    own = window.front()
    assert own.header.under.text() == MARK
    assert MARK in own.view._text
    assert not own.save_button.isVisible()
    assert own.print_button.isEnabled()


def test_a_figure_of_another_stream_and_of_two_things_is_kept(window: Window, made: School) -> None:
    page = quarters(window, made)
    window.press(page.figures_button)
    form = window.front().form
    form.stream.set_value(int(Stream.DECISIONS))
    named = {told: value for value, told in form.what._options}
    assert not any("Main need" in told for told in named)
    form.period.set_value((CalendarKind.QUARTERS, Q2))
    form.what.set_value(named["First decision: Accepted"])
    form.and_what.set_value(named["First decision: Not accepted"])
    form.number.set_value(4)
    form.to.set_value(form.to._options[0][0])
    form.given_on.set_value(made.clock.today())
    window.press(window.front().save_button)
    assert "can’t be chosen here" in window.front().problem.text()
    form.and_what.set_value(named["Time until the decision: Under 4 weeks"])
    window.press(window.front().save_button)
    assert window.front() is page
    with made.session.reading() as work:
        (line,) = ledger.read_ledger(work)
    assert line.line.counted.stream is Stream.DECISIONS
    assert line.line.figures == ((((0, (0,)), (1, (0,))), 4),)


def test_the_rule_of_the_commissioner_is_kept_and_holds_from_then_on(
    window: Window, made: School
) -> None:
    with made.session.reading() as work:
        (profile,) = work.find(SchoolProfile)
    board = "NHS Cheshire and Merseyside Integrated Care Board"
    records.keep(made.session, replace(profile, commissioner=board))
    page = quarters(window, made)
    assert page.rule.value() == 5
    window.press(page.rule_button)
    form_page = window.front()
    form_page.form.rounded.setChecked(True)
    form_page.form.rule.set_value(int(NamedRule.NHS_1_TO_7))
    window.press(form_page.save_button)
    assert "True numbers from 8 on can be met" in form_page.problem.text()
    form_page.form.rounded.setChecked(False)
    window.press(form_page.save_button)
    assert window.front() is page
    window.wait()
    assert page.rule.value() == 8
    assert board in page.rule_told.text()
    assert page.order().small.threshold == 8
    assert [value for value, _ in page.rule._options] == [8, 10]


def test_further_tables_are_asked_for_by_ticks(window: Window, made: School) -> None:
    page = quarters(window, made)
    assert page.order().extras == frozenset()
    page.extras[Extra.UNMET].setChecked(True)
    assert page.order().extras == {Extra.UNMET}


def texts(page: Any) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel))


def test_a_key_goes_into_the_folder_and_a_roster_wants_three(
    window: Window, made: School, tmp_path: Path
) -> None:
    folder = tmp_path / "round"
    folder.mkdir()
    page = pool(window, made)
    for text in WHAT_THE_POOLER_LEARNS:
        assert text in texts(page)
    page.make_key(folder)
    window.wait()
    form_page = window.front()
    code, name = (row.field for row in form_page.form.rows)
    code.set_value("100001")
    name.set_value("Spring 2026")
    window.press(form_page.save_button)
    assert "no name of a round" in form_page.problem.text()
    name.set_value("spring-2026")
    window.press(form_page.save_button)
    assert window.front() is page
    window.wait()
    assert (folder / "key-100001.json").exists()
    assert "spring-2026: key made" in page.own_told.text()

    page.look(page._give, folder)
    window.wait()
    assert "no roster in this folder" in page.problem.text()

    page.look(page._put_together, folder)
    window.wait()
    form_page = window.front()
    _, first, last, _ = (row.field for row in form_page.form.rows)
    first.set_value(date(2026, 1, 5))
    last.set_value(date(2026, 4, 2))
    window.press(form_page.save_button)
    assert "too few schools" in form_page.problem.text()
    assert sorted(path.name for path in folder.iterdir()) == ["key-100001.json"]


def test_counts_are_given_once_the_fingerprint_was_heard(
    window: Window, made: School, tmp_path: Path
) -> None:
    folder = tmp_path / "round"
    folder.mkdir()
    page = pool(window, made)
    work = page._work
    for code in ("100002", "100003"):
        other = made.adapters.pool
        card = other.masks.card(other.masks.new_secret(), "spring-2026", code)
        (folder / f"key-{code}.json").write_bytes(other.files.write(card))
    page.do(lambda: work.key(folder, "100001", "spring-2026"), page._wrote)
    window.wait()
    page.look(page._put_together, folder)
    window.wait()
    form_page = window.front()
    _, first, last, _ = (row.field for row in form_page.form.rows)
    first.set_value(date(2026, 1, 5))
    last.set_value(date(2026, 4, 2))
    window.press(form_page.save_button)
    assert window.front() is page
    page.look(page._give, folder)
    window.wait()
    form_page = window.front()
    heard, rang = (row.field for row in form_page.form.rows)
    heard.set_value("wrong words")
    rang.set_value("100002 100003")
    window.press(form_page.save_button)
    assert "not that of this roster" in form_page.problem.text()
    heard.set_value(work.look(folder).seen.fingerprint)
    window.press(form_page.save_button)
    assert window.front() is page
    assert (folder / "contribution-100001.json").exists()
    window.wait()
    assert "spring-2026: counts given" in page.own_told.text()


@pytest.mark.qt_draws
def test_own_charts_say_every_number_and_draw_their_bars(window: Window, made: School) -> None:
    for _ in range(3):
        made.case(made.pupil())
    made.clock.forward(60)
    page = summary(window, made)
    window.press(page.own_button)
    own = window.front()
    own.period.set_value(next(value for value, told in own.period._options if "Q3" in told))
    window.wait()
    charts = own.charts_card.findChildren(ChartView)
    assert charts
    new = next(one for one in charts if one._title == "Newly of concern")
    assert "Q3 2026/27: 3" in new.accessibleName()
    told = [text.text for text in new.chart().labels if text.is_strong]
    assert told == [row.told for row in new._rows]
    assert told[-1] == "3"
    picture = new.grab().toImage()
    front = QColor(colours().tone(Tone.INFO)[1])
    bar = next(box for box in new.chart().boxes if box.shade is Shade.BAR and box.width)
    down = round((bar.y + bar.height / 2) * new._scale()) + new.fontMetrics().height()
    assert picture.pixelColor(3, down).rgb() == front.rgb()


def test_totals_are_protected_before_they_go_out(
    window: Window, made: School, tmp_path: Path
) -> None:
    page = pool(window, made)
    page.look(page._protect, tmp_path)
    window.wait()
    assert "no totals in this folder" in page.problem.text()
    pupils = [{"need": need} for need in ("Anxiety", "Low mood") for _ in range(20)]
    totals = {
        "format": "sdc-protect/1",
        "id": "area",
        "dimensions": {"need": ["Anxiety", "Low mood", "Other"]},
        "microdata": [*pupils, *[{"need": "Other"}] * 6],
        "releases": [{"id": "R1", "tables": [["need"]]}],
        "rule": {"threshold": 5, "zeros": "protect", "total_published": True},
    }
    (tmp_path / "area-totals.json").write_text(json.dumps(totals), encoding="utf-8")
    page.look(page._protect, tmp_path)
    window.until(lambda: (tmp_path / "area-protected.json").exists())
    window.wait()
    assert "0 of 4 numbers are hidden" in page.found_told.text()
