"""The bootstrap sets up once, says plainly what it may not do, and never half works."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import dev
import gates
import system_libraries
import virtual_environment
from system_libraries import Need

UV_LINES = "uv==0.9.1 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"
LOCK = f"ruff==0.1 \\\n    --hash=sha256:aa\n{UV_LINES}    # via x\nvine==1\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "requirements.lock").write_text(LOCK, encoding="utf-8")
    return tmp_path


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Who was asked to install; nothing is."""
    asked: list[str] = []

    def with_uv(*_arguments: object) -> bool:
        asked.append("uv")
        return True

    monkeypatch.setattr(virtual_environment, "_install_with_uv", with_uv)
    return asked


def test_the_environment_is_made_once_and_then_recognised_at_once(
    root: Path, installed: list[str]
) -> None:
    python = virtual_environment.provide(root)
    assert python is not None
    assert subprocess.run([str(python), "-c", ""], check=False).returncode == 0
    started = time.perf_counter()
    assert virtual_environment.provide(root) == python
    assert time.perf_counter() - started < 0.5
    assert installed == ["uv"]


def test_another_lock_installs_into_the_same_environment(root: Path, installed: list[str]) -> None:
    virtual_environment.provide(root)
    kept = root / ".venv" / "kept"
    kept.touch()
    (root / "requirements.lock").write_text(LOCK + "wheel==1\n", encoding="utf-8")
    virtual_environment.provide(root)
    assert installed == ["uv", "uv"]
    assert kept.exists()


def test_an_environment_of_another_python_is_made_anew(root: Path, installed: list[str]) -> None:
    virtual_environment.provide(root)
    settings = root / ".venv" / "pyvenv.cfg"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("version = 3.", "version = 2."), encoding="utf-8")
    (root / ".venv" / virtual_environment.STAMP).unlink()
    (root / ".venv" / "old").touch()
    assert virtual_environment.provide(root) is not None
    assert not (root / ".venv" / "old").exists()
    assert installed == ["uv", "uv"]


