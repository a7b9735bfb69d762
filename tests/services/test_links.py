"""Something that links several pupils: no record says the part of another."""

from __future__ import annotations

import pytest

from mhlead.domain.codes import LinkRole
from mhlead.domain.errors import FieldRefused, NotAllowed
from mhlead.domain.records import Case, PupilLink
from mhlead.services import links, pupils, records, unlocking
from mhlead.services.agenda import read_agenda
from mhlead.services.links import LinkPart
from mhlead.services.today import read_today
from mhlead.wording import words
from tests.builders import School

ABOUT = "What happened at the bus stop"
PARTS = (LinkRole.HARMED, LinkRole.CAUSED_HARM, LinkRole.WITNESS)
OWN = ("Her arm hurt", "He says it was a joke", "Saw it from the gate")


def three_linked(school: School) -> list[Case]:
    names = (("Aoife", "O'Connor"), ("Bea", "Long"), ("Cal", "Ray"))
    linked = [school.case(school.pupil(*name)) for name in names]
    parts = [
        LinkPart(case.pupil_id, role, own)
        for case, role, own in zip(linked, PARTS, OWN, strict=True)
    ]
    links.link_pupils(school.session, ABOUT, school.clock.today(), parts)
    return linked


def test_no_view_of_a_pupil_says_the_part_of_another(school: School) -> None:
    for number, case in enumerate(three_linked(school)):
        view = pupils.open_pupil(school.session, case.pupil_id)
        told = str(view)
        for other, role in enumerate(PARTS):
            assert (role.value in told) is (other == number)
            assert (OWN[other] in told) is (other == number)
        (link,) = view.links
        assert len(link.others) == 2
        assert {"Aoife O'Connor", "Bea Long", "Cal Ray"} - {o.name for o in link.others}
        (entry,) = [one for one in view.timeline if one.kind == "link"]
        assert (entry.title, entry.text, entry.author) == (ABOUT, OWN[number], "Jo Marsh")


def test_nothing_else_says_any_part(school: School) -> None:
    three_linked(school)
    school.referral(pupils_case(school, 0))
    everywhere = "\n".join(
        str(view)
        for view in (
            pupils.list_pupils(school.session),
            pupils.list_referrals(school.session),
            read_today(school.session),
            read_agenda(school.session, school.service.id),
            unlocking.history(school.session),
        )
    )
    assert not [part for part in (*PARTS, *OWN, *map(words, PARTS)) if str(part) in everywhere]


def pupils_case(school: School, number: int) -> Case:
    with school.session.reading() as work:
        return work.find(Case, pupil_id=school.pupils[number].id)[0]


def test_a_part_is_corrected_and_removed_for_one_pupil_alone(school: School) -> None:
    first, second, _ = three_linked(school)
    own = pupils.open_pupil(school.session, first.pupil_id).links[0].record
    records.remove(school.session, PupilLink, own.id, "Was somebody else")
    assert pupils.open_pupil(school.session, first.pupil_id).links == ()
    (left,) = pupils.open_pupil(school.session, second.pupil_id).links
    assert [one.name for one in left.others] == ["Cal Ray"]


def test_one_more_pupil_comes_in_and_nobody_twice(school: School) -> None:
    first, *_ = three_linked(school)
    own = pupils.open_pupil(school.session, first.pupil_id).links[0].record
    fourth = school.pupil("Dee", "Moss")
    links.add_to_link(school.session, own.id, LinkPart(fourth.id, LinkRole.SIBLING))
    (view,) = pupils.open_pupil(school.session, fourth.id).links
    assert (view.record.about, view.record.role, len(view.others)) == (ABOUT, LinkRole.SIBLING, 3)
    with pytest.raises(NotAllowed) as refusal:
        links.add_to_link(school.session, own.id, LinkPart(fourth.id, LinkRole.WITNESS))
    assert refusal.value.code == "linked-twice"


def test_a_link_needs_two_pupils_and_words_and_keeps_nothing_otherwise(school: School) -> None:
    one, other = school.pupil(), school.pupil("Bea", "Long")
    today = school.clock.today()
    own = LinkPart(one.id, LinkRole.HARMED)
    with pytest.raises(FieldRefused) as alone:
        links.link_pupils(school.session, ABOUT, today, [own])
    assert alone.value.field == "others"
    with pytest.raises(FieldRefused) as wordless:
        links.link_pupils(school.session, " ", today, [own, LinkPart(other.id, LinkRole.FRIEND)])
    assert wordless.value.field == "about"
    with pytest.raises(NotAllowed):
        links.link_pupils(school.session, ABOUT, today, [own, own])
    with school.session.reading() as work:
        assert work.count(PupilLink) == 0
