"""What importing the rooms brings along, seen in a fresh interpreter, where nothing can hide."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

# Packages without I/O that the domain may use beside the standard library.
PURE_PACKAGES = {"stdnum", "holidays", "phonenumbers", "zxcvbn", "email_validator"}
# Standard modules by which the domain would reach the disk, the clock or other processes.
OUTSIDE_WORLD = {
    "asyncio",
    "ctypes",
    "glob",
    "io",
    "logging",
    "multiprocessing",
    "os",
    "pathlib",
    "random",
    "shutil",
    "signal",
    "socket",
    "subprocess",
    "sys",
    "tempfile",
    "threading",
    "time",
}
CLOCK = {"now", "today", "utcnow", "fromtimestamp"}
WITHOUT_QT = """
import importlib, sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"PySide6", "shiboken6"}:
            raise ImportError("Qt can't be imported here")

sys.meta_path.insert(0, NoQt())
for name in sys.argv[1:]:
    importlib.import_module(name)
"""
LOADED = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(" ".join(sorted({name.split(".")[0] for name in sys.modules})))
"""


def names(modules: dict[str, ast.Module], room: str = "") -> list[str]:
    """The dotted names of the modules of a room."""
    prefix = f"mhlead/{room}/" if room else "mhlead/"
    dotted = (
        path.removesuffix(".py").replace("/", ".") for path in modules if path.startswith(prefix)
    )
    return [name.removesuffix(".__init__") for name in dotted]


def run(code: str, arguments: list[str]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def imported_by(module: ast.Module) -> set[str]:
    """The full names of what a module imports, at any depth of its code."""
    found: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {alias.name for alias in node.names}
            # Names of paths alone touch no disk.
            pure = node.module == "pathlib" and names <= {"PurePath", "PurePosixPath"}
            found.add("pure paths" if pure else node.module)
    return found


def domain_faults(module: ast.Module) -> list[str]:
    """What in a module of the domain reaches out of it."""
    faults = []
    for name in sorted(imported_by(module)):
        top = name.split(".")[0]
        inside = name.startswith("mhlead.domain") or top in PURE_PACKAGES or top == "pure paths"
        if top in OUTSIDE_WORLD or not (inside or top in sys.stdlib_module_names):
            faults.append(f"imports {name}")
    for node in ast.walk(module):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and called.attr in CLOCK:
            faults.append(f"asks the clock in line {called.lineno}")
        if isinstance(called, ast.Name) and called.id == "open":
            faults.append(f"opens a file in line {called.lineno}")
    return faults


def test_the_domain_reaches_neither_disk_nor_clock_nor_other_rooms(
    modules: dict[str, ast.Module],
) -> None:
    faults = {
        path: found
        for path, module in modules.items()
        if path.startswith("mhlead/domain/") and (found := domain_faults(module))
    }
    assert not faults


@pytest.mark.parametrize(
    "code",
    [
        "import os",
        "from pathlib import Path",
        "import lxml.etree",
        "import mhlead.storage.engine",
        "from datetime import date\ndate.today()",
        "open('x')",
    ],
)
def test_a_domain_that_reaches_out_is_noticed(code: str) -> None:
    assert len(domain_faults(ast.parse(code))) == 1


def test_the_services_load_neither_qt_nor_a_database_nor_a_pdf_writer(
    modules: dict[str, ast.Module],
) -> None:
    loaded = set(run(LOADED, names(modules, "services")).split())
    assert not loaded & {"PySide6", "shiboken6", "sqlalchemy", "sqlcipher3", "reportlab", "lxml"}


def test_no_room_loads_solver_or_keyring_before_it_is_needed(
    modules: dict[str, ast.Module],
) -> None:
    loaded = set(run(LOADED, names(modules)).split())
    assert not loaded & {"highspy", "numpy", "keyring", "secretstorage", "jeepney"}


def test_everything_but_the_window_imports_where_qt_cannot_be(
    modules: dict[str, ast.Module],
) -> None:
    run(WITHOUT_QT, [name for name in names(modules) if not name.startswith("mhlead.ui")])


def test_the_interpreter_without_qt_really_has_none() -> None:
    with pytest.raises(AssertionError, match="Qt can't be imported here"):
        run(WITHOUT_QT, ["PySide6.QtCore"])
