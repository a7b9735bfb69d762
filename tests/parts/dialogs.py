"""Makes every modal `exec` fail at once: nobody would answer it, and the run would hang."""

from __future__ import annotations

from importlib import import_module
from typing import Any, NoReturn

import pytest

MODAL: dict[str, dict[str, tuple[str, ...]]] = {
    "PySide6.QtWidgets": {
        "QDialog": ("exec", "exec_"),
        "QMenu": ("exec", "exec_"),
        "QMessageBox": ("about", "aboutQt", "critical", "information", "question", "warning"),
        "QInputDialog": ("getDouble", "getInt", "getItem", "getMultiLineText", "getText"),
        "QFileDialog": (
            "getExistingDirectory",
            "getExistingDirectoryUrl",
            "getOpenFileName",
            "getOpenFileNames",
            "getOpenFileUrl",
            "getSaveFileName",
            "getSaveFileUrl",
        ),
        "QColorDialog": ("getColor",),
        "QFontDialog": ("getFont",),
    },
    "PySide6.QtPrintSupport": {
        "QPrintDialog": ("exec", "exec_"),
        "QPageSetupDialog": ("exec", "exec_"),
    },
}


def forbid_modal_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replaces what would wait for a person; dialogs are opened with `open()` and `finished`."""
    for module_name, classes in MODAL.items():
        module = import_module(module_name)
        for class_name, methods in classes.items():
            owner = getattr(module, class_name)
            for method in methods:
                if hasattr(owner, method):
                    monkeypatch.setattr(owner, method, _refusing(f"{class_name}.{method}"))


def _refusing(name: str) -> Any:
    def refuse(*_arguments: object, **_more: object) -> NoReturn:
        pytest.fail(f"{name} would wait for ever: use open() and finished")

    return staticmethod(refuse)
