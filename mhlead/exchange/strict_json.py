"""Reads JSON from anywhere: bounded in size and depth, no name twice, whole numbers alone.

What the parser says about a fault may quote the file, so nothing of it leaves this module.
"""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path
from typing import Any, NoReturn

from mhlead.domain.errors import DirectoryRefused, FileUnreadable

LARGEST_BYTES = 2_000_000
"""Five hundred services with all their rules take about half of it."""
DEEPEST = 8
MOST_DIGITS = 15
# Possessive, and an open string runs to the end: the time stays that of one look at each character.
_STRINGS = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_BRACKETS = re.compile(r"[\[\]{}]")
_PLAIN_NAME = re.compile(r"[a-z][a-z_]{0,29}")


def read_bounded(path: Path) -> bytes:
    """The bytes of a plain file.

    Raises:
        FileUnreadable: it isn't there, isn't a plain file, or can't be read.
        DirectoryRefused: "empty" or "too-large".
    """
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise FileUnreadable
        with path.open("rb") as source:
            raw = source.read(LARGEST_BYTES + 1)
    except (OSError, ValueError):
        # The text of the error holds the file's name.
        raise FileUnreadable from None
    if not raw.strip():
        raise DirectoryRefused("empty")
    if len(raw) > LARGEST_BYTES:
        raise DirectoryRefused("too-large")
    return raw


def parse(raw: bytes) -> Any:
    """What the JSON says.

    Raises:
        DirectoryRefused: "not-json", "too-deep", "field-twice" or "not-whole".
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DirectoryRefused("not-json") from None
    _check_depth(text)
    try:
        return json.loads(
            text,
            object_pairs_hook=_once,
            parse_int=_whole,
            parse_float=_not_whole,
            parse_constant=_not_whole,
        )
    except (ValueError, RecursionError):
        raise DirectoryRefused("not-json") from None


def plain_name(name: object) -> str:
    """The name where it looks like that of a field, to be shown; "" for anything else."""
    return name if isinstance(name, str) and _PLAIN_NAME.fullmatch(name) else ""


def _check_depth(text: str) -> None:
    # Before the parser sees it: its own bound is that of the machine's stack.
    depth = 0
    for bracket in _BRACKETS.finditer(_STRINGS.sub("", text)):
        depth += 1 if bracket.group() in "[{" else -1
        if depth > DEEPEST:
            raise DirectoryRefused("too-deep")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise DirectoryRefused("field-twice", field=plain_name(name))
        found[name] = value
    return found


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise DirectoryRefused("not-whole")
    return int(digits)


def _not_whole(text: str) -> NoReturn:
    del text
    raise DirectoryRefused("not-whole")
