"""Texts, days and yes-or-no answers out of the elements of a Common Transfer File."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date, datetime

from lxml import etree

from mhlead.exchange.hardened_xml import local_name

_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The child elements of that name, whatever their namespace."""
    if element is not None:
        for child in element:
            if local_name(child) == name:
                yield child


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element down a path of names, or None."""
    for name in path:
        element = next(children(element, name), None)
    return element


def text(element: etree._Element | None, *path: str) -> str:
    """The text down a path, clean; "" where it is not there."""
    found = child(element, *path)
    if found is None:
        return ""
    return clean("".join(str(piece) for piece in found.itertext()))


def clean(raw: str) -> str:
    """One line in composed form, without control characters and what turns text round.

    Joiners stay: Persian and Indian names need them.
    """
    kept = "".join(
        " " if unicodedata.category(char) in {"Cc", "Zl", "Zp", "Zs"} else char
        for char in unicodedata.normalize("NFC", raw)
        if char not in _BIDI_CONTROLS and unicodedata.category(char) != "Cs"
    )
    return " ".join(kept.split())


def day(raw: str) -> date | None:
    """A day in ISO form, with or without a time behind it; None for anything else."""
    # A time or a zone may follow in XML Schema; neither changes the day at the school.
    if len(raw) > 10 and raw[10] not in "T Z+-":
        return None
    if len(raw) < 10 or raw[4] != "-" or raw[7] != "-":
        return None
    try:
        return date.fromisoformat(raw[:10])
    except ValueError:
        return None


def moment(raw: str) -> datetime | None:
    """A moment in ISO form as the file says it, or None."""
    try:
        return datetime.fromisoformat(raw)
    except ValueError:
        return None


def yes_or_no(raw: str) -> bool | None:
    """True, False, or None for no answer."""
    known = {"true": True, "1": True, "y": True, "false": False, "0": False, "n": False}
    return known.get(raw.casefold())
