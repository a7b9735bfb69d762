"""Buttons by what they mean; each has a word, an accelerator where given, and the theme's look."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QPushButton

from mhlead.ui.icons import icon, icon_size
from mhlead.ui.labels import tip

_ICON_ROLE = {
    "primary": "on_accent",
    "alarm": "on_danger",
    "danger": "danger",
    "link": "accent_text",
    "nav": "muted",
}


class Button(QPushButton):
    """A button whose icon is as large as the theme's text, with the gap that goes with words."""

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        super().setText(text)
        self._fit_icon()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_icon()

    def _fit_icon(self) -> None:
        if not self.icon().isNull():
            self.setIconSize(icon_size(with_text=bool(self.text())))


def button(text: str, kind: str = "plain", icon_name: str = "") -> QPushButton:
    """A button of that kind.

    Args:
        text: Its words; an ampersand before a letter makes it the accelerator.
        kind: "plain", "primary", "danger", "alarm", "link", "quiet", "nav" or "tab".
        icon_name: An icon before the words.
    """
    made = Button(text)
    made.setProperty("kind", kind)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # macOS would leave it out of the Tab order
    made.setAutoDefault(False)
    made.setAccessibleName(text.replace("&", ""))
    if icon_name:
        made.setIcon(icon(icon_name, _ICON_ROLE.get(kind, "text")))
        made.setIconSize(icon_size(with_text=bool(text)))
    return made


def primary_button(text: str, icon_name: str = "") -> QPushButton:
    """The one button of a page that goes on."""
    return button(text, "primary", icon_name)


def plain_button(text: str, icon_name: str = "") -> QPushButton:
    """Any other button."""
    return button(text, "plain", icon_name)


def danger_button(text: str, icon_name: str = "") -> QPushButton:
    """A button that takes something away."""
    return button(text, "danger", icon_name)


def link_button(text: str) -> QPushButton:
    """Leads elsewhere and changes nothing."""
    made = button(text, "link")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def icon_button(icon_name: str, name: str) -> QPushButton:
    """A button with an icon alone; its name is spoken and shown as a tip."""
    made = button("", "quiet", icon_name)
    made.setAccessibleName(name)
    made.setToolTip(tip(name))
    return made
