"""The rule of the commissioner: from which number on they want counts to show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from mhlead.domain.changes import Changes
from mhlead.domain.release.rules import LEAST_THRESHOLD, MOST_THRESHOLD, THRESHOLDS, NamedRule
from mhlead.services.commissioner_rule import AskedRule, HeldRule
from mhlead.ui.fields import ChoiceField, DayField, LineField, NumberField
from mhlead.ui.fields.ticks import Tick
from mhlead.ui.form import Form
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.settings_parts import SettingsTools
from mhlead.ui.pages.summary_work import SummaryWork
from mhlead.wording.summary_words import rule_line

_OWN = -1
_UNDER = (
    "It is kept for {commissioner}, stands on every summary, and no summary shows smaller numbers. "
    "What can’t be kept safely in a single school is refused, with what could be."
)


class RuleForm(Form):
    """What the commissioner asks for, in their words."""

    def __init__(self, held: HeldRule, today: Callable[[], date]) -> None:
        super().__init__()
        named = [(int(one), rule_line(THRESHOLDS[one])) for one in NamedRule]
        self.rule = ChoiceField([*named, (_OWN, "Another number of their own")])
        self.number = NumberField(1, 99)
        self.zeros = Tick("They want to see which numbers are &none")
        self.rounded = Tick("They want the numbers roun&ded")
        self.source = LineField()
        self.agreed_on = DayField(today)
        self.add_row("What they &ask for", self.rule, required=True)
        self.add_row(
            "The &least number they want to see",
            self.number,
            help_text=f"For another number: {LEAST_THRESHOLD} to {MOST_THRESHOLD} can be met.",
        )
        self.add_wide(self.zeros)
        self.add_wide(self.rounded)
        self.add_row(
            "W&here it says so", self.source, help_text="Such as the data sharing agreement."
        )
        self.add_row("Agreed &on", self.agreed_on)
        self._show(held)

    def _show(self, held: HeldRule) -> None:
        known = {least: one for one, least in THRESHOLDS.items()}
        named = known.get(held.small.threshold)
        self.rule.set_value(_OWN if named is None else int(named))
        if named is None:
            self.number.set_value(held.small.threshold)
        if held.kept is not None:
            self.source.set_value(held.kept.source)
            self.agreed_on.set_value(held.kept.agreed_on)

    def asked(self) -> AskedRule:
        """What was typed."""
        chosen = self.rule.value()
        return AskedRule(
            named=None if chosen in (None, _OWN) else NamedRule(chosen),
            threshold=self.number.value() or 0,
            shows_zeros=self.zeros.isChecked(),
            rounds=self.rounded.isChecked(),
            source=self.source.value(),
            agreed_on=self.agreed_on.value(),
        )


def rule_page(held: HeldRule, tools: SettingsTools, work: SummaryWork) -> FormPage[Changes]:
    """A page with the form."""
    form = RuleForm(held, tools.today)

    def submit() -> Callable[[], Changes]:
        asked = form.asked()
        return lambda: work.keep_rule(asked)

    return FormPage(
        "The commissioner’s rule",
        form,
        under=_UNDER.format(commissioner=held.commissioner or "the commissioner"),
        tasks=tools.tasks,
        submit=submit,
        submitted=tools.changed,
    )
