"""The command on the directory: saves it to a file, or takes one in."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Collection

from mhlead.cli.exit_codes import DONE, USAGE
from mhlead.cli.input_output import place_for
from mhlead.cli.say import say, say_error, say_json
from mhlead.domain.directory import DirectoryPlan, EntryState, Offer
from mhlead.services import directory_file
from mhlead.services.adapters import Adapters
from mhlead.services.session import Session
from mhlead.wording.directory_words import offer_words, state_words


def directory(arguments: argparse.Namespace, adapters: Adapters, session: Session) -> int:
    """Does what was asked with the open store's directory."""
    if arguments.out is not None and (arguments.all or arguments.dry_run):
        say_error("--all and --dry-run go with --in.")
        return USAGE
    if arguments.out is not None:
        return _save(arguments, adapters, session)
    return _take_in(arguments, adapters, session)


def _save(arguments: argparse.Namespace, adapters: Adapters, session: Session) -> int:
    with place_for(arguments.out) as write:
        raw, _ = directory_file.directory_bytes(session, adapters.directory_files)
        write(raw)
    count = len(json.loads(raw)["services"])
    if arguments.json:
        say_json({"format": "mhlead-directory-saved/1", "services": count})
    else:
        say(f"Wrote {count} service{'' if count == 1 else 's'} to {arguments.out}.")
    return DONE


def _take_in(arguments: argparse.Namespace, adapters: Adapters, session: Session) -> int:
    plan = directory_file.preview_directory(session, adapters.directory_files, arguments.file)
    keys = {offer.key for offer in plan.offers} if arguments.all else plan.additions
    if keys and not arguments.dry_run:
        directory_file.take_in(session, plan, keys)
    if arguments.json:
        say_json(_json(plan, keys))
    else:
        _print(plan, keys, is_done=not arguments.dry_run)
    return DONE


def _json(plan: DirectoryPlan, keys: Collection[str]) -> dict[str, object]:
    states = Counter(entry.state.value for entry in plan.entries)
    return {
        "format": "mhlead-directory-taken/1",
        "services": [
            {
                "service": entry.entry.number,
                "name": entry.entry.service.name,
                "state": entry.state.value,
                "offers": [_offer_json(offer, keys) for offer in entry.offers],
            }
            for entry in plan.entries
        ],
        "aims": [{"aim": one.name, **_offer_json(one, keys)} for one in plan.aims],
        "counts": dict(states),
    }


def _offer_json(offer: Offer, keys: Collection[str]) -> dict[str, object]:
    return {
        "key": offer.key,
        "part": offer.part.value,
        "field": offer.name if offer.part.value == "field" else "",
        "adds": offer.is_addition,
        "taken": offer.key in keys,
    }


def _print(plan: DirectoryPlan, keys: Collection[str], *, is_done: bool) -> None:
    for entry in plan.entries:
        say(f"{entry.entry.number}. {entry.entry.service.name}: {state_words(entry.state)}.")
        for name in entry.alike:
            say(f"   It may be {name}.")
        for offer in entry.offers:
            taken = "taken in" if is_done else "would be taken in"
            say(f"   {offer_words(offer)}: {taken if offer.key in keys else 'left as it is'}.")
    for offer in plan.aims:
        taken = "taken in" if is_done else "would be taken in"
        say(f"{offer_words(offer)}: {taken if offer.key in keys else 'left as it is'}.")
    if not keys:
        say("Nothing is taken in.")
    left = len(plan.offers) - len(keys)
    if left and any(entry.state is not EntryState.SAME for entry in plan.entries):
        say("What you wrote yourself stays; --all takes in everything.")
