"""Makes locked copies of issued letters; the letter in the store stays as it is."""

from __future__ import annotations

from mhlead.domain.errors import NotAllowed
from mhlead.domain.locked_copy import LockAdvice, LockedCopy
from mhlead.services.letters.address import address_of
from mhlead.services.restricted import whole_letter
from mhlead.services.sending_ports import Locker
from mhlead.services.session import Session


def lock_letter(session: Session, locker: Locker, letter_id: str) -> LockedCopy:
    """A locked copy and the new passphrase that opens it; nothing of either is written down.

    That the copy was saved is recorded by `letter_log.record_use`, without the passphrase.

    Raises:
        NotAllowed: the directory says that the service takes no locked files ("no-locked-files").
    """
    with session.reading() as work:
        letter = whole_letter(work, letter_id)
        advice = address_of(work, letter, session.clock.today()).advice
    if advice is LockAdvice.REFUSED:
        raise NotAllowed("no-locked-files")
    passphrase = locker.new_passphrase()
    return LockedCopy(locker.lock(letter.pdf, passphrase), passphrase)
