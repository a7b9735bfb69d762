"""Words that tell a number, a share or a group, as a comment on a summary might use them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBERS: Mapping[str, int] = MappingProxyType(
    {
        **{word: number for number, word in enumerate(_UNITS)},
        **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
        "nil": 0,
        "nought": 0,
        "dozen": 12,
        "score": 20,
    }
)
MULTIPLES: Mapping[str, int] = MappingProxyType({"hundred": 100, "thousand": 1000})

_ORDINALS = (
    *("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
    *("eighteenth", "nineteenth", "twentieth", "thirtieth", "fortieth", "fiftieth"),
)
SHARES = frozenset(
    {
        *(word for each in _ORDINALS for word in (each, f"{each}s")),
        *("half", "halves", "quarter", "quarters", "percent", "percentage", "proportion"),
        *("majority", "minority", "most", "twice", "thrice", "double", "doubled", "treble"),
        *("trebled", "tripled", "quadrupled", "halved", "pair", "couple", "both", "neither"),
        *("none", "nobody", "everybody", "everyone", "noone", "single", "sole", "dozens", "only"),
        *("scores", "hundreds", "tens", "fewer", "fewest", "few", "several", "handful", "ratio"),
    }
)
"""Also "none" and "everybody": they are a number of a group as well."""
QUANTIFIERS = frozenset({"all", "every", "each", "no", "any", "another", "a", "an", "this", "that"})
PERSONS = frozenset(
    {
        *("pupil", "pupils", "child", "children", "student", "students", "person", "people"),
        *("learner", "learners", "teenager", "teenagers", "youngster", "youngsters", "kid", "kids"),
        *("boy", "boys", "girl", "girls", "case", "cases", "family", "families", "referral"),
        *("referrals",),
    }
)
"""With a quantifier before them they tell a number: "all pupils", "no referral", "a child"."""

GROUPS = frozenset(
    {
        *("girl", "girls", "boy", "boys", "female", "females", "male", "males", "woman", "man"),
        *("trans", "transgender", "non-binary", "nonbinary", "intersex", "gay", "lesbian"),
        *("bisexual", "queer", "lgbt", "lgbtq", "roma", "traveller", "travellers", "gypsy"),
        *("gypsies", "refugee", "refugees", "asylum", "muslim", "christian", "hindu", "sikh"),
        *("jewish", "buddhist", "white", "black", "asian", "mixed", "african", "caribbean"),
        *("chinese", "indian", "pakistani", "bangladeshi", "arab", "polish", "romanian"),
        *("ukrainian", "syrian", "afghan", "fostered", "foster", "adopted", "looked-after"),
        *("care", "carer", "carers", "sen", "send", "ehcp", "autism", "autistic", "adhd", "deaf"),
        *("blind", "disabled", "disability", "wheelchair", "dyslexia", "twin", "twins", "brother"),
        *("sister", "brothers", "sisters", "sibling", "siblings", "cousin", "cousins", "mother"),
        *("father", "parent’s", "reception", "nursery", "sixth-form", "year", "years", "ks1"),
        *("ks2", "ks3", "ks4", "ks5", "suicide", "suicidal", "overdose", "self-harm"),
        *("anorexia", "bulimia", "psychosis", "psychotic", "bipolar", "depression", "depressed"),
        *("anxiety", "anxious", "trauma", "bereavement", "bereaved", "bulimic", "anorexic"),
        *("eating", "crisis", "phobia", "ocd", "tics", "tourette", "gender", "pregnant"),
        *(
            "exclusion",
            "excluded",
            "justice",
            "offending",
            "prison",
            "rape",
            "abuse",
            "abused",
            "assault",
        ),
        *("behaviour", "behavioural", "neurodevelopmental", "attachment", "boarder", "boarders"),
    }
)
"""Groups a pupil could be told by; each may stand where a printed row has it in its name."""
