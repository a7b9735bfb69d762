"""What the fields of a letter stand for, as a person calls them, with an example of each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldWords:
    """A field as the list to insert from shows it.

    Attributes:
        group: What it is about.
        what: What it stands for.
        example: What it may say; nobody's.
    """

    group: str
    what: str
    example: str


_TOLD = """
# The letter
reference | our reference | FBA/26/0007
letter date | the day of the letter | 23 November 2026
urgency | how urgent it is | Routine
dear | whom the letter greets | Ms Shah
faithfully or sincerely | how the letter ends | sincerely
enclosures | what goes with it, numbered | 1 Attendance summary
copies | who gets a copy | Mrs Moor
corrects | which letter this one puts right | our referral of 3 March 2026
earlier letters | letters written before, one by one | Referral, 3 March 2026

# The school and who writes
school name | the school’s name | Fernbrook Academy
referrer name | who writes | Jo Marsh
referrer role | what they are in school | Senior mental health lead
referrer telephone | their telephone number | 01632 960121
referrer email | their e-mail | j.marsh@fernbrook.example
best time to ring | when they can best be rung | Tuesdays after 14:00
deputy in holidays | who is there in the holidays | Ravi Hall, 01632 960118
last seen | when they last saw the pupil | 20 November 2026

# The service
service | the service | Northmoor CAMHS
recipient person | the person there, where one is known | Dr Patel
urgent telephone | its number when it is urgent | 01632 960799
asked of service | what we ask of it | Please assess and advise.
answer hoped by | when we hope to hear from it | 14 December 2026
spoken to | whom we spoke to there | Duty worker, Mr Oke
spoken on | when that was | 22 November 2026
spoken advice | what they advised | Write today, ring if worse.
not spoken | why nobody was rung | The line was closed.
outcome agreed | who agrees that we are told the outcome | Ash, Mrs Moor
questions | the four questions of a consent form | a table to ring yes or no in

# Who reads it
reader name | the person it is written to | Mrs Moor
reader relation | who they are to the pupil | mother

# The pupil
pupil name | the pupil’s name, as services match it | Ashley Moor
called | the name to use in a sentence | Ash
known as | the name they go by, where it differs | Ash Moor
previous names | earlier names | Ashley Field
pronouns | pronouns | they/them
birth date | date of birth | 2 March 2013
age | age in years and months | 13 years 8 months
year group | school year | 9
form | form or tutor group | 9K
pupil address | home address | 3 Mill Rise, Fernbrook, SG98 1AB
telephones | telephone numbers, one a line | 07700 900001
email | e-mail | ash@fernbrook.example
nhs number | NHS number | 999 023 4175
sex | sex | Female
gender | gender, in their own words | non-binary
ethnicity | ethnicity | Mixed
religion | religion | none
languages | languages | English and Polish
interpreter | interpreter needed | yes, Polish
communication needs | how best to talk with them | short sentences
access needs | what they need to take part | step-free room
sen | special educational needs | SEN support
in care | in care | yes, Northmoor
young carer | young carer | yes

# Consent
consent | who agrees to what, where it is settled | a table
consents | every answer about consent | a table
competence | why a young person may decide | a list
withhold | what is not to be told, and to whom | a list
safe contact | how to make contact safely | a list
without consent | why we go ahead without consent | risk of serious harm
without consent reason | the reason in words | Asking would put Ash in danger.
without consent by | who decided that | Jo Marsh
without consent on | when it was decided | 22 November 2026

# Family and others
at home | who lives at home | a table
parental responsibility | who holds parental responsibility | Amina Moor, mother
siblings elsewhere | brothers and sisters elsewhere | Kit Moor, brother, 19
court orders | court orders | none known
family circumstances | what happened in the family | moved in September
gp | the GP | Dr Lowe, Mill Surgery
other professionals | others who are involved | Ms Finch, school nurse
social care | social care | early help plan
open elsewhere | another service open for them | no

