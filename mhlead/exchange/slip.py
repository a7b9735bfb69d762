"""Reads slips that were filled in: the values of their own fields, and nothing else.

Nothing in the file is run, drawn or followed. What was met beside the fields is told by its kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from mhlead.domain import reply_slip
from mhlead.domain.entries import TextEntry
from mhlead.domain.errors import FileUnreadable, SlipRefused
from mhlead.domain.reply_slip import ReplyRead
from mhlead.domain.slip import (
    AT_RISK,
    FAMILY_NOT_TOLD,
    FAMILY_TOLD,
    FORM_NAME,
    TEXTS,
    TICKS,
    VERSION,
    SlipFinding,
    SlipRead,
    Where,
)
from mhlead.exchange.pdf_contents import FAULTS, TooMuch, acts, dictionaries
from mhlead.exchange.pdf_guard import open_bounded, refuse_unsafe
from mhlead.exchange.slip_text import cleaned
from mhlead.plain_files import read_plain

LARGEST_BYTES = 5_000_000
MOST_PAGES = 4
MOST_OBJECTS = 5_000
MOST_FIELDS = 200
MOST_REPLY_PAGES = 60
MOST_REPLY_OBJECTS = 40_000
"""A reply comes back with the letter it stands in, or without."""
_MOST_NAME = 400  # bytes of a field's name, with a reference in hex


@dataclass(frozen=True)
class _Form:
    """One kind of slip: the name of its root field, what it asks, and how large it may be."""

    name: str
    version: int
    texts: tuple[TextEntry, ...]
    ticks: tuple[str, ...]
    pages: int
    objects: int


@dataclass(frozen=True)
class _Filled:
    """What stands in the fields of a slip, and in the last part of its root's name."""

    tail: str
    texts: dict[str, str]
    ticked: set[str]
    found: _Found


_CONCERN = _Form(FORM_NAME, VERSION, TEXTS, TICKS, MOST_PAGES, MOST_OBJECTS)
_REPLY = _Form(
    reply_slip.FORM_NAME,
    reply_slip.VERSION,
    reply_slip.TEXTS,
    reply_slip.TICKS,
    MOST_REPLY_PAGES,
    MOST_REPLY_OBJECTS,
)


class SlipFiles:
    """Filled-in slips of this program, as the services' port of that name."""

    def read(self, path: Path) -> SlipRead:
        """What the concern slip says.

        Raises:
            SlipRefused: it is refused whole: "too-large", "empty", "not-pdf", "encrypted",
                "unusual", "too-many-pages", "other-form", "newer" or "unfilled".
            FileUnreadable: it can't be opened or is no plain file.
        """
        filled = _filled(path, _CONCERN)
        return _slip(filled.texts, filled.ticked, filled.found)

    def read_reply(self, path: Path) -> ReplyRead:
        """What a service answered on the last page of a letter.

        Raises:
            SlipRefused, FileUnreadable: as for `read`.
        """
        filled = _filled(path, _REPLY)
        if not any(filled.texts.values()) and not filled.ticked:
            raise SlipRefused("unfilled")
        reference = reply_slip.reference_of(filled.tail)
        if not reference:
            raise SlipRefused("other-form")
        return reply_slip.reply_of(reference, filled.texts, filled.ticked, filled.found.told())


def _filled(path: Path, form: _Form) -> _Filled:
    data = _bytes_of(path)
    refuse_unsafe(data)
    try:
        with open_bounded(data, MOST_OBJECTS) as pdf:
            return _read(pdf, form)
    except pikepdf.PasswordError:
        raise SlipRefused("encrypted") from None
    except FAULTS:
        raise SlipRefused("not-pdf") from None


def _bytes_of(path: Path) -> bytes:
    try:
        data = read_plain(path, LARGEST_BYTES)
    except (OSError, ValueError):
        # the text of the error holds the file's name, which may be a pupil's
        raise FileUnreadable from None
    if not data:
        raise SlipRefused("empty")
    if len(data) > LARGEST_BYTES:
        raise SlipRefused("too-large")
    return data


def _read(pdf: pikepdf.Pdf, form: _Form) -> _Filled:
    if pdf.is_encrypted:
        raise SlipRefused("encrypted")
    if len(pdf.objects) > form.objects:
        raise SlipRefused("unusual")
    tail, fields = _fields(pdf, form)
    if len(pdf.pages) > form.pages:
        raise SlipRefused("too-many-pages")
    found = _Found(_foreign(pdf))
    texts, ticked = _said(fields, form, found)
    return _Filled(tail, texts, ticked, found)


