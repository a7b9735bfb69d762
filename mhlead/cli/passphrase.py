"""The command that sets a new passphrase, by the old one or by recovery sheets."""

from __future__ import annotations

import argparse

from mhlead.cli.exit_codes import DONE, REFUSED, USAGE
from mhlead.cli.input_output import read_passphrase
from mhlead.cli.say import say, say_error
from mhlead.cli.whom import person_of
from mhlead.services import keyholders, school, unlocking
from mhlead.services.adapters import Adapters
from mhlead.services.session import Session


def passphrase(arguments: argparse.Namespace, adapters: Adapters) -> int:
    """Somebody's new passphrase opens the store, and their old one no longer does."""
    first = arguments.recovery_key_file or arguments.passphrase_file
    if first == arguments.new_passphrase_file == "-":
        say_error("Standard input can hold one of the two alone.")
        return USAGE
    own, store = adapters, arguments.store
    if arguments.recovery_key_file is None:
        if arguments.person:
            say_error("Without sheets everybody changes their own: leave out --for.")
            return USAGE
        old = read_passphrase(arguments.passphrase_file)
        session = unlocking.unlock(own.stores, own.clock, own.ids, store, old)
        return _changed(session, arguments, old)
    sheets = [read_passphrase(arguments.recovery_key_file)]
    session = unlocking.unlock_with_sheets(own.stores, own.clock, own.ids, store, sheets)
    return _taken_over(session, arguments)


def _changed(session: Session, arguments: argparse.Namespace, old: str) -> int:
    try:
        new = read_passphrase(arguments.new_passphrase_file, is_new=True)
        keyholders.change_passphrase(session, old, new)
    finally:
        unlocking.lock(session)
    say("The new passphrase opens the store. The old one opens older backups alone.")
    return DONE


def _taken_over(session: Session, arguments: argparse.Namespace) -> int:
    known = session
    try:
        staff = [one for one in school.list_staff(session) if one.left_on is None]
        holders = session.store.ways.people()
        person = person_of(staff, arguments.person, holders if len(holders) == 1 else ())
        if person is None:
            names = ", ".join(one.name for one in staff)
            say_error(f"Say with --for whose passphrase it is: {names}.")
            return REFUSED
        new = read_passphrase(arguments.new_passphrase_file, is_new=True)
        known = keyholders.take_over(session, person.id, new)
    finally:
        unlocking.lock(known)
    say(
        f"The new passphrase of {person.name} opens the store. The sheets still do: make new ones "
        "in the window, under “Who can unlock, and recovery”."
    )
    return DONE
