"""Taking in a slip: read, matched, recorded, and the plain file named afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.domain.codes import StaffRole, StepKind
from mhlead.domain.records import Case, Concern, Pupil, StaffMember
from mhlead.services import school
from mhlead.ui.dialogs.slip_done import SlipDone
from mhlead.ui.theme import Theme
from tests.builders import MONDAY, School, make_school
from tests.parts.slips import FILLED, write_slip
from tests.ui.looking import cut_text, unnamed
from tests.ui.watched import Window, words_in


@pytest.fixture
def made(tmp_path: Path) -> School:
    return make_school(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters, keeps_settings=False).begin(made.session)
    opened.program.names.show(is_shown=True)
    yield opened
    opened.end()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "slip.pdf"


def take(window: Window, path: Path) -> Any:
    assert window.program.about is not None
    window.program.about.take_slip(path)
    window.wait()
    return window.front()


def shown(name: str) -> Any:
    widgets = QApplication.topLevelWidgets()
    return next((w for w in widgets if w.objectName() == name and w.isVisible()), None)


def kept(made: School, kind: type) -> list[Any]:
    with made.session.reading() as work:
        found: list[Any] = work.find(kind)
        return found


def decide_opening(page: Any, made: School) -> None:
    page.decision.owner.set_value(made.lead.id)
    page.decision.kind.set_value(StepKind.SEE_PUPIL)
    page.decision.what.set_value("Talk after lunch")
    page.decision.due_on.set_value(MONDAY + timedelta(days=2))
    page.decision.holder.set_value(made.lead.id)


def test_a_slip_about_a_pupil_with_a_case_is_recorded(
    window: Window, made: School, path: Path
) -> None:
    pupil = made.pupil()
    made.case(pupil)
    page = take(window, write_slip(path, FILLED))
    told = words_in(page)
    for words in (FILLED["seen"], FILLED["pupil_words"], FILLED["opinion"], "Ms Begum, form tutor"):
        assert words in told
    assert page.decision.pupil.value() == pupil.id
    assert str(page.decision.noticed_on.value()) == "2026-11-20"
    assert not any(row.is_shown for row in page.decision.opening)
    assert not page.risk.isVisible()
    page.save_button.click()
    window.wait()
    assert len(kept(made, Concern)) == 1  # the main need is still to be said
    page.decision.need.set_value("05")
    window.press(page.save_button)
    concern = kept(made, Concern)[-1]
    assert (concern.seen, concern.raised_by) == (FILLED["seen"], "Ms Begum, form tutor")
    assert window.front().page_name() == "Pupil"


def test_the_plain_file_is_named_deleted_and_confirmed(
    window: Window, made: School, path: Path
) -> None:
    made.case()
    page = take(window, write_slip(path, FILLED))
    page.decision.need.set_value("05")
    window.press(page.save_button)
    dialog = shown("slip_done")
    assert isinstance(dialog, SlipDone)
    assert str(path) in words_in(dialog)
    assert unnamed(dialog) == []
    assert cut_text(dialog) == []
    window.press(dialog.card.delete_button)
    window.press(shown("question").act_button)
    assert not path.exists()
    assert len(school.plain_files(made.session)) == 1
    window.press(dialog.card.gone_button)
    assert school.plain_files(made.session) == []
    window.press(dialog.close_button)


def test_without_a_case_it_asks_who_holds_it(window: Window, made: School, path: Path) -> None:
    made.pupil()
    page = take(window, write_slip(path, FILLED))
    assert all(row.isVisible() for row in page.decision.opening)
    page.decision.need.set_value("05")
    window.press(page.save_button)
    assert kept(made, Case) == []
    decide_opening(page, made)
    window.press(page.save_button)
    assert len(kept(made, Case)) == 1
    window.press(shown("slip_done").close_button)


def test_two_of_one_name_have_to_be_chosen_between(
    window: Window, made: School, path: Path
) -> None:
    made.pupil()
    made.pupil(form="10B", born_on=None)
    page = take(window, write_slip(path, FILLED))
    assert page.decision.pupil.value() is None
    assert "It is not sure who is meant" in words_in(page)


def test_a_pupil_who_is_not_here_is_added_from_the_slip(
    window: Window, made: School, path: Path
) -> None:
    page = take(window, write_slip(path, FILLED))
    assert "Nobody here has this name" in words_in(page)
    window.press(page.decision.new_button)
    form = window.front()
    assert form.form.value().surname == "O'Connor"
    assert form.form.value().form == "9K"
    window.press(form.save_button)
    assert window.front() is page
    assert page.decision.pupil.value() == kept(made, Pupil)[0].id
    assert all(row.isVisible() for row in page.decision.opening)


def test_at_risk_comes_first_and_leads_to_the_safeguarding_entry(
    window: Window, made: School, path: Path
) -> None:
    school.save_staff(made.session, StaffMember("", "Ines Duarte", roles=(StaffRole.DSL,)))
    made.case()
    page = take(window, write_slip(path, {**FILLED, "told": "Ines, 10.40"}, {"at_risk"}))
    assert page.risk.isVisible()
    assert "Ines, 10.40" in words_in(page.risk)
    page.risk.act_button.click()
    assert window.shell.root.currentWidget() is window.shell.at_risk
    window.press(window.shell.at_risk.back_button)
    page.decision.need.set_value("05")
    window.press(page.save_button)
    window.wait()
    assert kept(made, Concern)[-1].is_safeguarding
    assert window.front().page_name() == "Tell safeguarding"
    assert shown("slip_done") is None


def test_the_same_slip_twice_is_told_and_refused(window: Window, made: School, path: Path) -> None:
    made.case()
    for _ in range(2):
        page = take(window, write_slip(path, FILLED))
        page.decision.need.set_value("05")
        window.press(page.save_button)
        if (dialog := shown("slip_done")) is not None:
            window.press(dialog.close_button)
    assert "was taken in before" in words_in(page.decision)
    assert "was taken in for this pupil already" in page.problem.text()
    assert len(kept(made, Concern)) == 2


def test_what_the_slip_is_silent_about_is_asked(window: Window, made: School, path: Path) -> None:
    made.case()
    texts = {"pupil_name": "Aoife O'Connor", "opinion": "Lonely, I think."}
    page = take(window, write_slip(path, texts))
    page.decision.need.set_value("05")
    page.decision.noticed_on.set_value(MONDAY)
    window.press(page.save_button)
    assert len(kept(made, Concern)) == 1
    page.decision.seen.set_value("Sits alone at lunch.")
    page.decision.raised_by.set_value("Mr Hall")
    window.press(page.save_button)
    assert kept(made, Concern)[-1].raised_by == "Mr Hall"
    window.press(shown("slip_done").close_button)


def test_a_file_that_is_no_slip_is_refused_in_plain_words(
    window: Window, made: School, path: Path
) -> None:
    path.write_bytes(b"%PDF-1.7 nothing")
    take(window, path)
    told = words_in(shown("message"))
    assert "This is not a PDF that can be read" in told
    assert "slip.pdf" not in told
    window.press(shown("message").close_button)
    assert window.front().page_name() == "Today"


def drop(window: Window, *urls: QUrl) -> bool:
    data = QMimeData()
    data.setUrls(list(urls))
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(5, 5), copy, data, left, none)
    enter.ignore()
    window.shell.dragEnterEvent(enter)
    if not enter.isAccepted():
        return False
    window.shell.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))
    window.wait()
    return True


def test_a_slip_dropped_on_the_window_is_looked_at(
    window: Window, made: School, path: Path, tmp_path: Path
) -> None:
    made.case()
    file = QUrl.fromLocalFile(str(write_slip(path, FILLED)))
    assert not drop(window, QUrl("https://example.org/slip.pdf"))
    assert not drop(window, QUrl.fromLocalFile(str(tmp_path / "a.docx")))
    assert not drop(window, file, file)
    assert drop(window, file)
    assert window.front().page_name() == "Concern slip"
    window.press(window.front().cancel_button)
    window.program.lock()
    window.wait()
    assert not drop(window, file)


def test_the_pupils_page_leads_to_a_slip(window: Window) -> None:
    page = window.go("pupils")
    page.slip_button.click()
    dialog = window.shell.findChild(object, "choose_file")
    assert dialog is not None
    dialog.reject()
    window.wait()
