"""The pages about the wording of letters, and how a person gets there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mhlead.domain.codes import LetterKind
from mhlead.services.letters import wordings as letter_wordings
from tests.builders import School
from tests.ui.watched import Window

FAULTY = "Dear {recipent person} and **all**,\n- a point about [nobody]\n{tried}\n"


def wordings(window: Window, made: School) -> Any:
    """Every kind of letter, one of them in the school's own words."""
    keep(made, LetterKind.CHASE, "# How does it stand?\n{service}, please tell us.")
    window.go("settings").open_part("letters")
    window.wait()
    return window.front()


def keep(made: School, kind: LetterKind, text: str, before: int = 0) -> None:
    """The school's own wording, as it is kept from the page."""
    letter_wordings.keep_wording(
        made.session, made.adapters.press, kind, text, "Warmer, and shorter", before=before
    )


def wording(window: Window, kind: LetterKind = LetterKind.REFERRAL) -> Any:
    """The wording of one kind of letter."""
    window.go("settings").open_part("letters")
    window.wait()
    page = window.front()
    page.edit(next(one for one in page.lines if one.kind is kind))
    window.wait()
    hurry(window.front())
    return window.front()


def hurry(page: Any) -> None:
    """Nobody types here, so nothing waits for a pause in typing."""
    page._pause.setInterval(1)
    page.preview._pause.setInterval(1)


def typed(window: Window, page: Any, text: str) -> None:
    """The text, judged."""
    page.edit.setPlainText(text)
    judged(window, page)


def judged(window: Window, page: Any) -> None:
    """What was typed has been judged."""
    window.until(lambda: not page._pause.isActive())
    window.wait()


def _faulty(window: Window, made: School) -> Any:
    """A wording with things to put right."""
    page = wording(window)
    page.edit.put_in(FAULTY)
    judged(window, page)
    return page


def tried(window: Window, made: School) -> Any:
    """A wording beside the letter that it makes."""
    page = wording(window)
    page.sides.turn_to("letter")
    page.preview.choice.set_value(0)
    window.wait()
    window.until(lambda: page.preview.view.isVisible())
    return page


def _versions(window: Window, made: School) -> Any:
    """Two versions and ours."""
    keep(made, LetterKind.REFERRAL, "# Help for {called}\n{asked of service}")
    keep(made, LetterKind.REFERRAL, "# Help for {pupil name}\n{asked of service}", 1)
    wording(window).show_versions()
    window.wait()
    return window.front()


def _compared(window: Window, made: School) -> Any:
    """What reads otherwise in one than in another."""
    page = _versions(window, made)
    page.compare("Version 1", page._wording.versions[1].text)
    window.wait()
    return window.front()


WORDING_PLACES: dict[str, Callable[[Window, School], Any]] = {
    "wordings": wordings,
    "wording with problems": _faulty,
    "wording tried": tried,
    "versions of a wording": _versions,
    "wordings compared": _compared,
}
