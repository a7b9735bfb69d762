"""What can be done with the papers for the data protection officer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mhlead.domain.changes import Changes
from mhlead.domain.data_protection import PackPaper
from mhlead.services.data_protection import Officer, ProtectionPaper


@dataclass(frozen=True)
class ProtectionWork:
    """What can be done with these papers; `make` and `record_use` run beside the window's thread.

    Attributes:
        make: The paper with what is known.
        record_use: That the paper was "printed" or "saved" stands in the history.
    """

    make: Callable[[PackPaper, Officer], ProtectionPaper]
    record_use: Callable[[PackPaper, str], Changes]
