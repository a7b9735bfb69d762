"""Forms for something that links several pupils: the words are shared, each part is one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mhlead.domain.codes import LinkRole
from mhlead.domain.records import PupilLink
from mhlead.domain.views import PupilLine
from mhlead.services.links import LinkPart
from mhlead.ui.fields import ChoiceField, Field, LineField, PairField, RowsField, TextField
from mhlead.ui.forms.context import FormContext
from mhlead.ui.options import enum_field, past_day
from mhlead.ui.record_form import RecordForm

_ABOUT = "Goes into the record of everybody named here: no names, and nobody’s part."
_OWN_WORDS = "Stands in this pupil’s record alone."


@dataclass(frozen=True)
class LinkDraft:
    """Something that links pupils, as it stands in a form."""

    about: str = ""
    happened_on: date | None = None
    role: LinkRole | None = None
    own_words: str = ""
    others: tuple[tuple[str, LinkRole], ...] = ()

    def parts(self, pupil_id: str) -> list[LinkPart]:
        """Everybody's part, once the form has checked it."""
        if self.role is None:
            raise ValueError("the form was not checked")
        own = LinkPart(pupil_id, self.role, self.own_words)
        return [own, *(LinkPart(other, role) for other, role in self.others)]


def pupil_options(pupils: Sequence[PupilLine], but: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Pupils to choose from, each with the form."""
    return [
        (one.pupil_id, f"{one.name}, {one.form or one.year_group}".rstrip(", "))
        for one in pupils
        if one.pupil_id not in but
    ]


def link_form(options: list[tuple[str, str]], context: FormContext) -> RecordForm[LinkDraft]:
    """What happened, this pupil's part, and who else had which."""

    def another() -> Field:
        pupil: ChoiceField[str] = ChoiceField(options, is_searchable=True)
        return PairField(pupil, enum_field(LinkRole), ("who", "their part"))

    form = RecordForm(LinkDraft())
    form.bind("about", LineField(), label="What it is about", help_text=_ABOUT, required=True)
    form.bind("happened_on", past_day(context.today), label="Day", required=True)
    form.add_heading("This pupil")
    form.bind("role", enum_field(LinkRole), label="Their part", required=True)
    form.bind("own_words", TextField(lines=2), label="In words", help_text=_OWN_WORDS)
    form.add_heading("The others", "Each pupil’s record shows that pupil’s own part alone.")
    form.bind("others", RowsField(another, "Add a pupil"), label="Who else", required=True)
    return form


@dataclass(frozen=True)
class PartDraft:
    """One more pupil's part, as it stands in a form."""

    pupil_id: str | None = None
    role: LinkRole | None = None
    own_words: str = ""


def part_form(options: list[tuple[str, str]]) -> RecordForm[PartDraft]:
    """One more pupil, and their part."""
    form = RecordForm(PartDraft())
    pupil: ChoiceField[str] = ChoiceField(options, is_searchable=True)
    form.bind("pupil_id", pupil, label="Who", required=True)
    form.bind("role", enum_field(LinkRole), label="Their part", required=True)
    own_help = "Stands in that pupil’s record alone."
    form.bind("own_words", TextField(lines=2), label="In words", help_text=own_help)
    return form


def own_part_form(record: PupilLink, context: FormContext) -> RecordForm[PupilLink]:
    """The pupil's own part, to be corrected; the others' records stay as they are."""
    form = RecordForm(record)
    form.bind("about", LineField(), label="What it is about", required=True)
    form.bind("happened_on", past_day(context.today), label="Day", required=True)
    form.bind("role", enum_field(LinkRole), label="Their part", required=True)
    form.bind("own_words", TextField(lines=2), label="In words", help_text=_OWN_WORDS)
    return form
