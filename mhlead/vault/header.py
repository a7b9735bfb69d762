"""The key header of a store as values and as canonical JSON; the format is for ever.

It is RFC 8785 JSON: one text for one meaning, so a MAC over the text is one over the meaning.
"""

from __future__ import annotations

import base64
import enum
import hashlib
import json
from dataclasses import dataclass
from typing import Any

import rfc8785

from mhlead.domain.errors import StoreDamaged, StoreTooNew
from mhlead.vault.data_key import DataKey, Label
from mhlead.vault.passphrase import Argon2Cost

MAGIC = "mhlead-keys"
FORMAT = 1
PAGE_BYTES = 4096
SALT_BYTES = 16
SEALED_BYTES = 80  # X25519 share 32, data key 32, Poly1305 tag 16
MOST_BYTES = 256 * 1024

Fields = dict[str, Any]


class SlotKind(enum.StrEnum):
    """How the secret of a slot is kept."""

    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a kind
    RECOVERY = "recovery"
    RECOVERY_PAIR = "recovery-pair"
    KEYRING = "os-keyring"


FIRST_KINDS = frozenset({SlotKind.PASSPHRASE, SlotKind.RECOVERY})
"""What the first reader of the format knows; with any other kind it must not go on."""
MANY_KINDS_READER = 2


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to the data key: a public key, and the data key sealed to it.

    Args:
        slot_id: A UUID.
        kind: How its secret is kept.
        user: Identifier of the staff user it belongs to, never a name: the header is not secret.
        label: What tells slots of one kind apart: of recovery the number of its set of sheets,
            and of a pair the two sheets as well, such as "3 AB".
        created_at: Instant in UTC, ISO 8601 to the second.
        salt: Sixteen bytes for the key derivation.
        cost: Argon2id cost of a passphrase slot, None for the others: their secrets are random.
        public: X25519 public key, 32 bytes.
        sealed: The data key by HPKE, 80 bytes; empty until sealed.
    """

    slot_id: str
    kind: SlotKind
    user: str
    label: str
    created_at: str
    salt: bytes
    cost: Argon2Cost | None
    public: bytes
    sealed: bytes = b""


@dataclass(frozen=True, slots=True)
class Header:
    """What lies beside the encrypted file so that it can be opened.

    Args:
        store_id: UUID of the store, for ever.
        generation: One more with every change; the highest valid copy wins.
        key_id: UUID of the data key.
        db_file: Name of the encrypted file in the same folder.
        salt: SQLCipher's salt, sixteen bytes.
        slots: The ways in.
        mac: HMAC-SHA256 over everything else under a key derived from the data key.
    """

    store_id: str
    generation: int
    key_id: str
    db_file: str
    salt: bytes
    slots: tuple[Slot, ...]
    mac: bytes = b""


def seal_info(header: Header, slot: Slot) -> bytes:
    """What a seal is bound to: the store, the key and the slot with its public key."""
    fields = _slot_fields(slot)
    bound = {name: fields[name] for name in ("id", "kind", "user", "kdf", "pub")}
    return rfc8785.dumps(
        {
            "magic": MAGIC,
            "format": FORMAT,
            "store_id": header.store_id,
            "key_id": header.key_id,
            "slot": bound,
        }
    )


def mac_input(header: Header) -> bytes:
    """The canonical text of everything but the MAC."""
    return rfc8785.dumps(_header_fields(header))


def is_made_by(fields: Fields, key: DataKey) -> bool:
    """Whether the holder of a data key wrote these checked fields, of whatever format they are."""
    try:
        mac = _bytes(fields["mac"])
        rest = {name: value for name, value in fields.items() if name != "mac"}
        return key.has_made(Label.HEADER_MAC, rfc8785.dumps(rest), mac)
    except (KeyError, TypeError, ValueError):
        return False


def to_bytes(header: Header) -> bytes:
    """The header file: canonical JSON with the MAC and a SHA-256 checksum against torn writes."""
    fields = {**_header_fields(header), "mac": _b64(header.mac)}
    return rfc8785.dumps({**fields, "checksum": _checksum(fields)})


def checked_fields(data: bytes) -> Fields:
    """The fields of a header file whose form and checksum hold, of whatever format it is.

    Raises:
        StoreDamaged: a cut or changed file.
    """
    try:
        if len(data) > MOST_BYTES:
            raise StoreDamaged("header")
        fields = json.loads(data)
        if not isinstance(fields, dict) or rfc8785.dumps(fields) != data:
            raise StoreDamaged("header")
        generation, checksum = fields["generation"], fields.pop("checksum")
    except (ValueError, KeyError, RecursionError):
        raise StoreDamaged("header") from None
    if type(generation) is not int or checksum != _checksum(fields):
        raise StoreDamaged("header")
    return fields


def from_fields(fields: Fields) -> Header:
    """The header of checked fields.

    Raises:
        StoreTooNew: written by a newer program.
        StoreDamaged: a field is missing, unknown or out of bounds.
    """
    try:
        if fields["magic"] != MAGIC:
            raise StoreDamaged("header")
        for name, known in (("min_reader", MANY_KINDS_READER), ("format", FORMAT)):
            if fields[name] > known:
                raise StoreTooNew(str(fields[name]), str(known))
        header = Header(
            store_id=fields["store_id"],
            generation=fields["generation"],
            key_id=fields["key_id"],
            db_file=fields["db_file"],
            salt=bytes.fromhex(fields["cipher"]["salt"]),
            slots=tuple(_slot(each) for each in fields["slots"]),
            mac=_bytes(fields["mac"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise StoreDamaged("header") from None
    is_whole = (
        {**_header_fields(header), "mac": _b64(header.mac)} == fields
        and len(header.salt) == SALT_BYTES
        and "/" not in header.db_file
        and "\\" not in header.db_file
    )
    if not is_whole:
        raise StoreDamaged("header")
    return header


def _header_fields(header: Header) -> Fields:
    return {
        "magic": MAGIC,
        "format": FORMAT,
        "min_reader": _min_reader(header),
        "store_id": header.store_id,
        "generation": header.generation,
        "key_id": header.key_id,
        "db_file": header.db_file,
        "cipher": {"name": "sqlcipher-4", "page_size": PAGE_BYTES, "salt": header.salt.hex()},
        "slots": [_slot_fields(slot) for slot in header.slots],
    }


def _min_reader(header: Header) -> int:
    kinds = {slot.kind for slot in header.slots}
    return FORMAT if kinds <= FIRST_KINDS else MANY_KINDS_READER


def _slot_fields(slot: Slot) -> Fields:
    kdf: Fields = {"alg": "hkdf-sha256", "salt": _b64(slot.salt)}
    if slot.cost is not None:
        kdf = {
            "alg": "argon2id",
            "v": 19,
            "m_kib": slot.cost.memory_kib,
            "t": slot.cost.passes,
            "p": slot.cost.lanes,
            "salt": _b64(slot.salt),
        }
    return {
        "id": slot.slot_id,
        "kind": slot.kind.value,
        "user": slot.user,
        "label": slot.label,
        "created_at": slot.created_at,
        "kdf": kdf,
        "pub": _b64(slot.public),
        "sealed": _b64(slot.sealed),
    }


def _slot(fields: Fields) -> Slot:
    kind, kdf = SlotKind(fields["kind"]), fields["kdf"]
    cost = Argon2Cost(kdf["m_kib"], kdf["t"], kdf["p"]) if kind is SlotKind.PASSPHRASE else None
    slot = Slot(
        slot_id=fields["id"],
        kind=kind,
        user=fields["user"],
        label=fields["label"],
        created_at=fields["created_at"],
        salt=_bytes(kdf["salt"]),
        cost=cost,
        public=_bytes(fields["pub"]),
        sealed=_bytes(fields["sealed"]),
    )
    if len(slot.sealed) != SEALED_BYTES or len(slot.salt) != SALT_BYTES:
        raise StoreDamaged("header")
    return slot


def _checksum(fields: Fields) -> str:
    return hashlib.sha256(rfc8785.dumps(fields)).hexdigest()


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
