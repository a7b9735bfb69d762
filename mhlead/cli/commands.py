"""The commands on a store: thin over the same services as the window."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from mhlead.cli.backup import backup, history, look_through, restore, salvage, tell_faults
from mhlead.cli.directory import directory
from mhlead.cli.exit_codes import DONE, REFUSED, USAGE
from mhlead.cli.input_output import place_for, read_passphrase
from mhlead.cli.letter import letter
from mhlead.cli.missing import missing
from mhlead.cli.passing import pass_on, take
from mhlead.cli.passphrase import passphrase
from mhlead.cli.pooling import pool
from mhlead.cli.protecting import attack, protect
from mhlead.cli.say import say, say_error, say_json
from mhlead.cli.status import status
from mhlead.cli.summary import summary
from mhlead.domain.audit import VerifyReport
from mhlead.domain.errors import (
    ImportRefused,
    MhleadError,
)
from mhlead.domain.importing import RowAction, RowResult
from mhlead.services import (
    backups,
    health,
    importing,
    pupils,
    recovery_sheets,
    repair,
    unlocking,
)
from mhlead.services.adapters import Adapters
from mhlead.services.session import Session
from mhlead.wording import day_words, issue_words, words
from mhlead.wording.fault_words import gap_found_words

Command = Callable[[argparse.Namespace, Adapters], int]

WITHOUT_SHEET = "It has no recovery sheet yet; the window will offer one."


def run(arguments: argparse.Namespace, adapters: Adapters) -> int:
    """Does one command on a store; 0 when done, 1 when it is not sound, 2 when misused."""
    return COMMANDS[arguments.command](arguments, adapters)


def _unlock(arguments: argparse.Namespace, adapters: Adapters) -> Session:
    passphrase = read_passphrase(arguments.passphrase_file)
    return unlocking.unlock(
        adapters.stores, adapters.clock, adapters.ids, arguments.store, passphrase
    )


def _init(arguments: argparse.Namespace, adapters: Adapters) -> int:
    passphrase = read_passphrase(arguments.passphrase_file, is_new=True)
    sheet: Path | None = arguments.recovery_sheet
    if sheet is None:
        unlocking.lock(_make(arguments, adapters, passphrase))
        say(f"Made a store in {arguments.store}.")
        say(WITHOUT_SHEET)
        return DONE
    with place_for(sheet) as write:
        session = _make(arguments, adapters, passphrase)
        try:
            _write_sheet(session, adapters, write)
        except MhleadError:
            say_error(f"Made a store in {arguments.store}. {WITHOUT_SHEET}")
            raise
        finally:
            unlocking.lock(session)
    say(f"Made a store in {arguments.store}.")
    say(f"The recovery sheet is in {sheet}: print it, then delete the file.")
    return DONE


def _make(arguments: argparse.Namespace, adapters: Adapters, passphrase: str) -> Session:
    return unlocking.make_store(
        adapters.stores, adapters.clock, adapters.ids, arguments.store, passphrase
    )


def _write_sheet(session: Session, adapters: Adapters, write: Callable[[bytes], None]) -> None:
    ((key, document),) = recovery_sheets.make_sheets(session)
    write(adapters.press.render(document))
    # Nobody types it back here: the sheet is on the disk before the key opens the store.
    recovery_sheets.confirm_sheets(session, [key])


def _import(arguments: argparse.Namespace, adapters: Adapters) -> int:
    if not (arguments.only or arguments.all or arguments.dry_run):
        say_error("Say which pupils: --only UPN …, or --all for every one.")
        return USAGE
    session = _unlock(arguments, adapters)
    try:
        plan = importing.preview_import(session, adapters.pupil_files, arguments.file)
        if not plan.usable:
            raise ImportRefused("no-pupils")
        chosen = (
            importing.choose_by_upn(plan, arguments.only)
            if arguments.only
            else {result.row.row for result in plan.results}
        )
        gaps: tuple[repair.GapFound, ...] = ()
        if arguments.dry_run:
            results = importing.chosen_of(plan, chosen)
        else:
            done = importing.apply_import(session, plan, chosen)
            results, gaps = done.results, repair.read_gaps(session) if done.gaps else ()
    finally:
        unlocking.lock(session)
    if arguments.json:
        say_json(_import_json(results))
    else:
        _print_import(results, arguments)
    _tell_gaps(gaps, with_names=False)
    not_found = _tell_not_found(importing.places_not_found(plan, arguments.only or ()))
    return REFUSED if gaps else not_found


def _tell_not_found(places: Sequence[int]) -> int:
    """Tells which of the UPNs given were not found by their place, never by the UPN."""
    if not places:
        return DONE
    told = ", ".join(map(str, places))
    say_error(
        f"Of the UPNs given, number {told} is not in this file, or its row can’t be brought in. "
        "The others were dealt with as shown."
    )
    return REFUSED


def _import_json(results: Sequence[RowResult]) -> dict[str, object]:
    counts: dict[str, int] = {}
    for result in results:
        counts[result.action.value] = counts.get(result.action.value, 0) + 1
    return {
        "format": "mhlead-import/1",
        "rows": [
            {
                "row": result.row.row,
                "action": result.action.value,
                "issues": [
                    {"field": i.field, "code": i.code, "severity": i.severity.value}
                    for i in result.row.issues
                ],
            }
            for result in results
        ],
        "counts": counts,
    }


def _print_import(results: Sequence[RowResult], arguments: argparse.Namespace) -> None:
    for result in results:
        issues = [i for i in result.row.issues if i.severity.value != "none"]
        if issues and result.action is not RowAction.NOT_CHOSEN:
            told = "; ".join(issue_words(issue.code) for issue in issues)
            say(f"Row {result.row.row}: {told}.")
    for action in RowAction:
        count = sum(result.action is action for result in results)
        if count:
            say(f"{words(action)}: {count}")
    if not arguments.dry_run:
        say(f"{arguments.file} is not encrypted. Delete it when you no longer need it.")


def _referrals(arguments: argparse.Namespace, adapters: Adapters) -> int:
    session = _unlock(arguments, adapters)
    try:
        lines = pupils.list_referrals(session, only_open=False)
    finally:
        unlocking.lock(session)
    if arguments.json:
        rows = [
            {
                "reference": line.reference,
                "state": line.state.value,
                "service": line.service,
                "created_on": line.created_on.isoformat(),
                "sent_on": line.sent_on.isoformat() if line.sent_on else None,
                "deadline_on": line.deadline_on.isoformat() if line.deadline_on else None,
                **({"pupil": line.pupil_name} if arguments.names else {}),
            }
            for line in lines
        ]
        say_json({"format": "mhlead-referrals/1", "referrals": rows})
        return DONE
    for line in lines:
        due = f"look again {day_words(line.deadline_on)}" if line.deadline_on else "ended"
        name = f"  {line.pupil_name}" if arguments.names else ""
        say(f"{line.reference:14}  {words(line.state):34}  {due:28}  {line.service}{name}")
    if not lines:
        say("There are no referrals yet.")
    return DONE


def _letter(arguments: argparse.Namespace, adapters: Adapters) -> int:
    session = _unlock(arguments, adapters)
    try:
        return letter(arguments, adapters, session)
    finally:
        unlocking.lock(session)


def _verify(arguments: argparse.Namespace, adapters: Adapters) -> int:
    if arguments.store.is_file():
        return look_through(arguments, adapters)
    session = _unlock(arguments, adapters)
    try:
        places = backups.BackupPlaces(backups.own_place(session.store.folder))
        report = health.check_health(session, places)
        gaps = _gaps_of(session, report)
    finally:
        unlocking.lock(session)
    if arguments.json:
        told = {
            "format": "mhlead-verify/1",
            "sound": report.is_sound,
            "counts": dict(report.counts),
            "events": report.events,
            "last_sequence": report.last_sequence,
            "last_hash": report.last_hash,
            "faults": [{"part": f.part, "code": f.code, "place": f.place} for f in report.faults],
        }
        say_json(told)
    elif report.is_sound:
        say(f"Sound: every page, record and search entry, and {report.events} lines of history.")
    tell_faults(tuple(fault for fault in report.faults if fault.part != "gap"))
    _tell_gaps(gaps, with_names=arguments.names)
    return DONE if report.is_sound else REFUSED


def _gaps_of(session: Session, report: VerifyReport) -> tuple[repair.GapFound, ...]:
    """What nobody holds, with the pupils; by its identifiers alone where those can't be read."""
    faults = [fault for fault in report.faults if fault.part == "gap"]
    if not faults:
        return ()
    try:
        return repair.read_gaps(session)
    except MhleadError:
        return tuple(repair.GapFound(f.code, f.place, "", "", "", "") for f in faults)


