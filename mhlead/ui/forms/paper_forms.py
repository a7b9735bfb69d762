"""Forms that ask for whom a paper about a pupil is, and what goes in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from mhlead.domain.codes import PaperKind
from mhlead.domain.naming import contact_name
from mhlead.domain.paper import PaperOrder
from mhlead.domain.records import Contact
from mhlead.domain.views import EntryKind, ServiceView
from mhlead.services.chronologies import PUPIL_KINDS
from mhlead.services.letters.words import SIBLINGS
from mhlead.ui.fields import ChoiceField, LineField, ManyField, RowsField, TextField
from mhlead.ui.options import any_day, enum_options, service_field
from mhlead.ui.record_form import RecordForm

_WHO_READS = "Or who reads it"
_READERS = (
    "Something about the pupil is kept from each of these. Tick whoever does not read this paper; "
    "of the others nothing that is kept from them stands in it."
)


@dataclass(frozen=True)
class PaperAsked:
    """What a form offers.

    Attributes:
        kept_out: Services and persons in words that something is kept from: a key and a name.
    """

    order: PaperOrder
    contacts: tuple[Contact, ...]
    services: tuple[ServiceView, ...]
    kept_out: tuple[tuple[str, str], ...]


def paper_form(asked: PaperAsked, today: Callable[[], date]) -> RecordForm[PaperOrder]:
    """The form for the kind of paper that is asked for."""
    form = RecordForm(asked.order)
    kind = asked.order.kind
    if kind is PaperKind.CRISIS_SUMMARY:
        form.bind("what_for", TextField(lines=2), label="What has &happened", help_text=_HAPPENED)
        form.bind("to_whom", LineField(), label="For &whom")
    elif kind is PaperKind.OWN_CHRONOLOGY:
        _own(form, asked, today)
    elif kind is PaperKind.HANDOVER:
        _handover(form)
    else:
        _professional(form, asked, today)
    if asked.kept_out and kind is not PaperKind.OWN_CHRONOLOGY:
        form.bind(
            "not_readers",
            ManyField(asked.kept_out),
            label="Who does not read it",
            help_text=_READERS,
        )
    return form


_HAPPENED = "In a sentence or two. It can wait: the rest is there already."


def _own(form: RecordForm[PaperOrder], asked: PaperAsked, today: Callable[[], date]) -> None:
    people: Sequence[tuple[str, str]] = [
        (one.id, contact_name(one)) for one in asked.contacts if one.relationship not in SIBLINGS
    ]
    whom = ChoiceField([("", "The young person"), *people], is_searchable=False)
    form.bind("contact_id", whom, label="For &whom", required=True)
    _days(form, today)
    _kinds(form, [kind for kind in EntryKind if kind in PUPIL_KINDS])


def _professional(
    form: RecordForm[PaperOrder], asked: PaperAsked, today: Callable[[], date]
) -> None:
    is_meeting = asked.order.kind is PaperKind.MEETING_SUMMARY
    form.bind(
        "what_for",
        TextField(lines=2),
        label="What the meeting is &for" if is_meeting else "What it is &for",
        required=True,
    )
    form.bind("service_id", service_field(asked.services), label="Ser&vice that reads it")
    form.bind(
        "to_whom",
        LineField(),
        label=_WHO_READS,
        help_text="Such as “Child protection conference, 3 March”." if is_meeting else "",
    )
    if not is_meeting:
        _days(form, today)
        _kinds(form, list(EntryKind))


def _handover(form: RecordForm[PaperOrder]) -> None:
    where = ChoiceField(
        [(True, "To another school"), (False, "To somebody else here")], is_searchable=False
    )
    form.bind("moves_school", where, label="Where it &goes", required=True)
    form.bind(
        "to_whom",
        LineField(),
        label="&To whom",
        help_text="The school and the person, such as “Harbour Academy, Ms Okafor (DSL)”.",
        required=True,
    )
    form.bind("what_for", TextField(lines=2), label="&Why")
    form.bind(
        "documents",
        RowsField(LineField, "Add a &document"),
        label="What goes along on paper",
        help_text="Letters that were issued are listed by themselves.",
    )


def _days(form: RecordForm[PaperOrder], today: Callable[[], date]) -> None:
    form.bind("from_on", any_day(today), label="F&rom", help_text="Empty: from the beginning.")
    form.bind("to_on", any_day(today), label="&Until", help_text="Empty: until today.")


def _kinds(form: RecordForm[PaperOrder], kinds: list[EntryKind]) -> None:
    form.bind(
        "kinds",
        ManyField(enum_options(kinds)),
        label="What kinds",
        help_text="With none ticked, all of them go in.",
    )
