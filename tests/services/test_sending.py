"""Letters leave the school: to an address that is read back, locked or not, with one record."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta

import pikepdf
import pytest

from mhlead.domain.audit import Action
from mhlead.domain.codes import Arrival, Channel, LetterKind, ReferralState
from mhlead.domain.errors import FieldRefused, NotAllowed
from mhlead.domain.locked_copy import LockAdvice
from mhlead.domain.records import Contact, Delivery, FamilyCheck, Referral, Sending, Service
from mhlead.services import family_gate, pupils, records
from mhlead.services.delivery import see_delivery
from mhlead.services.letters import log as letter_log
from mhlead.services.letters.address import read_address
from mhlead.services.locked_copies import lock_letter
from mhlead.services.sending import Sent, read_sending, send_letter
from mhlead.vault.spoken_words import spoken_words
from tests.builders import School


def changed(school: School, **more: object) -> Service:
    kept, _ = records.keep(school.session, replace(school.service, **more))  # type: ignore[arg-type]
    return kept


def may_write(school: School, referral: Referral) -> Contact:
    """The mother, about whom the questions are answered."""
    with school.session.reading() as work:
        contact = work.find(Contact)[0]
    check = FamilyCheck("", referral.case_id, contact.id, school.clock.today(), reason="")
    told = replace(
        check,
        has_responsibility=True,
        is_subject_of_concern=False,
        order_forbids=False,
        pupil_asked_otherwise=False,
        address_confidential=False,
    )
    family_gate.answer_family_check(school.session, told)
    return contact


def sent(school: School, how: Channel = Channel.SECURE_MAIL, **more: object) -> Sent:
    today = school.clock.today()
    told = Sent(how, today, "Northmoor CAMHS", today + timedelta(days=9), "Ring them")
    return replace(told, **more)  # type: ignore[arg-type]


def state_of(school: School, referral: Referral) -> ReferralState:
    with school.session.reading() as work:
        return work.get(Referral, referral.id).state


@pytest.mark.parametrize(
    ("has_secure_mail", "takes_locked_files", "advice"),
    [
        (None, False, LockAdvice.REFUSED),
        (True, False, LockAdvice.REFUSED),
        (True, None, LockAdvice.NOT_NEEDED),
        (True, True, LockAdvice.NOT_NEEDED),
        (False, True, LockAdvice.FITS),
        (None, None, LockAdvice.ASK_FIRST),
    ],
)
def test_a_locked_copy_is_advised_by_the_directory(
    school: School,
    has_secure_mail: bool | None,
    takes_locked_files: bool | None,
    advice: LockAdvice,
) -> None:
    changed(school, has_secure_mail=has_secure_mail, takes_locked_files=takes_locked_files)
    letter = school.issue(school.referral().id)[0].letter
    assert read_address(school.session, letter.id).advice is advice
    if advice is LockAdvice.REFUSED:
        with pytest.raises(NotAllowed) as refusal:
            lock_letter(school.session, school.adapters.locker, letter.id)
        assert refusal.value.code == "no-locked-files"
    else:
        copy = lock_letter(school.session, school.adapters.locker, letter.id)
        with pikepdf.open(io.BytesIO(copy.pdf), password=copy.passphrase) as opened:
            assert len(opened.pages) == letter.pages


def test_the_passphrase_is_nowhere_but_in_the_hand_of_who_asked(school: School) -> None:
    letter = school.issue(school.referral().id)[0].letter
    copy = lock_letter(school.session, school.adapters.locker, letter.id)
    letter_log.record_use(school.session, letter.id, Action.LETTER_SAVED_LOCKED)
    words = copy.passphrase.split(" ")
    assert set(words) <= set(spoken_words())
    assert not any(word in repr(copy) for word in words)
    with school.session.reading() as work:
        history = work.history()
        assert history[0].action is Action.LETTER_SAVED_LOCKED
        assert dict(history[0].detail) == {"letter": letter.id}
        assert not work.search.find_text(words[0])
    assert letter_log.read_letter(school.session, letter.id).pdf == letter.pdf


def test_the_role_mailbox_and_the_address_are_read_back_with_when_they_were_checked(
    school: School,
) -> None:
    letter = school.issue(school.referral().id)[0].letter
    changed(school, email="spa@northmoor.example", has_secure_mail=True)
    address = read_sending(school.session, letter.id).address
    assert address.to_whom == "Northmoor CAMHS, Single Point of Access"
    assert address.mailbox == "spa@northmoor.example"
    assert address.postal[-2:] == ("Northmoor", "NM1 2AB")
    assert address.checked_on == school.clock.today()
    changed(school, address=(), postcode="")
    assert read_address(school.session, letter.id).postal == ()
    school.clock.forward(200)
    assert read_sending(school.session, letter.id).address.is_stale


def test_a_letter_to_family_shows_that_person_s_own_address(school: School) -> None:
    referral = school.referral()
    contact = may_write(school, referral)
    form = school.issue(referral.id, kind=LetterKind.CONSENT_FORM, contact_id=contact.id)[0].letter
    address = read_address(school.session, form.id)
    assert address.to_whom == "Amina O'Connor"
    assert address.postal == ("Amina O'Connor", "3 Mill Rise", "Fernbrook", "SG98 1AB")
    assert not address.is_service
    records.keep(school.session, replace(contact, address=("1 Quay",), email="a@home.example"))
    moved = read_address(school.session, form.id)
    assert (moved.postal, moved.mailbox) == (("Amina O'Connor", "1 Quay"), "a@home.example")


def test_a_young_person_s_letter_is_handed_over_and_never_posted_home(school: School) -> None:
    referral = school.referral()
    with school.session.reading() as work:
        pupil = work.find(type(school.pupils[0]))[0]
    records.keep(school.session, replace(pupil, email="aoife@home.example"), "told")
    letter = school.issue(referral.id, kind=LetterKind.PUPIL_LETTER)[0].letter
    address = read_address(school.session, letter.id)
    assert (address.postal, address.mailbox) == ((), "")


def test_a_referral_goes_with_its_letter_in_one_record(school: School) -> None:
    referral = school.referral()
    letter = school.issue(referral.id)[0].letter
    assert read_sending(school.session, letter.id).look_again_on is not None
    send_letter(school.session, letter.id, sent(school))
    assert state_of(school, referral) is ReferralState.SENT
    [line] = letter_log.list_letters(school.session, referral.id)
    assert [(one.how, one.to_whom) for one in line.sendings] == [
        (Channel.SECURE_MAIL, "Northmoor CAMHS")
    ]


def test_a_refused_move_leaves_no_half_record(school: School) -> None:
    referral = school.referral()
    letter = school.issue(referral.id)[0].letter
    with pytest.raises(FieldRefused):
        send_letter(school.session, letter.id, sent(school, look_for=" "))
    with school.session.reading() as work:
        assert work.count(Sending) == 0
    assert state_of(school, referral) is ReferralState.DRAFT


def test_a_letter_that_asks_for_nothing_leaves_the_referral_where_it_stands(
    school: School,
) -> None:
    referral = school.referral()
    contact = may_write(school, referral)
    school.issue(referral.id)  # one that could be sent is there
    form = school.issue(referral.id, kind=LetterKind.CONSENT_FORM, contact_id=contact.id)[0].letter
    assert read_sending(school.session, form.id).look_again_on is None
    send_letter(school.session, form.id, sent(school, Channel.POST, look_again_on=None))
    assert state_of(school, referral) is ReferralState.DRAFT
    send_letter(school.session, school.issue(referral.id)[0].letter.id, sent(school))
    chase = school.issue(referral.id, kind=LetterKind.CHASE)[0].letter
    send_letter(school.session, chase.id, sent(school))
    assert state_of(school, referral) is ReferralState.SENT
    assert len(pupils.list_referrals(school.session)) == 1


def test_that_it_arrived_is_answered_later_and_can_be_put_right(school: School) -> None:
    referral = school.referral()
    letter = school.issue(referral.id)[0].letter
    send_letter(school.session, letter.id, sent(school))
    [sending] = letter_log.list_letters(school.session, referral.id)[0].sendings
    today = school.clock.today()
    answer = Delivery("", "", sending.id, today, Arrival.READ_RECEIPT)
    for day, code in ((today + timedelta(days=1), "in-future"), (date(2026, 1, 5), "before-start")):
        with pytest.raises(FieldRefused) as refusal:
            see_delivery(school.session, replace(answer, seen_on=day))
        assert refusal.value.code == code
    school.clock.forward(2)
    first, _ = see_delivery(school.session, answer)
    told = replace(answer, seen_on=school.clock.today(), how=Arrival.TOLD, words="Dr Ashby")
    second, changes = see_delivery(school.session, told)
    assert changes.touched
    assert second.id == first.id
    assert not see_delivery(school.session, told)[1].touched
    [line] = letter_log.list_letters(school.session, referral.id)
    assert line.deliveries == (second,)
    assert [one.record.how for one in records.wordings(school.session, Delivery, first.id)] == [
        Arrival.TOLD,
        Arrival.READ_RECEIPT,
    ]
    with school.session.reading() as work:
        assert [one.action for one in work.history()[:2]] == [Action.LETTER_DELIVERED] * 2
    # that it arrived is no answer of the service: the referral still waits for one
    assert state_of(school, referral) is ReferralState.SENT
