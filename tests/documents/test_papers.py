from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from mhlead.documents.press import page_count, render
from mhlead.domain.codes import PaperKind
from mhlead.domain.document import Document, as_text
from mhlead.domain.letter import RiskStatementFacts
from mhlead.domain.summary import NamedFacts
from mhlead.services.papers import Facts
from tests.documents.paper_samples import (
    ON,
    VARIANTS,
    bare,
    chronology,
    full,
    handover,
    head,
    hostile,
    longest,
    paper,
    summary,
)
from tests.documents.reading import squeezed, text_of_pdf
from tests.documents.test_gate import failures

GOLDEN = Path(__file__).parent / "golden"
K = PaperKind
SUMMARIES = (K.MEETING_SUMMARY, K.CRISIS_SUMMARY)


@pytest.mark.parametrize("kind", K)
@pytest.mark.parametrize("variant", VARIANTS)
def test_every_paper_is_accessible_and_archival(kind: K, variant: str) -> None:
    for is_large in (False, True):
        pdf = render(paper(VARIANTS[variant](kind), is_large_print=is_large))
        assert [failures(pdf, profile) for profile in ("ua1", "3a")] == [[], []]


@pytest.mark.parametrize("kind", K)
def test_each_paper_says_what_its_golden_text_says(kind: K) -> None:
    facts = full(kind)
    if kind in {K.CHRONOLOGY, K.OWN_CHRONOLOGY}:
        facts = chronology(kind, rows=4)
    told = as_text(paper(facts))
    golden = GOLDEN / f"{kind.value}.txt"
    if os.environ.get("MHLEAD_WRITE_GOLDEN"):
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", K)
def test_the_same_paper_gives_the_same_bytes(kind: K) -> None:
    made = {hashlib.sha256(render(paper(full(kind)))).hexdigest() for _ in range(2)}
    assert len(made) == 1


@pytest.mark.poppler
@pytest.mark.parametrize("kind", K)
@pytest.mark.parametrize("make", [full, hostile, longest])
def test_every_text_of_a_paper_is_on_its_pages(kind: K, make: Callable[[K], Facts]) -> None:
    document = paper(make(kind), has_logo=False)
    read = squeezed(text_of_pdf(render(document), "-raw"))
    blocks = (*document.blocks, *document.last_page)
    parts = [part for b in blocks for text in b.texts() for part in text.split("\n")]
    assert [part for part in parts if squeezed(part) not in read] == []


@pytest.mark.parametrize("kind", SUMMARIES)
@pytest.mark.parametrize("variant", VARIANTS)
def test_a_summary_is_one_side_of_paper(kind: K, variant: str) -> None:
    assert page_count(render(paper(VARIANTS[variant](kind)))) == 1


def crowded(kind: K) -> Document:
    facts = summary(kind)
    said = tuple(
        RiskStatementFacts(f"Entry number {n}: " + "said it again at break. " * 9, "", ON)
        for n in range(30)
    )
    many = tuple(
        NamedFacts(f"Fact {n}", "what helps is to sit by the window. " * 12) for n in range(9)
    )
    return paper(replace(facts, risk=replace(facts.risk, statements=said), helps=many))


@pytest.mark.parametrize("kind", SUMMARIES)
def test_what_does_not_fit_on_one_side_is_named_on_it(kind: K) -> None:
    document = crowded(kind)
    assert page_count(render(document)) == 1
    last = as_text(document).split("Shortened to fit one side: ")[1].splitlines()[0]
    assert " of 30)" in last
    assert "what " in last
    assert last.endswith("The school has the whole.")
    assert "Entry number 0" in as_text(document)  # the newest is never the one that goes


@pytest.mark.parametrize("kind", SUMMARIES)
def test_a_summary_that_fits_says_nothing_of_shortening(kind: K) -> None:
    assert "Shortened" not in as_text(paper(full(kind)))


def test_large_print_takes_more_pages_and_cuts_nothing() -> None:
    document = paper(summary(K.CRISIS_SUMMARY), is_large_print=True)
    assert page_count(render(document)) > 1
    assert "[…]" not in as_text(document)


def test_a_meeting_is_not_told_where_the_pupil_lives_nor_their_health() -> None:
    told = as_text(paper(full(K.MEETING_SUMMARY)))
    for fact in ("14 Larkspur", "999 023", "01632 960733", "Sertraline", "Penicillin"):
        assert fact not in told
        assert fact in as_text(paper(full(K.CRISIS_SUMMARY)))


@cache
def long_chronology() -> bytes:
    return render(paper(chronology(K.CHRONOLOGY, rows=900)))


@pytest.mark.poppler
def test_forty_pages_repeat_their_headers_and_none_is_empty() -> None:
    pages = text_of_pdf(long_chronology(), "-layout").split("\f")[:-1]
    assert len(pages) >= 40
    assert [n for n, text in enumerate(pages) if "What happened" not in text] == []
    assert min(len(text.split()) for text in pages) > 60


def test_a_long_chronology_is_accessible() -> None:
    assert [failures(long_chronology(), profile) for profile in ("ua1", "3a")] == [[], []]


def test_no_table_of_a_long_chronology_has_more_than_a_hundred_rows() -> None:
    document = paper(chronology(K.CHRONOLOGY, rows=250))
    assert [len(b.rows) for b in document.blocks if hasattr(b, "rows")] == [100, 100, 50]


def test_no_name_of_the_young_person_is_on_the_receipt() -> None:
    facts = handover()
    told = squeezed("\n".join(t for b in paper(facts).last_page for t in b.texts()))
    for name in (facts.head.full_name, facts.head.known_as, "Adébáyọ̀", "Mrs"):
        assert squeezed(name) not in told
    assert squeezed(facts.head.reference) in told
    assert paper(facts).last_continuation == f"{facts.head.reference} · {facts.head.school.name}"


@pytest.mark.parametrize("kind", K)
def test_the_title_of_a_paper_holds_no_name(kind: K) -> None:
    assert "Adébáyọ̀" not in paper(full(kind)).title
    assert paper(bare(kind)).title.endswith("MHL/26/P-000001")


def test_an_own_chronology_gives_no_birth_date_and_counts_nothing() -> None:
    facts = replace(chronology(K.OWN_CHRONOLOGY), not_chosen=7)
    told = as_text(paper(facts))
    assert "7" not in told.split("Holds")[1].split("Day")[0].replace("2026", "")
    assert head(K.OWN_CHRONOLOGY).born_on is None


@pytest.mark.poppler
def test_in_large_print_what_was_said_stands_with_when_it_was_asked() -> None:
    told = text_of_pdf(render(paper(full(K.CRISIS_SUMMARY), is_large_print=True)), "-raw")
    [page] = [one for one in told.split("\f") if "Last asked on" in one]
    assert "easier not to wake up" in page


@pytest.mark.poppler
def test_in_large_print_no_page_holds_the_last_two_lines_alone() -> None:
    told = text_of_pdf(render(paper(full(K.MEETING_SUMMARY), is_large_print=True)), "-raw")
    *_, last = [page for page in told.split("\f") if page.strip()]
    assert "Next step" in last
