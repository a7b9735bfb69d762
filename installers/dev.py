"""Starts, tests and measures mhlead from a checkout, doing all the set-up a fresh machine needs.

    python3 installers/dev.py run     the program; without a screen the demo, written to a folder
    python3 installers/dev.py test    all gates: lint, format, types, layers, tests, wheel and sdist
    python3 installers/dev.py bench   medians and ratios beside the bare libraries (--large)
    python3 installers/dev.py schools random schools' tables protected and attacked (--folder)
    python3 installers/dev.py WORD …  any other word goes to mhlead: demo, init, letter, --check …

`test` with arguments runs pytest alone with them, such as `test tests/vault -x`.
Exit code 3: something is missing that only an administrator may install; the line to run is shown.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLDEST, NEWEST = (3, 11), (3, 14)
QT_WORDS = {"run", "demo", "test", "bench", "--check"}


def main(arguments: list[str]) -> int:
    """Does what the first word says and gives back its exit code."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        print(
            f"mhlead needs Python {OLDEST[0]}.{OLDEST[1]} to {NEWEST[0]}.{NEWEST[1]};"
            f" this is {sys.version_info[0]}.{sys.version_info[1]}.",
            file=sys.stderr,
        )
        return 3
    if not arguments or arguments[0] in {"help", "-h", "--help"}:
        print((__doc__ or "").strip())
        return 0 if arguments else 2
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # keeps our lines before the children's

    # After the version check, so that an older Python meets the sentence and not a traceback.
    import system_libraries
    import virtual_environment

    word, rest = arguments[0], arguments[1:]
    if not system_libraries.provide(_purposes(word)):
        return 3
    python = virtual_environment.provide(ROOT)
    if python is None:
        return 3
    environment = _environment(python)
    if word == "test":
        return _call([str(python), str(ROOT / "installers" / "gates.py"), *rest], environment)
    if word in {"bench", "schools"}:
        script = {"bench": "bench.py", "schools": "random_schools.py"}[word]
        return _call([str(python), str(ROOT / "installers" / script), *rest], environment)
    if word == "run":
        return _run(python, rest, environment)
    return _call([str(python), "-P", "-m", "mhlead", word, *rest], environment)


def has_screen() -> bool:
    """Whether a window can be shown here."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _purposes(word: str) -> list[str]:
    """What the machine has to offer for this word, as sections of `system_libraries.NEEDS`."""
    purposes = ["set-up"]
    if word in QT_WORDS:
        purposes.append("window")
    if word in {"run", "demo"} and os.environ.get("DISPLAY"):
        purposes += ["x11", "printing"]
    if word in {"run", "demo"} and os.environ.get("WAYLAND_DISPLAY"):
        purposes += ["wayland", "printing"]
    if word == "test":
        purposes += ["x11", "printing", "tests"]
    if word == "bench":
        purposes += ["x11", "bench"]
    return purposes


def _run(python: Path, rest: list[str], environment: dict[str, str]) -> int:
    program = [str(python), "-P", "-m", "mhlead"]
    if has_screen():
        return _call([*program, *rest], environment)
    folder = _free_folder()
    print(f"There is no screen here: the demo is written to {folder} instead of a window.")
    return _call([*program, "demo", "--out", str(folder)], environment)


def _free_folder() -> Path:
    number = 1
    while True:
        folder = Path("mhlead-demo" if number == 1 else f"mhlead-demo-{number}")
        if not folder.exists():
            return folder
        number += 1


def _environment(python: Path) -> dict[str, str]:
    """The surroundings of every child: the checkout on the path, the environment's tools first."""
    environment = dict(os.environ)
    environment["PYTHONPATH"] = str(ROOT)
    environment["PATH"] = os.pathsep.join([str(python.parent), environment.get("PATH", os.defpath)])
    environment["VIRTUAL_ENV"] = str(python.parent.parent)
    environment.pop("PYTHONHOME", None)
    if not has_screen():
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment


def _call(command: list[str], environment: dict[str, str]) -> int:
    if os.name == "posix":
        sys.stdout.flush()
        os.execve(command[0], command, environment)  # the child gets our signals and our place  # noqa: S606
    return subprocess.call(command, env=environment)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
