"""Saves the history where anybody can check it, with what checks it."""

from __future__ import annotations

from pathlib import Path

from mhlead.domain.errors import FileNotWritten, FileThere
from mhlead.services import history_file
from mhlead.services.session import Session
from mhlead.ui.backup_keeper import places_in
from mhlead.ui.machine_settings import MachineSettings
from mhlead.ui.whole_file import write_new_files


def save_history(session: Session, settings: MachineSettings, folder: Path) -> Path:
    """The new folder with the history, its anchors and the verifier; no name is in them.

    Raises:
        FileThere: one of today is there already.
        FileNotWritten: it could not be written.
    """
    places = places_in(settings, session.store.folder)
    folders = [places.own, *([places.second] if places.second else [])]
    files = history_file.history_files(session, folders)
    made = folder / f"mhlead-history-{session.clock.today().isoformat()}"
    try:
        made.mkdir(mode=0o700)
    except FileExistsError:
        raise FileThere from None
    except OSError:
        raise FileNotWritten from None
    write_new_files(made, list(files.items()))
    history_file.record_saving(session)
    return made
