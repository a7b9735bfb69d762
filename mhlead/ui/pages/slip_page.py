"""A concern slip before it is recorded: what the tutor wrote, beside the pupil it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mhlead.domain.codes import StepKind
from mhlead.domain.records import StaffMember
from mhlead.domain.slip import WHERE_WORDS, SlipMatch, SlipRead
from mhlead.domain.views import PupilLine
from mhlead.services.code_lists import label as code_label
from mhlead.services.slips import Opening, SlipDecision, SlipPreview, SlipTaken
from mhlead.ui.buttons import danger_button, plain_button
from mhlead.ui.day_text import Direction, day_short, parse_day
from mhlead.ui.fields import ChoiceField, LineField, TextField
from mhlead.ui.form import Form, Row
from mhlead.ui.forms.referral_forms import StepDraft
from mhlead.ui.labels import heading, paragraph
from mhlead.ui.layouts import column
from mhlead.ui.options import code_field, coming_day, enum_field, past_day, staff_field
from mhlead.ui.pages.facts import Fact, FactsCard, yes_no
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.surfaces import Beside, Card
from mhlead.ui.tasks import TaskRunner
from mhlead.wording.slip_words import FINDINGS, MATCHES

_TAKEN = "The same words stand in this pupil’s record already: this slip was taken in before."
_RISK = (
    "Act first; the slip can wait. Go to the pupil, tell the DSL, ring if life is in danger. Once "
    "you record it, the program asks who of safeguarding was told."
)


@dataclass(frozen=True)
class SlipReview:
    """What can be done with a slip that is looked at.

    Attributes:
        take_in: Keeps it; runs beside the window's thread.
        taken: Gets what was kept.
        add_pupil: Opens the form for a new pupil; what it gets is called with who was added.
        look_again: The slip, matched with the pupils who are here by now; beside the thread.
        open_at_risk: Shows what to do when somebody is at risk now.
    """

    take_in: Callable[[SlipPreview, SlipDecision], SlipTaken]
    taken: Callable[[SlipTaken], None]
    add_pupil: Callable[[Callable[[str], None]], None]
    look_again: Callable[[], SlipPreview]
    open_at_risk: Callable[[], None]


class SlipPage(FormPage[SlipTaken]):
    """The tutor's words stay as they are; the lead says whom they are about and what is needed."""

    def __init__(
        self,
        preview: SlipPreview,
        *,
        tasks: TaskRunner,
        today: Callable[[], date],
        staff: Sequence[StaffMember],
        review: SlipReview,
    ) -> None:
        """Builds the page; a pupil is chosen beforehand only where just one can be meant.

        Args:
            preview: The slip and whom it may be about.
            tasks: Runs the work.
            today: Gives the day at the school.
            staff: Who can hold a case or a step.
            review: What can be done with the slip.
        """
        decision = _DecisionForm(preview, today, staff)
        super().__init__(
            "Concern slip",
            decision,
            tasks=tasks,
            submit=self._submit_slip,
            submitted=review.taken,
            under="What a tutor wrote. Nothing is kept before you record it.",
            action="&Record this concern",
        )
        self._preview, self._review, self.decision = preview, review, decision
        slip = preview.slip
        self.cancel_button.setText("&Not now")
        self.risk = _RiskCard(slip, review.open_at_risk)
        self.told = FactsCard("What the slip says", _facts(slip))
        answers = QWidget()
        beside = column(answers, gap="gap")
        beside.addWidget(self.told)
        if slip.findings:
            beside.addWidget(_FindingsCard(slip))
        beside.addStretch()
        at = self.scrolled.body.indexOf(self.card)
        self.scrolled.body.insertWidget(
            at, Beside(answers, self.card, room="narrow_window", is_even=True)
        )
        self.scrolled.body.insertWidget(at, self.risk)
        decision.new_button.clicked.connect(lambda: review.add_pupil(self.choose_new))

    def focus_first(self) -> None:
        if self._preview.slip.is_at_risk:
            self.risk.act_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().focus_first()

    def choose_new(self, pupil_id: str) -> None:
        """Somebody was added for this slip: it is about them."""

        def show(preview: SlipPreview) -> None:
            self._preview = preview
            self.decision.show_preview(preview)
            self.decision.pupil.set_value(pupil_id)

        self._tasks.start(
            self, lambda _: self._review.look_again(), done=show, failed=self._not_saved
        )

    def _submit_slip(self) -> Callable[[], SlipTaken]:
        preview, decision, take_in = self._preview, self.decision.value(), self._review.take_in
        return lambda: take_in(preview, decision)


