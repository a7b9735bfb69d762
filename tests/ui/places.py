"""Every place of the window about pupils, and how a person gets there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton

from mhlead.domain.codes import (
    BreachRisk,
    Channel,
    CriterionKind,
    LinkRole,
    NoteKind,
    PaperKind,
    ReferralState,
    Requester,
    RequestKind,
    RiskSign,
    Thrive,
    TransferPart,
    WhoseDays,
)
from mhlead.domain.directory import ServiceEntry
from mhlead.domain.records import (
    AgendaPoint,
    Case,
    ChaseTime,
    Consent,
    Contact,
    Conversation,
    Counterpart,
    Criterion,
    DataRequest,
    LegalHold,
    NeedToKnow,
    NeedWord,
    Note,
    PlanAim,
    PupilLink,
    RecordTransfer,
    Referral,
    RetentionTerm,
    RiskEntry,
    Score,
    SupportAction,
    Training,
    UnmetNeed,
    UrgentDecision,
)
from mhlead.domain.typed import TypedKind, TypedPage, TypedPart
from mhlead.services import (
    grouping,
    keyholders,
    links,
    plans,
    records,
    retention,
    scores,
    service_forms,
)
from mhlead.services.breaches import new_breach
from mhlead.services.letters import log as letter_log
from mhlead.services.links import LinkPart
from mhlead.services.plans import PlanDraft
from mhlead.services.sending import Sent, send_letter
from mhlead.storage.connection import close, connect
from mhlead.ui.pages.typed_page import TypedTextsPage
from tests.builders import School
from tests.parts import service_forms as blanks
from tests.parts.slips import FILLED, write_slip
from tests.services.lives import referral_in
from tests.ui.copy_places import COPY_PLACES
from tests.ui.key_places import KEY_PLACES
from tests.ui.rescue_places import RESCUE_PLACES
from tests.ui.watched import Window
from tests.ui.wording_places import WORDING_PLACES

Way = Callable[[Window, School], Any]


def _section(key: str) -> Way:
    return lambda window, made: window.go(key)


def pupil(window: Window, made: School, tab: str = "timeline") -> Any:
    """The page of the pupil that has a case and a referral."""
    assert window.program.about is not None
    window.program.about.open_pupil(made.pupils[0].id, tab)
    window.wait()
    return window.front()


def leaver(window: Window, made: School) -> Any:
    """The page of the pupil, who leaves: one part is overdue, the other waits for its receipt."""
    today, one = made.clock.today(), made.pupils[0]
    left_on = today - timedelta(days=30)
    records.keep(made.session, replace(one, left_on=left_on))
    gone = RecordTransfer(
        *("", one.id, TransferPart.SAFEGUARDING_FILE, left_on, "Harbour Academy"),
        *(left_on + timedelta(days=3), Channel.SECURE_MAIL, "Ms Rao, DSL"),
    )
    records.keep(made.session, gone)
    return pupil(window, made)


def _to_next_school(window: Window, made: School) -> Any:
    """What is written down about a part."""
    leaver(window, made).pass_on(TransferPart.RECORD)
    window.wait()
    return window.front()


def referral(window: Window, made: School) -> Any:
    """The page of the one referral."""
    with made.session.reading() as work:
        from mhlead.domain.records import Referral

        found = work.find(Referral)[0]
    assert window.program.about is not None
    window.program.about.open_referral(found.id)
    window.wait()
    return window.front()


def _tab(key: str) -> Way:
    return lambda window, made: pupil(window, made, key)


def _record(kind: type[Any]) -> Way:
    def go(window: Window, made: School) -> Any:
        pupil(window, made).record(kind)
        window.wait()
        return window.front()

    return go


def _details(section: str) -> Way:
    def go(window: Window, made: School) -> Any:
        pupil(window, made, "details").change_details(section)
        window.wait()
        return window.front()

    return go


def _contact(window: Window, made: School) -> Any:
    page = pupil(window, made, "family")
    page.family._add(Contact)
    window.wait()
    return window.front()


def _first_concern(window: Window, made: School) -> Any:
    assert window.program.about is not None
    window.program.about.open_pupil(made.pupil("Ángel", "Ödegård").id)
    window.wait()
    window.front().open_case()
    window.wait()
    return window.front()


def _step(act: str) -> Way:
    def go(window: Window, made: School) -> Any:
        page = pupil(window, made)
        step = page._read_now.view.current.steps[0]
        getattr(page, act)(step) if act == "finish_step" else page.case_pages().move_step(step)
        window.wait()
        return window.front()

    return go


def _case(act: str) -> Way:
    def go(window: Window, made: School) -> Any:
        page = pupil(window, made)
        getattr(page.case_pages(), act)(page._case())
        window.wait()
        return window.front()

    return go


def draft_letter(window: Window, made: School) -> Any:
    """The letter as it stands."""
    referral(window, made).letters.open_first()
    window.wait()
    return window.front()


def letter_parts(window: Window, made: School) -> Any:
    """What goes into the letter."""
    draft_letter(window, made).choose_parts()
    window.wait()
    return window.front()


def issued_letter(window: Window, made: School) -> Any:
    """The letter, issued."""
    page = referral(window, made)
    issued, _ = made.issue(page._now.view.referral.id)
    page.letters.open(None, issued.letter.id)
    window.wait()
    return window.front()


def mark_sent(window: Window, made: School) -> Any:
    """The letter is marked as sent by post, with the address read back."""
    window.press(issued_letter(window, made).sent_button)
    window.front().form.how.set_value(Channel.POST)
    window.wait()
    return window.front()


def arrived(window: Window, made: School) -> Any:
    """When it was seen that a letter arrived, from the list of a pupil's letters."""
    page = referral(window, made)
    issued, _ = made.issue(page._now.view.referral.id)
    today = made.clock.today()
    letter_log.record_sending(made.session, issued.letter.id, Channel.POST, today, "Northmoor")
    tab = pupil(window, made, "documents").documents
    link = next(one for one in tab.findChildren(QPushButton) if one.text() == "It arrived…")
    window.press(link)
    return window.front()


