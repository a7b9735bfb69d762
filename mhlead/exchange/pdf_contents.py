"""What lies in a PDF that somebody else made: every dictionary of it, within bounds."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

ACTIONS = frozenset(
    {
        *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/URI", "/GoToR", "/GoToE"),
        *("/Rendition", "/RichMediaExecute", "/Movie", "/Sound", "/ResetForm"),
    }
)
FAULTS = (
    pikepdf.PikepdfError,
    RuntimeError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)
"""All that a damaged file makes pikepdf raise; the texts may quote the file."""

_MOST_NESTED = 8
_MOST_LOOKED_AT = 60_000


class TooMuch(Exception):
    """The file is nested too deep or holds too much."""


def dictionaries(pdf: pikepdf.Pdf) -> Iterator[Dictionary]:
    """Every dictionary of the file, with those written inside others.

    Raises:
        TooMuch: there are more than a form has.
    """
    looked_at = 0
    for top in pdf.objects:
        waiting: list[tuple[pikepdf.Object, int]] = [(top, 0)]
        while waiting:
            one, depth = waiting.pop()
            looked_at += 1
            if depth > _MOST_NESTED or looked_at > _MOST_LOOKED_AT:
                raise TooMuch
            if isinstance(one, Dictionary | pikepdf.Stream):
                about = one.stream_dict if isinstance(one, pikepdf.Stream) else one
                yield about
                inside = [value for _, value in about.items()]
            elif isinstance(one, Array):
                inside = list(one)
            else:
                continue
            waiting += [
                (value, depth + 1)
                for value in inside
                if isinstance(value, Dictionary | Array) and not value.is_indirect
            ]


def acts(one: Dictionary) -> bool:
    """Whether a dictionary is an action that does more than turn to another page."""
    action = one.get("/S")
    return "/JS" in one or (isinstance(action, Name) and str(action) in ACTIONS)
