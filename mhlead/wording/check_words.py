"""Sentences of the check of a referral: the service's rules, and consent that is still needed."""

from __future__ import annotations

from collections.abc import Callable

from mhlead.domain.codes import ConsentTopic
from mhlead.domain.criteria import Judgement
from mhlead.wording import gap_words

_WHY: dict[str, Callable[[tuple[str, ...]], str]] = {
    "age": lambda v: f"Aged {v[0]}.",
    "birth-date-unknown": lambda v: "The date of birth is not recorded.",
    "practice": lambda v: f"Registered with {v[0]}.",
    "practice-unknown": lambda v: "No GP practice is recorded.",
    "school": lambda v: f"At {v[0]}.",
    "school-unknown": lambda v: "The school’s name is not recorded.",
    "home": lambda v: f"Lives in {v[0]}.",
    "postcode-unknown": lambda v: "No home postcode is recorded.",
    "need-unknown": lambda v: "No main need is recorded.",
    "school-refers": lambda v: "The school refers.",
    "seen": lambda v: f"Last seen {_days(v[0])} ago.",
    "last-seen-unknown": lambda v: "It is not recorded when the referrer last saw the pupil.",
    "tried": lambda v: f"The longest help of that kind was {_days(v[0])}.",
    "support-unknown": lambda v: "No help in school is recorded.",
    "duration": lambda v: f"Known for {_days(v[0])}.",
    "since-unknown": lambda v: "It is not recorded since when.",
    "settings": lambda v: "In one place." if v[0] == "1" else f"In {v[0]} places.",
    "settings-unknown": lambda v: "It is not recorded where it shows.",
    "elsewhere": lambda v: "",
    "elsewhere-unknown": lambda v: "It is not known whether another service is open.",
    "facts": lambda v: (
        f"Still to be told: {', '.join(map(gap_words, v))}." if v else "All of it is there."
    ),
    "routine": lambda v: "A routine referral.",
    "call": lambda v: "",
    "call-unknown": lambda v: "It is not recorded whether the service was spoken to.",
    "consent": lambda v: "",
    "consent-unknown": lambda v: "Not asked yet.",
    "ask-a-person": lambda v: "Only a person can answer this.",
}


def _days(number: str) -> str:
    return "1 day" if number == "1" else f"{number} days"


def judgement_words(judgement: Judgement, need: Callable[[str], str]) -> str:
    """What the record says about a rule, as one sentence, or "" where its result says it all.

    Args:
        judgement: How the pupil stands to the rule.
        need: What a need's code is called.
    """
    if judgement.why == "need":
        return f"Main need: {need(judgement.values[0])}."
    return _WHY[judgement.why](judgement.values)


_ASK: dict[str, str] = {
    "never-asked": "Nobody has been asked yet.",
    "new-destination": "Agreed for another service, not for this one.",
    "new-content": "The letter says more than was agreed to.",
    "turned-sixteen": "The pupil is 16 now and answers for themselves.",
    "expired": "The answer has run out.",
    "withdrawn": "The answer was withdrawn.",
    "refused": "The answer was no.",
    "parent-not-asked": "Has parental responsibility and was not asked.",
    "disagreement": "Those with parental responsibility disagree. Write down what was done.",
    "capacity-doubted": "Capacity was doubted. Write down the decision.",
    "service-rule": "The service asks for it.",
}
_TOPICS: dict[ConsentTopic, str] = {
    ConsentTopic.HELP: "Consent to be helped",
    ConsentTopic.REFER: "Consent to be referred",
    ConsentTopic.SHARE: "Consent to share",
    ConsentTopic.OUTCOME: "Consent that the service tells school the outcome",
}


def ask_words(topic: ConsentTopic, why: str, who: str = "", says: str = "") -> str:
    """What is to be asked and why, as one or two sentences."""
    about = f"{_TOPICS[topic]}{f', {who}' if who else ''}."
    return f"{about} {_ASK[why]}{f' “{says}”' if says else ''}"
