"""Requests for data: every entry listed, other people's names masked, and nothing leaves unseen."""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from mhlead.domain.audit import Action
from mhlead.domain.codes import (
    Audience,
    Channel,
    EntryAnswer,
    Establishment,
    Exemption,
    NoteKind,
    Requester,
    RequestKind,
)
from mhlead.domain.errors import FieldRefused, NotAllowed, StoreLocked, WrongPassphrase
from mhlead.domain.masking import Masking
from mhlead.domain.records import Case, Contact, DataRequest, NameUse, Note, Pupil, RequestEntry
from mhlead.domain.today_views import Why
from mhlead.services import (
    keyholders,
    records,
    requests,
    restricting,
    second_look,
    unlocking,
)
from mhlead.services.request_entries import RecordWords
from mhlead.services.requests import Released, RequestView
from mhlead.services.school import read_school, save_school
from mhlead.services.today import read_today
from tests.builders import PASSPHRASE, School
from tests.documents.reading import text_of_pdf

WORDS = RecordWords(lambda kind: kind, lambda field: field, lambda code: code.value)
NAMES = ("Amina", "Zoë", "Lark", "Jonah Reed", "07700 900001")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Amina rang; amina's sister too", "[name] rang; [name]'s sister too"),
        ("ZOE  LARK and Zoë", "[name] and [name]"),
        ("He will ask Will. WILL!", "He will ask [name]. [name]!"),
        ("Aoife told Larkin of O’Brien", "Aoife told Larkin of [name]"),
        ("at 07700 900001", "at [name]"),
    ],
)
def test_names_are_masked_however_they_are_typed(text: str, masked: str) -> None:
    hidden = ["Amina", "Zoë Lark", "Zoë", "Lark", "Will", "O'Brien", "07700 900001", "Aoife"]
    assert Masking(hidden, ["Aoife"], frozenset({"will"})).mask(text) == masked


def with_request(school: School, **more: object) -> DataRequest:
    """A pupil whose notes name others, and a request of their own for everything."""
    pupil = school.pupil()
    school.pupil("Zoë", "Lark")
    case = school.case(pupil)
    today = school.clock.today()
    said = "Amina said on 07700 900001 that Zoe Lark and her friend Jonah Reed wait for her."
    records.keep(school.session, Note("", case.id, today, NoteKind.FACT, said))
    plain = DataRequest(
        "",
        pupil.id,
        "The pupil",
        Requester.PUPIL,
        today,
        identity_on=today,
        more_names=("Jonah Reed",),
    )
    kept, _ = records.keep(school.session, replace(plain, **more))  # type: ignore[arg-type]
    records.keep(school.session, whole(kept, pupil_has_seen=True))
    return kept


def whole(request: DataRequest, **more: object) -> RequestEntry:
    """What is decided about all health data that goes out."""
    plain = RequestEntry("", request.id, "DataRequest", request.id, EntryAnswer.INCLUDE)
    return replace(plain, **more)  # type: ignore[arg-type]


def read(school: School, request: DataRequest) -> RequestView:
    return requests.read_request(school.session, request.id, WORDS)


def decide_all(school: School, request: DataRequest) -> None:
    for one in read(school, request).entries:
        if one.is_undecided:
            decision = RequestEntry(
                "", request.id, one.kind, one.record_id, EntryAnswer.EXEMPT, Exemption.THIRD_PARTY
            )
            records.keep(school.session, decision)


def looked_through(school: School, request: DataRequest) -> DataRequest:
    kept, _ = records.keep(
        school.session,
        replace(request, second_look_by=school.deputy.id, second_look_on=school.clock.today()),
    )
    return kept


