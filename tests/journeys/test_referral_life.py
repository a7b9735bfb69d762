"""Two pupils from the first concern to the end of a referral, by the keyboard, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mhlead.domain.codes import CriterionKind, DayKind, ReferralState, ReplyKind, WhoseDays
from mhlead.domain.moves import ENDED
from mhlead.domain.records import Criterion, Professional, Referral, SchoolDays
from mhlead.domain.today_views import EVERYBODY, Why
from mhlead.services import pupils, records, school_year, unlocking
from mhlead.services.today import read_today
from mhlead.ui.pages.letter_page import LetterPage
from mhlead.ui.pages.pupil_page import PupilPage
from mhlead.ui.pages.referral_page import ReferralPage
from mhlead.ui.theme import Theme
from tests.builders import PASSPHRASE, School, make_school
from tests.journeys.keyboard import Keyboard
from tests.journeys.steps import beside
from tests.ui.watched import Window, words_in

S = ReferralState
DAY = timedelta(days=1)


def prepare(made: School) -> None:
    """The school's year, what the service asks for, and two pupils nobody has written about."""
    for first, last in (("2026-09-01", "2026-12-18"), ("2027-01-04", "2027-03-25")):
        days = date.fromisoformat(first), date.fromisoformat(last)
        school_year.keep_days(made.session, SchoolDays("", DayKind.TERM, *days, "Term"))
    blank = Criterion("", made.service.id, CriterionKind.OTHER, "", "Their leaflet")
    for rule in (
        replace(blank, kind=CriterionKind.AGE, says="Ages 5 to 17", from_age=5, below_age=18),
        replace(blank, kind=CriterionKind.REQUIRED_FACTS, says="Name the GP", codes=("gp",)),
        replace(
            blank,
            kind=CriterionKind.TRIED_FIRST,
            says="Six weeks of help in school first",
            days=42,
        ),
        replace(
            blank,
            kind=CriterionKind.REPLY_TIME,
            says="We confirm within five working days",
            reply=ReplyKind.ACKNOWLEDGE,
            days=5,
            whose_days=WhoseDays.SERVICE,
        ),
    ):
        records.keep(made.session, replace(rule, read_on=made.clock.today()))
    for name in (("Aoife", "O'Connor"), ("Bram", "Okafor")):
        pupil = made.pupil(*name)
        if name[0] == "Bram":
            gp = Professional("", pupil.id, "GP", organisation="Mill Lane Surgery", is_gp=True)
            records.keep(made.session, gp)


@pytest.fixture
def made(tmp_path: Path) -> School:
    made = make_school(tmp_path)
    prepare(made)
    unlocking.lock(made.session)
    return made


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters, store=made.folder).begin()
    yield opened
    opened.end()


