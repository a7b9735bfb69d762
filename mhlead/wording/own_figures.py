"""The school's own figures as a paper: unprotected, for the lead and the head alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from mhlead.domain.chart import Bar
from mhlead.domain.counted_periods import CalendarKind, CountedPeriod
from mhlead.domain.document import (
    Align,
    Block,
    Callout,
    CalloutTone,
    Column,
    Document,
    Fact,
    FactGrid,
    Heading,
    Paragraph,
    Run,
    Table,
    plain,
    strong,
)
from mhlead.domain.figures import Figure, Row, SchoolFigures, Share, Timing
from mhlead.domain.letter_phrases import day_words
from mhlead.domain.waits import ServiceWaits, WaitKind, WaitSummary
from mhlead.wording import words
from mhlead.wording.figure_rows import figure_row
from mhlead.wording.figure_words import DEFINITIONS
from mhlead.wording.summary_words import period_words

TITLE = "The school’s own figures"
MARK = "For the lead and head only; on screen and paper only."
WARNING = (
    "Nothing here is protected: most of these numbers are small enough to point to a child. "
    "Governors, the commissioner and everybody else get the summary, which is."
)
_NONE = "None."
_MOST_TERMS = 8


def own_figures(
    figures: SchoolFigures,
    kind: CalendarKind,
    periods: Sequence[CountedPeriod],
    school: str,
) -> Document:
    """The figures of these periods on marked pages, each with its definition.

    Args:
        figures: What was counted.
        kind: By which calendar.
        periods: Every period of it, for the terms that came before.
        school: Its name.
    """
    days = f"{day_words(figures.first_on)} to {day_words(figures.last_on)}"
    is_over = figures.as_of == figures.last_on
    until = "" if is_over else f", counted up to {day_words(figures.as_of)}"
    return Document(
        title=TITLE,
        blocks=(
            Heading(plain(TITLE), level=1),
            Paragraph((Run(f"{school} · {days}{until}", is_muted=True),)),
            Callout((Paragraph(strong(MARK)), Paragraph(plain(WARNING))), CalloutTone.RISK),
            _main(figures),
            *_row_tables(figures),
            *_waits(figures),
            *_over_terms(figures, kind, periods),
        ),
        continuation=f"{TITLE} · {MARK}",
        footer=MARK,
    )


def own_charts(
    figures: SchoolFigures, kind: CalendarKind, periods: Sequence[CountedPeriod]
) -> tuple[tuple[str, tuple[Bar, ...]], ...]:
    """Trends and waits as bars, for the screen alone: title, and each bar with its number.

    The newest eight periods stand there; of services those of whom anybody waits.
    """
    names = {one.code: period_words(kind, one) for one in periods}
    terms = figures.over_terms[-_MOST_TERMS:]
    first = WaitKind.FIRST_CONTACT
    waiting = [(one.name, one.of(first).open_now) for one in figures.waits if one.name]
    charts = (
        ("Newly of concern", [(names.get(one.period, ""), one.new_pupils) for one in terms]),
        ("Referrals sent", [(names.get(one.period, ""), one.referrals_sent) for one in terms]),
        ("Waiting to be first seen, by service", [pair for pair in waiting if pair[1]]),
        (_name(Figure.NEED), [(figure_row(Figure.NEED, r.code), r.count) for r in figures.need]),
    )
    return tuple(
        (title, tuple(Bar(label, str(count), count) for label, count in rows))
        for title, rows in charts
        if rows
    )


def _name(figure: Figure) -> str:
    return DEFINITIONS[figure].name


def _main(figures: SchoolFigures) -> FactGrid:
    told = (
        (Figure.NEW_PUPILS, str(figures.new_pupils)),
        (Figure.RETURNED, str(figures.returned)),
        (Figure.OPEN_CASES, str(figures.open_cases)),
        (Figure.REACH, _share(figures.reach)),
        (Figure.REFERRED, _share(figures.referred)),
        (Figure.REFERRALS_SENT, str(figures.referrals_sent)),
        (Figure.APPROPRIATE, _share(figures.appropriate)),
        (Figure.SENDING_TIME, _timing(figures.sending_time)),
        (Figure.ANSWER_TIME, _timing(figures.answer_time)),
        (Figure.NOT_BROUGHT, _share(figures.not_brought)),
        (Figure.CONTACTS, str(sum(one.exchanges for one in figures.contacts))),
        (Figure.UNMET, str(figures.unmet.pupils)),
        (Figure.RELIABLE_CHANGE, _change(figures)),
        (Figure.GOALS, _share(figures.goals)),
    )
    return FactGrid(tuple(Fact(_name(which), plain(text)) for which, text in told), is_tinted=True)


def _share(share: Share) -> str:
    return f"{share.part} of {share.whole}" if share.whole else "Not known"


def _timing(timing: Timing) -> str:
    median = "" if timing.median_days is None else f"median {timing.median_days:g} days; "
    longest = timing.longest_open_days
    still = f"{timing.open_now} still open" + (f", the longest {longest} days" if longest else "")
    return f"{timing.finished} finished; {median}{still}"


def _change(figures: SchoolFigures) -> str:
    change = figures.reliable_change
    return f"{change.better} better, {change.worse} worse, {change.unclear} unclear"


def _row_tables(figures: SchoolFigures) -> Iterator[Block]:
    tables: tuple[tuple[Figure, Sequence[Row]], ...] = (
        (Figure.NEED, figures.need),
        (Figure.OUTCOME, figures.outcome),
        (Figure.REASON, figures.reason),
        (Figure.ENDINGS, figures.endings),
        (Figure.SERVICE, figures.service),
        (Figure.YEARS, figures.years),
        (Figure.GENDER, figures.gender),
        (Figure.ETHNIC_GROUP, figures.ethnic_group),
        (Figure.SEN, figures.sen),
        (Figure.CIRCUMSTANCES, figures.circumstances),
        (Figure.UNMET, figures.unmet.by_kind),
    )
    for which, rows in tables:
        yield Heading(plain(_name(which)))
        yield Paragraph((Run(DEFINITIONS[which].counts, is_muted=True),), keeps_with_next=True)
        yield _rows(rows, lambda code, which=which: figure_row(which, code))  # type: ignore[misc]


def _rows(rows: Sequence[Row], named: Callable[[str], str]) -> Block:
    if not rows:
        return Paragraph(plain(_NONE))
    told = tuple((plain(named(row.code)), plain(str(row.count))) for row in rows)
    return Table((Column("Group", 4.0), Column("Number", align=Align.END)), told, is_dense=True)


def _waits(figures: SchoolFigures) -> Iterator[Block]:
    yield Heading(plain(_name(Figure.WAITS)))
    if not figures.waits:
        yield Paragraph(plain(_NONE))
        return
    kinds = (WaitKind.DECIDED, WaitKind.FIRST_CONTACT)
    heads = [Column("Service", 2.0), Column("Referrals", 0.8, Align.END)]
    heads += [Column(words(kind), 2.0) for kind in kinds]
    rows = tuple(_service(one, kinds) for one in figures.waits)
    yield Table(tuple(heads), rows, is_dense=True)


def _service(one: ServiceWaits, kinds: Sequence[WaitKind]) -> tuple[tuple[Run, ...], ...]:
    told = [plain(_wait(one.of(kind))) for kind in kinds]
    return (plain(one.name or "All services"), plain(str(one.referrals)), *told)


def _wait(wait: WaitSummary) -> str:
    timing = Timing(wait.finished, wait.median_days, wait.open_now, wait.longest_open_days)
    return _timing(timing)


def _over_terms(
    figures: SchoolFigures, kind: CalendarKind, periods: Sequence[CountedPeriod]
) -> Iterator[Block]:
    names = {one.code: period_words(kind, one) for one in periods}
    yield Heading(plain(_name(Figure.OVER_TERMS)))
    rows = tuple(
        tuple(
            plain(text)
            for text in (
                names.get(one.period, ""),
                str(one.new_pupils),
                str(one.returned),
                str(one.referrals_sent),
            )
        )
        for one in figures.over_terms
    )
    if not rows:
        yield Paragraph(plain(_NONE))
        return
    heads = ("Newly of concern", "Returned", "Referrals sent")
    columns = (Column("Period", 1.6), *(Column(head, align=Align.END) for head in heads))
    yield Table(columns, rows, is_dense=True)
