"""Does everything the program can do, with marked text in every field; run under a tracer.

Here: pupils, records of every kind, search, letters, the service's own form, papers and their
corrections, imports, the ways in, recovery sheets, restrictions, and the commands, backup, restore
and salvage among them. In `canary_life`: cases, plans, safeguarding, referrals, appointments,
meetings, the directory, moving. In `canary_rights`: requests for data with masking, exemptions and
release, breaches, sealed typed text, the data protection papers, passing the store on, taking it,
comparing copies, the retention timetable, holds, reviews, disposal and its certificate. Summaries
are in `test_planted`, what is left after a lock in `test_after_lock`.

Arguments: a folder to work in, the mark, and optionally "temp-in-files" to spoil the protection
that is being tested.
"""

from __future__ import annotations

import contextlib
import sys
from dataclasses import fields, replace
from pathlib import Path

from mhlead.domain.codes import Channel, NoteKind, OrderKind, PaperKind, ReferralState
from mhlead.domain.errors import MhleadError
from mhlead.domain.letter_order import LetterOrder
from mhlead.domain.records import (
    Background,
    Case,
    Concern,
    CourtOrder,
    Note,
    Professional,
    Record,
    SafeContact,
    SchoolPicture,
    Withholding,
)
from mhlead.main import main
from mhlead.services import (
    cases,
    importing,
    kept_papers,
    keyholders,
    own_forms,
    papers,
    pupils,
    records,
    recovery_sheets,
    referrals,
    restricting,
    service_forms,
    unlocking,
)
from mhlead.services.backups import own_place
from mhlead.services.letters import issuing
from mhlead.services.letters import log as letter_log
from mhlead.services.papers import PaperWords
from mhlead.services.referrals import Move
from mhlead.services.session import Session
from mhlead.services.text_search import find_entries
from mhlead.services.today import read_today
from mhlead.storage import connection
from mhlead.wording import words
from mhlead.wording.entry_words import entry_names
from tests.builders import PASSPHRASE, School, make_school
from tests.parts.service_forms import single_point_of_access
from tests.security.canary_life import live
from tests.security.canary_rights import live_rights

CODED = frozenset(
    {
        "id",
        "case_id",
        "pupil_id",
        "contact_id",
        "service_id",
        "primary_need",
        "year_group",
        "sex",
        "ethnicity",
        "first_language",
        "home_language",
        "sen_provision",
        "care_authority",
        "young_carer",
        "relationship",
        "about_kind",
        "about_id",
        "field",
    }
)


def marked(record: Record, mark: str) -> Record:
    """The record with the mark in every field that takes text."""
    texts = {
        field.name: f"{mark} {field.name} {mark}"
        for field in fields(record)  # type: ignore[arg-type]
        if field.type == "str" and field.name not in CODED
    }
    return replace(record, **texts)  # type: ignore[type-var]


def spoil_temp() -> None:
    """Lets SQLite put temporary tables, which hold plain text, into files."""
    settle = connection._settle

    def spoilt(opened: object, *, read_only: bool) -> None:
        settle(opened, read_only=read_only)  # type: ignore[arg-type]
        opened.set_authorizer(None)  # type: ignore[attr-defined]
        opened.execute("PRAGMA temp_store=FILE")  # type: ignore[attr-defined]
        opened.execute("PRAGMA cache_size=10")  # type: ignore[attr-defined]

    connection._settle = spoilt


