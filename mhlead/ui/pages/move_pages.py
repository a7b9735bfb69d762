"""The page that moves a referral: something happened."""

from __future__ import annotations

from collections.abc import Callable

from mhlead.domain.changes import Changes
from mhlead.domain.views import ReferralView
from mhlead.services.referral_care import ReferralCare
from mhlead.ui.forms.context import FormContext
from mhlead.ui.forms.move_forms import MoveDraft, MoveForm
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.referral_work import ReferralWork
from mhlead.ui.pages.tools import Tools
from mhlead.ui.record_form import RecordForm


class MovePages:
    """Makes the pages that move one referral."""

    def __init__(
        self,
        tools: Tools,
        work: ReferralWork,
        context: FormContext,
        subject: str,
        view: ReferralView,
        care: ReferralCare,
    ) -> None:
        """Keeps what the pages need.

        Args:
            tools: The referral page's tools.
            work: What can be done.
            context: What fields offer.
            subject: The pupil's name for the window's title.
            view: The referral as the page read it.
            care: What stands beside it.
        """
        self._tools, self._work, self._context = tools, work, context
        self._subject, self._view, self._care = subject, view, care

    def record_move(self, known: MoveDraft | None = None, under: str = "") -> None:
        """What happened to the referral, and what it waits for now.

        Args:
            known: What is filled in beforehand; nothing of it is kept before it is saved.
            under: Where that comes from, in a sentence.
        """
        work, care, referral = self._work, self._care, self._view.referral
        form = MoveForm(
            self._view.moves,
            self._context,
            suggested=care.suggested,
            has_plan=care.has_plan,
            known=known,
        )

        def submit() -> Callable[[], Changes]:
            draft = form.value()
            move, offered = draft.move(), draft.appointment(referral.case_id, referral.id)
            if offered is not None:
                return lambda: work.care.offer(offered, move)[1]
            return lambda: work.move(referral.id, move)[1]

        self._show("What happened", form, submit, "Recorded.", under)

    def _show(
        self,
        name: str,
        form: RecordForm[MoveDraft],
        submit: Callable[[], Callable[[], Changes]],
        said: str,
        under: str = "",
    ) -> None:
        def submitted(changes: Changes) -> None:
            self._tools.changed(changes)
            page.said.emit(said)

        page = FormPage(
            name,
            form,
            tasks=self._tools.tasks,
            submit=submit,
            submitted=submitted,
            subject=self._subject,
            under=under,
        )
        self._tools.open_page(page)
