from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from mhlead.domain.audit import Action
from mhlead.domain.codes import Establishment, MhstStatus, ReferralState, StaffRole, WhoseDays
from mhlead.domain.errors import FieldRefused
from mhlead.domain.records import ChaseTime, NeedWord, PlainFile, SchoolProfile
from mhlead.services import pupils, school, unlocking
from mhlead.services.chase_times import keep_chase_time
from mhlead.services.clocks import chase_on
from mhlead.services.held_work import HeldWork, held_work
from mhlead.services.needs import keep_need_word, need_words
from mhlead.services.settings import UrgentContact, load_settings
from mhlead.storage.connection import close, connect
from mhlead.ui import wiring
from mhlead.ui.appearance import Appearance
from mhlead.ui.history_words import action_words
from mhlead.ui.options import need_field
from mhlead.ui.questions import Question
from mhlead.ui.theme import Theme
from tests.builders import MONDAY, PASSPHRASE, School, make_school
from tests.ui.looking import cut_text, unnamed
from tests.ui.watched import Window, words_in

NEW_PASSPHRASE = "umbrella lantern gravel Tuesday"
PARTS = (
    "school",
    "staff",
    "keys",
    "urgent",
    "computer",
    "files",
    "check",
    "history",
    "needs",
    "chase",
    "letters",
)
IN_LARGE_TEXT = {"", "staff", "keys", "computer", "check", "needs", "chase", "letters"}
"""Looked at in the usual size where every page is."""


