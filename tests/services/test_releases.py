"""Making summaries: recorded before they are given, held against all that was told, or refused."""

from __future__ import annotations

import dataclasses
import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from mhlead.domain.audit import Action
from mhlead.domain.codes import GivenTo, SummaryFormat
from mhlead.domain.counted_periods import CalendarKind
from mhlead.domain.errors import (
    Changed,
    FieldRefused,
    NotAllowed,
    SummaryRefused,
)
from mhlead.domain.ledger import GivenLine, ReleaseLine, added, told_by
from mhlead.domain.records import LedgerEntry, ReleaseFile
from mhlead.domain.release import Protection, Status, Verdict, Verdicts
from mhlead.domain.release.dimensions import Ages
from mhlead.domain.release.table_sets import SetSize, Stream, table_set
from mhlead.domain.release_history import Draft, task_for
from mhlead.services import ledger, release_figures, releases, unlocking
from mhlead.services.release_parts import ReleaseOrder, read_basis
from mhlead.storage.engine import lone_engine, writing
from mhlead.storage.unit_of_work import StoreUnit
from tests.builders import PASSPHRASE, School, make_new_school
from tests.parts.releases import (
    Q1,
    Q2,
    Forms,
    HidesAll,
    InventedCounting,
    RealGuard,
    invented,
    order,
    tools,
)

TWELVE = invented(12)


def released(school: School, told=None, wanted: ReleaseOrder | None = None, guard=HidesAll):
    """A release, recorded; everything but the total is hidden unless another guard is given."""
    with_tools = dataclasses.replace(tools(*(told or TWELVE)), guard=guard())
    asked = wanted or order()
    prepared = releases.prepare_release(school.session, with_tools, asked)
    return releases.record_release(school.session, with_tools, prepared)


def lines_of(school: School) -> list[ledger.LedgerLine]:
    with school.session.reading() as work:
        return ledger.read_ledger(work)


def by_hand(school: School, statement: str, values: tuple[str, ...] = ()) -> None:
    """Changes the store past every rule, as somebody with the passphrase and no shame could."""
    engine = lone_engine(school.session.store._keyed, has_foreign_keys=False)
    with writing(engine) as connection:
        triggers = connection.exec_driver_sql(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND"
            " (tbl_name LIKE 'ledger%' OR tbl_name LIKE 'release%')"
        )
        for (name,) in triggers.all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql(statement, values)
        connection.commit()
    engine.dispose()


def test_a_release_stands_in_the_ledger_with_its_files_and_in_the_history(school: School) -> None:
    entry, files, _ = released(school)
    (line,) = lines_of(school)
    assert line.entry == entry
    assert {one.format for one in files} == set(SummaryFormat)
    assert isinstance(line.line, ReleaseLine)
    streams = {part.counted.stream for part in line.line.parts}
    assert streams == set(Stream) - {Stream.UNMET, Stream.COHORT}  # nobody asked for those
    assert line.line.parts[0].counted.members[0].key == TWELVE[0][0]
    with school.session.reading() as work:
        (event,) = work.history(actions=(Action.SUMMARY_RELEASED,))
    assert dict(event.detail)["chain"] == entry.chain
    assert school.session.store.verify().is_sound


def test_giving_it_out_again_gives_the_same_bytes(school: School) -> None:
    entry, files, _ = released(school)
    again, _ = releases.give_out_again(school.session, entry.id)
    assert [(f.name, f.data) for f in again] == [(f.name, f.data) for f in files]
    with_tools = tools(*TWELVE)
    assert releases.find_same(school.session, with_tools, order()) == entry
    more = tools(*TWELVE, *invented(1, seed=9))
    assert releases.find_same(school.session, more, order()) is None


TOUCHED = (
    "UPDATE ledger_entries SET content = replace(content, '\"threshold\":5', '\"threshold\":6')",
    "UPDATE ledger_entries SET number = number + 1",
    "DELETE FROM release_files WHERE format = 'csv'",
    "UPDATE release_files SET data = x'00' WHERE format = 'pdf'",
    "DELETE FROM ledger_entries WHERE number = 2",
    "DELETE FROM ledger_entries",
)


def test_a_ledger_that_was_touched_refuses_everything(school: School, tmp_path: Path) -> None:
    both = [*TWELVE, *invented(12, Q2)]
    released(school, both)
    released(school, both, order(Q2))
    folder = school.folder
    school.session.store.close()
    for number, statement in enumerate(TOUCHED):
        copy = tmp_path / str(number)
        shutil.copytree(folder, copy)
        opened = (school.adapters.stores, school.clock, school.adapters.ids)
        school.session = unlocking.unlock(*opened, copy, PASSPHRASE)
        lines_of(school)
        by_hand(school, statement)
        for act in (releases.prepare_release, releases.plan_release, releases.find_same):
            with pytest.raises(NotAllowed, match="ledger-damaged"):
                act(school.session, tools(*both), order(Q1, Q2))
        school.session.store.close()