def test_pip_installs_where_uv_cannot(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(virtual_environment, "_install_with_uv", lambda *_: False)

    def with_pip(_python: Path, lock: Path) -> bool:
        asked.append(lock)
        return True

    monkeypatch.setattr(virtual_environment, "_install_with_pip", with_pip)
    assert virtual_environment.provide(root) is not None
    assert asked == [root / "requirements.lock"]


def test_what_could_not_be_installed_is_tried_again_the_next_time(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(virtual_environment, "_install_with_uv", lambda *_: False)
    monkeypatch.setattr(virtual_environment, "_install_with_pip", lambda *_: False)
    assert virtual_environment.provide(root) is None
    assert "could not be installed" in capsys.readouterr().err
    assert virtual_environment.provide(root) is None


def test_only_the_locked_lines_of_one_package_are_taken(root: Path) -> None:
    assert virtual_environment._locked("uv", root / "requirements.lock") == UV_LINES


def missing_library(monkeypatch: pytest.MonkeyPatch, purpose: str) -> None:
    needs = dict.fromkeys(system_libraries.NEEDS, ())
    needs[purpose] = (system_libraries.library("libnowhere.so.9", "libnowhere9"),)
    monkeypatch.setattr(system_libraries, "NEEDS", needs)
    monkeypatch.setattr(system_libraries, "_administrator", lambda: None)
    monkeypatch.setenv("CI", "")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has packages to install")
class TestMissingLibraries:
    def test_without_an_administrator_the_one_line_is_shown_and_the_exit_code_is_3(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        missing_library(monkeypatch, "window")
        assert dev.main(["run"]) == 3
        shown = capsys.readouterr().err.splitlines()
        assert [text for text in shown if text.startswith("  sudo apt-get install")] == [
            "  sudo apt-get install --no-install-recommends libnowhere9"
        ]

    def test_what_only_tests_need_is_shown_and_goes_on(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        missing_library(monkeypatch, "tests")
        assert system_libraries.provide(["window", "tests"])
        assert "libnowhere9" in capsys.readouterr().err

    def test_in_ci_nothing_may_be_missing(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        missing_library(monkeypatch, "tests")
        monkeypatch.setenv("CI", "true")
        assert not system_libraries.provide(["window", "tests"])

    def test_what_apt_brought_is_looked_for_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        here: list[str] = []

        def install(_administrator: list[str], packages: list[str]) -> bool:
            here.extend(packages)
            return True

        need = Need("x", lambda: bool(here), ("package-x", "package-y"))
        monkeypatch.setattr(system_libraries, "NEEDS", {"window": (need, need)})
        monkeypatch.setattr(system_libraries, "_administrator", list)
        monkeypatch.setattr(system_libraries, "_install", install)
        assert system_libraries.provide(["window"])
        assert here == ["package-x", "package-y"]

    @pytest.mark.parametrize("code", [0, 100])
    def test_apt_runs_without_questions_and_starts_no_service(
        self, code: int, tmp_path: Path
    ) -> None:
        policy = tmp_path / "policy-rc.d"
        apt = tmp_path / "apt-get"
        apt.write_text(
            f'#!/bin/sh\necho "$DEBIAN_FRONTEND $*" >> {tmp_path}/calls\n'
            f"{policy} && exit 9\n[ $? -eq 101 ] && exit {code}\n",
            encoding="utf-8",
        )
        apt.chmod(0o755)
        script = system_libraries.APT_SCRIPT.replace("/usr/sbin/policy-rc.d", str(policy))
        done = subprocess.run(
            ["sh", "-c", script, "apt", "xvfb", "qpdf"],
            env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
            check=False,
        )
        assert done.returncode == code
        assert not policy.exists()
        calls = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
        assert calls[0].startswith("noninteractive ")
        assert calls[0].endswith(" update")
        if code == 0:
            assert calls[1].endswith("install --no-install-recommends xvfb qpdf")


def test_a_library_is_missing_when_it_does_not_load() -> None:
    assert not system_libraries.library("libnowhere.so.9", "x").present()
    assert not system_libraries.command("no-such-command", "x").present()
    assert system_libraries.command(Path(sys.executable).name, "x").present()


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the bootstrap would hand over to."""
    calls: list[list[str]] = []

    def call(command: list[str], _environment: dict[str, str]) -> int:
        calls.append(command[1:])
        return 0

    monkeypatch.setattr(dev, "_call", call)
    monkeypatch.setattr(system_libraries, "provide", lambda _purposes: True)
    monkeypatch.setattr(virtual_environment, "provide", lambda _root: Path("python"))
    return calls


def test_run_without_a_screen_writes_the_demo_and_says_so(
    called: list[list[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mhlead-demo").mkdir()
    monkeypatch.setattr(dev, "has_screen", lambda: False)
    assert dev.main(["run"]) == 0
    assert called == [["-P", "-m", "mhlead", "demo", "--out", "mhlead-demo-2"]]
    assert "no screen" in capsys.readouterr().out


def test_run_with_a_screen_opens_the_window(
    called: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "has_screen", lambda: True)
    dev.main(["run"])
    assert called == [["-P", "-m", "mhlead"]]


def test_any_other_word_goes_to_the_program(called: list[list[str]]) -> None:
    dev.main(["letter", "store", "R-1", "--out", "x.pdf"])
    dev.main(["--check"])
    assert called == [
        ["-P", "-m", "mhlead", "letter", "store", "R-1", "--out", "x.pdf"],
        ["-P", "-m", "mhlead", "--check"],
    ]


@pytest.mark.parametrize("word", ["run", "test", "bench", "demo", "init", "--check"])
def test_each_word_asks_for_things_that_the_bootstrap_knows(
    word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":7")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    assert set(dev._purposes(word)) <= set(system_libraries.NEEDS)


def test_no_word_shows_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main([]) == 2
    assert dev.main(["--help"]) == 0
    assert "dev.py run" in capsys.readouterr().out


def test_an_old_python_meets_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], checkout: Path
) -> None:
    monkeypatch.setattr(dev, "OLDEST", (3, 99))
    assert dev.main(["run"]) == 3
    assert capsys.readouterr().err.startswith("mhlead needs Python 3.99")
    ast.parse((checkout / "installers" / "dev.py").read_text(), feature_version=(3, 7))


def test_the_gates_run_in_order_and_one_failure_fails_all(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert list(gates.GATES) == ["lint", "format", "types", "layers", "tests", "wheel and sdist"]
    ran: list[str] = []

    def run(command: list[str], **_more: Any) -> subprocess.CompletedProcess[str]:
        ran.append(command[-1])
        return subprocess.CompletedProcess(command, 1 if command[-1] == "types" else 0)

    monkeypatch.setattr(gates, "GATES", {name: ["x", name] for name in ("lint", "types", "tests")})
    monkeypatch.setattr(gates.subprocess, "run", run)
    assert gates.main([]) == 1
    assert ran == ["lint", "types", "tests"]
    assert capsys.readouterr().out.count("FAILED") == 1


def test_ci_runs_the_test_command_and_nothing_else(checkout: Path) -> None:
    script = (checkout / ".ci" / "run").read_text(encoding="utf-8")
    lines = [line for line in script.splitlines() if line and not line.startswith("#")]
    assert lines == [
        "set -eu",
        'cd "$(dirname "$0")/.."',
        "export CI=true",
        "exec python3 installers/dev.py test",
    ]


def test_the_bootstrap_needs_nothing_but_the_standard_library(
    checkout: Path, installers_imports: Callable[[Path], set[str]]
) -> None:
    known = {*sys.stdlib_module_names, "system_libraries", "virtual_environment"}
    for name in ("dev", "system_libraries", "virtual_environment", "gates"):
        assert installers_imports(checkout / "installers" / f"{name}.py") <= known
