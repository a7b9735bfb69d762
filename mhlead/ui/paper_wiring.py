"""Ties the papers about a pupil to what they may do with an open store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from mhlead.domain.codes import PaperKind
from mhlead.domain.errors import FieldRefused, MhleadError
from mhlead.domain.naming import contact_name, school_name
from mhlead.domain.paper import NAMES, PaperOrder
from mhlead.domain.views import LetterLine, PupilFileView
from mhlead.services import chronologies, family_gate, kept_papers, papers, pupils, school
from mhlead.services.adapters import Adapters
from mhlead.services.papers import PaperWords
from mhlead.services.session import Session
from mhlead.ui.desk import Ways
from mhlead.ui.forms.paper_forms import PaperAsked, paper_form
from mhlead.ui.pages.family_questions import Asked, FamilyQuestions
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.pupil_paper_page import PaperWork, PupilPaperPage
from mhlead.ui.pages.sending_pages import SendingPages
from mhlead.ui.pages.tools import Tools
from mhlead.ui.questions import tell
from mhlead.ui.sending_wiring import sending_work
from mhlead.wording import sentence_for, words
from mhlead.wording.entry_words import entry_names
from mhlead.wording.paper_words import UNDER

WORDS = PaperWords(entry_names, words)
WHOEVER_HELPS = "Whoever helps now"


class PaperWays:
    """From a pupil to a paper about them: for whom, then the paper itself."""

    def __init__(self, session: Session, adapters: Adapters, ways: Ways, tools: Tools) -> None:
        """Keeps what the papers need.

        Args:
            session: The open store.
            adapters: Everything from outside.
            ways: What the window does.
            tools: The ways to other pages.
        """
        self._session, self._press, self._ways = session, adapters.press, ways
        self._tools = tools
        self._sending = sending_work(session, adapters)

    def ask(self, pupil_id: str, kind: PaperKind) -> None:
        """Asks for whom a paper of that kind is."""
        session = self._session

        def order() -> PaperOrder:
            fresh = papers.new_paper(session, pupil_id, kind)
            is_crisis = kind is PaperKind.CRISIS_SUMMARY
            return replace(fresh, to_whom=WHOEVER_HELPS) if is_crisis else fresh

        self._ask(order)

    def put_right(self, paper: LetterLine) -> None:
        """Asks anew what went into a paper that left, for one that takes its place."""
        self._ask(partial(kept_papers.read_paper_correction, self._session, paper.letter_id))

    def _ask(self, new_order: Callable[[], PaperOrder]) -> None:
        session = self._session

        def read() -> tuple[PaperAsked, PupilFileView]:
            order = new_order()
            file = pupils.read_pupil_again(session, order.pupil_id)
            services = tuple(school.list_services(session))
            kept_out = tuple(papers.readers_kept_out(session, order.pupil_id))
            return PaperAsked(order, file.contacts, services, kept_out), file

        self._ways.tasks.start(
            self._ways.window,
            lambda _: read(),
            done=lambda found: self._open_form(*found),
            failed=self._fail,
        )

    def _open_form(self, asked: PaperAsked, file: PupilFileView) -> None:
        form = paper_form(asked, self._tools.today)
        kind, subject = asked.order.kind, school_name(file.pupil)
        wanted: list[PaperOrder] = []

        def submit() -> Callable[[], PaperOrder]:
            order = form.value()
            asked = replace(order, contact_id=order.contact_id or None)
            return lambda: _sound(replace(asked, service_id=order.service_id or None))

        page: FormPage[PaperOrder] = FormPage(
            NAMES[kind],
            form,
            tasks=self._ways.tasks,
            submit=submit,
            submitted=wanted.append,
            subject=subject,
            under=UNDER[kind],
            action="&Show it",
            icon_name="eye",
        )
        page.done.connect(lambda: self._asked(wanted, file))
        self._ways.open_page(page)

    def _asked(self, wanted: list[PaperOrder], file: PupilFileView) -> None:
        if not wanted:
            return
        order = wanted[-1]
        contact = next((one for one in file.contacts if one.id == order.contact_id), None)
        case = file.current or next(iter(file.earlier), None)
        if contact is None or case is None:
            self.open(order, file)
            return
        session = self._session
        questions = FamilyQuestions(
            self._ways.window,
            self._tools,
            partial(family_gate.read_family_check, session),
            partial(family_gate.answer_family_check, session),
        )
        about = Asked(case.case.id, contact.id, contact_name(contact), school_name(file.pupil))
        questions.ask(about, lambda: self.open(order, file))

    def open(self, order: PaperOrder, file: PupilFileView) -> None:
        """The paper that is asked for."""
        session, press = self._session, self._press
        subject = school_name(file.pupil)
        sending = SendingPages(self._tools, self._sending, self._ways.window, subject)
        work = PaperWork(
            make=lambda asked: papers.draft_paper(session, press, asked, WORDS),
            read_entries=lambda asked: chronologies.read_entries(session, asked, entry_names),
            keep=partial(kept_papers.keep_paper, session),
            sending=self._sending,
            mark_sent=sending.open,
            mend=lambda _: self._tools.open_pupil(order.pupil_id, "timeline"),
        )
        page = PupilPaperPage(
            order,
            tasks=self._ways.tasks,
            work=work,
            changed=self._ways.changed,
            open_page=self._ways.open_page,
            subject=subject,
        )
        self._ways.open_page(page)

    def _fail(self, error: MhleadError) -> None:
        tell(self._ways.window, "That did not work", sentence_for(error))


def _sound(order: PaperOrder) -> PaperOrder:
    """The order, where it says for whom it is and its days fit.

    Raises:
        FieldRefused: nobody reads it ("required"), or it ends before it begins.
    """
    order = replace(order, to_whom=order.to_whom.strip())
    needs_reader = order.kind in {PaperKind.MEETING_SUMMARY, PaperKind.CHRONOLOGY}
    if needs_reader and not (order.service_id or order.to_whom):
        raise FieldRefused("to_whom", "required")
    if order.from_on and order.to_on and order.to_on < order.from_on:
        raise FieldRefused("to_on", "before-start")
    return order
