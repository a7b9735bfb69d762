"""Ties the pages of an open store to what they may do with it."""

from __future__ import annotations

from functools import partial

from mhlead.domain.records import Service
from mhlead.domain.where_to_turn import Readers
from mhlead.services import (
    chase_times,
    clock_trust,
    data_protection,
    directory,
    directory_file,
    endings,
    envelopes,
    health,
    needs,
    pupils,
    records,
    school,
    school_year,
    slips,
    status_enquiry,
    unlocking,
    waits,
    where_to_turn,
)
from mhlead.services.adapters import Adapters
from mhlead.services.held_work import held_work
from mhlead.services.ports import DirectoryFiles
from mhlead.services.session import Session
from mhlead.services.training import TrainingLine, list_training
from mhlead.services.where_to_turn import TurnPaper
from mhlead.ui.backup_wiring import backup_work, checked_health
from mhlead.ui.copy_wiring import copy_work
from mhlead.ui.desk import Desk, Ways
from mhlead.ui.history_saving import save_history
from mhlead.ui.history_words import HistoryLine, HistoryRead, action_words, who_words
from mhlead.ui.key_wiring import key_work, keys_now
from mhlead.ui.machine_settings import LINE
from mhlead.ui.page_stack import Section
from mhlead.ui.pages.directory_file_parts import FileWork
from mhlead.ui.pages.directory_page import DirectoryPage
from mhlead.ui.pages.directory_parts import DirectoryWork, RulesWork
from mhlead.ui.pages.settings_clock_work import ClockWork
from mhlead.ui.pages.settings_envelope_work import EnvelopeWork
from mhlead.ui.pages.settings_own_work import OwnWork
from mhlead.ui.pages.settings_page import SettingsPage
from mhlead.ui.pages.settings_parts import Overview, SettingsTools, SettingsWork
from mhlead.ui.pages.settings_protection_work import ProtectionWork
from mhlead.ui.pages.settings_year_work import Year, YearWork
from mhlead.ui.pages.status_page import StatusWork
from mhlead.ui.pages.training_page import TrainingWork
from mhlead.ui.pages.turn_page import SLIP, TurnPage, TurnWork
from mhlead.ui.plain_file import delete_plain_file
from mhlead.ui.pupil_wiring import PupilPages
from mhlead.ui.repair_wiring import look_for_gaps
from mhlead.ui.rights_wiring import breach_work, request_work, retention_work
from mhlead.ui.sending_wiring import own_form_work
from mhlead.ui.summary_wiring import summary_work
from mhlead.ui.wording_wiring import wording_work


def sections(session: Session, desk: Desk, about: PupilPages) -> list[Section]:
    """The places of the sidebar; each makes its page when it is first visited."""
    return [
        Section("today", "Today", "calendar-check", about.today),
        Section("pupils", "Pupils", "users", about.pupils),
        Section("referrals", "Referrals", "send", about.referrals),
        Section("directory", "Directory", "book-open", partial(directory_page, session, desk)),
        Section("settings", "Settings", "settings", partial(settings_page, session, desk)),
    ]


def pupil_pages(session: Session, desk: Desk) -> PupilPages:
    """The pages about pupils and referrals."""
    ways = Ways(
        tasks=desk.tasks,
        names=desk.names,
        window=desk.window,
        changed=desk.changed,
        offer_undo=desk.offer_undo,
        open_page=desk.open_page,
        open_at_risk=desk.open_at_risk,
        say=desk.say,
        go=desk.go,
        go_to_part=desk.go_to_part,
        look_for_gaps=partial(look_for_gaps, session, desk),
    )
    return PupilPages(session, desk.adapters, ways)


def directory_page(session: Session, desk: Desk) -> DirectoryPage:
    """The page of the directory."""
    return DirectoryPage(
        tasks=desk.tasks,
        work=directory_work(session, desk.adapters),
        today=session.clock.today,
        changed=desk.changed,
        offer_undo=desk.offer_undo,
        open_page=desk.open_page,
        where_to_turn=lambda: desk.open_page(turn_page(session, desk)),
    )


def turn_page(session: Session, desk: Desk) -> TurnPage:
    """The posters and sheets that say where to turn."""
    press, settings = desk.adapters.press, desk.settings

    def make(key: str, where_found: str, is_large: bool) -> TurnPaper:  # as the page calls it
        if key == SLIP:
            return slips.blank_slip(session, press)
        lines = [one for one in settings.now.urgent_contacts if one.role == LINE]
        return where_to_turn.make_paper(
            session,
            press,
            Readers(key),
            local_lines=lines,
            where_found=where_found,
            is_large=is_large,
        )

    work = TurnWork(
        make=make,
        record_use=partial(where_to_turn.record_use, session),
        where_found=settings.now.where_found,
        keep_where_found=lambda text: settings.change(where_found=text),
    )
    return TurnPage(tasks=desk.tasks, work=work, changed=desk.changed)


def directory_work(session: Session, adapters: Adapters) -> DirectoryWork:
    """What can be done with the directory of this store."""
    return DirectoryWork(
        list_services=partial(school.list_services, session, with_ended=True),
        save_service=partial(records.keep, session),
        save_person=partial(records.keep, session),
        remove=partial(records.remove, session),
        bring_back=partial(records.bring_back, session),
        end_service=partial(directory.end_service, session),
        rules=RulesWork(
            rules=partial(directory.rules_of, session),
            satisfaction=partial(directory.satisfaction_with, session),
            waits=partial(waits.waits_by_service, session),
            doubles=partial(directory.possible_doubles, session),
            preview_merge=partial(directory.preview_merge, session),
            merge=partial(directory.merge_services, session),
            keep=partial(records.keep, session),
            remove=partial(records.remove, session),
        ),
        files=directory_files(session, adapters.directory_files),
        training=training_work(session),
        status=StatusWork(
            make=partial(status_enquiry.status_paper, session, adapters.press),
            record_use=partial(status_enquiry.record_use, session),
        ),
        own_forms=own_form_work(session, adapters),
    )


