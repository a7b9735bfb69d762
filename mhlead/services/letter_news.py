"""What reads otherwise now than when the school last wrote to the same reader."""

from __future__ import annotations

from dataclasses import replace

from mhlead.domain.letter import LetterFacts
from mhlead.domain.letter_changes import changes_between
from mhlead.domain.letter_needs import told_values
from mhlead.domain.records import Letter
from mhlead.domain.template_filling import format_date
from mhlead.services import letter_words as words
from mhlead.services.frozen_facts import facts_from_json
from mhlead.services.letter_sources import LetterSources


def news_since(facts: LetterFacts, sources: LetterSources) -> LetterFacts:
    """The facts with what changed since the last letter to this reader that was sent.

    A letter that was issued and never sent told nobody anything. A fact that was left out before
    and goes in now is news to its reader.
    """
    last = last_told(sources)
    if last is None:
        return facts
    before = facts_from_json(last.facts)
    changes = changes_between(told_values(before), told_values(replace(facts, kind=before.kind)))
    return replace(facts, changes=changes, changes_since=last.at.date())


def last_told(sources: LetterSources) -> Letter | None:
    """The last letter that told this reader the facts, and left; None where there is none."""
    sent = {sending.letter_id for sending in sources.sendings}
    order = sources.order
    told = [
        letter
        for letter in sources.letters
        if letter.id in sent
        and order is not None
        and (letter.contact_id, letter.professional_id) == (order.contact_id, order.professional_id)
        and (letter.service_id == sources.service.id) == (letter.service_id is not None)
    ]
    return told[-1] if told else None


def words_of_letter(letter: Letter) -> str:
    """The letter as another one names it."""
    return f"our {words.LETTER[letter.kind]} of {format_date(letter.at.date())}"