def status(window: Window, made: School) -> Any:
    """The sheet that asks a service how a referral stands that was sent."""
    with made.session.reading() as work:
        sent = work.find(Referral)[0]
    letter = made.issue(sent.id)[0].letter
    today = made.clock.today()
    told = Sent(Channel.POST, today, "Northmoor", today + timedelta(days=9), "Ring")
    send_letter(made.session, letter.id, told)
    window.press(_service(window, made).status_button)
    return window.front()


FORM_NAME = "SPA form 7"


def keep_form(window: Window, made: School, data: bytes, *, is_settled: bool = False) -> Any:
    """The page of a service with which a blank form is kept."""
    path = made.folder.parent / "form.pdf"
    path.write_bytes(data)
    forms, service_id = made.adapters.own_forms, made.service.id
    service_forms.keep_service_form(made.session, forms, service_id, FORM_NAME, path)
    if is_settled:
        view = service_forms.read_service_form(made.session, forms, service_id)
        assert view is not None
        service_forms.confirm_places(made.session, view.form, view.places)
    return _service(window, made)


def service_with_form(window: Window, made: School) -> Any:
    """The page of a service with a signed form that hides a script."""
    return keep_form(window, made, blanks.signed())


def what_goes_where(window: Window, made: School) -> Any:
    """Each field of a form with the fact that goes there."""
    keep_form(window, made, blanks.single_point_of_access()).own_form.settle_places()
    window.wait()
    return window.front()


def new_own_form(window: Window, made: School) -> Any:
    """What a form that was chosen is called."""
    _service(window, made).own_form.take(made.folder.parent / "none.pdf")
    window.wait()
    return window.front()


def on_their_form(window: Window, made: School) -> Any:
    """The referral as it would stand on the service's form."""
    keep_form(window, made, blanks.single_point_of_access(), is_settled=True)
    page = referral(window, made)
    page.letters.write(next(one for one in page._now.choices if one.form))
    window.wait()
    return window.front()


def left_on_their_form(window: Window, made: School) -> Any:
    """What is left to a person on the service's form."""
    window.press(on_their_form(window, made).form_rests.button)
    return window.front()


def form_copy(window: Window, made: School) -> Any:
    """The letter in pieces, for a service with a form of its own."""
    told = replace(made.service, web_form="https://refer.northmoor.example/camhs")
    made.service, _ = records.keep(made.session, told)
    page = issued_letter(window, made)
    window.press(page.form_copies.button)
    return window.front()


def locked_copy(window: Window, made: School) -> Any:
    """What is said before a locked copy is saved, over the issued letter."""
    page = issued_letter(window, made)
    window.press(page.locked.button)
    return page.locked.dialog


