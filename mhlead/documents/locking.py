"""Locks a copy of a finished PDF with a passphrase; the bytes it is made from stay as they are."""

from __future__ import annotations

import io

import pikepdf

_FORM = ("pdfaid:part", "pdfaid:conformance")
"""An encrypted file is no archival one, so the copy doesn't say that it is."""


def locked_copy(pdf: bytes, passphrase: str) -> bytes:
    """The same pages, text, structure and fields, opened by the passphrase alone.

    Encrypted with AES of 256 bits in revision 6, the metadata too. Whoever has the passphrase may
    do everything with it: a reader that forbade printing or reading aloud would protect nobody.
    """
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        # A file's identifier stays readable; the letter's own would tell which letter it is.
        if "/ID" in opened.trailer:
            del opened.trailer["/ID"]
        about = opened.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False)
        with about:
            for name in _FORM:
                if name in about:
                    del about[name]
        opened.save(
            made,
            encryption=pikepdf.Encryption(
                owner=passphrase,
                user=passphrase,
                R=6,
                aes=True,
                metadata=True,
                allow=pikepdf.Permissions(accessibility=True, extract=True),
            ),
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return made.getvalue()