@pytest.mark.poppler
def test_no_masked_name_is_in_text_title_or_bytes_of_the_copy(school: School) -> None:
    request = with_request(school)
    decide_all(school, request)
    copy = requests.draft_copy(school.session, school.adapters.press, request.id, WORDS)
    assert "O'Connor" in copy.text  # the pupil's own name stays
    assert "wait for her" in copy.text
    printed = text_of_pdf(copy.pdf)
    inside = copy.pdf + b"".join(_streams(copy.pdf))
    for name in (*NAMES, "Zoe"):
        assert name not in copy.text
        assert name not in printed
        assert name.encode() not in inside
        assert name.encode("utf-16-be") not in inside
    assert "O'Connor" not in str(pikepdf.open(io.BytesIO(copy.pdf)).docinfo)


def test_names_that_were_put_right_or_taken_out_since_are_masked_in_what_was_written_before(
    school: School,
) -> None:
    request = with_request(school)
    session = school.session
    with session.reading() as work:
        note, other = work.find(Note)[0], next(p for p in work.find(Pupil) if p.forename == "Zoë")
    brian = Contact("", request.pupil_id, "Quill", "Brian", "STP", mobile="0117 4960999")
    kept, _ = records.keep(session, brian)
    records.remove(session, Contact, kept.id, "moved out")
    records.keep(session, replace(other, surname="Thrale"))
    use = NameUse("", other.id, next(iter(Audience)), "Robin", "Vane")
    use, _ = records.keep(session, use)
    records.remove(session, NameUse, use.id, "no longer")
    said = "Brian Quill (0117 4960999), Robin, Zoë Lark and Zoë Thrale were there; Aoife was not."
    records.keep(session, replace(note, text=said), "put right")
    text = requests.draft_copy(session, school.adapters.press, request.id, WORDS).text
    assert "[name] ([name]), [name], [name] and [name] were there; Aoife was not." in text


def _streams(pdf: bytes) -> list[bytes]:
    found = []
    for raw in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(raw))
        except zlib.error:
            continue
    return found


def test_what_is_about_others_waits_for_a_decision_and_never_slips_in(school: School) -> None:
    request = with_request(school)
    view = read(school, request)
    undecided = {one.kind for one in view.entries if one.is_undecided}
    assert undecided == {"Contact"}
    assert {"Pupil", "Case", "Concern", "Note", "NextStep"} <= {one.kind for one in view.entries}
    copy = requests.draft_copy(school.session, school.adapters.press, request.id, WORDS)
    assert "3 Mill Rise" in copy.text
    assert "lives_with_pupil" not in copy.text
    assert set(view.lacks) == {"undecided", "second-look"}


def test_earlier_wordings_are_held_too(school: School) -> None:
    request = with_request(school)
    with school.session.reading() as work:
        note = work.find(Note)[0]
    records.keep(school.session, replace(note, text="Waits for nobody."), "put right")
    entry = next(one.entry for one in read(school, request).entries if one.kind == "Note")
    assert [label for label, _ in entry.lines][-1] == "text (wording 1)"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({}, "exemption"),
        ({"exemption": Exemption.SERIOUS_HARM}, "opinion_by"),
        ({"exemption": Exemption.SERIOUS_HARM, "pupil_has_seen": True}, "exemption"),
        (
            {
                "exemption": Exemption.SERIOUS_HARM,
                "opinion_by": "Dr Ashby",
                "opinion_on": date(2026, 5, 1),
            },
            "opinion_on",
        ),
    ],
)
def test_what_is_left_out_has_a_reason_of_the_law(
    school: School, more: dict[str, object], field: str
) -> None:
    request = with_request(school)
    entry = RequestEntry("", request.id, "Note", "note", EntryAnswer.EXEMPT)
    with pytest.raises(FieldRefused) as refused:
        records.keep(school.session, replace(entry, **more))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_copy_that_was_made_before_a_decision_does_not_leave_after_it(school: School) -> None:
    request = with_request(school)
    decide_all(school, request)
    looked_through(school, request)
    session = school.session
    old = requests.draft_copy(session, school.adapters.press, request.id, WORDS)
    assert "wait for her" in old.text
    note = next(one for one in read(school, request).entries if one.kind == "Note")
    kept_back = RequestEntry("", request.id, "Note", note.record_id, EntryAnswer.EXEMPT)
    records.keep(session, replace(kept_back, exemption=Exemption.IN_CONFIDENCE))
    second_look.looked_again(session, request.id)
    how = Released(school.clock.today(), Channel.IN_PERSON, "The pupil")
    with pytest.raises(NotAllowed, match="copy-changed"):
        requests.release_copy(session, request.id, old, how, WORDS)
    new = requests.draft_copy(session, school.adapters.press, request.id, WORDS)
    assert "wait for her" not in new.text
    school.clock.forward(1)
    requests.release_copy(session, request.id, new, how, WORDS)


