"""A pupil who is typed in twice is noticed before the second record is kept."""

from __future__ import annotations

from datetime import date

import pytest

from mhlead.domain.records import Pupil
from mhlead.services import doubles
from tests.builders import School


@pytest.mark.parametrize(
    ("typed", "is_here"),
    [
        (Pupil("", "OConnor", "Aoife", date(2012, 10, 4)), True),
        (Pupil("", "O'Connor", "Aoife", date(2012, 4, 10)), True),
        (Pupil("", "O'Connor", "Aoife"), True),
        (Pupil("", "Another", "Name", date(2009, 1, 1), upn="A919499911001"), True),
        (Pupil("", "O'Connor", "Cian", date(2012, 10, 4)), False),
        (Pupil("", "O'Connor", "Aoife", date(2009, 1, 30)), False),
    ],
)
def test_who_is_here_already_is_found(school: School, typed: Pupil, is_here: bool) -> None:
    here = school.pupil(upn="A919499911001")
    found = [line.pupil_id for line in doubles.possible_doubles(school.session, typed)]
    assert found == ([here.id] if is_here else [])


def test_one_without_a_birth_date_is_found_from_one_with(school: School) -> None:
    here = school.pupil(born_on=None)
    typed = Pupil("", "O'Connor", "Aoife", date(2012, 10, 4))
    (found,) = doubles.possible_doubles(school.session, typed)
    assert (found.pupil_id, found.form) == (here.id, "9K")


def test_without_a_birth_date_a_name_is_found_by_how_it_sounds(school: School) -> None:
    here = school.pupil("Katherine", "Bell")
    found = doubles.possible_doubles(school.session, Pupil("", "Bell", "Catherine"))
    assert [line.pupil_id for line in found] == [here.id]


def test_a_pupil_is_no_double_of_their_own(school: School) -> None:
    here = school.pupil()
    assert doubles.possible_doubles(school.session, here) == []
