"""When and how it was seen that a letter arrived, answered from the lists of letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from mhlead.domain.changes import Changes
from mhlead.domain.codes import Arrival
from mhlead.domain.records import Delivery, Sending
from mhlead.domain.views import LetterLine
from mhlead.ui.day_text import day_short
from mhlead.ui.fields import TextField
from mhlead.ui.options import enum_field, past_day
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.sending_work import SendingWork
from mhlead.ui.pages.tools import Tools
from mhlead.ui.record_form import RecordForm
from mhlead.wording import words


@dataclass(frozen=True)
class DeliveryDraft:
    """The answer as it stands in the form."""

    seen_on: date | None = None
    how: Arrival | None = None
    words: str = ""

    def delivery(self, sending: Sending) -> Delivery:
        """The answer once the form has checked it."""
        if self.seen_on is None or self.how is None:
            raise ValueError("the form was not checked")
        return Delivery("", "", sending.id, self.seen_on, self.how, self.words)


def delivery_of(letter: LetterLine, sending: Sending) -> Delivery | None:
    """What was answered about this sending, or None."""
    return next((one for one in letter.deliveries if one.sending_id == sending.id), None)


def open_delivery(
    tools: Tools, work: SendingWork, subject: str, letter: LetterLine, sending: Sending
) -> None:
    """Shows the form about one sending, filled in with what was answered before."""
    before = delivery_of(letter, sending)
    draft = DeliveryDraft(before.seen_on, before.how, before.words) if before else DeliveryDraft()
    form = RecordForm(draft)
    form.bind("seen_on", past_day(tools.today), label="When it was seen", required=True)
    form.bind("how", enum_field(Arrival), label="How it was seen", required=True)
    form.bind("words", TextField(lines=2), label="In words", help_text="Who said so, for example.")

    def submit() -> Callable[[], Changes]:
        delivery = form.value().delivery(sending)
        return lambda: work.see_delivery(delivery)[1]

    def submitted(changes: Changes) -> None:
        tools.changed(changes)
        page.said.emit("Recorded that it arrived.")

    page: FormPage[Changes] = FormPage(
        "It arrived",
        form,
        tasks=tools.tasks,
        submit=submit,
        submitted=submitted,
        subject=subject,
        under=f"{words(letter.kind)} {letter.reference}, sent {day_short(sending.sent_on)} to "
        f"{sending.to_whom}",
    )
    tools.open_page(page)