class Life:
    """What the lead does with the keys, and what Today says on each day between."""

    def __init__(self, window: Window, made: School) -> None:
        self.window, self.made = window, made
        self.keys = Keyboard(window)
        self.pupil_id = ""

    # days ---------------------------------------------------------------------------------

    def unlock(self) -> None:
        """The program is unlocked, and shows Today."""
        self.keys.write("Passphrase", PASSPHRASE)
        self.keys.push("Unlock")
        self.window.until(lambda: self.window.program.session is not None)
        self.window.wait()

    def until(self, day: date, *between: Why) -> None:
        """Goes to a later day; on each day before it nothing else stands on Today.

        Args:
            day: The day to go to; it begins by unlocking.
            between: What stands on Today, beside steps, on every day until then.
        """
        self.keys.shortcut(Qt.Key.Key_L)
        clock = self.made.clock
        own = self.made.adapters
        session = unlocking.unlock(own.stores, own.clock, own.ids, self.made.folder, PASSPHRASE)
        while clock.on < day:
            assert self._reasons(session) == set(between), f"on {clock.on}"
            clock.forward(1)
        unlocking.lock(session)
        self.unlock()

    def _reasons(self, session: Any) -> set[Why]:
        lines = [one for one in read_today(session, EVERYBODY).lines if one.pupil_id]
        steps = {Why.STEP_SOON, Why.STEP_TODAY, Why.STEP_OVERDUE}
        mine = [one for one in lines if one.pupil_id == self.pupil_id]
        return {reason.why for line in mine for reason in line.reasons} - steps

    def today_says(self, *words: str) -> None:
        """Today shows these words."""
        self.keys.shortcut(Qt.Key.Key_1)
        self.window.wait()
        shown = words_in(self.window.front())
        for one in words:
            assert one in shown, f"{one!r} is not on Today on {self.made.clock.on}"

    def act(self, button: str) -> None:
        """Presses a button of Today, which opens its form."""
        self.keys.shortcut(Qt.Key.Key_1)
        self.window.wait()
        self.keys.push(button)
        self.window.wait()

    # pages --------------------------------------------------------------------------------

    def open_pupil(self, name: str) -> None:
        """The page of a pupil who is found by name."""
        self.keys.shortcut(Qt.Key.Key_2)
        self.window.wait()
        if len(self.window.front().model.shown) == 0:
            self.keys.to("Of concern")
            self.keys.press(Qt.Key.Key_Right)
        self.keys.shortcut(Qt.Key.Key_F)
        QTest.keyClicks(self.keys.focused(), name)
        self.window.until(lambda: len(self.window.front().model.shown) == 1)
        self.keys.press(Qt.Key.Key_Return)
        self.window.until(lambda: isinstance(self.window.front(), PupilPage))
        self.window.wait()
        self.pupil_id = self.window.front()._pupil_id

    def open_referral(self) -> None:
        """The page of the newest referral of the pupil."""
        line = self.referrals()[-1]
        self.keys.shortcut(Qt.Key.Key_3)
        self.window.wait()
        if line.state in ENDED and self.window.front().open_button.isChecked():
            self.keys.to("Open")
            self.keys.press(Qt.Key.Key_Right)
        self.keys.shortcut(Qt.Key.Key_F)
        QTest.keyClicks(self.keys.focused(), line.reference)
        self.window.until(lambda: len(self.window.front().model.shown) == 1)
        self.keys.press(Qt.Key.Key_Return)
        self.window.until(lambda: isinstance(self.window.front(), ReferralPage))
        self.window.wait()

    def referrals(self) -> list[Any]:
        """The referrals of the pupil, oldest first."""
        session = self.window.program.session
        found = beside(self.window, lambda: pupils.list_referrals(session, only_open=False))
        mine = [one for one in found if one.pupil_id == self.pupil_id]
        return sorted(mine, key=lambda one: one.reference)

    def record(self, referral_id: str) -> Referral:
        """The referral as the store has it."""

        def read() -> Referral:
            with self.window.program.session.reading() as work:
                return work.get(Referral, referral_id)

        return beside(self.window, read)

    # acts ---------------------------------------------------------------------------------

    def concern(self, need: str, seen: str) -> None:
        keys = self.keys
        keys.push("Record a concern")
        keys.write("Day it was noticed", "today")
        keys.write("Who noticed it", "Ms Begum, form tutor")
        keys.choose("Main need", need)
        keys.write("What was seen or heard", seen)
        keys.choose("Who holds the case", "Jo")
        keys.choose("What happens next", "See the")
        keys.write("In a few words", "Talk after lunch")
        keys.write("By when", "31 March 2027")
        keys.choose("Who does it", "Jo")
        self.save()

    def plan(self) -> None:
        keys = self.keys
        keys.push("Start a plan")
        keys.write("What the plan is to bring about", "A quiet start to each day")
        keys.write("If things get worse", "Ring the duty worker")
        keys.write("Next review", "30 March 2027")
        self.save()

    def consent(self, topic: str) -> None:
        keys = self.keys
        keys.pick_from_menu("Record", "Consent")
        keys.choose("What was asked", topic)
        keys.choose("Answer", "Agreed")
        keys.choose("About which service", "North")
        keys.tick("Who answered: The pupil")
        keys.choose("In what standing", "Own consent, comp")
        keys.choose("How it was given", "In p")
        keys.write("Day it was given", "today")
        keys.write("Who took it", "Ms Marsh")
        keys.write("Who judged the pupil competent", "Ms Marsh")
        keys.write("Why, for this decision", "Said in their own words what a referral is.")
        self.save()

    def risk(self) -> None:
        keys = self.keys
        keys.pick_from_menu("Record", "Risk")
        keys.write("Day it was said or seen", "today")
        keys.write("Who asked the pupil", "Ms Marsh")
        keys.write("Day the pupil was asked", "today")
        self.save()

    def support(self) -> None:
        keys = self.keys
        keys.pick_from_menu("Record", "Support")
        keys.write("What was tried", "Check-in each morning")
        keys.write("From", "10/9/2026")
        self.save()

    def refer(self) -> None:
        keys = self.keys
        keys.push("Refer")
        keys.choose("Which service", "North")
        keys.push("Start")
        self.window.until(lambda: isinstance(self.window.front(), ReferralPage))
        self.window.wait()
        self.own_words()

    def own_words(self) -> None:
        keys = self.keys
        keys.choose("How urgent", "Routine")
        keys.write("What we ask of the service", "Please assess and advise.")
        keys.write("What school goes on doing", "A daily check-in.")
        keys.write("Referrer last saw the pupil", "today")
        self.save()

    def send(self) -> None:
        keys, window = self.keys, self.window
        keys.push("See the letter")
        window.until(lambda: isinstance(window.front(), LetterPage))
        window.wait()
        letter = window.front()
        window.until(letter.issue_button.isEnabled)
        keys.push("Issue the letter")
        window.until(letter.save_button.isVisible)
        window.wait()
        keys.push("Mark as sent")
        keys.choose("How it was sent", "Post")
        keys.tick("Compared with the address")
        keys.write("When", "today")
        self.save()

    def happened(self, what: str, **fields: str) -> None:
        """Records what happened to the referral; fields are written by their labels."""
        keys = self.keys
        keys.push("What happened")
        keys.choose("What happened", what)
        keys.write("When", "today")
        for label, text in fields.items():
            keys.write(label.replace("_", " "), text)
        self.save()

    def gp_not_known(self) -> None:
        """The GP is answered honestly: not known, and whom we asked."""
        keys = self.keys
        keys.push("say the GP")
        keys.choose("Answer", "Not known")
        keys.write("Whom we asked", "Her mother")
        keys.write("When", "today")
        self.save()

    def call(self, said: str) -> None:
        """Fills in the form of a call that Today opened."""
        keys = self.keys
        keys.choose("How", "Tele")
        keys.write("What was said", said)
        self.save()

    def save(self) -> None:
        before = self.window.front()
        self.keys.push("Save")
        self.window.wait()
        if before is self.window.front() and not isinstance(before, ReferralPage):
            raise AssertionError(f"not saved: {words_in(before)}")


