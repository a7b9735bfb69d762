"""Reading passphrases and writing files, so that nothing leaks and nothing is half done."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path

from mhlead.domain.errors import FileNotWritten, FileUnreadable, PassphraseTooWeak

LARGEST_PASSPHRASE_FILE_BYTES = 4096


def read_passphrase(source: str | None, *, is_new: bool = False) -> str:
    """The passphrase from a file, from standard input ("-"), or asked for at the terminal.

    A byte-order mark and one final line end are not part of it.

    Raises:
        FileUnreadable: the file can't be read as UTF-8, or there is nobody to ask.
        PassphraseTooWeak: a new one was typed two different ways.
    """
    if source is None:
        return _ask_passphrase(is_new=is_new)
    try:
        if source == "-":
            raw = sys.stdin.buffer.read(LARGEST_PASSPHRASE_FILE_BYTES)
        else:
            with Path(source).open("rb") as stream:
                raw = stream.read(LARGEST_PASSPHRASE_FILE_BYTES)
        text = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise FileUnreadable from None
    for end in ("\r\n", "\n"):
        if text.endswith(end):
            return text[: -len(end)]
    return text


def _ask_passphrase(*, is_new: bool) -> str:
    if not sys.stdin.isatty():
        raise FileUnreadable
    typed = getpass.getpass("Passphrase: ")
    if is_new and getpass.getpass("The same again: ") != typed:
        raise PassphraseTooWeak
    return typed


def write_file(path: Path, data: bytes) -> None:
    """The file holds these bytes; where that fails, nothing half written is left.

    Raises:
        FileNotWritten: it could not be written there.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with draft.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise FileNotWritten from None