def _said(
    fields: list[tuple[str, Dictionary]], form: _Form, found: _Found
) -> tuple[dict[str, str], set[str]]:
    """What was written, by the names of the boxes, and what was ticked."""
    known = {entry.name: entry for entry in form.texts}
    texts: dict[str, str] = {}
    ticked: set[str] = set()
    for name, field in fields:
        if name in known and name not in texts:
            texts[name] = _text(field, known[name], found)
        elif name in form.ticks:
            if _is_ticked(field):
                ticked.add(name)
        else:
            found.add(SlipFinding.OTHER_FIELDS)
    return texts, ticked


def _slip(texts: dict[str, str], ticked: set[str], found: _Found) -> SlipRead:
    is_told, is_not = FAMILY_TOLD in ticked, FAMILY_NOT_TOLD in ticked
    if is_told and is_not:
        found.add(SlipFinding.FAMILY_UNCLEAR)
    about = {"pupil_name", "form", "noticed", "author", "role", "since"}
    says = any(text for name, text in texts.items() if name not in about)
    # whoever ticked only that somebody is at risk has said enough
    if not says and AT_RISK not in ticked:
        raise SlipRefused("unfilled")
    return SlipRead(
        **texts,
        where=tuple(where for where in Where if f"where_{where.value}" in ticked),
        family_told=is_told if is_told is not is_not else None,
        is_at_risk=AT_RISK in ticked,
        findings=found.told(),
    )


class _Found:
    """What was met in the file and not taken, each kind once."""

    def __init__(self, first: set[SlipFinding]) -> None:
        self._kinds = first

    def add(self, kind: SlipFinding) -> None:
        self._kinds.add(kind)

    def told(self) -> tuple[SlipFinding, ...]:
        return tuple(kind for kind in SlipFinding if kind in self._kinds)


# the fields -------------------------------------------------------------------------------


def _fields(pdf: pikepdf.Pdf, form: _Form) -> tuple[str, list[tuple[str, Dictionary]]]:
    """The last part of the root's name, and the fields below it by their names."""
    held = pdf.Root.get("/AcroForm")
    tops = held.get("/Fields") if isinstance(held, Dictionary) else None
    if not isinstance(tops, Array):
        raise SlipRefused("other-form")
    if len(tops) > MOST_FIELDS:
        raise SlipRefused("unusual")
    for top in tops:
        version, tail = _version(top, form)
        if version is None:
            continue
        if version > form.version:
            raise SlipRefused("newer")
        kids = top.get("/Kids")
        if not isinstance(kids, Array) or len(kids) > MOST_FIELDS:
            raise SlipRefused("unusual")
        named = [(_name(kid), kid) for kid in kids if isinstance(kid, Dictionary)]
        return tail, [(name, kid) for name, kid in named if name]
    raise SlipRefused("other-form")


def _version(field: pikepdf.Object, form: _Form) -> tuple[int | None, str]:
    """The version of the slip whose root this field is, or None, and what follows it."""
    name = _name(field) if isinstance(field, Dictionary) else ""
    mark = f"{form.name}-"
    number, _, tail = name.removeprefix(mark).partition("-")
    is_ours = name.startswith(mark) and number.isascii() and number.isdigit() and len(number) < 5
    if not is_ours or int(number) == 0 or bool(tail) is (form is _CONCERN):
        return None, ""
    return int(number), tail


def _name(field: Dictionary) -> str:
    name = field.get("/T")
    return str(name) if isinstance(name, String) and len(bytes(name)) < _MOST_NAME else ""


def _is_ticked(field: Dictionary) -> bool:
    value = field.get("/V", field.get("/AS"))
    return isinstance(value, Name) and value != Name.Off


def _text(field: Dictionary, entry: TextEntry, found: _Found) -> str:
    value = field.get("/V")
    if value is None:
        return ""
    if not isinstance(value, String):
        found.add(SlipFinding.OTHER_FIELDS)
        return ""
    raw = bytes(value)
    most = entry.longest * 8  # room for any encoding, and for what is stripped
    if len(raw) > most:
        found.add(SlipFinding.CUT)
        value = String(str(value)[:most])
    text, was_cleaned = cleaned(str(value), is_line=entry.lines == 1)
    if was_cleaned:
        found.add(SlipFinding.CLEANED)
    if len(text) > entry.longest:
        found.add(SlipFinding.CUT)
        text = text[: entry.longest].rstrip()
    return text


# what is not taken ------------------------------------------------------------------------


def _foreign(pdf: pikepdf.Pdf) -> set[SlipFinding]:
    """Kinds of things a slip never has: they are left where they are."""
    found: set[SlipFinding] = set()
    try:
        for one in dictionaries(pdf):
            keys = set(one.keys())
            if "/XFA" in keys:
                found.add(SlipFinding.XFA)
            if "/EF" in keys or "/EmbeddedFiles" in keys:
                found.add(SlipFinding.ATTACHMENT)
            if acts(one):
                found.add(SlipFinding.SCRIPT)
    except TooMuch:
        raise SlipRefused("unusual") from None
    return found
