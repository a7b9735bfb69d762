"""What a PDF from anywhere may look like before it is opened: nothing that grows without bound.

A reader of PDF unpacks streams while it opens a file, so a small file could fill the memory. The
bytes are looked at first: one packing a stream, of a kind that can be bounded here, and all of
them together no larger than a bound. Programs in which forms are filled in write nothing else.
"""

from __future__ import annotations

import io
import re
import zlib

import pikepdf
from pikepdf.settings import set_qpdf_limits

from mhlead.domain.errors import SlipRefused

MOST_UNPACKED = 40_000_000
"""Bytes of all streams together; the largest is the school's mark in full colour."""

_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_FILTER = re.compile(rb"/Filter(?![A-Za-z])")
_ONE_FILTER = re.compile(
    rb"\s*(?:/(?:FlateDecode|DCTDecode|JPXDecode|CCITTFaxDecode)(?![A-Za-z0-9])"
    rb"|\[\s*(?:/(?:FlateDecode|DCTDecode)(?![A-Za-z0-9]))?\s*\])"
)
# in a form also the programs that signed or encrypted it, which unpack nothing, and scanned
# pictures, which nothing here unpacks
_HANDLER = re.compile(
    rb"\s*/(?:Standard|Adobe\.[A-Za-z.]{1,20}|Entrust\.PPKEF|JBIG2Decode)(?![A-Za-z0-9])"
)
# what follows the word is told by the format, and not all readers insist on it
_STREAM = re.compile(rb"(?<!end)stream[ \t\f\0]*(?:\r\n|\n|\r)?")
_ENCRYPTED = re.compile(rb"/Encrypt(?![A-Za-z])")
_MOST_STREAMS = 5_000
_STEP = 1_000_000
_PIECE = 16_384


def refuse_unsafe(data: bytes, *, is_form: bool = False) -> None:
    """Returns where the bytes can be opened.

    Args:
        data: The whole file.
        is_form: It is a service's own form, which may be signed, or encrypted without a password:
            what was encrypted must be looked at once more when it is not any longer.

    Raises:
        SlipRefused: "not-pdf", "encrypted" or "unusual".
    """
    if b"%PDF-" not in data[:1024]:
        raise SlipRefused("not-pdf")
    # a name may be written with numbers for its letters: "/Fil#74er"
    plain = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), data)
    if not is_form and _ENCRYPTED.search(plain):
        raise SlipRefused("encrypted")
    for found in _FILTER.finditer(plain):
        is_known = _ONE_FILTER.match(plain, found.end()) or (
            is_form and _HANDLER.match(plain, found.end())
        )
        if not is_known:
            raise SlipRefused("unusual")
    _refuse_bomb(data)


def open_bounded(data: bytes, most_objects: int) -> pikepdf.Pdf:
    """The PDF, open; whatever of it is unpacked from now on is bounded, and nothing is mended.

    Args:
        data: A whole file that `refuse_unsafe` let pass.
        most_objects: More than stand in one that is meant.

    Raises:
        pikepdf.PasswordError: it asks for a password.
        pikepdf.PdfError: it can't be opened.
    """
    set_qpdf_limits(
        flate_max_memory=MOST_UNPACKED,
        dct_max_memory=MOST_UNPACKED,
        run_length_max_memory=MOST_UNPACKED,
        parser_max_container_size=most_objects * 4,
        max_stream_filters=2,
    )
    return pikepdf.open(io.BytesIO(data), attempt_recovery=False)


def _refuse_bomb(data: bytes) -> None:
    left = MOST_UNPACKED
    for number, found in enumerate(_STREAM.finditer(data)):
        if number == _MOST_STREAMS:
            raise SlipRefused("unusual")
        left -= _unpacked(data, found.end(), left)
        if left < 0:
            raise SlipRefused("unusual")


def _unpacked(data: bytes, start: int, most: int) -> int:
    """How many bytes a packed stream from there gives, counted up to just over the bound."""
    unpacking = zlib.decompressobj()
    total = 0
    try:
        while start < len(data) and total <= most and not unpacking.eof:
            piece = data[start : start + _PIECE]
            start += _PIECE
            while piece and total <= most and not unpacking.eof:
                total += len(unpacking.decompress(piece, _STEP))
                piece = unpacking.unconsumed_tail
    except zlib.error:
        return total  # not packed, or damaged: what a reader would get of it is no more
    return total