def test_a_line_rewritten_with_its_chain_does_not_fit_the_history(school: School) -> None:
    released(school)
    (line,) = lines_of(school)
    other = added([], dataclasses.replace(line.entry, content=line.entry.content + " "))
    by_hand(
        school,
        "UPDATE ledger_entries SET content = content || ' ', digest = ?, chain = ?",
        (other.digest, other.chain),
    )
    with pytest.raises(NotAllowed, match="ledger-damaged"):
        lines_of(school)


def test_the_first_release_fixes_the_calendar(school: School) -> None:
    released(school)
    terms = ReleaseOrder((Q2,), CalendarKind.TERMS)
    with pytest.raises(NotAllowed, match="calendar-fixed"):
        releases.prepare_release(school.session, tools(*TWELVE), terms)


def test_a_category_that_no_group_joins_refuses_an_overlap(school: School) -> None:
    released(school)
    with school.session.reading() as work:
        told = told_by(one.line for one in ledger.read_ledger(work))
        basis = read_basis(work, InventedCounting(TWELVE), order(), date(2026, 11, 23), told)
    part = basis.parts[0].counted
    other = dataclasses.replace(told[0].counted, lists=(("NEED", ("ANXIETY",)), *part.lists[1:]))
    draft = Draft(part, _tables(), order().small)
    with pytest.raises(NotAllowed, match="categories-changed"):
        task_for(draft, [dataclasses.replace(told[0], counted=other)])


def _tables():
    return table_set(Stream.DEMAND, SetSize.SMALL, Ages.SECONDARY)


def test_one_pupil_more_is_held_against_what_was_told(school: School) -> None:
    released(school)
    more = [*TWELVE, *invented(1, seed=9)]
    with_tools = tools(*more)
    seen = []

    class Watching(HidesAll):
        def protect(self, task, seed, tell, is_stopped):
            seen.append(task)
            return super().protect(task, seed, tell, is_stopped)

    watched = dataclasses.replace(with_tools, guard=Watching())
    plan = releases.plan_release(school.session, watched, order())
    assert plan.connected == 1
    assert plan.replaces is not None
    # Told 12 and then 13, anybody knows that one came: nothing can mend that, so it is refused.
    with pytest.raises((SummaryRefused, NotAllowed)):
        releases.prepare_release(school.session, watched, order())
    assert {len(task.releases) for task in seen} == {2}
    assert seen[0].frame.strata == 3  # counted then alone, now alone, or both times
    assert len(lines_of(school)) == 1
    # The program's own protector hides the total with the rest instead.
    prepared = releases.prepare_release(school.session, with_tools, order())
    assert prepared.sheet.parts[0].total.value is None
    releases.record_release(school.session, with_tools, prepared)
    first, second = lines_of(school)
    assert first.replaced_by == second.entry.id


class Noting(HidesAll):
    """Notes the seed of the weights."""

    seeds: tuple[int, ...] = ()

    def protect(self, task, seed, tell, is_stopped):
        Noting.seeds += (seed,)
        return super().protect(task, seed, tell, is_stopped)


def test_the_weights_of_each_release_are_new_and_leave_no_trace_in_it(school: School) -> None:
    Noting.seeds = ()
    both = [*TWELVE, *invented(14, Q2, seed=3)]
    files = [
        file.data
        for period in (Q1, Q2)
        for file in released(school, both, order(period), Noting)[1]
    ]
    assert len(files) == 2 * len(SummaryFormat)
    assert len(set(Noting.seeds)) == 2
    kept = [one.line.seed for one in lines_of(school)]
    assert tuple(kept) == Noting.seeds
    for seed in Noting.seeds:
        assert seed.bit_length() > 40
        digits = f"{seed:x}"[-12:].upper()
        numbers = [one.line.certificate.number.replace("-", "") for one in lines_of(school)]
        assert digits not in numbers
        for told in (str(seed), f"{seed:x}", f"{seed:X}"):
            assert not any(told.encode() in content for content in files)


