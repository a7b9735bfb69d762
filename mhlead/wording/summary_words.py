"""Words of the anonymised summary: its refusals, its rows, its sets of tables."""

from __future__ import annotations

from mhlead.domain.counted_periods import CalendarKind, CountedPeriod
from mhlead.domain.errors import SummaryRefused
from mhlead.domain.release.dimensions import (
    Brought,
    Circumstance,
    Closing,
    Decision,
    Dimension,
    EthnicGroup,
    Gender,
    Need,
    Outcome,
    Sen,
    ServiceGroup,
    TimeBand,
    UnmetReason,
    WaitBand,
    YearBand,
)
from mhlead.domain.release.extras import Extra
from mhlead.domain.release.rules import THRESHOLDS, NamedRule
from mhlead.domain.release.table_sets import SetSize, Stream

SUMMARY_REFUSALS: dict[str, str] = {
    "no-period": "Please choose at least one term or quarter.",
    "no-such-period": "One of these terms or quarters is not in the school’s calendar. Please type "
    "in the terms of that school year first, in Settings.",
    "not-over": "This period is not over yet, so its numbers would still change. Please choose one "
    "that has ended.",
    "not-begun": "This period has not begun yet.",
    "ends-before": "This period ends before it begins. Please check both days.",
    "not-whole": "A summary counts whole terms or quarters of the school’s calendar, and these "
    "days cut one. Please choose from the list.",
    "terms-unclear": "The terms of a school year overlap, or there are more than six. Please put "
    "them right in Settings first.",
    "rule-too-weak": "A rule under {would} can’t protect pupils of a single school: somebody who "
    "knows one of them could work out the others. {would} can be met.",
    "rule-under-agreed": "The commissioner’s own rule, as it is kept, shows no number under "
    "{would}. Please choose that or a stricter one, or change their rule first.",
    "rule-too-strict": "With groups as small as a school’s nearly nothing would be left to show "
    "under this rule. {would} can be met.",
    "zeros-shown": "Numbers of none can’t be shown here: together with the totals they give the "
    "small numbers away. The same rule with none hidden as well can be met, from {would} on.",
    "rounded": "Rounded numbers can’t be given: beside a total, or next term’s numbers, they give "
    "small ones away. True numbers from {would} on can be met.",
    "cohort-too-early": "What came of it is read a year after the last day of the period, and that "
    "day is not over yet.",
    "unknown-code": "Something in the records has no place in the summary’s tables, so nothing was "
    "made. Nothing was changed.",
    "comment-unread": "The file of the comment can’t be read as plain text.",
    "protection-small-total": "The group is smaller than the least number this rule shows. Please "
    "wait until more pupils are counted, or take several terms together.",
    "protection-earlier-release": "With what was told before, nothing more about this period can "
    "be shown safely. Please give out the earlier summary again.",
    "protection-nothing-suffices": "No choice of numbers keeps the rule. Please take several terms "
    "together.",
    "protection-out-of-time": "No safe choice was found in the time there is. Please try a coarser "
    "set.",
    "protection-failed-attack": "The check by the independent attack was not passed, so nothing "
    "was made. Please try a coarser set.",
}


RULE_WORDS: dict[int, str] = {
    THRESHOLDS[NamedRule.UNDER_5]: "as NHS England does for mental health data",
    THRESHOLDS[NamedRule.NHS_1_TO_7]: "the NHS rule of 1 to 7 for hospital data, without rounding",
    THRESHOLDS[NamedRule.UNDER_10]: "as the Office for National Statistics does for research",
}
_SHORT_RULES: dict[int, str] = {
    THRESHOLDS[NamedRule.UNDER_5]: "NHS mental health data",
    THRESHOLDS[NamedRule.NHS_1_TO_7]: "NHS 1 to 7",
    THRESHOLDS[NamedRule.UNDER_10]: "ONS research",
}
"""Which rule in use a threshold is."""


def rule_line(threshold: int) -> str:
    """A rule in a line of a list."""
    known = _SHORT_RULES.get(threshold, "")
    return f"Under {threshold} is hidden" + (f" ({known})" if known else "")


def summary_refusal(error: SummaryRefused) -> str:
    """The sentence for a summary that can't be made as asked, with what could."""
    told = SUMMARY_REFUSALS.get(error.code, "This summary can’t be made. Nothing was changed.")
    return told.replace("{would}", str(error.would))


