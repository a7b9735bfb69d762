"""The data protection pack: the school's facts filled in, every gap marked, and sound as PDF."""

from __future__ import annotations

from dataclasses import replace

import page
import pytest

from mhlead.domain.audit import Action
from mhlead.domain.codes import StaffRole
from mhlead.domain.data_protection import TABLES, TEXTS, PackPaper, compose_pack
from mhlead.domain.document import as_text
from mhlead.domain.records import RetentionTerm, StaffMember
from mhlead.domain.retention import CONCERN, SAFEGUARDING, SEND
from mhlead.resources import resource_text
from mhlead.services import unlocking
from mhlead.services.code_lists import code_list
from mhlead.services.data_protection import (
    Officer,
    make_protection_paper,
    read_pack_facts,
    record_use,
)
from mhlead.services.retention import keep_term
from mhlead.services.school import save_staff
from tests.builders import School
from tests.documents.reading import squeezed, text_of_pdf

OFFICER = Officer("Imogen Ashdown", "dpo@fernbrook.example", "ZA999999")


@pytest.mark.poppler
@pytest.mark.parametrize("paper", PackPaper)
def test_each_paper_is_accessible_and_says_whose_it_is(school: School, paper: PackPaper) -> None:
    made = make_protection_paper(school.session, school.adapters.press, paper, OFFICER)
    for profile in ("ua1", "3a"):
        report = page.validate_pdf_bytes(made.pdf, profile=profile)
        assert [f"{one.rule_id} {one.message}" for one in report.failures] == []
    printed = squeezed(text_of_pdf(made.pdf))
    assert squeezed(made.text.splitlines()[0]) in printed
    for gap in made.gaps:
        assert squeezed(f"[missing: {gap}]") in printed


def test_the_timetable_is_that_of_the_school(school: School) -> None:
    keep_term(school.session, RetentionTerm("draft", 2, "Our policy, page 4"))
    press = school.adapters.press
    made = make_protection_paper(school.session, press, PackPaper.RECORD, OFFICER)
    assert "2 years, as the school has set it" in made.text
    assert "Our policy, page 4" in made.text


def test_the_notices_tell_families_and_pupils_the_schools_own_years(school: School) -> None:
    def told(paper: PackPaper) -> str:
        return make_protection_paper(school.session, school.adapters.press, paper, OFFICER).text

    assert "until your child’s 25th birthday, or with the record" in told(PackPaper.FAMILIES)
    assert "special needs, until the 31st. " in told(PackPaper.FAMILIES).replace("\n", " ")
    assert "about your child’s safety" not in told(PackPaper.FAMILIES)
    for code, years in ((CONCERN, 22), (SAFEGUARDING, 75), (SEND, 33)):
        keep_term(school.session, RetentionTerm(code, years, "Our policy"))
    families = told(PackPaper.FAMILIES)
    assert "until your child’s 22nd birthday" in families
    assert "about your child’s safety, until the 75th" in families
    assert "special needs, until the 33rd." in families
    assert "Until you are 22, mostly. Or your next school" in told(PackPaper.PUPILS)


def test_nothing_is_asked_for_that_cannot_be_told(school: School) -> None:
    facts = read_pack_facts(school.session, OFFICER)
    full = replace(facts, texts={name: f"<{name}>" for name in TEXTS}, pupils_on_roll=1)
    shown = ""
    for paper in PackPaper:
        names = [paper.value, "flow-after"] if paper is PackPaper.FLOW else [paper.value]
        wordings = [resource_text(f"data_protection/{name}.txt") for name in names]
        composed = compose_pack(paper, wordings, full)
        assert composed.gaps == ()
        shown += as_text(composed.document) + "".join(wordings)
    assert [
        name for name in TEXTS if f"<{name}>" not in shown
    ] == []  # none is collected for nothing
    assert [name for name in TABLES if f"[table: {name}]" not in shown] == []


def test_what_the_school_has_not_said_is_a_gap_and_never_a_blank(school: School) -> None:
    press = school.adapters.press
    made = make_protection_paper(school.session, press, PackPaper.ASSESSMENT, Officer())
    assert "officer" in made.gaps
    assert {"what pupils and parents said", "whether disks are encrypted"} <= set(made.gaps)
    named = make_protection_paper(school.session, press, PackPaper.ASSESSMENT, OFFICER)
    assert "officer" not in named.gaps
    assert "Imogen Ashdown" in named.text


def test_staff_stand_in_it_by_role_and_those_who_left_do_not(school: School) -> None:
    kept, _ = save_staff(
        school.session, StaffMember("", "Beatrix Oyelaran", roles=(StaffRole.HEAD,))
    )
    facts = read_pack_facts(school.session, OFFICER)
    assert facts.texts["head"] == "Beatrix Oyelaran"
    assert (
        "Head: Beatrix Oyelaran",
        "Decides on the assessment; accepts what remains",
    ) in facts.people
    save_staff(school.session, replace(kept, left_on=school.session.clock.today()))
    assert read_pack_facts(school.session, OFFICER).texts["head"] == ""


def test_no_pupil_is_in_any_paper(school: School) -> None:
    school.case(school.pupil("Zephyrine", "Quillfeather"))
    for paper in PackPaper:
        made = make_protection_paper(school.session, school.adapters.press, paper, OFFICER)
        assert "Quillfeather" not in made.text
        assert "Zephyrine" not in made.text


def test_every_rule_of_keeping_names_its_source_and_a_proposal_says_so(school: School) -> None:
    entries = code_list("retention").entries
    assert all(one.source and one.plain for one in entries)
    text = make_protection_paper(
        school.session, school.adapters.press, PackPaper.RECORD, OFFICER
    ).text
    for one in entries:
        assert one.label in text
    assert text.count("(a proposal)") == sum(one.status == "proposal" for one in entries)


def test_printing_and_saving_stand_in_the_history(school: School) -> None:
    record_use(school.session, PackPaper.POLICY, "printed")
    assert unlocking.history(school.session)[0].action is Action.EXPORTED
