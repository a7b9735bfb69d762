"""Ties the list of what is missing to the form in which each gap is filled."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from mhlead.domain.codes import ConsentTopic, Speaker
from mhlead.domain.errors import MhleadError
from mhlead.domain.missing_views import Lack, MissingLine
from mhlead.domain.naming import school_name
from mhlead.domain.records import Contact
from mhlead.domain.views import CaseFile, Gap, PupilFileView
from mhlead.services.letters.lacks import WHERE
from mhlead.services.missing import read_missing
from mhlead.services.session import Session
from mhlead.ui.desk import Ways
from mhlead.ui.forms.context import FormContext
from mhlead.ui.pages.care_pages import CarePages
from mhlead.ui.pages.editors import Editing
from mhlead.ui.pages.gap_ways import GapWays
from mhlead.ui.pages.missing_page import MissingPage
from mhlead.ui.pages.pupil_page import PupilPage
from mhlead.ui.pages.referral_page import ReferralPage
from mhlead.ui.pages.tools import PupilWork, Tools
from mhlead.ui.questions import tell
from mhlead.ui.today_acts import ONCE, tell_dsl_of
from mhlead.wording import sentence_for

_IN_DIRECTORY = {Lack.OLD_DETAILS: "", Lack.NO_RULES: "/rules", Lack.OLD_RULES: "/rules"}


class MissingWays:
    """The list, and the way from each line to its field."""

    def __init__(
        self,
        session: Session,
        ways: Ways,
        tools: Tools,
        work: PupilWork,
        *,
        pupil: Callable[[str], PupilPage],
        referral: Callable[[str], ReferralPage],
    ) -> None:
        """Keeps what the list needs.

        Args:
            session: The open store.
            ways: What the window does.
            tools: What pages about a pupil are given.
            work: What can be done with a pupil.
            pupil: Makes the page of a pupil.
            referral: Makes the page of a referral.
        """
        self._session, self._ways, self._tools, self._work = session, ways, tools, work
        self._pupil, self._referral = pupil, referral

    def open(self) -> None:
        """Shows the list."""
        page = MissingPage(
            tasks=self._ways.tasks,
            names=self._ways.names,
            read=partial(read_missing, self._session),
            fill_in=self.fill_in,
        )
        self._ways.open_page(page)

    def fill_in(self, line: MissingLine) -> None:
        """Goes to the field in which the gap is filled."""
        if line.lack in _IN_DIRECTORY:
            part = f"{line.service_id}{_IN_DIRECTORY[line.lack]}"
            self._ways.go_to_part("directory", part)
        elif line.referral_id:
            page = self._referral(line.referral_id)
            page.was_read.connect(lambda: _at_referral(page, line), ONCE)
            self._ways.open_page(page)
        elif line.lack is Lack.DSL_TOLD:
            about = self._pupil(line.pupil_id)
            about.was_read.connect(lambda: tell_dsl_of(about, line.record_id), ONCE)
            self._ways.open_page(about)
        else:
            self._at_pupil(line)

    def _at_pupil(self, line: MissingLine) -> None:
        work = self._work

        def read() -> tuple[PupilFileView, FormContext]:
            file = work.open(line.pupil_id)
            context = FormContext(
                today=self._tools.today,
                actor_id=self._tools.actor_id,
                staff=tuple(work.list_staff()),
                services=tuple(work.list_services()),
                contacts=file.contacts,
                needs=tuple(work.own_needs()),
            )
            return file, context

        self._ways.tasks.start(
            self._ways.window,
            lambda _: read(),
            done=lambda found: self._in_file(line, *found),
            failed=self._fail,
        )

    def _in_file(self, line: MissingLine, file: PupilFileView, context: FormContext) -> None:
        subject = school_name(file.pupil)
        editing = Editing(self._tools, self._work, lambda: subject)
        if line.lack is Lack.FACT:
            gap = Gap(line.fact, WHERE.get(line.fact, "details"), is_required=True)
            GapWays(self._tools, editing, context, file).go_to(gap)
        elif line.lack is Lack.NO_NUMBER:
            _reach_family(editing, line, file, context)
        elif file.current is None:
            self._tools.open_pupil(file.pupil.id, "timeline")
        elif line.lack is Lack.SUPPORT_RESULT:
            for one in file.current.support:
                if one.id == line.record_id:
                    editing.edit(one, context).focus_field("result")
        else:
            window = self._ways.window
            care = CarePages(self._tools, self._work.care, context, subject, asker=window)
            _care_for(care, line, file.current)

    def _fail(self, error: MhleadError) -> None:
        tell(self._ways.window, "That did not work", sentence_for(error))


def _at_referral(page: ReferralPage, line: MissingLine) -> None:
    """Opens the form of a gap over the page of its referral."""
    forms = page.care_pages()
    if line.lack is Lack.FACT:
        page.go_to(Gap(line.fact, WHERE.get(line.fact, "details"), is_required=True))
    elif line.lack is Lack.RULE_REASON:
        forms.answer_to(line.record_id)
    elif line.lack is Lack.LETTER_NOT_SENT:
        page.mark_sent(line.record_id)
    elif line.lack is Lack.APPOINTMENT_OUTCOME:
        forms.attend_to(line.record_id)
    elif line.lack is Lack.NOT_SETTLED:
        forms.follow_up()
    elif line.lack is Lack.OUTCOME_CONSENT:
        page.ask_consent(ConsentTopic.OUTCOME)
    elif line.lack is Lack.INFORMATION_OWED:
        page.record_move()
    else:
        forms.log_call(Speaker.COUNTERPART)


def _reach_family(
    editing: Editing, line: MissingLine, file: PupilFileView, context: FormContext
) -> None:
    """Opens whom the number is missing of, or a new person where nobody is known."""
    known = next((one for one in file.contacts if one.id == line.record_id), None)
    if known is None:
        form = editing.new(Contact, context, pupil_id=file.pupil.id)
    else:
        form = editing.edit(known, context)
    form.focus_field("mobile" if known else "surname")


def _care_for(care: CarePages, line: MissingLine, current: CaseFile) -> None:
    """Opens the review of the plan, or the talk that nobody has had."""
    if line.lack is not Lack.PLAN_REVIEW:
        care.converse(current.case.id, Speaker.PUPIL)
    for plan in current.plans:
        if plan.id == line.record_id:
            care.review_plan(plan)
