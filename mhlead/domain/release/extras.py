"""What a school may add to the fixed sets: always as one-way tables, and only from 40 pupils up.

The school ticks them before anything is counted, so that what is asked for tells nothing of what
came out; whether a number of them shows is for the protection and the attack to say.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import IntEnum

from mhlead.domain.release.dimensions import Dimension
from mhlead.domain.release.table_sets import SetSize, Stream, extra_dimensions


class Extra(IntEnum):
    """Something that may be added to a summary."""

    CIRCUMSTANCE = 0
    BROUGHT = 1
    UNMET = 2


_TABLES = {
    Extra.CIRCUMSTANCE: (Stream.DEMAND, Dimension.CIRCUMSTANCE),
    Extra.BROUGHT: (Stream.CONTACTS, Dimension.BROUGHT),
}
_STREAMS = {Stream.UNMET: Extra.UNMET}


def is_wanted(stream: Stream, extras: Collection[Extra]) -> bool:
    """Whether a summary with these extras counts a stream at all."""
    return stream not in _STREAMS or _STREAMS[stream] in extras


def dimensions_of(
    stream: Stream, size: SetSize, extras: Collection[Extra]
) -> tuple[Dimension, ...]:
    """The dimensions that get a table of their own in that set."""
    allowed = extra_dimensions(stream, size)
    wanted = {
        dimension for one, (of, dimension) in _TABLES.items() if one in extras and of is stream
    }
    return tuple(each for each in allowed if each in wanted)
