"""The questions that are answered before anything is written to somebody of the family."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.errors import MhleadError
from mhlead.domain.family_gate import may_write
from mhlead.domain.records import FamilyCheck
from mhlead.ui.forms.letter_forms import family_check_form
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.tools import Tools
from mhlead.ui.questions import tell
from mhlead.wording import sentence_for

_CLOSED = (
    "By these answers nothing is written to this person. They are kept, and can be changed when"
    " things change."
)


@dataclass(frozen=True)
class Asked:
    """Whom the questions are about.

    Attributes:
        to_whom: Their name.
        subject: The pupil's name for the window's title.
    """

    case_id: str
    contact_id: str
    to_whom: str
    subject: str


class FamilyQuestions:
    """Goes on at once where the answers allow it, and asks first where there are none."""

    def __init__(
        self,
        owner: QWidget,
        tools: Tools,
        read: Callable[[str, str], FamilyCheck],
        answer: Callable[[FamilyCheck], tuple[FamilyCheck, Changes]],
    ) -> None:
        """Keeps what the questions need.

        Args:
            owner: The page they are asked from.
            tools: The day, the runner and the ways to other pages.
            read: What was answered, by case and person.
            answer: Keeps the answers.
        """
        self._owner, self._tools = owner, tools
        self._read, self._answer = read, answer

    def ask(self, asked: Asked, go_on: Callable[[], None]) -> None:
        """Calls `go_on` once the answers let something be written to this person."""
        read = self._read
        self._tools.tasks.start(
            self._owner,
            lambda _: read(asked.case_id, asked.contact_id),
            done=lambda check: self._checked(asked, check, go_on),
            failed=self._fail,
        )

    def _checked(self, asked: Asked, check: FamilyCheck, go_on: Callable[[], None]) -> None:
        if may_write(check) and check.id:
            go_on()
        else:
            self._open_form(asked, check, go_on)

    def _open_form(self, asked: Asked, check: FamilyCheck, go_on: Callable[[], None]) -> None:
        form, answer_with = family_check_form(check), self._answer
        kept: list[FamilyCheck] = []

        def submit() -> Callable[[], tuple[FamilyCheck, Changes]]:
            told = form.value()
            return lambda: answer_with(told)

        def submitted(answer: tuple[FamilyCheck, Changes]) -> None:
            kept.append(answer[0])
            self._tools.changed(answer[1])

        page: FormPage[tuple[FamilyCheck, Changes]] = FormPage(
            "May they be written to?",
            form,
            tasks=self._tools.tasks,
            submit=submit,
            submitted=submitted,
            subject=asked.subject,
            under=f"{asked.to_whom}. A letter home can harm, so each question is answered first.",
            action="&Go on",
            icon_name="check",
        )
        page.done.connect(lambda: self._after(kept, go_on))
        self._tools.open_page(page)

    def _after(self, kept: list[FamilyCheck], go_on: Callable[[], None]) -> None:
        if kept and may_write(kept[-1]):
            go_on()
        elif kept:
            tell(self._owner, "No letter to this person", _CLOSED)

    def _fail(self, error: MhleadError) -> None:
        tell(self._owner, "That did not work", sentence_for(error))