@pytest.mark.qt_draws
@pytest.mark.timeout(240)
def test_a_pupil_from_the_first_concern_to_discharge(window: Window, made: School) -> None:
    life = Life(window, made)
    life.unlock()
    life.open_pupil("aoife")
    life.concern("Anxiety", "Left two lessons early, visibly tearful.")
    life.plan()
    life.consent("To be r")
    life.consent("That the service tells")
    life.risk()
    life.refer()
    assert "1 not met  ·  1 not known" in words_in(window.front())
    life.gp_not_known()
    life.keys.push("Pupil")
    window.wait()
    life.support()
    life.open_referral()
    assert "not met  ·" not in words_in(window.front()).replace("Not met", "")
    life.send()
    assert life.referrals()[-1].state is S.SENT

    # Nobody answers: the service's own five working days go by, and not one day less.
    life.until(date(2026, 11, 30))
    life.today_says("Sent, and nobody has acknowledged it")
    life.act("Log the call")
    life.call("Their line was busy; left word with Mr Bello.")
    life.until(date(2026, 12, 7))
    life.today_says("Sent, and nobody has acknowledged it")

    life.open_referral()
    life.happened("Returned", In_their_words="They ask for the attendance.")
    assert life.referrals()[-1].state is S.RETURNED_FOR_INFORMATION
    # Its day falls into the Christmas break, which begins in ten school days.
    life.today_says("Nobody holds this pupil over the break")
    life.act("Name a holder")
    life.keys.write("Or somebody else", "Duty worker, North CAMHS, 01632 960733")
    life.save()
    # The answer is owed in two weeks; Today reminds of it from a week before.
    life.until(life.referrals()[-1].deadline_on - 7 * DAY)
    life.today_says("The service waits for our answer")
    life.open_referral()
    life.send()

    life.open_referral()
    life.happened("Accepted, waiting for a", In_their_words="Accepted by the team.")
    assert life.referrals()[-1].state is S.WAITING_FOR_ASSESSMENT
    life.until(date(2027, 1, 5))
    life.open_referral()
    life.happened("Appointment offered", Day_of_the_appointment="11 January 2027")
    life.until(date(2027, 1, 12))
    life.today_says("Was the appointment kept?")
    life.act("Say what happened")
    life.keys.choose("What became of it", "Was not brought")
    life.save()
    life.open_referral()
    life.happened("Was not brought", In_their_words="Nobody came; the family was not reached.")
    life.until(life.referrals()[-1].deadline_on)
    life.today_says("Was not brought: is the pupil safe?")
    life.act("Log the talk")
    life.call("She is safe; her mother had the wrong day.")
    life.open_referral()
    life.happened("Appointment offered", Day_of_the_appointment="25 January 2027")
    life.until(date(2027, 1, 26))
    life.today_says("Was the appointment kept?")
    life.act("Say what happened")
    life.keys.choose("What became of it", "Came on time")
    life.save()
    life.open_referral()
    life.happened("In treatment")
    life.until(date(2027, 2, 8))
    life.open_referral()
    life.happened("Discharged", In_their_words="Goals met.")
    assert life.referrals()[-1].state is S.DISCHARGED

    # Four weeks on: how is she? Nothing is asked before, and nothing closed by itself.
    life.until(date(2027, 3, 8))
    life.today_says("Discharged: how is the pupil now?")
    life.act("Log the talk")
    life.call("Sleeps well, sees her friends again.")
    life.until(date(2027, 3, 9))


