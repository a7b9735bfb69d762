"""The summary on one side of A4: for a meeting, or for whoever helps in an emergency.

A meeting is told what it needs to decide, and no home address, telephone or medical history. Who
helps in an emergency is told who the pupil is, whom to ring, risk and health, and what is known.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from mhlead.domain.codes import PaperKind
from mhlead.domain.document import (
    Block,
    BulletList,
    Callout,
    CalloutTone,
    Document,
    Fact,
    FactGrid,
    Heading,
    Paragraph,
    Run,
    Runs,
    plain,
    strong,
)
from mhlead.domain.letter import PersonFacts, RiskFacts, RiskStatementFacts, WithholdFacts
from mhlead.domain.letter_phrases import day_words, joined, muted, yes_or_no
from mhlead.domain.letter_values import age_at
from mhlead.domain.paper import PaperHead, compose_paper, facts_grid
from mhlead.domain.shortening import Shortening

_WHO = "details of the pupil"
MEDICATION, HEALTH = "Medication", "Health and allergies"
_VITAL = {MEDICATION: 120, HEALTH: 120}
"""Characters of what an ambulance must know before all else; shortened last."""
NOBODY_ASKED = "Nobody has written down yet whether the pupil was asked about risk."


@dataclass(frozen=True, slots=True)
class StepFacts:
    """Something that is to be done, by whom and when."""

    what: str
    due_on: date | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class NamedFacts:
    """A fact with what it is called."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class SummaryFacts:
    """What a summary says; what is not known is empty, and for a meeting what it need not know.

    Attributes:
        about: Facts about the pupil, such as the NHS number or medication, in order.
        contacts: Whom to ring, first the first.
        risk_recorded_by: Who wrote the newest entry about risk down.
        helps: What keeps safe and what helps, newest first.
        involved: Who is involved, a line each.
        orders: Court orders in force, a line each.
        picture: How school goes and what was tried, a line each.
        consents: What was agreed to, a line each.
        withhold: What is not to be told to whom.
        owner: Who holds the pupil in school.
    """

    head: PaperHead
    about: tuple[NamedFacts, ...] = ()
    contacts: tuple[PersonFacts, ...] = ()
    risk: RiskFacts = field(default_factory=RiskFacts)
    risk_recorded_by: str = ""
    helps: tuple[NamedFacts, ...] = ()
    involved: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    picture: tuple[NamedFacts, ...] = ()
    consents: tuple[str, ...] = ()
    withhold: tuple[WithholdFacts, ...] = ()
    steps: tuple[StepFacts, ...] = ()
    owner: str = ""


def compose_summary(
    facts: SummaryFacts,
    shortening: Shortening,
    *,
    is_large_print: bool = False,
) -> Document:
    """The summary, shortened by that step of the rule; what was shortened is said on the page."""
    writer = _Writer(facts, shortening)
    is_crisis = facts.head.kind is PaperKind.CRISIS_SUMMARY
    blocks = writer.for_crisis() if is_crisis else writer.for_meeting()
    school = replace(
        facts.head.school,
        name=shortening.text("the school’s details", facts.head.school.name),
        telephone=shortening.text("the school’s details", facts.head.school.telephone),
        strapline="",
        address=(),
        email="",
    )
    ring = shortening.text("by whom", facts.head.ring)
    head = replace(facts.head, full_name=writer.name, school=school, ring=ring)
    return compose_paper(head, (*blocks, *writer.what_was_cut()), is_large_print=is_large_print)


def _stacked(lines: list[Runs]) -> Runs:
    """The lines one under the other."""
    told: Runs = ()
    for line in lines:
        told += (plain("\n") if told else ()) + line
    return told


