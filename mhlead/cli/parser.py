"""The parser of the command line."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from mhlead import __version__
from mhlead.cli.pool_parser import add_pool
from mhlead.domain.codes import LetterKind
from mhlead.domain.release.extras import Extra
from mhlead.domain.release.rules import NamedRule

STORE_COMMANDS = (
    "init",
    "import",
    "referrals",
    "letter",
    "missing",
    "directory",
    "summary",
    "verify",
    "status",
    "backup",
    "restore",
    "passphrase",
    "pass",
    "take",
    "history",
    "salvage",
)
"""Commands that work on a store and need no window."""

TABLE_COMMANDS = ("protect", "attack", "pool")
"""Commands that work on neutral files; they need no store."""

RULES = {one.name.lower().replace("_", "-"): one for one in NamedRule}
EXTRAS = {one.name.lower(): one for one in Extra}
"""The rules in use and the further tables, by the names they have on the command line."""


def build_parser() -> argparse.ArgumentParser:
    """The parser of every command."""
    parser = argparse.ArgumentParser(
        prog="mhlead",
        description="The school mental health lead's program. Without a command: the window.",
    )
    parser.add_argument("--version", action="version", version=f"mhlead {__version__}")
    parser.add_argument("--check", action="store_true", help="test this installation and stop")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    demo = commands.add_parser("demo", help="a fictional school to look at")
    demo.add_argument("--out", type=Path, help="folder to write letters and pictures to")
    demo.add_argument("--seed", type=int, default=1)
    demo.add_argument("--on", type=date.fromisoformat, metavar="YYYY-MM-DD")

    init = _store_command(commands, "init", "make a new store in an empty folder")
    init.add_argument("--recovery-sheet", type=Path, metavar="FILE", help="PDF to write")

    bring = _store_command(commands, "import", "bring in pupils from a Common Transfer File")
    bring.add_argument("file", type=Path, metavar="FILE")
    which = bring.add_mutually_exclusive_group()
    which.add_argument("--only", nargs="+", metavar="UPN", help="take these pupils")
    which.add_argument("--all", action="store_true", help="take every pupil in the file")
    bring.add_argument("--dry-run", action="store_true", help="change nothing")
    bring.add_argument("--json", action="store_true")

    listing = _store_command(commands, "referrals", "list the referrals")
    listing.add_argument("--names", action="store_true", help="show pupils' names")
    listing.add_argument("--json", action="store_true")

    letter = _store_command(commands, "letter", "write the referral, or another letter, as PDF")
    letter.add_argument("referral", metavar="REFERRAL", help="its reference")
    letter.add_argument("--out", type=Path, required=True, metavar="FILE")
    letter.add_argument("--large-print", action="store_true")
    letter.add_argument(
        "--kind",
        type=LetterKind,
        choices=list(LetterKind),
        metavar="KIND",
        help=", ".join(LetterKind),
    )
    letter.add_argument("--to", type=int, metavar="NUMBER", help="which reader, where several fit")

    gaps = _store_command(commands, "missing", "list what the records lack")
    gaps.add_argument("--names", action="store_true", help="show pupils' names")
    gaps.add_argument("--json", action="store_true")

    services = _store_command(commands, "directory", "save the directory to a file, or take one in")
    way = services.add_mutually_exclusive_group(required=True)
    way.add_argument("--out", type=Path, metavar="FILE", help="write the services to a new file")
    way.add_argument(
        "--in", dest="file", type=Path, metavar="FILE", help="take in what is new in a file"
    )
    services.add_argument("--all", action="store_true", help="take in what differs here as well")
    services.add_argument("--dry-run", action="store_true", help="change nothing")
    services.add_argument("--json", action="store_true")

    whole = _store_command(commands, "summary", "make the anonymised summary for the commissioner")
    whole.add_argument(
        "--term",
        action="append",
        required=True,
        metavar="T",
        help="a whole term or quarter, such as “autumn 2026” or “Q1 2026”; may be given again",
    )
    whole.add_argument("--out", type=Path, required=True, metavar="DIR")
    whole.add_argument("--dry-run", action="store_true", help="write and record nothing")
    whole.add_argument("--set", choices=["S", "M", "L", "total"], help="a coarser set of tables")
    rule = whole.add_mutually_exclusive_group()
    rule.add_argument(
        "--threshold",
        type=int,
        metavar="N",
        help="the least number shown, 5 to 10; otherwise the commissioner’s rule, or 5",
    )
    rule.add_argument("--rule", choices=sorted(RULES), help="the same as a rule in use")
    whole.add_argument(
        "--keep-rule", action="store_true", help="from now on this is the commissioner’s rule"
    )
    whole.add_argument(
        "--add",
        action="append",
        default=[],
        choices=sorted(EXTRAS),
        help="a table beside the fixed ones; may be given again",
    )
    whole.add_argument(
        "--year-on",
        action="store_true",
        help="what had come of those new in the period a year after its end; told once",
    )
    whole.add_argument("--comment-file", type=Path, metavar="FILE", help="what the school adds")

    verify = _store_command(commands, "verify", "check a store or a backup through and through")
    verify.add_argument("--names", action="store_true", help="show names of pupils nobody holds")
    verify.add_argument("--json", action="store_true")

    _backup_commands(commands)
    _passing_commands(commands)
    told = commands.add_parser(
        "status",
        help="say whether a store was opened lately; no passphrase",
        description="Say when a store was last opened, and the next day something is due. Ends "
        "with 1 where it was not opened for three school days.",
    )
    told.add_argument("store", type=Path, metavar="STORE", help="folder of the store")
    told.add_argument("--json", action="store_true")
    _table_commands(commands)
    add_pool(commands)
    return parser


def _backup_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    made = _store_command(commands, "backup", "make a checked backup")
    made.add_argument(
        "--to",
        type=Path,
        metavar="FOLDER",
        help="a folder that is there; without it the places chosen in the window for this store, "
        "or the folder beside it, where old ones go",
    )
    made.add_argument("--json", action="store_true")
    back = commands.add_parser(
        "restore",
        help="restore a backup to a new folder",
        description="Restore a backup to a new folder, and say what came back.",
    )
    back.add_argument("backup", type=Path, metavar="BACKUP")
    back.add_argument("--to", type=Path, required=True, metavar="STORE", help="a new folder")
    way = back.add_mutually_exclusive_group()
    way.add_argument(
        "--passphrase-file",
        metavar="FILE",
        help="read the passphrase from a file; - is standard input; without it you are asked",
    )
    way.add_argument(
        "--recovery-key-file",
        metavar="FILE",
        help="read the recovery key from a file; two of three sheets in one line",
    )
    back.add_argument("--json", action="store_true")
    saved = _store_command(
        commands, "salvage", "save what can be read of a damaged store into a new one"
    )
    saved.add_argument("--to", type=Path, required=True, metavar="NEW", help="a new folder")
    saved.add_argument(
        "--recovery-key-file",
        metavar="FILE",
        help="read the recovery key from a file; two of three sheets in one line",
    )
    saved.add_argument("--json", action="store_true")
    _passphrase_command(commands)
    lines = _store_command(commands, "history", "write the history, to be checked by anybody")
    lines.add_argument("--out", type=Path, required=True, metavar="FOLDER")


def _passphrase_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    changed = commands.add_parser(
        "passphrase",
        help="set a new passphrase, by the old one or by recovery sheets",
        description="Set a new passphrase: your own by the old one, or somebody’s by the recovery "
        "sheets, after a restore or when it was forgotten.",
    )
    changed.add_argument("store", type=Path, metavar="STORE", help="folder of the store")
    way = changed.add_mutually_exclusive_group()
    way.add_argument(
        "--passphrase-file",
        metavar="FILE",
        help="read the old one from a file; - is standard input; without it you are asked",
    )
    way.add_argument(
        "--recovery-key-file",
        metavar="FILE",
        help="read the recovery key from a file; two of three sheets in one line",
    )
    changed.add_argument(
        "--new-passphrase-file",
        metavar="FILE",
        help="read the new one from a file; - is standard input; without it you are asked twice",
    )
    changed.add_argument(
        "--for",
        dest="person",
        default="",
        metavar="NAME",
        help="whose it is, where the sheets are used and more than one person could unlock",
    )


def _passing_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    given = _store_command(commands, "pass", "pass the store on to somebody, in one sealed file")
    given.add_argument(
        "--to", type=Path, required=True, metavar="FOLDER", help="a folder that is there"
    )
    given.add_argument(
        "--for",
        dest="person",
        default="",
        metavar="NAME",
        help="who takes it; without it the only other person who can unlock",
    )
    given.add_argument("--json", action="store_true")
    taken = commands.add_parser(
        "take",
        help="take the store from the file it was passed on in",
        description="Take the store from the file it was passed on in. A copy that lies there "
        "already is never lost: what was written in it alone is listed.",
    )
    taken.add_argument("file", type=Path, metavar="FILE")
    taken.add_argument(
        "--to", type=Path, required=True, metavar="STORE", help="your own copy, or a new folder"
    )
    taken.add_argument(
        "--reason", default="", metavar="WHY", help="take it over, though it was not passed on"
    )
    taken.add_argument(
        "--passphrase-file",
        metavar="FILE",
        help="read the passphrase from a file; - is standard input; without it you are asked",
    )
    taken.add_argument("--json", action="store_true")


def _table_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    guard = commands.add_parser(
        "protect",
        help="say which numbers of a release to hide",
        description="Say which numbers of a release to hide, so that nobody can be found in it; "
        "for a file in the form sdc-protect/1. Ends with 1 where no choice is safe.",
    )
    guard.add_argument("file", type=Path, metavar="TABLES.json")
    guard.add_argument("--out", type=Path, required=True, metavar="FILE", help="a new file")
    tried = commands.add_parser(
        "attack",
        help="say what can be worked out from published tables",
        description="Say what can be worked out from published tables, in the form sdc-attack/1. "
        "Ends with 1 where a range is too narrow or the tables contradict each other.",
    )
    tried.add_argument("file", type=Path, metavar="TABLES.json")
    tried.add_argument("--json", action="store_true")


def _store_command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    purpose: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=purpose, description=purpose.capitalize() + ".")
    command.add_argument("store", type=Path, metavar="STORE", help="folder of the store")
    command.add_argument(
        "--passphrase-file",
        metavar="FILE",
        help="read the passphrase from a file; - is standard input; without it you are asked",
    )
    return command
