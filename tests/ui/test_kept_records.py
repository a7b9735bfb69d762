"""What the pages about a pupil keep goes through the service that has its rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mhlead.domain.audit import Action
from mhlead.domain.codes import CaseClosing, UnmetKind
from mhlead.domain.errors import NotAllowed
from mhlead.domain.records import Case, UnmetNeed
from mhlead.ui.care_wiring import keep_record
from tests.builders import School, make_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    made = make_school(tmp_path)
    yield made
    made.session.store.close()


def test_a_need_without_a_service_is_written_down_for_an_open_case_alone(school: School) -> None:
    case, today = school.case(), school.clock.today()
    need = UnmetNeed("", case.id, today, UnmetKind.NO_SERVICE, "05", " A weekly talk ")
    kept, _ = keep_record(school.session, need)
    assert kept.plan_b == "A weekly talk"
    with school.session.writing() as work:
        work.put(
            replace(
                work.get(Case, case.id),
                is_open=False,
                closed_on=today,
                closing=CaseClosing.SETTLED,
                owner_id=None,
                next_step_id=None,
            )
        )
        work.log(Action.CASE_CLOSED, case.pupil_id)
        work.commit()
    with pytest.raises(NotAllowed, match="case-closed"):
        keep_record(school.session, need)
