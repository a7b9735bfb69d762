"""What reads otherwise now than when the school last wrote to the service."""

from __future__ import annotations

from dataclasses import replace

from mhlead.domain.codes import Reader
from mhlead.domain.letter import LetterFacts
from mhlead.domain.letter_changes import changes_between
from mhlead.domain.letter_needs import told_values
from mhlead.domain.letter_shapes import SHAPES, TELLING
from mhlead.domain.records import Letter
from mhlead.domain.template_filling import format_date
from mhlead.services.frozen_facts import facts_from_json
from mhlead.services.letters import words
from mhlead.services.letters.sources import LetterSources

_PERSONS = frozenset({Reader.FAMILY, Reader.PUPIL})


def news_since(facts: LetterFacts, sources: LetterSources) -> LetterFacts:
    """The facts with what changed since the last letter to the service that was sent.

    A letter that was issued and never sent told nobody anything. A fact that was left out before
    and goes in now is news to its reader.
    """
    last = last_told(sources)
    if last is None or not last.facts:  # what it said is kept from the one at work
        return facts
    before = facts_from_json(last.facts)
    changes = changes_between(told_values(before), told_values(replace(facts, kind=before.kind)))
    # What they were told before somebody asked for it to be kept from them is not said again.
    told = tuple(one for one in changes if not sources.kept_words.stand_in(one.before, one.now))
    return replace(facts, changes=told, changes_since=last.at.date())


def last_told(sources: LetterSources) -> Letter | None:
    """The last letter that told the service the facts, and left; None where there is none.

    Letters to the family, the GP and the young person tell the service nothing, and only letters
    to a service list what changed.
    """
    sent = {sending.letter_id for sending in sources.sendings}
    told = [
        letter
        for letter in sources.letters
        if letter.id in sent and letter.kind in TELLING and letter.service_id == sources.service.id
    ]
    return told[-1] if told and sources.reader is Reader.SERVICE else None


def words_of_letter(letter: Letter) -> str:
    """The letter as another one names it; a person knows theirs as a letter."""
    if SHAPES[letter.letter_kind].reader in _PERSONS:
        return f"our letter of {format_date(letter.at.date())}"
    return f"our {words.LETTER[letter.letter_kind]} of {format_date(letter.at.date())}"
