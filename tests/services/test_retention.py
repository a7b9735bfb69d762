"""What falls due and when, what stops it, and that what was disposed of stays gone."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest

from mhlead.domain.audit import Action
from mhlead.domain.backup import RETENTION_DAYS, UPGRADE_COPY_DAYS
from mhlead.domain.codes import CaseClosing, ConsentAnswer, ConsentTopic, Requester
from mhlead.domain.document import as_text
from mhlead.domain.errors import FieldRefused, NotAllowed, NotFound
from mhlead.domain.records import (
    BreachRecord,
    Case,
    Consent,
    DataRequest,
    LegalHold,
    NextStep,
    PlainFile,
    Pupil,
    Referral,
    RetentionTerm,
)
from mhlead.domain.retention import CONCERN, SAFEGUARDING, SEND, DueLine, subject_of
from mhlead.services import backups, records, retention
from mhlead.services.backups import BackupPlaces, make_backup, make_backup_in
from mhlead.services.disposal_list import dispose_and_list, read_list
from mhlead.services.restoring import RestoreFrom, restore
from mhlead.services.retention_paper import disposal_certificate
from tests.builders import MONDAY, PASSPHRASE, School
from tests.services.lives import S, referral_in


def closed(school: School, pupil: Pupil) -> Case:
    """A case of the pupil that was closed today."""
    case = school.case(pupil)
    with school.session.writing() as work:
        kept = work.get(Case, case.id)
        for one in work.find(NextStep, case_id=case.id):
            work.put(replace(one, is_open=False, done_on=school.clock.today()))
        work.put(
            replace(
                kept,
                is_open=False,
                owner_id=None,
                next_step_id=None,
                closed_on=school.clock.today(),
                closing=next(iter(CaseClosing)),
            )
        )
        work.log(Action.CASE_CLOSED, pupil.id)
        work.commit()
    return kept


def line_of(school: School, pupil: Pupil, kind: str = "Pupil") -> DueLine:
    lines = retention.due_list(school.session, date(2199, 1, 1))
    return next(one for one in lines if one.pupil_id == pupil.id and one.kind == kind)


def test_a_record_falls_due_on_the_birthday_its_rule_names(school: School) -> None:
    plain = school.pupil()
    leap = school.pupil("Zoe", "Lark", born_on=date(2012, 2, 29))
    with_plan = school.pupil("Ben", "Moss", sen_provision="E")
    told = school.pupil("Ivy", "Stone")
    case = school.case(told)
    records.keep(school.session, school.concern(case_id=case.id, is_safeguarding=True))
    found = {one.id: line_of(school, one) for one in (plain, leap, with_plan, told)}
    assert (found[plain.id].rule, found[plain.id].due_on) == (CONCERN, date(2037, 10, 4))
    assert found[leap.id].due_on == date(2037, 3, 1)
    assert (found[with_plan.id].rule, found[with_plan.id].due_on) == (SEND, date(2043, 10, 4))
    assert found[told.id].rule == SAFEGUARDING


def test_who_once_had_a_plan_follows_the_longer_rule(school: School) -> None:
    pupil = school.pupil(sen_provision="E")
    records.keep(school.session, replace(pupil, sen_provision="K"))
    assert line_of(school, pupil).rule == SEND


def test_without_a_birth_date_it_is_listed_and_never_goes(school: School) -> None:
    pupil = school.pupil(born_on=None)
    line = line_of(school, pupil)
    assert line.due_on is None
    assert line in retention.due_list(school.session)
    with pytest.raises(NotAllowed) as refused:
        retention.dispose(school.session, line)
    assert refused.value.code == "not-due"


def test_the_schools_own_years_hold_beside_ours(school: School) -> None:
    pupil = school.pupil()
    retention.keep_term(school.session, RetentionTerm(CONCERN, 7, "Policy 2026, page 4"))
    line = next(one for one in retention.timetable(school.session) if one.code == CONCERN)
    assert (line.our_years, line.own_years, line.own_source) == (25, 7, "Policy 2026, page 4")
    assert line_of(school, pupil).due_on == date(2019, 10, 4)
    retention.use_our_term(school.session, CONCERN)
    assert line_of(school, pupil).due_on == date(2037, 10, 4)
    retention.keep_term(school.session, RetentionTerm(CONCERN, 30, "Policy"))
    assert line_of(school, pupil).due_on == date(2042, 10, 4)


@pytest.mark.parametrize("years", [0, 101])
def test_years_that_cannot_be_are_refused(school: School, years: int) -> None:
    with pytest.raises(FieldRefused):
        retention.keep_term(school.session, RetentionTerm(CONCERN, years, "Policy"))
    with pytest.raises(NotAllowed):
        retention.keep_term(school.session, RetentionTerm("letter", 3, "Policy"))


def at_26(school: School, pupil: Pupil) -> DueLine:
    """The pupil's line on their 26th birthday."""
    assert pupil.born_on is not None
    school.come_to(date(pupil.born_on.year + 26, pupil.born_on.month, pupil.born_on.day))
    return line_of(school, pupil)


