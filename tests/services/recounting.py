"""The same figures again, by plain loops over the raw records: shares no code with the services."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

CODES = Path(__file__).resolve().parents[2] / "resources" / "codes"
TAKEN_ON = {
    "agreed-at-meeting", "opt-in-asked", "waiting-for-assessment", "joint-assessment",
    "appointment-offered", "interim-group", "waiting-for-treatment", "in-treatment",
}  # fmt: skip
HANDED_ON = {"signposted", "referred-on", "advice-given", "adult-services"}
OVER = {
    "not-accepted", "discharged", "closed-before-seen", "withdrawn", "transferred",
    "adult-services", "advice-given", "pupil-died",
}  # fmt: skip


def table(name: str) -> dict[str, str]:
    """A list of the groups: code to group."""
    with (CODES / "summary-groups.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["value"] for row in csv.DictReader(file) if row["list"] == name}


def nhs_codes() -> dict[str, str]:
    with (CODES / "ethnicity-to-nhs.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["value"] for row in csv.DictReader(file)}


class Recount:
    """All records of a store, read once, by the names of their kinds."""

    def __init__(self, raw: dict[str, list[Any]], first: date, until: date) -> None:
        self.raw, self.first, self.until = raw, first, until
        self.good = [c for c in raw["Case"] if str(c.closing) != "opened-in-error"]
        self.case = {c.id: c for c in self.good}
        ids = {p.id for p in raw["Pupil"]}
        self.good = [c for c in self.good if c.pupil_id in ids]

    def within(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.until

    def days_of(self, pupil: Any) -> list[date]:
        return sorted(c.opened_on for c in self.good if c.pupil_id == pupil.id)

    def new(self) -> list[Any]:
        return [p for p in self.raw["Pupil"] if self.days_of(p) and self.within(self.days_of(p)[0])]

    def returned(self) -> int:
        return sum(any(map(self.within, self.days_of(p)[1:])) for p in self.raw["Pupil"])

    def open_at_end(self) -> int:
        held = {
            c.pupil_id for c in self.good if c.opened_on <= self.until < (c.closed_on or date.max)
        }
        return len(held)

    def reached(self) -> int:
        held = {
            c.pupil_id
            for c in self.good
            if c.opened_on <= self.until and self.first <= (c.closed_on or date.max)
        }
        return len(held)

    # ---- one referral ------------------------------------------------------------------------

    def referrals(self, pupil: Any | None = None) -> list[Any]:
        found = []
        for r in self.raw["Referral"]:
            case = self.case.get(r.case_id)
            if case is None or str(r.kind) != "referral":
                continue
            if pupil is None or case.pupil_id == pupil.id:
                found.append(r)
        return found

    def log(self, referral: Any, until: date | None = None) -> list[Any]:
        return [
            e
            for e in self.raw["ReferralEvent"]
            if e.referral_id == referral.id and e.happened_on <= (until or self.until)
        ]

    def sent(self, referral: Any) -> date | None:
        if referral.sent_on:
            return referral.sent_on
        days = [
            e.happened_on
            for e in self.raw["ReferralEvent"]
            if e.referral_id == referral.id and str(e.to_state) in {"sent", "agreed-at-meeting"}
        ]
        return min(days) if days else None

    def is_out(self, referral: Any, until: date | None = None) -> bool:
        sent = self.sent(referral)
        return sent is not None and sent <= (until or self.until)

    def runs(self, referral: Any, until: date | None = None) -> bool:
        state = "draft"
        for event in self.log(referral, until):
            state = str(event.to_state)
        return state not in OVER

    def answers(self, referral: Any, states: set[str], until: date | None = None) -> list[Any]:
        sent = self.sent(referral)
        found = [e for e in self.log(referral, until) if str(e.to_state) in states]
        return [e for e in found if sent is not None and e.happened_on >= sent]

    def decided(self, referral: Any, until: date | None = None) -> list[Any]:
        return self.answers(referral, TAKEN_ON | HANDED_ON | {"not-accepted"}, until)

    def seen(self, referral: Any, until: date | None = None) -> date | None:
        limit = until or self.until
        if not self.is_out(referral, limit):
            return None
        days = [
            a.held_on
            for a in self.raw["Appointment"]
            if a.referral_id == referral.id and a.held_on <= limit
            and a.attendance is not None and a.attendance.value in {"5", "6"}
        ]  # fmt: skip
        days += [e.happened_on for e in self.answers(referral, {"in-treatment"}, limit)]
        return min(days) if days else None

    # ---- figures -----------------------------------------------------------------------------

    def outcome(self, pupil: Any, until: date | None = None) -> str:
        out = [r for r in self.referrals(pupil) if self.is_out(r, until)]
        if not out:
            return "not-referred"
        for referral in out:
            if self.answers(referral, TAKEN_ON, until):
                return "accepted"
        for referral in out:
            if self.runs(referral, until) and not self.decided(referral, until):
                return "waiting"
        for referral in out:
            if self.decided(referral, until):
                return "not-accepted"
        return "ended-undecided"

    def wait(self, pupil: Any, until: date | None = None) -> int | None:
        out = [r for r in self.referrals(pupil) if self.is_out(r, until)]
        seen = [s for r in out if (s := self.seen(r, until))]
        if seen:
            return max(0, (min(seen) - min(self.sent(r) for r in out)).days)
        still = [self.sent(r) for r in out if self.runs(r, until)]
        return ((until or self.until) - min(still)).days if still else None

    def wait_group(self, pupil: Any, until: date | None = None) -> int:
        days = self.wait(pupil, until)
        if days is None:
            return 0
        return 1 if days < 28 else 2 if days < 84 else 3 if days < 126 else 4

    def need(self, pupil: Any) -> str:
        first = min(
            (c for c in self.good if c.pupil_id == pupil.id), key=lambda c: (c.opened_on, c.id)
        )
        told = sorted(
            (c.noticed_on, c.id, c.primary_need)
            for c in self.raw["Concern"]
            if c.case_id == first.id
        )
        return table("summary-need").get(told[0][2] if told else "", "other-or-not-recorded")

    def years(self, pupil: Any) -> str:
        code = pupil.year_group
        if pupil.born_on:
            day = self.days_of(pupil)[0]
            start = day.year - (day.month < 9)
            # How old on the last day of August before the school year began.
            age = start - pupil.born_on.year - ((pupil.born_on.month, pupil.born_on.day) > (8, 31))
            code = {2: "N1", 3: "N2", 4: "R"}.get(age, str(age - 4) if 5 <= age <= 18 else "")
            code = code or pupil.year_group
        return table("summary-years").get(code, "not-recorded")

    def gender(self, pupil: Any) -> str:
        name, code = ("gender", pupil.gender) if pupil.gender else ("sex", pupil.sex)
        return table(f"summary-{name}").get(code, "other-or-not-recorded")

    def ethnic(self, pupil: Any) -> str:
        code = nhs_codes().get(pupil.ethnicity, "")
        return table("summary-ethnic-group").get(code, "other-or-not-recorded")

    def sen(self, pupil: Any) -> str:
        return table("summary-sen").get(pupil.sen_provision, "none-or-not-recorded")

    def circumstances(self, pupil: Any) -> set[str]:
        found = set()
        plan = str(pupil.social_care_plan)
        if pupil.is_in_care or plan == "care":
            found.add("in-care")
        if plan in {"child-in-need", "child-protection"}:
            found.add("social-care-plan")
        if pupil.young_carer in {"P", "S"}:
            found.add("young-carer")
        if pupil.has_free_school_meals:
            found.add("free-school-meals")
        justice = {s.id for s in self.raw["Service"] if str(s.kind) == "youth-justice"}
        asked = [
            r.service_id
            for r in self.raw["Referral"]
            if r.case_id in self.case and self.case[r.case_id].pupil_id == pupil.id
        ]
        asked += [p.service_id for p in self.raw["Professional"] if p.pupil_id == pupil.id]
        if justice & set(asked):
            found.add("youth-justice")
        return found

    def services(self) -> dict[str, int]:
        kinds = {s.id: str(s.kind) for s in self.raw["Service"]}
        return Counter(
            kind
            for _, kind in {
                (self.case[r.case_id].pupil_id, kinds[r.service_id])
                for r in self.referrals()
                if self.within(self.sent(r))
            }
        )

    def reasons(self) -> dict[str, int]:
        return Counter(
            code
            for _, code in {
                (self.case[r.case_id].pupil_id, e.reason_code)
                for r in self.referrals()
                for e in self.answers(r, {"not-accepted"})
                if self.within(e.happened_on)
            }
        )

    def endings(self) -> dict[str, int]:
        found = set()
        for r in self.referrals():
            ends = [e for e in self.log(r) if str(e.to_state) in OVER]
            if ends and self.is_out(r) and self.within(ends[-1].happened_on):
                found.add((self.case[r.case_id].pupil_id, str(ends[-1].to_state)))
        return Counter(state for _, state in found)

    def spans(self, states: set[str]) -> tuple[list[int], list[int]]:
        """Days from sending to the first of these, ended in the period; and the open ones."""
        ended, still = [], []
        for r in self.referrals():
            if not self.is_out(r):
                continue
            found = [e.happened_on for e in self.answers(r, states)]
            if found and self.within(min(found)):
                ended.append((min(found) - self.sent(r)).days)
            if not found and self.runs(r):
                still.append((self.until - self.sent(r)).days)
        return sorted(ended), sorted(still)

    def seen_spans(self) -> tuple[list[int], list[int]]:
        ended, still = [], []
        for r in self.referrals():
            seen = self.seen(r)
            if seen and self.within(seen):
                ended.append((seen - self.sent(r)).days)
            if self.is_out(r) and not seen and self.runs(r):
                still.append((self.until - self.sent(r)).days)
        return sorted(ended), sorted(still)

    def sending(self) -> tuple[list[int], list[int]]:
        ended, still = [], []
        for r in self.referrals():
            if r.decided_on is None or r.decided_on > self.until:
                continue
            if self.within(self.sent(r)):
                ended.append(max(0, (self.sent(r) - r.decided_on).days))
            if not self.is_out(r) and self.runs(r):
                still.append((self.until - r.decided_on).days)
        return sorted(ended), sorted(still)

    def appropriate(self) -> tuple[int, int]:
        right = every = 0
        for r in self.referrals():
            decisions = sorted(self.decided(r), key=lambda e: (e.happened_on, e.at))
            if not decisions or not self.within(decisions[0].happened_on):
                continue
            every += 1
            first = decisions[0]
            until = [str(e.to_state) for e in self.log(r, first.happened_on)]
            if "returned-for-information" in until or until.count("sent") > 1:
                continue
            asked_before = [
                c
                for c in self.raw["Referral"]
                if str(c.kind) == "consultation"
                and c.service_id == r.service_id
                and c.case_id in self.case
                and self.case[c.case_id].pupil_id == self.case[r.case_id].pupil_id
                and self.sent(c) is not None
                and self.sent(c) <= first.happened_on
            ]
            state = str(first.to_state)
            right += state in TAKEN_ON or (state in HANDED_ON and bool(asked_before))
        return right, every

    def exchanges(self) -> int:
        talks = [
            t
            for t in self.raw["Conversation"]
            if str(t.speaker) == "counterpart" and t.is_two_way and self.within(t.happened_on)
        ]
        met = {(m.service_id, m.met_on) for m in self.raw["MeetingItem"] if self.within(m.met_on)}
        return len(talks) + len(met)

    def unmet(self) -> tuple[int, dict[str, int], int]:
        found = [
            u for u in self.raw["UnmetNeed"] if self.within(u.found_on) and u.case_id in self.case
        ]
        kinds = {(self.case[u.case_id].pupil_id, str(u.kind)) for u in found}
        met = sum(1 for u in found if u.met_on and u.met_on <= self.until)
        return (
            len({self.case[u.case_id].pupil_id for u in found}),
            Counter(kind for _, kind in kinds),
            met,
        )

    def not_brought(self) -> tuple[int, int]:
        ours = {r.id for r in self.raw["Referral"] if r.case_id in self.case}
        marks = [
            a.attendance.value
            for a in self.raw["Appointment"]
            if a.attendance and a.referral_id in ours and self.within(a.held_on)
        ]
        away = sum(mark in {"WNB", "3"} for mark in marks)
        return away, away + sum(mark in {"5", "6", "7"} for mark in marks)

    def change(self) -> tuple[dict[str, int], tuple[int, int]]:
        with (CODES.parent / "measures" / "measures.csv").open(encoding="utf-8") as file:
            lists = {(x["measure"], x["scale"], x["completed_by"]): x for x in csv.DictReader(file)}
        kept: dict[Any, list[Any]] = {}
        for s in sorted(self.raw["Score"], key=lambda s: (s.completed_on, s.id)):
            if s.case_id in self.case and s.completed_on <= self.until:
                key = (s.case_id, s.measure, s.scale, s.completed_by)
                kept.setdefault(key, []).append(s)
        told: dict[str, list[str]] = {}
        met = goals = 0
        for (case_id, *scale), some in kept.items():
            if not self.within(some[-1].completed_on):
                continue
            row = lists[tuple(scale)]
            if scale[0] == "gbo":
                goals += 1
                met += some[-1].tenths == 100
                continue
            verdict = "unpaired"
            if some[0].completed_on < some[-1].completed_on and row["reliable_change"]:
                moved = (some[-1].tenths - some[0].tenths) / 10
                moved = -moved if row["high_means"] == "worse" else moved
                least = float(row["reliable_change"])
                verdict = "better" if moved >= least else "worse" if moved <= -least else "unclear"
            told.setdefault(self.case[case_id].pupil_id, []).append(verdict)
        order = ("worse", "better", "unclear", "unpaired")
        return Counter(min(v, key=order.index) for v in told.values()), (met, goals)
