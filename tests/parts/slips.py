"""Concern slips filled in as a viewer does it."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pikepdf
from pikepdf import Name, String

from mhlead.documents.press import render
from mhlead.domain.slip import SlipPaper, compose_slip

FILLED = {
    "pupil_name": "Aoife O'Connor",
    "form": "9K",
    "noticed": "20 November 2026",
    "seen": "Left two lessons early this week, visibly tearful.",
    "pupil_words": "I can't see the point.",
    "opinion": "I think she is lonely.",
    "author": "Ms Begum",
    "role": "form tutor",
}


@cache
def blank() -> bytes:
    """The blank slip of the school."""
    return render(compose_slip(SlipPaper(date(2026, 11, 23), "Fernbrook Academy")))


def fill(texts: Mapping[str, str], ticks: Collection[str] = ()) -> bytes:
    """The slip with these texts and ticks."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(blank())) as pdf:
        for kid in pdf.Root.AcroForm.Fields[0].Kids:
            name = str(kid.T)
            if name in texts:
                kid["/V"] = String(texts[name])
            if name in ticks:
                kid["/V"] = kid["/AS"] = Name.Yes
        pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


def write_slip(path: Path, texts: Mapping[str, str], ticks: Collection[str] = ()) -> Path:
    """The filled-in slip as a file."""
    path.write_bytes(fill(texts, ticks))
    return path
