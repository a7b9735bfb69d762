"""The wording that letters of a kind are written with now: the school's own, or ours."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from mhlead.domain.codes import LetterKind
from mhlead.domain.letter_names import vocabulary
from mhlead.domain.letter_shapes import SHAPES
from mhlead.domain.letter_wording import own_template, without_version, words_of
from mhlead.domain.records import Letter, LetterWording
from mhlead.domain.template import parse
from mhlead.domain.template_lines import nearest
from mhlead.domain.template_tree import Template
from mhlead.resources import resource_text
from mhlead.services.ports import UnitOfWork

_OWN = "own-"


@dataclass(frozen=True)
class WordingInForce:
    """What a letter is written with.

    Attributes:
        name: As an issued letter remembers it: "chase/2" for ours, "chase/own-4" for the school's.
        own_words: The words the school wrote itself; none where it is ours.
        is_own_unusable: The school has its own, and this version of the program can't read it, so
            that ours is used.
    """

    template: Template
    name: str
    own_words: tuple[str, ...] = ()
    is_own_unusable: bool = False


@cache
def template_of(kind: LetterKind) -> Template:
    """Our wording of a kind of letter, as it ships."""
    return parse(resource_text(SHAPES[kind].template), vocabulary(kind))


@cache
def our_wording(kind: LetterKind) -> str:
    """The text of our wording, as it is shown to be changed."""
    return without_version(resource_text(SHAPES[kind].template)).strip("\n")


def wording_in_force(work: UnitOfWork, kind: LetterKind) -> WordingInForce:
    """The wording for the next letter of the kind; a faulty one of the school's is passed over."""
    ours = template_of(kind)
    named = f"{kind.value}/{ours.version}"
    own = work.find(LetterWording, id=kind.value)
    if not own:
        return WordingInForce(ours, named)
    template = _own_template(kind, own[0].text)
    if template is None:
        return WordingInForce(ours, named, is_own_unusable=True)
    number = work.written(LetterWording, [kind.value])[kind.value].versions
    return WordingInForce(
        template, f"{kind.value}/{_OWN}{number}", tuple(_own_words(kind, template))
    )


def template_of_letter(work: UnitOfWork, letter: Letter) -> Template:
    """The wording an issued letter was written with; ours where that can't be read any more."""
    kind, (_, _, name) = letter.letter_kind, letter.template_version.partition("/")
    if name.startswith(_OWN):
        for version in work.versions(LetterWording, kind.value):
            if f"{_OWN}{version.number}" == name:
                return _own_template(kind, version.record.text) or template_of(kind)
    return template_of(kind)


def forget_wordings() -> None:
    """Drops the wordings and the misspelt names that were kept to read the next one faster."""
    _own_template.cache_clear()
    nearest.cache_clear()


@lru_cache(maxsize=len(SHAPES))
def _own_template(kind: LetterKind, text: str) -> Template | None:
    return own_template(kind, text, 1)


def _own_words(kind: LetterKind, template: Template) -> Iterable[str]:
    """The lines that do not stand in our wording word for word."""
    ours = frozenset(words_of(template_of(kind)))
    return (words for words in words_of(template) if words not in ours)
