"""A school ready for work on a real, encrypted store, for tests of what people do."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from mhlead.domain.changes import Changes
from mhlead.domain.codes import (
    Channel,
    ConsentAnswer,
    ConsentTopic,
    ServiceKind,
    StaffRole,
    Standing,
    StepKind,
    Urgency,
)
from mhlead.domain.letter_order import LetterOrder
from mhlead.domain.records import (
    Case,
    Concern,
    Consent,
    Contact,
    Pupil,
    Referral,
    RiskEntry,
    SchoolProfile,
    Service,
    StaffMember,
    SupportAction,
)
from mhlead.domain.views import IssuedLetter
from mhlead.services import cases, pupils, records, referrals, school, unlocking
from mhlead.services.adapters import Adapters, RandomIds
from mhlead.services.cases import StepPlan
from mhlead.services.clock_trust import confirm_clock
from mhlead.services.letters import issuing
from mhlead.services.letters.issuing import DraftLetter
from mhlead.services.session import Session
from mhlead.storage.stores import EncryptedStores
from mhlead.vault.passphrase import FLOOR_COST

PASSPHRASE = "seven quiet herons over the marsh"
MONDAY = date(2026, 11, 23)


@dataclass
class TestClock:
    """A clock that stands until it is moved."""

    __test__ = False
    on: date = MONDAY
    minutes: int = 0

    def today(self) -> date:
        return self.on

    def now(self) -> datetime:
        self.minutes += 1
        start = datetime.combine(self.on, datetime.min.time(), UTC)
        return start + timedelta(hours=9, minutes=self.minutes)

    def forward(self, days: int) -> None:
        self.on += timedelta(days=days)


@dataclass
class School:
    """An unlocked store with a school, a lead, a deputy and a service in it."""

    session: Session
    clock: TestClock
    adapters: Adapters
    lead: StaffMember
    deputy: StaffMember
    service: Service
    pupils: list[Pupil] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return self.session.store.folder

    def pupil(self, forename: str = "Aoife", surname: str = "O'Connor", **more: object) -> Pupil:
        new = Pupil(
            id="",
            surname=surname,
            forename=forename,
            born_on=date(2012, 10, 4),
            year_group="9",
            form="9K",
            address=("3 Mill Rise", "Fernbrook"),
            postcode="SG98 1AB",
        )
        contact = Contact(
            id="",
            pupil_id="",
            surname=surname,
            forename="Amina",
            relationship="PAM",
            has_parental_responsibility=True,
            lives_with_pupil=True,
            mobile="07700 900001",
        )
        kept, _ = pupils.add_pupil(self.session, replace(new, **more), [contact])  # type: ignore[arg-type]
        self.pupils.append(kept)
        return kept

    def concern(self, **more: object) -> Concern:
        plain = Concern(
            id="",
            case_id="",
            noticed_on=self.clock.today(),
            raised_by="Ms Begum, form tutor",
            primary_need="05",
            seen="Left two lessons early this week, visibly tearful.",
            pupil_words="I can't see the point of next year.",
        )
        return replace(plain, **more)  # type: ignore[arg-type]

    def step(self, days: int = 7, kind: StepKind = StepKind.SEE_PUPIL) -> StepPlan:
        due = self.clock.today() + timedelta(days=days)
        return StepPlan(kind, "Talk after lunch", due, self.lead.id)

    def case(self, pupil: Pupil | None = None) -> Case:
        of = pupil or self.pupil()
        case, _ = cases.open_case(self.session, of.id, self.concern(), self.lead.id, self.step())
        return case

    def referral(self, case: Case | None = None, *, is_complete: bool = True) -> Referral:
        of = case or self.case()
        referral, _ = referrals.start_referral(self.session, of.id, self.service.id)
        return self.completed(referral, of) if is_complete else referral

    def completed(self, referral: Referral, case: Case) -> Referral:
        """The referral with everything its letter needs."""
        today = self.clock.today()
        keep = lambda record: records.keep(self.session, record)  # noqa: E731
        keep(
            Consent(
                id="",
                case_id=case.id,
                topic=ConsentTopic.REFER,
                answer=ConsentAnswer.AGREED,
                service_id=self.service.id,
                by_pupil=True,
                standing=Standing.COMPETENT_UNDER_16,
                how=Channel.IN_PERSON,
                given_on=today,
                taken_by="Ms Marsh",
                competence_judged_by="Ms Marsh",
                competence_reason="Said in their own words what a referral is.",
            )
        )
        keep(
            RiskEntry(
                id="",
                case_id=case.id,
                said_or_seen="Said: I wish I would not wake up.",
                happened_on=today,
                whose_words="Own words",
                asked_by="Ms Marsh",
                asked_on=today,
                keeps_safe="A grandmother, and choir on Thursdays.",
            )
        )
        keep(
            SupportAction(
                id="",
                case_id=case.id,
                what="Six sessions with the school counsellor",
                from_on=today - timedelta(days=60),
                to_on=today - timedelta(days=5),
                by_whom="Mr Hall",
                result="Sleeps better, still leaves lessons.",
            )
        )
        changed, _ = referrals.change_referral(
            self.session,
            referral,
            replace(
                referral,
                urgency=Urgency.ROUTINE,
                asks="Please assess and advise.",
                meanwhile="A daily check-in with the tutor.",
                last_seen_on=today,
            ),
        )
        return changed

    def draft(self, referral_id: str, **more: Any) -> DraftLetter:
        """The letter as it stands; more as for `LetterOrder`."""
        return issuing.draft_letter(
            self.session, self.adapters.press, LetterOrder(referral_id, **more)
        )

    def issue(self, referral_id: str, **more: Any) -> tuple[IssuedLetter, Changes]:
        """The letter, issued; more as for `LetterOrder`."""
        return issuing.issue_letter(
            self.session, self.adapters.press, LetterOrder(referral_id, **more)
        )

    def come_to(self, day: date) -> None:
        """The clock stands at a day years ahead, and somebody says that the date is right."""
        self.clock.on = day
        confirm_clock(self.session)

    def reopened(self) -> Session:
        """Locks and unlocks: what is there now is what is on the disk."""
        unlocking.lock(self.session)
        self.session = unlocking.unlock(
            self.adapters.stores, self.clock, self.adapters.ids, self.folder, PASSPHRASE
        )
        return self.session


def make_test_adapters(folder: Path, clock: TestClock) -> Adapters:
    """Real adapters, with the cheapest key derivation that a store accepts."""
    from mhlead.lazy_letters import LazyLocker, LazyOwnForms, LazyPress
    from mhlead.lazy_releases import LazyGuard, LazySummaryForms
    from mhlead.main import (
        LazyDirectoryFiles,
        LazyPoolTools,
        LazyProtector,
        LazyPupilFiles,
        LazySlipFiles,
        LazyTableFiles,
    )

    return Adapters(
        stores=EncryptedStores(clock.now, FLOOR_COST, machine=folder / "config"),
        press=LazyPress(),
        pupil_files=LazyPupilFiles(clock),
        directory_files=LazyDirectoryFiles(clock),
        slip_files=LazySlipFiles(),
        locker=LazyLocker(),
        reply_files=LazySlipFiles(),
        own_forms=LazyOwnForms(),
        table_files=LazyTableFiles(),
        protector=LazyProtector(),
        pool=LazyPoolTools(),
        guard=LazyGuard(),
        summary_forms=LazySummaryForms(LazyPress()),
        clock=clock,
        ids=RandomIds(),
        settings_file=folder / "config" / "settings.json",
        default_store=folder / "store",
    )


@dataclass(frozen=True)
class _First:
    """The first school of a day that was made in this process: its files, and what made them."""

    files: dict[str, bytes]
    minutes: int
    lead: StaffMember
    deputy: StaffMember
    service: Service


_FIRST: dict[date, _First] = {}


def make_school(folder: Path, on: date = MONDAY) -> School:
    """A store in `folder/store` with a school in it, unlocked.

    The first of a day is made as a lead makes it; later ones are its files, opened anew, with the
    same history in a third of the time.
    """
    if on not in _FIRST:
        made = make_new_school(folder, on)
        made.session.store.close()
        kept = {one.name: one.read_bytes() for one in made.folder.iterdir() if one.name != "lock"}
        _FIRST[on] = _First(kept, made.clock.minutes, made.lead, made.deputy, made.service)
        shutil.rmtree(made.folder)
    first = _FIRST[on]
    clock = TestClock(on, first.minutes)
    adapters = make_test_adapters(folder, clock)
    (folder / "store").mkdir(parents=True, mode=0o700)
    for name, data in first.files.items():
        (folder / "store" / name).write_bytes(data)
    store = adapters.stores.open(folder / "store", PASSPHRASE)
    clock.minutes = first.minutes
    session = Session(store, clock, adapters.ids, first.lead.id)
    return School(session, clock, adapters, first.lead, first.deputy, first.service)


def make_new_school(folder: Path, on: date = MONDAY) -> School:
    """A store of its own identifier and key, as no other that was made in this process."""
    clock = TestClock(on)
    adapters = make_test_adapters(folder, clock)
    lead = StaffMember(
        id="",
        name="Jo Marsh",
        job_title="Senior mental health lead",
        roles=(StaffRole.LEAD,),
        telephone="01632 960121",
        email="j.marsh@fernbrook.example",
    )
    session = unlocking.make_store(
        adapters.stores, clock, adapters.ids, folder / "store", PASSPHRASE, lead
    )
    school.save_school(
        session,
        SchoolProfile(
            id="school",
            name="Fernbrook Academy",
            address=("Meadow Lane", "Fernbrook"),
            postcode="SG98 1AA",
            telephone="01632 960118",
            reference_prefix="FBA",
        ),
    )
    deputy, _ = school.save_staff(
        session,
        StaffMember(id="", name="Ravi Hall", job_title="Deputy", roles=(StaffRole.DEPUTY_LEAD,)),
    )
    service, _ = records.keep(
        session,
        Service(
            id="",
            kind=ServiceKind.SINGLE_POINT_OF_ACCESS,
            name="Northmoor CAMHS",
            team="Single Point of Access",
            address=("Willow House", "Northmoor"),
            postcode="NM1 2AB",
            telephone="01632 960733",
            checked_on=on,
        ),
    )
    with session.reading() as work:
        first = work.get(StaffMember, session.actor_id)
    return School(session, clock, adapters, first, deputy, service)
