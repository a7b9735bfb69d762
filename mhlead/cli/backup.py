"""The commands that make a backup, restore one, and write the history to a folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from mhlead.cli.exit_codes import DONE, REFUSED
from mhlead.cli.input_output import read_passphrase, write_file
from mhlead.cli.say import say, say_error, say_json
from mhlead.domain.audit import Fault
from mhlead.domain.backup import BackupMade, BackupRefused, Certificate
from mhlead.domain.restore_certificate import certificate_facts, next_steps
from mhlead.domain.salvage import Salvaged
from mhlead.services import backups, history_file, restoring, unlocking
from mhlead.services.adapters import Adapters
from mhlead.services.rescuing import RescueTo, rescue
from mhlead.services.session import Session
from mhlead.services.settings import load_settings
from mhlead.wording.backup_words import made_words, placed_words
from mhlead.wording.fault_words import told_together

SET_ONE = (
    "No new passphrase is set yet. The window asks for one, or: "
    "mhlead passphrase {store} --recovery-key-file FILE"
)


UNKNOWN_PLACES = (
    "This computer’s settings can’t be read, so nobody can tell whether there is a second place "
    "for backups. The backup lies beside the store. Please open the window: it says what to do."
)


def backup(arguments: argparse.Namespace, adapters: Adapters) -> int:
    """Makes a checked backup; 1 where it does not lie in every place where it was to go."""
    session = unlocking.unlock(
        adapters.stores,
        adapters.clock,
        adapters.ids,
        arguments.store,
        read_passphrase(arguments.passphrase_file),
    )
    try:
        return _backup(arguments, adapters, session)
    finally:
        unlocking.lock(session)


def _backup(arguments: argparse.Namespace, adapters: Adapters, session: Session) -> int:
    folder: Path | None = arguments.to
    is_unknown = False
    if folder is not None and not folder.is_dir():
        raise BackupRefused("nowhere")
    if folder is not None:
        made = backups.make_backup_in(session, folder)
    else:
        settings, is_unknown = load_settings(adapters.settings_file, sets_aside=False)
        places = backups.places_without_window(settings, session.store.folder)
        made = backups.make_backup(session, places)
    if arguments.json:
        say_json(_made_json(made))
    else:
        say(made_words(made))
    for placed in made.placed:
        if placed.code:
            say_error(f"It does not lie in {placed.folder}. {placed_words(placed)}")
        elif not arguments.json:
            say(f"It lies in {placed.folder}.")
    if is_unknown:
        say_error(UNKNOWN_PLACES)
    return REFUSED if is_unknown or any(placed.code for placed in made.placed) else DONE


def _made_json(made: BackupMade) -> dict[str, object]:
    contents = made.contents
    return {
        "format": "mhlead-backup-made/1",
        "name": made.name,
        "places": [{"folder": one.folder, "problem": one.code} for one in made.placed],
        "made_at": contents.made_at.isoformat(),
        "counts": dict(contents.counts),
        "events": contents.events,
        "last_sequence": contents.last_sequence,
        "last_hash": contents.last_hash,
        "faults": list(contents.faults),
        "removed": made.removed,
    }


def restore(arguments: argparse.Namespace, adapters: Adapters) -> int:
    """Restores a backup to a new folder and tells its certificate; 1 where it is not all sound."""
    by_sheets = arguments.recovery_key_file is not None
    typed = read_passphrase(arguments.recovery_key_file if by_sheets else arguments.passphrase_file)
    wanted = restoring.RestoreFrom(
        arguments.backup,
        arguments.to,
        passphrase="" if by_sheets else typed,
        sheets=(typed,) if by_sheets else (),
    )
    session, certificate = restoring.restore(adapters.stores, adapters.clock, adapters.ids, wanted)
    unlocking.lock(session)
    tell_certificate(certificate, is_json=arguments.json)
    if not arguments.json:
        tell_next(certificate)
    if by_sheets:
        say_error(SET_ONE.format(store=arguments.to))
    return DONE if certificate.sound else REFUSED


def tell_next(certificate: Certificate) -> None:
    """What to do after a restore, on standard output."""
    say("\nWhat to do next:")
    for number, words in enumerate(next_steps(certificate), start=1):
        say(f"{number}. {words}")


def tell_certificate(certificate: Certificate, *, is_json: bool) -> None:
    """The certificate on standard output."""
    facts = certificate_facts(certificate)
    if not is_json:
        for label, told in facts:
            say(f"{label}: {told}")
        return
    contents = certificate.contents
    fields = {
        "format": "mhlead-certificate/1",
        "backup": certificate.backup,
        "sound": certificate.sound,
        "made_at": contents.made_at.isoformat(),
        "checked_at": certificate.checked_at.isoformat(),
        "restored_to": certificate.restored_to,
        "counts": dict(contents.counts),
        "events": contents.events,
        "last_sequence": contents.last_sequence,
        "last_hash": contents.last_hash,
        "faults": list(contents.faults),
    }
    say_json(fields)


def look_through(arguments: argparse.Namespace, adapters: Adapters) -> int:
    """Restores a backup to a scratch place and says what was found; 1 where it is not sound."""
    contents, report = adapters.stores.look_through(
        arguments.store, read_passphrase(arguments.passphrase_file)
    )
    now = adapters.clock.now()
    certificate = Certificate(
        arguments.store.name, contents, now, "", restoring.PASSPHRASE, sound=report.is_sound
    )
    tell_certificate(certificate, is_json=arguments.json)
    tell_faults(report.faults)
    return DONE if report.is_sound else REFUSED


def history(arguments: argparse.Namespace, session: Session) -> int:
    """Writes the history, its anchors and the small verifier into a folder; no name is in them."""
    folder: Path = arguments.out
    files = history_file.history_files(session, [backups.own_place(session.store.folder)])
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        write_file(folder / name, data)
    history_file.record_saving(session)
    say(f"The history is in {folder}. To check it: python3 verify_history.py")
    return DONE


def salvage(arguments: argparse.Namespace, adapters: Adapters) -> int:
    """Saves what can be read of a damaged store into a new one; 1 where anything is lost."""
    by_sheets = arguments.recovery_key_file is not None
    typed = read_passphrase(arguments.recovery_key_file if by_sheets else arguments.passphrase_file)
    wanted = RescueTo(
        arguments.store,
        arguments.to,
        passphrase="" if by_sheets else typed,
        sheets=(typed,) if by_sheets else (),
    )
    saved = rescue(adapters.stores, wanted)
    if arguments.json:
        say_json(_salvaged_json(saved))
    else:
        say(f"Saved {saved.rows:,} rows to {arguments.to}. The damaged store was not touched.")
        _tell_lost(saved)
    return DONE if saved.is_whole else REFUSED


def _salvaged_json(saved: Salvaged) -> dict[str, object]:
    return {
        "format": "mhlead-salvage/1",
        "kept": dict(saved.kept),
        "lost": [{"table": o.table, "count": o.count, "ids": list(o.ids)} for o in saved.lost],
        "pages_unread": list(saved.unread),
        "earlier_wordings": list(saved.earlier),
        "faults": [{"part": f.part, "code": f.code, "place": f.place} for f in saved.faults],
    }


def _tell_lost(saved: Salvaged) -> None:
    for one in saved.lost:
        count = f"{one.count:,} rows" if one.count else "rows that can’t be counted"
        say_error(f"Lost: {count} of {one.table}")
        for record_id in one.ids:
            say_error(f"  {record_id}")
    if saved.unread:
        say_error(f"Pages that the disk did not give back: {', '.join(map(str, saved.unread))}")
    for record_id in saved.earlier:
        say_error(f"Its newest wording is lost, the one before stands: {record_id}")
    tell_faults(saved.faults)


def tell_faults(faults: tuple[Fault, ...]) -> None:
    """What was found, how bad it is and what to do, on standard error."""
    for words, places in told_together(faults):
        where = f" ({', '.join(places)})" if places else ""
        say_error(f"Not sound: {words.what}{where}")
        say_error(f"  {words.severity.value}. {words.safe} {words.to_do}")