class _Writer:
    def __init__(self, facts: SummaryFacts, shortening: Shortening) -> None:
        self._facts, self._cut = facts, shortening
        self.name = shortening.text(_WHO, facts.head.full_name)

    def for_crisis(self) -> list[Block]:
        facts = self._facts
        return [
            *self._happened("What has happened"),
            self._who(),
            *self._risk(),
            self._grid(
                ("Whom to ring", self._contacts()),
                ("Court orders", self._lines("court orders", facts.orders)),
                ("Safe, and what helps", self._named("what helps", facts.helps)),
                ("Please do not tell", self._withhold()),
                ("Who is involved", self._lines("who is involved", facts.involved)),
                ("Held in school", self._steps()),
                *self._made(),
            ),
        ]

    def for_meeting(self) -> list[Block]:
        facts = self._facts
        return [
            *self._happened("What this meeting is for"),
            self._who(),
            *self._risk(),
            self._grid(
                ("How it goes", self._named("how it goes", facts.picture)),
                ("What helps", self._named("what helps", facts.helps)),
                ("Please do not tell", self._withhold()),
                ("Who is involved", self._lines("who is involved", facts.involved)),
                ("What was agreed to", self._lines("what was agreed to", facts.consents)),
                ("Next step", self._steps()),
                *self._made(),
            ),
        ]

    def _grid(self, *sections: tuple[str, list[Runs]]) -> Block:
        """A row a section, each line on its own."""
        return FactGrid(tuple(Fact(name, _stacked(lines)) for name, lines in sections if lines))

    def _happened(self, name: str) -> list[Block]:
        words = self._facts.head.what_for
        if not words:
            return []
        text = self._cut.text(name.lower(), words)
        return [Callout((Paragraph(strong(f"{name}: ") + plain(text)),))]

    def _who(self) -> Block:
        head = self._facts.head
        born = day_words(head.born_on)
        if head.born_on is not None:
            born += f" ({age_at(head.born_on, head.written_on)[0]})"
        named = (
            ("Name", self.name),
            ("Known as", self._cut.text(_WHO, head.known_as)),
            ("Born", born),
            ("Year", self._cut.text(_WHO, joined((head.year_group, head.form), ", "))),
        )
        more = tuple(
            (one.name, self._cut.text(_WHO, one.text, least=_VITAL.get(one.name, 0)))
            for one in self._facts.about
        )
        return facts_grid((*named, *more), columns=2, is_tinted=True)

    def _risk(self) -> list[Block]:
        risk, by = self._facts.risk, self._facts.risk_recorded_by
        heading = Heading(plain("Risk, as it was said or seen"))
        asked = ""
        if risk.asked_by or risk.asked_on:
            when = f" on {day_words(risk.asked_on)}" if risk.asked_on else ""
            asked = f"Last asked{when}{f' by {risk.asked_by}' if risk.asked_by else ''}."
        last = max((s.happened_on for s in risk.statements if s.happened_on), default=None)
        written = ""
        if last is not None:
            written = f"Last entry of {day_words(last)}{f', written by {by}' if by else ''}."
        when_asked = joined((asked, written), " ") or NOBODY_ASKED
        shown = self._cut.items("risk", risk.statements)
        items = tuple(self._statement(one) for one in shown)
        if not items and asked:
            when_asked += " Nothing about risk was said."
        blocks: list[Paragraph | BulletList] = [
            Paragraph(strong(self._cut.text("risk", when_asked)), keeps_with_next=bool(items))
        ]
        if items:
            blocks.append(BulletList(items))
        if risk.not_asked:
            gaps = self._cut.text("what was not asked", joined(risk.not_asked, "; "))
            blocks.append(Paragraph(strong("Not asked: ") + plain(gaps)))
        return [heading, Callout(tuple(blocks), CalloutTone.RISK)]

    def _statement(self, one: RiskStatementFacts) -> Runs:
        asked = f"asked by {one.asked_by}" if one.asked_by else ""
        source = joined((one.in_whose_words, day_words(one.happened_on), asked), ", ")
        text = self._cut.text("risk", one.what)
        return plain(text) + muted(f" ({self._cut.text('risk', source)})" if source else "")

    def _named(self, part: str, facts: tuple[NamedFacts, ...]) -> list[Runs]:
        return [
            strong(f"{one.name}: ") + plain(self._cut.text(part, one.text))
            for one in self._cut.items(part, facts)
        ]

    def _lines(self, part: str, lines: tuple[str, ...]) -> list[Runs]:
        return [plain(self._cut.text(part, line)) for line in self._cut.items(part, lines)]

    def _contacts(self) -> list[Runs]:
        part, told = "whom to ring", []
        for one in self._cut.items(part, self._facts.contacts):
            held = one.has_parental_responsibility
            responsible = "" if held is None else f"parental responsibility: {yes_or_no(held)}"
            more = joined((one.relation, responsible, one.note), ", ")
            number = f"  {one.telephone}" if one.telephone else "  no number"
            told.append(
                strong(self._cut.text(part, one.name))
                + strong(self._cut.text(part, number))
                + plain(f" ({self._cut.text(part, more)})" if more else "")
            )
        return told or [plain("Nobody is recorded.")]

    def _withhold(self) -> list[Runs]:
        part = "what is not to be told"
        return [
            strong(f"{self._cut.text(part, one.from_whom)}: ")
            + plain(self._cut.text(part, one.what))
            for one in self._cut.items(part, self._facts.withhold)
        ]

    def _steps(self) -> list[Runs]:
        facts, part = self._facts, "next step"
        lines = [
            plain(
                joined(
                    (
                        self._cut.text(part, one.what),
                        f"by {day_words(one.due_on)}" if one.due_on else "",
                        self._cut.text(part, one.who),
                    ),
                    ", ",
                )
            )
            for one in self._cut.items(part, facts.steps)
        ]
        if facts.owner:
            lines.append(plain("Held by ") + strong(self._cut.text(part, facts.owner)))
        return lines or [plain("No next step is written down yet.")]

    def _made(self) -> list[tuple[str, list[Runs]]]:
        head, short = self._facts.head, self._cut.text
        by = joined((short("by whom", head.by), short("by whom", head.ring)), ", ")
        made = joined((f"on {day_words(head.written_on)}", f"by {by}" if by else ""), " ")
        whom = short("for whom", head.to_whom)
        return [
            ("For", [plain(whom)] if whom else []),
            ("Written", [plain(joined((made, head.reference), " · "))]),
        ]

    def what_was_cut(self) -> list[Block]:
        """Nothing is left away silently."""
        parts = self._cut.told()
        if not parts:
            return []
        told = f"Shortened to fit one side: {joined(parts, ', ')}. The school has the whole."
        return [Paragraph((Run(told, is_muted=True),))]