def test_health_data_leaves_only_known_to_the_pupil_or_judged_harmless(school: School) -> None:
    request = looked_through(school, with_request(school))
    session, today = school.session, school.clock.today()
    decision = read(school, request).health
    assert decision is not None
    records.remove(session, RequestEntry, decision.id, "not so")
    decide_all(school, request)
    second_look.looked_again(session, request.id)
    assert read(school, request).lacks == ("health",)
    for untold in ({}, {"opinion_by": "Dr Ashby"}, {"opinion_on": today}):
        with pytest.raises(FieldRefused):
            records.keep(session, whole(request, **untold))
    old = {"opinion_by": "Dr Ashby", "opinion_on": date(2026, 5, 22)}
    with pytest.raises(FieldRefused, match="opinion-missing"):
        records.keep(session, whole(request, **old))
    kept, _ = records.keep(session, whole(request, **old | {"opinion_on": date(2026, 5, 23)}))
    assert read(school, request).lacks == ("looked-too-early",)
    second_look.looked_again(session, request.id)
    copy = requests.draft_copy(session, school.adapters.press, request.id, WORDS)
    assert copy.lacks == ()
    school.clock.forward(1)  # the opinion is older than six months now
    how = Released(school.clock.today(), Channel.IN_PERSON, "The pupil")
    with pytest.raises(NotAllowed, match="copy-not-ready"):
        requests.release_copy(session, request.id, copy, how, WORDS)
    records.remove(session, RequestEntry, kept.id, "too old")
    for one in read(school, request).entries:
        if one.is_included and one.is_health:  # each by itself will do as well
            known = RequestEntry("", request.id, one.kind, one.record_id, EntryAnswer.INCLUDE)
            records.keep(session, replace(known, pupil_has_seen=True))
    assert read(school, request).lacks == ("looked-too-early",)


def test_it_leaves_after_a_second_look_by_somebody_else(school: School) -> None:
    request = with_request(school)
    decide_all(school, request)
    press, session = school.adapters.press, school.session
    how = Released(school.clock.today(), Channel.IN_PERSON, "The pupil")
    early = requests.draft_copy(session, press, request.id, WORDS)
    with pytest.raises(NotAllowed) as refused:
        requests.release_copy(session, request.id, early, how, WORDS)
    assert refused.value.code == "copy-not-ready"
    own = replace(request, second_look_by=school.lead.id, second_look_on=school.clock.today())
    kept, _ = records.keep(session, own)
    assert set(read(school, kept).lacks) == {"second-person"}
    looked_through(school, kept)
    copy = requests.draft_copy(session, press, request.id, WORDS)
    release, _ = requests.release_copy(session, request.id, copy, how, WORDS)
    assert release.counts == copy.counts
    with session.reading() as work:
        assert work.get(DataRequest, request.id).closed_on == school.clock.today()
        (event,) = work.history(limit=1)
        assert (event.action, event.subject_id) == (Action.DATA_RELEASED, request.pupil_id)


