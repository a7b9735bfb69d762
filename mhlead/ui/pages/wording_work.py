"""What the pages about the wording of letters are given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mhlead.domain.changes import Changes
from mhlead.domain.codes import LetterKind
from mhlead.domain.letter_guard import GuardKnows
from mhlead.domain.letter_order import LetterOrder
from mhlead.domain.letter_wording import WordingProblem
from mhlead.services.letters.issuing import DraftLetter, Makings
from mhlead.services.letters.wordings import Wording, WordingLine
from mhlead.services.wording_trials import Trial
from mhlead.ui.names import NamesShown
from mhlead.ui.page import Page
from mhlead.ui.tasks import TaskRunner


@dataclass(frozen=True)
class WordingWork:
    """What can be done; every call runs beside the window's thread.

    Attributes:
        lines: Every kind of letter with whose wording it has.
        read: The wording of a kind, with every version.
        names: Every name that no wording should hold.
        check: What is wrong with a text, by those names; it needs no store.
        keep: Keeps a text with a reason, over the version of that number.
        use_ours: Our wording is used again, over the version of that number.
        bring_back: The version of the first number is used again, over that of the second.
        trials: Letters of the kind that a wording can be tried on, first the one asked for.
        makings: What such a letter is made of; that it was looked at stands in the history.
        try_out: The letter in that wording; it needs no store.
    """

    lines: Callable[[], Sequence[WordingLine]]
    read: Callable[[LetterKind], Wording]
    names: Callable[[], GuardKnows]
    check: Callable[[GuardKnows | None, LetterKind, str], tuple[WordingProblem, ...]]
    keep: Callable[[LetterKind, str, str, int], Changes]
    use_ours: Callable[[LetterKind, int], Changes]
    bring_back: Callable[[LetterKind, int, int], Changes]
    trials: Callable[[LetterKind, LetterOrder | None], Sequence[Trial]]
    makings: Callable[[LetterOrder], Makings]
    try_out: Callable[[Makings, str], DraftLetter]


@dataclass(frozen=True)
class WordingTools:
    """What these pages need beside it.

    Attributes:
        changed: Told what an action touched.
        open_page: Shows a page above this one.
    """

    tasks: TaskRunner
    names: NamesShown
    work: WordingWork
    changed: Callable[[Changes], None]
    open_page: Callable[[Page], None]
