"""The sixty judged pupils as real records: each is written down through the services."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from mhlead.domain.codes import (
    ConsentAnswer,
    ConsentTopic,
    CriterionKind,
    Elsewhere,
    FactAnswer,
    OrderKind,
    Setting,
    Standing,
    StepKind,
    SupportKind,
    Urgency,
)
from mhlead.domain.criteria import CriteriaFacts
from mhlead.domain.records import (
    Concern,
    Consent,
    Contact,
    CourtOrder,
    Criterion,
    Professional,
    Pupil,
    Referral,
    RiskEntry,
    SafeContact,
    SchoolProfile,
    StaffMember,
    SupportAction,
    Withholding,
)
from mhlead.main import LazyDirectoryFiles
from mhlead.resources import resource_bytes
from mhlead.services import (
    cases,
    criteria,
    directory,
    directory_file,
    pupils,
    records,
    referrals,
    school,
    unlocking,
)
from mhlead.services.cases import StepPlan
from mhlead.services.letters.facts import gather
from mhlead.services.letters.sources import read_sources
from mhlead.services.referral_care import read_care
from mhlead.services.session import Session
from tests.builders import PASSPHRASE, TestClock, make_test_adapters

CASES = json.loads(
    (Path(__file__).resolve().parents[1] / "data" / "criteria_cases.json").read_text("utf-8")
)
ON = date.fromisoformat(CASES["on"])
SILENT = "does-not-apply"
_STANDINGS = {
    "parental-responsibility": Standing.PARENTAL_RESPONSIBILITY,
    "local-authority": Standing.LOCAL_AUTHORITY,
    "pupil": Standing.OWN_16_PLUS,
    "competent-pupil": Standing.COMPETENT_UNDER_16,
    "carer": Standing.VIEW_ONLY,
}
_OWN = {"pupil", "competent-pupil"}
_ELSEWHERE = {True: Elsewhere.YES, False: Elsewhere.NO, None: Elsewhere.NOT_KNOWN}


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def shipped_rules() -> dict[str, dict[str, Criterion]]:
    """The criteria of each shipped service by the names the cases use, reply times left out."""
    files = LazyDirectoryFiles(TestClock(ON))
    found: dict[str, dict[str, Criterion]] = {}
    for entry in files.read_bytes(resource_bytes("directory/examples.json")).entries:
        own = [rule for rule in entry.rules if rule.kind is not CriterionKind.REPLY_TIME]
        many = Counter(rule.kind for rule in own)
        at: Counter[CriterionKind] = Counter()
        named = found.setdefault(entry.service.name, {})
        for rule in own:
            name = rule.kind.value
            named[f"{name}:{at[rule.kind]}" if many[rule.kind] > 1 else name] = rule
            at[rule.kind] += 1
    return found


@dataclass(frozen=True)
class Judged:
    """What the store says of one pupil.

    Attributes:
        results: By the name of each rule what the page of the referral shows.
        facts: What the criteria were judged from.
    """

    results: dict[str, str]
    facts: CriteriaFacts


def judge_all(folder: Path) -> dict[str, Judged]:
    """Every pupil written into one store, each judged as the referral's page judges it."""
    adapters = make_test_adapters(folder, TestClock(ON))
    lead = StaffMember("", "Jo Marsh", "Lead")
    session = unlocking.make_store(
        adapters.stores, adapters.clock, adapters.ids, folder / "store", PASSPHRASE, lead
    )
    try:
        plan = directory_file.preview_examples(session, adapters.directory_files)
        directory_file.take_in(session, plan, {offer.key for offer in plan.offers})
        # A store without a profile knows no school: that pupil comes first.
        order = sorted(CASES["cases"], key=lambda case: bool(case["pupil"]["school"]))
        return {case["id"]: _Writer(session, case).judged() for case in order}
    finally:
        session.store.close()


