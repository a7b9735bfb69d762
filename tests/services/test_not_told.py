"""Sixty facts that somebody is not to be told: nowhere in any letter or paper for that reader."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import pikepdf
import pytest

from mhlead.domain.codes import NoteKind, PaperKind, Reader
from mhlead.domain.errors import MhleadError
from mhlead.domain.letter_order import LetterOrder
from mhlead.domain.letter_shapes import SHAPES
from mhlead.domain.records import (
    Background,
    Case,
    Concern,
    Contact,
    NeedToKnow,
    Note,
    Professional,
    Referral,
    RiskEntry,
    SafeContact,
    SchoolPicture,
    SupportAction,
    Withholding,
)
from mhlead.services import papers, records
from mhlead.services.letters import issuing
from mhlead.services.papers import PaperWords, new_paper
from mhlead.wording import words
from mhlead.wording.entry_words import entry_names
from tests.builders import School
from tests.documents.reading import text_of_pdf
from tests.services.test_letter_kinds import answer, gp, mother, sent

pytestmark = pytest.mark.poppler
WORDS = PaperWords(entry_names, words)
_NOT_WORDS = {"id", "primary_need", "email", "telephone", "mobile", "postcode"}


def marked(record: Any, number: Iterator[int]) -> tuple[Any, dict[str, str]]:
    """The record with a word of its own in every field of free text, and these words by field."""
    marks = {
        one.name: f"Zanzibar{next(number)}x"
        for one in fields(record)
        if isinstance(getattr(record, one.name), str) and one.name not in _NOT_WORDS
        if not one.name.endswith("_id") and one.type in {"str", str}
    }
    return replace(record, **marks), marks


def plant(school: School, case: Case) -> list[tuple[str, str, str, str]]:
    """Facts of every kind that letters draw on: kind, identifier, field and mark of each."""
    today, session = school.clock.today(), school.session
    numbers = iter(range(1, 1000))
    blank = [
        Note("", case.id, today, NoteKind.FACT, "x"),
        RiskEntry("", case.id, "x", today),
        SupportAction("", case.id, "x", today),
        NeedToKnow("", case.id, "x", agreed_on=today),
        SafeContact("", case.pupil_id, "x"),
        Background("", case.id),
        SchoolPicture("", case.id, today),
        Professional("", case.pupil_id, "x", "x", "x"),
        Contact("", case.pupil_id, "x", "x", priority=3),
    ]
    with session.reading() as work:
        blank.append(work.find(Concern, case_id=case.id)[0])
    facts = []
    for one in blank:
        record, marks = marked(one, numbers)
        kept, _ = records.keep(session, record, "as it was said")
        facts += [(type(kept).__name__, kept.id, field, mark) for field, mark in marks.items()]
    return facts


def told_in(pdf: bytes) -> str:
    """Everything a reader of the file can find: text, title, metadata, attachments, objects."""
    parts = [text_of_pdf(pdf, "-raw")]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        parts += [bytes(opened.Root.Metadata.read_bytes()).decode(), str(opened.docinfo)]
        parts += [str(one.get_file().read_bytes()) for one in opened.attachments.values()]
        parts += [str(one) for one in opened.objects if isinstance(one, pikepdf.String)]
    return "\n".join(parts)


def everything_for(
    school: School, referral: Referral, case: Case, reader: Reader
) -> dict[str, str]:
    """What each letter and paper tells that reader, by its kind."""
    own: dict[Reader, dict[str, str]] = {
        Reader.SERVICE: {},
        Reader.FAMILY: {"contact_id": mother(school).id},
        Reader.GP: {"professional_id": gp(school, referral).id},
        Reader.PUPIL: {},
    }
    found = {}
    for kind, shape in SHAPES.items():
        if shape.reader is not reader:
            continue
        order = LetterOrder(referral.id, kind, **own[reader])  # type: ignore[arg-type]
        try:
            draft = issuing.draft_letter(school.session, school.adapters.press, order)
        except MhleadError:
            continue  # not a letter for this state; which ones are made is counted below
        found[kind.value] = f"{draft.text}\n{told_in(draft.pdf)}"
    for kind in PaperKind:
        paper = new_paper(school.session, case.pupil_id, kind)
        if reader is Reader.SERVICE and kind is not PaperKind.OWN_CHRONOLOGY:
            paper = replace(paper, service_id=school.service.id)
        elif reader is Reader.FAMILY and kind is PaperKind.OWN_CHRONOLOGY:
            paper = replace(paper, contact_id=mother(school).id)
        else:
            continue
        made = papers.draft_paper(school.session, school.adapters.press, paper, WORDS)
        found[kind.value] = f"{made.text}\n{told_in(made.pdf)}"
    return found


@pytest.mark.parametrize(
    ("reader", "whom", "least_told", "least_kinds"),
    [
        (Reader.SERVICE, "service", 50, 7),
        (Reader.FAMILY, "contact", 5, 3),
        (Reader.GP, "in words", 5, 1),
    ],
)
def test_what_is_kept_from_a_reader_is_nowhere_in_what_they_get(
    school: School, reader: Reader, whom: str, least_told: int, least_kinds: int
) -> None:
    case = school.case()
    referral = school.referral(case)
    answer(school, case.id)
    facts = plant(school, case)
    sent(school, referral)
    assert len(facts) >= 50
    before = everything_for(school, referral, case, reader)
    marks = [mark for *_, mark in facts]
    assert len(before) >= least_kinds, sorted(before)
    told = {mark for mark in marks if any(mark in text for text in before.values())}
    assert len(told) >= least_told, sorted(set(marks) - told)
    reach: dict[str, Any] = {
        "service": {"service_id": school.service.id},
        "contact": {"contact_id": mother(school).id},
        "in words": {"from_whom": "anybody outside school"},
    }[whom]
    for kind, record_id, field, _ in facts:
        records.keep(
            school.session, Withholding("", case.pupil_id, kind, record_id, field, **reach)
        )
    after = everything_for(school, referral, case, reader)
    assert after.keys() == before.keys()
    left = {(kind, mark) for kind, text in after.items() for mark in marks if mark in text}
    assert left == set()
