"""The topics of the help, as they ship with the program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from mhlead import __version__
from mhlead.resources import resource_text

_FILE = "help/topics.txt"
_TOPIC, _POINT, _LINK, _TO_TOPIC, _KEYS = "== ", "- ", "> ", "#", "{keys}"


class HelpKind(Enum):
    """What a part of a topic is."""

    WORDS = auto()
    POINT = auto()
    KEYS = auto()
    TO_TOPIC = auto()
    TO_PAGE = auto()


@dataclass(frozen=True)
class HelpPart:
    """A paragraph, a point, the table of keys, or a link.

    Attributes:
        target: Of a link: the key of a topic; or "section", "section/part" or "at-risk".
    """

    kind: HelpKind
    text: str = ""
    target: str = ""


@dataclass(frozen=True)
class HelpTopic:
    """One thing that somebody may want to know, read in half a minute."""

    key: str
    name: str
    parts: tuple[HelpPart, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """What it says, without its links."""
        said = (HelpKind.WORDS, HelpKind.POINT)
        return tuple(one.text for one in self.parts if one.kind in said)


@cache
def help_topics() -> tuple[HelpTopic, ...]:
    """Every topic, in the order in which they are listed."""
    return tuple(_topics(resource_text(_FILE).replace("{version}", __version__)))


def _topics(text: str) -> Iterator[HelpTopic]:
    for block in f"\n{text}".split(f"\n{_TOPIC}")[1:]:
        head, _, rest = block.partition("\n")
        key, _, name = head.partition(": ")
        yield HelpTopic(key, name, tuple(_part(line) for line in rest.splitlines() if line))


def _part(line: str) -> HelpPart:
    if line == _KEYS:
        return HelpPart(HelpKind.KEYS)
    if line.startswith(_POINT):
        return HelpPart(HelpKind.POINT, line.removeprefix(_POINT))
    if not line.startswith(_LINK):
        return HelpPart(HelpKind.WORDS, line)
    text, _, target = line.removeprefix(_LINK).rpartition(": ")
    kind = HelpKind.TO_TOPIC if target.startswith(_TO_TOPIC) else HelpKind.TO_PAGE
    return HelpPart(kind, text, target.removeprefix(_TO_TOPIC))
