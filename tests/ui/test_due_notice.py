"""The notification after unlocking, on a real screen with a desktop that writes down each."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest

from mhlead.services import unlocking
from tests.builders import MONDAY, make_school
from tests.parts.screen import PATIENCE_S, Screen
from tests.services.lives import S, quiet_case, referral_in

DUE = "3 things are due today"
"""Two referrals, and that no recovery sheet was made."""

WINDOW = """
import sys
from pathlib import Path
from mhlead.services import unlocking
from mhlead.ui.run import run_window
from tests.builders import MONDAY, PASSPHRASE, TestClock, make_test_adapters

place = Path(sys.argv[1])
own = make_test_adapters(place, TestClock(MONDAY))
session = unlocking.unlock(own.stores, own.clock, own.ids, place / "store", PASSPHRASE)
sys.exit(run_window(own, session=session))
"""


def school_with_two_things_due(folder: Path) -> list[str]:
    """A locked store, and every word in it that could name somebody."""
    school = make_school(folder)
    for forename in ("Aoife", "Ben"):
        referral_in(school, quiet_case(school, forename=forename), S.SENT, deadline_on=MONDAY)
    stored = [part for pupil in school.pupils for part in (pupil.forename, pupil.surname)]
    stored += [school.lead.name, school.deputy.name, school.service.name, "Fernbrook", "FBA"]
    unlocking.lock(school.session)
    return [part for name in stored for part in name.split()]


@pytest.fixture
def place(tmp_path: Path) -> tuple[Path, list[str]]:
    return tmp_path, school_with_two_things_due(tmp_path)


def told(screen: Screen, checkout: Path, place: Path, kind: str, wanted: str) -> str:
    """What the desktop was asked to show, by the program as it runs."""
    temp = place / "temp"
    temp.mkdir()
    more = {"TMPDIR": str(temp), "PYTHONPATH": str(checkout)}
    with screen.program(sys.executable, "-m", "tests.parts.desktop", kind, **more) as desktop:
        wait_for(desktop, "ready")
        with screen.program(sys.executable, "-c", WINDOW, str(place), **more):
            return wait_for(desktop, wanted)


def wait_for(desktop: subprocess.Popen[str], name: str) -> str:
    """What the first call of that name says."""
    assert desktop.stdout is not None
    patience = Timer(PATIENCE_S, desktop.kill)
    patience.start()
    try:
        for line in desktop.stdout:
            called, said = json.loads(line)
            if called == name:
                return str(said)
    finally:
        patience.cancel()
    assert desktop.stderr is not None
    raise AssertionError(f"{name} was never called: {desktop.stderr.read()}")


def names_in(said: str, stored: list[str]) -> list[str]:
    return [part for part in stored if part.casefold() in said.casefold()]


@pytest.mark.accessibility
@pytest.mark.parametrize(("kind", "call"), [("tray", "Notify"), ("portal", "AddNotification")])
def test_a_desktop_shows_a_number_and_no_stored_name(
    spoken_screen: Screen, checkout: Path, place: tuple[Path, list[str]], kind: str, call: str
) -> None:
    """GNOME has no tray by itself: there it goes by the portal."""
    folder, stored = place
    shown = told(spoken_screen, checkout, folder, kind, call)
    assert f'"{DUE}"' in shown
    assert '"mhlead"' in shown
    assert names_in(shown, stored) == []
