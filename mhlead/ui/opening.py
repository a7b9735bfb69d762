"""Opens the store of one folder, and counts wrong tries for its history."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mhlead.domain.errors import WrongPassphrase, WrongRecoveryKey
from mhlead.services import unlocking
from mhlead.services.adapters import Adapters
from mhlead.services.session import Session
from mhlead.services.standing import read_standing
from mhlead.wording.standing_words import late_words, standing_words


class Opening:
    """The ways into a store; both run beside the window's thread."""

    def __init__(self, adapters: Adapters, folder: Path) -> None:
        self.folder = folder
        self._own = adapters
        self._wrong_tries = 0

    def standing(self) -> tuple[str, str]:
        """That nobody has opened it for too long, and when it was last opened; "" where unknown.

        What stands beside the store holds no name, so anybody at this computer may read it.
        """
        standing, today = read_standing(self.folder), self._own.clock.today()
        known = standing_words(standing, today) if standing else ""
        return late_words(standing, today), known

    def by_passphrase(self, typed: str) -> Session:
        """The store, unlocked by its passphrase."""
        own = self._own
        return self._counted(
            lambda failed: unlocking.unlock(
                own.stores, own.clock, own.ids, self.folder, typed, failed_before=failed
            )
        )

    def by_recovery_key(self, typed: str) -> Session:
        """The store, unlocked by the printed recovery key."""
        own = self._own
        return self._counted(
            lambda failed: unlocking.unlock_with_recovery_key(
                own.stores, own.clock, own.ids, self.folder, typed, failed_before=failed
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
    """Returns where the passphrase opens the store that is still open behind the gate.

    Raises:
        WrongPassphrase: it does not.
    """
    if not session.store.check_passphrase(typed):
        raise WrongPassphrase
