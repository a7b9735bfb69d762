from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from mhlead.domain.audit import Action
from mhlead.domain.codes import Audience, NoteKind, ReferralState
from mhlead.domain.folding import fold, searchable, typed_words
from mhlead.domain.records import CaseEvent, Concern, NameUse, Note, Pupil, ReferralEvent

PUPILS = [
    ("Siobhán", "O'Brien"),
    ("Łukasz", "Wiśniewski"),
    ("Søren", "Kjærgård"),
    ("Đặng", "Thị Hồng"),
    ("Aylin", "Y\u0131lmaz"),
    ("Jörg", "Strauß"),
    ("Anne-Marie", "D’Angelo"),
    ("Zoë", "McDonald"),
    ("Hāna", "Ōta-Smith"),
    ("Chloe", "van der Berg"),
    ("小龍", "李"),
    ("Мария", "Йовчева"),
    ("فاطمة", "الزهراء"),
    ("Niamh", "Ní Dhomhnaill"),
    ("Þórdís", "Guðmundsdóttir"),
    ("José María", "Núñez García"),
    ("Oluwaṣeun", "Adébáyò"),
    ("Kwame", "Mensah-O`Neill"),
]
TYPED = [
    ("obrien", 0), ("o'brien", 0), ("o’brien", 0), ("o brien", 0), ("OBrien siobhan", 0),
    ("lukasz", 1), ("wisniewski lu", 1), ("ŁUKASZ", 1),
    ("soren", 2), ("kjaergard", 2), ("soeren", 2), ("kjærgå", 2),
    ("dang", 3), ("thi hong", 3), ("hong dang", 3),
    ("yilmaz", 4), ("YILMAZ", 4), ("aylin y", 4),
    ("strauss", 5), ("jorg", 5), ("joerg", 5),
    ("annemarie", 6), ("anne-marie", 6), ("anne marie", 6), ("marie", 6), ("dangelo", 6),
    ("d'angelo", 6), ("angelo", 6),
    ("zoe", 7), ("mcdonald", 7), ("mc donald", 7), ("donald zoe", 7),
    ("hana ota", 8), ("otasmith", 8), ("smith", 8),
    ("vanderberg", 9), ("van der berg", 9), ("berg chloe", 9), ("vander", 9),
    ("李", 10), ("龍", 10),
    ("мария", 11), ("иовчева", 11),
    ("فاطمة", 12),
    ("thordis gud", 14),
    ("nunez", 15), ("jose garcia", 15),
    ("oluwaseun", 16), ("adebayo", 16),
    ("oneill", 17), ("mensah o'neill", 17), ("dhomhnaill", 13),
]  # fmt: skip


@pytest.fixture
def school(store, keep):
    keep(*(Pupil(f"p{n}", surname, forename) for n, (forename, surname) in enumerate(PUPILS)))
    return store


def test_no_pupil_is_missed_however_a_teacher_types_the_name(school):
    with school.begin(write=False) as work:
        missed = [typed for typed, n in TYPED if f"p{n}" not in work.search.find_pupils(typed)]
    assert len(TYPED) >= 45
    assert missed == []


def test_what_is_typed_is_never_taken_as_search_syntax(school):
    with school.begin(write=False) as work:
        for typed in ('"', "*", "a AND", "NEAR(", "^x", "col:x", "-", "(", "'", "\\", "%", "", " "):
            work.search.find_pupils(typed)
            work.search.find_text(typed)
        assert work.search.find_pupils('""') == []


def test_a_name_kept_as_one_word_is_found_typed_apart(store, keep):
    keep(Pupil("1", "Vandenberg", "Annemarie"))
    with store.begin(write=False) as work:
        assert work.search.find_pupils("van den berg") == ["1"]
        assert work.search.find_pupils("anne marie") == ["1"]


def test_the_exact_name_comes_first(store, keep):
    keep(Pupil("1", "Annesley", "Bo"), Pupil("2", "Ann", "Zed"), Pupil("3", "Anning", "Al"))
    with store.begin(write=False) as work:
        assert work.search.find_pupils("ann")[0] == "2"
        assert len(work.search.find_pupils("ann", limit=2)) == 2


