"""Which keyrings are used at all, and one real one: a private gnome-keyring on a private bus."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backends import chainer, fail, null

from mhlead.domain.quick_unlock import QuickUnlockUnavailable
from mhlead.vault.os_keyring import OsKeyring, safe_backend


def backend(module: str, name: str, **more: Any) -> Any:
    """A keyring that says it is of that class."""
    made = type(name, (), {"__module__": module, "persist": "enterprise", **more})
    return made()


PLAIN = backend("keyrings.alt.file", "PlaintextKeyring")
SERVICE = backend("keyring.backends.SecretService", "Keyring")
WINDOWS = backend("keyring.backends.Windows", "WinVaultKeyring")


class Chain(chainer.ChainerBackend):
    """A chain of these keyrings."""

    def __init__(self, *backends: Any) -> None:
        self._own = list(backends)

    @property
    def backends(self) -> list[Any]:  # type: ignore[override]
        return self._own


Chain.__module__ = "keyring.backends.chainer"


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        (fail.Keyring(), "missing"),
        (null.Keyring(), "unsafe"),
        (PLAIN, "unsafe"),
        (backend("keyring.backends.SecretService", "Other"), "unsafe"),
        (backend("somebody.elses", "Keyring"), "unsafe"),
        (Chain(), "missing"),
        (Chain(fail.Keyring()), "missing"),
        (Chain(PLAIN, null.Keyring()), "unsafe"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_a_keyring_that_keeps_no_secret_is_not_used(
    monkeypatch: pytest.MonkeyPatch, chosen: Any, code: str
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: chosen)
    for ask in (safe_backend, OsKeyring().check):
        with pytest.raises(QuickUnlockUnavailable, match=code):
            ask()


def test_a_good_one_in_a_chain_is_used_itself_and_windows_keeps_to_this_computer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: Chain(PLAIN, SERVICE))
    assert safe_backend() is SERVICE
    monkeypatch.setattr(keyring, "get_keyring", lambda: WINDOWS)
    assert safe_backend() is WINDOWS
    assert WINDOWS.persist == "local machine"


def test_a_keyring_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, answer = threading.Event(), threading.Event()

    def wait(*_: object) -> None:
        asked.set()
        answer.wait(20)

    slow = backend("keyring.backends.SecretService", "Keyring", get_password=wait)
    monkeypatch.setattr(keyring, "get_keyring", lambda: slow)
    try:
        with pytest.raises(QuickUnlockUnavailable, match="slow"):
            OsKeyring(patience_s=0.01).kept("anything")
    finally:
        answer.set()
    assert asked.wait(20)
    for thread in threading.enumerate():
        if thread.name == "keyring":
            thread.join(20)


def test_what_drops_or_alters_a_secret_is_found_before_it_is_relied_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forgetful = backend(
        "keyring.backends.SecretService",
        "Keyring",
        set_password=lambda *_: None,
        get_password=lambda *_: None,
    )
    monkeypatch.setattr(keyring, "get_keyring", lambda: forgetful)
    with pytest.raises(QuickUnlockUnavailable, match="broken"):
        OsKeyring().check()


REAL = """
import base64, json, sys
from pathlib import Path
import secretstorage
from mhlead.domain.quick_unlock import QuickUnlockUnavailable
from mhlead.storage.stores import EncryptedStores
from mhlead.vault.os_keyring import OsKeyring, safe_backend
from mhlead.vault.passphrase import FLOOR_COST
from tests.storage.conftest import PASSPHRASE, TickingClock

place, told = Path(sys.argv[1]), {}
told["kind"] = type(safe_backend()).__module__
stores = EncryptedStores(TickingClock(), FLOOR_COST, OsKeyring(patience_s=20))
store = stores.create(place / "store", PASSPHRASE, holder="lead")
slot = store.ways.add_quick_way("lead")
secret = OsKeyring().kept(slot)
store.close()
store = stores.open_with_computer(place / "store")
told["opened"] = [store.holder, store.opened_by]
store.close()
files = [path.read_bytes() for path in Path.home().rglob("*") if path.is_file()]
told["files"] = len(files)
told["in clear"] = sum(secret in data or base64.b64encode(secret) in data for data in files)

def code():
    try:
        stores.open_with_computer(place / "store").close()
    except QuickUnlockUnavailable as error:
        return error.code
    return ""

bus = secretstorage.dbus_init()
secretstorage.get_default_collection(bus).lock()
told["locked"] = code()
store = stores.open(place / "store", PASSPHRASE)
told["passphrase"] = store.holder
store.ways.end_quick_way(slot, "lead")
told["ended"] = store.ways.quick_ways("lead") == ()
store.close()
told["gone"] = code()
print(json.dumps(told))
"""
SESSION = (
    'printf "test\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "$@"'
)


@pytest.mark.keyring
def test_a_real_keyring_opens_the_store_and_locked_or_empty_it_gives_way_to_the_passphrase(
    tmp_path: Path, checkout: Path
) -> None:
    for name in ("home", "runtime"):
        (tmp_path / name).mkdir(mode=0o700)
    environment = {
        **os.environ,
        "HOME": str(tmp_path / "home"),
        "XDG_RUNTIME_DIR": str(tmp_path / "runtime"),
        "XDG_DATA_HOME": str(tmp_path / "home" / "share"),
        "PYTHONPATH": str(checkout),
    }
    environment.pop("DBUS_SESSION_BUS_ADDRESS")
    command = ["dbus-run-session", "--", "sh", "-c", SESSION, "sh", sys.executable, "-c", REAL]
    said = subprocess.run(
        [*command, str(tmp_path)], capture_output=True, text=True, env=environment, check=False
    )
    assert said.returncode == 0, said.stderr
    told = json.loads(said.stdout.splitlines()[-1])
    assert told.pop("files") > 0
    assert told == {
        "kind": "keyring.backends.SecretService",
        "opened": ["lead", "computer"],
        "in clear": 0,
        "locked": "locked",
        "passphrase": "lead",
        "ended": True,
        "gone": "gone",
    }
