"""The school's logo: chosen from a file, shown, and taken away again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from mhlead.domain.errors import FieldRefused, FileUnreadable, MhleadError
from mhlead.domain.record_rules import LARGEST_LOGO_BYTES
from mhlead.ui.buttons import plain_button
from mhlead.ui.dialogs.choose_file import choose_file
from mhlead.ui.fields.field import Field
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column, line
from mhlead.ui.sizes import sizes
from mhlead.ui.tasks import Lane, TaskRunner
from mhlead.wording import sentence_for
from mhlead.wording.refusals import FIELD_CODES

_MOST_PIXELS = 40_000_000  # a small file can unpack to a picture that fills the memory


class LogoField(Field):
    """PNG or JPEG bytes, or None."""

    def __init__(self, tasks: TaskRunner) -> None:
        super().__init__()
        self._tasks = tasks
        self._bytes: bytes | None = None
        self._fault = ""
        self.picture = QLabel()
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
        self._show(value, _decoded(value) if value else QImage())

    def is_blank(self) -> bool:
        return self._bytes is None

    def _choose(self) -> None:
        choose_file(self.window(), "Choose the logo", "Pictures (*.png *.jpg *.jpeg)", self.take)

    def take(self, path: Path) -> None:
        """Reads the picture beside the window's thread and shows it."""
        self._tasks.start(
            self,
            lambda _: _read(path),
            done=self._taken,
            failed=self._not_taken,
            lane=Lane.COMPUTE,
        )

    def _taken(self, read: tuple[bytes, QImage]) -> None:
        self._say("")
        self._show(*read)
        self.value_changed.emit()

    def _not_taken(self, error: MhleadError) -> None:
        known = FIELD_CODES.get(error.code, "") if isinstance(error, FieldRefused) else ""
        self._say(known or sentence_for(error))

    def _say(self, text: str) -> None:
        self.remark.setText(text)
        self.remark.setVisible(bool(text))

    def _remove(self) -> None:
        self._show(None, QImage())
        self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.value_changed.emit()

    def _show(self, value: bytes | None, picture: QImage) -> None:
        self._bytes = value
        has_picture = value is not None and not picture.isNull()
        self.picture.setVisible(has_picture)
        self.remove_button.setVisible(value is not None)
        if has_picture:
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
            self.picture.setAccessibleName("The logo as it is now")


def _read(path: Path) -> tuple[bytes, QImage]:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_LOGO_BYTES + 1)
    except OSError:
        raise FileUnreadable from None
    if len(content) > LARGEST_LOGO_BYTES:
        raise FieldRefused("logo", "too-large")
    picture = _decoded(content)
    if picture.isNull():
        raise FieldRefused("logo", "not-a-picture")
    return content, picture


def _decoded(content: bytes) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    is_ours = bytes(reader.format().data()) in (b"png", b"jpeg", b"jpg")
    if not is_ours or size.width() * size.height() > _MOST_PIXELS:
        return QImage()
    return reader.read()
