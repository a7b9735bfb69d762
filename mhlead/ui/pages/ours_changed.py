"""That our wording of a letter has changed since the school wrote its own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from mhlead.domain.errors import MhleadError
from mhlead.domain.wording_difference import difference
from mhlead.services.letters.wordings import Wording
from mhlead.ui.buttons import link_button
from mhlead.ui.flow import Flow
from mhlead.ui.labels import paragraph
from mhlead.ui.pages.wording_versions import DifferencePage
from mhlead.ui.pages.wording_work import WordingTools
from mhlead.ui.surfaces import Card

_TOLD = "Our wording of this letter has changed since you wrote yours. Yours stays in use."
_SEEN = "our newer wording was looked at"


class OursChanged(Card):
    """Hidden while nothing has changed."""

    def __init__(self, tools: WordingTools, failed: Callable[[MhleadError], None]) -> None:
        """Builds the card.

        Args:
            tools: The runner, the work, and the ways to other pages.
            failed: Shows what went wrong.
        """
        super().__init__(margin="small")
        self._tools, self._failed = tools, failed
        self._wording: Wording | None = None
        self.compare_button = link_button("See what changed in ours")
        self.keep_button = link_button("I have looked: mine stays as it is")
        self.compare_button.clicked.connect(self.compare)
        self.keep_button.clicked.connect(self.keep)
        acts = QWidget()
        flow = Flow(acts, gap="gap")
        for one in (self.compare_button, self.keep_button):
            flow.addWidget(one)
        self.body.addWidget(paragraph(_TOLD, "strong"))
        self.body.addWidget(acts)
        self.hide()

    def show_wording(self, wording: Wording) -> None:
        """Shows itself where ours reads otherwise than it did."""
        self._wording = wording
        self.setVisible(wording.is_ours_newer)

    def compare(self) -> None:
        """Shows what changed in ours."""
        if self._wording is not None:
            lines = difference(self._wording.beside, self._wording.ours)
            self._tools.open_page(DifferencePage("Ours as it was", lines, "ours as it is now"))

    def keep(self) -> None:
        """The school's own stays as it is; ours was looked at."""
        wording, work = self._wording, self._tools.work
        if wording is not None:
            self._tools.tasks.start(
                self,
                lambda _: work.keep(wording.kind, wording.text, _SEEN, wording.number),
                done=self._tools.changed,
                failed=self._failed,
            )
