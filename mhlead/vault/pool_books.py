"""A school's pool book on the disk: sealed by its passphrase, and held by one program at a time."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import rfc8785
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from filelock import FileLock, Timeout

from mhlead.domain.errors import FileUnreadable, StoreDamaged
from mhlead.domain.pool_refusal import PoolRefused
from mhlead.plain_files import open_plain
from mhlead.vault.disk import disk_fault, disk_faults, replace_whole
from mhlead.vault.passphrase import DEFAULT_COST, SALT_BYTES, Argon2Cost, refuse_weak, slot_secret

FORMAT = "mhlead-pool-book/1"
LARGEST_BYTES = 8_000_000
_NONCE_BYTES = 12
_FIELDS = {"format", "m_kib", "t", "p", "salt", "nonce", "box"}


class PoolBooks:
    """Pool books, as `PoolBooks` of the services.

    Args:
        cost: What one guess at the passphrase costs, for books written from now on.
    """

    def __init__(self, cost: Argon2Cost = DEFAULT_COST) -> None:
        self._cost = cost

    @contextmanager
    def held(self, path: Path) -> Iterator[None]:
        """Nobody else reads or writes the book until the block ends; else two answers might go out.

        Raises:
            PoolRefused: another program has it ("book-in-use").
            StoreReadOnly: the folder can't be written to.
        """
        lock = FileLock(path.with_name(path.name + ".lock"), fallback_to_soft=False)
        try:
            lock.acquire(blocking=False)
        except Timeout:
            raise PoolRefused("book-in-use") from None
        except OSError as error:
            raise disk_fault(error) from None
        try:
            yield
        finally:
            lock.release()

    def read(self, path: Path, passphrase: str) -> bytes | None:
        """What the book holds; None where there is none yet.

        Raises:
            FileUnreadable: it can't be read.
            PoolRefused: it is no pool book, or too large ("not-book"), or it was changed or the
                passphrase is another ("book-passphrase").
        """
        try:
            with open_plain(path) as source:
                raw = source.read(LARGEST_BYTES + 1)
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            raise FileUnreadable from None
        return self._opened(raw, passphrase)

    def _opened(self, raw: bytes, passphrase: str) -> bytes:
        try:
            if len(raw) > LARGEST_BYTES:
                raise PoolRefused("not-book")
            fields = json.loads(raw)
            if not isinstance(fields, dict) or set(fields) != _FIELDS or fields["format"] != FORMAT:
                raise PoolRefused("not-book")
            box = bytes.fromhex(fields.pop("box"))
            cost = Argon2Cost(fields["m_kib"], fields["t"], fields["p"])
            key = slot_secret(passphrase, bytes.fromhex(fields["salt"]), cost)
            nonce = bytes.fromhex(fields["nonce"])
            return ChaCha20Poly1305(key).decrypt(nonce, box, rfc8785.dumps(fields))
        except InvalidTag:
            raise PoolRefused("book-passphrase") from None
        except (ValueError, TypeError, RecursionError, StoreDamaged):
            raise PoolRefused("not-book") from None

    def write(self, path: Path, passphrase: str, data: bytes) -> None:
        """The book holds this, on the disk; after a crash it is the old book or the new.

        Raises:
            PassphraseTooWeak: too short or too easily guessed.
            NoSpace, StoreReadOnly: the old book is untouched.
        """
        refuse_weak(passphrase)
        salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
        fields: dict[str, str | int] = {
            "format": FORMAT,
            "m_kib": self._cost.memory_kib,
            "t": self._cost.passes,
            "p": self._cost.lanes,
            "salt": salt.hex(),
            "nonce": nonce.hex(),
        }
        key = slot_secret(passphrase, salt, self._cost)
        box = ChaCha20Poly1305(key).encrypt(nonce, data, rfc8785.dumps(fields))
        with disk_faults():
            replace_whole(path, rfc8785.dumps({**fields, "box": box.hex()}))
