"""Papers about a pupil in the real window: who is asked, what holds one back, what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.domain.audit import Action
from mhlead.domain.codes import Channel, PaperKind
from mhlead.domain.records import Case, Contact, Conversation, RiskEntry
from mhlead.services import records
from mhlead.ui.theme import Theme
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
        lines = [
            dict(one.detail) for one in work.history(about)[:3] if one.action is Action.EXPORTED
        ]
    assert [(one["what"], one["how"]) for one in lines] == [("crisis-summary", "saved")]
    window.press(page.back_button)
    window.front().show_tab("documents")
    window.wait()
    documents = window.front().documents
    assert f"Emergency summary, {page._order.reference}" in words_in(documents)


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


def test_a_handover_says_to_whom_and_its_receipt_is_written_into_the_record(
    window: Window, made: School
) -> None:
    page = PLACES["handover"](window, made)
    reference = page._order.reference
    window.press(page.receipt_button)
    form = window.front()
    assert reference in form.form.field("said").value()
    assert form.form.field("with_whom").value() == "Harbour Academy"
    form.form.field("how").set_value(Channel.POST)
    window.press(form.save_button)
    with made.session.reading() as work:
        assert [reference in one.said for one in work.find(Conversation)] == [True]


def test_a_summary_for_nobody_is_refused_at_its_field(window: Window, made: School) -> None:
    form = PLACES["for whom a summary is"](window, made)
    form.form.field("what_for").set_value("The review")
    window.press(form.save_button)
    assert window.front() is form
    assert form.form.summary.isVisible()
