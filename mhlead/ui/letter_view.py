"""Shows the pages of a letter from memory, and the same letter as plain text."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QStackedWidget

from mhlead.ui.sizes import sizes


class LetterView(QStackedWidget):
    """Pages as they print; screen readers get the text, which the pages don't give them."""

    def __init__(self) -> None:
        super().__init__()
        self._document = QPdfDocument(self)
        self._buffer: QBuffer | None = None
        self._text = ""
        self.pages = QPdfView(self)
        self.pages.setDocument(self._document)
        self.pages.setPageMode(QPdfView.PageMode.MultiPage)
        self.pages.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.pages.setFrameShape(QFrame.Shape.NoFrame)
        self.pages.setAccessibleName("Pages of the letter")
        self.pages.setAccessibleDescription("“Read as text” gives the same words as text.")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("The letter as text")
        self.addWidget(self.pages)
        self.addWidget(self.text)
        # Hardly any: in large text in a low window the buttons above it have to be seen first.
        self.setMinimumHeight(sizes().px("icon"))

    def show_letter(self, pdf: bytes, text: str = "") -> None:
        """Shows these pages; the text is read from them where none is given."""
        self._document.close()
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self._text = text
        self.text.clear()
        if self.currentWidget() is self.text:
            self._fill_text()

    def show_again(self, pdf: bytes, text: str = "") -> None:
        """Shows the same letter as it reads now, at the place that was looked at."""
        bars = [one.verticalScrollBar() for one in (self.pages, self.text)]
        places = [bar.value() for bar in bars]
        self.show_letter(pdf, text)
        for bar, place in zip(bars, places, strict=True):
            bar.setValue(place)

    def page_count(self) -> int:
        """How many pages are shown."""
        return self._document.pageCount()

    def show_text(self, *, is_text: bool) -> None:
        """Shows the words instead of the pages, or the other way round."""
        if is_text:
            self._fill_text()
        self.setCurrentWidget(self.text if is_text else self.pages)

    def _fill_text(self) -> None:
        if not self.text.toPlainText():
            self.text.setPlainText(self._text or self._read_text())

    def _read_text(self) -> str:
        pages = range(self._document.pageCount())
        return "\n\n".join(self._document.getAllText(page).text() for page in pages)
