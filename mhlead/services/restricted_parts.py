"""What of a letter or paper tells something that is kept to fewer people than read it here.

It is made a second time as somebody would make it who is shown none of it; what reads otherwise
then comes from there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from mhlead.domain.letter import LetterFacts
from mhlead.domain.letter_needs import told_values
from mhlead.domain.records import Case, Letter, Restriction
from mhlead.services.ports import UnitOfWork
from mhlead.services.restricted import LETTER, Hiding, in_full
from mhlead.services.session import Session

T = TypeVar("T")


def made_without(work: UnitOfWork, pupil_id: str, make: Callable[[UnitOfWork], T]) -> T | None:
    """What is made where nothing that is kept is shown; None where nothing of the pupil is kept."""
    full = in_full(work)
    cases = [one.id for one in full.find(Case, pupil_id=pupil_id)]
    kept = frozenset(one.about_id for one in full.find(Restriction, case_id=cases))
    return make(cast("UnitOfWork", Hiding(full, kept))) if kept else None


def restricted_parts(
    work: UnitOfWork,
    pupil_id: str,
    facts: LetterFacts,
    make: Callable[[UnitOfWork], LetterFacts],
) -> tuple[str, ...]:
    """Names of the facts of a letter that tell something kept.

    Args:
        work: A transaction, as the one at work sees it.
        pupil_id: The pupil the letter is about.
        facts: What the letter tells.
        make: Gathers the facts of the same letter in a transaction.
    """
    without = made_without(work, pupil_id, make)
    if without is None:
        return ()
    others = told_values(without)
    return tuple(name for name, value in told_values(facts).items() if others.get(name) != value)


def keep_letter(session: Session, work: UnitOfWork, letter: Letter) -> None:
    """The letter is kept to lead, DSL and the one at work, within its transaction."""
    work.add(Restriction(session.ids.new(), letter.case_id, LETTER, letter.id))
