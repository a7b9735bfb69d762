"""The bars of waits: every number stands in words, and nobody needs the colours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.domain.changes import Changes
from mhlead.domain.codes import ServiceKind
from mhlead.domain.records import Referral, Service
from mhlead.domain.waits import WaitKind, WaitSummary
from mhlead.services import records
from mhlead.ui.theme import Theme
from mhlead.ui.wait_bars import WaitBars, summary_words
from tests.builders import School, make_school
from tests.services.lives import S, moved, quiet_case, referral_in
from tests.ui.watched import Window, words_in

SUMMARY = WaitSummary(
    kind=WaitKind.FIRST_CONTACT,
    median_days=20,
    finished=3,
    open_now=1,
    longest_open_days=130,
    bands=(2, 1, 0, 1, 0),
    open_bands=(0, 0, 0, 1, 0),
    past_marks=(2, 1),
)


def test_the_bars_say_all_their_numbers() -> None:
    assert summary_words(SUMMARY) == (
        "To the first contact: under 4 weeks: 2; 4 to 12 weeks: 1; 18 to 52 weeks: 1, 1 of them "
        "still waiting. Half of the 3 finished waits took at most 20 days. The longest open wait: "
        "130 days. 2 past 4 weeks, 1 past 18 weeks."
    )


def test_a_longer_bar_means_more_pupils(qapp: QApplication, theme: Theme) -> None:
    bars = WaitBars(SUMMARY)
    bars.resize(600, bars.sizeHint().height())
    picture = bars.grab().toImage()
    height = picture.height() // 5
    blank = picture.pixelColor(picture.width() - 2, height * 4 + height // 2)

    def drawn(band: int) -> int:
        y = band * height + height // 2
        return sum(
            picture.pixelColor(x, y) != blank for x in range(picture.width() // 2, picture.width())
        )

    assert drawn(0) > drawn(1)
    assert drawn(1) > drawn(2) - 1
    assert bars.accessibleName().startswith("To the first contact")
    bars.deleteLater()


@pytest.fixture
def made(tmp_path: Path) -> School:
    school = make_school(tmp_path)
    team, _ = records.keep(school.session, Service("", ServiceKind.MHST, "Harbour MHST"))
    for name, service in (("Ann", school.service), ("Bea", team), ("Cy", team)):
        referral_in(school, quiet_case(school, forename=name), S.SENT, service_id=service.id)
    school.clock.forward(130)
    return school


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    yield opened
    opened.end()


def test_all_services_together_and_each_alone(window: Window, made: School) -> None:
    window.press(window.go("referrals").waits_button)
    page = window.front()
    assert "3 referrals have left school." in words_in(page)
    assert "18 to 52 weeks: 3, 3 of them still waiting" in words_in(page)
    assert "3 past 4 weeks, 3 past 18 weeks" in words_in(page)
    combo = page.service
    assert [combo.itemText(n) for n in range(combo.count())] == [
        "All services together",
        "Harbour MHST",
        "Northmoor CAMHS",
    ]
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    window.wait()
    assert "2 referrals have left school." in words_in(page)
    assert "Harbour" not in page.told()


def test_an_answer_that_comes_is_counted_at_once_and_the_service_stays_chosen(
    window: Window, made: School
) -> None:
    window.press(window.go("referrals").waits_button)
    page = window.front()
    page.service.setCurrentIndex(2)
    page.service.activated.emit(2)
    with made.session.reading() as work:
        [referral] = work.find(Referral, service_id=made.service.id)
    moved(made, referral, S.ACKNOWLEDGED)
    window.program.changed(Changes(frozenset({("Referral", referral.id)})))
    window.wait()
    assert page.service.currentText() == "Northmoor CAMHS"
    assert (
        "To acknowledgement: 18 to 52 weeks: 1. The one finished wait took 130 days" in page.told()
    )


def test_before_anything_left_school_there_is_nothing_to_count(
    qtbot: QtBot, qapp: QApplication, theme: Theme, tmp_path: Path
) -> None:
    empty = make_school(tmp_path)
    window = Window(qtbot, qapp, theme, empty.adapters).begin(empty.session)
    window.press(window.go("referrals").waits_button)
    assert "No referral has left school yet." in words_in(window.front())
    window.end()
