"""The dependency rule holds, and each contract notices when it is broken."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LAYERS = "main > cli"
WINDOW = "The window never reaches past the services"
VAULT = "documents, disclosure and exchange never import the vault"
QT = "Qt stays in ui and main"
SQL = "SQL stays in storage"
PDF = "PDF stays in documents"
CRYPTOGRAPHY = "Cryptography stays in the vault"
APART = "The protector and the attacker know nothing of each other"
SOLVER = "The solver stays in disclosure"
NETWORK = "Nothing opens a network connection"
CONTRACTS = (LAYERS, WINDOW, VAULT, QT, SQL, PDF, CRYPTOGRAPHY, APART, SOLVER, NETWORK)

# What is planted where, and the contract that has to name it.
BREACHES = [
    ("mhlead/domain/planted.py", "mhlead.vault", LAYERS),
    ("mhlead/domain/planted.py", "mhlead.services", LAYERS),
    ("mhlead/vault/planted.py", "mhlead.storage", LAYERS),
    ("mhlead/services/planted.py", "mhlead.storage", LAYERS),
    ("mhlead/services/planted.py", "mhlead.ui", LAYERS),
    ("mhlead/storage/planted.py", "mhlead.documents", LAYERS),
    ("mhlead/exchange/planted.py", "mhlead.services", LAYERS),
    ("mhlead/documents/planted.py", "mhlead.wording", LAYERS),
    ("mhlead/ui/planted.py", "mhlead.storage", WINDOW),
    ("mhlead/ui/planted.py", "mhlead.documents", WINDOW),
    ("mhlead/exchange/planted.py", "mhlead.vault", VAULT),
    ("mhlead/documents/planted.py", "mhlead.vault", VAULT),
    ("mhlead/services/planted.py", "PySide6", QT),
    ("mhlead/cli/planted.py", "PySide6", QT),
    ("mhlead/wording.py", "shiboken6", QT),
    ("mhlead/services/planted.py", "sqlalchemy", SQL),
    ("mhlead/ui/planted.py", "sqlite3", SQL),
    ("mhlead/cli/planted.py", "sqlcipher3", SQL),
    ("mhlead/storage/planted.py", "reportlab", PDF),
    ("mhlead/ui/planted.py", "pikepdf", PDF),
    ("mhlead/storage/planted.py", "cryptography", CRYPTOGRAPHY),
    ("mhlead/services/planted.py", "secrets", CRYPTOGRAPHY),
    ("mhlead/documents/planted.py", "hmac", CRYPTOGRAPHY),
    ("mhlead/disclosure/planted.py", "mhlead.documents", LAYERS),
    ("mhlead/disclosure/planted.py", "mhlead.storage", LAYERS),
    ("mhlead/services/planted.py", "mhlead.disclosure", LAYERS),
    ("mhlead/disclosure/planted.py", "mhlead.vault", VAULT),
    ("mhlead/disclosure/attack/planted.py", "mhlead.disclosure.protect", APART),
    ("mhlead/disclosure/protect/planted.py", "mhlead.disclosure.attack", APART),
    ("mhlead/disclosure/planted.py", "PySide6", QT),
    ("mhlead/disclosure/planted.py", "sqlalchemy", SQL),
    ("mhlead/disclosure/planted.py", "pikepdf", PDF),
    ("mhlead/disclosure/planted.py", "secrets", CRYPTOGRAPHY),
    ("mhlead/services/planted.py", "numpy", SOLVER),
    ("mhlead/exchange/planted.py", "highspy", SOLVER),
    ("mhlead/domain/planted.py", "socket", NETWORK),
    ("mhlead/vault/planted.py", "urllib", NETWORK),
]


def lint_imports(folder: Path) -> tuple[int, str]:
    """The exit code and the report of import-linter on the tree in that folder."""
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(program), "--no-logo", "--no-cache"],
        cwd=folder,
        env={"PATH": str(program.parent), "PYTHONPATH": str(folder), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def report_of_breaches(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What import-linter says about a copy of the tree with every breach planted at once."""
    copy = tmp_path_factory.mktemp("planted")
    shutil.copytree(
        checkout / "mhlead", copy / "mhlead", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(checkout / "pyproject.toml", copy)
    for path, imported, _ in BREACHES:
        with (copy / path).open("a", encoding="utf-8") as file:
            file.write(f"\nimport {imported}\n")
    code, report = lint_imports(copy)
    assert code == 1, report
    return report


def test_the_tree_keeps_all_contracts(checkout: Path) -> None:
    code, report = lint_imports(checkout)
    assert code == 0, report


@pytest.mark.parametrize(("path", "imported", "contract"), BREACHES)
def test_a_planted_breach_is_named(
    path: str, imported: str, contract: str, report_of_breaches: str
) -> None:
    details = report_of_breaches.partition("Broken contracts")[2]
    # The part from this contract's heading to the next one's; long headings are wrapped.
    others = "|".join(re.escape(name) for name in CONTRACTS)
    section = re.search(rf"^{re.escape(contract)}.*?(?=^(?:{others})|\Z)", details, re.M | re.S)
    assert section, f"{contract!r} is not broken:\n{report_of_breaches}"
    module = path.removesuffix(".py").replace("/", ".")
    assert re.search(rf"{re.escape(module)} -> {re.escape(imported)}\b", section.group())


@pytest.mark.parametrize(
    "statement",
    [
        "from PySide6.QtNetwork import QTcpSocket",
        "from PySide6 import QtNetwork",
        "from PySide6.QtWebEngineWidgets import QWebEngineView",
        "from reportlab.platypus import Paragraph",
        "from reportlab.platypus.paraparser import ParaParser",
    ],
)
def test_an_import_that_the_graph_cannot_name_is_banned_by_ruff(
    statement: str, checkout: Path
) -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("ruff")), "check", "--select", "TID251", "-"],
        input=statement + "\n",
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout
    assert "TID251" in done.stdout
