"""Everything the commands print goes through here: nothing in it can steer a terminal.

A name or a file may hold control characters, which move the cursor or change the title, or marks
that turn the reading direction: what is shown would not be what is there.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable

from mhlead.domain.hidden_characters import is_hidden

_NOT_ASCII = re.compile(r"[^\x20-\x7e\n]")


def shown(text: str) -> str:
    """The text with a question mark for each character that would steer a terminal."""
    return _without(text, lambda char: "?")


def say(text: str) -> None:
    """Prints it on standard output."""
    print(shown(text), flush=True)


def say_error(text: str) -> None:
    """Prints it on standard error."""
    print(shown(text), file=sys.stderr)


def say_json(value: object) -> None:
    """Prints it as JSON, in which such characters stand as escapes and are not lost."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    say(_without(text, _escaped))


def _without(text: str, instead: Callable[[str], str]) -> str:
    def one(found: re.Match[str]) -> str:
        char = found[0]
        return instead(char) if is_hidden(char, may_break=True) else char

    return _NOT_ASCII.sub(one, text)


def _escaped(char: str) -> str:
    return json.dumps(char)[1:-1]
