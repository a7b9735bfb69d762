"""What can be done with the sheet that tries out window envelopes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mhlead.domain.changes import Changes
from mhlead.domain.records import SchoolProfile
from mhlead.services.envelopes import EnvelopePaper


@dataclass(frozen=True)
class EnvelopeWork:
    """What can be done with the sheet; every call runs beside the window's thread.

    Attributes:
        make: The sheet for the measures of a profile, kept or not.
        record_use: That it was "printed" or "saved" stands in the history.
    """

    make: Callable[[SchoolProfile], EnvelopePaper]
    record_use: Callable[[str], Changes]