DIMENSION_WORDS: dict[Dimension, str] = {
    Dimension.NEED: "Main need",
    Dimension.YEARS: "Years",
    Dimension.GENDER: "Gender",
    Dimension.ETHNIC_GROUP: "Ethnic group",
    Dimension.SEN: "Special educational needs",
    Dimension.OUTCOME: "What came of it",
    Dimension.WAIT: "Wait until first seen",
    Dimension.CIRCUMSTANCE: "In care, a social care plan, youth justice, young carer or free "
    "school meals",
    Dimension.DECISION: "First decision",
    Dimension.DECISION_TIME: "Time until the decision",
    Dimension.SERVICE: "Kind of service",
    Dimension.CONTACT_TIME: "Time until first seen",
    Dimension.CLOSING: "How it ended",
    Dimension.BROUGHT: "Appointments before they were first seen",
    Dimension.UNMET_REASON: "Why there is no service",
    Dimension.UNMET_NEED: "The need without a service",
    Dimension.FINAL: "What had come of it a year on",
}

DIMENSION_TOLD: dict[Dimension, str] = {
    Dimension.NEED: "The first concern of the pupil’s first case, in groups of the NHS reasons for "
    "referral. It is what the school noticed first, not a diagnosis.",
    Dimension.YEARS: "The year a pupil of their birth date is usually in, on the day the case was "
    "opened.",
    Dimension.GENDER: "As the pupil states it, else the sex in the school’s record. Here and "
    "everywhere “other” and “none” have those who are not recorded with them.",
    Dimension.OUTCOME: "What had come of all the pupil’s referrals by the last day of the period; "
    "accepted by any service counts as accepted.",
    Dimension.WAIT: "From the day the referral left the school until a first appointment that was "
    "kept; a wait that was still open counts up to the last day of the period.",
    Dimension.CIRCUMSTANCE: "In care, a social care plan, youth justice, young carer or free "
    "school meals, all together, as each is too small to stand alone.",
}
"""How a dimension is counted, where its rows don't say it; `figure_words` defines all figures."""

DIMENSION_SHORT: dict[Dimension, str] = {
    Dimension.SEN: "SEN",
    Dimension.WAIT: "Wait",
    Dimension.CIRCUMSTANCE: "Groups that plans name",
    Dimension.BROUGHT: "Appointments before that",
    Dimension.ETHNIC_GROUP: "Ethnic group",
}
"""What a dimension is called in the head of a narrow column, where that is shorter."""
ROW_SHORT: dict[str, str] = {
    "Education, health and care plan": "EHC plan",
    "Asian or Asian British": "Asian",
    "Black or Black British": "Black",
    "SEN support or a plan": "SEN: support or plan",
}
"""The same for rows."""

_OTHER_YEARS = "Other years or not recorded"
_TIMES: dict[tuple[int, ...], str] = {
    (TimeBand.UNDER_4_WEEKS,): "Under 4 weeks",
    (TimeBand.WEEKS_4_TO_12,): "4 to 12 weeks",
    (TimeBand.WEEKS_12_TO_18,): "12 to 18 weeks",
    (TimeBand.WEEKS_18_TO_52,): "18 to 52 weeks",
    (TimeBand.WEEKS_52_AND_MORE,): "52 weeks and more",
    tuple(TimeBand)[1:]: "4 weeks and more",
    tuple(TimeBand)[2:]: "12 weeks and more",
}

_NEEDS: dict[tuple[int, ...], str] = {
    (Need.ANXIETY,): "Anxiety",
    (Need.LOW_MOOD,): "Low mood",
    (Need.SELF_HARM_OR_CRISIS,): "Self-harm or crisis",
    (Need.EATING,): "Eating",
    (Need.TRAUMA_OR_ATTACHMENT,): "Trauma or attachment",
    (Need.RELATIONSHIPS,): "Relationships",
    (Need.NEURODEVELOPMENTAL,): "Neurodevelopmental",
    (Need.BEHAVIOUR,): "Behaviour",
    (Need.OTHER_OR_NOT_RECORDED,): "Other or not recorded",
    (0, 1): "Anxiety or low mood",
    (2, 3): "Self-harm, crisis or eating",
    (4, 5): "Trauma, attachment or relationships",
    (6, 7): "Neurodevelopmental or behaviour",
    (2, 3, 4, 5): "Self-harm, crisis, eating, trauma or relationships",
    (6, 7, 8): "Neurodevelopmental, behaviour, other or not recorded",
}

