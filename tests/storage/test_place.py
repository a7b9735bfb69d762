from __future__ import annotations

import json
from pathlib import Path

import pytest

from mhlead.domain.errors import UnsafePlace
from mhlead.storage.place import (
    file_system_type,
    is_network_type,
    is_unc,
    refuse_unsafe_place,
    synced_folders,
)

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


def test_a_store_is_not_made_in_a_synced_folder(stores, tmp_path, monkeypatch, passphrase):
    monkeypatch.setenv("OneDrive", str(tmp_path))
    with pytest.raises(UnsafePlace):
        stores.create(tmp_path / "store", passphrase)
    assert list(tmp_path.iterdir()) == []
