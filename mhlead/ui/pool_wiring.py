"""Ties the page of pooling rounds to an open store."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from mhlead.domain.changes import Changes
from mhlead.domain.errors import MhleadError
from mhlead.domain.pool_refusal import PoolRefused
from mhlead.domain.release import Status
from mhlead.services import commissioner_rule, pooling_area, pooling_folder, pooling_school
from mhlead.services.adapters import Adapters
from mhlead.services.pooling_folder import RoundOrder, read_round
from mhlead.services.pooling_ports import PoolTools
from mhlead.services.protecting import protect_file
from mhlead.services.session import Session
from mhlead.ui.pages.pool_work import PoolWork
from mhlead.ui.whole_file import refuse_taken, write_new_files
from mhlead.wording.pool_words import SummaryWords
from mhlead.wording.release_words import reason_words

_PLAN, _ROSTER, _REQUEST = "plan.json", "roster.json", "request.json"
_TOTAL, _PROTECTED = "area-totals.json", "area-protected.json"


def pool_work(session: Session, adapters: Adapters) -> PoolWork:
    """What can be done in rounds with this store."""
    tools = adapters.pool

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
        protect=partial(_protect, adapters),
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


def _protect(adapters: Adapters, folder: Path) -> tuple[str, int, int]:
    """The totals with what has to be hidden, attacked before the file exists.

    Raises:
        PoolRefused: there are no totals yet ("no-totals"), or they can't be protected ("unsafe").
    """
    refuse_taken(folder, [_PROTECTED])
    if not (folder / _TOTAL).exists():
        raise PoolRefused("no-totals")
    protection, raw = protect_file(
        adapters.table_files, adapters.protector, folder / _TOTAL, reason_words
    )
    if protection.status is Status.REFUSED:
        raise PoolRefused("unsafe")
    write_new_files(folder, [(_PROTECTED, raw)])
    told = json.loads(raw)
    return _PROTECTED, len(told["suppressed"]), len(told["published"])
