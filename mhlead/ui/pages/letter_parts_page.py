"""What goes into a letter: every fact it could do without, ticked or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.errors import MhleadError
from mhlead.domain.letter_order import LetterOrder
from mhlead.services.letters.parts import LetterPart
from mhlead.ui.fields import ManyField
from mhlead.ui.form import Form
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.referral_work import ReferralWork
from mhlead.ui.pages.tools import Tools
from mhlead.ui.tasks import TaskRunner
from mhlead.wording import fact_words

_UNDER = (
    "No more than this reader needs. What is left out stands nowhere in the letter; the next one of"
    " this kind to the same service begins with the same choice."
)


def parts_page(
    parts: Sequence[LetterPart],
    *,
    tasks: TaskRunner,
    subject: str,
    keep: Callable[[tuple[str, ...]], tuple[LetterOrder, Changes]],
    kept: Callable[[tuple[LetterOrder, Changes]], None],
) -> FormPage[tuple[LetterOrder, Changes]]:
    """The page with a box for each fact.

    Args:
        parts: The facts, with whether each is in.
        tasks: Runs the keeping.
        subject: The pupil's name for the window's title.
        keep: Keeps the names that are left out.
        kept: Gets the order without them.
    """
    form = Form()
    ticked: ManyField[str] = ManyField([(one.name, fact_words(one.name)) for one in parts])
    ticked.set_value(tuple(one.name for one in parts if one.is_in))
    form.add_row("What goes in", ticked)

    def submit() -> Callable[[], tuple[LetterOrder, Changes]]:
        chosen = set(ticked.value())
        names = tuple(one.name for one in parts if one.name not in chosen)
        return lambda: keep(names)

    return FormPage(
        "What goes into the letter",
        form,
        tasks=tasks,
        submit=submit,
        submitted=kept,
        subject=subject,
        under=_UNDER,
    )


def open_parts(
    owner: QWidget,
    order: LetterOrder,
    tools: Tools,
    work: ReferralWork,
    subject: str,
    *,
    kept: Callable[[tuple[LetterOrder, Changes]], None],
    failed: Callable[[MhleadError], None],
) -> None:
    """Reads what the letter could do without, and opens the page about it.

    Args:
        owner: The letter's page.
        order: The letter as it is asked for.
        tools: The runner and the ways to other pages.
        work: What can be done with letters.
        subject: The pupil's name for the window's title.
        kept: Gets the order without what is left out.
        failed: Told where it can't be read.
    """

    def show(parts: Sequence[LetterPart]) -> None:
        page = parts_page(
            parts,
            tasks=tools.tasks,
            subject=subject,
            keep=lambda names: work.leave_out(order, names),
            kept=kept,
        )
        tools.open_page(page)

    tools.tasks.start(owner, lambda _: work.read_parts(order), done=show, failed=failed)
