"""The rules in conftest can fail: each is broken once, in a run of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

BROKEN = """
import logging
import subprocess
import tempfile
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

KEPT = []


def test_window(qapp):
    window = QWidget()
    window.show()
    KEPT.append(window)


def test_hidden_window(qapp):
    KEPT.append(QWidget())


def test_thread():
    threading.Thread(target=threading.Event().wait, args=(20,), daemon=True).start()


def test_pooled_thread(qapp):
    pool = QThreadPool()
    pool.setExpiryTimeout(-1)
    ran = threading.Event()
    pool.start(ran.set)
    ran.wait(10)
    KEPT.append(pool)


def test_drained_pool(qapp):
    pool = QThreadPool()
    pool.setExpiryTimeout(-1)
    pool.start(lambda: None)
    pool.waitForDone()


def test_process():
    KEPT.append(subprocess.Popen(["sleep", "20"]))


def test_temp_file():
    Path(tempfile.mkstemp()[1]).write_text("x")


def test_warning_in_the_log():
    logging.getLogger("mhlead").warning("surprise")


def test_expected_warning(expect_log):
    expect_log("^surp")
    logging.getLogger("mhlead").warning("surprise")


def test_expected_warning_that_never_comes(expect_log):
    expect_log("surprise")


def test_modal_dialog(qapp):
    QDialog().exec()


def test_modal_message(qapp):
    QMessageBox.question(None, "a", "b")


def test_home_is_written():
    (Path.home() / "note").write_text("x")


def test_home_is_empty_again():
    assert not (Path.home() / "note").exists()


def test_skipped():
    pytest.skip("no reason")


@pytest.mark.printing
def test_needs_a_printer():
    pass
"""
EXPECTED = {
    "window": "error",
    "hidden_window": "passed",
    "thread": "error",
    "pooled_thread": "error",
    "drained_pool": "passed",
    "process": "error",
    "temp_file": "error",
    "warning_in_the_log": "error",
    "expected_warning": "passed",
    "expected_warning_that_never_comes": "error",
    "modal_dialog": "failed",
    "modal_message": "failed",
    "home_is_written": "passed",
    "home_is_empty_again": "passed",
}


def run_broken(
    folder: Path, checkout: Path, *only: str, **environment: str
) -> tuple[dict[str, str], str, int]:
    """The worst outcome of each test, what was printed, and the exit code."""
    file = folder / "test_broken.py"
    file.write_text(BROKEN, encoding="utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-p", "tests.conftest", "-rA", "--tb=short"),
            *("-c", str(checkout / "pyproject.toml"), "--rootdir", str(folder), str(file)),
            *("-p", "no:cacheprovider", "--basetemp", str(folder / "pytest")),
            *only,
        ],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    outcomes: dict[str, str] = {}
    found = re.findall(r"^(PASSED|FAILED|ERROR) \S+::test_(\w+)", done.stdout, re.MULTILINE)
    for outcome, name in found:
        if outcomes.get(name, "passed") == "passed":
            outcomes[name] = outcome.lower()
    return outcomes, done.stdout + done.stderr, done.returncode


@pytest.mark.skipif(sys.platform != "linux", reason="children and pools are seen on Linux only")
def test_each_broken_rule_fails_its_test_and_no_other(tmp_path: Path, checkout: Path) -> None:
    outcomes, printed, code = run_broken(tmp_path, checkout, CI="")
    assert {name: outcomes.get(name) for name in EXPECTED} == EXPECTED, printed
    assert "skipped" not in outcomes
    assert re.search(r"LEFT IN THE TEMP FOLDER: tmp", printed)
    assert code == 1


def test_in_ci_a_skipped_test_is_a_failed_test(tmp_path: Path, checkout: Path) -> None:
    outcomes, printed, code = run_broken(tmp_path, checkout, "-k", "test_skipped", CI="true")
    assert (outcomes, code) == ({"skipped": "failed"}, 1), printed


def test_tests_without_their_tools_are_skipped_by_name_and_counted(
    tmp_path: Path, checkout: Path
) -> None:
    only = ("-k", "needs_a_printer")
    _, printed, code = run_broken(tmp_path, checkout, *only, CI="", PATH=str(tmp_path))
    assert re.search(r"SKIPPED .*printing: needs .*lp", printed)
    assert "not run here for want of its tools: 1 printing tests" in printed
    assert code == 0
    outcomes, printed, code = run_broken(tmp_path, checkout, *only, CI="1", PATH=str(tmp_path))
    assert (outcomes, code) == ({"needs_a_printer": "error"}, 1), printed
