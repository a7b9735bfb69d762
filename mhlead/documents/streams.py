"""Packs streams so that no reader can miscount them.

A stream's bytes are followed by a line end before the word "endstream". Where the last byte is
itself a carriage return the two look like one line end, and a strict reader finds the stream one
byte short: PDF/A forbids that. Deflate ends in a checksum of the data, so one stream in 256 ends
so, whatever the level; the data is changed where it does not matter until it does not.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Dictionary, Name

_LINE_ENDS = (b"\r", b"\n")
_MOST_TRIES = 64
_LEVEL = 4  # a letter grows by a fiftieth, and its packing takes half the time


def with_space(data: bytes) -> bytes:
    """The same content with a space more at its end, which says nothing in content or a CMap."""
    return data + b" "


def with_one(data: bytes) -> bytes:
    """The same font program with a byte more behind its last table, where nothing is read.

    The byte is no zero: the checksum that deflate ends in would stay as it is.
    """
    return data + b"\1"


def with_one_place(data: bytes) -> bytes:
    """The same table of places with one more at its end, for a number that is never written.

    The place is no zero, as in a font program.
    """
    return data + b"\0\1"


def with_other_last_pixel(data: bytes) -> bytes:
    """The same picture with a little blue more or less in its last pixel."""
    return data[:-1] + bytes([(data[-1] + 1) % 256])


def packed(data: bytes, change: Callable[[bytes], bytes]) -> tuple[bytes, int]:
    """The data packed, changed until its last byte is no line end, and its length unpacked."""
    for _ in range(_MOST_TRIES):
        short = zlib.compress(data, _LEVEL)
        if not short.endswith(_LINE_ENDS):
            break
        data = change(data)
    return short, len(data)


def add_stream(
    pdf: pikepdf.Pdf, data: bytes, change: Callable[[bytes], bytes] = with_space, **keys: object
) -> pikepdf.Object:
    """A packed stream of the data in the PDF, with further keys of its dictionary."""
    short, _ = packed(data, change)
    return add_packed(pdf, short, **keys)


def add_packed(pdf: pikepdf.Pdf, short: bytes, **keys: object) -> pikepdf.Object:
    """A stream of data that was packed before, with further keys of its dictionary."""
    return pdf.make_stream(short, Filter=Name.FlateDecode, **keys)


def add_font_program(pdf: pikepdf.Pdf, program: bytes) -> pikepdf.Object:
    """A packed stream of a TrueType file."""
    short, length = packed(program, with_one)
    return add_packed(pdf, short, Length1=length)


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The bytes of the whole file.

    The streams qpdf makes of the objects themselves are changed by one more object, an attribute
    class no element uses: it shifts the number of every object after it.
    """
    for number in range(_MOST_TRIES):
        out = io.BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            force_version="1.7",
            fix_metadata_version=False,
        )
        if b"\r\nendstream" not in out.getvalue():
            break
        classes = pdf.Root.StructTreeRoot.get("/ClassMap", Dictionary())
        classes[f"/Unused{number}"] = pdf.make_indirect(Dictionary(O=Name.Layout))
        pdf.Root.StructTreeRoot["/ClassMap"] = classes
    return out.getvalue()
