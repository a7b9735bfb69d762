"""Runs one command and turns what went wrong into a sentence and an exit code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from mhlead.cli.commands import COMMANDS
from mhlead.cli.exit_codes import REFUSED
from mhlead.domain.errors import MhleadError
from mhlead.domain.unexpected import without_values
from mhlead.services.adapters import Adapters
from mhlead.wording import sentence_for

NO_SCREEN = (
    "There is no screen to open a window on. Run “mhlead demo --out FOLDER” to see what the "
    "program makes, or “mhlead --help” for the commands."
)


def run(arguments: argparse.Namespace, adapters: Adapters) -> int:
    """Does one command on a store.

    Returns:
        0 when done, 1 when refused or not sound; what is wrong stands on standard error.
    """
    return told(lambda: COMMANDS[arguments.command](arguments, adapters))


def told(work: Callable[[], int]) -> int:
    """The exit code of the work; an error becomes one plain sentence on standard error."""
    try:
        return work()
    except MhleadError as error:
        print(sentence_for(error), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print("Stopped. Nothing half done was kept.", file=sys.stderr)
        return REFUSED
    except Exception as error:  # its text could hold a name, so it ends here
        bug = without_values(error)
        print(f"{sentence_for(bug)} ({bug.kind}, {bug.place})", file=sys.stderr)
        return REFUSED


def tell_no_screen() -> int:
    """Says what can be done without a screen."""
    print(NO_SCREEN, file=sys.stderr)
    return REFUSED
