"""The look and the runner that the window's own tests use."""

from __future__ import annotations

from tests.ui.conftest import _usual_look, theme

__all__ = ["_usual_look", "theme"]
