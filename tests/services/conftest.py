"""A school on a real store for every test of a service."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import School, make_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    made = make_school(tmp_path)
    yield made
    with contextlib.suppress(Exception):
        made.session.store.close()
