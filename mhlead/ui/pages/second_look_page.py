"""The second look at a copy, confirmed by whoever had it with their own passphrase."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QTimer

from mhlead.domain.changes import Changes
from mhlead.domain.errors import MhleadError, WrongPassphrase
from mhlead.domain.records import StaffMember
from mhlead.ui.fields import PassphraseField
from mhlead.ui.form import Form
from mhlead.ui.labels import paragraph
from mhlead.ui.options import staff_field
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.rights_work import RequestWork
from mhlead.ui.pages.settings_parts import SettingsTools
from mhlead.ui.pages.unlock_page import delay_after

_UNDER = (
    "Let them read the whole copy, choose their name and type their own passphrase. You stay at "
    "work; the history says that they confirmed it."
)


class SecondLookPage(FormPage[Changes]):
    """Who it was, and their passphrase; wrong ones wait as they do before the store."""

    def __init__(
        self,
        request_id: str,
        lookers: Sequence[StaffMember],
        tools: SettingsTools,
        work: RequestWork,
        *,
        delay: Callable[[int], int] = delay_after,
    ) -> None:
        """Builds the page.

        Args:
            request_id: The request.
            lookers: Who could have had it.
            tools: What every page of the settings is given.
            work: What can be done.
            delay: Seconds to wait after so many wrong tries.
        """
        form = Form()
        self._who, self.passphrase = staff_field(lookers), PassphraseField()
        form.add_row("&Who looked through it", self._who, required=True)
        form.add_row("Their own &passphrase", self.passphrase, required=True)
        super().__init__(
            "The second look",
            form,
            tasks=tools.tasks,
            submit=partial(self._confirmation, request_id, work),
            submitted=self._confirmed,
            under=_UNDER,
            action="They con&firm it",
            icon_name="check",
        )
        self._tries, self._delay, self._changed = work.tries, delay, tools.changed
        self.wait = paragraph("", "muted")
        self.card.body.addWidget(self.wait)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._count_down)
        self._wait_s = delay(work.tries.wrong)
        self._begin_wait()

    def has_unsaved(self) -> bool:
        return False  # a passphrase is nothing to keep

    def _confirmation(self, request_id: str, work: RequestWork) -> Callable[[], Changes]:
        staff_id, typed = self._who.value() or "", self.passphrase.value()
        self.passphrase.clear()
        return lambda: work.confirm(request_id, staff_id, typed)

    def _confirmed(self, changes: Changes) -> None:
        self._tries.wrong = 0
        self._changed(changes)

    def _not_saved(self, error: MhleadError) -> None:
        super()._not_saved(error)
        if isinstance(error, WrongPassphrase):
            self._tries.wrong += 1
            self._wait_s = self._delay(self._tries.wrong)
            self._begin_wait()
        self.passphrase.focus_first()

    def _begin_wait(self) -> None:
        self._say_wait()
        if self._wait_s:
            self._timer.start()

    def _count_down(self) -> None:
        self._wait_s = max(0, self._wait_s - 1)
        self._say_wait()
        if not self._wait_s:
            self._timer.stop()

    def _say_wait(self) -> None:
        seconds = f"{self._wait_s} second{'s' if self._wait_s != 1 else ''}"
        self.wait.setText(f"The next try is possible in {seconds}.")
        self.wait.setVisible(self._wait_s > 0)
        self.save_button.setEnabled(not self._wait_s)
