"""From a referral to a letter about it: which letters fit, to whom, and may they be written to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu, QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.codes import LetterKind, ReferralState
from mhlead.domain.errors import MhleadError
from mhlead.domain.letter_order import LetterOrder
from mhlead.domain.letter_shapes import OPENING
from mhlead.domain.records import Referral
from mhlead.services.letters.choice import LetterChoice
from mhlead.services.referrals import allowed_moves
from mhlead.services.service_forms import OwnFormView
from mhlead.ui.buttons import plain_button, primary_button
from mhlead.ui.pages.family_questions import Asked, FamilyQuestions
from mhlead.ui.pages.form_places_page import Confirmed, places_page
from mhlead.ui.pages.letter_page import LetterPage
from mhlead.ui.pages.referral_work import ReferralWork
from mhlead.ui.pages.tools import Tools
from mhlead.ui.questions import tell
from mhlead.wording import sentence_for, words


class LetterWays:
    """Two buttons that lead to letters; before one to the family, the questions that come first.

    `first_button` opens the letter that asks the service to take the pupil, while that is what
    comes next, and not while it is with the service; the menu of `write_button` holds every other
    letter that fits.
    """

    def __init__(
        self,
        owner: QWidget,
        tools: Tools,
        work: ReferralWork,
        mark_sent: Callable[[str], None],
        mend: Callable[[str], None],
    ) -> None:
        """Makes the buttons, which show nothing until a referral is shown.

        Args:
            owner: The page the letters are opened from.
            tools: The referral page's tools.
            work: What can be done with letters.
            mark_sent: Opens the form that says how a letter left.
            mend: Opens where a fact of the letter is written.
        """
        self._owner, self._tools, self._work = owner, tools, work
        self._mark_sent, self._mend = mark_sent, mend
        self._questions = FamilyQuestions(
            owner, tools, work.read_family_check, work.answer_family_check
        )
        self._referral: Referral | None = None
        self._subject = ""
        self._first: LetterOrder | None = None
        self._choices: tuple[LetterChoice, ...] = ()
        self.first_button = primary_button("See the &letter", "file-text")
        self.write_button = plain_button("&Write…", "file-text")
        self.menu = QMenu(self.write_button)
        self.write_button.setMenu(self.menu)
        self.first_button.clicked.connect(self.open_first)

    def show_choices(
        self, referral: Referral, subject: str, choices: Sequence[LetterChoice]
    ) -> None:
        """Offers the letters that fit a referral, each with whom it goes to."""
        self._referral, self._subject = referral, subject
        self._choices = tuple(choices)
        is_sent = ReferralState.SENT not in allowed_moves(referral)
        opens = bool(choices) and choices[0].order.kind in OPENING and not is_sent
        self._first = choices[0].order if opens else None
        self.first_button.setVisible(opens)
        others = choices[1:] if opens else choices
        self.write_button.setVisible(bool(others))
        self.menu.clear()
        for choice in others:
            name = words(choice.order.kind)
            if is_sent and choice.order.kind in OPENING:
                name = f"{name}, written anew"  # the one that was sent stands under Letters
            more = f"on their form “{choice.form}”" if choice.form else choice.to_whom
            text = f"{name}: {more}" if more else name
            act = self.menu.addAction(text.replace("&", "&&"))
            act.triggered.connect(lambda _=False, one=choice: self.write(one))

    def open_first(self) -> None:
        """Shows the letter that opens the referral, as it stands."""
        if self._first is not None:
            self.open(self._first)

    def write_kind(self, kind: LetterKind) -> bool:
        """Opens the letter of that kind, where one fits now; tells whether one does."""
        found = [one for one in self._choices if one.order.kind is kind and not one.form]
        if found:
            self.write(found[0])
        return bool(found)

    def write(self, choice: LetterChoice) -> None:
        """The letter as it stands, or first the questions about whom it goes to."""
        contact_id = choice.order.contact_id
        if choice.order.is_on_own_form:
            self._on_their_form(choice.order)
            return
        if contact_id is None or self._referral is None:
            self.open(choice.order)
            return
        asked = Asked(self._referral.case_id, contact_id, choice.to_whom, self._subject)
        self._questions.ask(asked, lambda: self.open(choice.order))

    def _on_their_form(self, order: LetterOrder) -> None:
        """The letter on the service's form, or first what goes where in it."""
        if self._referral is None:
            return
        work, service_id = self._work.own_forms, self._referral.service_id
        self._tools.tasks.start(
            self._owner,
            lambda _: work.read(service_id),
            done=lambda view: self._form_read(order, view),
            failed=self._fail,
        )

    def _form_read(self, order: LetterOrder, view: OwnFormView | None) -> None:
        if view is None or view.is_confirmed:
            self.open(order)
            return
        kept: list[Changes] = []

        def confirmed(answer: Confirmed) -> None:
            kept.append(answer[1])
            self._tools.changed(answer[1])

        page = places_page(
            view,
            tasks=self._tools.tasks,
            work=self._work.own_forms,
            confirmed=confirmed,
            subject=self._subject,
        )
        page.done.connect(lambda: self.open(order) if kept else None)
        self._tools.open_page(page)

    def open(self, order: LetterOrder | None, letter_id: str = "") -> None:
        """The page of a letter that is asked for, or of one that was issued."""
        if self._referral is None:
            return
        self._tools.open_page(
            LetterPage(
                self._referral.reference,
                tools=self._tools,
                work=self._work,
                mark_sent=self._mark_sent,
                mend=self._mend,
                order=order,
                letter_id=letter_id,
                subject=self._subject,
            )
        )

    def _fail(self, error: MhleadError) -> None:
        tell(self._owner, "That did not work", sentence_for(error))