def family_question(window: Window, made: School) -> Any:
    """The questions before a letter goes to somebody of the family."""
    page = referral(window, made)
    choices = page._now.choices
    page.letters.write(next(one for one in choices if one.order.contact_id))
    window.wait()
    return window.front()


def _referral_form(act: str, *arguments: str) -> Way:
    def go(window: Window, made: School) -> Any:
        getattr(referral(window, made), act)(*arguments)
        window.wait()
        return window.front()

    return go


def _new_pupil(window: Window, made: School) -> Any:
    assert window.program.about is not None
    window.program.about.add_pupil()
    window.wait()
    return window.front()


def _at_risk(window: Window, made: School) -> Any:
    window.shell.open_at_risk()
    window.wait()
    return window.shell.at_risk


def _locked(window: Window, made: School) -> Any:
    window.shell.ask_to_lock()
    window.wait()
    return window.shell.gate.currentWidget()


def agenda(window: Window, made: School) -> Any:
    """The agenda of a meeting with the first service."""
    window.press(window.go("today").agenda_button)
    return window.front()


def missing(window: Window, made: School) -> Any:
    """What is missing across all records."""
    del made
    window.press(window.go("today").missing_button)
    return window.front()


def meeting_list(window: Window, made: School) -> Any:
    """The list of a meeting with the first service, with a pupil who has no referral to it."""
    made.case(made.pupil("Ángel", "Ödegård"))
    window.press(agenda(window, made).list_button)
    return window.front()


def waits(window: Window, made: School) -> Any:
    """How long pupils wait, one of whom has waited for long."""
    with made.session.reading() as work:
        [case] = work.find(Case)
    long_ago = made.clock.today() - timedelta(days=150)
    referral_in(made, case, ReferralState.SENT, created_on=long_ago, sent_on=long_ago)
    window.press(window.go("referrals").waits_button)
    return window.front()


def keep_note(made: School, text: str, case: Case) -> None:
    """A note of today."""
    records.keep(made.session, Note("", case.id, made.clock.today(), NoteKind.FACT, text))


def found_words(window: Window, made: School) -> Any:
    """Entries that hold a word, of two pupils."""
    with made.session.reading() as work:
        [case] = work.find(Case)
    keep_note(made, f"Ate his lunch alone in the library again. {'It went on. ' * 20}", case)
    other = made.case(made.pupil("Ángel", "Ödegård-Featherstonehaugh"))
    keep_note(made, "At lunch with two friends.", other)
    window.press(window.go("pupils").words_button)
    page = window.front()
    page.search.setText("lunch")
    window.press(page.find_button)
    return page


def turn(window: Window, made: School) -> Any:
    """The posters and sheets that say where to turn."""
    window.press(window.go("directory").turn_button)
    return window.front()


def slip(window: Window, made: School) -> Any:
    """A concern slip about the pupil, with a case open already."""
    assert window.program.about is not None
    path = write_slip(made.folder.parent / "slip.pdf", FILLED)
    window.program.about.take_slip(path)
    window.wait()
    return window.front()


def _slip_at_risk(window: Window, made: School) -> Any:
    """A slip that says that somebody is at risk, about a pupil who has no case."""
    made.pupil("Zoë", "Lark")
    assert window.program.about is not None
    texts = {"pupil_name": "Zoë Lark", "told": "Ines Duarte, 10.40", "pupil_words": "a\u202eb"}
    path = write_slip(made.folder.parent / "slip.pdf", texts, {"at_risk"})
    window.program.about.take_slip(path)
    window.wait()
    return window.front()


def summary(window: Window, made: School) -> Any:
    """Summaries for the commissioner, of which one was made and a figure was given otherwise."""
    del made
    window.go("settings")
    window.program.go_to_part("settings", "summary")
    window.wait()
    return window.front()


def _summary_preview(window: Window, made: School) -> Any:
    """A summary as it would go out: nobody is counted, so it is a sentence."""
    window.press(summary(window, made).make_button)
    return window.front()


def _own_figures(window: Window, made: School) -> Any:
    """The school's own figures, which are not protected."""
    window.press(summary(window, made).own_button)
    return window.front()


def _rule_of_commissioner(window: Window, made: School) -> Any:
    """The commissioner's rule."""
    window.press(summary(window, made).rule_button)
    return window.front()


