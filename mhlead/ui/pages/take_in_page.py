"""Taking in a directory file: what it holds beside what stands here, to be ticked."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mhlead.domain.changes import Changes
from mhlead.domain.directory import DirectoryPlan, EntryPlan, EntryState, Offer, Part, ServiceEntry
from mhlead.domain.errors import Cancelled, MhleadError
from mhlead.domain.records import Counterpart, Criterion, PlanAim
from mhlead.services.directory_file import DirectoryTaken
from mhlead.ui.announce import announce
from mhlead.ui.buttons import plain_button, primary_button
from mhlead.ui.fields.ticks import Tick
from mhlead.ui.flow import Flow
from mhlead.ui.forms.rule_forms import codes_words
from mhlead.ui.labels import heading, paragraph
from mhlead.ui.layouts import column, line
from mhlead.ui.page import Page
from mhlead.ui.surfaces import Card, Chip, PageHeader, Rule, Scrolled
from mhlead.ui.tasks import TaskRunner
from mhlead.ui.tokens import Tone
from mhlead.ui.wordings import differing, value_words
from mhlead.wording import day_words, sentence_for, words
from mhlead.wording.directory_words import counted, offer_words, state_words
from mhlead.wording.figure_words import measure_words

_TONES = {
    EntryState.NEW: Tone.INFO,
    EntryState.SAME: Tone.GOOD,
    EntryState.DIFFERS: Tone.WATCH,
    EntryState.DOUBLE: Tone.WATCH,
    EntryState.REPEATED: Tone.NEUTRAL,
}
_EXAMPLE = (
    "These services are invented: they show what can be written down about one. Each comes in with "
    "“Example” before its name. Change them into your own, or remove them, before you refer "
    "anybody."
)
_AIMS = "Aims of the area’s plan"
_AIMS_UNDER = "They stand with the summary, each with the figure that answers it."
_UNDER = "Only what you tick comes in. What you wrote yourself stays, unless you tick what differs."


class TakeInPage(Page):
    """A card a service; what it offers is ticked one by one, nothing is ticked at first."""

    def __init__(
        self,
        plan: DirectoryPlan,
        *,
        tasks: TaskRunner,
        take_in: Callable[[DirectoryPlan, Collection[str]], DirectoryTaken],
        changed: Callable[[Changes], None],
        is_example: bool = False,
    ) -> None:
        """Builds the page.

        Args:
            plan: What the file holds.
            tasks: Runs the work beside the window's thread.
            take_in: Takes in the offers with these keys.
            changed: Told what was touched.
            is_example: Whether it is of the invented services.
        """
        super().__init__("take_in_page")
        self._plan, self._tasks = plan, tasks
        self._take_in, self._changed = take_in, changed
        made_on = day_words(plan.file.made_on)
        self._made_on = "" if is_example else f"The file was made on {made_on}."
        self.ticks: dict[str, Tick] = {}
        self.back_button = plain_button("&Directory", "arrow-left")
        name = "Start from an example" if is_example else "Take in a directory file"
        self.header = PageHeader(name, _EXAMPLE if is_example else _UNDER)
        self.count = paragraph("", "strong")
        self.problem = paragraph("", "problem")
        self.problem.hide()
        self.new_button = plain_button("Tick all that is &new")
        self.none_button = plain_button("Tick n&othing")
        self.take_button = primary_button("&Take in", "download")
        self._lay_out()

        self.back_button.clicked.connect(self.done)
        self.new_button.clicked.connect(partial(self._tick, plan.additions))
        self.none_button.clicked.connect(partial(self._tick, frozenset()))
        self.take_button.clicked.connect(self.take)
        self.new_button.setEnabled(bool(plan.additions))
        self._show_count()

    def _lay_out(self) -> None:
        scrolled = Scrolled()
        for entry in self._plan.entries:
            scrolled.body.addWidget(self._card(entry))
        if self._plan.aims:
            scrolled.body.addWidget(self._aims_card())
        scrolled.body.addStretch()
        row = QWidget()
        buttons = Flow(row, gap="gap")
        for one in (self.take_button, self.new_button, self.none_button):
            buttons.addWidget(one)
        layout = column(self, gap="gap")
        layout.addWidget(self.back_button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.header)
        layout.addWidget(scrolled, 1)
        layout.addWidget(self.problem)
        layout.addWidget(self.count)
        layout.addWidget(row)

    def page_name(self) -> str:
        return "Directory"

    def focus_first(self) -> None:
        first = next(iter(self.ticks.values()), None)
        (first or self.back_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def has_unsaved(self) -> bool:
        return False  # nothing was typed; the file is still there

    # what is offered ----------------------------------------------------------------------

    def _card(self, plan: EntryPlan) -> Card:
        card = Card(gap="small")
        service = plan.entry.service
        named = line(gap="gap")
        named.addWidget(heading(service.name), 1)
        chip = Chip(state_words(plan.state), _TONES[plan.state])
        named.addWidget(chip, alignment=Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(named)
        under = " · ".join(part for part in (words(service.kind), service.team) if part)
        card.body.addWidget(paragraph(under, "muted"))
        if text := _state_sentence(plan):
            card.body.addWidget(paragraph(text, "muted"))
        for offer in plan.offers:
            card.body.addWidget(Rule())
            self._add_offer(card, service.name, offer)
        return card

    def _aims_card(self) -> Card:
        card = Card(gap="small")
        card.body.addWidget(heading(_AIMS))
        card.body.addWidget(paragraph(_AIMS_UNDER, "muted"))
        for offer in self._plan.aims:
            card.body.addWidget(Rule())
            self._add_offer(card, _AIMS, offer)
        return card

    def _add_offer(self, card: Card, about: str, offer: Offer) -> None:
        tick = Tick(_tick_words(offer))
        tick.setAccessibleName(f"{about}: {offer_words(offer)}")
        tick.toggled.connect(self._show_count)
        self.ticks[offer.key] = tick
        told = column(gap="none", margin="margin none")
        for text in _offer_lines(offer, self._plan.file.made_on):
            told.addWidget(paragraph(text, "muted"))
        both = column(gap="none")
        both.addWidget(tick)
        both.addLayout(told)
        card.body.addLayout(both)

    def chosen(self) -> frozenset[str]:
        """Keys of what is ticked."""
        return frozenset(key for key, tick in self.ticks.items() if tick.isChecked())

    def _tick(self, keys: Collection[str]) -> None:
        for key, tick in self.ticks.items():
            tick.setChecked(key in keys)
        announce(self, self.count.text())

    def _show_count(self) -> None:
        chosen, all_of = len(self.chosen()), len(self.ticks)
        told = (
            f"{chosen} of {all_of} ticked." if all_of else "Everything in it stands here already."
        )
        self.count.setText(" ".join(part for part in (told, self._made_on) if part))
        self.take_button.setEnabled(chosen > 0)
        self.none_button.setEnabled(chosen > 0)

    # taking in ----------------------------------------------------------------------------

    def take(self) -> None:
        """Takes in what is ticked."""
        plan, keys, take_in = self._plan, self.chosen(), self._take_in
        if not keys:
            return
        self.take_button.setEnabled(False)
        self._tasks.start(
            self, lambda _: take_in(plan, keys), done=self._taken, failed=self._not_taken
        )

    def _taken(self, taken: DirectoryTaken) -> None:
        self._changed(taken.changes)
        parts = [
            text
            for number, text in (
                (taken.added, f"{counted(taken.added, 'entry', 'entries')} added"),
                (taken.changed, f"{counted(taken.changed, 'entry', 'entries')} changed"),
            )
            if number
        ]
        self.said.emit(f"Taken in: {', '.join(parts)}.")
        self.done.emit()

    def _not_taken(self, error: MhleadError) -> None:
        self._show_count()
        if isinstance(error, Cancelled):
            return
        text = sentence_for(error)
        self.problem.setText(text)
        self.problem.show()
        announce(self, text)


def _state_sentence(plan: EntryPlan) -> str:
    if plan.state is EntryState.DOUBLE:
        names = ", ".join(dict.fromkeys(plan.alike))
        return (
            f"It shares its name, number or mailbox with an entry here: {names}. If it is the same "
            "service, leave it out, or take it in and make the two one on its rules page."
        )
    if plan.state is EntryState.REPEATED:
        return "An earlier service in the file has the same name and team; only that one counts."
    if plan.held is not None and plan.held.name != plan.entry.service.name:
        return f"Here it is called {plan.held.name}."
    return ""


def _tick_words(offer: Offer) -> str:
    """The words beside a box stay on one line, so they are few; the rest stands under it."""
    if isinstance(offer.there, ServiceEntry):
        return "The whole service"
    if isinstance(offer.there, Criterion):
        return f"{'New rule' if offer.here is None else 'Rule'}: {words(offer.there.kind)}"
    if isinstance(offer.there, PlanAim):
        return f"{'New aim' if offer.here is None else 'Aim'}: {_shortened(offer.name)}"
    if isinstance(offer.there, Counterpart):
        return f"{'New person' if offer.here is None else 'Person'}: {_shortened(offer.name)}"
    return offer_words(offer)


def _offer_lines(offer: Offer, on: date) -> list[str]:
    """What would stand here, and what stands here now."""
    lines = []
    if isinstance(offer.there, ServiceEntry):
        lines = _service_lines(offer.there)
    elif offer.part is Part.FIELD:
        lines = [f"In the file: {value_words(offer.there)}", f"Here: {value_words(offer.here)}"]
    elif offer.here is None:
        lines = _told(offer.there)
    else:
        lines = [
            f"{name}, in the file: {there}; here: {here}"
            for name, here, there in differing(
                _readable(offer.here, on), _readable(offer.there, on)
            )
        ]
    if offer.was_here:
        lines.append("It stood here before, and somebody changed or removed it.")
    return [text for text in lines if text]


def _service_lines(entry: ServiceEntry) -> list[str]:
    service = entry.service
    reached = (service.telephone, service.email, service.self_referral)
    people, rules = len(entry.people), len(entry.rules)
    return [
        " · ".join(part for part in reached if part),
        f"With {counted(people, 'person', 'people')} and {counted(rules, 'rule', 'rules')}",
    ]


def _told(record: object) -> list[str]:
    if isinstance(record, Counterpart):
        parts = (record.job_title, record.telephone, record.email, record.link_days)
        return [" · ".join(part for part in parts if part)]
    if isinstance(record, PlanAim):
        return [record.says, measure_words(record.measure)]
    if isinstance(record, Criterion):
        only = f"only {words(record.urgency).lower()}" if record.urgency else ""
        return [record.says, " · ".join(part for part in (only, record.source) if part)]
    return []


def _readable(record: object, on: date) -> object:
    """A rule with its codes in words."""
    if isinstance(record, Criterion):
        return replace(record, codes=codes_words(record, on))
    return record


def _shortened(text: str, most: int = 40) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1].rstrip()}…"