_OUTCOMES: dict[tuple[int, ...], str] = {
    (Outcome.NOT_REFERRED,): "Not referred",
    (Outcome.ENDED_UNDECIDED,): "Referred, ended without a decision",
    (Outcome.NOT_ACCEPTED,): "Referred, not accepted",
    (Outcome.WAITING,): "Referred, waiting for a decision",
    (Outcome.ACCEPTED,): "Referred, accepted",
    (1, 2): "Referred, not accepted or ended without a decision",
    (3, 4): "Referred, accepted or waiting for a decision",
    (1, 2, 3, 4): "Referred",
}

ROW_WORDS: dict[Dimension, dict[tuple[int, ...], str]] = {
    Dimension.NEED: _NEEDS,
    Dimension.YEARS: {
        (YearBand.EARLY_YEARS,): "Nursery and Reception",
        (YearBand.YEARS_1_2,): "Years 1 and 2",
        (YearBand.YEARS_3_4,): "Years 3 and 4",
        (YearBand.YEARS_5_6,): "Years 5 and 6",
        (YearBand.YEARS_7_8,): "Years 7 and 8",
        (YearBand.YEAR_9,): "Year 9",
        (YearBand.YEARS_10_11,): "Years 10 and 11",
        (YearBand.YEARS_12_14,): "Years 12 to 14",
        (0, 1): "Up to Year 2",
        (2, 3): "Years 3 to 6",
        (4, 5): "Years 7 to 9",
        (0, 1, 2, 3): "Up to Year 6",
        (0, 1, 2, 3, 4, 5): "Up to Year 9",
        (7, 8): "Years 12 to 14, or not recorded",
        (6, 7, 8): "Year 10 and above, or not recorded",
        (4, 5, 6, 7, 8): _OTHER_YEARS,
        (0, 1, 2, 3, 8): _OTHER_YEARS,
        (2, 3, 4, 5, 6, 7, 8): "Year 3 and above, or not recorded",
        (0, 1, 2, 3, 6, 7, 8): "Year 10 and above, other or not recorded",
    },
    Dimension.GENDER: {
        (Gender.FEMALE,): "Female",
        (Gender.MALE,): "Male",
        (Gender.OTHER_OR_NOT_RECORDED,): "Other or not recorded",
    },
    Dimension.ETHNIC_GROUP: {
        (EthnicGroup.WHITE,): "White",
        (EthnicGroup.MIXED,): "Mixed",
        (EthnicGroup.ASIAN,): "Asian or Asian British",
        (EthnicGroup.BLACK,): "Black or Black British",
        (EthnicGroup.OTHER_OR_NOT_RECORDED,): "Other, refused or not recorded",
        (1, 2, 3, 4): "All other groups, refused or not recorded",
    },
    Dimension.SEN: {
        (Sen.NONE_OR_NOT_RECORDED,): "None, or not recorded",
        (Sen.SUPPORT,): "SEN support",
        (Sen.PLAN,): "Education, health and care plan",
        (1, 2): "SEN support or a plan",
    },
    Dimension.OUTCOME: _OUTCOMES,
    Dimension.WAIT: {
        (WaitBand.NO_WAIT,): "Not referred, or ended unseen",
        (WaitBand.UNDER_4_WEEKS,): "Under 4 weeks",
        (WaitBand.WEEKS_4_TO_12,): "4 to 12 weeks",
        (WaitBand.WEEKS_12_TO_18,): "12 to 18 weeks",
        (WaitBand.WEEKS_18_AND_MORE,): "18 weeks and more",
        (1, 2, 3, 4): "Seen, or still waiting",
        (2, 3, 4): "4 weeks and more",
    },
    Dimension.CIRCUMSTANCE: {
        (Circumstance.NONE_RECORDED,): "None of these recorded",
        (Circumstance.ANY,): "Any of these",
    },
    Dimension.DECISION: {
        (Decision.ACCEPTED,): "Accepted",
        (Decision.ADVICE_OR_ELSEWHERE,): "Advice, or told of another service",
        (Decision.BELOW_THRESHOLD,): "Not accepted: below the threshold",
        (Decision.NOT_SUITABLE,): "Not accepted: not suitable, or outside age or area",
        (Decision.INCOMPLETE,): "Not accepted: information, consent or contact missing",
        (Decision.OTHER_REASON,): "Not accepted: another or no reason",
        (2, 3, 4, 5): "Not accepted",
        (1, 2, 3, 4, 5): "Not accepted, advice, or told of another service",
    },
    Dimension.DECISION_TIME: _TIMES,
    Dimension.SERVICE: {
        (ServiceGroup.SPECIALIST,): "Specialist mental health service",
        (ServiceGroup.IN_SCHOOLS,): "Mental health support team or school nurse",
        (ServiceGroup.OTHER,): "Other service",
        (1, 2): "Other service",
    },
    Dimension.CONTACT_TIME: _TIMES,
    Dimension.CLOSING: {
        (Closing.HELP_ENDED,): "Help ended",
        (Closing.NOT_ACCEPTED,): "Not accepted",
        (Closing.ADVICE_OR_ELSEWHERE,): "Advice, or told of another service",
        (Closing.CLOSED_UNSEEN,): "Closed before being seen",
        (Closing.WITHDRAWN_OR_OTHER,): "Withdrawn, moved or other",
        (1, 2): "Not accepted, advice, or told of another service",
        (3, 4): "Closed unseen, withdrawn, moved or other",
        (1, 2, 3, 4): "Ended in another way",
    },
    Dimension.BROUGHT: {
        (Brought.EVERY_TIME,): "Came or were brought every time",
        (Brought.MISSED_BEFORE,): "Had missed one or were not brought",
    },
    Dimension.UNMET_REASON: {
        (UnmetReason.NO_SERVICE,): "No service exists for it",
        (UnmetReason.NONE_TAKES_IT,): "No service takes it",
        (UnmetReason.WAIT_TOO_LONG,): "The wait is too long for it",
    },
    Dimension.UNMET_NEED: _NEEDS,
    Dimension.FINAL: _OUTCOMES,
}
"""What a row is called, by its finest categories; years of all ages share one list."""

