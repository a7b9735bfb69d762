"""Reply slips filled in as a viewer does it, in the letter they stand in."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping
from pathlib import Path

import pikepdf
from pikepdf import Name, String


def fill(letter: bytes, texts: Mapping[str, str], ticks: Collection[str] = ()) -> bytes:
    """The letter with these texts and ticks on its last page."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(letter)) as pdf:
        kids = {str(kid.T): kid for kid in pdf.Root.AcroForm.Fields[0].Kids}
        for name, text in texts.items():
            kids[name]["/V"] = String(text)
        for name in ticks:
            kids[name]["/V"] = kids[name]["/AS"] = Name.Yes
        pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


def last_page_alone(filled: bytes) -> bytes:
    """What is sent back by somebody who parts the slip from the letter."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(filled)) as pdf:
        while len(pdf.pages) > 1:
            del pdf.pages[0]
        pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


def write_reply(
    path: Path, letter: bytes, texts: Mapping[str, str], ticks: Collection[str] = ()
) -> Path:
    """The reply as a file."""
    path.write_bytes(fill(letter, texts, ticks))
    return path
