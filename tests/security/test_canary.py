"""Nothing typed into the program reaches the disk in clear: every byte it writes is searched."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import PASSPHRASE

CHECKOUT = Path(__file__).resolve().parents[2]
SAMPLE = CHECKOUT / "tests" / "data" / "9194998_CTF_9194999_001.xml"
MARK = "Zq7Canary"
WRITES = "write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg,rename,renameat,renameat2,openat"
# strace shows bytes that are no plain ASCII as escapes, so a wide encoding has one between letters.
WIDE = re.compile(r"(?:\\0|\\x00)*".join(MARK).encode())


def traced(folder: Path, *more: str) -> tuple[bytes, subprocess.CompletedProcess[bytes]]:
    """Every byte the whole of the program's work writes, as the tracer saw it."""
    given = folder / "given"
    given.mkdir(parents=True)
    ctf = SAMPLE.read_text(encoding="utf-8").replace("Aoife", f"{MARK}First")
    (given / "file.xml").write_text(ctf.replace("O'Connor", f"{MARK}Last"), encoding="utf-8")
    (given / "secret").write_text(PASSPHRASE)
    trace = folder / "trace"
    temp = folder / "temp"
    temp.mkdir()
    surroundings = {
        **os.environ,
        "TMPDIR": str(temp),
        "SQLITE_TMPDIR": str(temp),
        "HOME": str(folder / "home"),
        "PYTHONPATH": str(CHECKOUT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    result = subprocess.run(
        [
            *(
                "strace",
                "-f",
                "--seccomp-bpf",
                "-qq",
                "-s",
                "1000000",
                "-e",
                f"trace={WRITES}",
                "-o",
                str(trace),
            ),
            *(sys.executable, str(Path(__file__).with_name("canary_work.py"))),
            *(str(folder), MARK, *more),
        ],
        capture_output=True,
        cwd=CHECKOUT,
        env=surroundings,
        timeout=110,
        check=False,
    )
    assert (folder / "done").exists(), result.stderr.decode()[-2000:]
    return trace.read_bytes(), result


def found(trace: bytes) -> list[bytes]:
    """Lines of the trace that hold the mark, in any usual encoding."""
    return [line[:300] for line in trace.splitlines() if MARK.encode() in line or WIDE.search(line)]


@pytest.mark.strace
def test_no_typed_text_is_written_anywhere_in_clear(tmp_path: Path) -> None:
    trace, result = traced(tmp_path)
    assert found(trace) == []
    assert MARK.encode() not in result.stdout + result.stderr
    left = [p for p in tmp_path.rglob("*") if p.is_file() and p.name not in {"trace", "file.xml"}]
    assert left
    for path in left:
        content = path.read_bytes()
        assert MARK.encode() not in content, path
        assert MARK.encode("utf-16-le") not in content, path
        assert MARK not in path.name


@pytest.mark.strace
def test_the_search_would_find_text_that_reached_a_temp_file(tmp_path: Path) -> None:
    trace, _ = traced(tmp_path, "temp-in-files")
    assert found(trace)