def test_at_26_the_record_goes_and_others_stay(school: School) -> None:
    pupil, other = school.pupil(), school.pupil("Zoe", "Lark", born_on=date(2014, 1, 1))
    closed(school, pupil)
    assert line_of(school, pupil) not in retention.due_list(school.session)
    line = at_26(school, pupil)
    made, changes = retention.dispose(school.session, line)
    assert changes.concerns("Pupil")
    assert [one.subject for one in made] == [subject_of("Pupil", pupil.id)]
    assert "Case 1" in made[0].counts
    assert (made[0].copies_until - school.clock.today()).days == 90
    with school.session.reading() as work:
        assert [one.id for one in work.find(Pupil)] == [other.id]
        (event,) = work.history(limit=1)
    assert (event.action, event.subject_id) == (Action.RECORDS_DISPOSED, None)
    assert school.session.store.verify().is_sound
    assert retention.disposals(school.session) == made


def test_a_draft_that_another_referral_follows_takes_none_along(school: School) -> None:
    case = school.case()
    alone = referral_in(school, case, S.WITHDRAWN, sent=False)
    followed = referral_in(school, case, S.WITHDRAWN, sent=False)
    sent = referral_in(school, case, S.SENT, earlier_id=followed.id)
    lines = retention.due_list(school.session, date(2199, 1, 1))
    assert [one.record_ids for one in lines if one.kind == "Referral"] == [(alone.id,)]
    draft = next(one for one in lines if one.kind == "Referral")
    assert draft.due_on is not None
    school.come_to(draft.due_on)
    retention.dispose(school.session, draft)
    with school.session.reading() as work:
        assert {one.id for one in work.find(Referral)} == {followed.id, sent.id}


def test_what_hangs_on_nobody_by_itself_waits_for_a_request_too(school: School) -> None:
    pupil = school.pupil()
    case = closed(school, pupil)
    draft = referral_in(school, case, S.WITHDRAWN, sent=False)
    today = school.clock.today()
    told = [DataRequest("", pupil.id, "Her mother", Requester.PARENT, today) for _ in range(2)]
    answered, _ = records.keep(school.session, replace(told[0], closed_on=today))
    asked, _ = records.keep(school.session, told[1])
    with school.session.writing() as work:
        consent = Consent("consent", case.id, ConsentTopic.REFER, ConsentAnswer.AGREED)
        work.add(replace(consent, service_id=school.service.id))
        work.log(Action.PUPIL_CHANGED)
        work.commit()

    def stopped() -> dict[tuple[str, str], str]:
        lines = retention.due_list(school.session, date(2199, 1, 1))
        return {(one.kind, one.record_ids[0]): one.stopped for one in lines}

    those = [("Referral", draft.id), ("Consent", "consent"), ("DataRequest", answered.id)]
    assert [stopped()[one] for one in those] == ["open-request"] * 3
    records.keep(school.session, replace(asked, closed_on=today))
    assert [stopped()[one] for one in those] == [""] * 3


def test_of_the_rules_that_hold_for_a_record_the_longest_counts(school: School) -> None:
    pupil = school.pupil(sen_provision="E")
    records.keep(
        school.session, school.concern(case_id=school.case(pupil).id, is_safeguarding=True)
    )
    assert line_of(school, pupil).rule == SEND
    retention.keep_term(school.session, RetentionTerm(SAFEGUARDING, 75, "The inquiry asks for it"))
    assert (line_of(school, pupil).rule, line_of(school, pupil).due_on) == (
        SAFEGUARDING,
        date(2087, 10, 4),
    )
    retention.keep_term(school.session, RetentionTerm(CONCERN, 80, "Policy"))
    assert line_of(school, pupil).rule == CONCERN


