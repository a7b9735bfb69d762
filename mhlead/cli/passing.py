"""The commands that pass the store on in a file, and take it from one."""

from __future__ import annotations

import argparse
from dataclasses import replace

from mhlead.cli.exit_codes import DONE, REFUSED
from mhlead.cli.input_output import read_passphrase
from mhlead.cli.say import say, say_error, say_json
from mhlead.cli.whom import person_of
from mhlead.domain.backup import BackupRefused
from mhlead.services import baton, school, unlocking
from mhlead.services.adapters import Adapters
from mhlead.services.baton import NEEDS_REASON, TakeFrom, Taken
from mhlead.services.session import Session
from mhlead.wording.backup_words import NOT_PASSED_ON, OVER_WITH_REASON
from mhlead.wording.copy_words import met_words, not_taken_words

TO_TAKE_OVER = "From the command line: the same again with --reason “…”."


def pass_on(arguments: argparse.Namespace, session: Session) -> int:
    """Writes the file to take the store from; from then on this copy is read only."""
    if not arguments.to.is_dir():
        raise BackupRefused("nowhere-to-pass")
    staff = school.list_staff(session)
    others = set(session.store.ways.people()) - {session.actor_id}
    person = person_of(staff, arguments.person, others)
    if person is None:
        names = ", ".join(one.name for one in staff if one.id != session.actor_id)
        say_error(f"Say with --for who takes it: {names}. Nothing was passed on.")
        return REFUSED
    path = baton.pass_on(session, person.id, arguments.to)
    if arguments.json:
        told = {"format": "mhlead-passed/1", "file": str(path), "with": person.id}
        say_json(told)
        return DONE
    say(f"{person.name} can take the store from {path}.")
    say("From now on it can be read here and not written to.")
    return DONE


def take(arguments: argparse.Namespace, adapters: Adapters) -> int:
    """Takes the store from a file; 1 where it can be read afterwards and not written to."""
    passphrase = read_passphrase(arguments.passphrase_file)
    wanted = TakeFrom(arguments.file, arguments.to, passphrase, arguments.reason)
    try:
        session, taken = baton.take(adapters.stores, adapters.clock, adapters.ids, wanted)
    except BackupRefused as error:
        more = f" {TO_TAKE_OVER}" if error.code in NEEDS_REASON else ""
        say_error(f"{not_taken_words(error)}{more}")
        return REFUSED
    unlocking.lock(session)
    _tell(taken, arguments)
    return DONE if taken.is_here else REFUSED


def _tell(taken: Taken, arguments: argparse.Namespace) -> None:
    if arguments.json:
        fields = {
            "format": "mhlead-taken/1",
            "store": str(arguments.to),
            "is_here": taken.is_here,
            "met": taken.met.meeting.value if taken.met else None,
            "listed": taken.listed,
        }
        say_json(fields)
        return
    if not taken.is_here:
        say(f"The store lies in {arguments.to}; you can read it, not write to it.")
        say_error(f"{NOT_PASSED_ON} {OVER_WITH_REASON} {TO_TAKE_OVER}")
        return
    say(f"You have the store now, in {arguments.to}.")
    if taken.met is not None and taken.listed:
        turned = replace(taken.met, ours=taken.met.theirs, theirs=taken.met.ours)
        say(met_words(turned, taken.listed))
