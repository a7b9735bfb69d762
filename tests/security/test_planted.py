"""Thousands of marked texts in every text field of a store: none reaches any byte of a summary."""

from __future__ import annotations

import dataclasses
import io
import typing
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from mhlead.domain.audit import Action
from mhlead.domain.codes import SummaryFormat
from mhlead.domain.counted_periods import CalendarKind
from mhlead.domain.records import (
    Background,
    Case,
    CommissionerRule,
    Concern,
    Contact,
    NameUse,
    NextStep,
    Note,
    PlanAim,
    Professional,
    Pupil,
    RiskEntry,
    SchoolPicture,
    SchoolProfile,
    StaffMember,
    SupportAction,
    UnmetNeed,
)
from mhlead.domain.records.school import SCHOOL_ID
from mhlead.domain.release.extras import Extra
from mhlead.services import releases
from mhlead.services.release_counts import StoreCounting
from mhlead.services.release_parts import ReleaseOrder
from mhlead.services.releases import ReleaseTools
from mhlead.wording.sheet_words import sheet_of
from tests.builders import School, make_school
from tests.documents.reading import text_of_pdf
from tests.parts.releases import Forms, HidesAll

MARK = "Zq7Canary"
AMOUNT = 60
NEW_ON = date(2026, 5, 4)
KINDS = (
    Contact,
    NameUse,
    Professional,
    Background,
    SchoolPicture,
    Note,
    RiskEntry,
    SupportAction,
    UnmetNeed,
)
numbers = count(1)


def planted(kind: type[Any], **known: object) -> Any:
    """A record with a mark of its own in every text field that is not known."""
    hints = typing.get_type_hints(kind)
    values: dict[str, object] = {}
    for field in dataclasses.fields(kind):
        hint = hints[field.name]
        if field.name in known:
            values[field.name] = known[field.name]
        elif hint in (str, str | None) and not field.name.endswith("_id"):
            values[field.name] = f"{MARK}{next(numbers)}"
        elif hint == tuple[str, ...]:
            values[field.name] = (f"{MARK}{next(numbers)}",)
        elif field.default is dataclasses.MISSING and hint is date:
            values[field.name] = NEW_ON
        elif field.default is dataclasses.MISSING and isinstance(hint, type):
            values[field.name] = next(iter(hint))
    return kind(**values)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    made = make_school(tmp_path, date(2026, 11, 23))
    lead = made.lead.id
    with made.session.writing() as work:
        work.correct(
            planted(SchoolProfile, id=SCHOOL_ID, name="Fernbrook Academy", logo=None), "planted"
        )
        work.add(planted(StaffMember, id=made.session.ids.new()))
        rule = made.session.ids.new()
        work.add(planted(CommissionerRule, id=rule, threshold=5, commissioner=f"{MARK}0"))
        work.add(planted(PlanAim, id=made.session.ids.new(), measure="waits"))
        for number in range(AMOUNT):
            pupil, case = made.session.ids.new(), made.session.ids.new()
            step = made.session.ids.new()
            on = NEW_ON + timedelta(days=number % 40)
            work.add(planted(Pupil, id=pupil, born_on=date(2011, 5, 5)))
            work.add(
                planted(
                    Case,
                    id=case,
                    pupil_id=pupil,
                    owner_id=lead,
                    next_step_id=step,
                    opened_on=on,
                )
            )
            work.add(planted(NextStep, id=step, case_id=case, holder_id=lead))
            work.add(planted(Concern, id=made.session.ids.new(), case_id=case))
            for kind in KINDS:
                about = {"id": made.session.ids.new(), "case_id": case, "pupil_id": pupil}
                names = {field.name for field in dataclasses.fields(kind)}
                work.add(planted(kind, **{k: v for k, v in about.items() if k in names}))
        work.log(Action.PUPILS_IMPORTED, None, {})
        work.commit()
    yield made
    made.session.store.close()


def everything_in(form: SummaryFormat, data: bytes) -> bytes:
    """Every byte, packed parts unpacked."""
    found = [data]
    if form is SummaryFormat.ODS:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            found += [file.read(name) for name in file.namelist()]
    if form is SummaryFormat.PDF:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found += [one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)]
            found.append(pdf.Root.unparse(resolved=True))
    return b"\n".join(found)


def test_no_planted_text_reaches_a_byte_of_a_summary(school: School) -> None:
    tools = ReleaseTools(StoreCounting(), HidesAll(), Forms(), sheet_of)
    order = ReleaseOrder((20261,), CalendarKind.QUARTERS, extras=frozenset(Extra))
    prepared = releases.prepare_release(school.session, tools, order)
    _, files, _ = releases.record_release(school.session, tools, prepared)
    assert [len(part.counted.members) for part in prepared.parts] == [AMOUNT, 0, 0, 0, AMOUNT]
    assert next(numbers) > 5000
    assert {one.format for one in files} == set(SummaryFormat)
    keys = [member.key for part in prepared.parts for member in part.counted.members]
    secrets = [MARK, str(prepared.line.seed), school.lead.name, *keys]
    for file in files:
        told = everything_in(file.format, file.data)
        for text in secrets:
            for coding in ("utf-8", "utf-16-be", "utf-16-le"):
                assert text.encode(coding) not in told, (file.format, text)
        assert MARK not in file.name
    # The page shows glyphs, not letters: what it says is read as its reader would.
    words = text_of_pdf(next(f.data for f in files if f.format is SummaryFormat.PDF))
    assert "Fernbrook Academy" in words
    assert MARK not in words
    assert school.lead.name not in words
