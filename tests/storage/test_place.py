from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest

from mhlead.domain.errors import UnsafePlace
from mhlead.storage.place import (
    file_system_type,
    is_network_type,
    is_unc,
    lies_in,
    refuse_unsafe_place,
    synced_folders,
)
from mhlead.storage.registry import ROOTS_OF_USERS, SYNC_ROOTS, texts_of_parts
from tests.storage.conftest import PASSPHRASE

MOUNTS = """\
22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
40 22 0:35 / /home/anna/N\\040drive rw shared:9 - cifs //server/share rw
41 22 0:36 / /mnt/nfs rw shared:9 master:3 - nfs4 server:/x rw
42 41 254:2 / /mnt/nfs/local rw - ext4 /dev/vdb rw
43 22 0:50 / /home/anna/Drive rw - fuse.rclone remote: rw
44 22 0:51 / /home/anna/Vault rw - fuse.gocryptfs /x rw
"""


@pytest.mark.parametrize(
    ("folder", "kind", "is_network"),
    [
        ("/home/anna/store", "ext4", False),
        ("/home/anna/N drive/store", "cifs", True),
        ("/home/anna/N drive", "cifs", True),
        ("/home/anna/N drives", "ext4", False),
        ("/mnt/nfs/a/b", "nfs4", True),
        ("/mnt/nfs/local/b", "ext4", False),
        ("/home/anna/Drive/x", "fuse.rclone", True),
        ("/home/anna/Vault/x", "fuse.gocryptfs", False),
    ],
)
def test_the_nearest_mount_decides(folder, kind, is_network):
    assert file_system_type(Path(folder), MOUNTS) == kind
    assert is_network_type(kind) is is_network


def test_a_share_by_its_name_is_a_network_folder():
    assert is_unc("\\\\server\\share\\mhlead")
    assert not is_unc("C:\\Users\\Zoë\\AppData\\Local")
    assert not is_unc("/home/anna")


@pytest.mark.parametrize("variable", ["OneDrive", "OneDriveCommercial"])
def test_a_folder_in_onedrive_is_refused_also_through_a_link(tmp_path, variable):
    (tmp_path / "cloud").mkdir()
    (tmp_path / "innocent").symlink_to(tmp_path / "cloud")
    environment = {variable: str(tmp_path / "cloud")}
    for folder in ("cloud", "cloud/a/b", "innocent/a"):
        with pytest.raises(UnsafePlace) as caught:
            refuse_unsafe_place(tmp_path / folder, environment)
        assert caught.value.kind == "synced"
    refuse_unsafe_place(tmp_path / "clouds", environment)


def test_the_folders_dropbox_and_icloud_keep_are_known(tmp_path):
    (tmp_path / ".dropbox").mkdir()
    info = {"personal": {"path": str(tmp_path / "My Dropbox"), "host": 1}}
    (tmp_path / ".dropbox" / "info.json").write_text(json.dumps(info))
    found = synced_folders({}, tmp_path)
    assert tmp_path / "My Dropbox" in found
    assert tmp_path / "Library" / "Mobile Documents" in found
    (tmp_path / ".dropbox" / "info.json").write_text("[1]")
    assert tmp_path / "My Dropbox" not in synced_folders({}, tmp_path)


def test_documents_that_macos_keeps_in_icloud_are_known_by_its_drive(tmp_path):
    drive = tmp_path / "Library" / "Mobile Documents" / "com~apple~CloudDocs"
    drive.mkdir(parents=True)
    (tmp_path / "Documents").mkdir()
    assert tmp_path / "Documents" not in synced_folders({}, tmp_path)
    (drive / "Documents").symlink_to(tmp_path / "Documents")
    assert tmp_path / "Documents" in synced_folders({}, tmp_path)


def test_on_a_disk_that_tells_no_capitals_apart_another_spelling_is_no_other_place():
    synced = Path("/Users/anna/Library/Mobile Documents")
    typed = Path("/users/ANNA/library/mobile documents/store")
    assert lies_in(typed, synced, is_exact=False)
    assert not lies_in(typed, synced, is_exact=True)
    assert not lies_in(Path("/Users/anna/Library"), synced, is_exact=False)


class Registry:
    """Keys of the registry of Windows, as `winreg` reads them."""

    HKEY_LOCAL_MACHINE = ""

    def __init__(self, keys):
        self.keys = keys

    @contextlib.contextmanager
    def OpenKey(self, above, name):  # noqa: N802
        path = f"{above}\\{name}".lstrip("\\")
        if not any(key == path or key.startswith(f"{path}\\") for key in self.keys):
            raise FileNotFoundError(path)
        yield path

    def _below(self, path):
        parts = {k[len(path) + 1 :].split("\\")[0] for k in self.keys if k.startswith(f"{path}\\")}
        return sorted(parts)

    def QueryInfoKey(self, path):  # noqa: N802
        return len(self._below(path)), len(self.keys.get(path, ())), 0

    def EnumKey(self, path, number):  # noqa: N802
        return self._below(path)[number]

    def EnumValue(self, path, number):  # noqa: N802
        return "S-1-5-21-1", self.keys[path][number], 1


def test_every_folder_that_windows_knows_as_kept_in_a_cloud_is_found():
    """Libraries of SharePoint among them, which stand in no variable of OneDrive."""
    school = "C:\\Users\\anna\\Fernbrook Academy\\Staff - Documents"
    keys = {
        f"{SYNC_ROOTS}\\OneDrive!S-1-5-21-1!Business1|a\\UserSyncRoots": [school],
        f"{SYNC_ROOTS}\\Half removed": [],
        f"{SYNC_ROOTS}\\NextcloudVFS!S-1-5-21-1!1\\UserSyncRoots": ["D:\\Nextcloud", 7],
    }
    assert texts_of_parts(Registry(keys), SYNC_ROOTS, ROOTS_OF_USERS) == [
        "D:\\Nextcloud",
        school,
    ]
    assert texts_of_parts(Registry({}), SYNC_ROOTS, ROOTS_OF_USERS) == []


def test_a_store_is_not_made_in_a_synced_folder(stores, tmp_path, monkeypatch, passphrase):
    monkeypatch.setenv("OneDrive", str(tmp_path))
    with pytest.raises(UnsafePlace):
        stores.create(tmp_path / "store", passphrase)
    assert list(tmp_path.iterdir()) == []


def test_a_store_comes_to_lie_in_no_other_store_nor_through_a_link(stores, filled, tmp_path):
    backup = tmp_path / filled.back_up([tmp_path], "lead", 90).name
    filled.close()
    (tmp_path / "link").symlink_to(filled.folder)
    before = {path.name for path in filled.folder.iterdir()}
    for inside in (filled.folder / "new", filled.folder / "a" / "b", tmp_path / "link" / "new"):
        with pytest.raises(UnsafePlace, match="in-store"):
            stores.create(inside, PASSPHRASE)
        with pytest.raises(UnsafePlace, match="in-store"):
            stores.salvage(filled.folder, inside, PASSPHRASE)
        with pytest.raises(UnsafePlace, match="in-store"):
            stores.restore(backup, inside, PASSPHRASE)
    assert {path.name for path in filled.folder.iterdir()} == before
