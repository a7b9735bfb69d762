"""All files of pooling in one, as `PoolFiles` of the services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from mhlead.domain.pool_book import PoolBook
from mhlead.domain.pooled_ranges import ShownTables
from mhlead.domain.pooling import Layout, Pooled
from mhlead.domain.release import Pupils
from mhlead.domain.table_file import TableFile
from mhlead.exchange import pool_book_file, pool_file, pool_layout, pool_ranges


class PoolFiles:
    """Files of rounds, of totals, of what a school keeps, and of summaries."""

    def read(self, path: Path) -> Pooled:
        """Whatever file of a round it is."""
        return pool_file.read(path)

    def write(self, value: Pooled) -> bytes:
        """The file."""
        return pool_file.write(value)

    def read_layout(self, path: Path, first_on: date, last_on: date) -> Layout:
        """The layout of a file of tables."""
        return pool_layout.read_layout(path, first_on, last_on)

    def write_plan(self, file: TableFile) -> bytes:
        """The tables a round counts."""
        return pool_layout.write_plan(file)

    def write_total(self, layout: Layout, pupils: Sequence[Pupils]) -> bytes:
        """A file of tables to protect."""
        return pool_layout.write_total(layout, pupils)

    def read_book(self, raw: bytes) -> PoolBook:
        """What a school keeps."""
        return pool_book_file.read_book(raw)

    def write_book(self, book: PoolBook) -> bytes:
        """The same as bytes, not sealed yet."""
        return pool_book_file.write_book(book)

    def read_shown(self, path: Path) -> dict[str, ShownTables]:
        """The releases of a summary as it was published."""
        return pool_ranges.read_shown(path)

    def write_ranges(self, pooled: Mapping[str, ShownTables], summaries: int) -> bytes:
        """What several summaries come to."""
        return pool_ranges.write_ranges(pooled, summaries)
