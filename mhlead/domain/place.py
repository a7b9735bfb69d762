"""What is to be said about the place a store is to lie in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PlaceDoubt(StrEnum):
    """Why a place is refused, or not one to rely on."""

    SYNCED = "synced"
    NETWORK = "network"
    IN_STORE = "in-store"
    TEMPORARY_PROFILE = "temporary-profile"
    MANDATORY_PROFILE = "mandatory-profile"
    CONTAINER_PROFILE = "container-profile"
    MEMORY = "memory"


REFUSED = frozenset({PlaceDoubt.SYNCED, PlaceDoubt.NETWORK, PlaceDoubt.IN_STORE})
"""A store is never made there; elsewhere it is, once the person was told."""


@dataclass(frozen=True)
class PlaceJudged:
    """A place and what speaks against it.

    Attributes:
        doubt: Why, or None where nothing speaks against it.
        better: The path of one against which nothing speaks, or "" where none was found.
    """

    doubt: PlaceDoubt | None
    better: str = ""
