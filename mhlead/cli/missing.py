"""The command that lists what is missing across all records, without names unless asked."""

from __future__ import annotations

import argparse

from mhlead.cli.exit_codes import DONE
from mhlead.cli.say import say, say_json
from mhlead.domain.missing_views import Missing, MissingLine, Part
from mhlead.services.missing import read_missing
from mhlead.services.session import Session
from mhlead.wording import day_words
from mhlead.wording.missing_words import PARTS, lack_words


def missing(arguments: argparse.Namespace, session: Session) -> int:
    """Lists the gaps; a pupil is named by the reference of their referral, or not at all."""
    found = read_missing(session)
    if arguments.json:
        say_json(_json(found, with_names=arguments.names))
        return DONE
    for part in Part:
        lines = [one for one in found.lines if one.part is part]
        if lines:
            say(f"{PARTS[part]}: {len(lines)}")
        for one in lines:
            say(f"  {_told(one, with_names=arguments.names)}")
    if not found.lines:
        say("Nothing is missing.")
    return DONE


def _told(line: MissingLine, *, with_names: bool) -> str:
    about = [line.name if with_names else "", line.reference, line.service]
    named = ", ".join(part for part in about if part)
    since = f"since {day_words(line.since_on)}"
    return f"{lack_words(line)} ({named}; {since})" if named else f"{lack_words(line)} ({since})"


def _json(found: Missing, *, with_names: bool) -> dict[str, object]:
    return {
        "format": "mhlead-missing/1",
        "on": found.on.isoformat(),
        "counts": {part.value: found.count(part) for part in Part},
        "lines": [
            {
                "part": one.part.value,
                "lack": one.lack.value,
                "fact": one.fact,
                "reference": one.reference,
                "service": one.service,
                "since_on": one.since_on.isoformat(),
                **({"pupil": one.name} if with_names else {}),
            }
            for one in found.lines
        ],
    }
