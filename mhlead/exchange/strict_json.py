"""Reads JSON from anywhere: bounded in size and depth, no name twice, whole numbers alone.

What the parser says about a fault may quote the file, so nothing of it leaves this module.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from mhlead.domain.errors import DirectoryRefused, FileUnreadable, TablesRefused
from mhlead.domain.pool_refusal import PoolRefused
from mhlead.plain_files import open_plain

LARGEST_BYTES = 2_000_000
"""Five hundred services with all their rules take about half of it."""
DEEPEST = 8
MOST_DIGITS = 15
# Possessive, and an open string runs to the end: the time stays that of one look at each character.
_STRINGS = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_BRACKETS = re.compile(r"[\[\]{}]")
_PLAIN_NAME = re.compile(r"[a-z][a-z_]{0,29}")


Refusal = type[DirectoryRefused] | type[TablesRefused] | type[PoolRefused]


@dataclass(frozen=True)
class Bounds:
    """What a file may hold, and how it is refused.

    Attributes:
        odd_number: What stands for a number that is not whole or too long, where a file may hold
            one in a part that is not read; None refuses the file.
    """

    refusal: Refusal = DirectoryRefused
    largest_bytes: int = LARGEST_BYTES
    deepest: int = DEEPEST
    odd_number: object = None


DIRECTORY = Bounds()


def read_bounded(path: Path, bounds: Bounds = DIRECTORY) -> bytes:
    """The bytes of a plain file.

    Raises:
        FileUnreadable: it isn't there, isn't a plain file, or can't be read.
        DirectoryRefused: "empty" or "too-large"; or the refusal named by the bounds.
    """
    try:
        with open_plain(path) as source:
            raw = source.read(bounds.largest_bytes + 1)
    except (OSError, ValueError):
        # The text of the error holds the file's name.
        raise FileUnreadable from None
    if not raw.strip():
        raise bounds.refusal("empty")
    if len(raw) > bounds.largest_bytes:
        raise bounds.refusal("too-large")
    return raw


def parse(raw: bytes, bounds: Bounds = DIRECTORY) -> Any:
    """What the JSON says.

    Raises:
        DirectoryRefused: "not-json", "too-deep", "field-twice" or "not-whole"; or the refusal
            named by the bounds.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise bounds.refusal("not-json") from None
    _check_depth(text, bounds)

    def odd(text: str) -> object:
        del text
        if bounds.odd_number is None:
            raise bounds.refusal("not-whole")
        return bounds.odd_number

    try:
        return json.loads(
            text,
            object_pairs_hook=partial(_once, bounds),
            parse_int=lambda digits: int(digits) if len(digits) <= MOST_DIGITS else odd(digits),
            parse_float=odd,
            parse_constant=odd,
        )
    except (ValueError, RecursionError):
        raise bounds.refusal("not-json") from None


def plain_name(name: object) -> str:
    """The name where it looks like that of a field, to be shown; "" for anything else."""
    return name if isinstance(name, str) and _PLAIN_NAME.fullmatch(name) else ""


def _check_depth(text: str, bounds: Bounds) -> None:
    # Before the parser sees it: its own bound is that of the machine's stack.
    depth = 0
    for bracket in _BRACKETS.finditer(_STRINGS.sub("", text)):
        depth += 1 if bracket.group() in "[{" else -1
        if depth > bounds.deepest:
            raise bounds.refusal("too-deep")


def _once(bounds: Bounds, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise bounds.refusal("field-twice", field=plain_name(name))
        found[name] = value
    return found
