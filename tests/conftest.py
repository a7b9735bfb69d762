"""The rules of every test: own surroundings, quiet log, nothing left behind; and the real parts."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Generator, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.parts.surroundings import enter

CHECKOUT = Path(__file__).resolve().parents[1]
SURROUNDINGS = enter(CHECKOUT)

# Only now may anything look for a home, a temp folder or a screen.
import pytest  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402

from mhlead.storage import passing_places, salvage_store, stores  # noqa: E402
from mhlead.vault import passphrase  # noqa: E402
from tests.parts import left_behind  # noqa: E402
from tests.parts.dialogs import forbid_modal_dialogs  # noqa: E402
from tests.parts.print_queue import PrintQueue, private_queue  # noqa: E402
from tests.parts.ready_tables import ReadyTables  # noqa: E402
from tests.parts.screen import Screen, private_screen, spoken  # noqa: E402
from tests.parts.tools import (  # noqa: E402
    IN_CI,
    fail_instead_of_skip,
    skip_without_tools,
    skipped_by_marker,
)

# No deadline and no complaint about slowness: the machine may be busy with other things.
settings.register_profile(
    "dev", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "ci", settings.get_profile("dev"), max_examples=100, derandomize=True, print_blob=True
)
settings.load_profile("ci" if IN_CI else "dev")

LEFT: set[str] = set()
EXPECTED_LOGS = pytest.StashKey[list[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--steps",
        type=int,
        default=1500,
        help="how many acts the test of the no-gap rule lives through",
    )


def pytest_runtest_setup(item: pytest.Item) -> None:
    skip_without_tools(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    fail_instead_of_skip(report)
    if report.when == "call" and report.failed:
        for picture in left_behind.picture_windows(CHECKOUT / "build" / "failed-tests"):
            report.sections.append(("What was on the screen", str(picture)))
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    fail_instead_of_skip(report)
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = skipped_by_marker(terminalreporter.getreports("skipped"))
    for marker, count in sorted(skipped.items()):
        terminalreporter.write_line(f"not run here for want of its tools: {count} {marker} tests")
    for name in sorted(LEFT | SURROUNDINGS.left_in_temp()):
        terminalreporter.write_line(f"LEFT IN THE TEMP FOLDER: {name}")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Takes in what one of several processes of tests has left."""
    LEFT.update(getattr(node, "workeroutput", {}).get("left", ()))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    left = LEFT | SURROUNDINGS.left_in_temp()
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left"] = sorted(left)
    if left and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session", autouse=True)
def _ready_tables() -> Iterator[None]:
    """New stores get their tables ready made, but for those of `tests/storage`."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        ready = ReadyTables()
        for module in (stores, salvage_store):
            monkeypatch.setattr(module, "make_tables", ready.make)
        yield


@pytest.fixture(scope="session", autouse=True)
def _guesses_made_once() -> Iterator[None]:
    """What a passphrase and a salt come to is worked out once: the same two always give the same.

    Most stores of tests are copies of one, and each opening would work it out anew.
    """
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(passphrase, "hash_secret_raw", cache(passphrase.hash_secret_raw))
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_memory_places() -> Iterator[None]:
    """The folders of tests may lie in memory: no page warns of that, but where it is tested."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(passing_places, "_mounts", lambda: "")
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_modal_dialogs() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        forbid_modal_dialogs(monkeypatch)
        yield


@pytest.fixture(autouse=True)
def _nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that leaves a window, a thread, a process or a temp file."""
    files = SURROUNDINGS.left_in_temp()
    windows = left_behind.open_windows()
    processes = left_behind.running()
    yield
    left = [f"window {name}" for name in left_behind.close_windows(_new_windows(windows))]
    qt_draws = request.node.get_closest_marker("qt_draws") is not None
    left += left_behind.still_running(processes, but_pooled=qt_draws)
    left += [f"temp file {name}" for name in SURROUNDINGS.left_in_temp() - files]
    SURROUNDINGS.empty_home()
    assert not left, "left behind: " + "; ".join(left)


def _new_windows(before: set[object]) -> set[object]:
    return left_behind.open_windows() - before


@pytest.fixture
def expect_log(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Says that a warning or error matching this expression has to be logged."""
    expected: list[str] = request.node.stash.setdefault(EXPECTED_LOGS, [])
    return expected.append


@pytest.fixture(autouse=True)
def _log_is_quiet(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """Fails a test with a warning in the log that it did not expect, or without one it did."""
    yield
    expected = request.node.stash.get(EXPECTED_LOGS, [])
    logged = [
        record.getMessage()
        for when in ("setup", "call", "teardown")
        for record in caplog.get_records(when)
        if record.levelno >= logging.WARNING
    ]
    surprising = [text for text in logged if not any(re.search(one, text) for one in expected)]
    absent = [one for one in expected if not any(re.search(one, text) for text in logged)]
    assert not surprising, f"logged and not expected: {surprising}"
    assert not absent, f"expected and not logged: {absent}"


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The top folder of the project."""
    return CHECKOUT


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """A private X screen with a window manager (mark the test `screen`)."""
    with private_screen(tmp_path_factory.mktemp("screen")) as screen:
        yield screen


@pytest.fixture(scope="session")
def spoken_screen(screen: Screen) -> Iterator[Screen]:
    """The same with a bus for screen readers (mark the test `accessibility`)."""
    with spoken(screen) as screen_with_bus:
        yield screen_with_bus


@pytest.fixture(scope="session")
def _print_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrintQueue]:
    with private_queue(tmp_path_factory.mktemp("print")) as queue:
        yield queue


@pytest.fixture
def print_queue(_print_server: PrintQueue, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrintQueue]:
    """An empty private print queue, which `lp` and Qt see as the only one (mark `printing`)."""
    monkeypatch.setenv("CUPS_SERVER", _print_server.server)
    yield _print_server
    _print_server.forget()
