from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.codes import Channel, ServiceKind
from mhlead.domain.records import Counterpart, Service
from mhlead.services import records, school
from mhlead.ui.pages.directory_parts import checked_words
from mhlead.ui.theme import Theme
from tests.builders import MONDAY, School, make_school
from tests.ui.looking import cut_text, settle, unnamed
from tests.ui.places import take_in
from tests.ui.watched import Window, words_in


@pytest.fixture
def made(tmp_path: Path) -> School:
    return make_school(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters, keeps_settings=False).begin(made.session)
    yield opened
    opened.end()


def services(made: School) -> dict[str, Service]:
    views = school.list_services(made.session, with_ended=True)
    return {view.service.name: view.service for view in views}


def test_a_service_shows_how_to_reach_it_and_who_is_there(window: Window, made: School) -> None:
    records.keep(
        made.session,
        replace(
            made.service,
            urgent_telephone="01632 960734",
            email="spa@northmoor.example",
            hours="Weekdays 9 to 5",
            takes_by=(Channel.WEB_FORM, Channel.SECURE_MAIL),
        ),
    )
    for name, is_deputy in (("Sam Okafor", False), ("Jo Lindqvist", True)):
        person = Counterpart("", made.service.id, name, is_deputy=is_deputy)
        records.keep(made.session, person)
    page = window.go("directory")
    shown = words_in(page)
    assert "01632 960733" in shown
    assert "Urgent: 01632 960734" in shown
    assert "Takes referrals by web form or secure mail" in shown
    window.press(page.cards.cards()[0].open_button)
    shown = words_in(window.front())
    for words in ("spa@northmoor.example", "Weekdays 9 to 5", "Sam Okafor", "Deputy"):
        assert words in shown


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "Checked today"),
        (1, "Checked yesterday"),
        (9, "Checked 9 days ago"),
        (20, "Checked 2 weeks ago"),
        (213, "Checked 7 months ago"),
        (800, "Checked 2 years ago"),
    ],
)
def test_the_age_of_details_is_said_in_words(days: int, words: str) -> None:
    assert checked_words(MONDAY - timedelta(days=days), MONDAY) == words


def test_old_details_ask_to_be_checked_and_one_press_does(window: Window, made: School) -> None:
    records.keep(made.session, replace(made.service, checked_on=MONDAY - timedelta(days=213)))
    page = window.go("directory")
    assert "Checked 7 months ago: check again" in words_in(page)
    assert "1 to check again" in page.count.text()
    window.press(page.cards.cards()[0].open_button)
    window.press(window.front().checked_button)
    assert services(made)["Northmoor CAMHS"].checked_on == MONDAY
    assert "Checked today" in words_in(window.front())


def test_a_service_is_found_by_any_word_and_by_a_person(window: Window, made: School) -> None:
    hub = Service("", ServiceKind.VOLUNTARY, "Young carers hub")
    kept, _ = records.keep(made.session, hub)
    records.keep(made.session, Counterpart("", kept.id, "Élodie Marsh"))
    page = window.go("directory")
    page.search.setText("elodie hub")
    assert [card.open_button.text() for card in page.cards.cards()] == ["Young carers hub"]
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    assert len(page.cards.cards()) == 2


def test_a_new_service_is_added_from_the_form(window: Window, made: School) -> None:
    page = window.go("directory")
    window.press(page.add_button)
    form = window.front().form
    assert form.field("kind").value() is None, "no list field has a default"
    form.field("name").set_value("Bereavement support")
    window.press(window.front().save_button)
    assert window.front() is not page, "the kind is still missing"
    form.field("kind").set_value(ServiceKind.VOLUNTARY)
    window.press(window.front().save_button)
    assert window.front() is page
    assert services(made)["Bereavement support"].kind is ServiceKind.VOLUNTARY
    assert "Bereavement support" in words_in(page)


def test_a_change_can_be_taken_back(window: Window, made: School) -> None:
    page = window.go("directory")
    window.press(page.cards.cards()[0].open_button)
    window.press(window.front().edit_button)
    window.front().form.field("telephone").set_value("01632 960999")
    window.press(window.front().save_button)
    assert services(made)["Northmoor CAMHS"].telephone == "01632 960999"
    assert window.shell.undo_bar.isVisible()
    window.press(window.shell.undo_bar.undo_button)
    assert services(made)["Northmoor CAMHS"].telephone == "01632 960733"
    assert "01632 960733" in words_in(window.front())


def test_a_removed_service_can_be_brought_back(window: Window, made: School) -> None:
    page = window.go("directory")
    window.press(page.cards.cards()[0].open_button)
    window.press(window.front().remove_button)
    assert window.front() is page
    assert services(made) == {}
    assert page.empty.isVisible()
    window.press(window.shell.undo_bar.undo_button)
    assert "Northmoor CAMHS" in services(made)
    assert "Northmoor CAMHS" in words_in(page)


def test_a_service_with_open_referrals_neither_ends_nor_goes(window: Window, made: School) -> None:
    made.referral()
    page = window.go("directory")
    window.press(page.cards.cards()[0].open_button)
    one = window.front()
    assert "1 open referral is waiting here" in one.ending_words.text()
    window.press(one.remove_button)
    assert "can’t be removed" in one.problem.text()
    window.press(one.end_button)
    window.front().form.rows[0].field.set_value(MONDAY)
    window.press(window.front().save_button)
    assert window.front().problem.text() == "Referrals to this service are still open."
    assert services(made)["Northmoor CAMHS"].ended_on is None


