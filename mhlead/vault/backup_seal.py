"""The parts of a backup that are sealed, and its first lines, which are not.

In clear are only the format, the store's number and the key header. The manifest and the history
are sealed under keys derived from the data key and bound to the header and to their place.
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from dataclasses import dataclass

import rfc8785
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from mhlead.domain.backup import BackupRefused
from mhlead.domain.errors import StoreDamaged
from mhlead.vault.data_key import DataKey, Label
from mhlead.vault.header import Header, checked_fields, from_fields, to_bytes

FORMAT = "mhlead-backup/1"
LONGEST_LINE_BYTES = 1024 * 1024
_FAMILY = FORMAT.partition("/")[0]
_BEGINNING = f'{{"format":"{FORMAT}","manifest":"'.encode()
_NONCE_BYTES = 12


@dataclass(frozen=True)
class Preamble:
    """The two lines a backup begins with.

    Args:
        header: The key header of the store; its MAC is checked on unlocking.
        manifest: What the backup says of itself, sealed.
    """

    header: Header
    manifest: bytes

    def to_bytes(self) -> bytes:
        """The lines as they stand in the file."""
        first = {
            "format": FORMAT,
            "store_id": self.header.store_id,
            "manifest": base64.b64encode(self.manifest).decode("ascii"),
        }
        return rfc8785.dumps(first) + b"\n" + to_bytes(self.header) + b"\n"


def read_preamble(first: bytes, second: bytes) -> Preamble:
    """The preamble of a backup's first two lines, each with its line end.

    Raises:
        BackupRefused: "not-a-backup", "newer", "damaged", "empty", or "cut" where it was not copied
            to its end.
    """
    _refuse_part(first, second)
    try:
        fields = json.loads(first)
        if not isinstance(fields, dict):
            raise BackupRefused("not-a-backup")
        family, _, version = str(fields.get("format")).partition("/")
    except (ValueError, RecursionError):
        is_ours = first.startswith(_BEGINNING)
        raise BackupRefused("damaged" if is_ours else "not-a-backup") from None
    if family != _FAMILY:
        raise BackupRefused("not-a-backup")
    if version.isdecimal() and version.lstrip("0") not in {"", "1"}:
        raise BackupRefused("newer")
    try:
        header = from_fields(checked_fields(second.removesuffix(b"\n")))
        preamble = Preamble(header, base64.b64decode(fields["manifest"], validate=True))
    except (StoreDamaged, KeyError, TypeError, binascii.Error, ValueError):
        raise BackupRefused("damaged") from None
    if preamble.to_bytes() != first + second:
        raise BackupRefused("damaged")
    return preamble


def _refuse_part(first: bytes, second: bytes) -> None:
    """Lines of a file that is still being copied, or was not to its end, are told as that."""
    if not first.strip(b"\0"):
        raise BackupRefused("empty")
    if not second.endswith(b"\n") and first.startswith(_BEGINNING[: len(first)]):
        raise BackupRefused("cut")


def sealed_part(key: DataKey, header: Header, part: str, data: bytes) -> bytes:
    """The data so that only the store's key opens it, and only as this part of this backup."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    cipher = ChaCha20Poly1305(key.derived(Label.BACKUP_MANIFEST))
    return nonce + cipher.encrypt(nonce, data, _bound_to(header, part))


def opened_part(key: DataKey, header: Header, part: str, sealed: bytes) -> bytes:
    """What was sealed as this part.

    Raises:
        BackupRefused: it was changed, or belongs elsewhere ("damaged").
    """
    cipher = ChaCha20Poly1305(key.derived(Label.BACKUP_MANIFEST))
    try:
        return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _bound_to(header, part))
    except (InvalidTag, ValueError):
        raise BackupRefused("damaged") from None


def _bound_to(header: Header, part: str) -> bytes:
    return b"\n".join((FORMAT.encode(), part.encode(), to_bytes(header)))
