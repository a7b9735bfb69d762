"""Makes the referral letter's document from its facts and a parsed template."""

from __future__ import annotations

from mhlead.domain.document import (
    AddressBlock,
    Document,
    Fact,
    Heading,
    Letterhead,
    Logo,
    TextSize,
    strong,
    text_of,
)
from mhlead.domain.letter import ReferralFacts
from mhlead.domain.letter_gaps import required_missing
from mhlead.domain.referral_values import URGENCY_WORDS, referral_values
from mhlead.domain.template_filling import Value, fill, format_date
from mhlead.domain.template_tree import Field, Kind, Template, Vocabulary

_TEXTS = """
urgency; urgent telephone; school name; service; recipient person; pupil name; called; known as;
previous names; pronouns; age; year group; form; pupil address; telephones; email; nhs number; sex;
gender; ethnicity; religion; languages; interpreter; communication needs; access needs; sen; in
care; young carer; without consent; without consent reason; without consent by; outcome agreed;
parental responsibility; siblings elsewhere; court orders; family circumstances; gp; other
professionals; social care; open elsewhere; since; how often; where; why now; effect on sleep;
effect on eating; effect on friends; effect at home; effect on lessons; effect on attendance;
health; medication; development; family health; seen before; nothing said; not asked; keeps safe;
who knows; plan; risk asked by; spoken to; spoken advice; not spoken; school picture; attendance;
sen support; attainment; changes; strengths; hopes; asked of service; school goes on; referrer
name; referrer role; referrer telephone; referrer email; best time to ring; deputy in holidays;
faithfully or sincerely; enclosures; copies; reference
"""
_DATES = """
risk asked on; letter date; birth date; without consent on; plan written on; plan reviewed on;
spoken on; answer hoped by; last seen
"""
_TABLES = "consent; consents; at home; tried; measures"
_LISTS = """
answers; competence; withhold; safe contact; difficulty; opinions; risk; earlier referrals; rules
"""
_QUOTES = "pupil words; pupil hopes; family hopes"


def _fields(names: str, kind: Kind) -> tuple[Field, ...]:
    words = (" ".join(name.split()) for name in names.split(";"))
    return tuple(Field(name, kind) for name in words)


REFERRAL = Vocabulary(
    _fields(_TEXTS, Kind.TEXT)
    + _fields(_DATES, Kind.DATE)
    + _fields(_TABLES, Kind.TABLE)
    + _fields(_LISTS, Kind.LIST)
    + _fields(_QUOTES, Kind.QUOTES)
)
"""Every name a referral template may use."""


def compose_referral(
    template: Template,
    facts: ReferralFacts,
    *,
    logo: Logo | None = None,
    size: TextSize = TextSize.NORMAL,
) -> Document:
    """The referral letter for these facts, with what is still missing named in it.

    The title holds the reference and not the pupil, since viewers and print queues show it.
    """
    values: dict[str, Value] = referral_values(facts)
    missing = required_missing(facts)
    filled = fill(template, values, frozenset(missing))
    subject = next((text_of(b.runs) for b in filled.blocks if isinstance(b, Heading)), "")
    return Document(
        title=" · ".join(part for part in (subject, facts.reference) if part) or "Referral",
        blocks=filled.blocks,
        letterhead=_letterhead(facts, logo),
        address=_address(facts),
        reference=_reference(facts),
        continuation=_continuation(facts),
        footer=_footer(facts),
        size=size,
        missing=missing,
    )


def _letterhead(facts: ReferralFacts, logo: Logo | None) -> Letterhead:
    school = facts.school
    told = (
        ", ".join(school.address),
        f"Telephone {school.telephone}" if school.telephone else "",
        school.email,
        f"Headteacher: {school.headteacher}" if school.headteacher else "",
    )
    return Letterhead(school.name, school.strapline, tuple(t for t in told if t), logo)


def _address(facts: ReferralFacts) -> AddressBlock:
    to = facts.recipient
    lines = (to.person, to.team, to.service, *to.address)
    return AddressBlock(tuple(line for line in lines if line))


def _reference(facts: ReferralFacts) -> tuple[Fact, ...]:
    told = (
        ("Our ref", facts.reference),
        ("Date", format_date(facts.written_on)),
        ("Direct line", facts.referrer.telephone),
        ("Urgency", URGENCY_WORDS[facts.urgency]),
    )
    return tuple(Fact(label, strong(words)) for label, words in told if words)


def _continuation(facts: ReferralFacts) -> str:
    born = facts.pupil.born_on
    told = (
        facts.pupil.full_name,
        f"born {format_date(born)}" if born else "",
        facts.reference,
        facts.school.name,
    )
    return " · ".join(words for words in told if words)


def _footer(facts: ReferralFacts) -> str:
    ring = facts.school.telephone or facts.referrer.telephone
    if not ring:
        return "Private and confidential."
    return (
        f"Private and confidential. Reached you by mistake? Please ring {ring} and do not copy it."
    )
