"""Whether a part of a pupil's name, where it stands in a text, can only be that name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from mhlead.domain.guard_tokens import Token, begins_sentence
from mhlead.domain.guard_words import (
    ALSO,
    ANIMALS,
    BEFORE_PLACES,
    BESIDE,
    CALENDAR,
    CLAUSES,
    EQUALS,
    FROM_PLACES,
    HAS,
    IS,
    MASS,
    MODALS,
    NAMING,
    NOT_PEOPLE,
    PLACE_NAMES,
    PLACES,
    PRESENT,
    READ,
    SAID_OF_THINGS,
    TELLS,
    THINGS,
    TITLED,
    TITLES,
    WEEKDAYS,
    WITH_PEOPLE,
    WORKS,
)

_SHORTEST = 3
"""Shorter parts of names are words of too many languages."""
_TITLE = 3
_EXPLAINS = tuple(f", {word} " for word in ("the", "a", "an", "our", "her", "his", "their", "my"))
_NOTHING = Token("", 0, ("",))


class Place:
    """Where a part of a name stands, and whether it can only be a name there."""

    def __init__(
        self,
        text: str,
        words: Sequence[Token],
        first: int,
        last: int,
        somebody: Callable[[str], bool],
        everyday: Collection[str] = frozenset(),
    ) -> None:
        """Looks round it.

        Args:
            text: What was typed.
            words: Its tokens.
            first: Number of the part's first token.
            last: Number of its last one.
            somebody: Whether a folded word is a name somebody here bears.
            everyday: Words of everyday English.
        """
        here = words[first]
        self._here = here
        self._word = here.words[0]
        self._is_double = sum(len(token.words) for token in words[first : last + 1]) > 1
        previous = words[first - 1] if first else _NOTHING
        follows = words[last + 1] if last + 1 < len(words) else _NOTHING
        self._before, self._after = previous.words[-1], follows.words[0]
        self._next = words[last + 2].words[0] if last + 2 < len(words) else ""
        self._starts = begins_sentence(text, here)
        end = words[last].end
        self._ends = text[end : end + 1] in set(".,;!?")
        self._is_explained = text.startswith((", the ", ", where ", ", a "), end)
        self._is_called_a_thing = text.startswith(_EXPLAINS, end) and any(
            token.words[-1] in THINGS | ANIMALS for token in words[last + 1 : last + 6]
        )
        self._is_of_a_title = _is_title(words[last + 1 : last + 4]) and not self._ends
        self._third = words[last + 3].words[0] if last + 3 < len(words) else ""
        self._is_possessive = words[last].is_possessive
        self._is_of_a_longer_name = _goes_on(text, end, follows)
        self._follows_capital = (
            previous.is_capital
            and text[previous.end : here.start] == " "
            and previous.words[0] not in TITLES
            and (
                not begins_sentence(text, previous)
                or somebody(previous.words[0])
                or (len(previous.text) >= _SHORTEST and previous.words[0] not in everyday)
                or self._word in PLACES
            )
        )
        self._is_read = self._before in READ and text[previous.end : here.start] == " "
        self._is_rest = previous.is_capital and self._before in {"st", "saint", "may"}
        is_told = self._before in NAMING or _is_listed(words, first)
        near = {token.words[-1] for token in words[max(0, first - (8 if is_told else 3)) : first]}
        then = {token.words[0] for token in words[last + 1 : last + 4]} if not self._ends else set()
        then = then or {token.words[0] for token in words[last + 1 : last + 3]}
        self._is_no_person = bool(
            (near & (ANIMALS | WORKS) and (is_told or self._before not in WITH_PEOPLE | {"and"}))
            or (self._after in {"the", "a", "his", "her", "their", "our", "my"} and then & ANIMALS)
        )
        self._beside_somebody = _is_paired(words, first, last, somebody)

    def is_name(self, length: int, *, is_word: bool, is_surname: bool) -> bool:
        """Whether it is one.

        Args:
            length: Of the part, in letters.
            is_word: It is a word of everyday English too.
            is_surname: It is somebody's surname and nobody's forename.
        """
        if not self._here.is_capital:
            return self._is_name_in_small_letters(length, is_word=is_word, is_surname=is_surname)
        is_titled = self._before in TITLES and not self._starts
        if is_titled or self._after == "family":
            return True  # a parent of that pupil, where no grown-up of the name is known
        if self._is_of_a_longer_name or self._is_rest or self._belongs_to_something():
            return False
        if self._is_double:
            return True
        if is_word and (self._follows_capital or (self._starts and is_surname)):
            return False  # the last word of a street, or of somebody else's whole name
        if is_word or length < _SHORTEST:
            return self._is_clearly_somebody(length)
        return self._does_something() or not self._may_be_a_place(is_surname=is_surname)

    def _belongs_to_something(self) -> bool:
        """Whether an animal, a title, a place or a thing bears the name."""
        if self._is_no_person or self._is_of_a_title or self._is_called_a_thing:
            return True
        return self._is_read or (not self._ends and self._after in PLACES)

    def _may_be_a_place(self, *, is_surname: bool) -> bool:
        if self._word in PLACE_NAMES:
            is_where = self._after in HAS and self._next in {"where", "near", "far", "the", "a"}
            return is_where or self._is_explained or self._before in BEFORE_PLACES | FROM_PLACES
        # "the report on Ward" speaks of somebody, "a day on Lewis" of an island
        return is_surname and (
            self._is_explained or self._before in (BEFORE_PLACES | FROM_PLACES) - {"on"}
        )

    def _is_name_in_small_letters(self, length: int, *, is_word: bool, is_surname: bool) -> bool:
        if length < _SHORTEST:
            return False
        if not is_word:
            return self._does_something() or not self._may_be_a_place(is_surname=is_surname)
        # "grace said", "that hope had hit": what a noun does not do
        told = self._next if self._after in {"had", "has"} else self._after
        tells = told in TELLS - ALSO and not self._ends
        return not is_surname and tells and (self._starts or self._before in CLAUSES)

    def _does_something(self) -> bool:
        if self._is_possessive:
            return True
        if self._ends:
            return False
        told = [self._after, self._next, self._third]
        if told[0] == "was" and told[1] in PRESENT and self._word not in CALENDAR:
            return True
        if told[0] in {"is", "was"} and told[1] in SAID_OF_THINGS:
            return False
        if told[0] in ALSO and told[1] in TELLS:
            return True
        if told[0] in HAS:  # "is usually found", "has told us", but not "has been the worst month"
            told = told[2:] if told[1] in ALSO else told[1:]
        return told[0] in TELLS

    def _is_said_to_be(self) -> bool:
        """Whether it begins a sentence without an article, as only a name does: "Mason can be"."""
        if self._ends or self._word in MASS:
            return False
        return self._after in MODALS or (self._after in IS and self._next not in EQUALS)

    def _is_clearly_somebody(self, length: int) -> bool:
        if length < _SHORTEST - 1:
            return False
        is_month = self._word in CALENDAR
        if self._beside_somebody and not is_month:
            return True
        if is_month and self._before in BESIDE:
            return self._after not in NOT_PEOPLE
        if self._starts and not is_month and self._is_said_to_be():
            return True
        if self._starts or is_month:
            return self._does_something() and self._before not in {"in", "since", "last", "this"}
        return (
            self._does_something()
            or self._before in WITH_PEOPLE
            or self._before not in BEFORE_PLACES | {"the", "a"}
        )


def _is_title(after: Sequence[Token]) -> bool:
    """Whether it goes on as a title does, such as "and the Chocolate Factory"."""
    if len(after) < _TITLE:
        return False
    return after[0].words[0] in TITLED and after[1].words == ("the",) and after[2].is_capital


def _is_listed(words: Sequence[Token], first: int) -> bool:
    """Whether it is the second of two names, as of the guinea pigs, Rose and Ruby."""
    return first > 1 and words[first - 1].words == ("and",) and words[first - 2].is_capital


def _goes_on(text: str, end: int, follows: Token) -> bool:
    """Whether the next word belongs to the same name, which is then somebody else's."""
    if not follows.is_capital or text[end : follows.start].strip() not in {"", "'s", "\u2019s"}:
        return False
    if "\n" in text[end : follows.start] or len(follows.text) == 1:
        return False
    return follows.words[0] not in TELLS | HAS | TITLES | WEEKDAYS


def _is_paired(
    words: Sequence[Token], first: int, last: int, somebody: Callable[[str], bool]
) -> bool:
    """Whether "and" joins it to somebody's name, as it does not in the Rose and Crown."""
    pairs = ((first - 1, first - 2), (last + 1, last + 2))
    for joint, at in pairs:
        if min(joint, at) < 0 or max(joint, at) >= len(words) or words[joint].words != ("and",):
            continue
        other = words[at]
        if other.is_capital and other.words[0] not in CALENDAR and somebody(other.words[0]):
            return True
    return False
