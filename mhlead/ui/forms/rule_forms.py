"""Forms for a service's own rules and for how satisfied the lead is with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from mhlead.domain.codes import (
    CriterionKind,
    Occasion,
    Referrer,
    ReplyKind,
    SupportKind,
    Urgency,
    WhoAgrees,
    WhoseDays,
)
from mhlead.domain.records import Criterion, Satisfaction
from mhlead.domain.rule_terms import AGES, DAYS, PLACES
from mhlead.services.code_lists import choices
from mhlead.ui.fields import (
    ChoiceField,
    Field,
    LineField,
    ManyField,
    NumberField,
    RowsField,
    TextField,
)
from mhlead.ui.form import Row
from mhlead.ui.options import coming_day, enum_field, enum_options, past_day
from mhlead.ui.record_form import RecordForm
from mhlead.wording import GAPS, gap_words

_K = CriterionKind


def _codes_of(kind: CriterionKind, on: date) -> list[tuple[str, str]]:
    """What the codes of a rule of that kind can be, with their words."""
    if kind in {_K.NEEDS_TAKEN, _K.NEEDS_NOT_TAKEN}:
        return [(entry.code, entry.words) for entry in choices("need", on)]
    if kind is _K.WHO_MAY_REFER:
        return [(code.value, text) for code, text in enum_options(Referrer)]
    if kind is _K.TRIED_FIRST:
        return [(code.value, text) for code, text in enum_options(SupportKind)]
    if kind is _K.CONSENT:
        return [(code.value, text) for code, text in enum_options(WhoAgrees)]
    if kind is _K.REQUIRED_FACTS:
        return [(name, gap_words(name)) for name in GAPS]
    return []


def codes_words(rule: Criterion, on: date) -> tuple[str, ...]:
    """The codes of a rule as a person reads them."""
    known = dict(_codes_of(rule.kind, on))
    return tuple(known.get(code, code) for code in rule.codes)


class RuleForm(RecordForm[Criterion]):
    """One rule in the service's own words; the rows follow its kind."""

    def __init__(self, rule: Criterion, today: Callable[[], date]) -> None:
        super().__init__(rule)
        self._today = today
        kinds: ChoiceField[CriterionKind] = ChoiceField(enum_options(_K), is_searchable=False)
        self._kinds = kinds
        self.bind("kind", kinds, label="What it is about", required=True)
        self.bind(
            "says",
            TextField(lines=2),
            label="The rule, in their words",
            required=True,
        )
        self.bind("source", LineField(), label="Where it was read")
        self.bind("read_on", past_day(today), label="Read on")
        self.bind("valid_until", coming_day(today), label="Holds until")
        self.bind("urgency", enum_field(Urgency), label="Only for")
        self._ages = [
            self.bind("from_age", NumberField(0, 26), label="From age", unit="years"),
            self.bind("below_age", NumberField(0, 26), label="Up to the birthday", unit="years"),
        ]
        self._places = self.bind("places", RowsField(LineField, "Add a place"), label="Places")
        self._days = self.bind("days", NumberField(1, 1000), label="How long", unit="days")
        self._whose = self.bind("whose_days", enum_field(WhoseDays), label="Counted in")
        self._reply = self.bind("reply", enum_field(ReplyKind), label="Which answer")
        self._codes: dict[CriterionKind, tuple[Row, Field]] = {}
        for kind in _K:
            options = _codes_of(kind, today())
            if options:
                field: ManyField[str] = ManyField(options)
                row = self.add_row("Which", field)
                if rule.kind is kind:
                    field.set_value(rule.codes)
                self._codes[kind] = (row, field)
        kinds.value_changed.connect(self._follow)
        self._follow()

    def value(self) -> Criterion:
        """The rule as it reads now, with the terms of its kind alone."""
        read = super().value()
        held = self._codes.get(read.kind)
        codes: tuple[str, ...] = held[1].value() if held else ()
        return replace(
            read,
            codes=codes,
            places=read.places if read.kind in PLACES else (),
            days=read.days if read.kind in DAYS else None,
            whose_days=read.whose_days if read.kind is _K.REPLY_TIME else None,
            reply=read.reply if read.kind is _K.REPLY_TIME else None,
        )

    def _follow(self) -> None:
        kind = self._kinds.value()
        for row in self._ages:
            row.set_shown(kind in AGES)
        self._places.set_shown(kind in PLACES)
        self._days.set_shown(kind in DAYS, required=kind in DAYS)
        is_reply = kind is _K.REPLY_TIME
        self._whose.set_shown(is_reply, required=is_reply)
        self._reply.set_shown(is_reply, required=is_reply)
        for each, (row, _) in self._codes.items():
            row.set_shown(each is kind)


SCORES = ((1, "1  Not at all"), (2, "2  A little"), (3, "3  Quite"), (4, "4  Very"))


def satisfaction_form(
    satisfaction: Satisfaction, today: Callable[[], date]
) -> RecordForm[Satisfaction]:
    """How satisfied the lead is with how the service handles referrals."""
    form = RecordForm(satisfaction)
    form.bind("asked_on", past_day(today), label="Day", required=True)
    score: ChoiceField[int] = ChoiceField(list(SCORES), is_searchable=False)
    form.bind("score", score, label="How satisfied", required=True)
    form.bind("occasion", enum_field(Occasion), label="When", required=True)
    form.bind("words", TextField(lines=2), label="In words")
    return form
