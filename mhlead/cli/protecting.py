"""The commands on neutral files of tables: protect a release, and attack a publication."""

from __future__ import annotations

import argparse
import json

from mhlead.cli.exit_codes import DONE, REFUSED
from mhlead.cli.input_output import place_for
from mhlead.cli.say import say, say_error, say_json
from mhlead.domain.release import Finding, Status, Verdict
from mhlead.domain.table_file import PublicationFile
from mhlead.services.adapters import Adapters
from mhlead.services.protecting import attack_file, protect_file
from mhlead.wording.release_words import reason_words

VERDICTS = {Verdict.SAFE: "safe", Verdict.UNSAFE: "unsafe", Verdict.CONTRADICTION: "contradiction"}


def protect(arguments: argparse.Namespace, adapters: Adapters) -> int:
    """Writes which cells to hide; 1 where the release can't be protected, which is written too."""
    with place_for(arguments.out) as write:
        protection, raw = protect_file(
            adapters.table_files, adapters.protector, arguments.file, reason_words
        )
        write(raw)
    if protection.status is Status.REFUSED:
        say_error(f"Refused. {reason_words(protection.reason)}")
        return REFUSED
    told = json.loads(raw)
    hidden, cells = len(told["suppressed"]), len(told["published"])
    least = "" if protection.status is Status.OPTIMAL else ", which may not be the fewest"
    say(f"Hides {hidden} of {cells} numbers{least}. Wrote {arguments.out}.")
    return DONE


def attack(arguments: argparse.Namespace, adapters: Adapters) -> int:
    """Tells what anybody could work out; 1 where that is too much, or nothing fits."""
    file, verdicts = attack_file(adapters.table_files, adapters.protector, arguments.file)
    verdict = VERDICTS[verdicts.verdict]
    if arguments.json:
        told = {
            "format": "mhlead-attack/1",
            "verdict": verdict,
            "intervals": [_json(file, one) for one in verdicts.findings],
        }
        say_json(told)
    else:
        for one in verdicts.findings:
            say(_line(file, one))
    if verdicts.verdict is Verdict.SAFE:
        say_error("Safe: every range is wide enough.")
        return DONE
    narrow = len(verdicts.narrow)
    say_error(
        "What is published contradicts itself."
        if verdicts.verdict is Verdict.CONTRADICTION
        else f"Unsafe: {narrow} of {len(verdicts.findings)} ranges are too narrow."
    )
    return REFUSED


def _json(file: PublicationFile, one: Finding) -> dict[str, object]:
    return {
        "attacker": file.attacker_labels[one.attacker],
        "label": file.labels[one.demand],
        "low": one.low,
        "high": one.high,
        "ok": one.is_wide_enough,
    }


def _line(file: PublicationFile, one: Finding) -> str:
    low = "any" if one.low is None else one.low
    high = "any" if one.high is None else one.high
    told = "wide enough" if one.is_wide_enough else "TOO NARROW"
    who = file.attacker_labels[one.attacker]
    return f"{told:11}  {low} to {high}  {file.labels[one.demand]}  ({who})"
