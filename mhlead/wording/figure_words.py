"""What each figure of a school's work is called and how it is defined, beside the figure itself."""

from __future__ import annotations

from dataclasses import dataclass

from mhlead.domain.figures import Figure, Publishing

_RECORD = "The school’s own record in this program."
_PILOT = "Evaluation of the schools link pilots (Ecorys 2017), which asked for opinions; here dates"
_MARKED = "Four weeks is a mark to see a wait by, not a standard that holds for any service."


@dataclass(frozen=True)
class Definition:
    """A figure in words.

    Attributes:
        counts: What is counted; of a share, what stands above the line.
        of: Of what; "" where it is a plain count.
        date: Which day decides the period.
        source: Where the definition comes from.
        cannot: What the figure can't say.
    """

    name: str
    counts: str
    of: str
    date: str
    source: str
    cannot: str


_NEW = "Pupils newly of concern in the period."
_FIRST_CASE = "The day their first case was opened."
_AS_IN_RECORD = "It is read from the record as it is now, so a correction changes past figures."

DEFINITIONS: dict[Figure, Definition] = {
    Figure.NEW_PUPILS: Definition(
        "Pupils newly of concern",
        "Pupils whose first case was opened in the period, each once. Cases opened in error do not "
        "count.",
        "",
        _FIRST_CASE,
        "Ours: so that a pupil counts in one period of their life and no other.",
        "How many pupils are in difficulty: only how many the school opened a case for.",
    ),
    Figure.RETURNED: Definition(
        "Returned",
        "Pupils who had a case before and for whom another was opened in the period, each once.",
        "",
        "The day the later case was opened.",
        "Ours: a returned pupil never counts as new again.",
        "Whether the first case was closed too early.",
    ),
    Figure.OPEN_CASES: Definition(
        "Open cases at the end",
        "Pupils with an open case at the end of the period.",
        "",
        "The last day of the period, or today.",
        "Open cases, as voluntary services report them to their commissioner (Bradford).",
        "How much work each case is.",
    ),
    Figure.REFERRED: Definition(
        "Referred, of those new",
        "Of these, pupils about whom a referral had left the school by the end of the period. Five "
        "referrals of one pupil count once; a consultation is no referral.",
        _NEW,
        "The day it was sent.",
        "Unique people referred, as services report (Bradford).",
        "Who will be referred later.",
    ),
    Figure.REFERRALS_SENT: Definition(
        "Referrals sent",
        "Referrals that left the school in the period, about any pupil. Here referrals are "
        "counted, not pupils.",
        "",
        "The day it was sent, or agreed at a meeting.",
        "Number of referrals, as services report (Bradford).",
        "How many pupils they are about: see “Referred”.",
    ),
    Figure.NEED: Definition(
        "Main need",
        "These pupils by the main need of the first concern of their first case, in nine groups of "
        "the 30 MHSDS codes.",
        _NEW,
        _FIRST_CASE,
        "MHSDS reasons for referral; the groups are ours.",
        "A diagnosis: it is what the school noticed first.",
    ),
    Figure.YEARS: Definition(
        "Years",
        "These pupils by the year a pupil of their birth date is usually in, on the day their "
        "first case was opened; by the recorded year where there is no birth date.",
        _NEW,
        _FIRST_CASE,
        "DfE: age on 31 August before the school year.",
        "Who is taught out of their age group.",
    ),
    Figure.GENDER: Definition(
        "Gender",
        "These pupils by the gender they state, else by the sex in the record.",
        _NEW,
        _FIRST_CASE,
        "MHSDS person stated gender; DfE sex.",
        _AS_IN_RECORD,
    ),
    Figure.ETHNIC_GROUP: Definition(
        "Ethnic group",
        "These pupils by broad ethnic group. Refused and not yet asked stand with other groups.",
        _NEW,
        _FIRST_CASE,
        "NHS ethnic categories; the way from DfE codes is ours and loses detail in six.",
        _AS_IN_RECORD,
    ),
    Figure.SEN: Definition(
        "Special educational needs",
        "These pupils by SEN provision. Not recorded stands with none.",
        _NEW,
        _FIRST_CASE,
        "DfE Common Basic Data Set.",
        _AS_IN_RECORD,
    ),
    Figure.CIRCUMSTANCES: Definition(
        "Pupils the area’s plans name",
        "Of these, pupils in care, with a child in need or protection plan, known to youth "
        "justice, young carers, or with free school meals; a pupil may be in several. Only the "
        "line “any of these” is ever published.",
        _NEW,
        _FIRST_CASE,
        "Priority groups of local transformation plans and JSNAs.",
        "That nobody else belongs to them: what is not recorded is not counted. SEN and ethnic "
        "group have tables of their own.",
    ),
    Figure.SERVICE: Definition(
        "By kind of service",
        "Pupils about whom a referral was sent in the period, by the kind of service, once for "
        "each kind. Published: first decisions of the period by three kinds.",
        "",
        "The day it was sent; published, the day of the decision.",
        _RECORD,
        "What the service then did.",
    ),
    Figure.OUTCOME: Definition(
        "What came of it",
        "These pupils by what had come of all their referrals by the last day of the period: "
        "accepted by any service, else waiting, else not accepted, else ended without a decision.",
        _NEW,
        "The last day of the period.",
        "Accepted and refused, as services report (Bradford); the order is ours.",
        "What comes later: most decisions on referrals of the last weeks fall into the next "
        "period and count there, as decisions.",
    ),
    Figure.COHORT: Definition(
        "What came of it a year on",
        "The same pupils, read once, a year after the last day of the period. Published once, "
        "beside what had come of it then.",
        _NEW,
        "The day a year after the period’s last.",
        "Ours: a day fixed beforehand, so that nobody chooses the best one.",
        "Whether help helped.",
    ),
    Figure.REASON: Definition(
        "Why not accepted",
        "Pupils about whom a service decided in the period not to accept a referral, by its "
        "reason, once for each reason. Published: first decisions of the period, in six groups.",
        "",
        "The day of the decision.",
        "MHSDS has three classes (duplicate, inappropriate, incomplete); finer reasons are ours.",
        "Whether the reason was right. “No reason” means that none was told.",
    ),
    Figure.ENDINGS: Definition(
        "How referrals ended",
        "Pupils with a referral that ended in the period, by how it ended. Published: the first "
        "ending of each pupil, a death never apart.",
        "",
        "The day it ended.",
        _RECORD,
        "Whether help helped.",
    ),
    Figure.WAITS: Definition(
        "Waits",
        "Waits that ended in the period, by weeks, with their median from ten up; beside them "
        "those still open at its end, counted as open and never as finished. By service, and "
        "together. Published: those newly of concern, by the time until first seen; and first "
        "contacts of the period, by the time they took.",
        "",
        "The day the wait ended; for open ones the last day of the period.",
        "NHS England counts from the day a referral is received; here from the day it left the "
        "school. Only attended appointments end a wait (MHSDS codes 5 and 6).",
        f"Waits that ended without an answer are in no figure. {_MARKED}",
    ),
    Figure.SENDING_TIME: Definition(
        "Timely: until sent",
        "Days from the decision to refer until the referral left the school, for those sent in "
        "the period; decided and not yet sent are open.",
        "Referrals with a day of decision.",
        "The day it was sent.",
        f"{_PILOT}.",
        "Why it took so long: consent often does.",
    ),
    Figure.ANSWER_TIME: Definition(
        "Timely: until answered",
        "Days from sending until the service answered at all, for answers that came in the "
        "period; unanswered ones are open. Published: time until the first decision.",
        "Referrals sent.",
        "The day of the answer.",
        f"{_PILOT}.",
        "Answers that never reached the school.",
    ),
    Figure.APPROPRIATE: Definition(
        "Appropriate",
        "Of these, those that the service accepted, or turned to another service or to advice "
        "after a consultation with it, at the first sending and without asking for information.",
        "Referrals first decided on in the period.",
        "The day of the first decision.",
        f"{_PILOT}.",
        "That the others were wrong to send: thresholds differ between services and years.",
    ),
    Figure.CONTACTS: Definition(
        "Contact with services",
        "Conversations with a counterpart in which both spoke, and meetings; a meeting about many "
        "pupils is one. By half term; what falls into a holiday counts to the half term before.",
        "",
        "The day it happened.",
        f"{_PILOT}.",
        "How good the contact was. A message left is no contact.",
    ),
    Figure.SATISFACTION: Definition(
        "Satisfaction",
        "The lead’s answers in the period about how each service handles referrals, 1 (not at "
        "all) to 4 (very).",
        "",
        "The day it was asked.",
        "The scale of the pilots’ evaluation (Ecorys 2017), asked at first and ten months on.",
        "What anybody but the lead thinks. One answer is no average.",
    ),
    Figure.UNMET: Definition(
        "Needed, but no service",
        "Pupils about whom the school wrote down in the period that no service exists for a need "
        "or takes it, by why and by need, once for each; and how many needs were met by its end. "
        "Published: the first such need of each pupil.",
        "",
        "The day it was found.",
        "Ours: gaps in provision are what plans ask schools about.",
        "Needs that nobody wrote down.",
    ),
    Figure.NOT_BROUGHT: Definition(
        "Appointments not brought",
        "Of these, those to which the pupil was not brought or did not come. Published: pupils "
        "first seen in the period, by whether they had missed one before.",
        "Appointments of the period that were kept or missed; cancelled ones are in neither.",
        "The day of the appointment.",
        "MHSDS attendance codes 5, 6 and 7 against 3.",
        "Whose doing it was: a child depends on adults to bring them.",
    ),
    Figure.RELIABLE_CHANGE: Definition(
        "Reliable change",
        "Pupils last scored in the period whose first and last score of a case differ by at "
        "least the threshold: better, worse (on any scale), or neither.",
        "Pupils scored twice on a scale with a threshold; the others are told beside it.",
        "The day of the last score.",
        "Thresholds NHS England counts by, each with its own source in the list of measures.",
        "That the help made the change. No threshold was found for some scales.",
    ),
    Figure.GOALS: Definition(
        "Goals met",
        "Of these, goals that stood at 10 of 10 when last scored.",
        "Goals last scored in the period.",
        "The day of the last score.",
        "Goal Based Outcomes.",
        "How large a goal was.",
    ),
    Figure.OVER_TERMS: Definition(
        "Demand over time",
        "Pupils newly of concern, returned, and referrals sent, for each period so far.",
        "",
        "As for each of them.",
        _RECORD,
        "Whether need has grown, or only that more of it is seen.",
    ),
    Figure.REACH: Definition(
        "Reach",
        "Of these, pupils with an open case on any day of the period.",
        "Pupils on roll, as the school’s profile gives it.",
        "Any day of the period.",
        "National aim: the share of children with a need who are reached; here of all on roll.",
        "Who is missed. The number on roll is today’s.",
    ),
}

NOT_ANSWERABLE = "Not answerable from a school"


def measure_words(measure: str) -> str:
    """The figure that answers an aim of the area's plan, or that none of a school's does.

    Args:
        measure: Code of a figure, or "".
    """
    return f"Answered by: {DEFINITIONS[Figure(measure)].name}" if measure else NOT_ANSWERABLE


PUBLISHING_WORDS: dict[Publishing, str] = {
    Publishing.SETS: "Published in the fixed tables",
    Publishing.ONE_WAY: "Published as a table of its own from 40 pupils up, where it is safe",
    Publishing.OWN_VIEW: "For the school’s own eyes alone",
}
