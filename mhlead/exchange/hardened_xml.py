"""Reads XML from anywhere as a stream: no DTD, no entities, no network, no more than a bound.

What the parser says about a fault may quote the file, so nothing of it leaves this module.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from lxml import etree

from mhlead.domain.errors import FileUnreadable, ImportRefused
from mhlead.plain_files import open_plain

LARGEST_BYTES = 60_000_000
"""A Common Transfer File of 2,000 pupils with their whole history takes about 20 MB."""

MOST_ELEMENTS_AT_ONCE = 100_000
"""Elements in memory at a time; a pupil with every attendance and assessment has some thousands."""


class _Bounded:
    """A binary file that refuses to give more than the bound, even while it grows."""

    def __init__(self, source: IO[bytes], bound: int) -> None:
        self._source = source
        self._left = bound

    def read(self, size: int = -1) -> bytes:
        piece = self._source.read(size if size >= 0 else 65_536)
        self._left -= len(piece)
        if self._left < 0:
            raise ImportRefused("too-large")
        return piece


@contextmanager
def opened(path: Path, bound: int = LARGEST_BYTES) -> Iterator[_Bounded]:
    """The file, open for reading.

    Raises:
        FileUnreadable: it isn't there, isn't a plain file, or can't be read.
        ImportRefused: it is empty or larger than the bound.
    """
    try:
        source = open_plain(path)
    except (OSError, ValueError):
        # The text of the error holds the file's name, which may be a pupil's.
        raise FileUnreadable from None
    with source:
        size = os.fstat(source.fileno()).st_size
        if size == 0:
            raise ImportRefused("empty")
        if size > bound:
            raise ImportRefused("too-large")
        try:
            yield _Bounded(source, bound)
        except OSError:
            raise FileUnreadable from None


def elements(
    source: _Bounded, root_name: str, whole: str
) -> Iterator[tuple[str, etree._Element, int]]:
    """The ends of elements in the order of the file, each with its depth: 1 is below the root.

    Elements of depth 1 and 2 are freed after they were given, so that memory stays flat; those
    inside the element named `whole` stay until it was given. Names are without namespaces.

    Raises:
        ImportRefused: not XML, cut off, another root, or it declares a document type.
    """
    depth = held = 0
    try:
        events = etree.iterparse(
            source,
            events=("start", "end"),
            load_dtd=False,
            dtd_validation=False,
            attribute_defaults=False,
            no_network=True,
            resolve_entities=False,
            huge_tree=False,
            recover=False,
            remove_comments=True,
            remove_pis=True,
        )
        for event, element in events:
            name = local_name(element)
            if event == "start":
                if depth == 0:
                    _check_root(element, name, root_name)
                depth += 1
                held += 1
                if held > MOST_ELEMENTS_AT_ONCE:
                    raise ImportRefused("too-large", line_of(element))
                continue
            depth -= 1
            yield name, element, depth
            if depth == 1 or (depth == 2 and parent_name(element) != whole):
                _free(element)
                held = 0
    except etree.XMLSyntaxError as error:
        raise _refusal(error) from None
    except (LookupError, UnicodeError):
        raise ImportRefused("not-xml") from None


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def parent_name(element: etree._Element) -> str:
    """The name of the element round an element without its namespace; "" for the root."""
    parent = element.getparent()
    return "" if parent is None else local_name(parent)


def _free(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def line_of(element: etree._Element) -> int:
    """The line of the file an element begins in, or 0 where it is not known."""
    line = element.sourceline
    return line if isinstance(line, int) else 0


def _check_root(element: etree._Element, name: str, root_name: str) -> None:
    about = element.getroottree().docinfo
    if about.internalDTD is not None or about.externalDTD is not None or about.doctype:
        raise ImportRefused("entities", line_of(element))
    if name.casefold() != root_name.casefold():
        raise ImportRefused("wrong-root", line_of(element))


_ENTITY_FAULTS = frozenset(
    number
    for name in ("ERR_ENTITY_LOOP", "ERR_UNDECLARED_ENTITY", "WAR_UNDECLARED_ENTITY")
    if (number := getattr(etree.ErrorTypes, name, None)) is not None
)


def _refusal(error: etree.XMLSyntaxError) -> ImportRefused:
    line = error.lineno or 0
    return ImportRefused(
        "entities" if getattr(error, "code", 0) in _ENTITY_FAULTS else "not-xml", line
    )