@pytest.mark.qt_draws
@pytest.mark.timeout(240)
def test_a_pupil_who_is_not_accepted_is_held_and_referred_again(
    window: Window, made: School
) -> None:
    life = Life(window, made)
    life.unlock()
    life.open_pupil("bram")
    life.concern("Anxiety", "Won't come in on Mondays.")
    life.consent("To be r")
    life.consent("That the service tells")
    life.risk()
    life.support()
    life.refer()
    life.send()
    life.until(date(2026, 11, 27))
    life.open_referral()
    life.keys.push("What happened")
    life.keys.choose("What happened", "Not accepted")
    life.keys.write("When", "today")
    life.keys.choose("Reason given", "Below the thr")
    life.keys.write("In their words", "Below our threshold; try the school nurse.")
    life.keys.push("Save")
    # School holds whom a service doesn't: without a plan the answer is not kept.
    assert life.referrals()[-1].state is S.SENT
    life.keys.push("Plan in school meanwhile: This is needed")
    life.keys.write("Plan in school meanwhile", "Meet him at the gate on Mondays")
    life.keys.write("Plan reviewed on", "30 March 2027")
    life.save()
    assert life.referrals()[-1].state is S.NOT_ACCEPTED
    # The school settles what follows within the time it set itself; on each day before, nothing.
    life.until(date(2026, 12, 4))
    life.today_says("Not accepted, and not settled what follows")
    life.act("Follow up")
    life.keys.write("What follows", "School nurse weekly; refer again if he stays away")
    life.save()
    life.until(date(2027, 1, 11))

    life.open_referral()
    life.keys.push("Refer again")
    life.keys.choose("Which service", "North")
    life.keys.push("Save")
    window.until(lambda: isinstance(window.front(), ReferralPage))
    window.wait()
    life.own_words()
    first, second = life.referrals()
    assert life.record(second.referral_id).earlier_id == first.referral_id
    life.send()
    assert life.referrals()[-1].state is S.SENT
    life.open_referral()
    life.happened("Acknowledged")
    life.until(date(2027, 1, 13))
    life.open_referral()
    life.happened("Accepted, waiting for a", In_their_words="Accepted this time.")
    assert [one.state for one in life.referrals()] == [S.NOT_ACCEPTED, S.WAITING_FOR_ASSESSMENT]