def test_an_ended_service_leads_to_what_took_its_place(window: Window, made: School) -> None:
    new, _ = records.keep(made.session, Service("", ServiceKind.CAMHS_TEAM, "Moorside CAMHS"))
    page = window.go("directory")
    window.press(page.cards.cards()[1].open_button)
    window.press(window.front().end_button)
    day, successor = (row.field for row in window.front().form.rows)
    day.set_value(MONDAY + timedelta(days=3))
    successor.set_value(new.id)
    window.press(window.front().save_button)
    assert "still to come" in words_in(window.front())
    day.set_value(date(2026, 11, 20))
    window.press(window.front().save_button)
    assert "Now use Moorside CAMHS." in words_in(window.front())
    window.press(window.front().back_button)
    assert [card.open_button.text() for card in page.cards.cards()] == ["Moorside CAMHS"]
    page.with_ended.setChecked(True)
    assert len(page.cards.cards()) == 2


def test_a_person_is_added_changed_and_removed(window: Window, made: School) -> None:
    page = window.go("directory")
    window.press(page.cards.cards()[0].open_button)
    one = window.front()
    window.press(one.add_person_button)
    window.front().form.field("name").set_value("Sam Okafor")
    window.front().form.field("is_deputy").set_value(True)
    window.press(window.front().save_button)
    (view,) = school.list_services(made.session)
    assert [(p.name, p.is_deputy) for p in view.counterparts] == [("Sam Okafor", True)]
    remove = next(
        button
        for button in one.findChildren(type(one.back_button))
        if button.accessibleName() == "Remove Sam Okafor"
    )
    window.press(remove)
    (view,) = school.list_services(made.session)
    assert view.counterparts == ()


def test_a_failed_save_keeps_what_was_typed(window: Window, made: School) -> None:
    page = window.go("directory")
    window.press(page.add_button)
    form = window.front().form
    form.field("name").set_value("x" * 200)
    form.field("kind").set_value(ServiceKind.OTHER)
    form.field("hours").line.setMaxLength(2000)
    form.field("hours").set_value("y" * 1000)
    window.press(window.front().save_button)
    assert window.front().form is form
    assert form.row_of(form.field("hours")).problem.isVisible()
    assert form.field("name").value() == "x" * 200


@pytest.mark.parametrize("text_scale", [1.0, 2.0])
def test_every_page_has_names_and_cuts_no_word(
    text_scale: float, window: Window, made: School, theme: Theme
) -> None:
    records.keep(made.session, Counterpart("", made.service.id, "Sam Okafor", "Worker"))
    window.program.settings.change(text_percent=int(text_scale * 100))
    page = window.go("directory")
    for step in ("", "service", "form"):
        if step == "service":
            window.press(page.cards.cards()[0].open_button)
        elif step == "form":
            window.press(window.front().edit_button)
        settle()
        assert unnamed(window.front()) == []
        assert cut_text(window.front()) == []


def test_what_is_ticked_comes_in_and_what_was_written_here_stays(
    window: Window, made: School
) -> None:
    page = take_in(window, made)
    assert page.chosen() == frozenset()
    assert not page.take_button.isEnabled()
    shown = words_in(page)
    assert "In the file: 01632 960999" in shown
    assert "Possibly here already" in shown
    assert "In the file twice" in shown
    window.press(page.new_button)
    assert "4 of 6 ticked" in page.count.text()  # neither what differs nor the possible double
    window.press(page.take_button)
    assert window.front() is not page
    found = services(made)
    assert set(found) == {"Northmoor CAMHS", "Harbour Young People’s Counselling"}
    own = found["Northmoor CAMHS"]
    assert (own.telephone, own.web_form) == ("01632 960733", "https://northmoor.example/refer")
    assert "Harbour" in words_in(window.front())


def test_a_faulty_directory_file_is_refused_on_the_page(
    window: Window, made: School, tmp_path: Path
) -> None:
    path = tmp_path / "services.mhdirectory"
    path.write_text('{"format": "mhlead-directory", "version": 9}')
    page = window.go("directory")
    page.files.read(path)
    window.wait()
    assert window.front() is page
    assert "of a version that this program does not know" in page.files.problem.text()


def test_the_directory_is_saved_after_saying_what_goes_along(
    window: Window, made: School, tmp_path: Path
) -> None:
    page = window.go("directory")
    page.files.save_to(tmp_path / "services.mhdirectory")
    window.wait()
    read = made.adapters.directory_files.read(tmp_path / "services.mhdirectory")
    assert [entry.service.name for entry in read.entries] == ["Northmoor CAMHS"]
    with made.session.reading() as work:
        assert work.history(limit=1)[0].action is Action.DIRECTORY_SAVED


def test_an_empty_directory_can_start_from_examples(window: Window, made: School) -> None:
    page = window.go("directory")
    assert not page.files.example_button.isVisible()
    records.remove(made.session, Service, made.service.id, "none yet")
    page.refresh(Changes(frozenset({("Service", "")})))
    window.wait()
    assert page.files.example_button.isVisible()
    assert not page.files.save_button.isVisible()
    window.press(page.files.example_button)
    window.press(window.front().new_button)
    window.press(window.front().take_button)
    assert len(services(made)) == 3
    assert all(name.startswith("Example: ") for name in services(made))