def test_an_open_case_a_hold_and_an_open_request_each_stop_it(school: School) -> None:
    pupil = school.pupil()
    school.case(pupil)
    assert at_26(school, pupil).stopped == "open-case"
    hold = LegalHold("", pupil.id, "An inquiry", "The council", school.clock.today())
    kept, _ = retention.set_hold(school.session, hold)
    line = line_of(school, pupil)
    assert (line.stopped, line.hold) == ("hold", kept)
    with pytest.raises(NotAllowed) as refused:
        retention.dispose(school.session, line)
    assert refused.value.code == "disposal-stopped"
    other = school.pupil("Zoe", "Lark")
    asked = DataRequest("", other.id, "Her mother", Requester.PARENT, school.clock.today())
    kept_request, _ = records.keep(school.session, asked)
    assert line_of(school, other).stopped == "open-request"
    records.keep(school.session, replace(kept_request, closed_on=school.clock.today()))
    assert line_of(school, other).due_on == date(school.clock.today().year + 4, 1, 1)


def test_a_hold_ends_after_its_last_day(school: School) -> None:
    pupil = school.pupil()
    line = at_26(school, pupil)
    today = school.clock.today()
    retention.set_hold(
        school.session, LegalHold("", pupil.id, "An inquiry", "The council", today, today)
    )
    assert line_of(school, pupil).stopped == "hold"
    school.clock.forward(1)
    assert line_of(school, pupil) == line


def test_a_review_keeps_it_until_another_day(school: School) -> None:
    pupil = school.pupil()
    line = at_26(school, pupil)
    until = date(2040, 1, 1)
    with pytest.raises(FieldRefused):
        retention.keep_longer(school.session, pupil.id, " ", until)
    with pytest.raises(FieldRefused):
        retention.keep_longer(school.session, pupil.id, "A claim", school.clock.today())
    retention.keep_longer(school.session, pupil.id, "A claim is being prepared", until)
    assert line_of(school, pupil).due_on == until
    with pytest.raises(NotAllowed):
        retention.dispose(school.session, line)


def test_consents_files_and_breaches_go_by_their_own_rules(school: School) -> None:
    pupil = school.pupil()
    case = school.case(pupil)
    school.referral(case)
    open_consents = [
        one for one in retention.due_list(school.session, date(2199, 1, 1)) if one.kind == "Consent"
    ]
    assert open_consents == []  # the case is open
    other = closed(school, school.pupil("Zoe", "Lark"))
    with school.session.writing() as work:
        consent = work.find(Consent)[0]
        work.add(replace(consent, id="consent", case_id=other.id))
        work.add(PlainFile("file", "/tmp/list.csv", school.clock.today()))  # noqa: S108
        work.log(Action.PUPIL_CHANGED)
        work.commit()
    today = school.clock.today()
    breach, _ = records.keep(
        school.session,
        BreachRecord("", "A letter", today, "14:30", why_not_told="No", closed_on=None),
    )
    assert breach.closed_on is None
    due = {one.kind: one for one in retention.due_list(school.session, date(2199, 1, 1))}
    assert due["Consent"].due_on == date(2032, 11, 23)
    assert (due["PlainFile"].due_on, due["PlainFile"].stopped) == (date(2026, 12, 23), "file-there")
    assert "BreachRecord" not in due
    school.come_to(date(2032, 11, 23))
    retention.dispose(school.session, due["Consent"])
    with school.session.reading() as work:
        assert work.find(Consent, id="consent") == []
        assert work.get(Case, other.id)


def test_what_an_older_backup_brings_back_is_disposed_of_again(school: School) -> None:
    pupil = school.pupil()
    made, _ = retention.dispose(school.session, at_26(school, pupil))
    back = school.pupil()
    listed = [replace(made[0], id="later", subject=subject_of("Pupil", back.id)), *made]
    assert retention.reapply(school.session, listed) == 1
    with pytest.raises(NotFound), school.session.reading() as work:
        work.get(Pupil, back.id)
    assert retention.reapply(school.session, listed) == 0
    assert {one.id for one in retention.disposals(school.session)} == {"later", made[0].id}


def test_a_restored_backup_has_later_disposals_done_again(school: School, tmp_path: Path) -> None:
    pupil, other = school.pupil(), school.pupil("Zoe", "Lark", born_on=date(2014, 1, 1))
    line = at_26(school, pupil)
    places = BackupPlaces(tmp_path / "backups")
    older = backups.make_backup(school.session, places)
    school.clock.forward(1)
    made, _ = retention.dispose(school.session, line)
    backups.make_backup(school.session, places)
    for plain in (tmp_path / "backups").iterdir():
        assert made[0].subject.encode() not in plain.read_bytes()
    school.session.store.close()
    wanted = RestoreFrom(places.own / older.name, tmp_path / "restored", PASSPHRASE)
    adapters = school.adapters
    session, certificate = restore(adapters.stores, school.clock, adapters.ids, wanted)
    try:
        assert (certificate.sound, certificate.disposed_again) == (True, 1)
        with session.reading() as work:
            assert [one.id for one in work.find(Pupil)] == [other.id]
            assert [one.action for one in work.history(limit=2)][1] is Action.DISPOSAL_REPEATED
        assert retention.disposals(session) == made
    finally:
        session.store.close()


