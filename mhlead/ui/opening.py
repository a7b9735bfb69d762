"""Opens the store of one folder, and counts wrong tries for its history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from mhlead.domain.errors import NotAllowed, WrongPassphrase, WrongRecoveryKey
from mhlead.services import unlocking
from mhlead.services.adapters import Adapters
from mhlead.services.session import Session
from mhlead.services.settings import Settings
from mhlead.services.standing import read_standing
from mhlead.wording.standing_words import late_words, standing_words


class Opening:
    """The ways into a store; all run beside the window's thread."""

    def __init__(self, adapters: Adapters, folder: Path, known: Settings) -> None:
        """Nothing is opened yet.

        Args:
            adapters: Everything from outside.
            folder: Where the store lies.
            known: This computer's settings: the way in last used here, and wrong tries before.
        """
        self.folder, self._first = folder, known.last_way
        self._own = adapters
        self._wrong_tries = known.wrong_tries

    @property
    def wrong_tries(self) -> int:
        """Since the store was last opened here, in earlier runs of the program too."""
        return self._wrong_tries

    def standing(self) -> tuple[str, str]:
        """That nobody has opened it for too long, and when it was last opened; "" where unknown.

        What stands beside the store holds no name, so anybody at this computer may read it.
        """
        standing, today = read_standing(self.folder), self._own.clock.today()
        known = standing_words(standing, today) if standing else ""
        return late_words(standing, today), known

    def sheets_needed(self) -> int:
        """How many recovery sheets have to be brought to open the store; 1 where it has none."""
        kit = self._own.stores.recovery(self.folder)
        return kit.needed if kit else 1

    def wrong_groups(self, typed: str) -> tuple[int, ...]:
        """Numbers, from 1, of the groups of a recovery key that don't check as typed so far."""
        return self._own.stores.wrong_groups(typed)

    def by_passphrase(self, typed: str) -> Session:
        """The store, unlocked by somebody's passphrase."""
        own, first = self._own, self._first
        return self._counted(
            lambda failed: unlocking.unlock(
                own.stores,
                own.clock,
                own.ids,
                self.folder,
                typed,
                failed_before=failed,
                first=first,
            )
        )

    def by_sheets(self, typed: Sequence[str]) -> Session:
        """The store, unlocked by one printed sheet or two of three."""
        own = self._own
        return self._counted(
            lambda failed: unlocking.unlock_with_sheets(
                own.stores, own.clock, own.ids, self.folder, typed, failed_before=failed
            )
        )

    def by_computer(self) -> Session:
        """The store, unlocked by what this computer's keyring keeps."""
        own = self._own
        return self._counted(
            lambda failed: unlocking.unlock_with_computer(
                own.stores, own.clock, own.ids, self.folder, failed_before=failed
            )
        )

    def _counted(self, open_it: Callable[[int], Session]) -> Session:
        try:
            session = open_it(self._wrong_tries)
        except (WrongPassphrase, WrongRecoveryKey):
            self._wrong_tries += 1
            raise
        self._wrong_tries = 0
        return session


def checked_again(session: Session, typed: str) -> None:
    """Returns where it is the passphrase of who is at work behind the gate.

    Raises:
        WrongPassphrase: it opens nothing.
        NotAllowed: it is somebody else's ("kept-for-another").
    """
    ways = session.store.ways
    if not ways.check_passphrase(typed):
        unlocking.note_wrong_try(session)
        raise WrongPassphrase
    if not ways.check_passphrase(typed, session.actor_id):
        raise NotAllowed("kept-for-another")
