"""Takes out of a PDF all that acts by itself, and all that no longer holds once it is changed."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

_KEPT = frozenset({Name.GoTo, Name.URI, Name.Named})
_MOST_NESTED = 12


def make_inert(pdf: pikepdf.Pdf) -> None:
    """The file has no scripts, no action but to turn a page or name an address, no file inside.

    A second form behind the first (XFA) is gone, since a viewer would show it empty instead. So are
    signatures and the rights that hang on them: they say that nothing was changed.
    """
    root = pdf.Root
    for key in ("/OpenAction", "/AA", "/Perms", "/NeedsRendering", "/Collection"):
        _drop(root, key)
    names = root.get("/Names")
    if isinstance(names, Dictionary):
        _drop(names, "/JavaScript")
        _drop(names, "/EmbeddedFiles")
    form = root.get("/AcroForm")
    if isinstance(form, Dictionary):
        for key in ("/XFA", "/NeedAppearances", "/CO", "/SigFlags"):
            _drop(form, key)
    for one in pdf.objects:
        _quieten(one, 0)


def _quieten(one: pikepdf.Object, depth: int) -> None:
    if isinstance(one, Stream):
        one = one.stream_dict
    if isinstance(one, Dictionary):
        _still(one)
        inside = [value for _, value in one.items()]
    elif isinstance(one, Array):
        inside = list(one)
    else:
        return
    for value in inside if depth < _MOST_NESTED else []:
        if isinstance(value, Dictionary | Array) and not value.is_indirect:
            _quieten(value, depth + 1)


def _still(one: Dictionary) -> None:
    # files hang on notes, pages and pictures too, and not on the list of files alone
    for key in ("/AA", "/JS", "/EF", "/AF", "/RichMediaContent"):
        _drop(one, key)
    for key in ("/A", "/PA", "/Next"):
        if _does_more(one.get(key)):
            _drop(one, key)
    if one.get("/FT") == Name.Sig:
        _drop(one, "/V")


def _does_more(action: object) -> bool:
    if isinstance(action, Array):  # of actions that follow one another
        return True
    return isinstance(action, Dictionary) and "/S" in action and action.S not in _KEPT


def _drop(one: pikepdf.Object, key: str) -> None:
    if key in one:
        del one[key]