def _aims(window: Window, made: School) -> Any:
    """Aims of the area's plan: one that a figure answers, one that none does."""
    area = "Northmoor local transformation plan 2026"
    for one in (
        PlanAim("", "Shorter waits until first seen", area, "Page 12", "waits"),
        PlanAim("", "More staff in community teams", area, "Page 14"),
    ):
        records.keep(made.session, one)
    window.press(summary(window, made).aims_button)
    return window.front()


def _aim(window: Window, made: School) -> Any:
    """One of them."""
    _aims(window, made).add_button.click()
    window.wait()
    return window.front()


def pool(window: Window, made: School) -> Any:
    """Adding up with other schools."""
    window.press(summary(window, made).pool_button)
    return window.front()


def _pool_key(window: Window, made: School) -> Any:
    """The school's key for a round."""
    pool(window, made).make_key(made.folder.parent)
    window.wait()
    return window.front()


def _given_figures(window: Window, made: School) -> Any:
    """Figures that were given otherwise."""
    window.press(summary(window, made).figures_button)
    return window.front()


def year(window: Window, made: School) -> Any:
    """The settings of the school's year."""
    window.go("settings")
    window.program.go_to_part("settings", "year")
    window.wait()
    return window.front()


def _year(act: str) -> Way:
    def go(window: Window, made: School) -> Any:
        getattr(year(window, made), act)()
        window.wait()
        return window.front()

    return go


def _care(act: str) -> Way:
    """A page about the care of the pupil, opened as its button does."""

    def go(window: Window, made: School) -> Any:
        page = pupil(window, made)
        getattr(page.side.acts, act)()
        window.wait()
        return window.front()

    return go


def _rules(window: Window, made: School) -> Any:
    """The rules of the service."""
    window.go("directory")
    window.press(window.front().cards.cards()[0].open_button)
    window.press(window.front().rules_button)
    return window.front()


def _service(window: Window, made: School) -> Any:
    """A service with two people and its own rules."""
    for name, is_deputy in (("Dr Helen Ashby", False), ("Mr Idris Bello", True)):
        person = Counterpart("", made.service.id, name, "Clinical lead", is_deputy=is_deputy)
        records.keep(made.session, person)
    window.press(window.go("directory").cards.cards()[0].open_button)
    return window.front()


def _rule(window: Window, made: School) -> Any:
    """A new rule of the service."""
    window.press(_rules(window, made).add_button)
    return window.front()


def _examples(window: Window, made: School) -> Any:
    """The invented services, to be ticked."""
    window.go("directory").files.start_from_example()
    window.wait()
    return window.front()


def take_in(window: Window, made: School) -> Any:
    """A directory file that differs from what stands here, is new and may be a double."""
    bar = window.go("directory").files
    bar.read(_directory_file(made))
    window.wait()
    return window.front()


def _directory_file(made: School) -> Path:
    files, session = made.adapters.directory_files, made.session
    service, other = made.service, replace(made.service, id="", telephone="01632 960540")
    person, rule = Counterpart("", "", "Dr Helen Ashby", "Clinical lead"), CriterionKind.REPLY_TIME
    entries = (
        replace(service, telephone="01632 960999", web_form="https://northmoor.example/refer"),
        replace(other, name="Harbour Young People’s Counselling", team=""),
        replace(service, name="Access team", team="East", email=""),
        replace(other, name="Harbour young peoples counselling", team=""),
    )
    rules = (Criterion("", "", rule, "We decide within 15 working days.", days=15),)
    raw = files.write([ServiceEntry(at, one, (person,), rules) for at, one in enumerate(entries)])
    path = session.store.folder.parent / "services.mhdirectory"
    path.write_bytes(raw)
    return path


def training(window: Window, made: School) -> Any:
    """The log of training and advice, with an entry of each."""
    today, own = made.clock.today(), made.service.id
    what = "Noticing early, and how to raise a concern: one hour for all tutors"
    records.keep(made.session, Training("", today, what, who_came="41 members of staff"))
    advice = "Ring the duty worker before writing where eating has changed"
    said = Training("", today, advice, "Dr Helen Ashby", own, is_advice=True)
    records.keep(made.session, said)
    window.press(window.go("directory").training_button)
    return window.front()


def _no_training(window: Window, made: School) -> Any:
    """The log, empty."""
    window.press(window.go("directory").training_button)
    return window.front()


def _one_training(window: Window, made: School) -> Any:
    """A new entry of the log."""
    training(window, made).add()
    window.wait()
    return window.front()


def _satisfaction(window: Window, made: School) -> Any:
    """How satisfied the lead is."""
    window.press(_rules(window, made).score_button)
    return window.front()


