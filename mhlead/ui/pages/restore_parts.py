"""What the page that restores a backup is given, and the cards and words of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from mhlead.domain.backup import Certificate
from mhlead.domain.errors import MhleadError
from mhlead.domain.recovery import RecoveryKit
from mhlead.domain.restore_certificate import next_steps
from mhlead.services.restoring import RestoreFrom
from mhlead.ui.dialogs.choose_file import choose_place
from mhlead.ui.labels import paragraph
from mhlead.ui.surfaces import Card
from mhlead.ui.tasks import Lane, TaskRunner
from mhlead.ui.whole_file import write_whole
from mhlead.wording import day_words


@dataclass(frozen=True)
class RestoreWork:
    """What a page that restores can have done; all but the last two runs beside the window.

    Attributes:
        restore: Restores, and gives the open store, or None where it is locked again.
        certificate: The PDF of a certificate.
        kit_of: Which sheets open a backup.
        wrong_groups: Groups of a sheet's key that don't check as typed so far.
        held: Told of the open store as soon as there is one, so that it is locked again whatever
            comes next.
        go_on: Shows the open store; None where another one is open.
    """

    restore: Callable[[RestoreFrom], tuple[Any, Certificate]]
    certificate: Callable[[Certificate], bytes]
    kit_of: Callable[[Path], RecoveryKit | None]
    wrong_groups: Callable[[str], tuple[int, ...]]
    held: Callable[[Any], None] = lambda _: None
    go_on: Callable[[Any], None] | None = None


def store_kit_words(kit: RecoveryKit | None) -> str:
    """Which recovery sheets open a store that lies here."""
    if kit is None:
        return "No recovery sheet opens this store: there were none yet. Use a passphrase."
    return _kit_words(kit)


def kit_words(kit: RecoveryKit | None) -> str:
    """Which recovery sheets open a backup, so that the right papers are fetched."""
    if kit is None:
        return (
            "No recovery sheet opens this backup: it was made before there were any. Use a "
            "passphrase that was in use then, or a newer backup."
        )
    return _kit_words(kit)


def _kit_words(kit: RecoveryKit) -> str:
    which = "The one sheet" if kit.sheets == 1 else "Any two of the three sheets"
    opens = "opens" if kit.sheets == 1 else "open"
    day = day_words(kit.made_at.astimezone().date())
    return (
        f"{which} of set {kit.set_number}, made on {day}, {opens} it. Number and day stand on the "
        "paper."
    )


def next_card(certificate: Certificate) -> Card:
    """What to do after it, numbered; the saved certificate says the same."""
    card = Card("What to do next", gap="small")
    for number, words in enumerate(next_steps(certificate), start=1):
        card.body.addWidget(paragraph(f"{number}. {words}", selectable=True))
    return card


def save_certificate(
    parent: QWidget,
    tasks: TaskRunner,
    make: Callable[[], bytes],
    *,
    said: Callable[[str], None],
    failed: Callable[[MhleadError], None],
) -> None:
    """Asks where the PDF goes, and writes it there whole or not at all.

    Args:
        parent: The dialog opens over it.
        tasks: Runs the work.
        make: The PDF's bytes.
        said: Told that it was saved.
        failed: Told what went wrong.
    """

    def write(path: Path) -> None:
        def job(_: Any) -> None:
            write_whole(path, make())

        tasks.start(
            parent,
            job,
            done=lambda _: said("The certificate was saved."),
            failed=failed,
            lane=Lane.COMPUTE,
        )

    choose_place(
        parent, "Save the certificate", "PDF (*.pdf)", write, name="backup-certificate.pdf"
    )
