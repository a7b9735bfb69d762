"""The form of what passes to the next school: where to, when, how and to whom, and the receipt."""

from __future__ import annotations

from mhlead.domain.codes import Channel, TransferPart
from mhlead.domain.records import RecordTransfer
from mhlead.ui.fields import LineField, TextField
from mhlead.ui.forms.context import FormContext
from mhlead.ui.options import enum_field, past_day
from mhlead.ui.record_form import RecordForm

_WAYS = (Channel.SECURE_MAIL, Channel.IN_PERSON, Channel.WEB_FORM, Channel.POST)
"""How a record is handed over; it is neither told nor sent home."""
_TO_WHOM = {
    TransferPart.RECORD: "Name and role of who takes it there.",
    TransferPart.SAFEGUARDING_FILE: "The designated safeguarding lead there, by name.",
}


def transfer_form(transfer: RecordTransfer, context: FormContext) -> RecordForm[RecordTransfer]:
    """Where one part went, or why it does not pass on."""
    form = RecordForm(transfer)
    form.bind(
        "next_school",
        LineField(),
        label="N&ext school",
        help_text="Write it down as soon as it is known, also before anything is passed on.",
    )
    form.bind("passed_on", past_day(context.today), label="&Day it was passed on")
    form.bind(
        "how",
        enum_field(_WAYS),
        label="&How",
        help_text="Not by the family. By post only where it is signed for.",
    )
    form.bind("to_whom", LineField(), label="To &whom", help_text=_TO_WHOM[transfer.part])
    form.bind(
        "receipt_on",
        past_day(context.today),
        label="&Receipt came on",
        help_text="Ask for one: Today asks after it five days on.",
    )
    form.bind(
        "why_not",
        TextField(lines=2),
        label="Or &nothing passes on, because",
        help_text="Such as: no other school, or the other school kept its own.",
    )
    return form
