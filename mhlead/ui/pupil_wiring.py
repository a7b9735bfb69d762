"""Ties the pages about pupils and referrals to what they may do with an open store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from mhlead.domain.codes import PaperKind
from mhlead.domain.errors import MhleadError
from mhlead.domain.records import Pupil
from mhlead.domain.views import LetterLine
from mhlead.services import (
    cases,
    corrections,
    doubles,
    endings,
    family_gate,
    importing,
    needs,
    paper_log,
    pupils,
    records,
    referral_view,
    referrals,
    school,
    text_search,
    waits,
)
from mhlead.services.adapters import Adapters
from mhlead.services.letters import choice as letter_choice
from mhlead.services.letters import issuing
from mhlead.services.letters import log as letter_log
from mhlead.services.letters import parts as letter_parts
from mhlead.services.session import Session
from mhlead.ui.batch_wiring import BatchWays
from mhlead.ui.care_wiring import care_work, keep_record, referral_care_work
from mhlead.ui.desk import Ways
from mhlead.ui.dialogs.import_dialog import ImportDialog, ImportWork
from mhlead.ui.forms.context import FormContext, blank
from mhlead.ui.forms.pupil_forms import new_pupil_form
from mhlead.ui.missing_wiring import MissingWays
from mhlead.ui.pages.letter_page import LetterPage
from mhlead.ui.pages.new_pupil_page import NewPupilPage
from mhlead.ui.pages.pupil_page import PupilPage
from mhlead.ui.pages.pupils_page import PupilsPage
from mhlead.ui.pages.referral_page import ReferralPage
from mhlead.ui.pages.referral_work import ReferralWork
from mhlead.ui.pages.referrals_page import ReferralsPage
from mhlead.ui.pages.sending_pages import SendingPages
from mhlead.ui.pages.today_page import TodayPage
from mhlead.ui.pages.tools import PupilAdding, PupilWork, Tools
from mhlead.ui.pages.waits_page import WaitsPage
from mhlead.ui.pages.words_page import WordsPage
from mhlead.ui.paper_wiring import PaperWays
from mhlead.ui.plain_file import delete_plain_file
from mhlead.ui.plain_file_card import PlainFileWork
from mhlead.ui.questions import tell
from mhlead.ui.reply_wiring import ReplyWays
from mhlead.ui.sending_wiring import own_form_work, sending_work
from mhlead.ui.slip_wiring import SlipWays
from mhlead.ui.today_acts import ONCE
from mhlead.ui.today_wiring import TodayWays
from mhlead.ui.wording_wiring import wording_work
from mhlead.wording import sentence_for, words


class PupilPages:
    """Makes every page about pupils and referrals, and the ways between them."""

    def __init__(self, session: Session, adapters: Adapters, ways: Ways) -> None:
        self._session, self._adapters, self._ways = session, adapters, ways

    # sections -----------------------------------------------------------------------------

    def today(self) -> TodayPage:
        """What to do today."""
        return TodayWays(
            self._session,
            self._adapters,
            self._ways,
            self.pupil,
            self.referral,
            open_missing=self._missing().open,
        ).page()

    def _missing(self) -> MissingWays:
        return MissingWays(
            self._session,
            self._ways,
            self._tools(),
            self._pupil_work(),
            pupil=self.pupil,
            referral=self.referral,
        )

    def pupils(self) -> PupilsPage:
        """The list of pupils."""
        session = self._session
        return PupilsPage(
            tasks=self._ways.tasks,
            names=self._ways.names,
            read=lambda only_open: pupils.list_pupils(session, only_open=only_open),
            find=partial(pupils.find_pupils, session),
            open_pupil=self.open_pupil,
            add_pupil=lambda: self.add_pupil(),
            import_pupils=self.import_pupils,
            take_slip=self.take_slip,
            find_words=self.find_words,
        )

    def find_words(self) -> None:
        """Finding words in what was written about anybody."""
        self._ways.open_page(
            WordsPage(
                tasks=self._ways.tasks,
                names=self._ways.names,
                find=partial(text_search.find_entries, self._session),
                most=text_search.MOST,
                open_pupil=self.open_pupil,
            )
        )

    def referrals(self) -> ReferralsPage:
        """The list of referrals."""
        session = self._session
        return ReferralsPage(
            tasks=self._ways.tasks,
            names=self._ways.names,
            read=lambda only_open: pupils.list_referrals(session, only_open=only_open),
            open_referral=self.open_referral,
            go_to_pupils=partial(self._ways.go, "pupils"),
            open_waits=self.open_waits,
            open_batch=self.open_batch,
        )

    def open_batch(self) -> None:
        """Letters of one kind for many."""
        BatchWays(self._session, self._adapters, self._ways, self.referral, self.open_letter).open()

    def open_waits(self) -> None:
        """How long pupils wait for all services, and for each."""
        read = partial(waits.waits_by_service, self._session)
        self._ways.open_page(WaitsPage(tasks=self._ways.tasks, read=read))

    # pages above them ---------------------------------------------------------------------

    def open_pupil(self, pupil_id: str, tab: str = "timeline") -> None:
        """Shows the page of one pupil."""
        self._ways.open_page(self.pupil(pupil_id, tab))

    def pupil(self, pupil_id: str, tab: str = "timeline") -> PupilPage:
        """The page of one pupil, not yet shown."""
        return PupilPage(
            pupil_id,
            tools=self._tools(),
            work=self._pupil_work(),
            open_letter=self.open_letter,
            sending=sending_work(self._session, self._adapters),
            correct_letter=self.correct_letter,
            write_paper=self.papers().ask,
            papers_left=partial(paper_log.papers_left, self._session),
            tab=tab,
        )

    def papers(self) -> PaperWays:
        """The papers about a pupil."""
        return PaperWays(self._session, self._adapters, self._ways, self._tools())

    def open_referral(self, referral_id: str) -> None:
        """Shows the page of one referral."""
        self._ways.open_page(self.referral(referral_id))

    def referral(self, referral_id: str) -> ReferralPage:
        """The page of one referral, not yet shown."""
        return ReferralPage(
            referral_id,
            tools=self._tools(),
            work=self._referral_work(),
            pupil_work=self._pupil_work(),
            go_to_part=self._ways.go_to_part,
            take_reply=self._replies().choose,
        )

    def _replies(self) -> ReplyWays:
        return ReplyWays(self._session, self._adapters, self._ways, self.referral)

    def correct_letter(self, letter: LetterLine) -> None:
        """What puts an issued letter right, over the page of its referral, or a paper that left."""
        if letter.referral_id is None:
            self.papers().put_right(letter)
        else:
            page = self.referral(letter.referral_id)
            page.was_read.connect(lambda: page.correct(letter.letter_id), ONCE)
            self._ways.open_page(page)

    def open_letter(self, letter_id: str) -> None:
        """The pages of an issued letter."""
        self._ways.tasks.start(
            self._ways.window,
            lambda _: letter_log.read_letter_line(self._session, letter_id),
            done=self._show_letter,
            failed=self._fail,
        )

    def _show_letter(self, letter: LetterLine) -> None:
        tools, work = self._tools(), self._referral_work()
        sending = SendingPages(tools, work.sending, self._ways.window)
        page = LetterPage(
            letter.reference,
            tools=tools,
            work=work,
            mark_sent=sending.open,
            letter_id=letter.letter_id,
            name=words(letter.kind) if isinstance(letter.kind, PaperKind) else "Letter",
        )
        self._ways.open_page(page)

    def add_pupil(
        self, known: Mapping[str, str] | None = None, then: Callable[[str], None] | None = None
    ) -> None:
        """A pupil typed in by hand; one who seems to be here already is named first.

        Args:
            known: What is known of them, by the names of a pupil's fields.
            then: Gets who was added, or was here already; their page is opened otherwise.
        """
        context = FormContext(today=self._session.clock.today, actor_id=self._session.actor_id)
        form = new_pupil_form(blank(Pupil, **{**(known or {}), "id": ""}), context)
        self._ways.open_page(
            NewPupilPage(
                form,
                tasks=self._ways.tasks,
                adding=self._adding(),
                changed=self._ways.changed,
                then=then or self.open_pupil,
            )
        )

    def import_pupils(self) -> None:
        """Pupils from a Common Transfer File."""
        session = self._session
        work = ImportWork(
            preview=partial(importing.preview_import, session, self._adapters.pupil_files),
            apply=partial(importing.apply_import, session),
            plain_file=self._plain_file_work(),
        )
        dialog = ImportDialog(
            tasks=self._ways.tasks,
            work=work,
            changed=self._ways.changed,
            parent=self._ways.window,
        )
        # What came in may rest on what was damaged before: it is looked at once more.
        dialog.finished.connect(lambda _: self._ways.look_for_gaps())
        dialog.open()

    def take_slip(self, path: Path | None = None) -> None:
        """A concern slip is looked at and taken in: this file, or one that is chosen."""
        ways = SlipWays(self._session, self._adapters, self._ways, self, self._plain_file_work())
        if path is None:
            ways.choose()
        else:
            ways.read(path, self._replies().show)

    def _plain_file_work(self) -> PlainFileWork:
        return PlainFileWork(
            delete_file=delete_plain_file,
            confirm_gone=partial(school.confirm_plain_file_gone, self._session),
        )

    # what they are given ------------------------------------------------------------------

    def _fail(self, error: MhleadError) -> None:
        tell(self._ways.window, "That did not work", sentence_for(error))

    def _tools(self) -> Tools:
        ways, session = self._ways, self._session
        return Tools(
            tasks=ways.tasks,
            names=ways.names,
            today=session.clock.today,
            actor_id=session.actor_id,
            changed=ways.changed,
            offer_undo=ways.offer_undo,
            open_page=ways.open_page,
            open_pupil=self.open_pupil,
            open_referral=self.open_referral,
            open_at_risk=ways.open_at_risk,
            say=ways.say,
        )

    def _adding(self) -> PupilAdding:
        return PupilAdding(
            add=partial(pupils.add_pupil, self._session),
            possible_doubles=partial(doubles.possible_doubles, self._session),
        )

    def _pupil_work(self) -> PupilWork:
        session = self._session
        return PupilWork(
            open=partial(pupils.open_pupil, session),
            read_again=partial(pupils.read_pupil_again, session),
            list_staff=partial(school.list_staff, session),
            list_services=partial(school.list_services, session),
            own_needs=partial(needs.need_words, session),
            keep=partial(keep_record, session),
            remove=partial(records.remove, session),
            bring_back=partial(records.bring_back, session),
            wordings=partial(records.wordings, session),
            open_case=partial(cases.open_case, session),
            hand_over=partial(cases.hand_over, session),
            add_step=partial(cases.add_step, session),
            finish_step=partial(cases.finish_step, session),
            move_step=partial(cases.move_step, session),
            close_case=partial(endings.close_case, session),
            start_referral=partial(referrals.start_referral, session),
            care=care_work(session),
        )

    def _referral_work(self) -> ReferralWork:
        session, press = self._session, self._adapters.press
        forms = self._adapters.own_forms
        return ReferralWork(
            care=referral_care_work(session),
            open=partial(referral_view.open_referral, session),
            read_again=partial(referral_view.read_referral_again, session),
            change=partial(referrals.change_referral, session),
            move=partial(referrals.move_referral, session),
            draft_letter=partial(issuing.draft_letter, session, press, forms=forms),
            issue_letter=partial(issuing.issue_letter, session, press, forms=forms),
            letter_choices=partial(letter_choice.read_choices, session),
            read_correction=partial(corrections.read_correction, session),
            read_parts=partial(letter_parts.read_parts, session),
            leave_out=partial(letter_parts.remember_left_out, session),
            read_family_check=partial(family_gate.read_family_check, session),
            answer_family_check=partial(family_gate.answer_family_check, session),
            read_letter=partial(letter_log.read_letter, session),
            record_use=partial(letter_log.record_use, session),
            sending=sending_work(session, self._adapters),
            wordings=wording_work(session, self._adapters),
            own_forms=own_form_work(session, self._adapters),
        )
