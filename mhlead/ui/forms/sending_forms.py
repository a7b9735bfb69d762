"""The form that says how a letter left, with the address it went to read back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from mhlead.domain.codes import Channel
from mhlead.services.letters.address import LetterAddress
from mhlead.services.sending import SendingView, Sent
from mhlead.ui.fields import LineField
from mhlead.ui.options import coming_day, enum_field, past_day
from mhlead.ui.record_form import RecordForm
from mhlead.ui.yes_no import YesField

POSTED = frozenset({Channel.POST, Channel.LETTER_HOME})
MAILED = frozenset({Channel.SECURE_MAIL})
LOOK_FOR = "Ring if there is no receipt"


@dataclass(frozen=True)
class SendingDraft:
    """How a letter left, as it stands in the form."""

    how: Channel | None = None
    happened_on: date | None = None
    to_whom: str = ""
    deadline_on: date | None = None
    deadline_what: str = LOOK_FOR

    def sent(self) -> Sent:
        """The same once the form has checked it."""
        if self.how is None or self.happened_on is None:
            raise ValueError("the form was not checked")
        return Sent(self.how, self.happened_on, self.to_whom, self.deadline_on, self.deadline_what)


def read_back(address: LetterAddress, how: Channel | None) -> tuple[str, ...] | None:
    """The lines to compare with where it went; None where that way has no address.

    An empty tuple means that there ought to be one and none is known.
    """
    if how in MAILED:
        return (address.mailbox,) if address.mailbox else ()
    return address.postal if how in POSTED else None


class SendingForm(RecordForm[SendingDraft]):
    """How, when and to whom; by mail and by post only once the address was compared."""

    def __init__(self, view: SendingView, today: Callable[[], date]) -> None:
        draft = SendingDraft(to_whom=view.address.to_whom, deadline_on=view.look_again_on)
        super().__init__(draft)
        self._address = view.address
        self.how = enum_field(Channel)
        self.bind("how", self.how, label="How it was sent", required=True)
        self.compared = YesField("It went to exactly this address")
        self._compared = self.bind_apart("compared", self.compared, "Compared with the address")
        self.bind("happened_on", past_day(today), label="When", required=True)
        self.bind("to_whom", LineField(), label="To whom", required=True)
        if view.look_again_on is not None:
            again = coming_day(today)
            self.bind("deadline_on", again, label="Look at it again on", required=True)
            self.bind("deadline_what", LineField(), label="To do what", required=True)
        self.how.value_changed.connect(self._follow)
        self._follow()

    def lines(self) -> tuple[str, ...] | None:
        """What is read back for the way that is chosen; None for a way without an address."""
        return read_back(self._address, self.how.value())

    def _follow(self) -> None:
        has_lines = bool(self.lines())
        self.compared.set_value(False)
        self._compared.set_shown(has_lines, required=has_lines)
