"""The operating system's keyring: only kinds that really keep a secret, and never on the main path.

The library is loaded when it is first used. A desktop may ask the person to open their keyring, or
never answer; so each call waits on a thread of its own and is given up after a time.
"""

from __future__ import annotations

import base64
import binascii
import secrets
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

from mhlead.domain.quick_unlock import QuickUnlockUnavailable

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

SERVICE = "mhlead"
PATIENCE_S = 60.0
"""How long a person may take to open their keyring when the desktop asks for its password."""
ALLOWED: dict[str, frozenset[str]] = {
    "keyring.backends.Windows": frozenset({"WinVaultKeyring"}),
    "keyring.backends.macOS": frozenset({"Keyring"}),
    "keyring.backends.SecretService": frozenset({"Keyring"}),
    "keyring.backends.libsecret": frozenset({"Keyring"}),
    "keyring.backends.kwallet": frozenset(
        {"DBusKeyring", "DBusKeyringKWallet5", "DBusKeyringKWallet4"}
    ),
}
"""Others keep secrets in plain text, drop them, or are not known to us."""
_WINDOWS, _CHAINER = "keyring.backends.Windows", "keyring.backends.chainer"
_ABSENT = frozenset({"keyring.backends.fail"})


class OsKeyring:
    """What this computer's keyring keeps for this program.

    Args:
        patience_s: Seconds until a call that does not come back is given up.
    """

    def __init__(self, patience_s: float = PATIENCE_S) -> None:
        self._patience_s = patience_s

    def check(self) -> None:
        """Returns where a secret can be written, read back and taken away again.

        Raises:
            QuickUnlockUnavailable: it can't.
        """
        name, secret = f"check-{secrets.token_hex(8)}", secrets.token_bytes(16)
        self.keep(name, secret)
        try:
            if self.kept(name) != secret:
                raise QuickUnlockUnavailable("broken")
        finally:
            self.forget(name)

    def keep(self, name: str, secret: bytes) -> None:
        """The keyring keeps the secret under the name.

        Raises:
            QuickUnlockUnavailable: it does not.
        """
        text = base64.b64encode(secret).decode("ascii")
        self._asked(lambda backend: backend.set_password(SERVICE, name, text))

    def kept(self, name: str) -> bytes | None:
        """The secret under the name, or None.

        Raises:
            QuickUnlockUnavailable: the keyring can't be read.
        """
        text = self._asked(lambda backend: backend.get_password(SERVICE, name))
        try:
            return None if text is None else base64.b64decode(text, validate=True)
        except binascii.Error:
            return None

    def forget(self, name: str) -> None:
        """Nothing is kept under the name.

        Raises:
            QuickUnlockUnavailable: the keyring can't be written.
        """

        def delete(backend: KeyringBackend) -> None:
            if backend.get_password(SERVICE, name) is not None:
                backend.delete_password(SERVICE, name)

        self._asked(delete)

    def _asked(self, work: Callable[[KeyringBackend], T]) -> T:
        found: list[T] = []
        faults: list[BaseException] = []

        def ask() -> None:
            try:
                found.append(work(safe_backend()))
            except BaseException as fault:
                faults.append(fault)

        thread = threading.Thread(target=ask, name="keyring", daemon=True)
        thread.start()
        thread.join(self._patience_s)
        if found:
            return found[0]
        raise _told(faults[0]) if faults else QuickUnlockUnavailable("slow")


def safe_backend() -> KeyringBackend:
    """The keyring of this computer, of a kind that keeps secrets encrypted and on this computer.

    Raises:
        QuickUnlockUnavailable: there is none ("missing"), or only an unsafe one ("unsafe").
    """
    import keyring  # loads slowly, and starting the program needs none of it

    chosen: Any = keyring.get_keyring()
    is_chain = type(chosen).__module__ == _CHAINER
    offered: list[Any] = list(chosen.backends) if is_chain else [chosen]
    for backend in offered:
        kind = type(backend)
        if kind.__qualname__ in ALLOWED.get(kind.__module__, ()):
            if kind.__module__ == _WINDOWS:
                backend.persist = "local machine"  # the default roams with the profile
            return cast("KeyringBackend", backend)
    absent = all(type(backend).__module__ in _ABSENT for backend in offered)
    raise QuickUnlockUnavailable("missing" if absent else "unsafe")


def _told(fault: BaseException) -> QuickUnlockUnavailable:
    """Our error for one of the library's; its text may hold an account's name, so it is dropped."""
    from keyring.errors import InitError, KeyringLocked, NoKeyringError

    if isinstance(fault, QuickUnlockUnavailable):
        return fault
    if isinstance(fault, NoKeyringError):
        return QuickUnlockUnavailable("missing")
    if isinstance(fault, InitError | KeyringLocked):
        return QuickUnlockUnavailable("locked")
    return QuickUnlockUnavailable("broken")
