"""Reading passphrases and writing files, so that nothing leaks and nothing is half done."""

from __future__ import annotations

import codecs
import getpass
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mhlead.domain.errors import FileNotWritten, FileThere, PassphraseUnread

LARGEST_PASSPHRASE_FILE_BYTES = 4096


def read_passphrase(source: str | None, *, is_new: bool = False) -> str:
    """The passphrase from a file, from standard input ("-"), or asked for at the terminal.

    A byte-order mark and one final line end are not part of it. Nothing is ever cut off: a file
    that is longer than a passphrase can be, or has more than a line, is refused.

    Raises:
        PassphraseUnread: the file can't be read or holds something else, there is nobody to ask,
            or a new one was typed two different ways.
    """
    if source is None:
        return _ask_passphrase(is_new=is_new)
    try:
        if source == "-":
            raw = sys.stdin.buffer.read(LARGEST_PASSPHRASE_FILE_BYTES + 1)
        else:
            with Path(source).open("rb") as stream:
                raw = stream.read(LARGEST_PASSPHRASE_FILE_BYTES + 1)
    except (OSError, ValueError):
        raise PassphraseUnread("file") from None
    return _one_line(raw)


def _one_line(raw: bytes) -> str:
    if len(raw) > LARGEST_PASSPHRASE_FILE_BYTES:
        raise PassphraseUnread("not-a-line")
    # Windows' PowerShell writes UTF-16 where nothing else is asked of it.
    is_wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = raw.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise PassphraseUnread("not-a-line") from None
    line = next((text[: -len(end)] for end in ("\r\n", "\n") if text.endswith(end)), text)
    if any(ord(char) < 32 or ord(char) == 127 for char in line):
        raise PassphraseUnread("not-a-line")
    return line


def _ask_passphrase(*, is_new: bool) -> str:
    if not sys.stdin.isatty():
        raise PassphraseUnread("nobody-to-ask")
    typed = getpass.getpass("New passphrase: " if is_new else "Passphrase: ")
    if is_new and getpass.getpass("The same again: ") != typed:
        raise PassphraseUnread("typed-differently")
    return typed


@contextmanager
def place_for(path: Path) -> Iterator[Callable[[bytes], None]]:
    """A place kept for a new file until the block ends; what it gives writes the file, once.

    That it can be written there is known before the block begins. A file that is there already is
    never touched, only the person who writes may read the new one, and where anything fails or is
    stopped nothing half written is left.

    Raises:
        FileThere: there is something of that name already.
        FileNotWritten: it can't be written there.
    """
    _refuse_taken(path)
    try:
        handle, name = tempfile.mkstemp(prefix=".mhlead-", suffix=".part", dir=path.parent)
    except OSError:
        raise FileNotWritten from None
    draft = Path(name)

    def write(data: bytes) -> None:
        try:
            with draft.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            _refuse_taken(path)
            draft.rename(path)
        except OSError:
            raise FileNotWritten from None

    try:
        os.close(handle)
        yield write
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _refuse_taken(path: Path) -> None:
    try:
        path.lstat()
    except FileNotFoundError:
        return
    except OSError:
        raise FileNotWritten from None
    raise FileThere


def write_file(path: Path, data: bytes) -> None:
    """A new file holds these bytes; see `place_for`.

    Raises:
        FileThere, FileNotWritten.
    """
    with place_for(path) as write:
        write(data)
