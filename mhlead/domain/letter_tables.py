"""The tables of a referral letter: consent, home, what was tried, measures."""

from __future__ import annotations

from mhlead.domain.document import Column, Run, Runs, Table, plain, strong, text_of
from mhlead.domain.letter import (
    Answer,
    ChangeFacts,
    ConsentFacts,
    MeasureFacts,
    PersonFacts,
    TriedFacts,
)
from mhlead.domain.letter_phrases import day_words, joined, yes_or_no

_ANSWER_WORDS = {
    Answer.AGREES: "Agrees",
    Answer.DECLINES: "Does not agree",
    Answer.NOT_ASKED: "Not asked",
}


def consent_table(consents: tuple[ConsentFacts, ...]) -> Table:
    """Who agrees to which of the four things."""
    return _table(
        (
            Column("Who", 1.35),
            Column("To be helped", 0.85),
            Column("To this referral", 0.85),
            Column("To sharing", 1.3),
            Column("School may be told the outcome", 1.1),
            Column("How and when", 1.3),
        ),
        tuple(_consent_row(consent) for consent in consents),
    )


def _consent_row(consent: ConsentFacts) -> tuple[Runs, ...]:
    return (
        strong(consent.who) + plain(f"\n{consent.relation}" if consent.relation else ""),
        _answer(consent.to_be_helped),
        _answer(consent.to_be_referred),
        _answer(consent.to_share) + plain(f": {consent.share_what}" if consent.share_what else ""),
        _answer(consent.to_tell_school_outcome),
        plain(joined((consent.how, day_words(consent.given_on)), "\n")),
    )


def _answer(answer: Answer) -> Runs:
    return (Run(_ANSWER_WORDS[answer], is_strong=answer is not Answer.AGREES),)


def home_table(people: tuple[PersonFacts, ...]) -> Table:
    """Who lives with the pupil."""
    return _table(
        (
            Column("At home", 1.6),
            Column("Relation", 1.2),
            Column("Age", 0.5),
            Column("Parental responsibility", 1.1),
            Column("Note", 1.6),
        ),
        tuple(
            (
                plain(person.name),
                plain(person.relation),
                plain("" if person.age_years is None else str(person.age_years)),
                plain(_responsibility(person)),
                plain(joined((person.telephone, person.note), "; ")),
            )
            for person in people
        ),
    )


def _responsibility(person: PersonFacts) -> str:
    known = person.has_parental_responsibility
    return "" if known is None else yes_or_no(known)


def tried_table(tried: tuple[TriedFacts, ...]) -> Table:
    """What was done before the letter, and its result."""
    return _table(
        (Column("What", 2.0), Column("When", 1.5), Column("By whom", 1.2), Column("Result", 2.0)),
        tuple((plain(t.what), plain(_period(t)), plain(t.by_whom), plain(t.result)) for t in tried),
    )


def _period(tried: TriedFacts) -> str:
    if tried.started_on and tried.ended_on:
        return f"{day_words(tried.started_on)} to {day_words(tried.ended_on)}"
    if tried.started_on:
        return f"from {day_words(tried.started_on)}"
    return f"until {day_words(tried.ended_on)}" if tried.ended_on else ""


def measures_table(measures: tuple[MeasureFacts, ...]) -> Table:
    """Scores on two days."""
    return _table(
        (
            Column("Measure", 1.6),
            Column("Completed by", 1.2),
            Column("Earlier", 1.2),
            Column("Latest", 1.2),
            Column("Note", 1.5),
        ),
        tuple(
            (
                plain(m.name),
                plain(m.completed_by),
                plain(joined((m.earlier, day_words(m.earlier_on)), "\n")),
                plain(joined((m.later, day_words(m.later_on)), "\n")),
                plain(m.note),
            )
            for m in measures
        ),
    )


def _table(columns: tuple[Column, ...], rows: tuple[tuple[Runs, ...], ...]) -> Table:
    """The table without those columns that no row has anything for."""
    kept = [
        index
        for index in range(len(columns))
        if index == 0 or any(text_of(row[index]).strip() for row in rows)
    ]
    return Table(
        tuple(columns[index] for index in kept),
        tuple(tuple(row[index] for index in kept) for row in rows),
    )


def changes_table(changes: tuple[ChangeFacts, ...]) -> Table:
    """What reads otherwise than in the letter before."""
    return _table(
        (Column("What", 1.2), Column("Before", 2.0), Column("Now", 2.4)),
        tuple(
            (
                strong(change.name[:1].upper() + change.name[1:]),
                plain(change.before or "not told"),
                plain(change.now or "no longer so"),
            )
            for change in changes
        ),
    )


def questions_table(service: str) -> Table:
    """The four questions of a consent form, each answered on its own, with room for the answer."""
    questions = (
        "That school helps",
        f"That school refers to {service}",
        f"That school tells {service} what stands above",
        f"That {service} tells school what comes of it",
    )
    return _table(
        (
            Column("Do you agree", 3.0),
            Column("Please ring one", 1.0),
        ),
        tuple((plain(question), plain("Yes   /   No")) for question in questions),
    )
