"""Writes coded tasks in the neutral forms that commands read, so that others can judge them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from mhlead.disclosure.attack.claims import claims_of
from mhlead.domain.release import Demand, Strata, Task, Where, Zeros

Cell = dict[str, str]


def protect_case(
    name: str, task: Task
) -> tuple[dict[str, Any], Callable[[Collection[Where]], list[Cell]]] | None:
    """A task as sdc-protect/1, and what puts its cells into names.

    Returns:
        None where its releases group the same dimension in different ways, which the form does
        not know.
    """
    rows = _rows(task)
    if rows is None:
        return None
    dimensions = {f"d{d}": [_called(part) for part in parts] for d, parts in rows.items()}
    strata = [f"s{n}" for n in range(task.frame.strata)]

    def named(where: Where) -> Cell:
        return {f"d{d}": _called(codes) for d, codes in where}

    releases: list[dict[str, Any]] = []
    for number, release in enumerate(task.releases):
        told: dict[str, Any] = {
            "id": f"R{number + 1}",
            "strata": [strata[s] for s in release.strata],
            "tables": [[f"d{d}" for d in table.dimensions] for table in release.tables],
        }
        if release.shown is not None:
            told["published"] = [
                [named(one.where), None if one.is_hidden else one.low] for one in release.shown
            ]
            # What can't be is told too.
            told["published"] += [[named(cell), 0] for cell in _impossible(task, rows)]
        releases.append(told)
    case = {
        "format": "sdc-protect/1",
        "id": name,
        "dimensions": dimensions,
        "strata": strata,
        "microdata": [
            {f"d{d}": _row(parts, one.codes[d]) for d, parts in rows.items()}
            | {"stratum": strata[one.stratum]}
            for one in task.pupils
            for _ in range(one.count)
        ],
        "structural_zeros": [named(cell) for cell in _impossible(task, rows)],
        "known": [
            {
                "where": named(one.where),
                "strata": [strata[s] for s in one.strata],
                "range": [one.low, one.high],
            }
            for one in task.known
        ],
        "releases": releases,
        "rule": {
            "threshold": task.rule.threshold,
            "zeros": "protect" if task.rule.zeros is Zeros.HIDDEN else "show",
            "differences": task.rule.differences,
            "homogeneity": [[[f"d{d}" for d in side] for side in p] for p in task.rule.homogeneity],
            "own_record": task.rule.own_record,
            "every_hidden_cell": task.rule.every_hidden_cell,
            "total_published": task.rule.total_published,
        },
    }
    return case, lambda cells: [named(cell) for cell in cells]


def _rows(task: Task) -> dict[int, tuple[tuple[int, ...], ...]] | None:
    found: dict[int, tuple[tuple[int, ...], ...]] = {}
    for release in task.releases:
        for table in release.tables:
            for axis in table.axes:
                if found.setdefault(axis.dimension, axis.parts) != axis.parts:
                    return None
    return found


def _impossible(task: Task, rows: dict[int, tuple[tuple[int, ...], ...]]) -> list[Where]:
    cells = (cell for table in task.releases[-1].tables for cell in table.cells(task.frame))
    whole = {d: tuple(parts) for d, parts in rows.items()}
    return [
        cell
        for cell in dict.fromkeys(cells)
        if task.is_impossible(cell) and all(codes in whole[d] for d, codes in cell)
    ]


def _called(codes: Sequence[int]) -> str:
    return "+".join(map(str, codes))


def _row(parts: Sequence[Sequence[int]], code: int) -> str:
    return next(_called(part) for part in parts if code in part)


def attack_file(name: str, task: Task, hidden: Collection[Where]) -> dict[str, Any]:
    """What would be published as sdc-attack/1, with the demands that the rule makes."""
    claims = claims_of(task, hidden)
    sizes = task.frame.sizes
    strata = [f"s{n}" for n in range(task.frame.strata)]
    groups: dict[str, dict[str, list[str]]] = {}

    def category(dimension: int, codes: Sequence[int]) -> str:
        if len(codes) > 1:
            groups.setdefault(f"d{dimension}", {})[_called(codes)] = [str(code) for code in codes]
        return _called(codes)

    def named(where: Where) -> Cell:
        return {f"d{d}": category(d, codes) for d, codes in where}

    def among(numbers: Strata) -> list[str]:
        return [strata[s] for s in numbers]

    def asked(number: int, one: Demand) -> dict[str, Any]:
        terms = [[f, {"where": named(w), "strata": among(s)}] for f, w, s in one.terms]
        return {"label": f"q{number}", "terms": terms, "require": [one.low, one.high]}

    releases = []
    for number, release in enumerate(claims.publication.releases):
        tables: dict[tuple[int, ...], list[dict[str, Any]]] = {}
        for cell in release.cells:
            at = {d: category(d, codes) for d, codes in cell.where}
            value = None if cell.is_hidden else cell.low
            tables.setdefault(tuple(at), []).append({"at": list(at.values()), "value": value})
        releases.append(
            {
                "id": f"R{number + 1}",
                "strata": among(release.strata),
                "tables": [
                    {"id": f"t{n}", "dims": [f"d{d}" for d in dims], "cells": cells}
                    for n, (dims, cells) in enumerate(tables.items())
                ],
            }
        )
    own = {
        (one.stratum, tuple(one.codes)) for one in task.pupils if task.rule.own_record and one.count
    }
    told = sorted({d for r in claims.publication.releases for scope in r.scopes for d in scope})
    return {
        "format": "sdc-attack/1",
        "id": name,
        "dimensions": {
            f"d{d}": [str(code) for code in range(size)] for d, size in enumerate(sizes)
        },
        "strata": strata,
        "rule": {"min_width": 1},
        "releases": releases,
        "structural_zeros": [named(where) for where in _finest(task.impossible)],
        "known": [
            {"where": named(one.where), "strata": among(one.strata), "range": [one.low, one.high]}
            for one in task.known
        ],
        "own_records": [
            {f"d{d}": str(codes[d]) for d in told} | {"stratum": strata[s]}
            for s, codes in sorted({(s, codes) for s, codes in own})
        ],
        "protect": [asked(n, one) for n, one in enumerate(claims.for_all) if not one.width],
        "groups": groups,
    }


def _finest(cells: Sequence[Where]) -> list[Where]:
    """The same in single categories."""
    found: list[Where] = []
    for where in cells:
        one: list[Where] = [()]
        for dimension, codes in where:
            one = [(*begun, (dimension, (code,))) for begun in one for code in codes]
        found += one
    return found
