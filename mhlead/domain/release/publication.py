"""What a reader sees and knows: every release ever published, and nothing of the pupils."""

from __future__ import annotations

from dataclasses import dataclass

from mhlead.domain.release.cells import Frame, Strata, Where


@dataclass(frozen=True)
class Shown:
    """One cell as it stands in a release.

    Attributes:
        low, high: What the reader may conclude from the number; both the same for a plain one,
            None for no bound.
        is_hidden: True where a symbol stands instead of a number; `low` and `high` are then what
            the symbol tells by itself.
    """

    where: Where
    low: int | None
    high: int | None
    is_hidden: bool = False


@dataclass(frozen=True)
class PublishedRelease:
    """One release as it was sent.

    Attributes:
        scopes: Dimensions of each of its tables.
    """

    strata: Strata
    scopes: tuple[tuple[int, ...], ...]
    cells: tuple[Shown, ...]


@dataclass(frozen=True)
class Known:
    """Something known from elsewhere: the count lies between these bounds."""

    where: Where
    strata: Strata
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Publication:
    """Everything a reader holds.

    Attributes:
        impossible: Cells that everybody knows to be nought.
    """

    frame: Frame
    releases: tuple[PublishedRelease, ...]
    impossible: tuple[Where, ...] = ()
    known: tuple[Known, ...] = ()
