"""Ties Today, its agenda and the holders over a break to what they may do with an open store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from mhlead.domain.calendar import Period
from mhlead.domain.changes import Changes
from mhlead.domain.errors import MhleadError
from mhlead.domain.records import BreakHolder, StaffMember
from mhlead.domain.today_views import Act, Target, TodayLine, TodayReason, Why
from mhlead.services import agenda, appointments, meetings, school, school_year, standing
from mhlead.services.adapters import Adapters
from mhlead.services.session import Session
from mhlead.ui.desk import Ways
from mhlead.ui.due_notice import DueNotice
from mhlead.ui.forms.year_forms import break_holder_form
from mhlead.ui.pages.agenda_page import AgendaPage, AgendaWork
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.meeting_page import MeetingPage
from mhlead.ui.pages.meeting_rows import MeetingWork
from mhlead.ui.pages.pupil_page import PupilPage
from mhlead.ui.pages.referral_page import ReferralPage
from mhlead.ui.pages.today_page import TodayPage
from mhlead.ui.questions import tell
from mhlead.ui.today_acts import ONCE, act_on_pupil, act_on_referral
from mhlead.wording import sentence_for

WHERE_TO_ACT = {
    Why.PLAIN_FILE: ("settings", "files"),
    Why.NO_RECOVERY: ("settings", "keys"),
    Why.NO_SECOND_HOLDER: ("settings", "keys"),
    Why.STORE_ELSEWHERE: ("settings", "copies"),
    Why.KEY_FILE_MENDED: ("settings", "history"),
    Why.OTHER_EDITS: ("settings", "copies"),
    Why.STORE_GONE: ("settings", "check"),
    Why.OLDER_COPY: ("settings", "copies"),
    Why.CLOCK_BACK: ("settings", "clock"),
    Why.CLOCK_AHEAD: ("settings", "clock"),
    Why.BACKUP_LATE: ("settings", "backups"),
    Why.BACKUP_FAILED: ("settings", "backups"),
    Why.SECOND_BACKUP_LATE: ("settings", "backups"),
    Why.SET_UP_OPEN: ("settings", "keys"),
    Why.REHEARSE_RECOVERY: ("settings", "keys"),
    Why.SHEETS_USED: ("settings", "keys"),
    Why.BREACH_CLOCK: ("settings", "breaches"),
    Why.REQUEST_DUE: ("settings", "requests"),
    Why.NO_SERVICE: ("directory", "add"),
    Why.NO_SCHOOL_YEAR: ("settings", "year"),
}
"""The section and its part in which a thing about the store itself is dealt with."""


class TodayWays:
    """Today, and where each of its acts is done.

    Args:
        session: The open store.
        adapters: Everything from outside.
        ways: What the window does.
        pupil: Makes the page of a pupil.
        referral: Makes the page of a referral.
        open_missing: Shows what is missing across all records.
    """

    def __init__(
        self,
        session: Session,
        adapters: Adapters,
        ways: Ways,
        pupil: Callable[[str], PupilPage],
        referral: Callable[[str], ReferralPage],
        *,
        open_missing: Callable[[], None],
    ) -> None:
        self._session, self._adapters, self._ways = session, adapters, ways
        self._pupil, self._referral = pupil, referral
        self._open_missing = open_missing
        self._notice = DueNotice(ways.window)

    def page(self) -> TodayPage:
        """What to do today."""
        return TodayPage(
            tasks=self._ways.tasks,
            names=self._ways.names,
            read=partial(standing.read_today_and_note, self._session),
            act=self.act,
            open_agenda=self.open_agenda,
            open_missing=self._open_missing,
            was_read=self._notice.tell_once,
        )

    def act(self, line: TodayLine, reason: TodayReason) -> None:
        """Goes to where the one act of a reason is done."""
        if reason.target is Target.SERVICE and reason.target_id:
            self._ways.go_to_part("directory", reason.target_id)
        elif line.pupil_id is None:
            self._ways.go_to_part(*WHERE_TO_ACT.get(reason.why, ("settings", "")))
        elif reason.act is Act.NAME_HOLDER:
            self.name_break_holder(line, reason.since_on)
        elif reason.target is Target.APPOINTMENT:
            self._ways.tasks.start(
                self._ways.window,
                lambda _: appointments.referral_of(self._session, reason.target_id),
                done=lambda referral_id: self._at_referral(referral_id, reason),
                failed=self._fail,
            )
        elif reason.target is Target.REFERRAL:
            self._at_referral(reason.target_id, reason)
        else:
            pupil = self._pupil(line.pupil_id)
            pupil.was_read.connect(lambda: act_on_pupil(pupil, reason), ONCE)
            self._ways.open_page(pupil)

    def _at_referral(self, referral_id: str, reason: TodayReason) -> None:
        page = self._referral(referral_id)
        page.was_read.connect(lambda: act_on_referral(page, reason), ONCE)
        self._ways.open_page(page)

    def open_agenda(self) -> None:
        """The agenda of the meeting with a service."""
        session, press = self._session, self._adapters.press
        work = AgendaWork(
            list_services=partial(school.list_services, session),
            make=lambda service_id, has_names: agenda.agenda_paper(
                session, press, service_id, with_names=has_names
            ),
            record_use=partial(agenda.record_use, session),
            open_list=self.open_meeting_list,
        )
        page = AgendaPage(tasks=self._ways.tasks, work=work, changed=self._ways.changed)
        self._ways.open_page(page)

    def open_meeting_list(self, service_id: str) -> None:
        """The list of a meeting with a service."""
        session, ways = self._session, self._ways
        work = MeetingWork(
            read=partial(meetings.read_meeting, session),
            keep=partial(meetings.keep_meeting, session),
            open_pupil=lambda pupil_id: ways.open_page(self._pupil(pupil_id)),
            open_referral=lambda referral_id: ways.open_page(self._referral(referral_id)),
        )
        page = MeetingPage(
            service_id,
            tasks=ways.tasks,
            names=ways.names,
            work=work,
            today=session.clock.today,
            changed=ways.changed,
        )
        ways.open_page(page)

    def name_break_holder(self, line: TodayLine, from_on: date) -> None:
        """Asks who holds the pupil over the break that begins on a day."""
        session = self._session

        def read() -> tuple[Period | None, list[StaffMember]]:
            return school_year.break_from(session, from_on), school.list_staff(session)

        self._ways.tasks.start(
            self._ways.window,
            lambda _: read(),
            done=lambda found: self._ask_holder(line, *found),
            failed=self._fail,
        )

    def _ask_holder(self, line: TodayLine, closed: Period | None, staff: list[StaffMember]) -> None:
        if closed is None:
            return
        session = self._session
        holder = BreakHolder("", line.case_id, closed.first_on, closed.last_on)
        form = break_holder_form(holder, staff, session.clock.today)

        def submit() -> Callable[[], tuple[BreakHolder, Changes]]:
            record = form.value()
            return lambda: school_year.name_break_holder(session, record)

        page: FormPage[tuple[BreakHolder, Changes]] = FormPage(
            "Who holds them over the break",
            form,
            tasks=self._ways.tasks,
            submit=submit,
            submitted=lambda answer: self._ways.changed(answer[1]),
            subject=line.name,
            under="While school is closed they are on this person’s list as well.",
        )
        self._ways.open_page(page)

    def _fail(self, error: MhleadError) -> None:
        tell(self._ways.window, "That did not work", sentence_for(error))
