"""Fills a service's own form: our answers in its fields, drawn with our own fonts.

The form's fonts often lack the letters of a name, so each answer brings the glyphs it needs, and
no viewer is asked to draw it anew. What the form could do by itself is taken out: scripts, programs
it starts, files inside it, a second form behind the first, and a signature that no longer holds.
Nothing of ours comes in beyond the answers; the form's own title, author and restrictions stay.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import AcroFormField, Array, Dictionary, FormFieldFlag, Name, String

from mhlead.documents.characters import printable
from mhlead.documents.draft_marks import DRAFT, DRAFT_STYLE, mark_pages
from mhlead.documents.drawing import UsedFaces
from mhlead.documents.field_looks import Look, draw_look, look_box
from mhlead.documents.field_text import FieldBox, PlacedLine, laid
from mhlead.documents.fonts import missing_characters
from mhlead.documents.inert import make_inert
from mhlead.documents.paragraph import set_lines
from mhlead.domain.document import plain
from mhlead.domain.errors import FormRefused
from mhlead.domain.service_form import FilledForm, FormAnswer, FormReason

_SIZE = re.compile(rb"(?<![\d.])(\d{1,6}(?:\.\d{0,6})?|\.\d{1,6})\s+Tf")
_FAULTS = (pikepdf.PikepdfError, RuntimeError, ValueError, TypeError, LookupError, AttributeError)


@dataclass(frozen=True)
class _Seen:
    """One place on the pages where a field is seen."""

    field: AcroFormField
    widget: Dictionary


def fill_form(blank: bytes, answers: Sequence[FormAnswer], *, is_draft: bool = False) -> FilledForm:
    """The form with these answers; a draft says so at the top of each page.

    Raises:
        FormRefused: it can't be opened ("not-pdf").
    """
    try:
        with pikepdf.open(io.BytesIO(blank), attempt_recovery=False) as pdf:
            make_inert(pdf)
            _empty(pdf)
            not_written = _Filler(pdf).fill(answers, is_draft=is_draft)
            return FilledForm(_saved(pdf), tuple(not_written))
    except _FAULTS:
        raise FormRefused("not-pdf") from None


def _empty(pdf: pikepdf.Pdf) -> None:
    """No field for text holds anything: one that nobody sees may say what another child wrote."""
    for one in pdf.objects:
        if not isinstance(one, Dictionary) or one.get("/FT") != Name.Tx:
            continue
        if int(one.get("/Ff", 0)) & FormFieldFlag.read_only:
            continue  # it belongs to the form
        if str(one.get("/V", "")) and "/AP" in one:
            del one["/AP"]
        for key in ("/V", "/DV", "/RV"):
            if key in one:
                del one[key]


def flat_form(filled: bytes) -> bytes:
    """The same pages with what is seen of each field drawn into them, for what draws no fields.

    Raises:
        FormRefused: it can't be opened ("not-pdf").
    """
    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(filled), attempt_recovery=False) as pdf:
            pdf.flatten_annotations("print")
            for page in pdf.pages:
                held = page.obj.get("/Annots")
                if isinstance(held, Array):
                    others = [one for one in held if one.get("/Subtype") != Name.Widget]
                    page.obj["/Annots"] = Array(others)
            if "/AcroForm" in pdf.Root:
                del pdf.Root["/AcroForm"]
            pdf.save(out, fix_metadata_version=False)
    except _FAULTS:
        raise FormRefused("not-pdf") from None
    return out.getvalue()


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    if pdf.is_encrypted:  # it stays restricted as its owner made it
        pdf.save(out, encryption=True, fix_metadata_version=False)
    else:
        pdf.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()


class _Filler:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._faces = UsedFaces("Ours")
        self._looks: list[tuple[_Seen, Look]] = []
        self._seen: dict[str, list[_Seen]] = {}
        for page in pdf.pages:
            for widget in pdf.acroform.get_widget_annotations_for_page(page):
                field = pdf.acroform.get_field_for_annotation(widget)
                if isinstance(widget.obj, Dictionary):
                    seen = _Seen(field, widget.obj)
                    self._seen.setdefault(field.fully_qualified_name, []).append(seen)

    def fill(
        self, answers: Sequence[FormAnswer], *, is_draft: bool
    ) -> list[tuple[str, FormReason]]:
        """Writes every answer it can; gives the fields whose answer it can't."""
        not_written = []
        for answer in answers:
            reason = self._answer(answer)
            if reason is not None:
                not_written.append((answer.field, reason))
        mark = set_lines(plain(DRAFT), DRAFT_STYLE, float("inf"))[0][0]
        if is_draft:
            self._faces.note(mark)
        fonts = {used.name: used.embed(self._pdf) for used in self._faces.all()}
        for seen, look in self._looks:
            draw_look(self._pdf, seen.widget, look, self._faces, fonts)
        if is_draft:
            mark_pages(self._pdf, mark, self._faces, fonts)
        return not_written

    def _answer(self, answer: FormAnswer) -> FormReason | None:
        seen = self._seen.get(answer.field)
        if not seen or seen[0].field.flags & FormFieldFlag.read_only:
            return FormReason.GONE
        field = seen[0].field
        if field.is_checkbox or field.is_radio_button:
            return _press(seen, answer.text)
        return self._write(seen, answer)

    def _write(self, seen: list[_Seen], answer: FormAnswer) -> FormReason | None:
        shown = answer.shown or answer.text
        if missing_characters(shown):
            return FormReason.UNPRINTABLE
        placed: list[tuple[_Seen, list[PlacedLine]]] = []
        for one in seen:
            lines = laid(shown, _box(one))
            if lines is None:
                return FormReason.NO_ROOM
            placed.append((one, lines))
        for one, lines in placed:
            for line in lines:
                self._faces.note(line.line)
            self._looks.append((one, Look(tuple(lines), *look_box(one.widget))))
        holder = _holder(seen[0])
        holder["/V"] = String(printable(answer.text))
        if "/RV" in holder:
            del holder["/RV"]
        if seen[0].field.is_choice:
            _mark_chosen(holder, seen[0].field, answer.text)
        return None