def training_work(session: Session) -> TrainingWork:
    """What can be done with the log of training and advice."""

    def read(service_id: str | None) -> tuple[list[TrainingLine], list[Service]]:
        views = school.list_services(session, with_ended=True)
        return list_training(session, service_id), [view.service for view in views]

    return TrainingWork(
        read=read,
        keep=partial(records.keep, session),
        remove=partial(records.remove, session),
        wordings=partial(records.wordings, session),
    )


def directory_files(session: Session, files: DirectoryFiles) -> FileWork:
    """What can be done with files of this store's directory."""
    return FileWork(
        make=partial(directory_file.directory_bytes, session, files),
        preview=partial(directory_file.preview_directory, session, files),
        examples=partial(directory_file.preview_examples, session, files),
        take_in=partial(directory_file.take_in, session),
    )


def settings_page(session: Session, desk: Desk) -> SettingsPage:
    """The page of the settings."""
    return SettingsPage(
        tools=SettingsTools(
            tasks=desk.tasks,
            work=settings_work(session, desk),
            today=session.clock.today,
            changed=desk.changed,
            offer_undo=desk.offer_undo,
            open_page=desk.open_page,
            actor_id=session.actor_id,
            capture=desk.window.capture,
            rescue=desk.rescue,
        ),
        settings=desk.settings,
        names=desk.names,
        history=partial(history_lines, session),
    )


def settings_work(session: Session, desk: Desk) -> SettingsWork:
    """What the settings can have done with this store."""
    adapters = desk.adapters
    return SettingsWork(
        read=partial(overview, session),
        save_school=partial(school.save_school, session),
        save_staff=partial(school.save_staff, session),
        bring_back=partial(records.bring_back, session),
        strength=adapters.stores.strength,
        keys=key_work(session, adapters, desk.settings),
        verify=partial(checked_health, session, desk.settings),
        last_check=partial(health.last_check, session),
        rebuild_search=partial(health.rebuild_search, session),
        clock=ClockWork(
            read=partial(clock_trust.read_clock, session),
            confirm=partial(clock_trust.confirm_clock, session),
        ),
        save_history=partial(save_history, session, desk.settings),
        confirm_gone=partial(school.confirm_plain_file_gone, session),
        delete_file=delete_plain_file,
        year=year_work(session),
        wordings=wording_work(session, adapters),
        own=own_work(session),
        shown_picture=adapters.press.shown_picture,
        envelopes=EnvelopeWork(
            make=partial(envelopes.window_sheet, session, adapters.press),
            record_use=partial(envelopes.record_use, session),
        ),
        summary=summary_work(session, adapters),
        protection=ProtectionWork(
            make=partial(data_protection.make_protection_paper, session, adapters.press),
            record_use=partial(data_protection.record_use, session),
        ),
        copies=copy_work(session),
        backups=backup_work(session, adapters, desk.settings),
        retention=retention_work(session, adapters, desk.settings),
        breaches=breach_work(session),
        requests=request_work(session, adapters),
    )


def own_work(session: Session) -> OwnWork:
    """What can be done with needs, chase times and what people hold."""
    return OwnWork(
        needs=partial(needs.need_words, session, with_retired=True),
        keep_need=partial(needs.keep_need_word, session),
        times=partial(chase_times.chase_lines, session),
        keep_time=partial(chase_times.keep_chase_time, session),
        use_default=partial(chase_times.use_default, session),
        hand_over=partial(endings.hand_over_all, session),
    )


def year_work(session: Session) -> YearWork:
    """What can be done with the school's year."""

    def read() -> Year:
        return Year(
            days=tuple(school_year.read_school_year(session)),
            absences=tuple(school_year.absences(session)),
            staff=tuple(school.list_staff(session)),
        )

    return YearWork(
        read=read,
        keep_days=partial(school_year.keep_days, session),
        keep_year=partial(school_year.keep_year, session),
        remove_days=partial(school_year.remove_days, session),
        keep_absence=partial(school_year.keep_absence, session),
        suggest=school_year.suggest_year,
    )


def overview(session: Session) -> Overview:
    """What holds now in the store."""
    return Overview(
        school=school.read_school(session),
        staff=tuple(school.list_staff(session, with_left=True)),
        files=tuple(school.plain_files(session)),
        keys=keys_now(session),
        held=held_work(session),
    )


NEWEST_LINES, MOST_LINES = 500, 100_000
"""So many lines of everybody's are shown at once; of one pupil all, which are never so many."""


def history_lines(session: Session, pupil_id: str = "") -> HistoryRead:
    """The newest lines of the history, or all about a pupil, with the names that belong to them."""
    newest = unlocking.history(session, limit=NEWEST_LINES)
    entries = unlocking.history(session, pupil_id, MOST_LINES) if pupil_id else newest
    staff = {one.id: one.name for one in school.list_staff(session, with_left=True)}
    about = {line.pupil_id: line for line in pupils.list_pupils(session, only_open=False)}
    lines = []
    for entry in entries:
        pupil = about.get(entry.subject_id or "")
        lines.append(
            HistoryLine(
                sequence=entry.sequence,
                at=entry.at,
                who=who_words(entry, staff),
                what=action_words(entry),
                about=pupil.name if pupil else "",
                about_initials=pupil.initials if pupil else "",
            )
        )
    asked = [(one.pupil_id, one.name, one.initials) for one in about.values()]
    return HistoryRead(lines, newest[0].sequence if newest else 0, asked)
