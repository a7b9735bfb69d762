"""Reads a service's own blank form: what its fields ask for; nothing in the file is run."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
from pikepdf import AcroFormField, Array, Dictionary, FormFieldFlag, Name, Stream, String

from mhlead.domain.errors import FileUnreadable, FormRefused, SlipRefused
from mhlead.domain.service_form import (
    LARGEST_FORM_BYTES,
    MOST_FORM_FIELDS,
    MOST_FORM_PAGES,
    BlankForm,
    FieldKind,
    FormField,
    FormFinding,
    FormOption,
)
from mhlead.exchange.page_words import Box, Stretch, stretches_of, words_after, words_beside
from mhlead.exchange.pdf_contents import FAULTS, TooMuch, acts, dictionaries
from mhlead.exchange.pdf_guard import open_bounded, refuse_unsafe
from mhlead.exchange.slip_text import cleaned
from mhlead.plain_files import read_plain

_MOST_OBJECTS = 40_000
_MOST_OPTIONS = 400
_MOST_WIDGETS = 1_600  # the library takes time by their square
_LONGEST_SCRIPT = 4_000
_LONGEST_WORDS = 300
_WRITTEN = frozenset({FieldKind.LINE, FieldKind.LINES})
_ROW = 8.0  # points: fields less far apart in height stand in one row
_DAY_SCRIPT = re.compile(r'AFDate_(?:Format|Keystroke)Ex\("([dmy ./\-]{2,20})"')
_DAY_WORDS = re.compile(
    r"\b(d{1,2}[ ./\-]?m{2,4}[ ./\-]?y{2,4}|y{4}[ ./\-]?m{2}[ ./\-]?d{2})\b", re.IGNORECASE
)


class ServiceForms:
    """Blank forms of services, as the services' port of that name."""

    def load(self, path: Path) -> bytes:
        """The bytes of a form that can be read.

        Raises:
            FormRefused, FileUnreadable.
        """
        data = _bytes_of(path)
        self.read(data)
        return data

    def read(self, data: bytes) -> BlankForm:
        """What the form asks, in the order it stands on the pages.

        Raises:
            FormRefused: it can't be filled in here: "empty", "not-pdf", "encrypted",
                "not-allowed", "unusual", "too-many-pages", "too-many-fields", "xfa",
                "no-fields" or "filled-in".
        """
        _refuse_unsafe(data)
        try:
            with open_bounded(data, _MOST_OBJECTS) as pdf:
                return _read(pdf, data)
        except pikepdf.PasswordError:
            raise FormRefused("encrypted") from None
        except TooMuch:
            raise FormRefused("unusual") from None
        except FAULTS:
            raise FormRefused("not-pdf") from None


def _bytes_of(path: Path) -> bytes:
    try:
        data = read_plain(path, LARGEST_FORM_BYTES)
    except (OSError, ValueError):
        raise FileUnreadable from None
    if len(data) > LARGEST_FORM_BYTES:
        raise FormRefused("too-large")
    return data


def _refuse_unsafe(data: bytes) -> None:
    if not data:
        raise FormRefused("empty")
    if len(data) > LARGEST_FORM_BYTES:
        raise FormRefused("too-large")
    try:
        refuse_unsafe(data, is_form=True)
    except SlipRefused as error:
        raise FormRefused(error.code) from None


def _read(pdf: pikepdf.Pdf, data: bytes) -> BlankForm:
    findings: set[FormFinding] = set()
    if pdf.is_encrypted:
        if not pdf.allow.modify_form:
            raise FormRefused("not-allowed")
        findings.add(FormFinding.RESTRICTED)
        data = _plain(pdf)
    if len(pdf.objects) > _MOST_OBJECTS:
        raise FormRefused("unusual")
    if len(pdf.pages) > MOST_FORM_PAGES:
        raise FormRefused("too-many-pages")
    met = list(_met(pdf))
    findings |= _findings(pdf)
    if FormFinding.XFA in findings and (not met or pdf.Root.get("/NeedsRendering", False)):
        raise FormRefused("xfa")
    if not met:
        raise FormRefused("no-fields")
    if len(met) > MOST_FORM_FIELDS:
        raise FormRefused("too-many-fields")
    words = stretches_of(data, len(pdf.pages))
    fields = [_field(one, words) for one in met]
    _refuse_filled(fields)
    told = tuple(kind for kind in FormFinding if kind in findings)
    return BlankForm(len(pdf.pages), tuple(fields), told)