def _box(seen: _Seen) -> FieldBox:
    field = seen.field
    width, height = look_box(seen.widget)
    is_line = field.is_text and not field.flags & FormFieldFlag.tx_multiline
    longest = field.get_inheritable_field_value("/MaxLen")
    is_comb = is_line and bool(field.flags & FormFieldFlag.tx_comb) and longest is not None
    is_list = field.is_choice and not field.flags & FormFieldFlag.ch_combo
    size = _SIZE.search(bytes(field.default_appearance))
    return FieldBox(
        width,
        height,
        float(size[1]) if size else 0.0,
        is_multiline=(field.is_text and not is_line) or is_list,
        comb=int(longest) if is_comb else 0,
        side=field.quadding if field.quadding in {1, 2} else 0,
    )


def _holder(seen: _Seen) -> Dictionary:
    """Where the field keeps its value: with its name, which may stand above the widget."""
    one = seen.widget
    while "/T" not in one:
        above = one.get("/Parent")
        if not isinstance(above, Dictionary):
            break
        one = above
    return one


def _mark_chosen(holder: Dictionary, field: AcroFormField, state: str) -> None:
    told = field.get_inheritable_field_value("/Opt")
    options = list(told) if isinstance(told, Array) else []
    states = [str(one[0]) if isinstance(one, Array) else str(one) for one in options]
    if state in states:
        holder["/I"] = Array([states.index(state)])
    elif "/I" in holder:
        del holder["/I"]


def _press(seen: list[_Seen], state: str) -> FormReason | None:
    """The button of that state is chosen, and every other of the same field is not."""
    chosen = Name(f"/{state}")
    if not any(chosen in _states(one.widget) for one in seen):
        return FormReason.NOT_OFFERED
    _holder(seen[0])["/V"] = chosen
    for one in seen:
        one.widget["/AS"] = chosen if chosen in _states(one.widget) else Name.Off
    return None


def _states(widget: Dictionary) -> set[Name]:
    looks = widget.get("/AP", Dictionary()).get("/N")
    return {Name(key) for key, _ in looks.items()} if isinstance(looks, Dictionary) else set()
