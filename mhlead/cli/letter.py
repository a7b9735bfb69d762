"""The command that writes a letter of any kind about a referral as PDF."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace

from mhlead.cli.exit_codes import DONE, USAGE
from mhlead.cli.input_output import place_for
from mhlead.cli.say import say, say_error
from mhlead.domain.codes import LetterKind
from mhlead.domain.errors import NotAllowed, NotFound
from mhlead.domain.letter_order import LetterOrder
from mhlead.services import pupils
from mhlead.services.adapters import Adapters
from mhlead.services.letters import choice as letter_choice
from mhlead.services.letters import issuing
from mhlead.services.letters import log as letter_log
from mhlead.services.letters.choice import LetterChoice
from mhlead.services.session import Session
from mhlead.wording import words


def letter(arguments: argparse.Namespace, adapters: Adapters, session: Session) -> int:
    """Writes the letter, or says plainly why it can't be written.

    Raises:
        NotFound: there is no such referral.
        NotAllowed: no letter of that kind fits where the referral stands ("letter-not-now"), and
            whatever holds the letter back in the window.
    """
    wanted = arguments.referral.strip().casefold()
    lines = pupils.list_referrals(session, only_open=False)
    found = [line for line in lines if line.reference.casefold() == wanted]
    if not found:
        raise NotFound("Referral")
    choices = _choices(session, found[0].referral_id, arguments.kind)
    chosen = _chosen(choices, arguments.to)
    if chosen is None:
        _say_readers(choices)
        return USAGE
    with place_for(arguments.out) as write:
        order = _order(chosen, is_large_print=arguments.large_print)
        issued, _ = issuing.issue_letter(session, adapters.press, order)
        write(issued.letter.pdf)
    letter_log.record_use(session, issued.letter.id, letter_log.SAVED)
    pages = "page" if issued.letter.pages == 1 else "pages"
    say(f"Wrote {issued.letter.pages} {pages} to {arguments.out}.")
    return DONE


def _choices(session: Session, referral_id: str, kind: LetterKind | None) -> list[LetterChoice]:
    """Letters of that kind that fit now; without a kind, the one that opens the referral."""
    if kind is None:
        # As it always was: the rules of issuing say what else is wrong.
        return [LetterChoice(LetterOrder(referral_id))]
    every = letter_choice.read_choices(session, referral_id)
    fitting = [one for one in every if one.order.kind is kind]
    if not fitting:
        raise NotAllowed("letter-not-now")
    return fitting


def _chosen(choices: Sequence[LetterChoice], number: int | None) -> LetterChoice | None:
    """The one that is meant; None where that is not said."""
    if number is not None:
        return choices[number - 1] if 0 < number <= len(choices) else None
    return choices[0] if len(choices) == 1 else None


def _order(choice: LetterChoice, *, is_large_print: bool) -> LetterOrder:
    return replace(choice.order, is_large_print=is_large_print)


def _say_readers(choices: Sequence[LetterChoice]) -> None:
    """Who could read it, by number and relation: a name on a screen may be read by anybody."""
    say_error("Say to whom with --to and a number:")
    for number, one in enumerate(choices, start=1):
        say_error(f"  {number}  {one.relation or words(one.order.kind)}")
