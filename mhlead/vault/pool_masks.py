"""Masks that cancel in a sum: the pooler of an area learns its totals, and of one school nothing.

After Bonawitz and others, Practical Secure Aggregation (CCS 2017), by files instead of messages:
double masks, without secret sharing, and with a finish that is masked too.

**The algebra.** All sums are modulo 2^64, cell by cell. R are the schools of the roster, x(u) is
the vector of counts of school u, s(u,v) is +1 where u's code sorts before v's and -1 otherwise.

    P(u,v) = P(v,u)  keystream from the X25519 secret of u and v, bound to the roster
    B(u)             keystream from a secret of u's own, bound to the roster
    Q(u,v) = Q(v,u)  as P, bound to the finish request as well

    contribution  Y(u) = x(u) + B(u) + sum over v in R:           s(u,v) P(u,v)
    request       names A, the schools whose contributions came; M = R without A
    finish        F(u) = B(u) + sum over m in M: s(u,m) P(u,m) + sum over v in A: s(u,v) Q(u,v)
    total         sum over A of Y(u) - F(u)  =  sum over A of x(u),

since within A each P(u,v) and each Q(u,v) stands once with + and once with -, and B(u) and the
P(u,m) stand in Y and in F alike.

**Why two masks.** With the pairwise ones alone a contribution that comes late could be opened: for
the total of the others the pooler is given just the masks it is under. B(m) is then still on it,
and only m can take it off.

**Why the finish is masked too.** A pooler might name other schools to each school and put answers
together that were never meant for one sum. Bonawitz and others add a round in which all sign the
same list. Here Q is bound to the request, which names each contribution by its digest: answers to
different requests don't cancel, so nothing but noise comes of them.

**Every vector is uniform by itself.** P, Q and B are keystreams of ChaCha20 under keys by
HKDF-SHA256 that are used once; who lacks those can't tell them from random numbers. Y(u) is x(u)
and others plus B(u), so it is uniform whatever x(u) is; F(u) is so by any one Q(u,v), and so is
their difference by P(u,v). Of all files together, the pooler learns the sum over A and what
follows from it.

**What is protected, and what not.**

- A pooler that keeps to the rules, or only reads what it gets: learns the total of A alone.
- A pooler that lies about who is missing: each school answers one request of a round and refuses
  any other, and answers none that names not more than half of the roster. So one list alone can be
  opened, and it is never a school's alone. Rounds over the same pupils are held against each other:
  see `mhlead.domain.pool_book.smallest_part`.
- k schools that tell the pooler everything they have: it learns the total of the other schools of
  A. With k of them at least half the roster less k stay together; where one school is left, that
  is its counts. With the least number of three, a pooler and one school don't know a third.
- A pooler that invents schools, or puts its own keys in the place of theirs: this is what the
  fingerprint of the roster is compared for, by telephone, with two schools one knows. Each has
  found its own key in the roster; so their masks hold, and each of the three hides in their sum.
- A school whose contribution is late is not counted, and stays masked.
- A school that contributes and does not finish makes the round void: nothing can be opened, not
  even the total. Secret sharing would mend this at the price of two more exchanges of files between
  people; a new round with new keys is simpler. If that school is left out of it, two others have
  to be too, or the difference of both rounds might be that school's.
- A school that gives wrong counts spoils the total, and nothing here can tell. A file that was
  altered, left out, repeated, or taken from another round is told by its signature, its school
  and the digest it is bound to; masks that don't cancel are told by totals that no area can have.
- Whoever holds a school's pool book and its passphrase, and a copy of it from before an answer,
  can answer twice.
"""

from __future__ import annotations

import secrets
import struct
from collections.abc import Callable, Iterable, Sequence

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from mhlead.domain.pool_refusal import PoolRefused
from mhlead.domain.pooling import (
    MOST_COUNTED,
    Contribution,
    FinishAnswer,
    FinishRequest,
    KeyCard,
    Masked,
    Roster,
    message_of,
)

SECRET_BYTES = 32
MODULUS = 1 << 64
_CELL_BYTES = 8
_NONCE = bytes(16)  # each key makes one keystream
_AGREE, _SIGN = b"mhlead-pool/1/agree", b"mhlead-pool/1/sign"
_SELF, _PAIR, _FINISH = b"mhlead-pool/1/self", b"mhlead-pool/1/pair", b"mhlead-pool/1/finish"

Vector = tuple[int, ...]


