"""Streams end so that every reader counts them alike, whatever their content."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import pytest

from mhlead.documents.streams import packed, with_one, with_other_last_pixel, with_space


@pytest.mark.parametrize("change", [with_one, with_space, with_other_last_pixel])
@pytest.mark.parametrize("end", [b"\r", b"\n"])
def test_any_data_can_be_packed_without_a_line_end_at_its_end(
    change: Callable[[bytes], bytes], end: bytes
) -> None:
    spoilt = next(
        data
        for number in range(70_000)
        if zlib.compress(data := number.to_bytes(4, "big") * 3).endswith(end)
    )
    short, length = packed(spoilt, change)
    assert not short.endswith((b"\r", b"\n"))
    assert len(zlib.decompress(short)) == length