def test_disjoint_periods_have_nothing_to_do_with_each_other(school: School) -> None:
    released(school)
    both = [*TWELVE, *invented(14, Q2, seed=3)]
    released(school, both, order(Q2))
    plan = releases.plan_release(school.session, tools(*both), order(Q1, Q2))
    assert plan.connected == 2
    first, second = lines_of(school)
    assert (first.entry.number, second.entry.number) == (1, 2)
    assert second.entry.corrects_id is None


def test_a_year_is_held_against_its_quarters(school: School) -> None:
    released(school)
    both = [*TWELVE, *invented(14, Q2, seed=3)]
    with school.session.reading() as work:
        told = told_by(one.line for one in ledger.read_ledger(work))
        basis = read_basis(work, InventedCounting(both), order(Q1, Q2), date(2026, 11, 23), told)
    task = task_for(Draft(basis.parts[0].counted, _tables(), order().small), told)
    assert task.frame.strata == 3
    assert sum(one.count for one in task.pupils) == 26
    assert [one.strata for one in task.releases] == [(0, 2), (1, 2)]


def test_figures_given_elsewhere_count_as_published(school: School) -> None:
    with_tools = tools(*TWELVE)
    figure = release_figures.Figure((), 12)
    release_figures.note_figures(
        school.session,
        with_tools,
        order(),
        release_figures.Given(Stream.DEMAND, GivenTo.GOVERNORS, date(2026, 10, 1), (figure,)),
    )
    (line,) = lines_of(school)
    assert isinstance(line.line, GivenLine)
    with school.session.reading() as work:
        told = told_by(one.line for one in ledger.read_ledger(work))
        basis = read_basis(work, InventedCounting(TWELVE), order(), date(2026, 11, 23), told)
    task = task_for(Draft(basis.parts[0].counted, _tables(), order().small), told)
    (known,) = task.known
    assert (known.low, known.high) == (12, 12)
    assert school.session.store.verify().is_sound


def test_fewer_than_ten_is_one_sentence(school: School) -> None:
    _, files, _ = released(school, invented(9))
    texts = {one.format: one.data for one in files}
    assert b"9" not in texts[SummaryFormat.CSV].split(b"\r\n", 1)[1].replace(b"2026/27", b"")
    assert json.loads(texts[SummaryFormat.JSON])["releases"] == []
    (line,) = lines_of(school)
    assert line.line.parts[0].tables == ()


def test_the_size_of_the_group_alone_sets_the_tables(school: School) -> None:
    plan = releases.plan_release(school.session, tools(*invented(40)), order())
    assert plan.parts[0].size is SetSize.MIDDLE
    coarser = dataclasses.replace(order(), size=SetSize.SMALL)
    plan = releases.plan_release(school.session, tools(*invented(40)), coarser)
    assert plan.parts[0].size is SetSize.SMALL
    finer = dataclasses.replace(order(), size=SetSize.LARGE)
    plan = releases.plan_release(school.session, tools(*TWELVE), finer)
    assert plan.parts[0].size is SetSize.SMALL


class Alarmed(HidesAll):
    """An attacker that finds something in the file."""

    def try_to_undo(self, task, hidden, is_stopped):
        return Verdicts(Verdict.UNSAFE)


class OtherFile(Forms):
    """A form that prints what was hidden."""

    def json(self, sheet):
        told = json.loads(super().json(sheet))
        told["releases"][0]["tables"][0]["cells"][1]["value"] = 7
        return json.dumps(told).encode()


class Refuses(HidesAll):
    """A protector that finds nothing."""

    def protect(self, task, seed, tell, is_stopped):
        found = super().protect(task, seed, tell, is_stopped)
        return dataclasses.replace(found, status=Status.REFUSED)


def test_the_gate_is_on_the_very_file(school: School) -> None:
    for fault in ({"guard": Alarmed()}, {"forms": OtherFile()}, {"guard": Refuses()}):
        with_tools = dataclasses.replace(tools(*TWELVE), **({"guard": HidesAll()} | fault))
        with pytest.raises((NotAllowed, SummaryRefused)):
            releases.prepare_release(school.session, with_tools, order())
        assert lines_of(school) == []


class Late(RealGuard):
    """A protector that ran out of time with everything hidden, but for small sets."""

    def protect(self, task, seed, tell, is_stopped):
        if len(task.cells) > 20:
            return Protection(Status.FEASIBLE, tuple(where for where in task.cells if where))
        return super().protect(task, seed, tell, is_stopped)


def test_where_time_hid_everything_a_coarser_set_is_told(school: School) -> None:
    with_tools = dataclasses.replace(tools(*invented(40)), guard=Late())
    prepared = releases.prepare_release(school.session, with_tools, order())
    assert prepared.parts[0].size is SetSize.SMALL
    assert prepared.sheet.hidden < prepared.sheet.numbers - 1