@pytest.fixture
def made(tmp_path: Path) -> School:
    return make_school(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    yield opened
    opened.end()


def open_part(window: Window, key: str) -> Any:
    window.go("settings").open_part(key)
    window.wait()
    return window.front()


def profile(made: School) -> SchoolProfile:
    found = school.read_school(made.session)
    assert found is not None
    return found


def test_every_field_of_the_school_is_kept(window: Window, made: School) -> None:
    envelopes = open_part(window, "envelopes")
    window.press(envelopes.cancel_button)
    page = open_part(window, "school")
    for name in set(SchoolProfile.__dataclass_fields__) - {"id", "KEEPING", "second_holder_by"}:
        form = envelopes.form if name.startswith("window_") else page.form
        assert name in form._bound, "each field of the profile stands in a form"
    page.form.field("establishment").set_value(Establishment.ACADEMY)
    page.form.field("mhst").set_value(MhstStatus.PLANNED)
    page.form.field("mhst_on").set_value(MONDAY + timedelta(days=200))
    page.form.field("pupils_on_roll").set_value(912)
    window.press(page.save_button)
    kept = profile(made)
    assert (kept.establishment, kept.mhst) == (Establishment.ACADEMY, MhstStatus.PLANNED)
    assert kept.pupils_on_roll == 912
    assert kept.name == "Fernbrook Academy"
    assert "912 pupils on roll" in words_in(window.front())


def test_the_roll_index_is_off_and_says_what_it_would_keep(window: Window, made: School) -> None:
    page = open_part(window, "school")
    assert page.form.field("keeps_roll_index").value() is False
    row = page.form.row_of(page.form.field("keeps_roll_index"))
    assert "Off is right for most schools" in words_in(row)
    row = page.form.row_of(page.form.field("establishment"))
    assert "15 school days" in words_in(row)


def test_a_logo_is_read_from_its_file_and_shown(
    window: Window, made: School, tmp_path: Path
) -> None:
    picture = QImage(80, 40, QImage.Format.Format_RGB32)
    picture.fill(0x0B6B66)
    good, bad = tmp_path / "logo.png", tmp_path / "logo.txt"
    assert picture.save(str(good))
    bad.write_text("no picture at all")
    page = open_part(window, "school")
    field = page.form.field("logo")
    field.take(bad)
    window.wait()
    assert field.remark.text() == "This is not a PNG, JPEG or SVG picture that can be read."
    field.take(good)
    window.wait()
    assert field.picture.isVisible()
    assert not field.remark.isVisible()
    window.press(page.save_button)
    assert profile(made).logo == good.read_bytes()


def test_a_drawing_is_shown_as_it_is_printed_and_one_that_could_do_something_is_refused(
    window: Window, made: School, tmp_path: Path
) -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40">'
    good, bad = tmp_path / "logo.svg", tmp_path / "bomb.svg"
    good.write_text(f'{head}<rect width="80" height="40" fill="#0b6b66"/></svg>')
    bad.write_text(f'<!DOCTYPE svg [<!ENTITY a "aa">]>{head}<title>&a;</title></svg>')
    page = open_part(window, "school")
    field = page.form.field("logo")
    field.take(bad)
    window.wait()
    assert "Please save it as PNG" in field.remark.text()
    assert field.value() is None
    field.take(good)
    window.wait()
    assert field.picture.isVisible()
    shown = field.picture.pixmap().toImage()
    assert shown.pixelColor(5, 5).name() == "#0b6b66"
    window.press(page.save_button)
    assert profile(made).logo == good.read_bytes()
    field = open_part(window, "school").form.field("logo")
    window.wait()
    assert field.picture.isVisible()


def test_a_signature_is_the_persons_own_to_give(window: Window, made: School) -> None:
    page = open_part(window, "staff")
    page.edit(made.deputy)
    with pytest.raises(KeyError):
        window.front().form.field("signature")
    window.press(window.front().cancel_button)
    page.edit(made.lead)
    assert window.front().form.field("signature").value() is None


@pytest.mark.qt_draws
def test_measures_of_a_window_are_tried_before_they_are_kept(window: Window, made: School) -> None:
    page = open_part(window, "envelopes")
    page.form.field("window_left_mm").set_value(25)
    sheet = page.findChild(QPushButton, "sheet_button")
    assert sheet is not None
    window.press(sheet)
    window.until(lambda: window.front().view.page_count() == 1)
    assert profile(made).window_left_mm is None
    window.press(window.front().back_button)
    page.form.field("window_left_mm").set_value(40)
    page.form.field("window_width_mm").set_value(100)
    window.press(page.save_button)
    row = page.form.row_of(page.form.field("window_width_mm"))
    assert "Please measure again" in row.problem_text()
    page.form.field("window_width_mm").set_value(85)
    window.press(page.save_button)
    assert (profile(made).window_left_mm, profile(made).window_width_mm) == (40, 85)


def test_somebody_with_open_work_cant_leave(window: Window, made: School) -> None:
    made.case()
    page = open_part(window, "staff")
    page.edit(made.lead)
    window.front().form.field("left_on").set_value(MONDAY)
    window.press(window.front().save_button)
    assert "hand them over first" in window.front().problem.text()
    window.front().form.set_value(made.lead)
    window.press(window.front().cancel_button)


def press(window: Window, name: str) -> None:
    buttons = window.front().findChildren(QPushButton)
    window.press(next(one for one in buttons if one.accessibleName() == name))


def test_everything_somebody_holds_goes_over_in_one_step(window: Window, made: School) -> None:
    made.referral()
    page = open_part(window, "staff")
    assert "Holds 1 pupil, 1 open referral and 1 step" in words_in(page)
    page.edit(made.lead)
    form_page = window.front()
    press(window, "Hand over what they hold…")
    over = window.front()
    assert "Jo Marsh holds 1 pupil, 1 open referral and 1 step." in words_in(over)
    window.press(over.save_button)
    assert window.front() is over, "somebody and a reason are needed"
    to, why = (row.field for row in over.form.rows)
    assert [code for code, _ in to._options] == [made.deputy.id]
    to.set_value(made.deputy.id)
    why.set_value("Left at the end of term")
    window.press(over.save_button)
    assert window.front() is form_page, "back where the last day is typed"
    form_page.form.field("left_on").set_value(MONDAY)
    window.press(form_page.save_button)
    assert window.front() is page
    shown = words_in(page)
    assert "Left 23 Nov 2026" in shown
    assert held_work(made.session)[made.deputy.id] == HeldWork(1, 1, 1)


def test_a_chase_time_of_our_own_holds_and_the_default_comes_back(
    window: Window, made: School
) -> None:
    page = open_part(window, "chase")
    assert "After 5 working days: weekends and bank holidays left out" in words_in(page)
    press(window, "Change: Sent")
    form = window.front().form
    assert form.field("days").value() == 5
    form.field("days").set_value(3)
    form.field("whose_days").set_value(WhoseDays.SCHOOL)
    window.press(window.front().save_button)
    assert window.front() is page
    assert "After 3 school days" in words_in(page)
    referral = made.referral()
    with made.session.reading() as work:
        assert chase_on(work, referral, ReferralState.SENT, MONDAY) == MONDAY + timedelta(days=3)
    press(window, "Use the default: Sent")
    assert "After 3 school days" not in words_in(page)
    window.press(window.shell.undo_bar.undo_button)
    assert "After 3 school days" in words_in(page)


def test_a_word_of_our_own_leads_to_its_reason(window: Window, made: School) -> None:
    page = open_part(window, "needs")
    assert "No words of your own yet" in words_in(page)
    for name, stays in (("Exam worries", False), ("exam WORRIES", True)):
        window.press(page.add_button)
        form = window.front().form
        form.field("name").set_value(name)
        form.field("code").set_value("05")
        window.press(window.front().save_button)
        assert (window.front() is not page) is stays
    assert "There is one of that name already" in words_in(window.front())
    window.press(window.front().cancel_button)
    for question in window.shell.findChildren(Question):
        question.act_button.click()
    window.wait()
    word = need_words(made.session)[0]
    field = need_field(MONDAY, [word])
    assert dict(field._options)["05"].endswith("(Exam worries)")
    keep_need_word(made.session, replace(word, retired_on=MONDAY))
    assert need_words(made.session) == []
    assert len(need_words(made.session, with_retired=True)) == 1


def test_a_need_stands_for_a_reason_that_is_in_the_list(made: School) -> None:
    for word in (NeedWord("", "Worries", "nope"), NeedWord("", "Worries", "")):
        with pytest.raises(FieldRefused):
            keep_need_word(made.session, word)
    time = ChaseTime("", ReferralState.SENT, 0, WhoseDays.EVERY)
    with pytest.raises(FieldRefused):
        keep_chase_time(made.session, time)
    made.session.store.close()


def test_the_dsl_stands_on_the_page_for_someone_at_risk(window: Window, made: School) -> None:
    page = open_part(window, "staff")
    window.press(page.add_button)
    form = window.front().form
    form.field("name").set_value("Mr Tom Hale")
    form.field("roles").set_value((StaffRole.DSL,))
    form.field("telephone").set_value("01632 960102")
    window.press(window.front().save_button)
    window.wait()
    assert "Mr Tom Hale" in words_in(page)
    shown = words_in(window.program.at_risk)
    assert "Mr Tom Hale" in shown
    assert "01632 960102" in shown
    kept, _ = load_settings(made.adapters.settings_file)
    assert ("safeguarding", "Mr Tom Hale") in {(c.role, c.name) for c in kept.urgent_contacts}


def test_a_line_of_the_area_is_kept_outside_the_store(window: Window, made: School) -> None:
    page = open_part(window, "urgent")
    rows = page.form.rows[0].field
    rows.set_value([UrgentContact("line", "CAMHS duty team", "01632 960733", "9 to 5")])
    window.press(page.save_button)
    window.wait()
    assert "CAMHS duty team" in words_in(window.program.at_risk)
    kept, _ = load_settings(made.adapters.settings_file)
    assert kept.urgent_contacts[0].number == "01632 960733"


def test_a_line_without_its_number_is_not_kept(window: Window) -> None:
    page = open_part(window, "urgent")
    page.form.rows[0].field.set_value([UrgentContact("line", "CAMHS duty team", "")])
    window.press(page.save_button)
    assert window.front() is page
    assert "both a name and a number" in words_in(page.form)


def test_look_text_and_lock_hold_at_once_and_stay(window: Window, made: School) -> None:
    page = open_part(window, "computer")
    page.appearance.set_value("dark")
    page.text_size.set_value(150)
    page.idle.set_value(2)
    window.wait()
    assert window.program.theme.choice is Appearance.DARK
    assert window.program.theme.text_scale == 1.5
    kept, _ = load_settings(made.adapters.settings_file)
    assert (kept.appearance, kept.text_percent, kept.idle_minutes) == ("dark", 150, 2)


def test_the_passphrase_changes_only_for_a_strong_one_typed_twice(
    window: Window, made: School
) -> None:
    page = open_part(window, "keys")
    page.change_passphrase()
    form_page = window.front()
    old, new, again = (row.field for row in form_page.form.rows)
    old.set_value(PASSPHRASE)
    new.set_value("letmein")
    again.set_value("letmeout")
    window.press(form_page.save_button)
    assert "differs from the one above" in words_in(form_page)
    again.set_value("letmein")
    window.press(form_page.save_button)
    assert "too easy to guess" in form_page.problem.text()
    new.set_value(NEW_PASSPHRASE)
    again.set_value(NEW_PASSPHRASE)
    old.set_value("not the passphrase at all")
    window.press(form_page.save_button)
    assert "does not open this store" in form_page.problem.text()
    old.set_value(PASSPHRASE)
    window.press(form_page.save_button)
    assert window.front() is page
    assert made.session.store.ways.check_passphrase(NEW_PASSPHRASE)
    assert not made.session.store.ways.check_passphrase(PASSPHRASE)


def test_the_strength_of_a_passphrase_is_said_in_words(window: Window) -> None:
    page = open_part(window, "keys")
    page.change_passphrase()
    new = window.front().form.rows[1].field
    new.set_value("letmein")
    window.until(lambda: "Guessed" in words_in(window.front()))
    new.set_value(NEW_PASSPHRASE)
    window.until(lambda: "ery hard to guess" in words_in(window.front()))


def test_a_second_person_is_reminded_of_from_the_day_set(window: Window, made: School) -> None:
    page = open_part(window, "keys")
    window.press(page.holder_button)
    window.front().form.rows[0].field.set_value(MONDAY + timedelta(days=14))
    window.press(window.front().save_button)
    assert profile(made).second_holder_by == MONDAY + timedelta(days=14)
    assert "7 December 2026" in page.holder_words.text()


def test_a_plain_file_is_deleted_and_then_confirmed(
    window: Window, made: School, tmp_path: Path
) -> None:
    path = tmp_path / "roll.xml"
    path.write_text("<CTfile/>")
    with made.session.writing() as work:
        work.add(PlainFile("file-1", str(path), MONDAY))
        work.log(Action.PUPILS_IMPORTED)
        work.commit()
    page = open_part(window, "files")
    assert str(path) in words_in(page)
    assert "solid-state disk" in words_in(page)
    delete, gone = (
        next(b for b in page.findChildren(type(page.back_button)) if name in b.accessibleName())
        for name in ("Delete ", "is gone")
    )
    window.press(delete)
    question = next(
        w for w in QApplication.topLevelWidgets() if w.objectName() == "question" and w.isVisible()
    )
    window.press(question.act_button)
    assert not path.exists()
    assert len(school.plain_files(made.session)) == 1, "copies are still to be looked for"
    window.press(gone)
    assert school.plain_files(made.session) == []
    assert "Nothing to delete" in words_in(page)


def test_checking_the_store_says_that_all_is_sound(window: Window) -> None:
    page = open_part(window, "check")
    window.wait()
    assert "Not checked yet" in words_in(page)
    assert "It takes seconds" in words_in(page)
    window.press(page.check_button)
    assert "Everything is sound" in words_in(page)
    assert "Not checked yet" not in words_in(page)
    assert page.check_button.isEnabled()
    window.go("today")
    page = open_part(window, "check")
    window.wait()
    assert "The store was sound." in words_in(page)


def test_a_damaged_store_is_told_in_words(window: Window, made: School) -> None:
    page = open_part(window, "check")
    path = made.folder / "store.db"
    content = bytearray(path.read_bytes())
    content[-2000] ^= 0xFF
    made.session.store.verify()
    path.write_bytes(bytes(content))
    window.press(page.check_button)
    told = words_in(page)
    assert "Something is wrong" in told or "don’t go on" in told


def test_a_check_can_be_stopped_and_begun_again(window: Window, made: School) -> None:
    page = open_part(window, "check")
    page.check_button.click()
    assert page.stop_button.isVisible()
    window.press(page.stop_button)
    assert not page.stop_button.isVisible()
    assert "Everything is sound" not in words_in(page)
    window.press(page.check_button)
    assert "Everything is sound" in words_in(page)


def test_a_spoilt_search_is_told_with_what_to_do_and_built_anew(
    window: Window, made: School
) -> None:
    made.pupil()
    raw = connect(made.session.store._keyed)
    raw.execute("UPDATE pupil_names SET folded = 'other'")
    close(raw)
    page = open_part(window, "check")
    window.press(page.check_button)
    told = words_in(page)
    assert "A pupil can’t be found by name." in told
    assert "What is safe: All records are whole." in told
    assert "Can be put right here" in told
    window.press(page.rebuild_button)
    assert "Everything is sound" in words_in(page)
    assert not page.rebuild_button.isVisible()


def test_the_history_names_who_did_what_and_hides_names(window: Window, made: School) -> None:
    pupil = made.pupil()
    page = open_part(window, "history")
    rows = [[cell.text for cell in row.cells] for row in page.model.shown]
    added = next(row for row in rows if row[2] == "Added a pupil")
    assert added[1] == "Jo Marsh"
    assert added[3] == "AO"
    window.program.names.show(is_shown=True)
    rows = [[cell.text for cell in row.cells] for row in page.model.shown]
    assert pupil.surname in next(row for row in rows if row[2] == "Added a pupil")[3]
    page.search.setText("made the store")
    assert [row.cells[2].text for row in page.model.shown] == ["Made the store"]


def test_the_history_tells_everything_about_one_pupil_however_long_ago(
    window: Window, made: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "NEWEST_LINES", 5)
    pupil, other = made.pupil(), made.pupil("Zoe", "Lark")
    pupils.open_pupil(made.session, pupil.id)
    for _ in range(6):
        pupils.open_pupil(made.session, other.id)
    page = open_part(window, "history")
    assert "of the newest 5; there are" in page.count.text()
    assert "AO" not in {row.cells[3].text for row in page.model.shown}
    page.pupil.set_value(pupil.id)
    window.wait()
    assert page.pupil.words() == "AO"  # names are hidden
    told = [row.cells[2].text for row in page.model.shown]
    assert told == ["Looked at a pupil’s page", "Added a pupil"]
    assert "2 lines, every one about this pupil" in page.count.text()
    page.pupil.set_value(None)
    window.wait()
    assert "of the newest 5" in page.count.text()


def test_the_history_is_saved_with_what_checks_it(
    window: Window, made: School, tmp_path: Path
) -> None:
    made.pupil()
    page = open_part(window, "history")
    page.save(tmp_path)
    window.wait()
    (folder,) = tmp_path.glob("mhlead-history-*")
    assert str(folder) in page.saved_words.text()
    assert "Saved the history to a file" in {row.cells[2].text for row in page.model.shown}
    checked = [sys.executable, "-I", "-S", str(folder / "verify_history.py")]
    assert subprocess.run(checked, capture_output=True, check=False).returncode == 0
    lines = (folder / "history.jsonl").read_text()
    assert "O'Connor" not in lines
    (folder / "history.jsonl").write_text(lines.replace('"seq":3,', '"seq":4,'))
    assert subprocess.run(checked, capture_output=True, check=False).returncode == 1
    page.save(tmp_path)
    window.wait()
    assert page.problem.text()  # what is there is never written over


def test_every_action_of_the_history_has_words(made: School) -> None:
    (entry, *_) = unlocking.history(made.session)
    for action in Action:
        told = action_words(type(entry)(1, entry.at, "", action, None))
        assert told[0].isupper()
        assert "." not in told
    made.session.store.close()


def test_what_needs_doing_says_so_at_a_glance(window: Window) -> None:
    shown = words_in(window.go("settings"))
    for words in ("Set-up isn’t finished", "No DSL named", "No local line yet"):
        assert words in shown


@pytest.mark.parametrize("percent", [100, 200])
def test_every_part_has_names_and_cuts_no_word(percent: int, window: Window) -> None:
    window.program.settings.change(text_percent=percent)
    page = window.go("settings")
    for part in ("", *PARTS, "passphrase", "line"):
        if percent == 100 and part in IN_LARGE_TEXT:
            continue
        show_part(window, page, part)
        assert unnamed(window.front()) == [], part
        assert cut_text(window.front()) == [], part
        while window.front() is not page:
            window.front().done.emit()
            window.wait()


def show_part(window: Window, page: Any, part: str) -> None:
    if part in PARTS:
        page.open_part(part)
    elif part == "passphrase":
        open_part(window, "keys").change_passphrase()
    elif part == "line":
        open_part(window, "urgent").form.rows[0].field.add_button.click()
    window.wait()
    if part == "check":
        window.press(window.front().check_button)


def test_the_date_is_said_to_be_right_and_goes_from_today(window: Window, made: School) -> None:
    made.clock.forward(-2500)
    page = open_part(window, "clock")
    assert "An entry of this store was written on 23 November 2026" in page.says.text()
    window.press(page.right_button)
    assert not page.right_button.isVisible()
    assert "goes with the history" in page.says.text()
    with made.session.reading() as work:
        [line] = work.history(limit=1, actions=(Action.CLOCK_CONFIRMED,))
    assert action_words(line) == "Said that the date of this computer is right"
