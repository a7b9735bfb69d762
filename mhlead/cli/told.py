"""Turns what went wrong into a sentence on standard error and an exit code."""

from __future__ import annotations

from collections.abc import Callable

from mhlead.cli.exit_codes import REFUSED
from mhlead.cli.say import say_error
from mhlead.domain.errors import MhleadError
from mhlead.domain.unexpected import without_values

NO_SCREEN = (
    "There is no screen to open a window on. Run “mhlead demo --out FOLDER” to see what the "
    "program makes, or “mhlead --help” for the commands."
)


def told(work: Callable[[], int]) -> int:
    """The exit code of the work; an error becomes one plain sentence on standard error."""
    try:
        return work()
    except MhleadError as error:
        _tell(error)
        return REFUSED
    except KeyboardInterrupt:
        say_error("Stopped. Nothing half done was kept.")
        return REFUSED
    except Exception as error:  # its text could hold a name, so it ends here
        bug = without_values(error)
        _tell(bug, f" ({bug.kind}, {bug.place})")
        return REFUSED


def _tell(error: MhleadError, more: str = "") -> None:
    from mhlead.wording import sentence_for

    say_error(sentence_for(error) + more)


def tell_no_screen() -> int:
    """Says what can be done without a screen."""
    say_error(NO_SCREEN)
    return REFUSED