def _refuse_filled(fields: list[FormField]) -> None:
    if any(one.is_filled and not one.is_read_only and one.kind in _WRITTEN for one in fields):
        # what stands there may be about another child, and would go out with every form
        raise FormRefused("filled-in")


def _plain(pdf: pikepdf.Pdf) -> bytes:
    """The same without encryption, in memory; its streams are only now seen as they are."""
    out = io.BytesIO()
    pdf.save(out, fix_metadata_version=False)
    _refuse_unsafe(out.getvalue())
    return out.getvalue()


def _findings(pdf: pikepdf.Pdf) -> set[FormFinding]:
    found: set[FormFinding] = set()
    for one in dictionaries(pdf):
        if "/XFA" in one:
            found.add(FormFinding.XFA)
        if "/EF" in one or "/EmbeddedFiles" in one:
            found.add(FormFinding.ATTACHMENT)
        if acts(one) and one.get("/S") != Name.URI:
            found.add(FormFinding.SCRIPT)
        if "/ByteRange" in one:
            found.add(FormFinding.SIGNED)
    return found


# fields -----------------------------------------------------------------------------------


@dataclass
class _Met:
    """A field with the places on the pages where it is seen."""

    asked: AcroFormField
    page: int
    boxes: list[Box] = field(default_factory=list)
    widgets: list[Dictionary] = field(default_factory=list)
    others: list[Box] = field(default_factory=list)


def _met(pdf: pikepdf.Pdf) -> Iterator[_Met]:
    """Every field that takes something, by page, row and place in the row."""
    if not pdf.acroform.exists:
        return
    by_name: dict[str, _Met] = {}
    widgets = [pdf.acroform.get_widget_annotations_for_page(page) for page in pdf.pages]
    if sum(map(len, widgets)) > _MOST_WIDGETS:
        raise FormRefused("too-many-fields")
    for number, on_page in enumerate(widgets):
        boxes: list[Box] = []
        for widget in on_page:
            one = pdf.acroform.get_field_for_annotation(widget)
            rect = widget.rect
            box = Box(float(rect.llx), float(rect.lly), float(rect.urx), float(rect.ury))
            boxes.append(box)
            is_seen = box.right > box.left and box.top > box.bottom
            if one.is_pushbutton or not one.fully_qualified_name or not is_seen:
                continue
            met = by_name.setdefault(one.fully_qualified_name, _Met(one, number))
            if met.page == number:
                met.boxes.append(box)
                met.others = boxes
            if isinstance(widget.obj, Dictionary):
                met.widgets.append(widget.obj)
    yield from sorted(by_name.values(), key=_place)


def _place(met: _Met) -> tuple[int, int, float]:
    first = met.boxes[0]
    return met.page, -round(first.middle / _ROW), first.left


def _field(met: _Met, pages: list[list[Stretch]]) -> FormField:
    one = met.asked
    words = pages[met.page] if met.page < len(pages) else []
    options = _options(met, words)
    kind = _kind(one, options)
    tip = _words(one.get_inheritable_field_value_as_string("/TU"))
    beside = _beside(met, kind, words)
    name = one.fully_qualified_name
    hints = tuple(text for text in (tip, beside, _words(name)) if text) or (f"{met.page + 1}",)
    value = one.get_inheritable_field_value("/V")
    return FormField(
        name=name,
        kind=kind,
        label=hints[0],
        hints=hints,
        page=met.page + 1,
        longest=_longest(one) if kind in {FieldKind.LINE, FieldKind.LINES} else 0,
        is_required=bool(one.flags & FormFieldFlag.required),
        is_read_only=bool(one.flags & FormFieldFlag.read_only),
        is_comb=kind is FieldKind.LINE and bool(one.flags & FormFieldFlag.tx_comb),
        options=options,
        day_format=_day_format(met, hints) if kind is FieldKind.LINE else "",
        is_filled=value is not None and str(value) not in {"", "/Off"},
    )


