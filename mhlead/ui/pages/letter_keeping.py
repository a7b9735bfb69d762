"""Asks before a letter is kept to fewer people, or opened to everybody again."""

from __future__ import annotations

from collections.abc import Callable

from mhlead.domain.errors import MhleadError
from mhlead.domain.views import LetterLine
from mhlead.ui.page import Page
from mhlead.ui.pages.sending_work import SendingWork
from mhlead.ui.pages.tools import Tools
from mhlead.ui.questions import ask

_FEWER = (
    "Lead, DSL and you can read it then. Others see that it went, to whom and when. It is hidden "
    "from them, not encrypted, and whoever has the letter itself can read it."
)


def ask_to_keep(
    page: Page,
    tools: Tools,
    work: SendingWork,
    letter: LetterLine,
    failed: Callable[[MhleadError], None],
) -> None:
    """Asks, over the page that shows the list, and does it."""
    is_kept, letter_id = not letter.is_restricted, letter.letter_id

    def go_on() -> None:
        tools.tasks.start(
            page,
            lambda _: work.keep_to_few(letter_id, is_kept),
            done=tools.changed,
            failed=failed,
        )

    if is_kept:
        question, told, act = "Keep this letter to fewer people?", _FEWER, "&Keep it to fewer"
        stay = "&Leave it open"
    else:
        question, act = "Open this letter to everybody?", "&Open it"
        told, stay = "Everybody who unlocks can read it.", "&Keep it as it is"
    ask(page.window(), question, told, act=act, stay=stay, then=go_on)
