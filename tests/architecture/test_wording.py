"""Every error a person can meet has a sentence."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from typing import Any, get_type_hints

import mhlead
from mhlead.domain.errors import MhleadError

FAMILIES = {"MhleadError", "Refused", "Unavailable"}


def every_error() -> list[type[MhleadError]]:
    """All kinds of errors of the program, found after importing the whole of it."""
    for found in pkgutil.walk_packages(mhlead.__path__, "mhlead."):
        if found.name != "mhlead.__main__":
            importlib.import_module(found.name)
    known: set[type[MhleadError]] = set()
    rest = [MhleadError]
    while rest:
        kind = rest.pop()
        rest += [one for one in kind.__subclasses__() if one not in known]
        known.update(kind.__subclasses__())
    ours = (kind for kind in known if kind.__module__.startswith("mhlead."))
    return sorted(
        (kind for kind in ours if kind.__name__ not in FAMILIES), key=lambda k: k.__name__
    )


def an_example(kind: type[MhleadError]) -> MhleadError:
    """One error of that kind, its arguments made up by their types."""
    parameters = [
        parameter
        for name, parameter in inspect.signature(kind.__init__).parameters.items()
        if name != "self" and parameter.kind is parameter.POSITIONAL_OR_KEYWORD
    ]
    hints = get_type_hints(kind.__init__) if parameters else {}
    values: list[Any] = [_a_value(hints[parameter.name]) for parameter in parameters]
    return kind(*values)


def _a_value(hint: Any) -> Any:
    if hint is int:
        return 1
    if hint is str:
        return "page"
    return ("reason",)


def is_plain(sentence: str, kind: type[MhleadError]) -> bool:
    """Whether it reads as a sentence and shows nothing of the program's inside."""
    whole = sentence[:1].isupper() and sentence.rstrip().endswith((".", "?"))
    return whole and len(sentence.split()) >= 4 and not {kind.__name__, "{"} & set(sentence.split())


def test_each_error_has_a_sentence_in_plain_words() -> None:
    sentence_for = importlib.import_module("mhlead.wording").sentence_for
    sentences = {kind: sentence_for(an_example(kind)) for kind in every_error()}
    assert len(sentences) > 20
    assert not {k.__name__: text for k, text in sentences.items() if not is_plain(text, k)}


def test_two_errors_do_not_share_a_sentence() -> None:
    sentence_for = importlib.import_module("mhlead.wording").sentence_for
    sentences = [sentence_for(an_example(kind)) for kind in every_error()]
    assert len(set(sentences)) == len(sentences)


def test_an_argument_that_nobody_checked_cannot_slip_into_a_sentence() -> None:
    sentence_for = importlib.import_module("mhlead.wording").sentence_for
    assert "Whitlock" not in sentence_for(MhleadError("Whitlock"))
