"""The look: fonts, palette and the one style sheet, following the system or the person's choice."""

from __future__ import annotations

from string import Template

from PySide6.QtCore import QByteArray, QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from mhlead.resources import resource_bytes, resource_text
from mhlead.ui.appearance import Appearance, colours, use_colours
from mhlead.ui.focus import KeyboardFocus
from mhlead.ui.layouts import respace
from mhlead.ui.sizes import measure, sizes
from mhlead.ui.tokens import DARK, DARK_HIGH, LIGHT, LIGHT_HIGH, Tokens

FAMILY = "Inter"
_FONT_FILES = ("Inter-Regular", "Inter-Medium", "Inter-SemiBold", "Inter-Bold", "Inter-Italic")
_SMALLEST_BODY_PT = 10.0


def prepare_scaling() -> None:
    """Fractional scales of the desktop are passed through; only before there is an application."""
    if QGuiApplication.instance() is not None:
        return
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )


class Theme(QObject):
    """The look of the running program."""

    changed = Signal()

    def __init__(
        self, app: QApplication, choice: Appearance = Appearance.SYSTEM, text_scale: float = 1.0
    ) -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        self._text_scale = text_scale
        self._system_pt = max(_SMALLEST_BODY_PT, app.font().pointSizeF())
        for name in _FONT_FILES:
            QFontDatabase.addApplicationFontFromData(
                QByteArray(resource_bytes(f"fonts/{name}.ttf"))
            )
        app.setStyle("Fusion")
        self._focus = KeyboardFocus(app)
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._apply)
        hints.accessibility().contrastPreferenceChanged.connect(self._apply)
        self._apply()

    @property
    def choice(self) -> Appearance:
        """What the person chose."""
        return self._choice

    @property
    def text_scale(self) -> float:
        """Body text relative to the desktop's own."""
        return self._text_scale

    def set_choice(self, choice: Appearance) -> None:
        """The chosen appearance holds at once, in every open window."""
        self._choice = choice
        self._apply()

    def set_text_scale(self, text_scale: float) -> None:
        """Text and every length that goes with it have the new size at once."""
        self._text_scale = text_scale
        self._apply()

    def _wanted(self) -> Tokens:
        hints = self._app.styleHints()
        is_dark = self._choice is Appearance.DARK or (
            self._choice is Appearance.SYSTEM and hints.colorScheme() is Qt.ColorScheme.Dark
        )
        if hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
            return DARK_HIGH if is_dark else LIGHT_HIGH
        return DARK if is_dark else LIGHT

    def _apply(self) -> None:
        self.show_tokens(self._wanted())

    def show_tokens(self, tokens: Tokens) -> None:
        """These colours hold at once, whatever the system says."""
        use_colours(tokens)
        font = QFont(FAMILY)
        font.setPointSizeF(self._system_pt * self._text_scale)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self._app.setFont(font)
        measure()
        self._app.setPalette(_palette(tokens))
        self._app.setStyleSheet(style_sheet())
        for widget in self._app.topLevelWidgets():
            respace(widget)
            _decide_anew(widget)
        self.changed.emit()


def _decide_anew(window: QWidget) -> None:
    """What looks at its width, as a form or the side bar does, looks again: text has another size.

    Everything is painted anew too.
    """
    for one in (window, *window.findChildren(QWidget)):
        if isValid(one):  # what is laid out anew may delete parts of itself
            QCoreApplication.sendEvent(one, QResizeEvent(one.size(), one.size()))
            one.update()


def style_sheet() -> str:
    """The style sheet in the colours and lengths that hold now."""
    tokens = colours()
    values = tokens.as_mapping() | sizes().as_mapping()
    return Template(resource_text("styles/window.qss")).substitute(values)


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    pairs = {
        role.Window: tokens.page,
        role.WindowText: tokens.text,
        role.Base: tokens.card,
        role.AlternateBase: tokens.stripe,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.placeholder,
        role.Button: tokens.card,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.on_danger,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Accent: tokens.accent,
        role.Link: tokens.accent_text,
        role.LinkVisited: tokens.accent_text,
        role.ToolTipBase: tokens.card,
        role.ToolTipText: tokens.text,
        role.Light: tokens.card,
        role.Midlight: tokens.hairline,
        role.Mid: tokens.hairline,
        role.Dark: tokens.page,  # the gutter beside the pages of a letter
        role.Shadow: tokens.hairline,
    }
    palette = QPalette()
    for name, colour in pairs.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.disabled))
    return palette