def test_a_total_alone_passes_the_real_protector_and_the_real_attack(school: School) -> None:
    wanted = dataclasses.replace(order(), size=SetSize.TOTAL)
    prepared = releases.prepare_release(school.session, tools(*TWELVE), wanted)
    assert prepared.sheet.parts[0].total.value == 12
    assert (prepared.sheet.hidden, prepared.sheet.numbers) == (0, 1)


class Broken(RuntimeError):
    """A fault that nobody foresaw."""


def breaks(*_: object, **__: object) -> None:
    raise Broken


def test_a_fault_while_the_files_are_made_leaves_nothing(school: School) -> None:
    for step in ("pdf", "ods", "csv", "json", "read_back"):
        forms = Forms()
        setattr(forms, step, breaks)
        with_tools = dataclasses.replace(tools(*TWELVE), guard=HidesAll(), forms=forms)
        with pytest.raises(Broken):
            releases.prepare_release(school.session, with_tools, order())
        assert lines_of(school) == []


def test_a_fault_while_it_is_recorded_leaves_no_half_entry(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_tools = dataclasses.replace(tools(*TWELVE), guard=HidesAll())
    prepared = releases.prepare_release(school.session, with_tools, order())
    for step in ("add", "add_all", "log", "commit"):
        with monkeypatch.context() as patch:
            patch.setattr(StoreUnit, step, breaks)
            with pytest.raises(Broken):
                releases.record_release(school.session, with_tools, prepared)
        with school.session.reading() as work:
            assert work.count(LedgerEntry) == work.count(ReleaseFile) == 0
            assert work.history(actions=(Action.SUMMARY_RELEASED,)) == []


def test_a_ledger_or_a_record_that_changed_meanwhile_refuses(school: School) -> None:
    with_tools = dataclasses.replace(tools(*TWELVE), guard=HidesAll())
    prepared = releases.prepare_release(school.session, with_tools, order())
    changed = dataclasses.replace(tools(*TWELVE[1:]), guard=HidesAll())
    with pytest.raises(Changed):
        releases.record_release(school.session, changed, prepared)
    releases.record_release(school.session, with_tools, prepared)
    with pytest.raises(Changed):
        releases.record_release(school.session, with_tools, prepared)


def test_a_comment_is_held_against_the_store_and_the_tables(school: School) -> None:
    school.pupil()
    with_tools = dataclasses.replace(tools(*TWELVE), guard=HidesAll())
    for comment, code in (
        ("Aoife waited very long.", "comment-name"),
        ("The O’Connor family waits.", "comment-name"),
        ("There were seven.", "comment-number"),
        ("Anybody with a phobia waits longest.", "comment-group"),
    ):
        with pytest.raises(FieldRefused) as refused:
            releases.prepare_release(school.session, with_tools, order(comment=comment))
        assert refused.value.code == code
        assert lines_of(school) == []
    told = "Of 12 pupils newly of concern many wait.\nEarly advice by telephone has helped."
    with_tools = dataclasses.replace(tools(*TWELVE), guard=HidesAll())
    prepared = releases.prepare_release(school.session, with_tools, order(comment=told))
    assert prepared.sheet.issue.comment == told


def test_the_ledger_goes_to_a_copy_of_the_store_and_nowhere_else(
    school: School, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    school.session.store.close()
    shutil.copytree(school.folder, copy)
    adapters = school.adapters
    opened = (adapters.stores, school.clock, adapters.ids)
    school.session = unlocking.unlock(*opened, school.folder, PASSPHRASE)
    entry, _, _ = released(school)
    raw, _ = ledger.ledger_bytes(school.session)
    assert b"mhlead" not in raw
    assert TWELVE[0][0].encode() not in raw
    other = unlocking.unlock(*opened, copy, PASSPHRASE)
    assert ledger.take_in_ledger(other, raw)[0] == 1
    assert ledger.take_in_ledger(other, raw)[0] == 0
    with other.reading() as work:
        assert [one.entry for one in ledger.read_ledger(work)] == [entry]
        assert work.count(ReleaseFile) == len(SummaryFormat)
    with pytest.raises(NotAllowed, match="not-this-store"):
        ledger.take_in_ledger(other, raw[:-1] + bytes([raw[-1] ^ 1]))
    other.store.close()
    stranger = make_new_school(tmp_path / "stranger")
    with pytest.raises(NotAllowed, match="not-this-store"):
        ledger.take_in_ledger(stranger.session, raw)
    stranger.session.store.close()