def _needs(window: Window, made: School) -> Any:
    """Two words of the school's own, one of them no longer offered."""
    records.keep(made.session, NeedWord("", "Exam worries", "05"))
    old = made.clock.today() - timedelta(days=9)
    records.keep(made.session, NeedWord("", "School refusal, as we said until 2025", "04", old))
    window.go("settings").open_part("needs")
    window.wait()
    return window.front()


def _need(window: Window, made: School) -> Any:
    """A new word."""
    _needs(window, made).add()
    window.wait()
    return window.front()


def _chase(window: Window, made: School) -> Any:
    """When to look again, with a time of the school's own."""
    state, whose = ReferralState.RETURNED_FOR_INFORMATION, WhoseDays.SCHOOL
    records.keep(made.session, ChaseTime("", state, 3, whose))
    window.go("settings").open_part("chase")
    window.wait()
    return window.front()


def _chase_time(window: Window, made: School) -> Any:
    """The time of one state."""
    page = _chase(window, made)
    page.edit(page.times[2])
    window.wait()
    return window.front()


def _staff(window: Window, made: School) -> Any:
    """The people in this work, one of whom holds something."""
    window.go("settings").open_part("staff")
    window.wait()
    return window.front()


def _own_details(window: Window, made: School) -> Any:
    """The lead's own details, with a signature."""
    drawn = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><path d="M0 0h9v3"/></svg>'
    made.lead, _ = records.keep(made.session, replace(made.lead, signature=drawn))
    _staff(window, made).edit(made.lead)
    window.wait()
    return window.front()


def _envelopes(window: Window, made: School) -> Any:
    """The measures of the window of envelopes."""
    del made
    window.go("settings").open_part("envelopes")
    window.wait()
    return window.front()


def _envelope_sheet(window: Window, made: School) -> Any:
    """The sheet that tries them out."""
    sheet = _envelopes(window, made).findChild(QPushButton, "sheet_button")
    window.press(sheet)
    return window.front()


def _protection(window: Window, made: School) -> Any:
    """The papers for the data protection officer."""
    del made
    window.go("settings").open_part("protection")
    window.wait()
    return window.front()


def backups_page(window: Window, made: School) -> Any:
    """Backups, of which there is one."""
    del made
    window.go("settings").open_part("backups")
    window.wait()
    window.press(window.front().make_button)
    return window.front()


def clock(window: Window, made: School) -> Any:
    """The date of this computer, which was set back by years."""
    made.clock.forward(-2500)
    window.go("settings").open_part("clock")
    window.wait()
    return window.front()


def health(window: Window, made: School) -> Any:
    """What a check of a store finds that lost a part of its search and a rule."""
    raw = connect(made.session.store._keyed)  # type: ignore[attr-defined]
    raw.execute("UPDATE pupil_names SET folded = 'other'")
    raw.execute("DROP TRIGGER pupils_delete")
    close(raw)
    (made.folder / "keys.b.json").write_text("{}")
    window.go("settings").open_part("check")
    window.wait()
    window.press(window.front().check_button)
    return window.front()


def _backup_tried(window: Window, made: School) -> Any:
    """What came of trying one."""
    page = backups_page(window, made)
    window.press(page.try_button)
    return page


def _restore(window: Window, made: School) -> Any:
    """What is restored to where."""
    window.press(backups_page(window, made).restore_button)
    return window.front()


def _restore_first(window: Window, made: School) -> Any:
    """The same before a store is open."""
    window.press(_locked(window, made).restore_button)
    return window.shell.gate.currentWidget()


def _computer(window: Window, made: School) -> Any:
    """The settings of this computer."""
    del made
    window.go("settings").open_part("computer")
    window.wait()
    return window.front()


def _typed(window: Window, made: School) -> Any:
    """What was typed and not saved when the store locked."""
    parts = (
        TypedPart(TypedKind.TEXT, "The note", 0, "Spoke with Aoife at lunch; she has not slept."),
        TypedPart(TypedKind.CHOICE, "Who said it", 0, "The pupil"),
    )
    subject = "Aoife O'Connor"
    left = TypedPage("Note", "pupil=1", subject, "2026-11-23T10:32:00+00:00", parts)
    del made
    names, pages = window.program.names, window.shell.pages
    pages.open_page(TypedTextsPage([left], names, lambda _: None))
    window.wait()
    return window.front()


