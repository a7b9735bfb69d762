"""Places that may be gone tomorrow are told, with a better one."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from mhlead.domain.place import PlaceDoubt
from mhlead.storage import passing_places
from mhlead.storage.passing_places import doubt_of, judge, memory_doubt, windows_doubt
from mhlead.storage.place import moved_into_onedrive

MOUNTS = """\
22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
40 22 0:35 / /home/guest rw shared:9 - tmpfs tmpfs rw
"""


@pytest.mark.parametrize(
    ("profile", "flags", "fslogix", "doubt"),
    [
        ("C:\\Users\\jo", 0, None, None),
        ("C:\\Users\\jo", 2, 0, None),
        ("C:\\Users\\TEMP", 0, None, PlaceDoubt.TEMPORARY_PROFILE),
        ("C:\\Users\\TEMP.SCHOOL.001", 0, None, PlaceDoubt.TEMPORARY_PROFILE),
        ("C:\\Users\\Tempest", 0, None, None),
        ("C:\\Users\\jo", 1, None, PlaceDoubt.TEMPORARY_PROFILE),
        ("C:\\Users\\pupil", 4, None, PlaceDoubt.MANDATORY_PROFILE),
        ("C:\\Users\\jo", 0, 1, PlaceDoubt.CONTAINER_PROFILE),
    ],
)
def test_what_windows_says_of_a_profile(profile, flags, fslogix, doubt):
    asked = []

    def setting(key, name):
        asked.append((key, name))
        return fslogix

    assert windows_doubt({"USERPROFILE": profile}, lambda: flags, setting) is doubt


@pytest.mark.parametrize(
    ("folder", "doubt"),
    [
        ("/home/anna/store", None),
        ("/home/guest/store", PlaceDoubt.MEMORY),
        (f"{tempfile.gettempdir()}/store", PlaceDoubt.MEMORY),
        (f"{tempfile.gettempdir()}files/store", None),
    ],
    ids=["own", "in memory", "temporary", "beside the temporary"],
)
def test_a_folder_in_memory_or_for_temporary_files(folder, doubt):
    assert memory_doubt(Path(folder), MOUNTS) is doubt


def test_a_synced_place_is_told_with_the_first_that_is_better(tmp_path, monkeypatch):
    monkeypatch.setattr(passing_places, "memory_doubt", lambda *_: None)
    monkeypatch.setenv("OneDrive", str(tmp_path / "OneDrive"))
    synced = tmp_path / "OneDrive" / "Documents" / "store"
    assert doubt_of(synced) is PlaceDoubt.SYNCED
    better = tmp_path / "own" / "store"
    judged = judge(synced, [tmp_path / "OneDrive" / "x", synced, better])
    assert (judged.doubt, judged.better) == (PlaceDoubt.SYNCED, str(better))
    assert judge(better, [synced]).doubt is None
    assert judge(synced, [tmp_path / "OneDrive" / "x"]).better == ""


def test_documents_that_onedrive_has_moved_are_synced():
    told = [
        "%USERPROFILE%\\OneDrive - Fernbrook Academy\\Documents",
        "%userprofile%\\Desktop",
        "D:\\Pictures",
    ]
    found = moved_into_onedrive(told, {"USERPROFILE": "C:\\Users\\jo"})
    assert found == [Path("C:\\Users\\jo\\OneDrive - Fernbrook Academy\\Documents")]
