"""What the settings of the ways into the store show, and what they can have done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from mhlead.domain.changes import Changes
from mhlead.domain.recovery import RecoveryKit, Rehearsals
from mhlead.services.keyholders import Keyholder


@dataclass(frozen=True)
class KeysNow:
    """The ways in as they are.

    Attributes:
        people: Who has a passphrase of their own.
        kit: The printed sheets that open the store, or None.
        rehearsals: When they were tried out, and are to be.
        computers: How many computers' keyrings open it for the one at work.
    """

    people: tuple[Keyholder, ...] = ()
    kit: RecoveryKit | None = None
    rehearsals: Rehearsals = field(default_factory=lambda: Rehearsals(None, None))
    computers: int = 0

    @property
    def is_set_up(self) -> bool:
        """Whether somebody gets in when the one person who can is not there."""
        return self.kit is not None or len(self.people) > 1


@dataclass(frozen=True)
class KeyWork:
    """What can be done; every call but `wrong_groups` runs beside the window's thread.

    Attributes:
        add: A member of staff gets the passphrase they typed.
        change: The old passphrase gives way to the new one.
        remove: A member of staff no longer unlocks; the store goes on under a new key.
        let_computer: This computer's keyring unlocks for the one at work; the slot's identifier.
        end_computers: No computer's keyring unlocks for the one at work any more.
        make_sheets: The PDF of each new sheet, for these holders or for the one that opens alone.
        confirm_sheets: The new sheets count, each typed back.
        rehearse: The sheets that count were brought and typed in; name of the backup they open.
        wrong_groups: Groups of a key that don't check as typed so far; quick, on any thread.
    """

    add: Callable[[str, str], Changes]
    change: Callable[[str, str], Changes]
    remove: Callable[[str], Changes]
    let_computer: Callable[[], tuple[str, Changes]]
    end_computers: Callable[[], Changes]
    make_sheets: Callable[[Sequence[str]], list[bytes]]
    confirm_sheets: Callable[[Sequence[str]], Changes]
    rehearse: Callable[[Sequence[str]], tuple[str, Changes]]
    wrong_groups: Callable[[str], tuple[int, ...]]