# The difficulty
difficulty | what was seen or heard | a list
opinions | what staff think it may mean | a list
pupil words | their own words | quotations
since | since when | September
how often | how often | twice a week
where | where | in lessons
why now | why now | after the summer
effect on sleep | sleep | awake until three
effect on eating | eating | skips lunch
effect on friends | friends | sits alone
effect at home | how it is at home | stays in the bedroom
effect on lessons | lessons | leaves two a week
effect on attendance | what it does to attendance | late most Mondays
health | health | asthma
medication | medication | an inhaler
development | development | spoke late
family health | health in the family | not asked
seen before | whether CAMHS has seen them before | in 2023

# Risk
risk | what was said or seen | a list
risk asked by | who asked about it | Ms Marsh
risk asked on | when they asked | 20 November 2026
nothing said | that they asked and nothing was said | Asked by Ms Marsh: nothing was said.
not asked | what was not asked about | drugs
keeps safe | what keeps them safe | a grandmother, and choir
who knows | who knows of it | Mrs Moor
plan | the safety plan | Rings the tutor first.
plan written on | when it was written | 20 November 2026
plan reviewed on | when it was last looked at | 22 November 2026

# How school is going
tried | what has been tried in school | a table
school picture | for conditions: anything is told of school | yes
attendance | attendance | 88 % since September
sen support | support for special needs | a quiet room
attainment | attainment | as expected
changes | what has changed in school | a new form
strengths | strengths | sings in the choir
measures | scores of questionnaires | a table
school goes on | what school goes on doing | a daily check-in
hopes | for conditions: any hopes are told | yes
pupil hopes | what the pupil hopes for | quotations
family hopes | what the family hopes for | quotations
earlier referrals | referrals made before | a list
rules | rules of the service that are not met, and why we ask | a list
answers | what was asked and is not known | a list

# How it went on
sent on | when the referral was sent | 23 November 2026
sent how | how it was sent | secure e-mail
acknowledged on | when they said they had it | 25 November 2026
answered on | when they answered | 1 December 2026
state | how it stands | waiting for an assessment
state since | since when it stands so | 1 December 2026
waited | how long the wait has been | 6 weeks
their words | what they said | “Below our threshold”
their reason | why they did not accept it | not severe enough
what changed | what reads otherwise than in our last letter | a table
changes since | when that letter was written | 23 November 2026
appointments | appointments | a list

# The plan in school
plan aim | what the plan is for | calm mornings
plan seen to by | who sees to it | Ravi Hall
plan review on | when it is looked at again | 12 January 2027
plan pupil part | what the pupil does | comes to choir
plan if worse | what happens if it gets worse | Ring Mrs Moor, then CAMHS.
"""


def _read(told: str) -> dict[str, FieldWords]:
    found: dict[str, FieldWords] = {}
    group = ""
    for line in told.strip().splitlines():
        if line.startswith("# "):
            group = line.removeprefix("# ")
        elif line:
            name, what, example = (part.strip() for part in line.split("|"))
            found[name] = FieldWords(group, what, example)
    return found


FIELDS = _read(_TOLD)
"""Every field by its name, in the order the list shows them."""


@dataclass(frozen=True, slots=True)
class PartWords:
    """A part of the language as the list to insert from shows it.

    Attributes:
        text: What is inserted; a bar marks where the cursor is then.
    """

    name: str
    what: str
    text: str


PARTS = (
    PartWords("Subject", "the line the letter is about, once", "# |"),
    PartWords("Heading", "a heading within the letter", "## |"),
    PartWords("Bullet", "a point of a list", "* |"),
    PartWords("Bold words", "words that stand out", "**|**"),
    PartWords(
        "Only where there is something to tell",
        "stands only where the field has a value",
        "[if {|}]\n\n[end]",
    ),
    PartWords(
        "One or the other", "one text with the field, one without it", "[if {|}]\n\n[else]\n\n[end]"
    ),
    PartWords("Only where there is nothing", "stands only without a value", "[if no {|}]\n\n[end]"),
    PartWords("Labels and facts", "a label and what is told, line by line", "[facts]\n| = \n[end]"),
    PartWords(
        "Labels in two columns", "the same, side by side", "[facts: two columns]\n| = \n[end]"
    ),
    PartWords("Notice", "a part on a tinted ground", "[notice]\n|\n[end]"),
    PartWords("Risk", "the tinted part that tells of risk", "[risk]\n|\n[end]"),
    PartWords("Room to sign", "space for a signature", "[signature]|"),
)
"""What a letter can be built of beside words and fields."""
