"""Words around a name that say whether it is one, and whom a pronoun means."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    "mr mrs ms miss mx dr sir madam prof professor nurse coach pc sgt rev father sister matron"
)
"""After these stands a grown-up's surname; pupils are not called by one."""

PLACES = _words(
    "street road lane avenue close drive court way hill farm house park gardens terrace"
    " crescent place square green school academy college primary secondary infants juniors"
    " nursery surgery clinic hospital ward unit centre church chapel library team trust"
    " practice medical project hub club hall lodge station bridge bank foundation service"
    " services charity test scale index checklist questionnaire syndrome disease programme"
    " scheme night garage cottage estate wood woods lake"
)
"""Before these a name is part of the name of a place or a thing."""

BEFORE_PLACES = _words("in at near via around outside supports visited visits gcse level on")
"""After these a name is that of a place, a club or a subject."""
FROM_PLACES = _words("from to")
"""After these a surname may be that of a town."""
CALENDAR = _words(
    "april may june july august autumn summer winter spring christmas easter sunday english"
    " french welsh west north south east noon tuesday"
)
"""Names that are written with a capital as words too."""

TELLS = _words(
    "admits admitted agreed agrees already always appeared appears arrived arrives asked asks"
    " ate attended attends avoided avoids blamed blames broke bullied came comes cried cries"
    " cuts denied denies described describes eats explained explains feels felt finds followed"
    " found gave gives goes grabbed hardly hates heard held helped helps hid hides hit hits"
    " holds hoped hopes hurt hurts joined keeps kept kicked knew knows laughed laughs likes"
    " lived lives loves made makes managed manages meets met missed misses needs never noticed"
    " often posted punched pushed ran rarely refused refuses reported said sat saw says seemed"
    " seems sees seldom sends sent shared shouted shouts sits sleeps slept smiled smiles"
    " sometimes speaks spends spent spoke started stayed stays still stopped struggles takes"
    " talked talks teased tells texted thinks thought threatened threw told took tried tries"
    " turned turns usually walked walks wanted wants wears went wishes wore worries writes"
    " wrote"
)
"""After a word that is a name too, these make it somebody who does something."""

HAS = _words("was is has had did does and also who")
"""After a name at the beginning of a sentence these say nothing: so stands a season too."""

WITH_PEOPLE = _words(
    "with and told by friend friends from to against between like named called about for of"
    " met hit saw asked helped joined cousin brother sister classmate classmates partner"
    " boyfriend girlfriend"
)
"""Before a word that is a name too, these make it somebody."""

HE = _words("he him his himself")
SHE = _words("she her hers herself")

MEN = _words(
    "father dad daddy stepfather stepdad brother stepbrother halfbrother uncle grandfather"
    " grandad grandpa granddad boy man boyfriend son nephew husband mr sir he headmaster"
    " gentleman lad boys fathers brothers foster-father"
)
WOMEN = _words(
    "mother mum mummy mam stepmother stepmum sister stepsister halfsister aunt auntie"
    " grandmother grandma granny nan nana gran girl woman girlfriend daughter niece wife mrs"
    " ms miss madam she headmistress lady girls mothers sisters matron"
)
ANYBODY = _words(
    "teacher tutor nurse doctor gp friend counsellor therapist psychologist psychiatrist"
    " worker officer head headteacher dr carer guardian parent cousin neighbour"
    " psychotherapist mentor assistant caseworker practitioner clinician coach leader senco"
    " lead dsl peer classmate partner grandparent who someone somebody anyone person"
    " coordinator dentist paediatrician consultant manager keyworker sibling twin baby infant"
    " toddler foster student paramedic"
)
PUPIL_WORDS = _words("pupil child youngster")
"""How a letter speaks of the one it is about."""