def _settings_part(key: str) -> Way:
    def go(window: Window, made: School) -> Any:
        del made
        window.go("settings").open_part(key)
        window.wait()
        return window.front()

    return go


def retention_page(window: Window, made: School) -> Any:
    """What fell due, with a hold, the school's own years and something disposed of."""
    gone = made.pupil("Zoë", "Lark", born_on=date(2001, 2, 28))
    line = next(one for one in retention.due_list(made.session) if one.pupil_id == gone.id)
    retention.dispose(made.session, line)
    held, due = (made.pupil(name, "Moss", born_on=date(2001, 3, 1)) for name in ("Ben", "Ivy"))
    hold = LegalHold("", held.id, "A public inquiry", "The council’s lawyers", made.clock.today())
    retention.set_hold(made.session, hold)
    retention.keep_term(made.session, RetentionTerm("draft", 2, "Our policy of 2026, page 4"))
    del due
    return _settings_part("retention")(window, made)


def _review(window: Window, made: School) -> Any:
    """The decision over one of them."""
    window.press(retention_page(window, made).review_buttons[1])
    return window.front()


def breaches_page(window: Window, made: School) -> Any:
    """The register of breaches, one whose clock runs and one that is closed."""
    open_one = new_breach(made.session)
    today = made.clock.today()
    told = "A reply slip lay on the wrong desk"
    records.keep(made.session, replace(open_one, what="A letter went to the wrong person."))
    closed = replace(
        open_one,
        what=told,
        found_on=today - timedelta(days=40),
        risk=BreachRisk.UNLIKELY,
        why_not_told="It was back in a minute, unread",
        closed_on=today - timedelta(days=39),
    )
    records.keep(made.session, closed)
    return _settings_part("breaches")(window, made)


def _breach(window: Window, made: School) -> Any:
    """The form over one of them."""
    breaches_page(window, made).add()
    window.wait()
    return window.front()


def _no_copy(window: Window, made: School) -> Any:
    """A request that is answered by a decision."""
    about = (made.pupils[0].id, "Her mother", Requester.PARENT, made.clock.today())
    records.keep(made.session, DataRequest("", *about, RequestKind.ERASURE))
    page = _settings_part("requests")(window, made)
    window.press(page.open_buttons[0])
    return window.front()


def _second_look(window: Window, made: School) -> Any:
    """Whoever had the second look at a copy confirms it; wrong tries made it wait."""
    keyholders.add_keyholder(made.session, made.deputy.id, "nine slow otters under a bridge")
    page = request_page(window, made)
    page._work.tries.wrong = 4
    window.press(page.confirm_button)
    return window.front()


def request_page(window: Window, made: School) -> Any:
    """A request for data with its entries."""
    pupil_id, today = made.pupils[0].id, made.clock.today()
    asked = DataRequest("", pupil_id, "The pupil", Requester.PUPIL, today, identity_on=today)
    records.keep(made.session, asked)
    page = _settings_part("requests")(window, made)
    window.press(page.open_buttons[0])
    return window.front()


def _health(window: Window, made: School) -> Any:
    """Why health data may go into the copy."""
    window.press(request_page(window, made).health_button)
    return window.front()


def _copy(window: Window, made: School) -> Any:
    """The copy as it would leave."""
    window.press(request_page(window, made).copy_button)
    return window.front()


def _hand_over_all(window: Window, made: School) -> Any:
    """Who takes over everything."""
    _staff(window, made).hand_over(made.lead)
    window.wait()
    return window.front()


def _door(window: Window, made: School) -> Any:
    """What was decided at the wrong door."""
    referral(window, made).door.decide_button.click()
    window.wait()
    return window.front()


def _linked(window: Window, made: School) -> Any:
    """Something that links pupils, with one other already in the form."""
    other = made.pupil("Zoë", "Lark")
    form = _record(PupilLink)(window, made)
    form.form.field("others").set_value([(other.id, LinkRole.WITNESS)])
    window.wait()
    return form


