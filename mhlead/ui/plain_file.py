"""Deleting a plain pupil file, and what that can't promise."""

from __future__ import annotations

from pathlib import Path

from mhlead.domain.errors import FileNotWritten

DELETING_CANT = (
    "Deleting can’t promise that nothing is left. Look for copies yourself: in the downloads "
    "folder, in the folder your school’s records system exports to, in e-mail, on USB sticks and "
    "in the bin. Backups keep it until they run out, and a solid-state disk may keep its traces; "
    "there, only a disk that is encrypted as a whole protects it."
)
CANT_DELETE = (
    "The file could not be deleted. It may be open in another program, or you may not be allowed "
    "to. Please delete it yourself, then confirm it here."
)


def delete_plain_file(path: Path) -> None:
    """The file is deleted, or was gone already; never its folder and never a link's target.

    Raises:
        FileNotWritten: it could not be deleted.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError:
        raise FileNotWritten from None