def test_whoever_had_the_second_look_confirms_it_with_their_own_passphrase(school: School) -> None:
    session, typed = school.session, "nine slow otters under a bridge"
    request = with_request(school)
    decide_all(school, request)
    with pytest.raises(NotAllowed, match="no-passphrase"):
        second_look.confirm_look(session, request.id, school.deputy.id, typed)
    keyholders.add_keyholder(session, school.deputy.id, typed)
    assert [one.id for one in read(school, request).lookers] == [school.deputy.id]
    for staff_id, words, refused in (
        (school.lead.id, PASSPHRASE, NotAllowed("second-look-own")),
        (school.deputy.id, PASSPHRASE, NotAllowed("second-look-other")),
        (school.deputy.id, "nine slow otters", WrongPassphrase()),
    ):
        with pytest.raises(type(refused)) as told:
            second_look.confirm_look(session, request.id, staff_id, words)
        assert str(told.value) == str(refused)
    assert read(school, request).look is None
    wrong = [one.action for one in unlocking.history(session)].count(Action.UNLOCK_FAILED)
    assert wrong == 2, "what was somebody else’s counts too"
    second_look.confirm_look(session, request.id, school.deputy.id, typed)
    view = read(school, request)
    assert view.lacks == ()
    assert view.look is not None
    assert view.look.is_confirmed
    told_by = next(e for e in unlocking.history(session) if e.action is Action.SECOND_LOOK)
    assert told_by.actor_id == school.deputy.id
    assert session.actor_id == school.lead.id
    copy = requests.draft_copy(session, school.adapters.press, request.id, WORDS)
    assert "confirmed that with a passphrase of their own" in " ".join(copy.text.split())
    note = Note("", _case_id(school), school.clock.today(), NoteKind.FACT, "Written since.")
    records.keep(session, note)
    assert set(read(school, request).lacks) == {"looked-too-early"}, "nobody else saw it"
    second_look.looked_again(session, request.id)
    again = read(school, request).look
    assert again is not None
    assert not again.is_confirmed, "this time somebody else says so"
    copy = requests.draft_copy(session, school.adapters.press, request.id, WORDS)
    assert copy.counts[-1] == "second look named, not confirmed"
    assert "did not confirm that themselves" in " ".join(copy.text.split())
    how = Released(school.clock.today(), Channel.IN_PERSON, "The pupil")
    requests.release_copy(session, request.id, copy, how, WORDS)
    left = unlocking.history(session)[0]
    assert dict(left.detail)["look"] == "named"


def test_a_reason_in_the_same_words_confirms_nothing(school: School) -> None:
    request = with_request(school)
    look = {"second_look_by": school.deputy.id, "second_look_on": school.clock.today()}
    records.keep(school.session, replace(request, **look), second_look.CONFIRMED)  # type: ignore[arg-type]
    found = read(school, request).look
    assert found is not None
    assert not found.is_confirmed


def test_a_lock_while_it_is_confirmed_writes_nothing_down(school: School) -> None:
    request = with_request(school)
    typed = "nine slow otters under a bridge"
    keyholders.add_keyholder(school.session, school.deputy.id, typed)
    ways = school.session.store.ways
    checked = ways.check_passphrase

    def locks(passphrase: str, user: str = "") -> bool:
        found = checked(passphrase, user)
        unlocking.lock(school.session)
        return found

    ways.check_passphrase = locks  # type: ignore[method-assign]
    with pytest.raises(StoreLocked):
        second_look.confirm_look(school.session, request.id, school.deputy.id, typed)
    school.session = unlocking.unlock(
        school.adapters.stores, school.clock, school.adapters.ids, school.folder, PASSPHRASE
    )
    assert read(school, request).look is None


def _case_id(school: School) -> str:
    with school.session.reading() as work:
        return work.find(Case)[0].id