def work(school: School, mark: str, folder: Path) -> None:
    """Every function of the services on marked records."""
    session, press = school.session, school.adapters.press
    today = school.clock.today()
    pupil = school.pupil(f"{mark}First", f"{mark}Last", middle_names=f"{mark}Mid")
    case = school.case(pupil)
    more: list[Record] = [
        Note("", case.id, today, NoteKind.PUPIL_WORDS, mark, title=mark),
        SafeContact("", pupil.id, mark),
        CourtOrder("", pupil.id, OrderKind.NO_CONTACT, mark),
        Professional("", pupil.id, mark),
        Background("", case.id),
        SchoolPicture("", case.id, today, 81),
        Withholding("", pupil.id, "Pupil", pupil.id, from_whom=mark),
        school.concern(case_id=case.id),
    ]
    for record in more:
        kept, _ = records.keep(session, marked(record, mark))
        records.keep(session, marked(kept, f"{mark}again"), f"{mark} because")
    # Of somebody else, whose papers nobody writes: each would have all of it looked through.
    notes = sort_more_than_fits(session, school.case(school.pupil("Ida", "Reed")), mark)
    pupils.find_pupils(session, f"{mark}last {mark}first")
    find_entries(session, mark)
    find_entries(session, f"{mark} note")
    referral = school.referral(case)
    issuing.draft_letter(session, press, LetterOrder(referral.id))
    issued, _ = issuing.issue_letter(session, press, LetterOrder(referral.id))
    blank = folder / "given" / "form.pdf"
    blank.write_bytes(single_point_of_access())
    forms, service_id = school.adapters.own_forms, school.service.id
    service_forms.keep_service_form(session, forms, service_id, "form", blank)
    view = service_forms.read_service_form(session, forms, service_id)
    assert view is not None
    service_forms.confirm_places(session, view.form, view.places)
    order = LetterOrder(referral.id, is_on_own_form=True)
    on_form, _ = issuing.issue_letter(session, press, order, forms)
    forms.flat(on_form.letter.pdf)
    own_forms.read_form_rest(session, on_form.letter.id)
    letter_log.record_sending(session, issued.letter.id, Channel.POST, today, f"{mark} service")
    move = Move(ReferralState.SENT, today, today, f"{mark} ring", f"{mark} words", how=Channel.POST)
    referrals.move_referral(session, referral.id, move)
    cases.finish_step(session, str(case.next_step_id), f"{mark} seen", school.step())
    live(school, mark, case, referral)
    for kind in PaperKind:
        paper = replace(papers.new_paper(session, pupil.id, kind), to_whom=f"{mark} reader")
        drafted = papers.draft_paper(session, press, paper, PaperWords(entry_names, words))
        line, _ = kept_papers.keep_paper(session, drafted, letter_log.PRINTED)
        assert line is not None
        kept_papers.read_paper_correction(session, line.letter_id)
    read_today(session)
    pupils.open_pupil(session, pupil.id)
    pupils.list_pupils(session)
    pupils.list_referrals(session)
    for wrong in (lambda: records.keep(session, Concern("", case.id, today, mark, mark, "")),):
        with contextlib.suppress(MhleadError):
            wrong()
    ctf = folder / "given" / "file.xml"
    plan = importing.preview_import(session, school.adapters.pupil_files, ctf)
    importing.apply_import(session, plan, {1, 2})
    unlocking.verify(session)
    session = school.reopened()
    unlocking.verify(session)
    with contextlib.suppress(MhleadError), session.writing() as unit:
        unit.add(notes[0])
    ways_in(school, session, mark, notes[0].id)
    unlocking.lock(session)


def sort_more_than_fits(session: Session, case: Case, mark: str) -> list[Note]:
    """More of marked notes than the cache holds is sorted: that has to go somewhere."""
    today, texts = session.clock.today(), [f"{mark} note {n} " * 400 for n in range(150)]
    notes = [Note(session.ids.new(), case.id, today, NoteKind.FACT, text) for text in texts]
    with session.writing() as unit:
        unit.add_all(notes)
        unit.log(records.Action.RECORD_ADDED, case.pupil_id, {"kind": "Note"})
        unit.commit()
    with session.reading() as unit:
        unit._connection.exec_driver_sql(  # type: ignore[attr-defined]
            "SELECT text, id FROM note_versions ORDER BY text || id DESC"
        ).fetchall()
    return notes


def ways_in(school: School, session: Session, mark: str, note_id: str) -> None:
    """People come and go with marked passphrases, sheets are tried, an entry is restricted."""
    restricting.restrict(session, "Note", note_id)
    keyholders.add_keyholder(session, school.deputy.id, f"{mark} umbrella lantern gravel")
    keyholders.change_passphrase(session, PASSPHRASE, f"{mark} otters argue gently")
    keyholders.change_passphrase(session, f"{mark} otters argue gently", PASSPHRASE)
    ((key, _),) = recovery_sheets.make_sheets(session)
    recovery_sheets.confirm_sheets(session, [key])
    recovery_sheets.rehearse(session, [key])
    keyholders.remove_keyholder(session, school.deputy.id)


def run() -> None:
    """Reads the arguments and does the work."""
    folder, mark = Path(sys.argv[1]), sys.argv[2]
    if "temp-in-files" in sys.argv:
        spoil_temp()
        school = make_school(folder)
        sort_more_than_fits(school.session, school.case(), mark)
        unlocking.lock(school.session)
        (folder / "done").touch()
        return
    school = make_school(folder)
    work(school, mark, folder)
    secret = ["--passphrase-file", str(folder / "given" / "secret")]
    for command in ("referrals", "missing", "verify"):
        main([command, str(school.folder), *secret])
    main(["status", str(school.folder)])
    main(["backup", str(school.folder), *secret])
    backup = max(own_place(school.folder).glob("*.mhbackup"))
    main(["restore", str(backup), "--to", str(folder / "restored"), *secret])
    main(["history", str(school.folder), "--out", str(folder / "history"), *secret])
    main(["salvage", str(school.folder), "--to", str(folder / "saved"), *secret])
    # In a store of its own, which is small: passing it on reads all of it back.
    second = make_school(folder / "second")
    live_rights(second, mark, folder / "second")
    unlocking.lock(second.session)
    (folder / "done").touch()


if __name__ == "__main__":
    run()
