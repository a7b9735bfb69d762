"""The command that says whether a store was opened lately; it needs no passphrase."""

from __future__ import annotations

import argparse

from mhlead.cli.exit_codes import DONE, REFUSED
from mhlead.cli.say import say, say_json
from mhlead.domain.errors import NotAStore
from mhlead.services.adapters import Adapters
from mhlead.services.standing import Standing, read_standing
from mhlead.wording.standing_words import late_words, standing_words


def status(arguments: argparse.Namespace, adapters: Adapters) -> int:
    """Says when the store was last opened; 1 where that is too long ago or not known."""
    if not adapters.stores.exists(arguments.store):
        raise NotAStore
    today = adapters.clock.today()
    standing = read_standing(arguments.store)
    is_late = standing is None or standing.is_late(today)
    if arguments.json:
        say_json(_json(standing, is_late=is_late))
        return REFUSED if is_late else DONE
    for told in (late_words(standing, today), standing_words(standing, today)):
        if told:
            say(told)
    return REFUSED if is_late else DONE


def _json(standing: Standing | None, *, is_late: bool) -> dict[str, object]:
    told: dict[str, object] = {"format": "mhlead-status/1", "late": is_late}
    if standing is not None:
        due = standing.next_due_on
        told["last_unlocked_on"] = standing.last_unlocked_on.isoformat()
        told["next_due_on"] = due.isoformat() if due else None
        told["expected_by"] = standing.expected_by.isoformat()
    return told
