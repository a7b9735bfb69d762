"""The agenda for a meeting with a service's counterpart: its lines, and the paper it is printed on.

With initials nothing is printed that somebody typed about a pupil: free words may name them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mhlead.domain.codes import MeetingOutcome, ReferralState, Urgency
from mhlead.domain.document import (
    Align,
    Block,
    BulletList,
    Column,
    Document,
    Fact,
    FactGrid,
    Heading,
    Paragraph,
    Run,
    Runs,
    Table,
    TextSize,
    plain,
    strong,
)
from mhlead.domain.naming import ToldName
from mhlead.domain.template_filling import format_date
from mhlead.domain.waits import MARK_WEEKS, ServiceWaits, WaitKind, WaitSummary

_S = ReferralState
QUESTIONS: dict[ReferralState, str] = {
    _S.DRAFT: "Is this one for you? What do you advise?",
    _S.WAITING_FOR_CONSENT: "No consent yet: ask without a name what they advise.",
    _S.SENT: "Has it arrived? When is it decided?",
    _S.ACKNOWLEDGED: "What was decided?",
    _S.RETURNED_FOR_INFORMATION: "Is what we sent enough?",
    _S.AGREED_AT_MEETING: "When does it start?",
    _S.OPT_IN_ASKED: "Has the family answered?",
    _S.WAITING_FOR_ASSESSMENT: "When is the first appointment?",
    _S.JOINT_ASSESSMENT: "When is the assessment complete?",
    _S.APPOINTMENT_OFFERED: "Is the appointment kept? How can school help?",
    _S.WAS_NOT_BROUGHT: "What date is offered next? How can school help?",
    _S.WAITING_FOR_TREATMENT: "When does treatment begin?",
    _S.INTERIM_GROUP: "When does treatment itself begin?",
    _S.PAUSED: "When does it start again?",
    _S.IN_TREATMENT: "How is it going? What should school do?",
    _S.SIGNPOSTED: "Whom did they name, and did anybody get through?",
    _S.REFERRED_ON: "Who has it now?",
}
"""What a referral asks of the service where it stands."""

URGENCIES: dict[Urgency | None, str] = {
    Urgency.VERY_URGENT: "Very urgent",
    Urgency.URGENT: "Urgent",
    Urgency.ROUTINE: "Routine",
    None: "",
}
WAITS: dict[WaitKind, str] = {
    WaitKind.ACKNOWLEDGED: "To acknowledgement",
    WaitKind.DECIDED: "To the decision",
    WaitKind.FIRST_CONTACT: "To the first contact",
    WaitKind.TREATMENT: "To treatment",
}
OUTCOMES: dict[MeetingOutcome, str] = {
    MeetingOutcome.DISCUSSED: "Discussed",
    MeetingOutcome.AGREED: "Agreed",
    MeetingOutcome.SLOT_OFFERED: "Slot offered",
    MeetingOutcome.STEP_UP: "Step up",
    MeetingOutcome.STEP_DOWN: "Step down",
}


@dataclass(frozen=True)
class Promise:
    """Something promised in a talk: its words and the day it is due."""

    words: str
    by_on: date | None


@dataclass(frozen=True)
class AgendaItem:
    """One pupil to speak about.

    Attributes:
        told: The name that the service may be told; `name` and `initials` are the school's own.
        referral_id: Their open referral to the service; "" where the meeting alone knows them.
        state_words: Where the referral stands, in words.
        waited_days: Days since it left the school, while it is open; None before.
        news: Something was written since it left that the service was not told.
        points: What the school wants to speak about.
        last_outcome: What the last meeting came to about them.
    """

    pupil_id: str
    case_id: str
    name: str
    initials: str
    told: ToldName
    year_group: str
    referral_id: str = ""
    reference: str = ""
    state: ReferralState | None = None
    state_words: str = ""
    urgency: Urgency | None = None
    waited_days: int | None = None
    news: bool = False
    last_spoken_on: date | None = None
    promises: tuple[Promise, ...] = ()
    points: tuple[str, ...] = ()
    last_outcome: MeetingOutcome | None = None
    last_met_on: date | None = None

    @property
    def question(self) -> str:
        """What to ask of the service about them."""
        followed = "How are they? Step up or down?" if self.last_outcome else ""
        asked = QUESTIONS.get(self.state, "") if self.state else followed
        told = "Tell them what is new." if self.news else ""
        return " ".join(part for part in (told, asked) if part)


@dataclass(frozen=True)
class MeetingLine:
    """What an earlier meeting came to about one pupil."""

    met_on: date
    name: str
    initials: str
    told: ToldName
    outcome: MeetingOutcome
    words: str = ""


@dataclass(frozen=True)
class Agenda:
    """The agenda of a meeting with a service.

    Attributes:
        counterparts: Names of its people, the named one first.
        last_spoken_on: The last talk with its counterpart about anybody.
        items: Whom to speak about: most urgent first, then who waits longest.
        meetings: What earlier meetings came to, newest first.
        waits: How long pupils wait for the service, from the dates; None where nobody does.
        is_meeting_list: The service takes pupils on at the meeting: what it comes to is ringed.
    """

    service_id: str
    service: str
    on: date
    school: str = ""
    counterparts: tuple[str, ...] = ()
    last_spoken_on: date | None = None
    items: tuple[AgendaItem, ...] = ()
    meetings: tuple[MeetingLine, ...] = ()
    waits: ServiceWaits | None = None
    is_meeting_list: bool = False

    def counts(self) -> dict[MeetingOutcome, int]:
        """How often earlier meetings came to each outcome."""
        told = [line.outcome for line in self.meetings]
        return {outcome: told.count(outcome) for outcome in MeetingOutcome}


def in_order(item: AgendaItem) -> tuple[int, int, str]:
    """Most urgent first, then who has waited longest."""
    pressing = (Urgency.VERY_URGENT, Urgency.URGENT, Urgency.ROUTINE, None)
    return (pressing.index(item.urgency), -(item.waited_days or 0), item.name.casefold())


def compose_agenda(
    agenda: Agenda, *, with_names: bool, size: TextSize = TextSize.NORMAL
) -> Document:
    """The agenda on paper.

    Args:
        agenda: Its lines.
        with_names: Names and typed words; otherwise initials, and nothing that somebody typed.
        size: Size of the text.
    """
    return Document(
        title=f"Agenda: {agenda.service}",
        blocks=(
            Heading(plain(f"Meeting with {agenda.service}"), 1),
            FactGrid(_facts(agenda), columns=2),
            Heading(plain(f"To speak about: {_pupils(len(agenda.items))}")),
            *_items(agenda, with_names=with_names),
            *_waits(agenda.waits),
            *_meetings(agenda, with_names=with_names),
        ),
        footer="Private: about pupils’ health. Take it back with you and shred it.",
        continuation=f"Meeting with {agenda.service}, {format_date(agenda.on)}",
        size=size,
    )


def _facts(agenda: Agenda) -> tuple[Fact, ...]:
    spoken = format_date(agenda.last_spoken_on) if agenda.last_spoken_on else "no talk recorded"
    told = (
        ("School", agenda.school),
        ("Date", format_date(agenda.on)),
        ("With", ", ".join(agenda.counterparts)),
        ("Last spoken", spoken),
    )
    return tuple(Fact(label, plain(words)) for label, words in told if words)


def _pupils(count: int) -> str:
    return "1 pupil" if count == 1 else f"{count} pupils"


def _items(agenda: Agenda, *, with_names: bool) -> list[Block]:
    if not agenda.items:
        return [Paragraph(plain("Nobody has an open referral to this service."))]
    columns = (
        Column("Pupil", 1.3),
        Column("Where it stands", 1.6),
        Column("Weeks", 0.6, Align.END),
        Column("To ask", 2.0),
        Column("Ring what it came to" if agenda.is_meeting_list else "What was said", 2.0),
    )
    choice = plain(" · ".join(OUTCOMES.values())) if agenda.is_meeting_list else ()
    rows = tuple((*_row(item, with_names=with_names), choice) for item in agenda.items)
    return [Table(columns, rows)]


def _row(item: AgendaItem, *, with_names: bool) -> tuple[Runs, ...]:
    who = item.told.name if with_names else item.told.initials
    reference = f"\n{item.reference}" if item.reference else ""
    stands = item.state_words or _met(item)
    urgent = URGENCIES[item.urgency] if item.urgency is not Urgency.ROUTINE else ""
    stands = f"{urgent}: {stands[:1].lower()}{stands[1:]}" if urgent else stands
    weeks = str(item.waited_days // 7) if item.waited_days is not None else ""
    asked: Runs = plain(item.question)
    if with_names:
        asked += tuple(Run(f" {_promised(each)}", is_strong=True) for each in item.promises)
        asked += tuple(Run(f" To speak about: {each}", is_strong=True) for each in item.points)
    return (strong(who) + plain(reference), plain(stands), plain(weeks), asked)


def _met(item: AgendaItem) -> str:
    if item.last_outcome is None or item.last_met_on is None:
        return ""
    return f"{OUTCOMES[item.last_outcome]} on {format_date(item.last_met_on)}"


def _promised(promise: Promise) -> str:
    by = f" (by {format_date(promise.by_on)})" if promise.by_on else ""
    return f"Promised: {promise.words}{by}."


def _waits(waits: ServiceWaits | None) -> list[Block]:
    if waits is None or not waits.referrals:
        return []
    columns = (
        Column("From the day it was sent", 2.4),
        Column("Median days", 1.0, Align.END),
        Column("Of", 0.6, Align.END),
        Column("Open now", 0.9, Align.END),
        Column("Longest open, days", 1.2, Align.END),
        *(Column(f"Over {weeks} weeks", 1.0, Align.END) for weeks in MARK_WEEKS),
    )
    rows = tuple(_wait_row(summary) for summary in waits.summaries)
    note = "The weeks are marks to see a wait by, not standards. Open waits count up to today."
    return [
        Heading(plain("How long they wait")),
        Table(columns, rows),
        Paragraph((Run(note, is_muted=True),)),
    ]


def _wait_row(summary: WaitSummary) -> tuple[Runs, ...]:
    middle = "" if summary.median_days is None else f"{summary.median_days:g}"
    longest = "" if summary.longest_open_days is None else str(summary.longest_open_days)
    told = (
        WAITS[summary.kind],
        middle,
        str(summary.finished),
        str(summary.open_now),
        longest,
        *(str(count) for count in summary.past_marks),
    )
    return tuple(plain(words) for words in told)


def _meetings(agenda: Agenda, *, with_names: bool) -> list[Block]:
    if not agenda.meetings:
        return []
    counts = ", ".join(
        f"{OUTCOMES[outcome].lower()} {count}"
        for outcome, count in agenda.counts().items()
        if count
    )
    blocks: list[Block] = [
        Heading(plain("Earlier meetings")),
        Paragraph(plain(f"In all: {counts}."), keeps_with_next=True),
    ]
    lines = [_meeting(line, with_names=with_names) for line in agenda.meetings]
    return [*blocks, BulletList(tuple(lines))]


def _meeting(line: MeetingLine, *, with_names: bool) -> Runs:
    who = line.told.name if with_names else line.told.initials
    said = f": {line.words}" if line.words and with_names else ""
    return plain(f"{format_date(line.met_on)}, {who}: {OUTCOMES[line.outcome].lower()}{said}")
