"""Keeping and erasing, requests for data and breaches, as they are worked with in the window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from mhlead.domain.changes import Changes
from mhlead.domain.codes import Channel, Exemption, Requester, RequestKind
from mhlead.domain.records import DataRequest, Pupil, RequestRelease
from mhlead.services import keyholders, records, retention
from mhlead.services.breaches import list_breaches
from mhlead.services.letters import log
from mhlead.ui.questions import Question
from mhlead.ui.theme import Theme
from tests.builders import PASSPHRASE, School, make_school
from tests.ui.watched import Window, words_in

DEPUTY_WORDS = "nine slow otters under a bridge"


@pytest.fixture
def made(tmp_path: Path) -> School:
    return make_school(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    yield opened
    opened.end()


def test_a_record_that_fell_due_is_looked_at_and_disposed_of(window: Window, made: School) -> None:
    made.pupil("Ivy", "Moss", born_on=date(2001, 3, 1))
    window.go("settings").open_part("retention")
    window.wait()
    page = window.front()
    assert "Ivy" not in words_in(page)  # names are hidden: initials stand for them
    window.press(page.review_buttons[0])
    review = window.front()
    window.press(review.dispose_button)
    (question,) = window.shell.findChildren(Question)
    with made.session.reading() as work:
        assert work.count(Pupil) == 1  # nothing goes before the second answer
    window.press(question.act_button)
    window.until(lambda: window.front() is page)
    window.wait()
    assert "1 contact, 1 pupil" in words_in(page)
    with made.session.reading() as work:
        assert work.count(Pupil) == 0
    assert len(retention.disposals(made.session)) == 1


def test_a_letter_that_went_wrong_begins_a_breach(window: Window, made: School) -> None:
    issued, _ = made.issue(made.referral().id)
    log.record_sending(
        made.session, issued.letter.id, Channel.POST, made.clock.today(), "The wrong service"
    )
    window.program.about.open_pupil(made.pupils[0].id, "documents")
    window.wait()
    name = "It went to the wrong person: "
    (link,) = [
        one
        for one in window.front().findChildren(QPushButton)
        if one.accessibleName().startswith(name) and one.isVisible()
    ]
    window.press(link)
    window.press(window.front().save_button)
    (line,) = list_breaches(made.session)
    assert line.breach.letter_id == issued.letter.id
    assert line.hours_left == 71
    assert made.pupils[0].surname not in line.breach.what


@pytest.mark.qt_draws
def test_a_copy_cannot_leave_before_everything_was_decided_and_looked_through(
    window: Window, made: School
) -> None:
    pupil, today = made.pupil(), made.clock.today()
    asked = DataRequest("", pupil.id, "The pupil", Requester.PUPIL, today, identity_on=today)
    records.keep(made.session, asked)
    window.go("settings").open_part("requests")
    window.wait()
    window.press(window.front().open_buttons[0])
    page = window.front()
    assert "07700 900001" not in words_in(page)  # names are hidden, and so is what entries say
    window.press(page.copy_button)
    copy = window.front()
    assert not copy.save_button.isEnabled()
    assert "Entries wait for a decision." in copy.lacks.text()
    window.press(copy.back_button)
    window.press(page.decide_buttons[0])
    form = window.front().form
    form.field("exemption").set_value(Exemption.THIRD_PARTY)
    window.press(window.front().save_button)
    window.until(lambda: window.front() is page)
    window.wait()
    window.press(page.health_button)
    window.press(window.front().save_button)
    assert "whose opinion it is" in words_in(window.front())  # refused: nothing was said yet
    window.front().form.field("pupil_has_seen").set_value(True)
    window.press(window.front().save_button)
    assert not page.confirm_button.isEnabled(), "nobody else can unlock"
    keyholders.add_keyholder(made.session, made.deputy.id, DEPUTY_WORDS)
    window.program.changed(Changes(frozenset({("StaffMember", made.deputy.id)})))
    window.wait()
    window.press(page.confirm_button)
    look = window.front()
    for wrong in (DEPUTY_WORDS[:-1], PASSPHRASE):
        look.form.rows[0].field.set_value(made.deputy.id)
        look.passphrase.set_value(wrong)
        window.press(look.save_button)
        assert look.passphrase.value() == "", "it is kept nowhere, on the page neither"
    assert "somebody else’s" in words_in(look)
    look.passphrase.set_value(DEPUTY_WORDS)
    window.press(look.save_button)
    assert window.front() is page
    assert f"{made.deputy.name}, 23 Nov 2026, confirmed with their own" in words_in(page)
    window.press(page.copy_button)
    copy = window.front()
    assert copy.left_button.isEnabled()
    window.press(copy.left_button)
    left = window.front()
    left.form.field("how").set_value(Channel.IN_PERSON)
    left.form.field("to_whom").set_value("The pupil")
    window.press(left.save_button)
    with made.session.reading() as work:
        (release,) = work.find(RequestRelease)
    assert (release.to_whom, release.counts[1]) == ("The pupil", "left out 1")
    assert window.front() is copy  # it stays open, and what it shows has left
    assert not copy.left_button.isEnabled()
    assert "open the copy again" in copy.lacks.text()


def test_an_objection_is_decided_and_no_copy_of_it_is_offered(window: Window, made: School) -> None:
    pupil, today = made.pupil(), made.clock.today()
    asked = DataRequest("", pupil.id, "Her mother", Requester.PARENT, today, RequestKind.OBJECTION)
    records.keep(made.session, asked)
    window.go("settings").open_part("requests")
    window.wait()
    assert "An objection to its use (one month)" in words_in(window.front())
    window.press(window.front().open_buttons[0])
    page = window.front()
    assert "UK GDPR, article 21" in page.to_decide.text()
    assert not page.copy_button.isVisible()
    assert not page.confirm_button.isVisible()
    assert page.decide_buttons == []
    window.press(page.change_button)
    form = window.front()
    form.form.field("closed_on").set_value(today)
    window.press(form.save_button)
    assert window.front() is form, "how it was decided is missing"
    form.form.field("closing_words").set_value("Use goes on; her mother was told why.")
    window.press(form.save_button)
    assert window.front() is page
