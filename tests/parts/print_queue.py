"""A private CUPS server with one queue whose printed pages can be read back.

The server, its spool and its socket lie in one folder; nothing of the machine's own printing is
touched. The queue takes PDF as it comes, so what arrives is what the program sent.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from tests.parts.screen import stop
from tests.parts.tools import where

QUEUE = "Office"
PATIENCE_S = 30.0

# Where arguments come from: backend(7) of CUPS: job, user, title, copies, options, file.
BACKEND = """#!/bin/sh
if [ $# -eq 0 ]; then echo 'direct keep:/ "Unknown" "Keeps what it is sent"'; exit 0; fi
to="${DEVICE_URI#keep:}/$1"
printf '%s\\n%s\\n%s\\n' "$3" "$4" "$5" > "$to.options"
if [ $# -ge 6 ]; then cat "$6" > "$to.part"; else cat > "$to.part"; fi
mv "$to.part" "$to.pdf"
"""
SERVER = """Listen {folder}/sock
Browsing No
WebInterface No
DefaultAuthType None
LogLevel info
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess default
  JobPrivateValues default
  SubscriptionPrivateAccess default
  SubscriptionPrivateValues default
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
FILES = """ServerRoot {folder}/root
ServerBin {folder}/bin
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
StateDir {folder}/state
CacheDir {folder}/cache
AccessLog {folder}/log/access
ErrorLog {folder}/log/error
PageLog {folder}/log/page
"""
# Root's server may not run its filters as root; the backend, being private, still is.
FILES_AS_ROOT = "User lp\nGroup lp\nSystemGroup root\n"
PRINTER = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "KEEP.PPD"
*Manufacturer: "mhlead"
*Product: "(Keeping printer)"
*ModelName: "Keeping printer"
*ShortNickName: "Keeping printer"
*NickName: "Keeping printer"
*PSVersion: "(3010.000) 0"
*ColorDevice: True
*DefaultColorSpace: RGB
*cupsFilter2: "application/pdf application/pdf 0 -"
*OpenUI *PageSize: PickOne
*OrderDependency: 10 AnySetup *PageSize
*DefaultPageSize: A4
*PageSize A4/A4: ""
*PageSize Letter/Letter: ""
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*DefaultPageRegion: A4
*PageRegion A4/A4: ""
*PageRegion Letter/Letter: ""
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4/A4: "0 0 595 842"
*ImageableArea Letter/Letter: "0 0 612 792"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595 842"
*PaperDimension Letter/Letter: "612 792"
*OpenUI *Duplex/2-Sided: PickOne
*OrderDependency: 20 AnySetup *Duplex
*DefaultDuplex: None
*Duplex None/Off: ""
*Duplex DuplexNoTumble/Long edge: ""
*Duplex DuplexTumble/Short edge: ""
*CloseUI: *Duplex
"""


@dataclass(frozen=True)
class PrintedJob:
    """What a printer was sent.

    Args:
        pdf: The document, byte for byte.
        title: The title that others see in the queue.
        copies: How many were asked for.
        options: The options by name, such as {"sides": "two-sided-long-edge"}.
    """

    pdf: bytes
    title: str
    copies: int
    options: dict[str, str]


@dataclass(frozen=True)
class PrintQueue:
    """A queue of our own.

    Args:
        name: What print dialogs call it.
        server: The value of CUPS_SERVER, which `lp` and Qt follow.
        received_in: Where the backend puts what it gets.
    """

    name: str
    server: str
    received_in: Path

    def received(self, count: int = 1) -> list[PrintedJob]:
        """The jobs that arrived, in order, once there are that many."""
        deadline = time.monotonic() + PATIENCE_S
        while len(pdfs := list(self.received_in.glob("*.pdf"))) < count:
            assert time.monotonic() < deadline, f"{len(pdfs)} of {count} print jobs arrived"
            Event().wait(0.02)
        return [_job(pdf) for pdf in sorted(pdfs, key=lambda pdf: int(pdf.stem))]

    def kept(self) -> list[str]:
        """Names of documents that the print system still keeps."""
        spool = Path(self.server).parent / "spool"
        found = [path for path in spool.rglob("*") if path.is_file()]
        return [path.name for path in found if b"%PDF" in path.read_bytes()]

    def forget(self) -> None:
        """Empties it for the next test."""
        for path in self.received_in.iterdir():
            path.unlink()


def _job(pdf: Path) -> PrintedJob:
    title, copies, options = pdf.with_suffix(".options").read_text(encoding="utf-8").split("\n")[:3]
    pairs = (word.partition("=") for word in options.split())
    return PrintedJob(
        pdf.read_bytes(), title, int(copies), {name: value for name, _, value in pairs}
    )


@contextmanager
def private_queue(folder: Path) -> Iterator[PrintQueue]:
    """A CUPS server of our own with the queue `Office`."""
    _write_server(folder)
    queue = PrintQueue(QUEUE, str(folder / "sock"), folder / "received")
    cupsd = where("cupsd") or "cupsd"
    command = [cupsd, "-f", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "files.conf")]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _wait_for_server(server, folder)
        subprocess.run(
            [
                where("lpadmin") or "lpadmin",
                *("-p", QUEUE, "-E"),
                *("-v", f"keep:{queue.received_in}"),
                *("-P", str(folder / "office.ppd")),
            ],
            env={**os.environ, "CUPS_SERVER": queue.server},
            check=True,
            capture_output=True,
        )
        yield queue
    finally:
        stop(server)


def _write_server(folder: Path) -> None:
    for name in ("root", "spool/tmp", "state", "cache", "log", "bin/backend", "received"):
        (folder / name).mkdir(parents=True)
    (folder / "bin" / "daemon").symlink_to(
        "/usr/lib/cups/daemon"
    )  # cups-exec, which starts backends
    backend = folder / "bin" / "backend" / "keep"
    backend.write_text(BACKEND, encoding="utf-8")
    backend.chmod(0o700)
    as_root = sys.platform != "win32" and os.geteuid() == 0
    files = FILES + (FILES_AS_ROOT if as_root else "")
    (folder / "files.conf").write_text(files.format(folder=folder), encoding="utf-8")
    (folder / "cupsd.conf").write_text(SERVER.format(folder=folder), encoding="utf-8")
    (folder / "office.ppd").write_text(PRINTER, encoding="utf-8")


def _wait_for_server(server: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not (folder / "sock").is_socket():
        assert server.poll() is None, (folder / "server.log").read_text(errors="replace")
        assert time.monotonic() < deadline, "cupsd did not come"
        Event().wait(0.02)
