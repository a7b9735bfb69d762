"""Ties the page of a concern slip to what it may do with an open store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from mhlead.domain.errors import Cancelled, MhleadError, SlipRefused
from mhlead.domain.records import StaffMember
from mhlead.domain.slip import SlipRead
from mhlead.services import replies, school, slips
from mhlead.services.adapters import Adapters
from mhlead.services.replies import ReplyProposal
from mhlead.services.session import Session
from mhlead.services.slips import SlipPreview, SlipTaken
from mhlead.ui.desk import Ways
from mhlead.ui.dialogs.choose_file import choose_file
from mhlead.ui.dialogs.slip_done import SlipDone
from mhlead.ui.pages.pupil_page import PupilPage
from mhlead.ui.pages.slip_page import SlipPage, SlipReview
from mhlead.ui.plain_file_card import PlainFileWork
from mhlead.ui.questions import tell
from mhlead.ui.today_acts import ONCE, tell_dsl_of
from mhlead.wording import sentence_for

_PERHAPS_A_REPLY = frozenset({"other-form", "too-many-pages", "unusual"})
"""A reply comes back as the last page of a letter, which is larger than a concern slip may be."""


class PupilDoors(Protocol):
    """The ways to pupils that a slip needs."""

    def pupil(self, pupil_id: str) -> PupilPage:
        """The page of one pupil, not yet shown."""
        ...

    def add_pupil(
        self, known: Mapping[str, str] | None = ..., then: Callable[[str], None] | None = ...
    ) -> None:
        """The form for a new pupil."""
        ...


class SlipWays:
    """From a file to the concern, and to the safeguarding entry where somebody is at risk."""

    def __init__(
        self,
        session: Session,
        adapters: Adapters,
        ways: Ways,
        pupils: PupilDoors,
        plain_file: PlainFileWork,
    ) -> None:
        self._session, self._adapters, self._ways = session, adapters, ways
        self._pupils, self._plain_file = pupils, plain_file
        self._last: SlipTaken | None = None
        self._is_at_risk = False

    def choose(self) -> None:
        """Lets the person choose the file."""
        choose_file(
            self._ways.window, "Choose the concern slip", "Concern slips (*.pdf)", self.read
        )

    def read(self, path: Path, reply: Callable[[ReplyProposal], None] | None = None) -> None:
        """Reads the slip and shows it; nothing is kept.

        Args:
            path: The file.
            reply: Gets what it proposes where it is no concern slip, but a service's reply.
        """
        session, adapters = self._session, self._adapters

        def work() -> tuple[SlipPreview, list[StaffMember]] | ReplyProposal:
            try:
                preview = slips.preview_slip(session, adapters.slip_files, path)
            except SlipRefused as refusal:
                if reply is None or refusal.code not in _PERHAPS_A_REPLY:
                    raise
                return replies.read_reply(session, adapters.reply_files, path)
            return preview, school.list_staff(session)

        def show(found: tuple[SlipPreview, list[StaffMember]] | ReplyProposal) -> None:
            if isinstance(found, ReplyProposal):
                if reply is not None:
                    reply(found)
            else:
                self._show(*found)

        self._ways.tasks.start(
            self._ways.window, lambda _: work(), done=show, failed=self._not_read
        )

    def _show(self, preview: SlipPreview, staff: list[StaffMember]) -> None:
        session, slip = self._session, preview.slip
        known = _known(slip)
        review = SlipReview(
            take_in=lambda shown, decision: slips.take_in(session, shown, decision),
            taken=lambda taken: self._taken(taken, is_at_risk=slip.is_at_risk),
            add_pupil=lambda then: self._pupils.add_pupil(known, then),
            look_again=lambda: slips.look_again(session, preview.path, slip),
            open_at_risk=self._ways.open_at_risk,
        )
        page = SlipPage(
            preview,
            tasks=self._ways.tasks,
            today=session.clock.today,
            staff=staff,
            review=review,
        )
        page.done.connect(self._go_on)
        self._ways.open_page(page)

    def _taken(self, taken: SlipTaken, *, is_at_risk: bool) -> None:
        self._ways.changed(taken.changes)
        self._ways.look_for_gaps()
        self._last, self._is_at_risk = taken, is_at_risk

    def _go_on(self) -> None:
        taken = self._last
        if taken is None:
            return
        self._last = None
        if self._is_at_risk:
            self._ways.say("Concern recorded. Today reminds you of the plain file.")
            page = self._pupils.pupil(taken.pupil_id)
            page.was_read.connect(lambda: tell_dsl_of(page, taken.concern.id), ONCE)
            self._ways.open_page(page)
            return
        self._ways.say("Concern recorded.")
        self._ways.open_page(self._pupils.pupil(taken.pupil_id))
        dialog = SlipDone(
            taken.plain_file,
            tasks=self._ways.tasks,
            work=self._plain_file,
            changed=self._ways.changed,
            parent=self._ways.window,
        )
        dialog.open()

    def _not_read(self, error: MhleadError) -> None:
        if not isinstance(error, Cancelled):
            tell(self._ways.window, "This slip was not taken in", sentence_for(error))


def _known(slip: SlipRead) -> dict[str, str]:
    """What the slip says of a pupil who is not here yet, for the form."""
    name = slip.pupil_name
    if "," in name:
        surname, _, forename = name.partition(",")
    else:
        forename, _, surname = name.partition(" ")
    return {"forename": forename.strip(), "surname": surname.strip(), "form": slip.form}
