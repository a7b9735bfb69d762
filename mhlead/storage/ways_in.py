"""The ways into an open store: people's passphrases, this computer's keyring, printed sheets."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from mhlead.domain.errors import (
    NotAllowed,
    NotFound,
    WrongPassphrase,
    WrongRecoveryKey,
)
from mhlead.domain.quick_unlock import QuickUnlockUnavailable
from mhlead.domain.recovery import RecoveryKit
from mhlead.storage.backup_file import BackupReader
from mhlead.storage.connection import Keyed, close, connect
from mhlead.storage.faults import storage_faults
from mhlead.storage.open_file import OpenFile
from mhlead.storage.rotation import rotate
from mhlead.storage.whole_copy import is_with_another
from mhlead.vault.header import SlotKind
from mhlead.vault.header_files import load_header
from mhlead.vault.keyring_slots import new_keyring_secret, with_keyring
from mhlead.vault.keys import unlock, with_passphrase, without_slot
from mhlead.vault.os_keyring import OsKeyring
from mhlead.vault.passphrase import Argon2Cost, refuse_weak
from mhlead.vault.recovery import new_recovery_sheets, secret_of
from mhlead.vault.recovery_slots import RECOVERY_KINDS, kit_of, unlock_by_recovery, with_recovery


class WaysIn:
    """Adds, changes and ends ways into the store; each leaves its line in the history.

    Args:
        file: The open store.
        cost: What a guess at a new passphrase shall cost.
        keyring: This computer's keyring.
        copy_id: What tells this copy of the store from every other one.
    """

    def __init__(
        self, file: OpenFile, cost: Argon2Cost, keyring: OsKeyring, copy_id: str = ""
    ) -> None:
        self._file, self._cost, self._keyring = file, cost, keyring
        self._copy_id = copy_id
        self._offered: tuple[str, ...] = ()

    # people -------------------------------------------------------------------------------

    def people(self) -> tuple[str, ...]:
        """Members of staff with a passphrase of their own, in the order they got it."""
        slots = self._file.header.slots
        return tuple(dict.fromkeys(s.user for s in slots if s.kind is SlotKind.PASSPHRASE))

    def check_passphrase(self, passphrase: str, user: str = "") -> bool:
        """Whether this is a passphrase that opens the store, and is that person's where named."""
        found = self._slot_opened(passphrase)
        return found is not None and user in {"", found[1]}

    def change_passphrase(self, old: str, new: str, by: str) -> None:
        """The new passphrase opens the store and the old one no longer does.

        Raises:
            WrongPassphrase: `old` does not open it, or is somebody else's than `by`'s.
            PassphraseTooWeak: `new` is under the floor.
            NotAllowed: it opens the store already ("passphrase-in-use"), or another copy has the
                right to write ("keys-elsewhere").
        """
        self._file.refuse_closed()
        slot = self._slot_opened(old)
        if slot is None or slot[1] not in {by, ""}:
            raise WrongPassphrase
        self._set_passphrase(slot[1], new, by, instead_of=(slot[0],))

    def set_passphrase(self, user: str, new: str, by: str) -> None:
        """The member of staff has this one passphrase; what they had before ends.

        Raises:
            PassphraseTooWeak: it is under the floor.
            NotAllowed: it opens the store already ("passphrase-in-use"), or another copy has the
                right to write ("keys-elsewhere").
        """
        self._file.refuse_closed()
        slots = self._file.header.slots
        theirs = [s.slot_id for s in slots if s.kind is SlotKind.PASSPHRASE and s.user == user]
        self._set_passphrase(user, new, by, instead_of=tuple(theirs))

    def _set_passphrase(self, user: str, new: str, by: str, instead_of: tuple[str, ...]) -> None:
        refuse_weak(new)
        if self._slot_opened(new) is not None:
            raise NotAllowed("passphrase-in-use")
        is_lost = self._file.slot.kind in RECOVERY_KINDS and user == by
        with self._file.writer() if is_lost else self._writer():
            newer = with_passphrase(
                self._file.header,
                self._file.key,
                new,
                user=user,
                label="",
                created_at=self._file.now(),
                cost=self._cost,
                instead_of=instead_of,
            )
            self._file.keep_header(newer, by)

    @contextlib.contextmanager
    def _writer(self) -> Iterator[None]:
        """Nobody else writes meanwhile, and this is the copy in which keys are changed."""
        with self._file.writer():
            self._refuse_elsewhere()
            yield

    def _refuse_elsewhere(self) -> None:
        """Keys are changed where the store is written to, or its copies would open differently.

        What was changed in another copy would not come along with the store when it is passed back.
        Only somebody whose passphrase is lost gets a new one in any copy, and it is brought along.
        """
        with storage_faults(), self._file.engine.connect() as connection:
            if is_with_another(connection, self._copy_id):
                raise NotAllowed("keys-elsewhere")

    def _slot_opened(self, passphrase: str) -> tuple[str, str] | None:
        """Identifier and member of staff of the slot that a passphrase opens."""
        try:
            found = unlock(self._file.header, passphrase)
        except WrongPassphrase:
            return None
        found.key.wipe()
        return found.slot.slot_id, found.slot.user

    def remove_person(
        self, user: str, by: str, step: Callable[[str], None] = lambda _: None
    ) -> None:
        """The member of staff can't open the store any more: it goes on under a new key.

        Args:
            user: Who.
            by: The member of staff at work.
            step: Told the name of each step once it is done.

        Raises:
            NotFound: they have no way in.
            NotAllowed: it is the only passphrase ("last-slot"), or another copy has the right to
                write ("keys-elsewhere").
            NoSpace, StoreDamaged: the store is as it was.
        """
        self._file.refuse_closed()
        theirs = frozenset(s.slot_id for s in self._file.header.slots if s.user == user and user)
        if not theirs:
            raise NotFound("StaffMember")
        with self._writer():
            rotate(self._file, theirs, by, step)

    # this computer's keyring ----------------------------------------------------------------

    def quick_ways(self, user: str) -> tuple[str, ...]:
        """Identifiers of the member of staff's slots whose secret a computer's keyring keeps."""
        slots = self._file.header.slots
        return tuple(s.slot_id for s in slots if s.kind is SlotKind.KEYRING and s.user == user)

    def add_quick_way(self, user: str) -> str:
        """This computer's keyring opens the store for the member of staff; the slot's identifier.

        Raises:
            QuickUnlockUnavailable: the keyring is missing, locked or unsafe; nothing was changed.
            NotAllowed: another copy has the right to write ("keys-elsewhere").
        """
        self._file.refuse_closed()
        self._refuse_elsewhere()
        self._keyring.check()
        secret = new_keyring_secret()
        with self._writer():
            newer, slot_id = with_keyring(
                self._file.header, self._file.key, secret, user=user, created_at=self._file.now()
            )
            self._keyring.keep(slot_id, secret)
            try:
                self._file.keep_header(newer, user)
            except BaseException:
                with contextlib.suppress(QuickUnlockUnavailable):
                    self._keyring.forget(slot_id)
                raise
        return slot_id

    def end_quick_way(self, slot_id: str, by: str) -> None:
        """The slot no longer opens the store, whether or not its keyring can be reached.

        That is done in a copy that is only read too: a computer that is lost must not wait.
        """
        self._file.refuse_closed()
        with self._file.writer():
            if not any(slot.slot_id == slot_id for slot in self._file.header.slots):
                raise NotFound("Slot")
            newer = without_slot(self._file.header, self._file.key, slot_id)
            self._file.keep_header(newer, by)
        with contextlib.suppress(QuickUnlockUnavailable):
            self._keyring.forget(slot_id)

    # printed sheets -------------------------------------------------------------------------

    def recovery(self) -> RecoveryKit | None:
        """The set of sheets that opens the store, or None."""
        return kit_of(self._file.header)

    def make_recovery_keys(self, sheets: int = 1) -> tuple[str, ...]:
        """New keys for one sheet, or for three of which any two open the store.

        They count once `confirm_recovery_keys` was given them; until then an earlier set works.

        Raises:
            NotAllowed: another copy has the right to write ("keys-elsewhere").
        """
        self._file.refuse_closed()
        self._refuse_elsewhere()  # before anything is printed
        self._offered = new_recovery_sheets(sheets)
        return self._offered

    def next_set_number(self) -> int:
        """The number of the set that is made next."""
        kit = self.recovery()
        return kit.set_number + 1 if kit else 1

    def confirm_recovery_keys(self, typed: Sequence[str], by: str) -> None:
        """Keeps the keys that were made last, since each was typed back right; earlier ones end.

        Raises:
            RecoveryKeyMistyped: a group's check symbol is wrong; the group is named.
            WrongRecoveryKey: one is well formed and not the key that was made.
            NotAllowed: another copy has the right to write ("keys-elsewhere").
        """
        self._file.refuse_closed()
        given = [secret_of(one) for one in typed]
        if not self._offered or given != [secret_of(one) for one in self._offered]:
            raise WrongRecoveryKey
        number = self.next_set_number()
        with self._writer():
            newer = with_recovery(
                self._file.header,
                self._file.key,
                self._offered,
                set_number=number,
                created_at=self._file.now(),
            )
            self._file.keep_header(newer, by)
        self._offered = ()

    def rehearse(self, typed: Sequence[str], backup: Path | None = None) -> bool:
        """Returns where the sheets open the key file on the disk, and its key the encrypted file.

        No record is read.

        Args:
            typed: What stands on the sheets.
            backup: A backup that they are to open too.

        Returns:
            Whether they open the backup; False for one made before these sheets.

        Raises:
            RecoveryKeyMistyped, WrongRecoveryKey, NotAllowed: they don't open the store.
            StoreDamaged: the file is not under the key that they give.
            BackupRefused, FileUnreadable: the backup is damaged.
        """
        self._file.refuse_closed()
        header = load_header(self._file.folder)
        found = unlock_by_recovery(header, typed)
        try:
            keyed = Keyed(self._file.folder / header.db_file, found.key, header.salt)
            with storage_faults():
                close(connect(keyed, read_only=True))
        finally:
            found.key.wipe()
        return backup is not None and _opens(typed, BackupReader(backup))

    def forget(self) -> None:
        """Drops keys that were made and never typed back."""
        self._offered = ()


def _opens(typed: Sequence[str], backup: BackupReader) -> bool:
    try:
        found = unlock_by_recovery(backup.header, typed)
    except (WrongRecoveryKey, NotAllowed):
        return False
    try:
        backup.contents(found.key)
    finally:
        found.key.wipe()
    return True
