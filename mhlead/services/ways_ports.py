"""What the services need of the ways into an open store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from mhlead.domain.recovery import RecoveryKit


class WaysIn(Protocol):
    """People's passphrases, this computer's keyring and printed sheets.

    Every change leaves its line in the history, also where the program ends in the middle of it.
    """

    def people(self) -> tuple[str, ...]:
        """Members of staff with a passphrase of their own, in the order they got it."""
        ...

    def check_passphrase(self, passphrase: str, user: str = "") -> bool:
        """Whether this is a passphrase that opens the store, and is that person's where named."""
        ...

    def change_passphrase(self, old: str, new: str, by: str) -> None:
        """The new passphrase opens the store and the old one no longer does.

        Raises:
            WrongPassphrase: `old` does not open it, or is somebody else's than `by`'s.
            PassphraseTooWeak: `new` is under the floor.
            NotAllowed: it opens the store already ("passphrase-in-use").
        """
        ...

    def set_passphrase(self, user: str, new: str, by: str) -> None:
        """The member of staff has this one passphrase; what they had before ends.

        Raises:
            PassphraseTooWeak: it is under the floor.
            NotAllowed: it opens the store already ("passphrase-in-use").
        """
        ...

    def remove_person(
        self, user: str, by: str, step: Callable[[str], None] = lambda _: None
    ) -> None:
        """The member of staff can't open the store any more: it goes on under a new key.

        Raises:
            NotFound: they have no way in.
            NotAllowed: it is the only passphrase ("last-slot").
            NoSpace, StoreDamaged: the store is as it was.
        """
        ...

    def quick_ways(self, user: str) -> tuple[str, ...]:
        """Identifiers of the member of staff's slots whose secret a computer's keyring keeps."""
        ...

    def add_quick_way(self, user: str) -> str:
        """This computer's keyring opens the store for the member of staff; the slot's identifier.

        Raises:
            QuickUnlockUnavailable: the keyring is missing, locked or unsafe; nothing was changed.
        """
        ...

    def end_quick_way(self, slot_id: str, by: str) -> None:
        """The slot no longer opens the store, whether or not its keyring can be reached.

        Raises:
            NotFound: there is no such slot.
        """
        ...

    def recovery(self) -> RecoveryKit | None:
        """The set of sheets that opens the store, or None."""
        ...

    def next_set_number(self) -> int:
        """The number of the set that is made next."""
        ...

    def make_recovery_keys(self, sheets: int = 1) -> tuple[str, ...]:
        """New keys for one sheet, or for three of which any two open the store.

        They count once `confirm_recovery_keys` was given them; until then an earlier set works.
        """
        ...

    def confirm_recovery_keys(self, typed: Sequence[str], by: str) -> None:
        """Keeps the keys that were made last, since each was typed back right; earlier ones end.

        Raises:
            RecoveryKeyMistyped: a group's check symbol is wrong; the group is named.
            WrongRecoveryKey: one is well formed and not the key that was made.
        """
        ...

    def rehearse(self, typed: Sequence[str], backup: Path | None = None) -> bool:
        """Returns where the sheets open the key file on the disk, and its key the encrypted file.

        No record is read.

        Args:
            typed: What stands on the sheets.
            backup: A backup that they are to open too.

        Returns:
            Whether they open the backup; False for one made before these sheets.

        Raises:
            BackupRefused, FileUnreadable: the backup is damaged.
            RecoveryKeyMistyped, WrongRecoveryKey, NotAllowed: they don't.
            StoreDamaged: the file is not under the key that they give.
        """
        ...
