"""The logical structure a screen reader walks: elements in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Element:
    """One element of the structure tree, in PDF's own names ("P", "H1", "TD").

    Attributes:
        kind: Structure type of ISO 32000-1, 14.8.4.
        children: Elements in reading order.
        marks: Page index and marked-content number of each piece of its content.
        alternative: What stands for a picture.
        scope: "Row" or "Column" of a header cell.
        columns: Columns the cell spans.
        box: Left, bottom, right and top of a picture on its page, in points.
    """

    kind: str
    children: list[Element] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    alternative: str = ""
    scope: str = ""
    columns: int = 1
    box: tuple[float, float, float, float] | None = None

    def add(self, kind: str) -> Element:
        """A new last child of that kind."""
        child = Element(kind)
        self.children.append(child)
        return child
