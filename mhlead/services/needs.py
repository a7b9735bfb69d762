"""The school's own words for needs, each standing for a code that services count in."""

from __future__ import annotations

from mhlead.domain.changes import Changes
from mhlead.domain.criteria import folded
from mhlead.domain.errors import FieldRefused
from mhlead.domain.records import NeedWord
from mhlead.services.code_lists import code_list
from mhlead.services.records import keep
from mhlead.services.session import Session


def need_words(session: Session, *, with_retired: bool = False) -> list[NeedWord]:
    """The words by name; those that are offered no longer only where asked for."""
    today = session.clock.today()
    with session.reading() as work:
        found = [
            one
            for one in work.find(NeedWord)
            if with_retired or one.retired_on is None or one.retired_on > today
        ]
    return sorted(found, key=lambda one: (one.retired_on is not None, one.name.casefold()))


def keep_need_word(session: Session, word: NeedWord, reason: str = "") -> tuple[NeedWord, Changes]:
    """The word is kept; entries that were made with its code stay as they are.

    Raises:
        FieldRefused: its code is in no list, or another word in use is the same ("name-taken").
    """
    if code_list("need").find(word.code) is None:
        raise FieldRefused("code", "required")
    others = [one for one in need_words(session) if one.id != word.id]
    if any(folded(one.name) == folded(word.name) for one in others):
        raise FieldRefused("name", "name-taken")
    return keep(session, word, reason)
