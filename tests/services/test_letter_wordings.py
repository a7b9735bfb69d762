"""A school words its letters itself: kept by version, told what is wrong, and never in the way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mhlead.domain.audit import Action
from mhlead.domain.codes import LetterKind
from mhlead.domain.errors import Changed, FieldRefused, LetterDoubtful, NotAllowed, TemplateFaulty
from mhlead.domain.letter_order import Accepted, LetterOrder
from mhlead.domain.letter_wording import WordingProblem
from mhlead.domain.records import Letter, LetterWording
from mhlead.domain.template import MOST_CHARACTERS
from mhlead.services import form_copies, wording_trials
from mhlead.services.letters import issuing
from mhlead.services.letters import wordings as letter_wordings
from mhlead.services.letters.guard import WORDING
from mhlead.services.wording_in_force import our_wording
from tests.builders import School

KIND = LetterKind.REFERRAL
OWN = """Dear {service},

# We refer {called} to you

[if {tried}]
## What was tried
[table: tried]
[end]
[list: difficulty]
* Consent is settled
{asked of service}
Yours,
[signature]
{referrer name}"""


def keep(school: School, text: str = OWN, reason: str = "Shorter", before: int = 0, kind=KIND):
    return letter_wordings.keep_wording(
        school.session, school.adapters.press, kind, text, reason, before=before
    )


def problems(school: School, text: str, kind: LetterKind = KIND) -> list[str]:
    found = checked(school, kind, text)
    return [one.code for one in found if one.code != "not-told"]


def checked(school: School, kind: LetterKind, text: str) -> tuple[WordingProblem, ...]:
    names = letter_wordings.read_names(school.session)
    return letter_wordings.check_wording(school.adapters.press, names, kind, text)


def stored_past_the_check(school: School, text: str) -> None:
    """As an older version of the program, or somebody with the key, may have left it."""
    with school.session.writing() as work:
        work.correct(LetterWording(KIND.value, KIND, text), "by hand")
        work.log(Action.RECORD_CORRECTED)
        work.commit()


def test_letters_are_written_with_the_schools_own_wording_and_remember_it(school: School) -> None:
    referral = school.referral()
    assert keep(school).concerns("LetterWording")
    draft = school.draft(referral.id)
    assert "We refer Aoife to you" in draft.text
    assert "Six sessions with the school counsellor" in draft.text
    assert "Who agrees" not in draft.text
    assert not draft.is_own_unusable
    issued, _ = school.issue(referral.id)
    assert issued.letter.template_version == "referral/own-1"
    assert "referral/own-1" in {one.template_version for one in kept(school)}


def kept(school: School) -> list[Letter]:
    with school.session.reading() as work:
        return work.find(Letter)


def test_an_issued_letter_stays_as_it_was_when_the_wording_changes(school: School) -> None:
    referral = school.referral()
    keep(school)
    issued, _ = school.issue(referral.id)
    keep(school, OWN.replace("We refer", "We now refer"), before=1)
    again, _ = school.issue(referral.id)
    assert kept(school)[0].pdf == issued.letter.pdf != again.letter.pdf
    assert again.letter.template_version == "referral/own-2"
    letter_wordings.use_our_wording(school.session, KIND, before=2)
    with school.session.reading() as work:
        template = form_copies.template_of_letter(work, issued.letter)
    assert len(template.nodes) == 8, "the school's, and not ours"
    assert school.issue(referral.id)[0].letter.template_version == "referral/3"


def test_every_version_stays_with_who_when_and_why(school: School) -> None:
    keep(school)
    keep(school, OWN + "\n\nP.S.", "A greeting", before=1)
    letter_wordings.use_our_wording(school.session, KIND, before=2)
    letter_wordings.bring_version_back(school.session, school.adapters.press, KIND, 1, before=3)
    wording = letter_wordings.read_wording(school.session, KIND)
    assert [(v.number, v.reason, v.is_ours) for v in wording.versions] == [
        (4, "version 1 again", False),
        (3, "our wording again", True),
        (2, "A greeting", False),
        (1, "Shorter", False),
    ]
    assert {version.who for version in wording.versions} == {"Jo Marsh"}
    assert wording.versions[0].is_current
    assert (wording.text, wording.is_own, wording.number) == (OWN, True, 4)
    line = letter_wordings.list_wordings(school.session)[0]
    assert (line.kind, line.own_since) == (KIND, wording.versions[0].at)


def test_of_two_changes_begun_together_the_second_is_refused(school: School) -> None:
    keep(school)
    with pytest.raises(Changed):
        keep(school, OWN + "!", before=0)
    with pytest.raises(Changed):
        letter_wordings.use_our_wording(school.session, KIND, before=0)
    keep(school, OWN + "!", before=1)
    with pytest.raises(Changed):
        keep(school, OWN + "?", before=1)
    with pytest.raises(Changed):
        letter_wordings.use_our_wording(school.session, LetterKind.CHASE, before=0)
    with pytest.raises(Changed):
        letter_wordings.bring_version_back(school.session, school.adapters.press, KIND, 9, before=2)
    assert not keep(school, OWN + "!", before=2).touched


def test_what_would_break_a_letter_is_not_kept(school: School) -> None:
    for text in ("# {nobody}", "no subject", "# A 🌸 grows", "[if {service}]\n# A", "# A\u202eB"):
        with pytest.raises(TemplateFaulty):
            keep(school, text)
    for text in ("", "# " + "x" * MOST_CHARACTERS):
        with pytest.raises(FieldRefused):
            keep(school, text)
    with pytest.raises(NotAllowed) as refusal:
        keep(school, reason="  ")
    assert refusal.value.code == "reason-missing"
    assert letter_wordings.read_wording(school.session, KIND).number == 0


def test_problems_name_their_place_and_what_was_meant(school: School) -> None:
    text = "Dear 🌸,\n\n# About {pupil nam}\n\n[list: dificulty]\n- a point"
    found = checked(school, KIND, text)
    assert [(p.line, p.column, p.length, p.code, p.suggestion, p.breaks) for p in found] == [
        (1, 6, 1, "unprintable", "U+1F338", True),
        (3, 10, 9, "unknown-field", "pupil name", True),
        (5, 8, 9, "unknown-field", "difficulty", True),
        (6, 1, 2, "not-a-heading", "# ", False),
    ]


def test_what_a_reader_would_miss_is_told_and_can_be_kept(school: School) -> None:
    ours = our_wording(KIND)
    found = checked(school, KIND, ours.replace("[list: withhold]\n", ""))
    assert [(one.code, one.suggestion, one.breaks) for one in found] == [
        ("not-told", "withhold", False)
    ]
    keep(school, ours.replace("[list: withhold]\n", ""))


@pytest.mark.parametrize("kind", [LetterKind.FAMILY_COPY, LetterKind.PUPIL_LETTER])
def test_a_letter_to_the_family_or_the_pupil_cannot_be_given_what_others_said(
    school: School, kind: LetterKind
) -> None:
    for third in ("{family circumstances}", "{their words}", "{opinions}", "{court orders}"):
        assert problems(school, f"# Hello\n{third}", kind) == ["not-for-reader"]
    assert problems(school, "# Hello\n[list: risk]", kind) == ["not-for-reader"]
    with pytest.raises(TemplateFaulty):
        keep(school, "# Hello\n{their words}", kind=kind)


def test_a_pupils_name_left_in_the_wording_is_told_and_holds_each_letter_back(
    school: School,
) -> None:
    referral = school.referral()
    school.pupil("Zsófia", "Quillfeather")
    text = OWN + "\n\nZsofia Quillfeather waits as well. NHS number 999 023 4175."
    assert problems(school, text) == ["pupil-named", "pupil-named"]
    keep(school, text)
    draft = school.draft(referral.id)
    assert {one.fact for one in draft.findings} == {WORDING}
    with pytest.raises(LetterDoubtful):
        school.issue(referral.id)
    accepted = tuple(
        Accepted(one.kind.value, one.text, "It is right", one.fact, one.around)
        for one in draft.findings
    )
    school.issue(referral.id, accepted=accepted)


def test_a_wording_that_cannot_be_read_is_told_and_ours_is_used(school: School) -> None:
    referral = school.referral()
    keep(school)
    stored_past_the_check(school, "# {a field of another version}")
    draft = school.draft(referral.id)
    assert draft.is_own_unusable
    assert "Referral to Northmoor CAMHS" in draft.text
    issued, _ = school.issue(referral.id)
    assert issued.letter.template_version == "referral/3"
    assert letter_wordings.list_wordings(school.session)[0].is_unusable
    wording = letter_wordings.read_wording(school.session, KIND)
    assert (wording.is_own, wording.is_unusable) == (True, True)
    assert wording.text == "# {a field of another version}"
    letter_wordings.use_our_wording(school.session, KIND, before=2)
    assert not school.draft(referral.id).is_own_unusable


def test_a_wording_is_tried_on_a_pupil_and_nothing_is_kept(school: School) -> None:
    referral = school.referral()
    (trial,) = wording_trials.list_trials(school.session, KIND)
    assert (trial.name, trial.initials, trial.fits) == ("Aoife O'Connor", "AO", True)
    makings = issuing.read_makings(school.session, trial.order)
    before = kept(school), letter_wordings.read_wording(school.session, KIND)
    draft = letter_wordings.try_wording(school.adapters.press, makings, OWN)
    assert "We refer Aoife to you" in draft.text
    assert draft.pdf.startswith(b"%PDF")
    with pytest.raises(TemplateFaulty):
        letter_wordings.try_wording(school.adapters.press, makings, "# {nobody}")
    assert (kept(school), letter_wordings.read_wording(school.session, KIND)) == before
    keep(school)
    assert school.draft(referral.id).pdf == draft.pdf


def test_only_those_who_may_be_written_to_are_offered_for_a_trial(school: School) -> None:
    school.referral()
    for kind in LetterKind:
        offered = wording_trials.list_trials(school.session, kind)
        assert len(offered) == int(
            kind not in {LetterKind.FAMILY_COPY, LetterKind.CONSENT_FORM, LetterKind.GP_COPY}
        )
        assert all(isinstance(one.order, LetterOrder) for one in offered)


def test_the_letter_one_came_from_is_tried_first_with_what_is_left_out_of_it(
    school: School,
) -> None:
    first = school.referral()
    school.referral(school.case(school.pupil("Bo", "Li")))
    assert wording_trials.list_trials(school.session, KIND)[0].name == "Bo Li"
    asked_for = LetterOrder(first.id, KIND, left_out=("tried",), is_large_print=True)
    trials = wording_trials.list_trials(school.session, KIND, asked_for)
    assert (len(trials), trials[0].order, trials[0].name) == (2, asked_for, "Aoife O'Connor")


PIECES = st.sampled_from(
    [
        *(
            "{called}",
            "{pupil name}",
            "{birth date | short date}",
            "{nobody}",
            "{",
            "}",
            "{{",
            "}}",
        ),
        *("[if {tried}]", "[if no {since}]", "[else]", "[end]", "[notice]", "[risk]", "[facts]"),
        *("[facts: two columns]", "[table: tried]", "[list: difficulty]", "[quotes: pupil words]"),
        *(
            "[signature]",
            "[[",
            "]",
            "**",
            "# ",
            "## ",
            "* ",
            " = ",
            "\\",
            "\n",
            "\n\n",
            "\t",
            "a b",
        ),
        *("é", "\u202e", "\u2028", "\r\n", "x" * 90, "🌸", "|", "[version: 2]", "\x00"),
    ]
)


def test_any_text_is_kept_or_told_and_never_breaks_a_letter(school: School) -> None:
    referral = school.referral()
    makings = issuing.read_makings(school.session, LetterOrder(referral.id))
    value = "{nhs number} [end] **x** # y\\"
    facts = replace(makings.facts, asked_of_service=value)
    makings = replace(makings, facts=facts)
    tried = []

    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(PIECES, max_size=24).map("".join))
    def holds(text: str) -> None:
        text = f"# S\n{text}\n"
        breaks = [one for one in checked(school, KIND, text) if one.breaks]
        if breaks:
            assert all(min(one.line, one.column) >= 1 for one in breaks)
            return
        tried.append(text)
        draft = letter_wordings.try_wording(
            school.adapters.press, makings, f"{text}\n\n{{asked of service}}"
        )
        assert value in draft.text

    holds()
    assert len(tried) > 8


def test_a_long_and_hostile_wording_is_judged_to_its_end(school: School) -> None:
    for n in range(30):
        school.pupil(f"Nell{n}", f"Ashdown{n}")
    long = (our_wording(KIND) * 4)[: MOST_CHARACTERS - 1]
    hostile = ("{x}" * 6000, "[if {service}]\n" * 1300, "{called}" * 2400, long)
    for text in hostile:
        checked(school, KIND, text)
    assert problems(school, "x" * 1_000_000) == ["too-long"]


def test_that_ours_changed_since_is_told_until_it_was_looked_at(school: School) -> None:
    keep(school)
    with school.session.writing() as work:
        work.correct(LetterWording(KIND.value, KIND, OWN.strip(), "# As ours was"), "by hand")
        work.log(Action.RECORD_CORRECTED)
        work.commit()
    told = letter_wordings.read_wording(school.session, KIND)
    assert (told.is_ours_newer, told.beside) == (True, "# As ours was")
    lines = {one.kind: one.is_ours_newer for one in letter_wordings.list_wordings(school.session)}
    assert [kind for kind, is_newer in lines.items() if is_newer] == [KIND]
    # the first one again is as old as it was, and the same words kept again are not
    again = letter_wordings.bring_version_back
    again(school.session, school.adapters.press, KIND, 2, before=2)
    assert letter_wordings.read_wording(school.session, KIND).is_ours_newer
    keep(school, reason="Looked at yours", before=2)
    assert not letter_wordings.read_wording(school.session, KIND).is_ours_newer
    letter_wordings.use_our_wording(school.session, KIND, before=3)
    assert not letter_wordings.read_wording(school.session, KIND).is_ours_newer
