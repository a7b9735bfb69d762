"""Papers about a pupil in the real window: who is asked, what holds one back, what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from mhlead.domain.audit import Action
from mhlead.domain.codes import Arrival, Channel, PaperKind
from mhlead.domain.records import Case, Contact, Letter, RiskEntry
from mhlead.services import records
from mhlead.ui.fields import TextField
from mhlead.ui.pages.pupil_paper_page import PupilPaperPage
from mhlead.ui.theme import Theme
from mhlead.ui.yes_no import YesField
from tests.builders import School, make_school
from tests.ui.places import PLACES, paper, pupil
from tests.ui.watched import Window, words_in

pytestmark = pytest.mark.qt_draws


@pytest.fixture
def made(tmp_path: Path) -> School:
    school = make_school(tmp_path)
    school.referral()
    return school


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    yield opened
    opened.end()


def test_an_emergency_summary_waits_for_one_look_and_is_noted_when_it_leaves(
    window: Window, made: School, tmp_path: Path
) -> None:
    made.pupil("Oluwaseun", "Featherstone")
    about, today = made.pupils[0].id, made.clock.today()
    with made.session.reading() as work:
        case = work.find(Case, pupil_id=about)[0]
    records.keep(made.session, RiskEntry("", case.id, "Told Oluwaseun Featherstone.", today))
    page = paper(PaperKind.CRISIS_SUMMARY)(window, made)
    assert not page.print_button.isEnabled()
    assert "Oluwaseun" in words_in(page.doubts)
    window.press(page.all_right_button)
    assert page.print_button.isEnabled()
    assert page.view.page_count() == 1
    assert "O'Connor" not in page.file_stem()
    page._save_to(tmp_path / "summary.pdf")
    window.wait()
    assert (tmp_path / "summary.pdf").read_bytes() == page._pdf
    with made.session.reading() as work:
        assert Action.LETTER_SAVED in [one.action for one in work.history(about)[:3]]
        assert [one.pdf for one in work.find(Letter, case_id=case.id)] == [page._pdf]
    assert page.sent_button.isVisible()
    window.press(page.back_button)
    window.front().show_tab("documents")
    window.wait()
    documents = window.front().documents
    assert f"Emergency summary, {page._order.reference}" in words_in(documents)
    assert "Not marked as sent." in words_in(documents)


def test_entries_that_are_not_ticked_are_not_in_the_chronology(
    window: Window, made: School
) -> None:
    page = PLACES["what goes into a chronology"](window, made)
    left = next(one for one in page._entries if one.title == "Risk")
    page.search.setText("would not wake up")
    window.press(page.none_button)
    page.search.setText("")
    assert left.record_id not in page.model.ticked()
    window.press(page.use_button)
    page = window.front()
    page.as_text.setChecked(True)
    told = page.view.text.toPlainText()
    assert "would not wake up" not in told
    assert "Not chosen for this paper: 1 entry of these days." in told


@pytest.mark.qt_draws
def test_what_school_wrote_down_can_be_made_for_the_young_person(
    window: Window, made: School
) -> None:
    page = pupil(window, made)
    page._paper(page._pupil_id, PaperKind.OWN_CHRONOLOGY)
    window.wait()
    form = window.front()
    window.press(form.save_button)
    assert window.front() is form  # for whom is asked, never taken for granted
    form.form.field("contact_id").set_value("")
    assert form.form.field("contact_id").words() == "The young person"
    window.press(form.save_button)
    page = window.front()
    assert isinstance(page, PupilPaperPage)
    page.as_text.setChecked(True)
    assert "Left two lessons early" in page.view.text.toPlainText()


def test_somebody_of_the_family_is_asked_about_before_they_get_anything(
    window: Window, made: School
) -> None:
    page = pupil(window, made)
    page._paper(page._pupil_id, PaperKind.OWN_CHRONOLOGY)
    window.wait()
    form = window.front()
    with made.session.reading() as work:
        mother = work.find(Contact, pupil_id=made.pupils[0].id)[0]
    form.form.field("contact_id").set_value(mother.id)
    window.press(form.save_button)
    assert window.front().page_name() == "May they be written to?"


def test_a_handover_is_kept_marked_as_sent_answered_and_put_right(
    window: Window, made: School
) -> None:
    page = PLACES["handover"](window, made)
    reference = page._order.reference
    assert not page.sent_button.isVisible()
    page._used("printed", page.PRINTED)
    window.wait()
    window.press(page.sent_button)
    form = window.front()
    form.form.field("how").set_value(Channel.IN_PERSON)
    form.form.field("happened_on").set_value(made.clock.today())
    assert form.form.field("to_whom").value() == "Harbour Academy"
    window.press(form.save_button)
    assert window.front() is page
    assert page.sent_button.isVisible(), "it is the same paper after it was marked"
    window.press(page.back_button)
    pupil_page = window.front()
    pupil_page.show_tab("documents")
    window.wait()
    told = words_in(pupil_page.documents)
    assert f"Handover, {reference}, to Harbour Academy" in told
    links = {one.accessibleName(): one for one in pupil_page.documents.findChildren(QPushButton)}
    [arrived] = [one for name, one in links.items() if name.startswith("It arrived: Handover")]
    window.press(arrived)
    form = window.front()
    form.form.field("seen_on").set_value(made.clock.today())
    form.form.field("how").set_value(Arrival.OUR_RECEIPT)
    window.press(form.save_button)
    told = words_in(pupil_page.documents)
    assert "Our receipt came back, signed" in told
    links = {one.accessibleName(): one for one in pupil_page.documents.findChildren(QPushButton)}
    window.press(links[f"Put right: Handover {reference}, Harbour Academy"])
    form = window.front()
    assert form.form.field("to_whom").value() == "Harbour Academy"
    window.press(form.save_button)
    page = window.front()
    page.as_text.setChecked(True)
    assert "takes the place of our “Handover” of" in page.view.text.toPlainText()


def test_a_locked_copy_of_a_paper_keeps_it_first(window: Window, made: School) -> None:
    page = paper(PaperKind.CHRONOLOGY)(window, made)
    assert page.locked.button.isEnabled()
    window.press(page.locked.button)
    window.wait()
    assert page.locked.dialog is not None
    with made.session.reading() as work:
        assert [one.pdf for one in work.find(Letter)] == [page._pdf]
    page.locked.dialog.reject()


def test_a_summary_for_nobody_is_refused_at_its_field(window: Window, made: School) -> None:
    form = PLACES["for whom a summary is"](window, made)
    form.form.field("what_for").set_value("The review")
    window.press(form.save_button)
    assert window.front() is form
    assert form.form.summary.isVisible()


def test_one_place_is_right_and_the_others_are_seen_before_they_go_along(
    window: Window, made: School
) -> None:
    made.pupil("Oluwaseun", "Featherstone")
    with made.session.reading() as work:
        case = work.find(Case, pupil_id=made.pupils[0].id)[0]
    today = made.clock.today()
    for said in ("Sat with {}.", "Hit by {}. Calm later.", "Rang {}."):
        records.keep(
            made.session, RiskEntry("", case.id, said.format("Oluwaseun Featherstone"), today)
        )
    page = paper(PaperKind.CHRONOLOGY)(window, made)
    assert "Hit by Oluwaseun Featherstone." in words_in(page.doubts)
    count = len(page._findings)

    def ask(takes_all: bool) -> None:
        links = page.doubts.findChildren(QPushButton)
        window.press(next(one for one in links if one.accessibleName().endswith("is right")))
        form = window.front()
        why, too = (form.form.findChildren(one)[0] for one in (TextField, YesField))
        why.set_value("A friend, both agreed")
        assert "Oluwaseun" in words_in(form)
        too.set_value(takes_all)
        window.press(form.save_button)

    ask(takes_all=False)
    assert len(page._findings) == count - 1
    ask(takes_all=True)
    assert page._findings == ()
    assert page.print_button.isEnabled()
