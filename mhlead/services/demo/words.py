"""The words of the fictional school: situations and names, and how a sentence takes a person."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from mhlead.resources import resource_text

PRONOUNS: dict[str, dict[str, str]] = {
    "she": {
        "they": "she", "them": "her", "their": "her", "themself": "herself",
        "was": "was", "is": "is", "s": "s", "es": "es",
    },
    "he": {
        "they": "he", "them": "him", "their": "his", "themself": "himself",
        "was": "was", "is": "is", "s": "s", "es": "es",
    },
    "they": {
        "they": "they", "them": "them", "their": "their", "themself": "themself",
        "was": "were", "is": "are", "s": "", "es": "",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Culture:
    """Names that go together."""

    key: str
    ethnicity: str
    language: str
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    surnames: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """A situation: texts with places for a person in them, some in several wordings."""

    key: str
    told: dict[str, Any]

    def text(self, name: str, rng: random.Random) -> str:
        """One wording of a text; "" where the situation does not have it."""
        found = self.told.get(name, "")
        return str(rng.choice(found)) if isinstance(found, list) else str(found)

    def parts(self, name: str) -> list[dict[str, Any]]:
        """The notes or the support of the situation."""
        return list(self.told.get(name, []))


@dataclass(frozen=True)
class Voice:
    """How sentences take one pupil."""

    name: str
    pronouns: str
    parent: str
    tutor: str

    def say(self, sentence: str) -> str:
        """The sentence about this pupil."""
        forms = PRONOUNS[self.pronouns]
        places = forms | {word.capitalize(): form.capitalize() for word, form in forms.items()}
        places |= {
            "N": self.name,
            "parent": self.parent,
            "Parent": self.parent.capitalize(),
            "tutor": self.tutor,
            "Tutor": self.tutor,
        }
        return sentence.format_map(places)


@cache
def stories() -> tuple[Story, ...]:
    """Every situation."""
    told = tomllib.loads(resource_text("demo/stories.toml"))
    return tuple(Story(each["key"], each) for each in told["story"])


@cache
def _people() -> dict[str, Any]:
    return tomllib.loads(resource_text("demo/people.toml"))


@cache
def cultures() -> tuple[Culture, ...]:
    """Every set of names."""
    return tuple(Culture(**_frozen(each)) for each in _people()["culture"])


def _frozen(table: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}


def tutors() -> list[str]:
    """Form tutors as they are called."""
    return list(_people()["school"]["tutors"])


def streets() -> list[str]:
    """Streets of the fictional town."""
    return list(_people()["school"]["streets"])
