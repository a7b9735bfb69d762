from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = """
{first}
from PySide6.QtCore import QObject
thing = QObject()
for _ in range(20_000):
    thing.setObjectName("a call that returns nothing")
print("still here")
"""


def run(first: str, checkout: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", SCRIPT.format(first=first)],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )


def test_thousands_of_calls_that_return_nothing_do_not_end_the_program(checkout: Path) -> None:
    done = run("import mhlead.ui", checkout)
    assert (done.returncode, done.stdout) == (0, "still here\n"), done.stderr


def test_true_and_false_have_a_reserve_as_none_has(checkout: Path) -> None:
    left = (
        "import mhlead.ui, sys; print(*(sys.getrefcount(x) > 2**28 for x in (None, True, False)))"
    )
    done = run(left, checkout)
    assert done.stdout.startswith("True True True"), done.stderr
