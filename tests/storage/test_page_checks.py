"""The check of pages finds what SQLCipher's own finds, can be stopped, and says how far it is."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from mhlead.domain.errors import Cancelled
from mhlead.storage.connection import close, connect
from mhlead.storage.page_checks import broken_pages

PAGE = 4096


@pytest.fixture
def keyed(filled):
    raw = connect(filled._keyed)
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    close(raw)
    return filled._keyed


def test_it_names_the_pages_that_the_cipher_names(keyed):
    chance, size = random.Random(5), keyed.path.stat().st_size
    spoilt = {chance.randrange(16, size) for _ in range(40)}
    spoilt -= {place for place in spoilt if place < PAGE}  # nothing opens without the first page
    raw = connect(keyed)  # a later one would not open, for want of the list of tables
    with keyed.path.open("r+b") as file:
        for place in spoilt:
            file.seek(place)
            flipped = file.read(1)[0] ^ 1 << chance.randrange(8)
            file.seek(-1, 1)
            file.write(bytes([flipped]))
    pages = {place // PAGE + 1 for place in spoilt}
    told = [str(row[0]) for row in raw.execute("PRAGMA cipher_integrity_check")]
    close(raw)
    found = {int(one.place) for one in broken_pages(keyed) if one.code == "page-damaged"}
    assert found == pages == {int(one.split()[-1]) for one in told}


def test_it_says_how_far_it_is_and_ends_when_it_is_told_to(keyed):
    said = []
    assert broken_pages(keyed, lambda done, of: said.append((done, of))) == []
    pages = keyed.path.stat().st_size // PAGE
    assert said[0] == (0, pages)
    assert said[-1] == (pages, pages)
    assert len(said) > 2
    asked = []

    def is_stopped():
        asked.append(1)
        return len(said) > 1

    said.clear()
    with pytest.raises(Cancelled):
        broken_pages(
            replace(keyed, is_stopped=is_stopped), lambda done, of: said.append((done, of))
        )
