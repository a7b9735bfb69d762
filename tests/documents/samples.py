"""Fictional letters: a full one, a bare one, one of the longest names, one of hostile text."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from PIL import Image, ImageDraw

from mhlead.domain.codes import LetterKind, Reader, Urgency
from mhlead.domain.document import Document, Logo, LogoKind, TextSize
from mhlead.domain.letter import (
    Answer,
    ConsentFacts,
    DifficultyFacts,
    FamilyFacts,
    HopeFacts,
    LetterFacts,
    MeasureFacts,
    PersonFacts,
    ProfessionalFacts,
    PupilFacts,
    RecipientFacts,
    ReferrerFacts,
    RiskFacts,
    RiskStatementFacts,
    SafeContactFacts,
    SchoolFacts,
    SchoolPictureFacts,
    SpokenFacts,
    StatementFacts,
    StatementKind,
    TriedFacts,
    WithholdFacts,
)
from mhlead.domain.letter_course import (
    ChangeFacts,
    CourseFacts,
    PlanFacts,
    ReaderFacts,
)
from mhlead.domain.letter_earlier import EarlierFacts, RuleFacts
from mhlead.domain.letter_names import vocabulary
from mhlead.domain.letter_shapes import SHAPES
from mhlead.domain.letter_text import compose_letter
from mhlead.domain.template import parse
from mhlead.domain.template_tree import Template
from mhlead.resources import resource_text
from mhlead.services.letters.readers import fitted


@cache
def template(kind: LetterKind) -> Template:
    return parse(resource_text(SHAPES[kind].template), vocabulary(kind))


@cache
def logo() -> Logo:
    image = Image.new("RGBA", (240, 300), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    shield = [(0, 0), (240, 0), (240, 190), (200, 250), (120, 300), (40, 250), (0, 190)]
    draw.polygon(shield, fill=(11, 85, 99, 255))
    draw.line([(120, 70), (120, 240)], fill="white", width=16)
    for top in (80, 125, 170):
        draw.arc([120 - 55, top - 30, 120 + 55, top + 30], 0, 180, fill="white", width=12)
    out = io.BytesIO()
    image.save(out, "PNG")
    return Logo(out.getvalue(), LogoKind.PNG, "Thornbury Vale Academy: a tree on a shield")


def full_facts() -> LetterFacts:
    return LetterFacts(
        reference="TVA/26/0417",
        written_on=date(2026, 11, 21),
        urgency=Urgency.ROUTINE,
        school=SchoolFacts(
            name="Thornbury Vale Academy",
            strapline="Pastoral care and mental health support",
            address=("Meadow Lane", "Kettlesham", "Northmoor", "NM4 7QR"),
            telephone="01632 960118",
            email="inclusion@thornburyvale.example",
            headteacher="Mrs J. Okonedo-Price",
        ),
        recipient=RecipientFacts(
            service="Northmoor CAMHS",
            team="Single Point of Access",
            address=("Willow House, 12 Station Approach", "Northmoor", "NM1 2AB"),
            urgent_telephone="01632 960555",
        ),
        pupil=PupilFacts(
            full_name="Ẹ̀bùnolúwa Adébáyọ̀",
            known_as="Ẹ̀bùn",
            pronouns="she/her",
            born_on=date(2013, 3, 12),
            year_group="Year 9",
            form="9K",
            address=("14 Larkspur Close", "Kettlesham", "NM4 7TL"),
            telephones=("01632 960733 (mother)", "07700 900123 (Ẹ̀bùn)"),
            nhs_number="999 023 4175",
            sex="Female",
            gender="Girl",
            ethnicity="Black or Black British, African",
            languages="English, Yoruba at home",
            interpreter="Not needed",
            access_needs="Wears hearing aids; sit to her left",
            sen="SEN support since January 2025",
        ),
        referrer=ReferrerFacts(
            name="Łukasz Żądło",
            role="Senior Mental Health Lead and Assistant Headteacher",
            telephone="01632 960121",
            email="l.zadlo@thornburyvale.example",
            last_saw_pupil_on=date(2026, 11, 16),
            best_time_to_ring="Weekdays from 8.15 to 8.45 and after 3.30",
            deputy_in_holidays="Ms R. Fairweather, 07700 900456, office@thornburyvale.example",
        ),
        consents=(
            ConsentFacts(
                who="Ẹ̀bùnolúwa Adébáyọ̀",
                relation="young person",
                to_be_helped=Answer.AGREES,
                to_be_referred=Answer.AGREES,
                to_share=Answer.AGREES,
                share_what="this letter, with CAMHS and her GP",
                to_tell_school_outcome=Answer.AGREES,
                how="in person with Mr Żądło",
                given_on=date(2026, 11, 16),
                competence_note="Judged competent to decide about this referral by Mr Żądło.",
            ),
            ConsentFacts(
                who="Mrs Fọláṣadé Adébáyọ̀",
                relation="mother",
                to_be_helped=Answer.AGREES,
                to_be_referred=Answer.AGREES,
                to_share=Answer.AGREES,
                share_what="the same",
                to_tell_school_outcome=Answer.NOT_ASKED,
                how="signed form",
                given_on=date(2026, 11, 17),
            ),
        ),
        withhold=(WithholdFacts("where the talks in school take place", "her grandfather"),),
        safe_contacts=(
            SafeContactFacts(
                who="Ẹ̀bùn",
                channel="mobile 07700 900123",
                safe_times="after 4 pm, not on Sundays",
                may_leave_voicemail=False,
                may_post=False,
                name_to_show="Sam from school",
            ),
            SafeContactFacts(
                who="Mrs Adébáyọ̀",
                channel="01632 960733",
                safe_times="mornings",
                may_leave_voicemail=True,
                may_post=True,
            ),
        ),
        family=FamilyFacts(
            at_home=(
                PersonFacts("Mrs Fọláṣadé Adébáyọ̀", "mother", None, True),
                PersonFacts("Oluwatóbi Adébáyọ̀", "brother", 11, None, note="Year 7"),
            ),
            parental_responsibility=(
                PersonFacts("Mrs Fọláṣadé Adébáyọ̀", "mother", telephone="01632 960733"),
                PersonFacts("Mr Kọ́láwọlé Adébáyọ̀", "father", note="lives in Leeds"),
            ),
            siblings_elsewhere=(PersonFacts("Títílayọ̀", "sister", 19, note="at university"),),
            court_orders=("None known to the school",),
            circumstances="Her grandfather in Ibadan died in June 2026. Faith and church are "
            "important to the family.",
        ),
        gp=ProfessionalFacts(
            "Dr H. Szczęsny", organisation="Mill Road Surgery", telephone="01632 960220"
        ),
        other_professionals=(
            ProfessionalFacts("Mr D. Quill", "school nurse", "Northmoor School Nursing"),
            ProfessionalFacts("Daybreak", "bereavement group", note="waiting, due February 2027"),
        ),
        social_care="No plan in place; not known to children’s social care",
        difficulty=DifficultyFacts(
            statements=(
                StatementFacts(
                    "Has left lessons eleven times since September, shaking and short of breath.",
                    StatementKind.FACT,
                    "class teachers",
                    date(2026, 11, 13),
                ),
                StatementFacts(
                    "Has stopped going to orchestra and eats alone in the library.",
                    StatementKind.FACT,
                    "Mr Żądło",
                ),
                StatementFacts(
                    "We think the panic began with the loss of her grandfather.",
                    StatementKind.OPINION,
                    "Mr Żądło",
                ),
                StatementFacts(
                    "“I can’t see the point of next year. I want to sleep and I want to play the "
                    "viola again.”",
                    StatementKind.PUPIL_WORDS,
                    "said to Mr Żądło",
                    date(2026, 11, 16),
                ),
            ),
            since="June 2026, about five months",
            how_often="Low most days; panic two or three times a week",
            where="In school and at home, mostly mornings and before assemblies",
            why_now="Attendance has fallen since half term and ten weeks of help have not been "
            "enough",
            effect_on_sleep="Wakes at four; asleep in afternoon lessons twice",
            effect_on_eating="Leaves lunch most days",
            effect_on_friends="Has stopped seeing the two friends she had",
            effect_at_home="Stays in her room; no longer sings at church",
            effect_on_lessons="Two grades lower in mathematics and music",
            effect_on_attendance="97% last year, 81% this half term",
            health="Hearing loss in the left ear since birth",
            medication="None",
            seen_before="Never referred to CAMHS",
        ),
        risk=RiskFacts(
            statements=(
                RiskStatementFacts(
                    "“Sometimes I think it would be easier not to wake up. I wouldn’t do "
                    "anything, because of Tóbi.”",
                    "Ẹ̀bùn’s own words",
                    date(2026, 11, 16),
                    "Mr Żądło",
                ),
                RiskStatementFacts(
                    "Three fresh marks on her left forearm, cleaned and covered.",
                    "seen by Mr D. Quill, school nurse",
                    date(2026, 10, 2),
                ),
            ),
            not_asked=("alcohol and drugs", "whether she has searched for ways online"),
            keeps_safe="Her brother, her tutor Ms Oakes, and playing music.",
            who_knows="Her mother, the school nurse and the safeguarding lead.",
            plan="A safety plan written with her; her mother holds a copy.",
            plan_written_on=date(2026, 10, 5),
            plan_reviewed_on=date(2026, 11, 16),
            spoken_to_service=SpokenFacts(
                "the duty worker, Jo Marsh", date(2026, 11, 17), "refer as routine, ring if worse."
            ),
        ),
        open_elsewhere="Not known: her mother was asked",
        earlier=(
            EarlierFacts(
                "FBA/25/0031",
                "Harbour Young People’s Counselling",
                date(2025, 11, 3),
                "not accepted",
                date(2025, 11, 19),
                "Waiting list is closed",
                "We are full until spring; please try CAMHS.",
            ),
        ),
        rules=(
            RuleFacts(
                "Two terms of help in school first",
                "not met",
                "Begun in September; it does not wait that long.",
            ),
        ),
        tried=(
            TriedFacts(
                "Ten sessions of guided self-help; eight attended",
                date(2026, 9, 8),
                date(2026, 11, 12),
                "Mental health support team",
                "Talks more easily; mood unchanged",
            ),
            TriedFacts(
                "Time-out card, quiet room, daily check-in",
                date(2026, 9, 14),
                None,
                "Ms Oakes, tutor",
                "Used most days; fewer lessons missed whole",
            ),
        ),
        school_picture=SchoolPictureFacts(
            attendance="81% this half term; 97% last year",
            sen_support="Sits at the front; radio aid in class",
            attainment="Above what is expected in English, below in mathematics since summer",
            changes="Moved tutor group in September",
            strengths="Viola, grade 6; kind to younger pupils",
            measures=(
                MeasureFacts(
                    "RCADS-25, total T score",
                    "Young person",
                    "64",
                    date(2026, 9, 8),
                    "72",
                    date(2026, 11, 17),
                    "Above clinical threshold (70)",
                ),
                MeasureFacts(
                    "SDQ, total difficulties",
                    "Mother",
                    "17",
                    date(2026, 9, 8),
                    "22",
                    date(2026, 11, 17),
                ),
            ),
        ),
        pupil_hopes="To sleep, to play again, and to talk to a woman, not in my lunch break.",
        family_hopes=(HopeFacts("Mrs Adébáyọ̀", "That she is not alone after school."),),
        asked_of_service="Please see Ẹ̀bùn, tell us what may help, and advise on sleep and panic.",
        school_goes_on="We keep the daily check-in and the quiet room, and review the safety plan "
        "with her every fortnight. We will tell you at once if anything gets worse.",
        answer_hoped_by=date(2026, 12, 19),
        enclosures=("RCADS-25 and SDQ score sheets (2 pages)", "Safety plan, 16 November 2026"),
        copies=("Dr H. Szczęsny, Mill Road Surgery",),
    )


def bare_facts() -> LetterFacts:
    """Only what is required."""
    full = full_facts()
    return LetterFacts(
        reference=full.reference,
        written_on=full.written_on,
        urgency=Urgency.ROUTINE,
        school=SchoolFacts(name=full.school.name),
        recipient=RecipientFacts(service=full.recipient.service),
        pupil=PupilFacts(
            full_name="Ash Moor", born_on=date(2014, 1, 5), address=full.pupil.address
        ),
        referrer=ReferrerFacts(
            "R. Fairweather", "Mental health lead", "01632 960121", "", date(2026, 11, 16)
        ),
        consents=(ConsentFacts("Ash Moor", to_be_referred=Answer.AGREES),),
        family=FamilyFacts(parental_responsibility=(PersonFacts("Jay Moor"),)),
        difficulty=DifficultyFacts(statements=(StatementFacts("Has not spoken in class."),)),
        risk=RiskFacts(asked_by="R. Fairweather", asked_on=date(2026, 11, 16)),
        tried=(TriedFacts("Weekly talk"),),
        asked_of_service="Please advise.",
        school_goes_on="A weekly talk.",
    )


def mapped(value: Any, change: Callable[[str], str]) -> Any:
    """The same facts with every text changed."""
    if isinstance(value, str) and type(value) is str:
        return change(value) if value else value
    if isinstance(value, tuple):
        return tuple(mapped(item, change) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return type(value)(
            **{f.name: mapped(getattr(value, f.name), change) for f in dataclasses.fields(value)}
        )
    return value


LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Llanfairpwllgwyngyllgogerychwyrn"


def longest_facts() -> LetterFacts:
    """Every text lengthened with a name that has hardly a place to break."""
    return mapped(full_facts(), lambda text: f"{text} {LONG}")


HOSTILE = (
    "<b>{nhs number}</b> [if {risk}] **x** <img src='//host/share.png'/> "
    "</para> (Tj) ET \\) %s ${7*7} =cmd|' /C calc'!A0 &amp; [[end]]"
)


def hostile_facts() -> LetterFacts:
    """Every text replaced by markup, template blocks and PDF operators."""
    return mapped(full_facts(), lambda _: HOSTILE)


def letter(
    facts: LetterFacts, size: TextSize = TextSize.NORMAL, *, with_logo: bool = True
) -> Document:
    return compose_letter(
        template(facts.kind),
        facts,
        logo=logo() if with_logo else None,
        is_large_print=size is TextSize.LARGE,
    )


READERS = {
    Reader.GP: ReaderFacts(
        Reader.GP, "Dr K. Osei", "GP", "Dr K. Osei", ("Mill Lane Surgery", "Northmoor NM4 1AA")
    ),
    Reader.FAMILY: ReaderFacts(
        Reader.FAMILY,
        "Mrs Fọlákẹ́ Adébáyọ̀",
        "Mother",
        "Mrs Adébáyọ̀",
        ("14 Larkspur Close", "Kettlesham", "NM4 7TL"),
    ),
    Reader.PUPIL: ReaderFacts(
        Reader.PUPIL, "Ẹ̀bùnolúwa Adébáyọ̀", salutation="Ẹ̀bùn", address=("By hand",)
    ),
}


def facts_of(kind: LetterKind, facts: LetterFacts | None = None) -> LetterFacts:
    """Facts with everything a letter of that kind can say, as its reader may be told them."""
    told = dataclasses.replace(
        facts or full_facts(),
        kind=kind,
        reader=READERS.get(SHAPES[kind].reader),
        course=CourseFacts(
            sent_on=date(2026, 11, 2),
            sent_how="by secure mail",
            acknowledged_on=date(2026, 11, 5),
            answered_on=date(2026, 11, 12),
            state="Received, not decided",
            state_since=date(2026, 11, 5),
            their_words="Please tell us about attendance, and try the school nurse first.",
            their_reason="Below the threshold of the service",
            letters=("2 November 2026: referral, by secure mail",),
            appointments=("9 November 2026, 10.15: was not brought", "7 December 2026, 14.00"),
        ),
        plan=PlanFacts(
            aim="A quiet start to each day, and a place to go when lessons are too much.",
            seen_to_by="Ms R. Fairweather",
            review_on=date(2026, 12, 14),
            if_worse="We ring the duty worker, and make the referral urgent.",
            pupil_part="Comes to the library at 8.30 and shows the yellow card to leave.",
        ),
        changes=(
            ChangeFacts("effect on sleep", "Sleeps five hours", "Awake until three, most nights"),
            ChangeFacts("medication", "", "Sertraline 25 mg since 16 November"),
        ),
        changes_since=date(2026, 11, 2),
        corrects="our referral of 2 November 2026",
    )
    return fitted(told)


VARIANTS: dict[str, Callable[[], Document]] = {
    "normal": lambda: letter(full_facts()),
    "reader size": lambda: letter(full_facts(), TextSize.READER),
    "large print": lambda: letter(full_facts(), TextSize.LARGE),
    "longest names": lambda: letter(longest_facts()),
    "longest names, large": lambda: letter(longest_facts(), TextSize.LARGE),
    "hostile text": lambda: letter(hostile_facts()),
    "hostile text, large": lambda: letter(hostile_facts(), TextSize.LARGE),
    "bare": lambda: letter(bare_facts(), with_logo=False),
    "bare, large": lambda: letter(bare_facts(), TextSize.LARGE, with_logo=False),
}
