"""Ties letters for many to what they may do with an open store."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from mhlead.services import batches
from mhlead.services.adapters import Adapters
from mhlead.services.batches import BatchLetter
from mhlead.services.letters import log as letter_log
from mhlead.services.letters.choice import LetterChoice
from mhlead.services.session import Session
from mhlead.ui.desk import Ways
from mhlead.ui.pages.batch_page import BatchPage
from mhlead.ui.pages.batch_work import BatchWork
from mhlead.ui.pages.referral_page import ReferralPage
from mhlead.ui.today_acts import ONCE


class BatchWays:
    """Letters of one kind for many, and where one that was not written is looked at."""

    def __init__(
        self,
        session: Session,
        adapters: Adapters,
        ways: Ways,
        referral: Callable[[str], ReferralPage],
        open_letter: Callable[[str], None],
    ) -> None:
        """Keeps what they need.

        Args:
            session: The open store.
            adapters: Everything from outside.
            ways: What the window does.
            referral: Makes the page of a referral.
            open_letter: Shows an issued letter.
        """
        self._session, self._press, self._ways = session, adapters.press, ways
        self._referral, self._open_letter = referral, open_letter

    def open(self) -> None:
        """Shows the page."""
        session, press, ways = self._session, self._press, self._ways
        work = BatchWork(
            read=partial(batches.read_batch, session),
            write=partial(batches.write_one, session, press),
            join=lambda pdfs, is_both: press.joined(pdfs, from_front=is_both),
            record_uses=partial(letter_log.record_uses, session),
            look=self._look_at,
            open_letter=self._open_letter,
        )
        page = BatchPage(
            tasks=ways.tasks,
            names=ways.names,
            work=work,
            changed=ways.changed,
            open_page=ways.open_page,
        )
        ways.open_page(page)

    def _look_at(self, one: BatchLetter) -> None:
        """The letter itself where somebody has to look or to answer, its referral otherwise."""
        page = self._referral(one.line.order.referral_id)
        if one.is_doubtful or not one.line.is_asked:
            choice = LetterChoice(one.line.order, one.line.to_whom)
            page.was_read.connect(lambda: page.letters.write(choice), ONCE)
        self._ways.open_page(page)
