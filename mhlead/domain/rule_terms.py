"""Which terms a rule of each kind has; every other term of it means nothing and stays empty."""

from __future__ import annotations

from mhlead.domain.codes import CriterionKind as K

AGES = frozenset(K) - {K.REPLY_TIME, K.OTHER}
"""Kinds that may hold for some ages alone."""
PLACES = frozenset({K.CATCHMENT_GP, K.CATCHMENT_HOME, K.CATCHMENT_SCHOOL})
DAYS = frozenset({K.SEEN_BY_REFERRER, K.TRIED_FIRST, K.DURATION, K.REPLY_TIME})
CODES = frozenset(
    {
        K.NEEDS_TAKEN,
        K.NEEDS_NOT_TAKEN,
        K.WHO_MAY_REFER,
        K.TRIED_FIRST,
        K.CONSENT,
        K.REQUIRED_FACTS,
    }
)
REPLIES = frozenset({K.REPLY_TIME})

_TERMS: dict[str, frozenset[K]] = {
    "from_age": AGES,
    "below_age": AGES,
    "places": PLACES,
    "days": DAYS,
    "codes": CODES,
    "whose_days": REPLIES,
    "reply": REPLIES,
}


def has_term(kind: K, name: str) -> bool:
    """Whether a rule of that kind uses the field of that name."""
    return kind in _TERMS.get(name, frozenset(K))
