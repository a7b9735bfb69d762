"""Lets `python -m mhlead` and the installed commands start the program."""

from __future__ import annotations

import sys

from mhlead.cli.own_process import keep_to_itself
from mhlead.main import main as run


def main() -> int:
    """Runs the program in a process of its own; gives the exit code."""
    keep_to_itself()
    return run()


if __name__ == "__main__":
    sys.exit(main())
