"""Linking pupils, and the card that says with whom a pupil is linked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt

from mhlead.domain.changes import Changes
from mhlead.domain.views import LinkView, PupilLine
from mhlead.ui.buttons import link_button
from mhlead.ui.day_text import day_short
from mhlead.ui.forms.link_forms import link_form, part_form, pupil_options
from mhlead.ui.labels import paragraph
from mhlead.ui.pages.care_pages import CarePages
from mhlead.ui.surfaces import Card, Rule
from mhlead.wording import words


class LinkPages(CarePages):
    """Makes the pages that link one pupil with others."""

    def link(self, pupil_id: str) -> None:
        """Something that links the pupil with others, each in their own part."""

        def show(pupils: Sequence[PupilLine]) -> None:
            form = link_form(pupil_options(pupils, [pupil_id]), self._context)

            def submit() -> Callable[[], Changes]:
                draft, work = form.value(), self._work
                parts, on = draft.parts(pupil_id), draft.happened_on
                if on is None:
                    raise ValueError("the form was not checked")
                return lambda: work.link_pupils(draft.about, on, parts)

            self._show("Linked with other pupils", form, submit, "Linked, each in their own part.")

        self._read(self._work.every_pupil, show)

    def add(self, view: LinkView) -> None:
        """One more pupil had a part in it."""
        known = [view.record.pupil_id, *(one.pupil_id for one in view.others)]

        def show(pupils: Sequence[PupilLine]) -> None:
            form = part_form(pupil_options(pupils, known))

            def submit() -> Callable[[], Changes]:
                draft, work = form.value(), self._work
                if draft.pupil_id is None or draft.role is None:
                    raise ValueError("the form was not checked")
                whose, role, own = draft.pupil_id, draft.role, draft.own_words
                return lambda: work.add_to_link(view.record.id, whose, role, own)

            under = f"{view.record.about}, {day_short(view.record.happened_on)}"
            self._show("Another pupil", form, submit, "Linked.", under)

        self._read(self._work.every_pupil, show)


class LinksCard(Card):
    """The pupil's own part in each link, and the names of the others without theirs."""

    def __init__(
        self,
        views: Sequence[LinkView],
        *,
        open_pupil: Callable[[str], None],
        correct: Callable[[LinkView], None],
        add: Callable[[LinkView], None],
    ) -> None:
        """Builds the card; the callables are what its links do."""
        super().__init__("Linked with other pupils")
        for view in views:
            about = view.record.about
            self.body.addWidget(Rule())
            self.body.addWidget(paragraph(about, "strong"))
            own = f"{day_short(view.record.happened_on)}  ·  {words(view.record.role)}"
            self.body.addWidget(paragraph(own, "muted"))
            for other in view.others:
                self._link(f"With {other.name}", "", partial(open_pupil, other.pupil_id))
            self._link("Correct this part", about, partial(correct, view))
            self._link("Add a pupil", about, partial(add, view))

    def _link(self, text: str, about: str, act: Callable[[], None]) -> None:
        one = link_button(text.replace("&", "&&"))
        one.setAccessibleName(f"{text}: {about}" if about else text)
        one.clicked.connect(act)
        self.body.addWidget(one, alignment=Qt.AlignmentFlag.AlignLeft)