@pytest.mark.parametrize(
    "typed",
    [
        "3/9/2011",
        "03.09.2011",
        "3 Sep 2011",
        "3rd september 2011",
        "2011-09-03",
        "3-9-11",
        "amina 3/9/11",
    ],
)
def test_a_birth_date_finds_the_pupil_in_every_usual_form(filled, typed):
    with filled.begin(write=False) as work:
        assert work.search.find_pupils(typed) == ["pupil1"]
        assert work.search.find_pupils(typed.replace("3", "4", 1)) == []


def test_a_upn_finds_the_pupil_whole_or_begun(store, keep):
    keep(Pupil("1", "A", "B", upn="H801200001001"), Pupil("2", "C", "D", upn="H801200001002"))
    with store.begin(write=False) as work:
        assert work.search.find_pupils("h801200001001") == ["1"]
        assert work.search.find_pupils("H80120000100") == ["1", "2"]
        assert work.search.find_pupils("H801200001_01") == []


def test_every_name_a_pupil_goes_by_is_found_and_none_of_a_removed_one(filled):
    def found(words: str) -> list[str]:
        with filled.begin(write=False) as work:
            return work.search.find_pupils(words)

    def change(action) -> None:
        with filled.begin("lead") as work:
            action(work)
            work.log(Action.PUPIL_CHANGED, "pupil1")
            work.commit()

    pupil = Pupil("pupil1", "Oyelaran", "Amina", preferred_forename="Max")
    change(lambda work: work.correct(pupil, "asked for"))
    change(lambda work: work.add(NameUse("u1", "pupil1", Audience.FAMILY, "Mina")))
    assert found("max") == found("mina") == found("amina") == ["pupil1"]
    change(lambda work: work.correct(dataclasses.replace(pupil, surname="Ade"), "adopted"))
    assert (found("oyelaran"), found("ade")) == ([], ["pupil1"])
    change(lambda work: work.remove(NameUse, "u1", "stopped"))
    assert found("mina") == []
    change(lambda work: work.remove(Pupil, "pupil1", "added in error"))
    assert found("max") == []


def test_a_new_pupil_is_found_before_the_commit(filled):
    with filled.begin("lead") as work:
        work.add(Pupil("p9", "Ízquierdo", "Iñaki"))
        assert work.search.find_pupils("inaki izq") == ["p9"]


def test_words_are_found_in_every_kind_of_entry_newest_first(filled):
    with filled.begin("lead") as work:
        day = [date(2026, 11, n) for n in range(1, 9)]
        work.add(Concern("x1", "case1", day[3], "Mr Ito", "N", "not sleeping since the move"))
        work.add(Note("x2", "case1", day[5], NoteKind.PUPIL_WORDS, "I am not sleeping", "Talk"))
        work.add(
            ReferralEvent(
                "x3",
                "referral1",
                day[1],
                filled._file.now(),
                "lead",
                None,
                ReferralState.SENT,
                words="sleep",
            )
        )
        work.add(CaseEvent("x4", "case1", filled._file.now(), "lead", "opened", "sleeps badly"))
        work.log(Action.RECORD_ADDED, "pupil1")
        work.commit()
    with filled.begin(write=False) as work:
        hits = work.search.find_text("SLEEP")
        assert [hit.record_id for hit in hits] == ["x4", "x2", "x1", "x3"]
        assert {hit.pupil_id for hit in hits} == {"pupil1"}
        assert (hits[1].kind, hits[1].happened_on) == ("Note", day[5])
        assert "not sleeping" in hits[1].excerpt
        assert [hit.record_id for hit in work.search.find_text("sleeping move")] == ["x1"]
        assert work.search.find_text("sleeping absent") == []
        assert len(work.search.find_text("sleep", limit=2)) == 2


def test_only_the_current_wording_is_found(filled):
    with filled.begin("lead") as work:
        work.correct(dataclasses.replace(work.get(Note, "note1"), text="in the library"), "where")
        work.log(Action.RECORD_CORRECTED, "pupil1")
        work.commit()
    with filled.begin("lead") as work:
        assert work.search.find_text("lunch") == []
        assert len(work.search.find_text("library")) == 1
        work.remove(Note, "note1", "wrong pupil")
        assert work.search.find_text("library") == []


def test_folding_is_the_same_for_every_way_of_writing_a_letter():
    assert fold("É") == fold("E\u0301") == "e"
    assert typed_words("Ní  Dhomhnaill") == ["ni", "dhomhnaill"]
    assert searchable(["", "O'Neill-Smith"]).split()[:2] == ["oneill", "smith"]
