"""Where to turn: what stands on each paper, what is left out, and what was not checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import page
import pytest

from mhlead.domain.audit import Action
from mhlead.domain.codes import ServiceKind, StaffRole
from mhlead.domain.document import TextSize
from mhlead.domain.records import Service, StaffMember
from mhlead.domain.where_to_turn import Readers, compose_where_to_turn
from mhlead.services import directory, records, unlocking
from mhlead.services.school import save_staff
from mhlead.services.settings import UrgentContact
from mhlead.services.where_to_turn import (
    LINES,
    TurnPaper,
    make_paper,
    read_where_to_turn,
    record_use,
)
from tests.builders import MONDAY, School
from tests.documents.reading import squeezed, text_of_pdf

DAY = timedelta(days=1)
LONG = (
    "The Northmoor and Upper Fernbrook Valley Partnership for Children, Young People and Families"
)


def on_posters(made: School, name: str, **more: object) -> Service:
    new = Service("", ServiceKind.VOLUNTARY, name, telephone="01632 960800", is_on_posters=True)
    kept, _ = records.keep(made.session, replace(new, **{"checked_on": MONDAY, **more}))  # type: ignore[arg-type]
    return kept


def staff(made: School, name: str, *roles: StaffRole, **more: str) -> StaffMember:
    kept, _ = save_staff(made.session, StaffMember("", name, roles=roles, **more))  # type: ignore[arg-type]
    return kept


def paper(made: School, readers: Readers = Readers.PUPILS, **more: object) -> TurnPaper:
    return make_paper(made.session, made.adapters.press, readers, **more)  # type: ignore[arg-type]


def sound(pdf: bytes) -> None:
    for profile in ("ua1", "3a"):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert [f"{one.rule_id} {one.message}" for one in report.failures] == []


@pytest.mark.poppler
@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize("readers", Readers)
def test_each_paper_is_accessible_and_holds_every_service(
    school: School, readers: Readers, is_large: bool
) -> None:
    on_posters(school, "Harbour Young People", self_referral="From 13: ring or write to us.")
    on_posters(school, "Eating Well Together", kind=ServiceKind.EATING_DISORDERS)
    staff(school, "Ines Duarte", StaffRole.DSL, telephone="01632 960555")
    made = paper(school, readers, where_found="Room 12", is_large=is_large)
    sound(made.pdf)
    told = squeezed(text_of_pdf(made.pdf))
    for words in ("Harbour Young People", "01632 960800", "Eating Well Together", "Ines Duarte"):
        assert squeezed(words) in told
    assert squeezed("Ring 999 or go to A&E") in told or readers is Readers.STAFF
    assert "999" in told
    assert "Room12" in told
    assert squeezed("Checked on 23 November 2026") in told
    if not is_large:
        assert made.pages == 1


@pytest.mark.poppler
@pytest.mark.parametrize("readers", Readers)
def test_an_empty_directory_gives_a_sound_paper_too(school: School, readers: Readers) -> None:
    made = paper(school, readers)
    sound(made.pdf)
    assert not made.has_services
    assert not made.has_dsl
    assert "116123" in squeezed(text_of_pdf(made.pdf))


@pytest.mark.poppler
@pytest.mark.parametrize("readers", Readers)
def test_long_names_flow_on_and_nothing_is_cut(school: School, readers: Readers) -> None:
    for number in range(9):
        on_posters(
            school,
            f"{LONG} {number}",
            team="Early Conversations and Family Support Team (North and West Localities)",
            telephone=f"01632 96070{number} or 07700 90000{number}, ask for the duty worker",
            self_referral="Write to us. " * (400 if number == 4 else 12),
        )
    made = paper(school, readers)
    sound(made.pdf)
    told = squeezed(text_of_pdf(made.pdf, "-raw"))
    assert made.pages > 1
    for number in range(9):
        assert squeezed(f"{LONG} {number}") in told
    assert told.count("Writetous.") == 8 * 12 + 400


def test_what_ended_is_left_out_and_what_has_not_begun(school: School) -> None:
    gone = on_posters(school, "Gone Charity")
    directory.end_service(school.session, gone.id, MONDAY, None)
    on_posters(school, "Next Year Charity", started_on=MONDAY + DAY)
    on_posters(school, "Not For Walls", is_on_posters=False)
    on_posters(school, "Here Charity", started_on=MONDAY)
    told = read_where_to_turn(school.session, Readers.PUPILS)
    assert [one.name for one in told.services] == ["Here Charity"]


def test_a_number_not_checked_for_half_a_year_says_so_and_is_named(school: School) -> None:
    on_posters(school, "Fresh", checked_on=MONDAY - 180 * DAY)
    on_posters(school, "Old", checked_on=MONDAY - 181 * DAY)
    on_posters(school, "Never", checked_on=None)
    made = paper(school)
    assert "Old" in made.unchecked
    assert "Never" in made.unchecked
    assert "Fresh" not in made.unchecked
    assert "Not checked since 26 May 2026" in made.text
    assert "Checked on 27 May 2026" in made.text
    assert "Not known when checked" in made.text


def test_a_line_in_the_directory_takes_the_place_of_the_shipped_one(school: School) -> None:
    before = read_where_to_turn(school.session, Readers.PUPILS)
    assert [one.number for one in before.lines].count("111") == 1
    assert any("111" in name for name in before.unchecked)
    on_posters(school, "NHS 111, option 2", kind=ServiceKind.CRISIS_LINE, telephone="111")
    after = read_where_to_turn(school.session, Readers.PUPILS)
    assert [one.number for one in after.lines].count("111") == 1
    assert not any("111" in name for name in after.unchecked)


def test_a_line_the_school_knows_has_ended_is_not_printed(school: School) -> None:
    line = on_posters(school, "Shout", kind=ServiceKind.CRISIS_LINE, telephone="8 52 58")
    directory.end_service(school.session, line.id, MONDAY, None)
    told = read_where_to_turn(school.session, Readers.PUPILS)
    assert "85258" not in [one.number for one in told.lines]


def test_this_computers_local_line_stands_first_and_once(school: School) -> None:
    line = UrgentContact("line", "Northmoor crisis line", "01632 960999", "Day and night")
    told = read_where_to_turn(school.session, Readers.FAMILIES, local_lines=[line])
    assert told.lines[0].name == "Northmoor crisis line"
    on_posters(school, "Crisis", kind=ServiceKind.CRISIS_TEAM, telephone="+44 1632 960999")
    told = read_where_to_turn(school.session, Readers.FAMILIES, local_lines=[line])
    assert "Northmoor crisis line" not in [one.name for one in told.lines]


def test_every_national_line_has_its_readers(school: School) -> None:
    for readers, codes in LINES.items():
        told = read_where_to_turn(school.session, readers)
        assert len(told.lines) == len(codes)


def test_a_pupils_poster_gives_no_number_of_staff(school: School) -> None:
    staff(school, "Ines Duarte", StaffRole.DSL, StaffRole.DEPUTY_LEAD, telephone="01632 960555")
    gone = staff(school, "Gone Away", StaffRole.DEPUTY_DSL)
    save_staff(school.session, replace(gone, left_on=MONDAY))
    text = paper(school).text
    assert "Ines Duarte" in text
    assert "Ines Duarte, deputy mental health lead, designated safeguarding lead" in text
    assert "01632 960555" not in text
    assert "01632 960555" in paper(school, Readers.STAFF).text
    assert "Gone Away" not in text


def test_nothing_about_any_pupil_is_on_it(school: School) -> None:
    school.case(school.pupil("Zebedee", "Quillfeather"))
    for readers in Readers:
        assert "Quillfeather" not in paper(school, readers).text


def test_that_it_was_printed_stands_in_the_history(school: School) -> None:
    record_use(school.session, "pupils", "printed")
    newest = unlocking.history(school.session)[0]
    assert newest.action is Action.EXPORTED
    assert dict(newest.detail) == {"what": "where-to-turn", "for": "pupils", "how": "printed"}


def test_a_month_is_told_as_a_month(school: School) -> None:
    school.clock.on = date(2026, 11, 23)
    told = read_where_to_turn(school.session, Readers.PUPILS)
    papyrus = next(one for one in told.lines if "HOPELINE" in one.name)
    assert papyrus.checked.words == "checked in September 2026"
    document = compose_where_to_turn(told)
    assert document.size is TextSize.READER
