"""The window: PySide6 widgets over the services."""

from __future__ import annotations

from mhlead.ui.lasting_none import keep_none

keep_none()
