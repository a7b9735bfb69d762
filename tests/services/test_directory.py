"""Services that end, doubles that become one; nothing that pointed to them is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mhlead.domain.codes import CriterionKind, ReferralState, ServiceKind
from mhlead.domain.errors import NotAllowed
from mhlead.domain.records import (
    Consent,
    Counterpart,
    Criterion,
    Referral,
    ReferralEvent,
    Service,
)
from mhlead.domain.today_views import Why
from mhlead.services import directory, records, referral_holding
from mhlead.services.today import EVERYBODY, read_today
from tests.builders import School


def other(school: School, **more: object) -> Service:
    plain = Service("", ServiceKind.CAMHS_TEAM, "Northmoor Camhs", telephone="01632 960799")
    return records.keep(school.session, replace(plain, **more))[0]  # type: ignore[arg-type]


def test_an_ended_service_leaves_its_referrals_to_be_confirmed_by_its_successor(
    school: School,
) -> None:
    referral = school.referral()
    today = school.clock.today()
    with pytest.raises(NotAllowed) as refusal:
        directory.end_service(school.session, school.service.id, today, None)
    assert refusal.value.code == "service-in-use"
    after = other(school, name="Northmoor Young Minds Team")
    directory.end_service(school.session, school.service.id, today, after.id)

    def stands() -> bool:
        lines = read_today(school.session, EVERYBODY).lines
        return any(reason.why is Why.SERVICE_ENDED for line in lines for reason in line.reasons)

    assert stands()
    referral_holding.hold_by_successor(school.session, referral.id, after.id)
    assert not stands()
    with school.session.reading() as work:
        held = work.get(Referral, referral.id)
        events = work.find(ReferralEvent, referral_id=referral.id)
    assert (held.service_id, held.state) == (after.id, ReferralState.DRAFT)
    assert events[-1].from_state is events[-1].to_state


def test_doubles_are_found_by_name_telephone_or_mailbox(school: School) -> None:
    same = other(school)
    other(school, name="Harbour", telephone="01632 960540")
    found = directory.possible_doubles(school.session, school.service.id)
    assert [one.id for one in found] == [same.id]


def test_two_entries_become_one_and_nothing_is_lost(school: School) -> None:
    referral = school.referral()
    kept = other(school)
    old = school.service
    records.keep(school.session, Counterpart("", old.id, "Mr Bello"))
    records.keep(school.session, Criterion("", old.id, CriterionKind.OTHER, "Ring first"))
    preview = directory.preview_merge(school.session, old.id)
    assert (preview.people, preview.rules, preview.referrals) == (1, 1, 1)
    merged, _ = directory.merge_services(school.session, kept.id, old.id)
    assert merged.team == old.team  # what it lacked and the other knew
    assert merged.telephone == kept.telephone
    with school.session.reading() as work:
        assert work.count(Counterpart, service_id=kept.id) == 1
        assert work.count(Criterion, service_id=kept.id) == 1
        assert work.get(Referral, referral.id).service_id == kept.id
        assert {c.service_id for c in work.find(Consent)} == {kept.id}
        gone = work.get(Service, old.id)
        assert (gone.merged_into_id, gone.ended_on) == (kept.id, school.clock.today())
        assert len(work.versions(Service, old.id)) == 2
    with pytest.raises(NotAllowed):
        directory.merge_services(school.session, kept.id, old.id)
