"""Ties the pages about keeping, erasing, requests and breaches to an open store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from mhlead.domain.changes import Changes
from mhlead.domain.records import Disposal, LegalHold
from mhlead.domain.retention import DueLine
from mhlead.services import breaches, pupils, records, requests, retention, school, second_look
from mhlead.services.adapters import Adapters
from mhlead.services.disposal_list import dispose_and_list
from mhlead.services.request_entries import RecordWords
from mhlead.services.retention_paper import disposal_certificate
from mhlead.services.session import Session
from mhlead.ui.backup_keeper import places_in
from mhlead.ui.machine_settings import MachineSettings
from mhlead.ui.pages.rights_work import (
    BreachWork,
    RequestsView,
    RequestWork,
    RetentionView,
    RetentionWork,
)
from mhlead.wording import field_words, words
from mhlead.wording.rights_words import held_words

AHEAD = timedelta(days=366)
WORDS = RecordWords(held_words, field_words, words)


def retention_work(
    session: Session, adapters: Adapters, settings: MachineSettings
) -> RetentionWork:
    """What can be done about keeping and erasing in this store."""

    def dispose(line: DueLine) -> tuple[list[Disposal], Changes]:
        places = places_in(settings, session.store.folder)
        folders = [places.own, *([places.second] if places.second else [])]
        return dispose_and_list(session, line, folders)

    return RetentionWork(
        read=partial(_read, session),
        keep_term=lambda term, _: retention.keep_term(session, term),
        use_ours=partial(retention.use_our_term, session),
        set_hold=partial(retention.set_hold, session),
        lift_hold=partial(records.remove, session, LegalHold),
        keep_longer=partial(retention.keep_longer, session),
        dispose=dispose,
        certificate=partial(_certificate, session, adapters),
        wordings=partial(records.wordings, session),
    )


def breach_work(session: Session) -> BreachWork:
    """What can be done with the register of breaches of this store."""
    return BreachWork(
        read=partial(breaches.list_breaches, session),
        new=partial(breaches.new_breach, session),
        keep=partial(records.keep, session),
        wordings=partial(records.wordings, session),
    )


def request_work(session: Session, adapters: Adapters) -> RequestWork:
    """What can be done with requests for data of this store."""

    def read() -> RequestsView:
        lines = pupils.list_pupils(session, only_open=False)
        return RequestsView(
            lines=requests.list_requests(session),
            pupils=[(one.pupil_id, one.name) for one in lines],
            staff=school.list_staff(session),
        )

    return RequestWork(
        read=read,
        read_one=lambda request_id: requests.read_request(session, request_id, WORDS),
        keep=partial(records.keep, session),
        wordings=partial(records.wordings, session),
        copy=lambda request_id: requests.draft_copy(session, adapters.press, request_id, WORDS),
        release=lambda request_id, copy, how: requests.release_copy(
            session, request_id, copy, how, WORDS
        ),
        record_use=partial(requests.record_use, session),
        looked_again=partial(second_look.looked_again, session),
        confirm=partial(second_look.confirm_look, session),
    )


def _read(session: Session) -> RetentionView:
    lines = pupils.list_pupils(session, only_open=False)
    named = {one.pupil_id: one for one in lines}
    held = [(one, named[one.pupil_id]) for one in retention.holds(session)]
    return RetentionView(
        terms=retention.timetable(session),
        due=retention.due_list(session, session.clock.today() + AHEAD),
        holds=[(one, line.initials, line.name) for one, line in held],
        disposals=retention.disposals(session),
        pupils=[(one.pupil_id, one.name) for one in lines],
    )


def _certificate(session: Session, adapters: Adapters, made: Sequence[Disposal]) -> bytes:
    return adapters.press.render(disposal_certificate(session, made))
