"""The sidebar: where one is, where one can go, the help, what to do at risk, and the lock."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from mhlead.ui.buttons import button, plain_button
from mhlead.ui.keys import HELP
from mhlead.ui.labels import label
from mhlead.ui.layouts import clear, column
from mhlead.ui.sizes import sizes
from mhlead.ui.surfaces import Scrolled


class Sidebar(QFrame):
    """Shows words beside icons, or icons alone where the window is narrow."""

    chosen = Signal(str)
    lock_asked = Signal()
    at_risk_asked = Signal()
    help_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "sidebar")
        self._buttons: dict[str, QPushButton] = {}
        self._marked = ""
        self._is_narrow = False
        self.brand = label("mhlead", "brand")
        self.at_risk_button = button("At risk now", "danger", "life-buoy")
        self.at_risk_button.setAccessibleName("Someone is at risk now")
        self.at_risk_button.setToolTip("Someone is at risk now")
        self.help_button = button("Help", "nav", "circle-help")
        self.help_button.setToolTip(f"Help about this page ({HELP.shown()})")
        self.lock_button = plain_button("Lock now", "lock")
        self.lock_button.setToolTip("Lock now (Ctrl+L)")

        self._scrolled = Scrolled()  # a low window with large text has no room for all places
        self._scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._bar = self._scrolled.verticalScrollBar()
        self._places = column(gap="tiny")
        self._scrolled.body.addLayout(self._places)
        self._scrolled.body.addStretch()
        brand, below = column(margin="gap none"), column(gap="small", margin="gap none")
        brand.addWidget(self.brand)
        for one in (self.help_button, self.at_risk_button, self.lock_button):
            below.addWidget(one)
        self._beside = QHBoxLayout()
        self._beside.addWidget(self._scrolled)
        layout = column(self, gap="large", margin="none large")
        layout.addLayout(brand)
        layout.addLayout(self._beside, 1)
        layout.addLayout(below)

        self.lock_button.clicked.connect(self.lock_asked)
        self.at_risk_button.clicked.connect(self.at_risk_asked)
        self.help_button.clicked.connect(self.help_asked)
        self._bar.rangeChanged.connect(self._make_room)
        self._set_width()

    def show_sections(self, sections: Sequence[tuple[str, str, str]]) -> None:
        """Shows these places: key, name and icon of each."""
        clear(self._places)
        self._buttons = {}
        self._marked = ""
        for at, (key, name, icon_name) in enumerate(sections, start=1):
            place = button(name, "nav", icon_name)
            place.setCheckable(True)
            place.setProperty("words", name)
            place.setToolTip(f"{name} (Ctrl+{at})")
            self._buttons[key] = place
            # Not in a group: in one, Tab comes to the marked place alone.
            place.toggled.connect(lambda _, key=key: self._toggled(key))
            self._places.addWidget(place)
        self._write()

    def mark(self, key: str) -> None:
        """Marks the place without going there."""
        self._marked = key
        for one, place in self._buttons.items():
            place.blockSignals(True)
            place.setChecked(one == key)
            place.blockSignals(False)
            if one == key:
                self._scrolled.reveal(place)

    def marked(self) -> str:
        """The place that is marked."""
        return self._marked

    def _toggled(self, key: str) -> None:
        self.mark(self._marked)  # the place is marked once one has really got there
        self.chosen.emit(key)

    def show_narrow(self, *, is_narrow: bool) -> None:
        """Shows icons alone, or words beside them."""
        self._is_narrow = is_narrow
        self._write()
        self._set_width()

    def _write(self) -> None:
        for place in self._buttons.values():
            place.setText("" if self._is_narrow else str(place.property("words")))
        self.at_risk_button.setText("" if self._is_narrow else "At risk now")
        self.help_button.setText("" if self._is_narrow else "Help")
        self.lock_button.setText("" if self._is_narrow else "Lock now")
        self.brand.setVisible(not self._is_narrow)

    def _make_room(self) -> None:
        # The bar stands in the margin: the page beside has no room to give.
        gap = sizes().px("gap")
        bar = self._bar.sizeHint().width() if self._bar.maximum() else 0
        self._beside.setContentsMargins(gap, 0, max(0, gap - bar), 0)
        self.mark(self._marked)

    def _set_width(self) -> None:
        self.setFixedWidth(sizes().px("sidebar_narrow" if self._is_narrow else "sidebar_width"))
        self._make_room()
