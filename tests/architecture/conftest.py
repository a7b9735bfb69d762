"""The source as these tests read it."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def modules(checkout: Path) -> dict[str, ast.Module]:
    """Every module of the package by its path from the top, such as ``mhlead/cli.py``."""
    return {
        path.relative_to(checkout).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted((checkout / "mhlead").rglob("*.py"))
    }


@pytest.fixture(scope="session")
def tracked_files(checkout: Path) -> list[Path]:
    """The files that belong to the project; outside a clone, those that a source archive holds."""
    if not (checkout / ".git").exists():
        tops = ("mhlead", "resources", "installers", "tests")
        found = [path for top in tops for path in (checkout / top).rglob("*") if path.is_file()]
        return [*found, checkout / "pyproject.toml", checkout / "README.md"]
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=checkout,
        check=True,
        capture_output=True,
        text=True,
    )
    paths = [checkout / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]
