"""Entries found by their words, and what the history keeps of it."""

from __future__ import annotations

import pytest

from mhlead.domain.audit import Action
from mhlead.domain.codes import NoteKind
from mhlead.domain.errors import FieldRefused
from mhlead.domain.records import Note
from mhlead.services import pupils, records
from mhlead.services.text_search import MOST, find_entries
from mhlead.storage.search_objects import TEXT_INDEXES
from mhlead.wording import sentence_for
from mhlead.wording.found_words import count_words, found_words
from tests.builders import School


def note(school: School, text: str, *, case_id: str) -> None:
    day = school.clock.today()
    records.keep(school.session, Note("", case_id, day, NoteKind.FACT, text))


def seen(school: School, pupil_id: str) -> list[dict[str, str]]:
    with school.session.reading() as work:
        lines = work.history(pupil_id, actions=[Action.ENTRIES_FOUND])
        return [dict(one.detail) for one in lines]


def test_entries_of_every_pupil_are_found_newest_first_with_whom_they_are_about(
    school: School,
) -> None:
    first, second = school.pupil("Ann", "Aske"), school.pupil("Ben", "Bain")
    note(school, "Alone in the library\nat lunch.", case_id=school.case(first).id)
    note(school, "Lunches with friends.", case_id=school.case(second).id)
    found = find_entries(school.session, "lunch")
    assert {(one.name, one.hit.kind) for one in found} == {
        ("Ann Aske", "Note"),
        ("Ben Bain", "Note"),
    }
    [one] = find_entries(school.session, "LUNCH library")
    assert one.hit.pupil_id == first.id
    assert one.hit.excerpt == "Alone in the library at lunch."
    assert find_entries(school.session, "lunch absent") == []
    assert find_entries(school.session, " ,. ") == []


def test_more_than_anybody_types_is_refused_and_not_looked_for(school: School) -> None:
    note(school, "word " * 40, case_id=school.case().id)
    assert find_entries(school.session, "word " * 40)
    with pytest.raises(FieldRefused) as caught:
        find_entries(school.session, " ".join(f"w{n}" for n in range(20_000)))
    assert "a few words" in sentence_for(caught.value)
    many = "O'Connor " + " ".join(f"w{n}" for n in range(20_000))
    assert pupils.find_pupils(school.session, many) == []


def test_the_history_keeps_whose_entries_were_seen_and_not_the_words(school: School) -> None:
    first, second = school.pupil("Ann", "Aske"), school.pupil("Ben", "Bain")
    case = school.case(first)
    note(school, "zqwordzq once", case_id=case.id)
    note(school, "zqwordzq twice", case_id=case.id)
    note(school, "of something else", case_id=school.case(second).id)
    find_entries(school.session, "zqwordzq")
    assert seen(school, first.id) == [{"entries": "2"}]
    assert seen(school, second.id) == []
    with school.session.reading() as work:
        assert "zqwordzq" not in repr(work.history())


def test_no_more_than_the_newest_are_shown_and_it_is_said(school: School) -> None:
    case = school.case(school.pupil("Ann", "Aske"))
    for number in range(MOST + 1):
        note(school, f"lunch {number}", case_id=case.id)
    found = find_entries(school.session, "lunch")
    assert len(found) == MOST
    assert f"lunch {MOST}" in {one.hit.excerpt for one in found}
    assert "newest 50" in count_words(len(found), MOST)
    assert count_words(1, MOST) == "1 entry found"
    assert count_words(2, MOST) == "2 entries found"
    assert "Nothing found" in count_words(0, MOST)


def test_every_kind_that_is_searched_has_a_name() -> None:
    assert all(found_words(index.kind.__name__) for index in TEXT_INDEXES)
