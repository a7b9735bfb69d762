"""Every gate a change has to pass, in one order, told in one table at the end."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PYTEST = [sys.executable, "-m", "pytest", "-q"]
ON_TWO_CORES = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
"""Each file of tests stays with one process, so that what it prepares is prepared once; files go in
their own order, as they do in one process."""
GATES: dict[str, list[str]] = {
    "lint": [str(BIN / "ruff"), "check"],
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet"],
    "types": [sys.executable, "-m", "mypy"],
    "layers": [str(BIN / "lint-imports"), "--no-logo"],
    "tests": [*PYTEST, *ON_TWO_CORES],
    "wheel and sdist": [sys.executable, str(ROOT / "installers" / "check_artifacts.py")],
}


def main(arguments: list[str]) -> int:
    """Runs all gates, or pytest alone when it is given arguments; 0 when every one passed."""
    if arguments:
        return subprocess.run([*PYTEST, *arguments], cwd=ROOT, check=False).returncode
    results: dict[str, tuple[int, float]] = {}
    for name, command in GATES.items():
        print(f"\n== {name}", flush=True)
        started = time.monotonic()
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        results[name] = (code, time.monotonic() - started)
    print()
    for name, (code, seconds) in results.items():
        print(f"{name:<16} {'passed' if code == 0 else 'FAILED':<7} {seconds:6.1f} s")
    return 0 if all(code == 0 for code, _ in results.values()) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
