"""From what a person types to the secret of a passphrase slot, and how strong it is."""

from __future__ import annotations

from dataclasses import dataclass

from argon2.low_level import ARGON2_VERSION, Type, hash_secret_raw

from mhlead.domain.errors import PassphraseTooWeak, StoreDamaged
from mhlead.domain.passphrase import MINIMUM_GUESSES_LOG10, Strength, meets_floor, normalised

SALT_BYTES = 16
SECRET_BYTES = 32
ZXCVBN_CHARACTERS = 72  # it refuses more; the rest of a longer passphrase can only make it stronger
MIB_KIB = 1024
_OF_THIS_WORK = (
    *("mhlead", "school", "academy", "college", "pupil", "pupils", "mental", "health", "lead"),
    *("deputy", "head", "camhs", "safeguarding", "referral", "referrals", "password", "passphrase"),
)
"""What an attacker who knows what the store is for would try first."""


@dataclass(frozen=True, slots=True)
class Argon2Cost:
    """What one guess costs with Argon2id: memory in KiB, passes and lanes.

    Below the floor a header could make guessing cheap, above the ceiling it could hang the machine.

    Raises:
        StoreDamaged: the cost is outside floor and ceiling.

    Source: floor 19 MiB, 2 passes, 1 lane: OWASP Password Storage Cheat Sheet; default 64 MiB,
    3 passes, 4 lanes: the second recommended option of RFC 9106, section 4.
    """

    memory_kib: int = 64 * MIB_KIB
    passes: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        is_within = (
            19 * MIB_KIB <= self.memory_kib <= 2048 * MIB_KIB
            and 2 <= self.passes <= 20
            and 1 <= self.lanes <= 16
        )
        if not is_within:
            raise StoreDamaged("header")


DEFAULT_COST = Argon2Cost()
FLOOR_COST = Argon2Cost(19 * MIB_KIB, 2, 1)


def strength(typed: str, about_the_user: tuple[str, ...] = ()) -> Strength:
    """How strong a passphrase is.

    Args:
        typed: As it was typed; it is compared in its NFKC form.
        about_the_user: Names and words an attacker would try first, such as the school's name.
    """
    if not typed:
        return Strength(0, is_enough=False, guesses_log10=0.0)
    from zxcvbn import zxcvbn  # its word lists load slowly, and unlocking needs none of them

    tried_first = [*_OF_THIS_WORK, *about_the_user]
    found = zxcvbn(normalised(typed)[:ZXCVBN_CHARACTERS], user_inputs=tried_first)
    guesses = float(found["guesses_log10"])
    is_enough = meets_floor(typed) and guesses >= MINIMUM_GUESSES_LOG10
    return Strength(int(found["score"]), is_enough, guesses)


def refuse_weak(typed: str) -> None:
    """Let only a passphrase pass that is strong enough for children's records.

    Raises:
        PassphraseTooWeak: it is too short or too easily guessed.
    """
    if not strength(typed).is_enough:
        raise PassphraseTooWeak


def slot_secret(typed: str, salt: bytes, cost: Argon2Cost) -> bytes:
    """The 32 bytes that a passphrase slot's private key is made of (Argon2id, version 19)."""
    return hash_secret_raw(
        normalised(typed).encode(),
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=SECRET_BYTES,
        type=Type.ID,
        version=ARGON2_VERSION,
    )