def _all_cards(window: Window, made: School) -> Any:
    """The page of a pupil with a plan, words for tutors, a link and an earlier case."""
    session, today = made.session, made.clock.today()
    case = one_case(made)
    draft = PlanDraft("Whole days again", today, made.lead.id, "Comes half days", "Comes early")
    plan, _ = plans.start_plan(session, case.id, draft)
    done = SupportAction("", case.id, "A quiet start in the library", today, plan_id=plan.id)
    told = NeedToKnow("", case.id, "She may leave a lesson when she shows her card.")
    for record in (done, told, replace(told, agreed_on=today, for_whom="Her tutors")):
        records.keep(session, record)
    other = made.pupil("Zoë", "Lark")
    parts = [LinkPart(case.pupil_id, LinkRole.HARMED), LinkPart(other.id, LinkRole.WITNESS)]
    links.link_pupils(session, "At the bus stop", today, parts)
    grouping.set_thrive(session, case.id, Thrive.HELP)
    return pupil(window, made)


def _scores(window: Window, made: School) -> Any:
    """Two questionnaires over time, one of them in tenths of a point."""
    case_id = one_case(made).id
    told = (("sdq", "emotional", 8, 80), ("sdq", "emotional", 1, 30), ("sdq", "emotional", 4, 50))
    for measure, scale, weeks, tenths in (*told, ("ors", "total", 3, 287)):
        on = made.clock.today() - timedelta(weeks=weeks)
        score = Score("", case_id, measure, scale, on, tenths, "self")
        scores.keep_score(made.session, score)
    return pupil(window, made, "scores")


def one_case(made: School) -> Case:
    """The case of the first pupil."""
    with made.session.reading() as work:
        return work.find(Case, pupil_id=made.pupils[0].id)[0]


def what_now(window: Window, made: School) -> Any:
    """A sign of immediate risk was just written down."""
    pupil(window, made).record(RiskEntry)
    window.wait()
    form = window.front().form
    form.field("happened_on").set_value(made.clock.today())
    form.field("said_or_seen").set_value("Said it at break.")
    form.field("signs").set_value((RiskSign.ABUSE_OR_NEGLECT, RiskSign.PLAN_AND_INTENT))
    window.press(window.front().save_button)
    return window.front()


def _paper_form(kind: PaperKind) -> Way:
    """For whom a paper is."""

    def go(window: Window, made: School) -> Any:
        page = pupil(window, made)
        page._paper(page._pupil_id, kind)
        window.wait()
        return window.front()

    return go


def paper(kind: PaperKind) -> Way:
    """The paper itself, for a service or for the pupil."""

    def go(window: Window, made: School) -> Any:
        page = _paper_form(kind)(window, made)
        told = {"what_for": "The review on 3 March", "to_whom": "Harbour Academy", "contact_id": ""}
        for name, value in (*told.items(), ("moves_school", True)):
            if name in page.form._bound:
                page.form.field(name).set_value(value)
        window.press(page.save_button)
        return window.front()

    return go


def _entries(window: Window, made: School) -> Any:
    """Which entries go into a chronology."""
    paper(PaperKind.CHRONOLOGY)(window, made).choose_parts()
    window.wait()
    return window.front()


def batch(window: Window, made: School) -> Any:
    """Letters for many: to each young person."""
    window.press(window.go("referrals").batch_button)
    page = window.front()
    page.kind.setCurrentIndex(1)
    page.kind.activated.emit(1)
    window.wait()
    return page


def _batch_result(window: Window, made: School) -> Any:
    """What came of them: one was written, one waits to be looked at."""
    case = made.case(made.pupil("Zoë", "Lark"))
    made.referral(case)
    support = SupportAction("", case.id, "Sits with Aoife O'Connor at lunch", made.clock.today())
    records.keep(made.session, support)
    page = batch(window, made)
    window.press(page.all_button)
    page.write()
    window.until(lambda: window.front() is not page)
    window.wait()
    return window.front()


def help_page(window: Window, made: School) -> Any:
    """The help about Today."""
    del made
    window.go("today")
    window.press(window.shell.sidebar.help_button)
    return window.program.help.page


def _help_topic(key: str) -> Way:
    def go(window: Window, made: School) -> Any:
        page = help_page(window, made)
        page.open_topic(key)
        window.wait()
        return page

    return go


def _help_topics(typed: str) -> Way:
    def go(window: Window, made: School) -> Any:
        page = help_page(window, made)
        page.show_all()
        page.search.setText(typed)
        window.wait()
        return page

    return go


