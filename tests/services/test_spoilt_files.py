"""Small files beside the store or on this computer that hold nonsense never keep anybody out."""

from __future__ import annotations

from pathlib import Path

import pytest

from mhlead.services.settings import Settings, load_settings
from mhlead.services.standing import FILE, read_standing
from mhlead.storage.copy_marks import MARK, copy_in
from mhlead.storage.passing_mark import MARK as PASSING
from mhlead.storage.passing_mark import PassingMark
from mhlead.storage.place import _dropbox_folders

SPOILT = {
    "nested": "[" * 100_000,
    "endless": '{"schema": 1, "idle_minutes": 1e999}',
    "endless version": '{"schema": 1e999}',
    "a long number": '{"schema": ' + "9" * 5000 + "}",
    "no object": "[1]",
}


@pytest.mark.parametrize("text", SPOILT.values(), ids=SPOILT)
def test_a_small_file_that_holds_nonsense_counts_as_none(tmp_path: Path, text: str) -> None:
    for name in (FILE, MARK, PASSING, "settings.json", "info.json"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert read_standing(tmp_path) is None
    assert copy_in(tmp_path, tmp_path / "machine") == ""
    assert PassingMark(tmp_path, "copy").read() == ""
    assert _dropbox_folders(tmp_path / "info.json") == []
    assert load_settings(tmp_path / "settings.json") == (Settings(), True)
