"""After a slip was taken in: that it is recorded, and the plain file that is still there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.records import PlainFile
from mhlead.ui.buttons import primary_button
from mhlead.ui.labels import title
from mhlead.ui.layouts import column, line
from mhlead.ui.plain_file_card import PlainFileCard, PlainFileWork
from mhlead.ui.sizes import sizes
from mhlead.ui.surfaces import Disc, Scrolled
from mhlead.ui.tasks import TaskRunner
from mhlead.ui.tokens import Tone


class SlipDone(QDialog):
    """Names the file; it is deleted and confirmed as gone from here, or later from Today."""

    def __init__(
        self,
        file: PlainFile,
        *,
        tasks: TaskRunner,
        work: PlainFileWork,
        changed: Callable[[Changes], None],
        parent: QWidget,
    ) -> None:
        """Builds the dialog; it is shown by `open`.

        Args:
            file: The file the slip came from.
            tasks: Runs the work.
            work: What can be done about the file.
            changed: Told what was touched.
            parent: The dialog opens over it.
        """
        super().__init__(parent)
        self.setObjectName("slip_done")
        self.setWindowTitle("Concern slip · mhlead")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.card = PlainFileCard(tasks, work, changed)
        self.close_button = primary_button("&Close")
        top = line(gap="gap")
        top.addWidget(Disc(icon_name="circle-check", tone=Tone.GOOD))
        top.addWidget(title("The concern is recorded"), 1)
        scrolled = Scrolled()
        scrolled.body.addWidget(self.card)
        scrolled.body.addStretch()
        layout = column(self, gap="gap", margin="margin")
        layout.addLayout(top)
        layout.addWidget(scrolled, 1)
        layout.addWidget(self.close_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.resize(min(sizes().px("dialog"), parent.width()), int(parent.height() * 0.7))
        self.close_button.clicked.connect(self.accept)
        self.card.settled.connect(self.close_button.setFocus)
        self.card.show_file(file)
        self.card.focus_first()