class _Writer:
    """Writes one pupil down as somebody in the school would."""

    def __init__(self, session: Session, case: dict[str, Any]) -> None:
        self._session, self._case, self._told = session, case, case["pupil"]
        views = school.list_services(session)
        self._service_id = next(
            view.service.id for view in views if view.service.name.endswith(case["service"])
        )

    def judged(self) -> Judged:
        if self._told["school"]:
            school.save_school(self._session, SchoolProfile("school", self._told["school"]))
        self._pupil()
        self._family()
        self._open()
        self._risk()
        for told in self._told["consents"]:
            self._consent(told)
        referral = self._refer()
        check = read_care(self._session, referral.id).check
        assert check is not None
        said = {result.criterion.says: result.met.value for result in check.results}
        by_name = self._rules()
        assert set(said) <= {rule.says for rule in by_name.values()}
        results = {name: said.get(rule.says, SILENT) for name, rule in by_name.items()}
        with self._session.reading() as work:
            sources = read_sources(work, referral, ON)
            return Judged(results, criteria.criteria_facts(work, sources, gather(sources)))

    def _keep(self, record: Any) -> Any:
        return records.keep(self._session, record)[0]

    def _rules(self) -> dict[str, Criterion]:
        """The rules in the store by the names the cases use."""
        held = {(r.kind, r.says): r for r in directory.rules_of(self._session, self._service_id)}
        named = shipped_rules()[self._case["service"]]
        return {name: held[rule.kind, rule.says] for name, rule in named.items()}

    def _pupil(self) -> None:
        new = Pupil("", "Judged", self._case["id"], born_on=day(self._told["born_on"]))
        self._of, _ = pupils.add_pupil(
            self._session, replace(new, postcode=self._told["postcode"]), []
        )

    def _family(self) -> None:
        facts, pupil_id = self._told["facts"], self._of.id
        if self._told["practice"]:
            gp = Professional("", pupil_id, "GP", organisation=self._told["practice"], is_gp=True)
            self._keep(gp)
        if "safe contact" in facts:
            self._keep(SafeContact("", pupil_id, "The pupil", value="07700 900001"))
        if "parental responsibility" in facts:
            self._person("Holder", holds=True)

    def _person(self, surname: str, *, holds: bool | None) -> Contact:
        known: Contact = self._keep(
            Contact("", self._of.id, surname, has_parental_responsibility=holds)
        )
        return known

    def _open(self) -> None:
        told = self._told
        needs = told["needs"] or ["05"]
        elsewhere = {"community": Setting.ELSEWHERE.value}
        concern = Concern(
            id="",
            case_id="",
            noticed_on=ON,
            raised_by="Tutor",
            primary_need=needs[0],
            seen="What was seen.",
            other_needs=tuple(needs[1:]),
            since_on=day(told["since_on"]),
            settings=tuple(dict.fromkeys(Setting(elsewhere.get(s, s)) for s in told["settings"])),
            pupil_hopes="To sleep." if "pupil hopes" in told["facts"] else "",
        )
        step = StepPlan(StepKind.SEE_PUPIL, "Talk", ON, self._session.actor_id)
        actor = self._session.actor_id
        self._open_case, _ = cases.open_case(self._session, self._of.id, concern, actor, step)
        if not told["needs"]:
            # No concern is without a need; this service is not to be told which one.
            with self._session.reading() as work:
                kept = work.find(Concern, case_id=self._open_case.id)[0]
            self._withhold("Concern", kept.id, "primary_need")
        for one in told["support"]:
            help_given = SupportAction(
                "", self._open_case.id, "Help", day(one["from_on"]) or ON, day(one["to_on"])
            )
            self._keep(replace(help_given, kind=SupportKind(one["kind"])))

    def _withhold(self, kind: str, record_id: str, field: str) -> None:
        held = Withholding("", self._of.id, kind, record_id, field, service_id=self._service_id)
        self._keep(held)

    def _risk(self) -> None:
        told, facts = self._told, self._told["facts"]
        spoke = told["spoke_to_service"]
        if spoke is None and not {"risk", "keeps safe"} & set(facts):
            return
        entry = RiskEntry(
            "",
            self._open_case.id,
            "Said something.",
            ON,
            keeps_safe="Her dog." if "keeps safe" in facts else "",
            spoke_to_service=spoke,
            spoke_to="Duty worker" if spoke else "",
        )
        kept = self._keep(entry)
        if "risk" not in facts:
            # What was said is kept from this service: the letter says nothing of risk.
            self._withhold("RiskEntry", kept.id, "said_or_seen")

    def _consent(self, told: dict[str, Any]) -> None:
        who, answer = told["who"], ConsentAnswer(told["answer"])
        contact_id = None
        if who == "parental-responsibility":
            holds = "parental responsibility" in self._told["facts"] or None
            contact_id = self._person("Parent", holds=holds).id
        elif who == "carer":
            contact_id = self._person("Carer", holds=False).id
        elif who == "local-authority":
            contact_id = self._person("Northmoor Council", holds=False).id
            self._keep(CourtOrder("", self._of.id, OrderKind.CARE, "Care order"))
        is_given = answer in {ConsentAnswer.AGREED, ConsentAnswer.REFUSED}
        consent = Consent(
            id="",
            case_id=self._open_case.id,
            topic=ConsentTopic.REFER,
            answer=answer,
            service_id=self._service_id,
            by_pupil=who in _OWN,
            contact_id=contact_id,
            standing=_STANDINGS.get(who),
            given_on=day(told.get("given_on")) or (ON if is_given or who == "school" else None),
            expires_on=day(told.get("expires_on")),
            withdrawn_on=day(told.get("withdrawn_on")),
            competence_reason="Weighed it up" if who == "competent-pupil" else "",
            taken_by="Ms Marsh",
            competence_judged_by="Ms Marsh" if who == "competent-pupil" else "",
            ground="Serious harm" if who == "school" else "",
        )
        self._keep(consent)

    def _refer(self) -> Referral:
        told = self._told
        draft, _ = referrals.start_referral(self._session, self._open_case.id, self._service_id)
        words = replace(
            draft,
            urgency=Urgency(told["urgency"]),
            last_seen_on=day(told["last_seen_on"]),
            elsewhere=_ELSEWHERE[told["open_elsewhere"]],
        )
        changed, _ = referrals.change_referral(self._session, draft, words)
        for fact in told["answered"]:
            criteria.answer_fact(
                self._session, draft.id, fact, FactAnswer.DECLINED, asked="Her mother", asked_on=ON
            )
        return changed


def all_cases() -> Iterator[dict[str, Any]]:
    """The judged pupils in the order they were written."""
    yield from CASES["cases"]
