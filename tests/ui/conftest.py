"""One theme for all tests of the window, and a task runner that leaves no thread."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from mhlead.ui.appearance import Appearance
from mhlead.ui.names import NamesShown
from mhlead.ui.tasks import TaskRunner
from mhlead.ui.theme import Theme
from tests.ui.looking import settle


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The light look in the usual text size."""
    return Theme(qapp, Appearance.LIGHT)


@pytest.fixture(autouse=True)
def _usual_look(theme: Theme) -> Iterator[None]:
    yield
    if theme.choice is not Appearance.LIGHT or theme.text_scale != 1.0:
        theme.set_text_scale(1.0)
        theme.set_choice(Appearance.LIGHT)
    settle()


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[TaskRunner]:
    """A runner whose threads end with the test."""
    runner = TaskRunner()
    yield runner
    assert runner.close(5000)
    settle()
    runner.deleteLater()


@pytest.fixture
def names(qapp: QApplication) -> NamesShown:
    """Names hidden, as after every unlock."""
    return NamesShown()
