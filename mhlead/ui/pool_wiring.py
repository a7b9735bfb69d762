"""Ties the page of pooling rounds to an open store."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from mhlead.domain.changes import Changes
from mhlead.domain.errors import MhleadError
from mhlead.services import commissioner_rule, pooling_area, pooling_folder, pooling_school
from mhlead.services.pooling_folder import RoundOrder, read_round
from mhlead.services.pooling_ports import PoolTools
from mhlead.services.session import Session
from mhlead.ui.pages.pool_work import PoolWork
from mhlead.ui.whole_file import refuse_taken, write_new_files
from mhlead.wording.pool_words import SummaryWords

_PLAN, _ROSTER, _REQUEST, _TOTAL = "plan.json", "roster.json", "request.json", "area-totals.json"


def pool_work(session: Session, tools: PoolTools) -> PoolWork:
    """What can be done in rounds with this store."""

    def key(folder: Path, school: str, round_id: str) -> tuple[str, Changes]:
        name = f"key-{_plain(school)}.json"
        refuse_taken(folder, [name])
        raw, changes = pooling_school.own_key(session, tools, school, round_id)
        write_new_files(folder, [(name, raw)])
        return name, changes

    def contribute(folder: Path, heard: str, rang: Sequence[str]) -> tuple[str, Changes]:
        name = f"contribution-{_plain(_school(session, tools))}.json"
        refuse_taken(folder, [name])
        roster = read_round(tools, folder).the_roster()
        raw, changes = pooling_school.own_contribution(
            session, tools, SummaryWords(), roster=roster, heard=heard, rang=rang
        )
        write_new_files(folder, [(name, raw)])
        return name, changes

    def answer(folder: Path) -> tuple[str, Changes]:
        name = f"answer-{_plain(_school(session, tools))}.json"
        refuse_taken(folder, [name])
        there = read_round(tools, folder)
        raw, changes = pooling_school.own_answer(
            session, tools, roster=there.the_roster(), request=there.the_request()
        )
        write_new_files(folder, [(name, raw)])
        return name, changes

    return PoolWork(
        read=partial(pooling_school.read_rounds, session, tools),
        look=partial(read_round, tools),
        key=key,
        contribute=contribute,
        answer=answer,
        roster=partial(_roster, session, tools),
        request=partial(_request, tools),
        total=partial(_total, tools),
    )


def _school(session: Session, tools: PoolTools) -> str:
    return pooling_school.read_rounds(session, tools).school


def _plain(school: str) -> str:
    """The code as part of a file's name."""
    return "".join(char if char.isalnum() else "-" for char in school.lower())


def _roster(session: Session, tools: PoolTools, folder: Path, order: RoundOrder) -> str:
    refuse_taken(folder, [_PLAN, _ROSTER])
    keys = read_round(tools, folder).keys
    small = commissioner_rule.read_rule(session).small
    plan = pooling_folder.plan_bytes(tools, order, small, SummaryWords())
    write_new_files(folder, [(_PLAN, plan)])
    try:
        _, raw = pooling_area.make_roster(
            tools, folder / _PLAN, order.first_on, order.last_on, keys, order.least
        )
        write_new_files(folder, [(_ROSTER, raw)])
    except MhleadError:
        (folder / _PLAN).unlink(missing_ok=True)
        raise
    return _ROSTER


def _request(tools: PoolTools, folder: Path) -> tuple[str, tuple[str, ...]]:
    refuse_taken(folder, [_REQUEST])
    there = read_round(tools, folder)
    _, missing, raw = pooling_area.make_request(tools, there.the_roster(), there.contributions)
    write_new_files(folder, [(_REQUEST, raw)])
    return _REQUEST, missing


def _total(tools: PoolTools, folder: Path) -> tuple[str, int]:
    refuse_taken(folder, [_TOTAL])
    there = read_round(tools, folder)
    files = (*there.contributions, *there.answers)
    schools, raw = pooling_area.make_total(tools, there.the_roster(), there.the_request(), files)
    write_new_files(folder, [(_TOTAL, raw)])
    return _TOTAL, schools
