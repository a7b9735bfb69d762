from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.services import unlocking
from mhlead.ui.appearance import Appearance
from mhlead.ui.help_places import topic_for
from mhlead.ui.theme import Theme
from tests.builders import PASSPHRASE, School, make_school, make_test_adapters
from tests.ui.looking import (
    blank_ends,
    cut_text,
    is_reached_by_arrows,
    reachable,
    shared_keys,
    squeezed,
    tab_round,
    unnamed,
)
from tests.ui.places import PLACES
from tests.ui.watched import Window

# Window sizes in device-independent pixels: a usual one, and a 1366 x 768 notebook at 200 %
# (its title bar and task bar taken off); with text of twice the size, a usual screen.
USUAL, NOTEBOOK_200, FULL_SCREEN = QSize(1240, 800), QSize(683, 350), QSize(1366, 728)


LETTERS = {
    "letter draft",
    "what goes in",
    "letter issued",
    "mark as sent",
    "how do they stand",
    "copy for their form",
    "on their form",
    "left on their form",
    "envelope test sheet",
    "for the data protection officer",
    "meeting agenda",
    "meeting list",
    "where to turn",
    "emergency summary",
    "chronology for the pupil",
    "handover",
    "what goes into a chronology",
    "wording tried",
    "summary preview",
    "own figures",
    "copy of a record",
}
HELP = {place for place in PLACES if "help" in place.split()}
EACH = [
    pytest.param(place, marks=pytest.mark.qt_draws) if place in LETTERS else place
    for place in PLACES
]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> School:
    """A locked school with a pupil, a case and a referral, to be copied for each test."""
    school = make_school(tmp_path_factory.mktemp("school"))
    school.referral()
    unlocking.lock(school.session)
    return school


@pytest.fixture
def made(template: School, tmp_path: Path) -> School:
    shutil.copytree(template.folder, tmp_path / "store")
    clock = replace(template.clock)  # its minutes would run past midnight over so many pages
    adapters = make_test_adapters(tmp_path, clock)
    session = unlocking.unlock(adapters.stores, clock, adapters.ids, tmp_path / "store", PASSPHRASE)
    pupils = list(template.pupils)
    return replace(template, session=session, clock=clock, adapters=adapters, pupils=pupils)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    opened.program.names.show(is_shown=True)
    yield opened
    opened.end()


def resized(window: Window, size: QSize) -> None:
    window.shell.resize(size)
    window.wait()


@pytest.mark.parametrize("place", EACH)
def test_a_page_has_names_is_walked_by_tab_and_cuts_no_text(
    window: Window, made: School, place: str
) -> None:
    PLACES[place](window, made)
    assert unnamed(window.shell) == []
    assert shared_keys(window.shell) == []
    assert place in HELP or topic_for(window.shell.standing())
    assert not_reached(window) == []
    assert not any(name in offered(window) for name in ("Aoife", "O'Connor", "Zoë", "Lark"))
    faults = {}
    for name, size in (("usual", USUAL), ("notebook at 200 %", NOTEBOOK_200)):
        resized(window, size)
        assert window.shell.width() <= size.width() + 2, f"{name}: the window won't get narrower"
        faults[name] = cut_text(window.shell) + blank_ends(window.shell)
    window.program.theme.set_text_scale(2.0)
    resized(window, FULL_SCREEN)
    faults["text of twice the size"] = cut_text(window.shell) + squeezed(window.shell)
    assert window.shell.width() <= FULL_SCREEN.width() + 2
    assert {name: found for name, found in faults.items() if found} == {}


def offered(window: Window) -> str:
    """What the page calls the file it saves and the job it prints, or ""."""
    stem = getattr(window.front(), "file_stem", None)
    return stem() if stem is not None else ""


def not_reached(window: Window) -> list[str]:
    """Controls that Tab does not come to."""
    window.shell.activateWindow()
    window.until(lambda: QApplication.focusWidget() is not None)
    wanted = reachable(window.shell)
    came = tab_round(window.shell)
    return [
        f"{type(one).__name__} {one.accessibleName() or one.objectName()}"
        for one in wanted
        if one not in came and not is_reached_by_arrows(one, came)
    ]


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
def test_a_page_is_drawn_in_both_looks(
    window: Window, made: School, appearance: Appearance
) -> None:
    window.program.theme.set_choice(appearance)
    window.go("pupils")
    picture = window.shell.grab().toImage()
    corner = picture.pixelColor(picture.width() - 3, 3).lightness()
    assert (corner < 60) is (appearance is Appearance.DARK)