def _tell_gaps(gaps: Sequence[repair.GapFound], *, with_names: bool) -> None:
    """What nobody holds, in words, each with the pupil's initials or name."""
    for gap in gaps:
        who = gap.name if with_names else gap.initials
        about = f"{who}: " if who else ""
        say_error(f"Not sound: {about}{gap_found_words(gap.code)} ({gap.record_id})")
    if gaps:
        say_error("Open the store in the window: it asks who holds them from now on.")


def _directory(arguments: argparse.Namespace, adapters: Adapters) -> int:
    session = _unlock(arguments, adapters)
    try:
        return directory(arguments, adapters, session)
    finally:
        unlocking.lock(session)


def _summary(arguments: argparse.Namespace, adapters: Adapters) -> int:
    session = _unlock(arguments, adapters)
    try:
        return summary(arguments, adapters, session)
    finally:
        unlocking.lock(session)


def _with_store(work: Callable[[argparse.Namespace, Session], int]) -> Command:
    """A command that works on an open store, which it locks again."""

    def run_on(arguments: argparse.Namespace, adapters: Adapters) -> int:
        session = _unlock(arguments, adapters)
        try:
            return work(arguments, session)
        finally:
            unlocking.lock(session)

    return run_on


COMMANDS: dict[str, Command] = {
    "attack": attack,
    "directory": _directory,
    "init": _init,
    "import": _import,
    "referrals": _referrals,
    "letter": _letter,
    "missing": _with_store(missing),
    "backup": backup,
    "history": _with_store(history),
    "passphrase": passphrase,
    "pass": _with_store(pass_on),
    "restore": restore,
    "salvage": salvage,
    "pool": pool,
    "take": take,
    "summary": _summary,
    "protect": protect,
    "verify": _verify,
    "status": status,
}
"""What does each command of `parser.STORE_COMMANDS` and `parser.TABLE_COMMANDS`."""
