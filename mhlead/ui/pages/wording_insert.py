"""The list of what can be put into a letter: fields in plain words, parts, headings, lists."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QWidget

from mhlead.domain.codes import LetterKind
from mhlead.domain.letter_names import vocabulary
from mhlead.domain.template_lines import as_written
from mhlead.domain.template_tree import Field, Kind
from mhlead.ui.buttons import plain_button
from mhlead.ui.labels import paragraph
from mhlead.ui.layouts import column, keep_width
from mhlead.ui.lists import Cell, ListColumn, ListModel, ListRow, ListView
from mhlead.ui.search_box import SearchBox
from mhlead.ui.sizes import sizes
from mhlead.wording.template_fields import FIELDS, PARTS, FieldWords

_COLUMNS = (ListColumn("What", 2.0), ListColumn("As it stands in the text", 1.4, goes=1))
_OF_KIND = {Kind.TABLE: "a table", Kind.LIST: "a list", Kind.QUOTES: "quotations"}
_NOTHING = "Nothing of that name. This reader may not be told everything; try another word."


class InsertPanel(QWidget):
    """A search, the list, and what the chosen entry is for; Return puts it into the text."""

    def __init__(self, kind: LetterKind, put_in: Callable[[str], None]) -> None:
        """Builds the panel.

        Args:
            kind: The kind of letter, whose reader decides what there is.
            put_in: Gets the text to insert.
        """
        super().__init__()
        self._put_in = put_in
        self._texts: dict[str, str] = {}
        self._told: dict[str, str] = {}
        self.search = SearchBox("Search what to put in", "Search fields and parts")
        keep_width(self.search, most="reading")
        self.model = ListModel(_COLUMNS)
        self.list = ListView(self.model, "What can be put in")
        self.list.setAccessibleDescription("Arrow keys move, Return puts it into the text.")
        self.list.setMinimumHeight(sizes().px("list_height"))
        self.told = paragraph("", "muted")
        self.insert_button = plain_button("&Put it in", "plus")
        layout = column(self, gap="small")
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.told)
        layout.addWidget(self.insert_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self.insert)
        self.list.opened.connect(self._insert)
        self.insert_button.clicked.connect(self.insert)
        self.list.selectionModel().currentRowChanged.connect(self._tell)
        self.model.modelReset.connect(self._tell_first)
        self._fill(kind)

    def _fill(self, kind: LetterKind) -> None:
        rows = [self._field_row(field) for field in vocabulary(kind).fields]
        for part in PARTS:
            self._texts[part.name] = part.text
            self._told[part.name] = f"{part.name}: {part.what}."
            shown = part.text.replace("|", "").splitlines()[0]
            cells = (Cell(part.name), Cell(shown))
            rows.append(ListRow(part.name, cells, search=f"{part.what} part"))
        self.model.set_rows(rows)

    def _field_row(self, field: Field) -> ListRow:
        words = FIELDS.get(field.name, FieldWords("", field.name, ""))
        is_whole = field.kind in _OF_KIND
        text = as_written(field)
        key = f"field {field.name}"
        self._texts[key] = text
        what = words.what[:1].upper() + words.what[1:]
        example = f", {_OF_KIND[field.kind]}" if is_whole else f". For example: {words.example}"
        self._told[key] = f"{words.group}. {what}{example}"
        return ListRow(key, (Cell(what), Cell(text)), search=f"{words.group} {words.example}")

    def focus_search(self) -> None:
        """The keyboard goes to the search, with what was typed there chosen."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def insert(self) -> None:
        """Puts the chosen entry into the text."""
        at = self.list.currentIndex().row()
        if 0 <= at < len(self.model.shown):
            self._insert(self.model.key_at(at))

    def _insert(self, key: str) -> None:
        self._put_in(self._texts[key])

    def _find(self, typed: str) -> None:
        self.model.find(typed)

    def _tell_first(self) -> None:
        self._say(self.model.shown[0].key if self.model.shown else "")

    def _tell(self, index: QModelIndex) -> None:
        at = index.row()
        self._say(self.model.key_at(at) if 0 <= at < len(self.model.shown) else "")

    def _say(self, key: str) -> None:
        self.told.setText(self._told.get(key, _NOTHING))
        self.insert_button.setEnabled(bool(key))
