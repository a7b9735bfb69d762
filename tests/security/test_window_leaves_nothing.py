"""The real window, worked in and crashed: no byte it left on the disk tells of the pupil.

Every file the process writes is traced, its home folder, temporary folders, the print spool and the
messages on the session bus are searched, and no file is called by a name.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from mhlead.services import unlocking
from tests.builders import make_school
from tests.parts.print_queue import PrintQueue, private_queue
from tests.parts.screen import Screen, stop

CHECKOUT = Path(__file__).resolve().parents[2]
PROGRAM = Path(__file__).with_name("working_window.py")
MARK = "Zq7Canary"
FOLDED = MARK.lower()
WRITES = (
    "write,pwrite64,writev,pwritev,pwritev2,rename,renameat,renameat2,openat,mkdir,link,symlink"
)
# The tracer names the file behind each number, and shows what is no plain ASCII as escapes.
TO_A_FILE = re.compile(rb"^\d+ +\w*writev?\w*\(\d+</(?!dev/(?!shm))")
WIDE = re.compile(r"(?:\\0|\\x00)*".join(MARK).encode(), re.IGNORECASE)
MAKES = re.compile(rb"O_CREAT|^\d+ +(?:rename|mkdir|link|symlink)")


@dataclass(frozen=True)
class Left:
    """What the process left: its trace, what it and the bus said, and its folder."""

    trace: list[bytes]
    said: str
    bus: bytes
    folder: Path
    queue: PrintQueue
    code: int


@pytest.fixture(scope="module")
def left(spoken_screen: Screen, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Left]:
    """What is left once the window was worked in and crashed."""
    folder = tmp_path_factory.mktemp("worked")
    for name in ("home", "tmp", "core", f"asked/{MARK} folder"):
        (folder / name).mkdir(parents=True)
    made = make_school(folder)
    made.referral(made.case(made.pupil(f"{MARK}First", f"{MARK}Last")))
    unlocking.lock(made.session)
    with private_queue(folder / "cups") as queue:
        trace, said, bus, code = _worked(spoken_screen, folder, queue)
        assert (folder / "done").exists(), (folder / "wrong").read_text()
        queue.received(1)
        yield Left(trace.splitlines(), said, bus, folder, queue, code)


def _worked(screen: Screen, folder: Path, queue: PrintQueue) -> tuple[bytes, str, bytes, int]:
    trace = folder / "trace"
    own = {name: value for name, value in screen.environment.items() if name[:4] != "XDG_"}
    surroundings = {
        **own,
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "tmp"),
        "CUPS_SERVER": queue.server,
        "PYTHONPATH": str(CHECKOUT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [
        *("strace", "-f", "--seccomp-bpf", "-y", "-qq", "-s", "1000000", "-o", str(trace)),
        *("-e", f"trace={WRITES}", sys.executable, str(PROGRAM), str(folder), MARK, queue.name),
    ]
    # A shell that lets crashes leave a file of the memory, as a system may.
    shell = ["sh", "-c", 'ulimit -c unlimited; exec "$@"', "sh", *command]
    heard = folder / "heard-on-bus"
    with heard.open("wb") as to:
        listener = subprocess.Popen(["dbus-monitor", "--session"], stdout=to, env=surroundings)
        try:
            done = subprocess.run(
                shell,
                cwd=folder / "core",
                env=surroundings,
                capture_output=True,
                text=True,
                timeout=100,
                check=False,
            )
        finally:
            stop(listener)
    return trace.read_bytes(), done.stdout + done.stderr, heard.read_bytes(), done.returncode


def tells(data: bytes) -> bool:
    """Whether the bytes hold the mark, however written, in any usual encoding."""
    low = data.lower()
    return any(FOLDED.encode(coding) in low for coding in ("utf-8", "utf-16-le", "utf-16-be"))


@pytest.mark.strace
@pytest.mark.printing
@pytest.mark.accessibility
def test_no_write_to_any_file_holds_the_name(left: Left) -> None:
    written = [line for line in left.trace if TO_A_FILE.match(line)]
    assert written
    told = [line[:300] for line in written if FOLDED.encode() in line.lower() or WIDE.search(line)]
    assert [line for line in told if b"/asked/" not in line.split(b">")[0]] == []


@pytest.mark.strace
@pytest.mark.printing
@pytest.mark.accessibility
def test_no_file_is_called_by_the_name_but_in_the_folder_somebody_called_so(left: Left) -> None:
    named = [line for line in left.trace if MAKES.search(line) and FOLDED.encode() in line.lower()]
    asked = f"/asked/{MARK} folder/".encode()
    inside = [line.split(asked)[-1] for line in named]
    assert [line for line in inside if FOLDED.encode() in line.lower()] == []


@pytest.mark.strace
@pytest.mark.printing
@pytest.mark.accessibility
def test_no_file_that_is_there_afterwards_holds_it(left: Left) -> None:
    for path in left.folder.rglob("*"):
        inside = path.relative_to(left.folder)
        if inside.parts[0] in {"asked", "trace"} or not path.is_file():
            continue
        assert not tells(str(inside).encode()), inside
        if path.suffix != ".pdf":
            assert not tells(path.read_bytes()), inside


@pytest.mark.strace
@pytest.mark.printing
@pytest.mark.accessibility
def test_the_print_system_keeps_no_page_once_the_job_is_done(left: Left) -> None:
    assert [job.title for job in left.queue.received(1)] == ["Letter FBA-26-0001"]
    assert left.queue.kept() == []


@pytest.mark.strace
@pytest.mark.printing
@pytest.mark.accessibility
def test_a_crash_leaves_no_file_of_the_memory(left: Left) -> None:
    assert left.code < 0 or left.code > 128, left.said[-1000:]
    assert list((left.folder / "core").iterdir()) == []


@pytest.mark.strace
@pytest.mark.printing
@pytest.mark.accessibility
def test_neither_words_to_the_console_nor_messages_on_the_bus_tell_it(left: Left) -> None:
    assert "ValueError, " in left.said
    assert not tells(left.said.encode())
    assert b"AddNotification" in left.bus or b"Notifications" in left.bus
    assert not tells(left.bus)
