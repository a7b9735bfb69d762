"""Prints what another program on the same X screen can paste: what was copied, what is marked."""

from __future__ import annotations

import sys

from PySide6.QtGui import QClipboard, QGuiApplication

app = QGuiApplication([])
clipboard = QGuiApplication.clipboard()
for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
    sys.stdout.write(clipboard.text(mode) + "\n")