def test_what_is_decided_after_the_second_look_is_looked_at_again(school: School) -> None:
    request = looked_through(school, with_request(school))
    decide_all(school, request)  # minutes later, on the same day
    assert set(read(school, request).lacks) == {"looked-too-early"}
    second_look.looked_again(school.session, request.id)
    assert read(school, request).lacks == ()
    request = read(school, request).line.request
    records.keep(school.session, replace(request, shown_names=("Amina O'Connor",)))
    assert set(read(school, request).lacks) == {"looked-too-early"}
    school.clock.forward(1)
    second_look.looked_again(school.session, request.id)
    assert read(school, request).lacks == ()
    deputy = replace(school.session, actor_id=school.deputy.id)
    with pytest.raises(NotAllowed, match="second-look-missing"):
        second_look.looked_again(deputy, request.id)


def test_a_copy_that_would_lack_what_is_kept_to_others_does_not_leave(school: School) -> None:
    request = with_request(school)
    with school.session.reading() as work:
        note = work.find(Note)[0]
    restricting.restrict(school.session, "Note", note.id)
    assert "restricted" not in read(school, request).lacks
    deputy = replace(school, session=replace(school.session, actor_id=school.deputy.id))
    view = read(deputy, request)
    assert "restricted" in view.lacks
    assert "Note" not in {one.kind for one in view.entries}


def test_who_asks_for_another_shows_authority_and_the_pupil_is_heard(school: School) -> None:
    request = with_request(
        school, standing=Requester.PARENT_WITHOUT_RESPONSIBILITY, identity_on=None
    )
    assert {"identity", "authority", "pupil-view"} <= set(read(school, request).lacks)
    told = replace(request, standing=Requester.PARENT, pupil_view="Agrees, in her own words.")
    records.keep(school.session, told)
    assert not {"authority", "pupil-view"} & set(read(school, request).lacks)


def test_only_some_schools_owe_the_educational_record(school: School) -> None:
    with_request(school, kind=RequestKind.EDUCATIONAL_RECORD, standing=Requester.PARENT)
    profile = read_school(school.session)
    assert profile is not None
    for kind, has_right in (
        (Establishment.ACADEMY, False),
        (Establishment.COMMUNITY, True),
        (Establishment.NON_MAINTAINED_SPECIAL, True),
    ):
        save_school(school.session, replace(profile, establishment=kind))
        assert requests.list_requests(school.session)[0].has_right is has_right


def test_the_pupil_goes_with_the_request(school: School) -> None:
    request = with_request(school)
    with school.session.writing() as work:
        assert work.erase(Pupil, request.pupil_id)["DataRequest"] == 1
        work.log(Action.RECORDS_DISPOSED)
        work.commit()


OTHERS = [one for one in RequestKind if not one.asks_for_copy]


def test_what_asks_for_more_than_a_copy_has_a_month_and_ends_with_a_decision(
    school: School,
) -> None:
    pupil, today, press = school.pupil(), school.clock.today(), school.adapters.press
    for kind in OTHERS:
        asked = DataRequest("", pupil.id, "Her mother", Requester.PARENT, today, kind)
        request, _ = records.keep(school.session, asked)
        view = read(school, request)
        assert view.lacks == ()
        assert view.line.answer_by == date(2026, 12, 23)
        with pytest.raises(NotAllowed, match="no-copy-asked"):
            requests.draft_copy(school.session, press, request.id, WORDS)
        with pytest.raises(FieldRefused) as refused:
            records.keep(school.session, replace(request, closed_on=today))
        assert (refused.value.field, refused.value.code) == ("closing_words", "required")
    school.clock.forward(20)
    reasons = [one for line in read_today(school.session).lines for one in line.reasons]
    assert sum(one.why is Why.REQUEST_DUE for one in reasons) == len(OTHERS)
    for line in requests.list_requests(school.session):
        done = replace(line.request, closed_on=today, closing_words="Put right; her mother told.")
        records.keep(school.session, done)
    reasons = [one for line in read_today(school.session).lines for one in line.reasons]
    assert not any(one.why is Why.REQUEST_DUE for one in reasons)
