"""A bug of ours, stripped of everything that could be a person's."""

from __future__ import annotations

from pathlib import PurePath
from traceback import extract_tb

from mhlead.domain.errors import Unexpected


def without_values(error: BaseException) -> Unexpected:
    """The exception's class and place; its text, causes and frames are left behind."""
    frames = extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "mhlead" in PurePath(frame.filename).parts] or frames
    if not ours:
        return Unexpected(type(error).__name__, "unknown")
    path = PurePath(ours[-1].filename)
    parts = path.parts
    start = len(parts) - 1 - parts[::-1].index("mhlead") if "mhlead" in parts else len(parts) - 1
    place = "/".join(parts[start:])
    return Unexpected(type(error).__name__, f"{place}:{ours[-1].lineno} in {ours[-1].name}")
