"""The closed lists of names that the wording of each kind of letter may use."""

from __future__ import annotations

from functools import cache

from mhlead.domain.codes import LetterKind, Reader
from mhlead.domain.letter_shapes import SHAPES
from mhlead.domain.template_tree import Field, Kind, Vocabulary

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
sen support; attainment; changes; strengths; hopes; asked of service; school goes on; referrer name;
referrer role; referrer telephone; referrer email; best time to ring; deputy in holidays; faithfully
or sincerely; enclosures; copies; reference
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

_LATER_TEXTS = """
reader name; reader relation; dear; sent how; state; their words; their reason; waited; plan aim;
plan seen to by; plan if worse; plan pupil part; corrects
"""
_LATER_DATES = "sent on; acknowledged on; answered on; state since; plan review on; changes since"
_LATER_TABLES = "what changed; questions"
_LATER_LISTS = "earlier letters; appointments"

_FOR_ANYBODY = """
urgency; urgent telephone; school name; service; pupil name; called; known as; pronouns; year group;
form; difficulty; since; tried; asked of service; school goes on; answer hoped by; strengths;
referrer name; referrer role; referrer telephone; referrer email; best time to ring;
deputy in holidays; faithfully or sincerely; enclosures; reference; letter date; reader name;
reader relation; dear; sent on; sent how; state; state since; answered on; waited; plan aim;
plan review on; plan if worse; plan seen to by; appointments; corrects; consents; effect on sleep;
effect on eating; effect on friends; effect on lessons; effect on attendance; attendance;
questions
"""
_FOR_THE_PUPIL = "pupil words; pupil hopes; keeps safe; who knows; plan; plan pupil part; withhold"


def _names(names: str) -> tuple[str, ...]:
    return tuple(" ".join(name.split()) for name in names.split(";"))


def _fields(names: str, kind: Kind) -> tuple[Field, ...]:
    return tuple(Field(name, kind) for name in _names(names))


EVERY = Vocabulary(
    _fields(_TEXTS, Kind.TEXT)
    + _fields(_DATES, Kind.DATE)
    + _fields(_TABLES, Kind.TABLE)
    + _fields(_LISTS, Kind.LIST)
    + _fields(_QUOTES, Kind.QUOTES)
    + _fields(_LATER_TEXTS, Kind.TEXT)
    + _fields(_LATER_DATES, Kind.DATE)
    + _fields(_LATER_TABLES, Kind.TABLE)
    + _fields(_LATER_LISTS, Kind.LIST)
)
"""Every name there is; professionals may be told each of them."""

FAMILY_NAMES = frozenset(_names(_FOR_ANYBODY))
"""What a letter to somebody of the family may say: nothing about anybody but the pupil.

Other people of the family, what they or professionals said, orders, risk and the pupil's own words
have no name here, so that no wording can tell of them.
"""
PUPIL_NAMES = FAMILY_NAMES | frozenset(_names(_FOR_THE_PUPIL))
"""What a letter to the young person may say."""


def told_names(reader: Reader) -> frozenset[str]:
    """The names a letter to that reader may use."""
    if reader is Reader.FAMILY:
        return FAMILY_NAMES
    if reader is Reader.PUPIL:
        return PUPIL_NAMES
    return frozenset(field.name for field in EVERY.fields)


@cache
def vocabulary(kind: LetterKind) -> Vocabulary:
    """The names that the wording of a kind of letter may use."""
    told = told_names(SHAPES[kind].reader)
    return Vocabulary(
        tuple(field for field in EVERY.fields if field.name in told),
        frozenset(field.name for field in EVERY.fields) - told,
    )
