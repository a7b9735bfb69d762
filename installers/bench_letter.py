"""Row of the benchmark about letters: ours beside reportlab's own Platypus for the same text."""

from __future__ import annotations

import io
from contextlib import ExitStack
from datetime import date
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate  # noqa: TID251 it is the peer here

from bench import Pair, Size, row
from mhlead.documents import press
from mhlead.domain.codes import LetterKind, Urgency
from mhlead.domain.document import Document, as_text
from mhlead.domain.letter import (
    Answer,
    ConsentFacts,
    DifficultyFacts,
    FamilyFacts,
    LetterFacts,
    PersonFacts,
    PupilFacts,
    RecipientFacts,
    ReferrerFacts,
    RiskFacts,
    RiskStatementFacts,
    SchoolFacts,
    StatementFacts,
    TriedFacts,
)
from mhlead.domain.letter_text import compose_letter
from mhlead.resources import resource_bytes
from mhlead.services.letters import template_of

WHEN = date(2026, 11, 20)
LONG = (
    "Since the start of term she has left lessons early on most days and says that mornings are "
    "hardest. Her tutor meets her at the library door; on those days she stays until lunch. "
)


def letter() -> Document:
    """A letter of about two pages about an invented pupil."""
    mother = PersonFacts("Mrs Lisa Barker", "mother", has_parental_responsibility=True)
    facts = LetterFacts(
        reference="FBA/26/0001",
        written_on=WHEN,
        urgency=Urgency.ROUTINE,
        school=SchoolFacts("Fernbrook Academy", ("Quarry Hill", "Fernbrook"), "01632 960400"),
        recipient=RecipientFacts("Northmoor CAMHS", address=("Willow House", "NM1 2AB")),
        pupil=PupilFacts("Toby Barker", date(2013, 8, 29), address=("5 Harvest Close",)),
        referrer=ReferrerFacts("Ms Farah Siddiqui", "Lead", "01632 960411", last_saw_pupil_on=WHEN),
        consents=(
            ConsentFacts(
                "Toby Barker", "young person", to_be_referred=Answer.AGREES, given_on=WHEN
            ),
        ),
        family=FamilyFacts(at_home=(mother,), parental_responsibility=(mother,)),
        difficulty=DifficultyFacts(
            statements=tuple(StatementFacts(LONG * 3, said_by="form tutor") for _ in range(3)),
            since="Since January",
        ),
        risk=RiskFacts((RiskStatementFacts(LONG, "his own", WHEN, "Ms Siddiqui"),)),
        tried=tuple(TriedFacts("A late start", WHEN, WHEN, "Ms Lind", LONG) for _ in range(3)),
        asked_of_service=LONG,
        school_goes_on=LONG * 2,
    )
    return compose_letter(template_of(LetterKind.REFERRAL), facts)


@row("a letter in PDF/A-3a and PDF/UA-1 / reportlab's Platypus", rounds=25)
def one_letter(_size: Size, _stack: ExitStack) -> Pair:
    """The same text, ours tagged, shaped and archival, the peer's plain."""
    document = letter()
    for name in ("Regular", "Bold"):
        source = io.BytesIO(resource_bytes(f"fonts/Inter-{name}.ttf"))
        pdfmetrics.registerFont(TTFont(f"Inter-{name}", source))
    style = getSampleStyleSheet()["Normal"].clone("letter", fontName="Inter-Regular")
    lines = [line for line in as_text(document).splitlines() if line.strip()]

    def ours() -> None:
        press.render(document)

    def peer() -> None:
        story = [Paragraph(escape(line), style) for line in lines]
        SimpleDocTemplate(io.BytesIO(), pagesize=A4).build(story)

    return Pair(ours, peer)