PLACES: dict[str, Way] = {
    "help about keys": _help_topic("keys"),
    "all topics of the help": _help_topics(""),
    "help that has no such word": _help_topics("zebra"),
    "backups": backups_page,
    "backup tried": _backup_tried,
    "health of the store": health,
    "the date of this computer": clock,
    "restore a backup": _restore,
    "restore before a store is open": _restore_first,
    "summaries": summary,
    "summary preview": _summary_preview,
    "figures given otherwise": _given_figures,
    "adding up with other schools": pool,
    "key for adding up": _pool_key,
    "aims of the plan": _aims,
    "aim of the plan": _aim,
    "rule of the commissioner": _rule_of_commissioner,
    "own figures": _own_figures,
    "letters for many": batch,
    "what came of letters for many": _batch_result,
    "for whom a summary is": _paper_form(PaperKind.MEETING_SUMMARY),
    "for whom a chronology is": _paper_form(PaperKind.CHRONOLOGY),
    "for whom a handover is": _paper_form(PaperKind.HANDOVER),
    "emergency summary": paper(PaperKind.CRISIS_SUMMARY),
    "chronology for the pupil": paper(PaperKind.OWN_CHRONOLOGY),
    "handover": paper(PaperKind.HANDOVER),
    "what goes into a chronology": _entries,
    "what to do now": what_now,
    "may they be written to": family_question,
    "what goes in": letter_parts,
    "conversation": _record(Conversation),
    "unmet need": _record(UnmetNeed),
    "what was decided": _record(UrgentDecision),
    "what tutors may know": _record(NeedToKnow),
    "plan in school": _care("start_plan"),
    "grouping": _care("group"),
    "linked pupils": _linked,
    "pupil with all cards": _all_cards,
    "pupil who leaves": leaver,
    "second look": _second_look,
    "to the next school": _to_next_school,
    "for the next meeting": _record(AgendaPoint),
    "rules of a service": _rules,
    "rule": _rule,
    "service": _service,
    "needs": _needs,
    "need": _need,
    "chase times": _chase,
    "chase time": _chase_time,
    "people": _staff,
    "hand over everything": _hand_over_all,
    "how satisfied": _satisfaction,
    "training": training,
    "no training": _no_training,
    "entry of training": _one_training,
    "directory examples": _examples,
    "directory file": take_in,
    "decided at the door": _door,
    **{key: _section(key) for key in ("today", "pupils", "referrals", "directory", "settings")},
    **{f"pupil {key}": _tab(key) for key in ("timeline", "details", "family", "referrals")},
    "pupil documents": _tab("documents"),
    "pupil without scores": _tab("scores"),
    "pupil scores": _scores,
    "score": _record(Score),
    "first concern": _first_concern,
    "note": _record(Note),
    "risk": _record(RiskEntry),
    "support": _record(SupportAction),
    "consent": _record(Consent),
    **{f"details {key}": _details(key) for key in ("who", "school", "needs", "care", "reach")},
    "contact": _contact,
    "step done": _step("finish_step"),
    "step moved": _step("move"),
    "hand over": _case("hand_over"),
    "close case": _case("close_case"),
    "refer": _case("refer"),
    "referral": referral,
    "what happened": _referral_form("record_move"),
    "mark as sent": mark_sent,
    "how do they stand": status,
    "it arrived": arrived,
    "own details": _own_details,
    "window envelopes": _envelopes,
    "envelope test sheet": _envelope_sheet,
    "for the data protection officer": _protection,
    "keeping and erasing": retention_page,
    "keep longer or dispose": _review,
    "request for data": request_page,
    "request that asks for no copy": _no_copy,
    "health data of a copy": _health,
    "copy of a record": _copy,
    "breaches": breaches_page,
    "breach": _breach,
    "what you typed": _typed,
    "this computer": _computer,
    "copy for their form": form_copy,
    "service with a form": service_with_form,
    "what goes where": what_goes_where,
    "keep their form": new_own_form,
    "on their form": on_their_form,
    "left on their form": left_on_their_form,
    "letter draft": draft_letter,
    "letter issued": issued_letter,
    "new pupil": _new_pupil,
    "meeting agenda": agenda,
    "words in entries": found_words,
    "what is missing": missing,
    "how long they wait": waits,
    "meeting list": meeting_list,
    "where to turn": turn,
    "concern slip": slip,
    "slip about risk": _slip_at_risk,
    "school year": year,
    "days": _year("add"),
    "suggested year": _year("suggest"),
    "somebody is away": _year("add_absence"),
    "at risk": _at_risk,
    "unlock": _locked,
    **WORDING_PLACES,
    **KEY_PLACES,
    **RESCUE_PLACES,
    **COPY_PLACES,
}
"""Name of each place, and the way there from an open store with a pupil, a case and a referral."""