class PoolMasks:
    """The masks of the schools, as `PoolMasks` of the services.

    Args:
        random: Gives that many random bytes.
    """

    def __init__(self, random: Callable[[int], bytes] = secrets.token_bytes) -> None:
        self._random = random

    def new_secret(self) -> bytes:
        """Thirty-two random bytes that a school's keys and masks of one round are made of."""
        return self._random(SECRET_BYTES)

    def card(self, secret: bytes, round_id: str, school: str) -> KeyCard:
        """The school's public keys for the round, signed."""
        agree, sign = _agree_key(secret), _sign_key(secret)
        card = KeyCard(
            round_id,
            school,
            agree.public_key().public_bytes_raw(),
            sign.public_key().public_bytes_raw(),
        )
        return KeyCard(
            round_id, school, card.agree, card.sign, signature=sign.sign(message_of(card))
        )

    def is_signed(self, value: KeyCard | Contribution | FinishAnswer, card: KeyCard) -> bool:
        """Whether the owner of the card signed it."""
        try:
            Ed25519PublicKey.from_public_bytes(card.sign).verify(value.signature, message_of(value))
        except (InvalidSignature, ValueError):
            return False
        return True

    def contribution(
        self, secret: bytes, roster: Roster, school: str, counts: Sequence[int]
    ) -> Contribution:
        """The counts under the school's masks; the same counts always give the same file.

        Raises:
            PoolRefused: not the roster's number of counts ("other-layout"), one is negative or
                larger than a school can have ("count"), or a key in the roster is none ("bad-key").
        """
        if len(counts) != len(roster.layout.cells):
            raise PoolRefused("other-layout", school)
        if not all(type(count) is int and 0 <= count <= MOST_COUNTED for count in counts):
            raise PoolRefused("count", school)
        size, salt = len(counts), bytes.fromhex(roster.digest)
        others = [other for other in roster.by_school if other != school]
        plus, minus = _pairwise(secret, roster, school, others, _PAIR, salt, size)
        own = _keystream(_derived(secret, _SELF, salt), size)
        masked = _packed(_sum([tuple(counts), own, *plus], minus))
        made = Contribution(roster.round_id, school, roster.digest, masked)
        signature = _sign_key(secret).sign(message_of(made))
        return Contribution(roster.round_id, school, roster.digest, masked, signature)

    def answer(
        self, secret: bytes, roster: Roster, school: str, request: FinishRequest
    ) -> FinishAnswer:
        """What of the school's masks does not cancel by itself, under masks that do.

        Raises:
            PoolRefused: a key in the roster is none ("bad-key").
        """
        size, salt = len(roster.layout.cells), bytes.fromhex(roster.digest)
        here = set(request.schools)
        missing = [other for other in roster.by_school if other not in here]
        present = [other for other in request.schools if other != school]
        bound = salt + bytes.fromhex(request.digest)
        plus, minus = _pairwise(secret, roster, school, missing, _PAIR, salt, size)
        more, less = _pairwise(secret, roster, school, present, _FINISH, bound, size)
        own = _keystream(_derived(secret, _SELF, salt), size)
        masked = _packed(_sum([own, *plus, *more], [*minus, *less]))
        made = FinishAnswer(roster.round_id, school, request.digest, masked)
        signature = _sign_key(secret).sign(message_of(made))
        return FinishAnswer(roster.round_id, school, request.digest, masked, signature)

    def total(
        self, contributions: Iterable[Contribution], answers: Iterable[FinishAnswer]
    ) -> Vector:
        """The sum of the counts, where everybody named in the request contributed and answered.

        Otherwise, numbers of up to 2^64 that tell nothing.
        """
        return _sum([unpacked(one) for one in contributions], [unpacked(one) for one in answers])


def unpacked(value: Masked) -> Vector:
    """The numbers of a masked vector."""
    return struct.unpack(f"<{len(value.masked) // _CELL_BYTES}Q", value.masked)


def _packed(vector: Vector) -> bytes:
    return struct.pack(f"<{len(vector)}Q", *vector)


def _sum(plus: Sequence[Vector], minus: Sequence[Vector]) -> Vector:
    added = list(map(sum, zip(*plus, strict=True)))
    taken = map(sum, zip(*minus, strict=True)) if minus else [0] * len(added)
    return tuple((a - b) % MODULUS for a, b in zip(added, taken, strict=True))


def _pairwise(
    secret: bytes,
    roster: Roster,
    school: str,
    others: Iterable[str],
    label: bytes,
    salt: bytes,
    size: int,
) -> tuple[list[Vector], list[Vector]]:
    """The masks that the school adds, and those it takes away."""
    agree = _agree_key(secret)
    plus: list[Vector] = []
    minus: list[Vector] = []
    for other in others:
        first, second = sorted((school, other))
        try:
            common = agree.exchange(X25519PublicKey.from_public_bytes(roster.card(other).agree))
        except ValueError:  # a point of small order gives a secret that everybody knows
            raise PoolRefused("bad-key", other) from None
        names = f"{roster.round_id}\0{first}\0{second}".encode()
        mask = _keystream(_derived(common, label + b"\0" + names, salt), size)
        (plus if school == first else minus).append(mask)
    return plus, minus


def _keystream(key: bytes, size: int) -> Vector:
    stream = Cipher(ChaCha20(key, _NONCE), mode=None).encryptor()
    return struct.unpack(f"<{size}Q", stream.update(bytes(size * _CELL_BYTES)))


def _derived(secret: bytes, info: bytes, salt: bytes | None = None) -> bytes:
    return HKDF(SHA256(), SECRET_BYTES, salt=salt, info=info).derive(secret)


def _agree_key(secret: bytes) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(_derived(secret, _AGREE))


def _sign_key(secret: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(_derived(secret, _SIGN))