SET_WORDS: dict[SetSize, str] = {
    SetSize.SENTENCE: "fewer than 10: one sentence",
    SetSize.TOTAL: "the total alone",
    SetSize.SMALL: "set S (10 to 39 pupils): one-way tables",
    SetSize.MIDDLE: "set M (40 to 149 pupils): need by other facts, outcome by wait",
    SetSize.LARGE: "set L (150 pupils and more): the same in the finest groups",
}
_OTHER_SET_WORDS: dict[SetSize, str] = {
    **SET_WORDS,
    SetSize.MIDDLE: "set M (40 to 149 pupils): one-way tables",
    SetSize.LARGE: "set L (150 pupils and more): one-way tables in the finest groups",
}


def set_words(stream: Stream, size: SetSize) -> str:
    """What a set of tables of a stream is called."""
    told = (SET_WORDS if stream is Stream.DEMAND else _OTHER_SET_WORDS)[size]
    return told.replace("one-way tables", "one table") if stream is Stream.COHORT else told


STREAM_WORDS: dict[Stream, str] = {
    Stream.DEMAND: "Pupils newly of concern",
    Stream.DECISIONS: "First decisions about pupils of earlier periods",
    Stream.CONTACTS: "First contacts of pupils of earlier periods",
    Stream.CLOSURES: "First endings for pupils of earlier periods",
    Stream.UNMET: "Needed, but no service exists or takes it",
    Stream.COHORT: "What came of pupils newly of concern, a year on",
}

EXTRA_WORDS: dict[Extra, tuple[str, str]] = {
    Extra.CIRCUMSTANCE: (
        "Groups that plans name",
        "in care, a social care plan, youth justice, young carer, free school meals, as one line",
    ),
    Extra.BROUGHT: (
        "Missed appointments",
        "of those first seen, how many had missed or were not brought to one before",
    ),
    Extra.UNMET: (
        "Needs without a service",
        "needed, but no service exists or takes it, by why and by need",
    ),
}
"""What may be added to the fixed sets: in a few words, and what it is."""

FEWER_THAN_10 = "Fewer than 10 pupils."

_THREE_TERMS = ("Autumn term", "Spring term", "Summer term")


def row_words(dimension: Dimension, part: tuple[int, ...]) -> str:
    """What a row of a table is called.

    Raises:
        KeyError: no grouping has such a row.
    """
    return ROW_WORDS[dimension][part]


def period_words(kind: CalendarKind, period: CountedPeriod) -> str:
    """What a period is called: "Autumn term 2026/27", "Term 4 2026/27", "Q1 2026/27"."""
    years = f"{period.year}/{(period.year + 1) % 100:02}"
    if kind is CalendarKind.QUARTERS:
        return f"Q{period.number} {years}"
    if period.of != len(_THREE_TERMS):
        return f"Term {period.number} {years}"
    return f"{_THREE_TERMS[period.number - 1]} {years}"