def test_the_list_beside_backups_knows_of_a_disposal_at_once_and_forgets_none(
    school: School, tmp_path: Path
) -> None:
    pupil, other = school.pupil(), school.pupil("Zoe", "Lark", born_on=date(2012, 10, 4))
    folder = tmp_path / "backups"
    backups.make_backup(school.session, BackupPlaces(folder))
    at_26(school, pupil)
    made, _ = dispose_and_list(school.session, line_of(school, pupil), [folder, tmp_path / "gone"])

    def listed() -> set[str]:
        return {one.id for one in read_list(school.session.store.kept_disposals(folder))}

    assert listed() == {made[0].id}
    elsewhere = replace(made[0], id="elsewhere", subject="of a copy that was restored")
    told = json.dumps(
        {"format": "mhlead-disposals/1", "disposals": [asdict(elsewhere)]}, default=str
    )
    school.session.store.keep_disposals([folder], told.encode())
    more, _ = dispose_and_list(school.session, line_of(school, other), [folder])
    assert listed() == {"elsewhere", made[0].id, more[0].id}


def test_a_list_that_is_none_brings_nothing(school: School) -> None:
    for told in (b"", b"{}", b"[]", b'{"format": "mhlead-disposals/1", "disposals": [{}]}'):
        assert read_list(told) == []


def test_the_certificate_names_the_rule_and_nobody(school: School) -> None:
    pupil = school.pupil()
    made, _ = retention.dispose(school.session, at_26(school, pupil))
    told = as_text(disposal_certificate(school.session, made))
    assert "Limitation Act 1980" in told
    assert "1 contact, 1 pupil" in told
    assert made[0].subject[:12] in told
    assert "O'Connor" not in told


def test_the_certificate_lists_copies_that_no_rule_takes_away(
    school: School, tmp_path: Path
) -> None:
    pupil = school.pupil()
    line = at_26(school, pupil)
    make_backup(school.session, BackupPlaces(tmp_path / "own"))
    none = as_text(disposal_certificate(school.session, []))
    assert "tells of no copy that was made by hand" in none
    by_hand = make_backup_in(school.session, tmp_path)
    made, _ = retention.dispose(school.session, line)
    later = make_backup_in(school.session, tmp_path)
    told = as_text(disposal_certificate(school.session, made))
    assert by_hand.name in told
    assert later.name not in told  # it was made afterwards: nothing of the pupil is in it
    assert str(tmp_path) not in told
    assert "one it made before an upgrade" in told
    assert UPGRADE_COPY_DAYS <= RETENTION_DAYS == (made[0].copies_until - made[0].at.date()).days


def test_lines_of_the_timetable_that_nothing_acts_on_say_so(school: School) -> None:
    lines = {one.code: one for one in retention.timetable(school.session)}
    for code in ("history", "summary"):
        assert (lines[code].years, lines[code].may_be_set) == (0, False)
        assert "as long as the store" in lines[code].plain.lower()


def test_nothing_goes_by_a_date_that_nobody_believes(school: School) -> None:
    pupil = school.pupil()
    closed(school, pupil)
    birthday = date(pupil.born_on.year + 26, pupil.born_on.month, pupil.born_on.day)
    school.clock.on = birthday  # a computer without a battery started there
    line = line_of(school, pupil)
    with pytest.raises(NotAllowed, match="date-doubtful"):
        retention.dispose(school.session, line)
    school.clock.on = MONDAY
    with school.session.reading() as work:
        assert work.get(Pupil, pupil.id)
    school.come_to(birthday)
    held = LegalHold("", pupil.id, "An inquiry", "The council", birthday, birthday)
    retention.set_hold(school.session, held)
    school.clock.on = birthday.replace(year=birthday.year + 2)  # by which the hold would be over
    with pytest.raises(NotAllowed, match="disposal-stopped"):
        retention.dispose(school.session, line)
    school.come_to(school.clock.on)
    assert retention.dispose(school.session, line)[0]