class _DecisionForm(Form):
    """Whom it is about, when it was noticed, and, without an open case, who holds it."""

    def __init__(
        self, preview: SlipPreview, today: Callable[[], date], staff: Sequence[StaffMember]
    ) -> None:
        super().__init__()
        self._preview = preview
        slip = preview.slip
        self.pupil: ChoiceField[str] = ChoiceField((), is_searchable=True)
        self.noticed_on = past_day(today)
        self.need = code_field("need", today())
        self.raised_by, self.seen = LineField(), TextField(lines=3)
        self.add_row(
            "&About which pupil", self.pupil, help_text=MATCHES[preview.match], required=True
        )
        self.match = paragraph("", "problem")
        self.new_button = plain_button("New &pupil…", "user-plus")
        beside = QWidget()
        below = column(beside, gap="small")
        below.addWidget(self.match)
        below.addWidget(self.new_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.match.hide()
        self.add_wide(beside)
        self.add_row("&Day it was noticed", self.noticed_on, required=True)
        if not slip.raised_by:
            self.add_row("Who noticed it", self.raised_by, required=True)
        if not slip.seen:
            self.add_row(
                "What was seen or heard",
                self.seen,
                help_text="The slip says nothing here. Ask the author, or write what you know.",
                required=True,
            )
        self.add_row("&Main need", self.need, required=True)
        self.owner, self.kind = staff_field(staff), enum_field(StepKind)
        self.what, self.due_on, self.holder = LineField(), coming_day(today), staff_field(staff)
        self.opening: list[Row] = [
            self.add_row("Who holds the case", self.owner, required=True),
            self.add_row("What happens next", self.kind, required=True),
            self.add_row("In a few words", self.what, required=True),
            self.add_row("By when", self.due_on, required=True),
            self.add_row("Who does it", self.holder, required=True),
        ]
        self.pupil.value_changed.connect(self._pupil_chosen)
        self.show_preview(preview)
        if preview.match is SlipMatch.ONE:
            self.pupil.set_value(preview.candidates[0].pupil_id)
        noticed = parse_day(slip.noticed, today(), Direction.PAST)
        if noticed is not None and noticed <= today():
            self.noticed_on.set_value(noticed)
        self._pupil_chosen()

    def show_preview(self, preview: SlipPreview) -> None:
        """These pupils can be chosen, the likeliest first."""
        self._preview = preview
        likely = {line.pupil_id for line in preview.candidates}
        rest = (line for line in preview.pupils if line.pupil_id not in likely)
        self.pupil.set_options([(p.pupil_id, _line(p)) for p in (*preview.candidates, *rest)])

    def _pupil_chosen(self) -> None:
        pupil_id = self.pupil.value() or ""
        opens = bool(pupil_id) and not self._preview.has_open_case(pupil_id)
        for row in self.opening:
            row.set_shown(opens, required=opens)
        is_taken = pupil_id in self._preview.taken_for
        self.match.setText(_TAKEN if is_taken else "")
        self.match.setVisible(is_taken)

    def value(self) -> SlipDecision:
        """What was decided, once the form was checked."""
        pupil_id, noticed_on = self.pupil.value(), self.noticed_on.value()
        if pupil_id is None or noticed_on is None:
            raise ValueError("the form was not checked")
        opening = None
        if not self._preview.has_open_case(pupil_id):
            draft = StepDraft(
                self.kind.value(), self.what.value(), self.due_on.value(), self.holder.value()
            )
            opening = Opening(self.owner.value() or "", draft.plan())
        return SlipDecision(
            pupil_id=pupil_id,
            noticed_on=noticed_on,
            need=self.need.value(),
            raised_by=self.raised_by.value(),
            seen=self.seen.value(),
            opening=opening,
        )


class _RiskCard(Card):
    """That somebody may be at risk now comes before everything else on the page."""

    def __init__(self, slip: SlipRead, open_at_risk: Callable[[], None]) -> None:
        super().__init__(surface="problem")
        self.act_button = danger_button("&What to do now", "life-buoy")
        self.body.addWidget(heading("The slip says that somebody may be at risk now"))
        told = slip.told or "The slip does not say who was told."
        self.body.addWidget(paragraph(f"{_RISK} Told so far: {told}"))
        self.body.addWidget(self.act_button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.act_button.clicked.connect(open_at_risk)
        self.setVisible(slip.is_at_risk)


class _FindingsCard(Card):
    """What was met in the file and left there."""

    def __init__(self, slip: SlipRead) -> None:
        super().__init__(surface="notice")
        self.body.addWidget(heading("Not taken from the file"))
        told = "\n".join(FINDINGS[finding] for finding in slip.findings)
        self.body.addWidget(paragraph(told))


def _line(pupil: PupilLine) -> str:
    born = f"born {day_short(pupil.born_on)}" if pupil.born_on else ""
    year = code_label("year-group", pupil.year_group)
    return " · ".join(part for part in (pupil.name, year, pupil.form, born) if part)


def _facts(slip: SlipRead) -> list[Fact]:
    return [
        ("Pupil’s name", slip.pupil_name),
        ("Form or class", slip.form),
        ("Date it was noticed", slip.noticed),
        ("What was seen or heard", slip.seen),
        ("What the pupil said", slip.pupil_words),
        ("What worries the author", slip.opinion),
        ("Where", ", ".join(WHERE_WORDS[where] for where in slip.where)),
        ("Effect on lessons", slip.effect_on_lessons),
        ("On friends", slip.effect_on_friends),
        ("On sleep", slip.effect_on_sleep),
        ("On home", slip.effect_on_home),
        ("On attendance", slip.effect_on_attendance),
        ("Since when", slip.since),
        ("Told the family", yes_no(slip.family_told)),
        ("By whom, when, and what they said", slip.family_words),
        ("Author", slip.raised_by),
    ]
