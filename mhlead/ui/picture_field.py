"""A small picture for letters, the logo or a signature: chosen, shown as printed, taken away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from mhlead.domain.errors import Cancelled, FieldRefused, FileUnreadable, MhleadError
from mhlead.domain.record_rules import LARGEST_LOGO_BYTES
from mhlead.plain_files import read_plain
from mhlead.ui.buttons import plain_button
from mhlead.ui.dialogs.choose_file import choose_file
from mhlead.ui.fields.field import Field
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column, line
from mhlead.ui.sizes import sizes
from mhlead.ui.tasks import Lane, TaskRunner
from mhlead.wording import sentence_for
from mhlead.wording.refusals import FIELD_CODES

KINDS = "PNG, JPEG or SVG, up to 300 KB."
_PATTERNS = "Pictures (*.png *.jpg *.jpeg *.svg)"


class PictureField(Field):
    """The bytes of a PNG, JPEG or SVG file, or None; shown as it is printed, on white."""

    def __init__(self, tasks: TaskRunner, shown: Callable[[bytes], bytes], what: str) -> None:
        """Builds the field, without a picture.

        Args:
            tasks: Runs the reading.
            shown: Gives a picture as it is printed, as a small PNG.
            what: What it is, such as "logo".
        """
        super().__init__()
        self._tasks, self._shown, self._what = tasks, shown, what
        self._bytes: bytes | None = None
        self.picture = QLabel()
        self.picture.setObjectName("printed_picture")
        self.picture.setAccessibleName(f"The {what} as it is printed")
        self.picture.hide()
        self.choose_button = plain_button("Choose a picture…", "folder-open")
        self.remove_button = plain_button("Remove it", "x")
        self.remove_button.hide()
        self.remark = paragraph("", "problem")
        self.remark.hide()
        buttons = line(gap="small")
        buttons.addWidget(self.choose_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch()
        layout = column(self, gap="small")
        layout.addWidget(self.picture, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(buttons)
        layout.addWidget(self.remark)
        self.choose_button.clicked.connect(self._choose)
        self.remove_button.clicked.connect(self._remove)

    def entries(self) -> tuple[QWidget, ...]:
        return (self.choose_button, self.remove_button)

    def set_name(self, name: str, description: str) -> None:
        self.choose_button.setAccessibleName(f"{name}: choose a picture")
        self.choose_button.setAccessibleDescription(description)
        self.remove_button.setAccessibleName(f"{name}: remove it")

    def value(self) -> bytes | None:
        """The picture's bytes as they are in its file."""
        return self._bytes

    def set_value(self, value: bytes | None) -> None:
        """Shows the picture, or none."""
        self._bytes = value
        self._show(b"")
        if value is not None:
            shown = self._shown
            self._tasks.start(
                self,
                lambda _: shown(value),
                done=self._show,
                failed=self._not_taken,
                lane=Lane.COMPUTE,
            )

    def is_blank(self) -> bool:
        return self._bytes is None

    def _choose(self) -> None:
        choose_file(self.window(), f"Choose the {self._what}", _PATTERNS, self.take)

    def take(self, path: Path) -> None:
        """Reads the picture beside the window's thread and shows it."""
        shown = self._shown

        def read() -> tuple[bytes, bytes]:
            data = _read(path)
            return data, shown(data)

        self._tasks.start(
            self,
            lambda _: read(),
            done=self._taken,
            failed=self._not_taken,
            lane=Lane.COMPUTE,
        )

    def _taken(self, read: tuple[bytes, bytes]) -> None:
        self._bytes = read[0]
        self._say("")
        self._show(read[1])
        self.value_changed.emit()

    def _not_taken(self, error: MhleadError) -> None:
        if isinstance(error, Cancelled):
            return
        known = FIELD_CODES.get(error.code, "") if isinstance(error, FieldRefused) else ""
        self._say(known or sentence_for(error))

    def _say(self, text: str) -> None:
        self.remark.setText(text)
        self.remark.setVisible(bool(text))

    def _remove(self) -> None:
        self._bytes = None
        self._show(b"")
        self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.value_changed.emit()

    def _show(self, png: bytes) -> None:
        picture = QImage.fromData(png) if png else QImage()
        self.picture.setVisible(not picture.isNull())
        self.remove_button.setVisible(self._bytes is not None)
        if picture.isNull():
            return
        room = QSize(sizes().px("field_short"), sizes().px("text_height"))
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap.fromImage(
            picture.scaled(
                room * ratio,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )
        pixmap.setDevicePixelRatio(ratio)
        self.picture.setPixmap(pixmap)


def _read(path: Path) -> bytes:
    try:
        content = read_plain(path, LARGEST_LOGO_BYTES)
    except OSError:
        raise FileUnreadable from None
    if len(content) > LARGEST_LOGO_BYTES:
        raise FieldRefused("logo", "too-large")
    return content
