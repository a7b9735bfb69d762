"""What is missing across all records: seeded faults are found, each with the way to its field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from mhlead.domain.codes import (
    AppointmentKind,
    CaseClosing,
    Channel,
    ConsentAnswer,
    ConsentTopic,
    CriterionKind,
    NoteKind,
    ReferralState,
    Speaker,
    StaffRole,
)
from mhlead.domain.missing_views import PART_OF, Lack, MissingLine, Part
from mhlead.domain.records import (
    Appointment,
    Case,
    Consent,
    Contact,
    Conversation,
    Criterion,
    DslNotice,
    Note,
    Plan,
    Professional,
    Pupil,
    Referral,
    RiskEntry,
    SupportAction,
)
from mhlead.services import endings, records, safeguarding
from mhlead.services import school as schools
from mhlead.services.missing import NO_TALK_DAYS, read_missing
from mhlead.services.missing_drafts import lacks_of_draft, read_ahead
from mhlead.wording.missing_words import PARTS, lack_words
from tests.builders import MONDAY, School
from tests.parts.statements import statements_of
from tests.services.lives import referral_in, write

S = ReferralState


def found(school: School) -> set[tuple[Lack, str]]:
    return {(line.lack, line.fact) for line in read_missing(school.session).lines}


def keep(school: School, record: object) -> object:
    return records.keep(school.session, record)[0]  # type: ignore[type-var]


@pytest.fixture
def whole(school: School) -> Case:
    """A pupil of concern of whom nothing is missing, and a service whose rules are known."""
    case = school.case()
    on = school.clock.today()
    keep(school, Professional("", case.pupil_id, "GP", organisation="Mill Lane", is_gp=True))
    keep(
        school,
        RiskEntry("", case.id, "Nothing was said.", on, asked_by="Ms Marsh", asked_on=on),
    )
    codes = ("school",)
    rule = Criterion("", school.service.id, CriterionKind.WHO_MAY_REFER, "Schools", codes=codes)
    keep(school, replace(rule, read_on=on))
    return case


def sent(school: School, case: Case, state: S = S.SENT, **more: object) -> Referral:
    """A referral that has left, and whose outcome school may hear."""
    consent = Consent("", case.id, ConsentTopic.OUTCOME, ConsentAnswer.AGREED, by_pupil=True)
    keep(school, replace(consent, given_on=school.clock.today()))
    return referral_in(school, case, state, **more)  # type: ignore[arg-type]


def test_nothing_is_missing_of_a_whole_record(school: School, whole: Case) -> None:
    assert read_missing(school.session).lines == ()


def _draft(school: School, case: Case) -> None:
    keep(school, replace(_pupil(school, case), born_on=None))
    school.referral(case)


def _pupil(school: School, case: Case) -> Pupil:
    with school.session.reading() as work:
        return work.get(Pupil, case.pupil_id)


def _contact(school: School, case: Case) -> Contact:
    with school.session.reading() as work:
        return work.find(Contact, pupil_id=case.pupil_id)[0]


def _rule(school: School, case: Case) -> None:
    keep(
        school,
        replace(
            Criterion("", school.service.id, CriterionKind.OTHER, "Ready to talk"),
            read_on=school.clock.today(),
        ),
    )
    school.referral(case)


def _letter(school: School, case: Case) -> None:
    referral = school.referral(case)
    school.issue(referral.id)


def _appointment(school: School, case: Case) -> None:
    referral = sent(school, case, S.APPOINTMENT_OFFERED)
    held_on = school.clock.today() - timedelta(days=1)
    write(
        school,
        Appointment("a1", case.id, referral.id, AppointmentKind.ASSESSMENT, held_on),
    )


def _support(school: School, case: Case) -> None:
    on = school.clock.today()
    ended = SupportAction("", case.id, "A mentor", on - timedelta(days=30), on - timedelta(days=1))
    keep(school, ended)


def _no_outcome_consent(school: School, case: Case) -> None:
    referral_in(school, case, S.SENT)


def _plan(school: School, case: Case) -> None:
    on = school.clock.today()
    write(
        school,
        Plan("p1", case.id, "Calm", on, school.lead.id, review_on=on - timedelta(days=1)),
    )


def _safeguarding(school: School, case: Case) -> None:
    on = school.clock.today()
    keep(school, Note("", case.id, on, NoteKind.FACT, "Bruises.", is_safeguarding=True))


def _not_answered(school: School, case: Case) -> None:
    sent(school, case, deadline_on=school.clock.today() - timedelta(days=1))


def _old_rules(school: School, case: Case) -> None:
    with school.session.reading() as work:
        rule = work.find(Criterion)[0]
    keep(school, replace(rule, read_on=school.clock.today() - timedelta(days=366)))
    sent(school, case)


def _no_rules(school: School, case: Case) -> None:
    with school.session.reading() as work:
        rule = work.find(Criterion)[0]
    records.remove(school.session, Criterion, rule.id, "not theirs")
    sent(school, case)


def _old_details(school: School, case: Case) -> None:
    old = school.clock.today() - timedelta(days=181)
    keep(school, replace(school.service, checked_on=old))
    sent(school, case)


def _no_number(school: School, case: Case) -> None:
    keep(school, replace(_contact(school, case), mobile=""))


def _no_responsibility(school: School, case: Case) -> None:
    keep(school, replace(_contact(school, case), has_parental_responsibility=None))


def _no_gp(school: School, case: Case) -> None:
    with school.session.reading() as work:
        gp = work.find(Professional, pupil_id=case.pupil_id)[0]
    records.remove(school.session, Professional, gp.id, "moved")


def _no_talk(school: School, case: Case) -> None:
    school.clock.forward(NO_TALK_DAYS + 1)


Seed = Callable[[School, Case], object]
SEEDS: dict[str, tuple[Seed, set[tuple[Lack, str]]]] = {
    "a fact a draft needs": (_draft, {(Lack.FACT, "birth date")}),
    "a rule without a reason": (_rule, {(Lack.RULE_REASON, "")}),
    "a letter that never left": (_letter, {(Lack.LETTER_NOT_SENT, "")}),
    "an appointment": (_appointment, {(Lack.APPOINTMENT_OUTCOME, "")}),
    "help that ended": (_support, {(Lack.SUPPORT_RESULT, "")}),
    "not accepted": (lambda s, c: sent(s, c, S.NOT_ACCEPTED), {(Lack.NOT_SETTLED, "")}),
    "outcome consent": (_no_outcome_consent, {(Lack.OUTCOME_CONSENT, "")}),
    "a review": (_plan, {(Lack.PLAN_REVIEW, "")}),
    "an answer": (_not_answered, {(Lack.NOT_ANSWERED, "")}),
    "our answer": (
        lambda s, c: sent(s, c, S.RETURNED_FOR_INFORMATION),
        {(Lack.INFORMATION_OWED, "")},
    ),
    "a talk": (_no_talk, {(Lack.NO_TALK, "")}),
    "a number": (_no_number, {(Lack.NO_NUMBER, "")}),
    "who is responsible": (_no_responsibility, {(Lack.FACT, "parental responsibility")}),
    "the gp": (_no_gp, {(Lack.FACT, "gp")}),
    "details of a service": (_old_details, {(Lack.OLD_DETAILS, "")}),
    "rules of a service": (_no_rules, {(Lack.NO_RULES, "")}),
    "rules read long ago": (_old_rules, {(Lack.OLD_RULES, "")}),
    "the dsl": (_safeguarding, {(Lack.DSL_TOLD, "")}),
}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_seeded_fault_is_found_and_nothing_else(school: School, whole: Case, seed: str) -> None:
    plant, expected = SEEDS[seed]
    plant(school, whole)
    assert found(school) == expected


def test_ten_faults_in_ten_records_are_ten_lines_that_say_whom_and_where(
    school: School, whole: Case
) -> None:
    on = school.clock.today()
    planted = {}
    for number, seed in enumerate((_plan, _support, _safeguarding, _no_number, _no_gp) * 2):
        case = school.case(school.pupil(f"Pupil{number}", "Ten"))
        keep(school, Professional("", case.pupil_id, "GP", organisation="Mill", is_gp=True))
        keep(school, RiskEntry("", case.id, "Nothing.", on, asked_by="Jo", asked_on=on))
        if seed is _plan:
            past = on - timedelta(days=1)
            write(school, Plan(f"p{number}", case.id, "Calm", on, school.lead.id, review_on=past))
        else:
            seed(school, case)
        planted[case.id] = school.pupils[-1].id
    lines = read_missing(school.session).lines
    assert {line.case_id: line.pupil_id for line in lines} == planted
    assert len(lines) == 10
    assert all(line.record_id for line in lines if line.lack is not Lack.FACT)
    assert {line.initials for line in lines} == {"PT"}


def test_a_gap_leaves_the_list_when_it_is_filled(school: School, whole: Case) -> None:
    _safeguarding(school, whole)
    _support(school, whole)
    lines = {line.lack: line for line in read_missing(school.session).lines}
    on = school.clock.today()
    with school.session.reading() as work:
        help_given = work.get(SupportAction, lines[Lack.SUPPORT_RESULT].record_id)
    records.keep(school.session, replace(help_given, result="Comes to lessons"), "told us")
    dsl = schools.save_staff(school.session, replace(school.deputy, roles=(StaffRole.DEPUTY_DSL,)))[
        0
    ]
    note_id = lines[Lack.DSL_TOLD].record_id
    notice = DslNotice("", whole.id, "Note", note_id, dsl.id, on, Channel.IN_PERSON)
    told, _ = safeguarding.tell_dsl(school.session, notice)
    assert found(school) == {(Lack.DSL_TOLD, "")}  # told is not taken up
    safeguarding.acknowledge(school.session, told.id, on, reference="4711", system="CPOMS")
    assert found(school) == set()


@pytest.mark.parametrize("speaker", [Speaker.PUPIL, Speaker.FAMILY, Speaker.COUNTERPART])
def test_only_a_talk_with_pupil_or_family_starts_the_six_weeks_again(
    school: School, whole: Case, speaker: Speaker
) -> None:
    school.clock.forward(NO_TALK_DAYS)
    assert found(school) == set()
    on = school.clock.today()
    talk = Conversation("", whole.id, on, speaker, Channel.TELEPHONE, "As before")
    keep(school, replace(talk, is_two_way=True))
    school.clock.forward(1)
    assert ((Lack.NO_TALK, "") in found(school)) is (speaker is Speaker.COUNTERPART)


def test_what_has_been_closed_lacks_nothing(school: School, whole: Case) -> None:
    _support(school, whole)
    endings.close_case(school.session, whole.id, CaseClosing.SETTLED, "Better")
    assert read_missing(school.session).lines == ()


def test_every_gap_has_a_part_and_words_that_name_nobody() -> None:
    assert set(PART_OF) == set(Lack)
    assert set(PARTS) == set(Part)
    for lack in Lack:
        line = MissingLine(lack, MONDAY, name="Zoë Lark", initials="ZL", fact="gp", rule="From 16")
        assert lack_words(line)
        assert "Lark" not in lack_words(line)


def test_many_open_cases_are_read_in_as_many_statements_as_few(school: School) -> None:
    school.case()
    few = _statements(school)
    for number in range(12):
        referral_in(school, school.case(school.pupil(f"Nr{number}", "Many")), S.SENT)
    assert _statements(school) == few


@pytest.mark.parametrize("is_one_case", [False, True])
def test_of_each_further_draft_only_its_letters_are_read_by_themselves(
    school: School, is_one_case: bool
) -> None:
    first = school.referral()
    few = _statements(school)
    for number in range(6):
        if is_one_case:
            write(school, replace(first, id=school.session.ids.new(), reference=f"FBA/{number}"))
        else:
            school.referral(school.case(school.pupil(f"Nr{number}", "Many")))
    assert _statements(school) == few + 6


def test_each_draft_lacks_beside_others_what_it_lacks_alone(school: School) -> None:
    """What is read of many pupils at once is never taken for another one's."""
    rule = Criterion("", school.service.id, CriterionKind.OTHER, "A school nurse has seen them")
    keep(school, rule)
    keep(school, Criterion("", school.service.id, CriterionKind.NOT_OPEN_ELSEWHERE, "Nowhere else"))
    whole = school.referral()
    issued, _ = school.issue(
        whole.id,
    )
    bare = school.referral(school.case(school.pupil("Ben", "Xu")), is_complete=False)
    undated = school.referral(school.case(school.pupil("Dan", "Xu", born_on=None)))
    drafts = [whole, bare, undated]
    on = school.clock.today()
    with school.session.reading() as work:
        owners = {work.get(Case, draft.case_id).pupil_id for draft in drafts}
        ahead = read_ahead(work, drafts, owners)
        beside = [list(lacks_of_draft(ahead, draft, on)) for draft in drafts]
        alone = [list(lacks_of_draft(work, draft, on)) for draft in drafts]
    assert beside == alone
    assert issued.letter.id in {one.record_id for one in beside[0]}
    assert len({tuple((one.lack, one.fact) for one in each) for each in beside}) == len(drafts)


def _statements(school: School) -> int:
    with statements_of(school.session.store) as said:
        read_missing(school.session)
    return len(said)
