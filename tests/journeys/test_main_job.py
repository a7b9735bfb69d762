"""The main job, by a newcomer, in the real window on a real encrypted store."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from mhlead.domain.codes import (
    Channel,
    ConsentAnswer,
    ConsentTopic,
    ReferralState,
    ServiceKind,
    Standing,
    StepKind,
    Urgency,
)
from mhlead.domain.records import Consent, RiskEntry, SupportAction
from mhlead.services import pupils, unlocking
from mhlead.services.letters import log as letter_log
from mhlead.ui.dialogs.import_dialog import ImportDialog
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.letter_page import LetterPage
from mhlead.ui.pages.pupil_page import PupilPage
from mhlead.ui.pages.referral_page import ReferralPage
from mhlead.ui.pages.unlock_page import UnlockPage
from mhlead.ui.theme import Theme
from tests.builders import MONDAY, PASSPHRASE, TestClock, make_test_adapters
from tests.ui.watched import Window

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "9194998_CTF_9194999_001.xml"


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, tmp_path: Path) -> Iterator[Window]:
    adapters = make_test_adapters(tmp_path, TestClock())
    opened = Window(
        qtbot, qapp, theme, adapters, store=tmp_path / "store", keeps_settings=False
    ).begin()
    yield opened
    opened.end()


def fill(page: Any, **values: Any) -> None:
    """Fills in the form of a page and sends it off."""
    for name, value in values.items():
        page.form.field(name).set_value(value)
    page.save_button.click()


def first_run(window: Window) -> None:
    """The five things a newcomer is asked."""
    page = window.program.window.gate.currentWidget()
    page.passphrase.first.set_value(PASSPHRASE)
    page.passphrase.again.set_value(PASSPHRASE)
    window.wait()
    page.passphrase.next_button.click()
    window.until(lambda: page.told.text() == "Step 2 of 5")
    window.wait()
    page.recovery.later_button.click()
    window.wait()
    page.second_holder.by.set_value(MONDAY + timedelta(days=14))
    page.second_holder.next_button.click()
    window.until(lambda: page.told.text() == "Step 4 of 5")
    page.school.school.field("name").set_value("Fernbrook Academy")
    page.school.lead.field("name").set_value("Ms Jo Marsh")
    page.school.lead.field("job_title").set_value("Senior mental health lead")
    page.school.lead.field("telephone").set_value("01632 960121")
    page.school.next_button.click()
    window.until(lambda: page.told.text() == "Step 5 of 5")
    page.service.service.field("kind").set_value(ServiceKind.SINGLE_POINT_OF_ACCESS)
    page.service.service.field("name").set_value("Northmoor CAMHS")
    page.service.next_button.click()
    window.until(lambda: page.told.text() == "Ready")
    page.ready.import_button.click()
    window.wait()


def bring_in(window: Window) -> None:
    """One pupil from a Common Transfer File, ticked by the keyboard."""
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ImportDialog))
    dialog.read(SAMPLE)
    window.until(lambda: dialog.parts.currentWidget() is dialog.rows_part)
    QTest.keyClick(dialog.rows_part.view, Qt.Key.Key_Home)
    QTest.keyClick(dialog.rows_part.view, Qt.Key.Key_Space)
    dialog.rows_part.import_button.click()
    window.until(lambda: dialog.parts.currentWidget() is dialog.after_part)
    dialog.after_part.close_button.click()
    window.wait()


def shown_store(window: Window) -> Any:
    """The session behind the window, for looking at what was really kept."""
    return window.program.session


@pytest.mark.qt_draws
@pytest.mark.timeout(120)
def test_a_newcomer_gets_from_nothing_to_a_sent_letter(window: Window, tmp_path: Path) -> None:
    first_run(window)
    bring_in(window)
    session = shown_store(window)
    assert session is not None
    [line] = _beside(window, lambda: pupils.list_pupils(session, only_open=False))

    about = window.program.about
    assert about is not None
    about.open_pupil(line.pupil_id)
    window.wait()
    pupil = window.front()
    assert isinstance(pupil, PupilPage)
    pupil.open_case()
    window.wait()
    fill(
        window.front(),
        noticed_on=MONDAY,
        raised_by="Ms Begum, form tutor",
        primary_need="05",
        seen="Left two lessons early this week, visibly tearful.",
        pupil_words="I can't see the point of next year.",
        owner_id=session.actor_id,
        kind=StepKind.SEE_PUPIL,
        what="Talk after lunch",
        due_on=MONDAY + timedelta(days=1),
        holder_id=session.actor_id,
    )
    window.until(lambda: window.front() is pupil)
    window.wait()

    for kind, values in _records(_service_id(window, session)):
        pupil.record(kind)
        window.wait()
        page = window.front()
        assert isinstance(page, FormPage), kind
        fill(page, **values)
        window.until(lambda: window.front() is pupil)
        window.wait()

    pupil.refer()
    window.wait()
    choice = window.front()
    service = _beside(window, lambda: pupils.list_referrals(session, only_open=False))
    assert service == []
    choice.form.rows[0].field.set_value(_service_id(window, session))
    choice.save_button.click()
    window.until(lambda: isinstance(window.front(), ReferralPage))
    window.wait()
    referral = window.front()
    referral.form.field("urgency").set_value(Urgency.ROUTINE)
    referral.form.field("asks").set_value("Please assess and advise.")
    referral.form.field("meanwhile").set_value("A daily check-in with her tutor.")
    referral.form.field("last_seen_on").set_value(MONDAY)
    referral.save_button.click()
    window.wait()

    referral.letters.open_first()
    window.wait()
    letter = window.front()
    assert isinstance(letter, LetterPage)
    window.until(letter.issue_button.isEnabled)
    assert letter.view.page_count() >= 1
    letter.issue_button.click()
    window.until(letter.print_button.isVisible)
    window.wait()
    out = tmp_path / "letter.pdf"
    letter._save_to(out)
    window.until(out.exists)
    window.wait()
    letter.sent_button.click()
    window.wait()
    fill(
        window.front(),
        how=Channel.POST,
        happened_on=MONDAY,
        deadline_on=MONDAY + timedelta(days=10),
        deadline_what="Ring if there is no receipt",
        to_whom="Northmoor CAMHS",
    )
    window.wait()

    [kept] = _beside(window, lambda: pupils.list_referrals(session, only_open=False))
    assert kept.state is ReferralState.SENT
    assert kept.sent_on == MONDAY
    [row] = _beside(window, lambda: letter_log.list_letters(session, kept.referral_id))
    assert hashlib.sha256(out.read_bytes()).hexdigest() == row.sha256
    assert [sending.how for sending in row.sendings] == [Channel.POST]
    assert "Aoife" not in out.name

    window.program.lock()
    window.wait()
    gate = window.program.window.gate.currentWidget()
    assert isinstance(gate, UnlockPage)
    assert "Aoife" not in window.program.window.windowTitle()
    gate.passphrase.set_value(PASSPHRASE)
    QTest.keyClick(gate.passphrase.line, Qt.Key.Key_Return)
    window.until(lambda: window.program.session is not None)
    window.wait()
    again = shown_store(window)
    report = _beside(window, lambda: unlocking.verify(again))
    assert report.is_sound, report.faults


def _records(service_id: str) -> list[tuple[type[Any], dict[str, Any]]]:
    return [
        (
            Consent,
            {
                "topic": ConsentTopic.REFER,
                "answer": ConsentAnswer.AGREED,
                "service_id": service_id,
                "by_pupil": True,
                "standing": Standing.COMPETENT_UNDER_16,
                "how": Channel.IN_PERSON,
                "given_on": MONDAY,
                "taken_by": "Ms Marsh",
                "competence_judged_by": "Ms Marsh",
                "competence_reason": "Said in her own words what a referral is.",
            },
        ),
        (
            RiskEntry,
            {
                "said_or_seen": "Said she sometimes wishes she would not wake up.",
                "happened_on": MONDAY,
                "whose_words": "Her own",
                "asked_by": "Ms Marsh",
                "asked_on": MONDAY,
                "keeps_safe": "Her grandmother, and choir on Thursdays.",
            },
        ),
        (
            SupportAction,
            {"what": "Six sessions with the counsellor", "from_on": date(2026, 9, 10)},
        ),
    ]


def _service_id(window: Window, session: Any) -> str:
    from mhlead.services.school import list_services

    [view] = _beside(window, lambda: list_services(session))
    return str(view.service.id)


def _beside(window: Window, work: Any) -> Any:
    """What the work gives, done in the store lane as the window itself would."""
    answers: list[Any] = []
    window.program.tasks.start(
        window.program.window, lambda _: work(), done=answers.append, failed=answers.append
    )
    window.until(lambda: answers)
    return answers[0]


def test_no_dialog_is_left_and_names_are_hidden_after_every_unlock(window: Window) -> None:
    first_run(window)
    window.program.names.show(is_shown=True)
    window.program.lock()
    window.wait()
    assert not window.program.names.is_shown
    assert not [
        w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()
    ]
