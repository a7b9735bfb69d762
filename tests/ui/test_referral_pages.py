"""The page of a referral: where a gap leads, the calm panel, and old details in the letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mhlead.domain.codes import CriterionKind, Urgency
from mhlead.domain.records import Criterion
from mhlead.domain.views import Gap
from mhlead.services import records, referrals
from mhlead.services.clock_trust import CLOCK, confirm_clock
from mhlead.services.letters.lacks import WHERE
from mhlead.ui.pages.gap_ways import _PLACES, FORM_FIELDS, IN_SETTINGS
from mhlead.ui.pages.referral_page import ReferralPage
from mhlead.ui.theme import Theme
from mhlead.wording import GAPS
from tests.builders import School, make_school
from tests.services.lives import S, case_of, referral_in
from tests.ui.places import referral
from tests.ui.watched import Window, words_in


@pytest.fixture
def made(tmp_path: Path) -> School:
    return make_school(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    opened.program.names.show(is_shown=True)
    yield opened
    opened.end()


def focused(window: Window) -> QWidget | None:
    window.shell.activateWindow()
    window.wait()
    return window.shell.focusWidget()


def holds(field: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (widget is field or field.isAncestorOf(widget))


def test_each_missing_fact_leads_to_the_very_field(window: Window, made: School) -> None:
    made.referral()
    astray = [fact for fact in GAPS if not _leads_there(window, made, fact)]
    assert astray == []


def _back_at(window: Window, made: School) -> Any:
    """The referral's page, left open under what was looked at before where it is still there."""
    pages = window.shell.pages
    while pages.is_above() and not isinstance(window.front(), ReferralPage):
        window.front().done.emit()
    if not isinstance(window.front(), ReferralPage):
        referral(window, made)
    return window.front()


def _leads_there(window: Window, made: School, fact: str) -> bool:
    page = _back_at(window, made)
    page.go_to(Gap(fact, WHERE[fact], is_required=True))
    window.wait()
    front = window.front()
    if fact in IN_SETTINGS:
        section, part = IN_SETTINGS[fact]
        is_section = front.objectName() == f"{section}_page"
        return window.shell.sidebar.marked() == section and is_section is not bool(part)
    name = FORM_FIELDS.get(fact) or _PLACES[fact].field
    is_own = (front is page) is (fact in FORM_FIELDS)
    return is_own and holds(front.form.field(name), focused(window))


def test_a_required_fact_stands_on_the_page_and_its_link_leads_there(
    window: Window, made: School
) -> None:
    made.referral()
    rule = Criterion("", made.service.id, CriterionKind.REQUIRED_FACTS, "NHS number")
    records.keep(made.session, replace(rule, codes=("nhs number",)))
    page: Any = referral(window, made)
    links = [b for b in page.sections.findChildren(QWidget) if "NHS number" in words_in(b)]
    button = next(b for b in links if hasattr(b, "click"))
    button.click()
    window.wait()
    assert holds(window.front().form.field("nhs_number"), focused(window))


def test_an_urgent_referral_opens_the_calm_panel(window: Window, made: School) -> None:
    draft = made.referral()
    page: Any = referral(window, made)
    assert not page.door.isVisible()
    _, changes = referrals.change_referral(
        made.session, draft, replace(draft, urgency=Urgency.URGENT)
    )
    window.program.changed(changes)
    window.wait()
    assert page.door.isVisible()
    told = words_in(page.door)
    assert "urgent: it is rung through first" in told
    assert "999" in told
    window.press(page.door.decide_button)
    assert window.front().page_name() == "What was decided"


@pytest.mark.qt_draws
def test_old_details_warn_in_the_letter_and_where_it_is_marked_as_sent(
    window: Window, made: School
) -> None:
    made.referral()
    old = date(2026, 5, 1)
    page: Any = referral(window, made)
    window.press(page.letters.first_button)
    letter = window.front()
    assert not letter.warnings.stale.isVisible()
    _, changes = records.keep(made.session, replace(made.service, checked_on=old))
    window.program.changed(changes)
    window.wait()
    assert letter.warnings.stale.isVisible()
    assert "Old details" in words_in(letter.warnings)
    assert "last checked on 1 May 2026" in letter.warnings.stale.words.text()
    assert not letter.warnings.doubted.isVisible()
    window.press(letter.issue_button)
    window.press(letter.sent_button)
    assert "last checked on 1 May 2026" in words_in(window.front())


@pytest.mark.qt_draws
def test_a_letter_says_when_its_date_is_in_doubt(window: Window, made: School) -> None:
    made.referral()
    made.clock.on = date(2031, 3, 4)
    page: Any = referral(window, made)
    window.press(page.letters.first_button)
    letter = window.front()
    assert "It is dated 4 March 2031" in words_in(letter.warnings)
    confirm_clock(made.session)
    letter.refresh(CLOCK)
    window.wait()
    assert not letter.warnings.doubted.isVisible()


def test_a_referral_that_has_ended_shows_what_follows_in_its_main_part(
    window: Window, made: School
) -> None:
    first = made.referral()
    page = referral(window, made)
    assert not page.side.past.isVisible()
    refused = referral_in(made, case_of(made, first), S.NOT_ACCEPTED)
    assert window.program.about is not None
    window.program.about.open_referral(refused.id)
    window.wait()
    page = window.front()
    assert page.side.past.isVisible()
    told = words_in(page.side.past)
    for words in ("Settle what &follows…", "Refer &again…", "Letters", "What happened"):
        assert words in told
        assert words_in(page.side).count(words) == 0


@pytest.mark.qt_draws
def test_a_letter_is_put_right_from_the_list_of_letters(window: Window, made: School) -> None:
    _, changes = made.issue(made.referral().id)
    page = referral(window, made)
    page.refresh(changes)
    window.wait()
    (link,) = [
        one
        for one in page.side.findChildren(QPushButton)
        if one.accessibleName().startswith("Put right:")
    ]
    window.press(link)
    draft = window.front()
    draft.as_text.setChecked(True)
    told = draft.view.text.toPlainText().replace("\N{NO-BREAK SPACE}", " ")
    assert "This letter puts right our referral of 23 November 2026" in told
    window.press(draft.issue_button)
    window.press(draft.back_button)
    assert "Put right by the one of" in words_in(window.front().side)


def test_once_it_is_with_the_service_the_referral_is_only_written_anew(
    window: Window, made: School
) -> None:
    referral_in(made, made.case(), S.SENT)
    page: Any = referral(window, made)
    assert not page.letters.first_button.isVisible()
    offered = [act.text() for act in page.letters.menu.actions()]
    assert any(one.startswith("Referral, written anew") for one in offered)
