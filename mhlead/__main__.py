"""Lets `python -m mhlead` start the program."""

from __future__ import annotations

import sys

from mhlead.main import main

if __name__ == "__main__":
    sys.exit(main())
