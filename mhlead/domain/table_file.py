"""A neutral file of tables as it was read: the coded task, and what its codes are called."""

from __future__ import annotations

from dataclasses import dataclass

from mhlead.domain.release import Attacker, Demand, Publication, Task


@dataclass(frozen=True)
class TableFile:
    """A release to protect.

    Attributes:
        dimensions: Names by number.
        categories: Names by dimension and number.
        digest: SHA-256 of the file, in hexadecimal.
    """

    task: Task
    dimensions: tuple[str, ...]
    categories: tuple[tuple[str, ...], ...]
    digest: str


@dataclass(frozen=True)
class PublicationFile:
    """What a reader sees, and what is asked about it.

    Attributes:
        labels: What each demand is called.
        attacker_labels: What each attacker is called.
    """

    publication: Publication
    demands: tuple[Demand, ...]
    attackers: tuple[Attacker, ...]
    labels: tuple[str, ...]
    attacker_labels: tuple[str, ...]
