"""Finds the files that ship with the program, installed or in a checkout."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


class ResourceMissing(Exception):
    """A file that must ship with the program is not there: the installation is broken."""


@cache
def _root() -> Traversable:
    installed = files("mhlead") / "_resources"  # wheel, frozen program
    if installed.is_dir():
        return installed
    checkout = Path(__file__).resolve().parents[1]  # editable install, plain checkout
    if (checkout / "pyproject.toml").is_file() and (checkout / "resources").is_dir():
        return checkout / "resources"
    raise ResourceMissing("resources/ is neither in the package nor beside it")


def resource(name: str) -> Traversable:
    """The shipped file of that name, such as ``templates/referral.txt``.

    Args:
        name: A relative name with forward slashes; absolute names and ``..`` are refused.

    Raises:
        ResourceMissing: there is no such file.
        ValueError: the name leaves the folder.
    """
    parts = name.split("/")
    if not name or "\\" in name or ":" in name or any(part in {"", ".", ".."} for part in parts):
        raise ValueError(name)
    found = _root()
    for part in parts:
        found = found / part
    if not found.is_file():
        raise ResourceMissing(name)
    return found


def resource_text(name: str) -> str:
    """The text of a shipped file, read as UTF-8."""
    return resource(name).read_text(encoding="utf-8")


def resource_bytes(name: str) -> bytes:
    """The bytes of a shipped file."""
    return resource(name).read_bytes()
