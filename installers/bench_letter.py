"""Rows of the benchmark about one letter: ours beside reportlab's own Platypus for the same text.

Ours is tagged, shaped and archival, with its boxes and tables; the peer sets plain paragraphs.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from itertools import cycle
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate  # noqa: TID251 it is the peer here

from bench import Pair, Size, Unready, Work, row
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
from mhlead.services.wording_in_force import template_of

WHEN = date(2026, 11, 20)
LONG = (
    "Since the start of term she has left lessons early on most days and says that mornings are "
    "hardest. Her tutor meets her at the library door; on those days she stays until lunch. "
)


def letter(pupil: str = "Toby Barker") -> Document:
    """A letter of about two pages about an invented pupil, and the reply slip behind it."""
    told = LONG.replace("she", pupil)  # no two letters say the same
    mother = PersonFacts("Mrs Lisa Barker", "mother", has_parental_responsibility=True)
    facts = LetterFacts(
        reference="FBA/26/0001",
        written_on=WHEN,
        urgency=Urgency.ROUTINE,
        school=SchoolFacts("Fernbrook Academy", ("Quarry Hill", "Fernbrook"), "01632 960400"),
        recipient=RecipientFacts("Northmoor CAMHS", address=("Willow House", "NM1 2AB")),
        pupil=PupilFacts(pupil, date(2013, 8, 29), address=("5 Harvest Close",)),
        referrer=ReferrerFacts("Ms Farah Siddiqui", "Lead", "01632 960411", last_saw_pupil_on=WHEN),
        consents=(
            ConsentFacts(
                "Toby Barker", "young person", to_be_referred=Answer.AGREES, given_on=WHEN
            ),
        ),
        family=FamilyFacts(at_home=(mother,), parental_responsibility=(mother,)),
        difficulty=DifficultyFacts(
            statements=tuple(StatementFacts(told * 3, said_by="form tutor") for _ in range(3)),
            since="Since January",
        ),
        risk=RiskFacts((RiskStatementFacts(told, "his own", WHEN, "Ms Siddiqui"),)),
        tried=tuple(TriedFacts("A late start", WHEN, WHEN, "Ms Lind", told) for _ in range(3)),
        asked_of_service=told,
        school_goes_on=told * 2,
    )
    return compose_letter(template_of(LetterKind.REFERRAL), facts)


def without_slip(pupil: str = "Toby Barker") -> Document:
    """The letter alone."""
    return replace(letter(pupil), last_page=(), last_continuation="", form_name="")


def lines_of(document: Document) -> list[str]:
    """Its text, a paragraph a line."""
    return [line for line in as_text(document).splitlines() if line.strip()]


PUPILS = [f"Toby Barker-{number}" for number in range(100)]


def beside_platypus(documents: list[Document]) -> Pair:
    """One document after the other by us, and the text of each by the peer."""
    for name in ("Regular", "Bold"):
        source = io.BytesIO(resource_bytes(f"fonts/Inter-{name}.ttf"))
        pdfmetrics.registerFont(TTFont(f"Inter-{name}", source))
    style = getSampleStyleSheet()["Normal"].clone("letter", fontName="Inter-Regular")
    ready, texts = cycle(documents), cycle([lines_of(document) for document in documents])

    def ours() -> None:
        press.render(next(ready))

    def peer() -> None:
        story = [Paragraph(escape(line), style) for line in next(texts)]
        SimpleDocTemplate(io.BytesIO(), pagesize=A4).build(story)

    return Pair(ours, peer)


@row("a two-page letter in PDF/A-3a and PDF/UA-1 / Platypus", rounds=40)
def one_letter(_size: Size, _stack: ExitStack) -> Pair:
    """The letter without its reply slip."""
    return beside_platypus([without_slip(pupil) for pupil in PUPILS])


@row("the letter with its reply slip to fill in / Platypus", rounds=40)
def one_letter_with_slip(_size: Size, _stack: ExitStack) -> Pair:
    """The slip has 24 fields, for which the peer sets the words alone."""
    return beside_platypus([letter(pupil) for pupil in PUPILS])


# In a process of its own each, so that neither finds what the other has loaded.
COLD = """
import io, json, re, sys, time
from pathlib import Path
lines = json.load(sys.stdin)
started = time.perf_counter()
{}
took_s = time.perf_counter() - started
memory = Path("/proc/self/status")  # what the system told before the program began is not in it
most = re.search(r"VmHWM:\\s+(\\d+)", memory.read_text()) if memory.exists() else None
print(json.dumps([took_s, int(most[1]) if most else 0]))
"""
OURS_COLD = COLD.format("""
from mhlead.documents import press
from mhlead.domain.document import Document, Paragraph, plain
press.render(Document("Letter", tuple(Paragraph(plain(line)) for line in lines)))
""")
PEER_COLD = COLD.format("""
from xml.sax.saxutils import escape
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate
style = getSampleStyleSheet()["Normal"]
story = [Paragraph(escape(line), style) for line in lines]
SimpleDocTemplate(io.BytesIO(), pagesize=A4).build(story)
""")


def cold(code: str, which: int) -> Work:
    """What a new process tells: 0 for its seconds, 1 for the most memory it took, in KiB."""
    lines = json.dumps(lines_of(without_slip()))

    def work() -> float:
        command = [sys.executable, "-P", "-c", code]
        told = subprocess.run(command, input=lines.encode(), check=True, capture_output=True)
        return float(json.loads(told.stdout)[which])

    return work


@row("imports and a first plain letter / reportlab's", rounds=9)
def first_letter(_size: Size, _stack: ExitStack) -> Pair:
    """From the first import to the bytes of the same plain paragraphs."""
    return Pair(cold(OURS_COLD, 0), cold(PEER_COLD, 0))


@row("a first plain letter: most memory, MiB / reportlab's", rounds=3, scale=1 / 1024)
def first_letter_memory(_size: Size, _stack: ExitStack) -> Pair:
    """What the system saw the process hold at most; Linux tells it.

    Raises:
        Unready: on another system.
    """
    if not Path("/proc/self/status").exists():
        raise Unready("only Linux tells a process the most memory it took")
    return Pair(cold(OURS_COLD, 1), cold(PEER_COLD, 1))
