"""The record of what was done to a disk, and the disk put together as a cut may leave it."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
MODES = ("none", "all", "some", "torn")
_ENTRY = struct.Struct("=cQQIII")


@dataclass(frozen=True)
class Entry:
    """One thing that was done to the disk."""

    kind: str
    inode: int
    offset: int
    path: str
    other: str
    data: bytes


def read_record(path: Path) -> Iterator[Entry]:
    raw = path.read_bytes()
    at = 0
    while at < len(raw):
        kind, inode, offset, first, second, size = _ENTRY.unpack_from(raw, at)
        at += _ENTRY.size
        names = raw[at : at + first].decode(), raw[at + first : at + first + second].decode()
        at += first + second
        yield Entry(kind.decode(), inode, offset, *names, raw[at : at + size])
        at += size


@dataclass
class File:
    """A file: what is surely on the disk, and what was done to it since."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[Entry] = field(default_factory=list)

    def do(self, entry: Entry) -> None:
        """Something was done that may not be on the disk yet."""
        self.pending.append(entry)

    def sync(self) -> None:
        """All of it is on the disk."""
        for entry in self.pending:
            _apply(self.durable, entry)
        self.pending.clear()

    def as_cut(self, mode: str, chance: random.Random) -> bytes:
        """What is left of it."""
        left = bytearray(self.durable)
        for entry in self.pending:
            if mode == "all" or (mode != "none" and chance.random() < 0.5):
                torn = mode == "torn" and entry.kind == "W" and chance.random() < 0.5
                for part in _sectors(entry, chance) if torn else (entry,):
                    _apply(left, part)
        return bytes(left)


def _apply(content: bytearray, entry: Entry) -> None:
    if entry.kind == "T":
        del content[entry.offset :]
        content.extend(bytes(entry.offset - len(content)))
        return
    end = entry.offset + len(entry.data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[entry.offset : end] = entry.data


def _sectors(entry: Entry, chance: random.Random) -> Iterator[Entry]:
    """Some of the sectors of a write that the cut tore."""
    at = entry.offset
    end = at + len(entry.data)
    while at < end:
        stop = min(end, (at // SECTOR + 1) * SECTOR)
        if chance.random() < 0.5:
            data = entry.data[at - entry.offset : stop - entry.offset]
            yield Entry("W", entry.inode, at, entry.path, "", data)
        at = stop


class Disk:
    """The files below one folder while the record is gone through."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        self.files: dict[int, File] = {}
        self.names: dict[str, File] = {}
        self.sure: dict[str, File] = {}
        self.moves: list[tuple[str, str, File | None]] = []
        self.confirmed: list[str] = []
        for path in folder.rglob("*"):
            if path.is_file():
                file = File(bytearray(path.read_bytes()))
                self.files[path.stat().st_ino] = file
                self.names[str(path)] = self.sure[str(path)] = file

    def do(self, entry: Entry) -> None:
        """One more thing was done."""
        if entry.path.endswith("/confirmed"):
            if entry.kind == "W":
                self.confirmed += entry.data.decode().splitlines()
        elif entry.kind == "C":
            self.files[entry.inode] = File()
            self._move(entry.path, "", self.files[entry.inode])
        elif entry.kind in "WT":
            self.files[entry.inode].do(entry)
        elif entry.kind == "S":
            self.files[entry.inode].sync()
        elif entry.kind == "U":
            self._move(entry.path, "", None)
        elif entry.kind == "R":
            self._move(entry.other, entry.path, self.names[entry.path])
        else:
            self._sync_names(entry.path)

    def _move(self, path: str, gone: str, file: File | None) -> None:
        self.moves.append((path, gone, file))
        _move(self.names, path, gone, file)

    def _sync_names(self, folder: str) -> None:
        kept = []
        for path, gone, file in self.moves:
            if path.rpartition("/")[0] == folder:
                _move(self.sure, path, gone, file)
            else:
                kept.append((path, gone, file))
        self.moves = kept

    def cut(self, mode: str, chance: random.Random, target: Path) -> None:
        """The folder as it may be found after the power came back."""
        names = dict(self.sure)
        kept = {"none": 0, "all": len(self.moves)}.get(mode, chance.randint(0, len(self.moves)))
        for path, gone, file in self.moves[:kept]:
            _move(names, path, gone, file)
        for folder in (self.root, *(one for one in self.root.rglob("*") if one.is_dir())):
            (target / folder.relative_to(self.root)).mkdir(parents=True, exist_ok=True)
        for path, file in names.items():
            if not path.endswith(("-shm", "/lock")):  # memory, and the lock of a dead program
                place = target / Path(path).relative_to(self.root)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(file.as_cut(mode, chance))


def _move(names: dict[str, File], path: str, gone: str, file: File | None) -> None:
    if gone:
        names.pop(gone, None)
    if file is None:
        names.pop(path, None)
    else:
        names[path] = file
