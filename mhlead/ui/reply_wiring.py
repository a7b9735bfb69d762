"""From a service's reply slip to the move it proposes, which the lead looks at and keeps or not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mhlead.domain.errors import Cancelled, MhleadError
from mhlead.services import replies
from mhlead.services.adapters import Adapters
from mhlead.services.replies import ReplyProposal
from mhlead.services.session import Session
from mhlead.ui.desk import Ways
from mhlead.ui.dialogs.choose_file import choose_file
from mhlead.ui.forms.move_forms import MoveDraft
from mhlead.ui.pages.referral_page import ReferralPage
from mhlead.ui.questions import tell
from mhlead.ui.today_acts import ONCE
from mhlead.wording import sentence_for
from mhlead.wording.sending_words import reply_under


class ReplyWays:
    """Reads a reply and opens the form "What happened" on its referral, filled in."""

    def __init__(
        self,
        session: Session,
        adapters: Adapters,
        ways: Ways,
        referral: Callable[[str], ReferralPage],
    ) -> None:
        """Keeps what is needed.

        Args:
            session: The unlocked store.
            adapters: Reads the file.
            ways: What the window does.
            referral: The page of one referral, not yet shown.
        """
        self._session, self._adapters, self._ways = session, adapters, ways
        self._referral = referral

    def choose(self) -> None:
        """Lets the person choose the file."""
        title, kinds = "Choose the reply that came back", "Reply slips (*.pdf)"
        choose_file(self._ways.window, title, kinds, self.read)

    def read(self, path: Path) -> None:
        """Reads the reply and shows what it proposes; nothing is kept."""
        session, files = self._session, self._adapters.reply_files
        self._ways.tasks.start(
            self._ways.window,
            lambda _: replies.read_reply(session, files, path),
            done=self.show,
            failed=self._fail,
        )

    def show(self, proposal: ReplyProposal) -> None:
        """The referral's page, and over it the form with what the slip says."""
        known = MoveDraft(
            to_state=proposal.state,
            happened_on=proposal.happened_on,
            reason_code=proposal.reason_code,
            words=proposal.words,
        )
        page = self._referral(proposal.referral_id)
        under = reply_under(has_state=proposal.state is not None, findings=proposal.findings)
        page.was_read.connect(lambda: page.record_move(known, under), ONCE)
        self._ways.open_page(page)

    def _fail(self, error: MhleadError) -> None:
        if not isinstance(error, Cancelled):
            tell(self._ways.window, "This reply was not read", sentence_for(error))