def _kind(one: AcroFormField, options: tuple[FormOption, ...]) -> FieldKind:
    if one.is_text:
        is_long = one.flags & FormFieldFlag.tx_multiline
        return FieldKind.LINES if is_long else FieldKind.LINE
    if one.is_choice:
        is_open = one.flags & FormFieldFlag.ch_combo and one.flags & FormFieldFlag.ch_edit
        return FieldKind.OPEN_LIST if is_open else FieldKind.LIST
    if one.is_radio_button or (one.is_checkbox and len(options) > 1):
        return FieldKind.ONE_OF
    return FieldKind.TICK if one.is_checkbox else FieldKind.SIGNATURE


def _longest(one: AcroFormField) -> int:
    longest = one.get_inheritable_field_value("/MaxLen")
    return max(int(longest), 0) if longest is not None else 0


def _beside(met: _Met, kind: FieldKind, words: list[Stretch]) -> str:
    if kind is FieldKind.TICK:
        after = words_after(met.boxes[0], met.others, words)
        if after:
            return after
    return words_beside(met.boxes[0], met.others, words)


def _words(text: str) -> str:
    return cleaned(text[: _LONGEST_WORDS * 2], is_line=True)[0][:_LONGEST_WORDS]


# answers to choose from -------------------------------------------------------------------


def _options(met: _Met, words: list[Stretch]) -> tuple[FormOption, ...]:
    if met.asked.is_choice:
        return _listed(met.asked)
    if met.asked.is_checkbox or met.asked.is_radio_button:
        return tuple(_buttons(met, words))
    return ()


def _listed(one: AcroFormField) -> tuple[FormOption, ...]:
    told = one.get_inheritable_field_value("/Opt")
    found = []
    for option in list(told)[:_MOST_OPTIONS] if isinstance(told, Array) else []:
        pair = list(option)[:2] if isinstance(option, Array) else [option, option]
        if len(pair) == 2 and all(isinstance(part, String) for part in pair):
            found.append(FormOption(str(pair[0]), _words(str(pair[1]))))
    return tuple(found)


def _buttons(met: _Met, words: list[Stretch]) -> Iterator[FormOption]:
    told = met.asked.get_inheritable_field_value("/Opt")
    written = [str(one) for one in told] if isinstance(told, Array) else []
    seen: set[str] = set()
    for number, widget in enumerate(met.widgets):
        state = _state(widget)
        if not state or state in seen:
            continue
        seen.add(state)
        after = words_after(met.boxes[number], met.others, words) if number < len(met.boxes) else ""
        at = int(state) if state.isascii() and state.isdigit() else -1
        listed = written[at] if 0 <= at < len(written) else ""
        own = _words(str(widget.get("/TU", ""))) if len(met.widgets) > 1 else ""
        yield FormOption(state, after or own or _words(listed) or state)


def _state(widget: Dictionary) -> str:
    """What a button is when it is chosen; "" where it can't be."""
    looks = widget.get("/AP", Dictionary()).get("/N")
    if not isinstance(looks, Dictionary):
        return ""
    states = [key.removeprefix("/") for key, _ in looks.items() if key != "/Off"]
    return states[0] if states else ""


# days -------------------------------------------------------------------------------------


def _day_format(met: _Met, hints: tuple[str, ...]) -> str:
    """How the field asks for a day, by the script that formats it or by its words."""
    for part in ("/F", "/K"):
        script = met.widgets[0].get("/AA", Dictionary()).get(part, Dictionary()).get("/JS", "")
        if isinstance(script, Stream):
            continue  # nothing short is packed
        found = _DAY_SCRIPT.search(str(script)[:_LONGEST_SCRIPT])
        if found:
            return found[1]
    told = (_DAY_WORDS.search(hint) for hint in hints)
    return next((found[1].lower() for found in told if found), "")
