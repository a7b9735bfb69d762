"""Nothing that a name could hide in reaches the room of anonymous tables."""

from __future__ import annotations

import ast
import dataclasses
import enum
import importlib
import pkgutil
import types
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

import mhlead.domain.release

ALLOWED = ("mhlead.domain.errors", "mhlead.domain.release", "mhlead.disclosure")
PLAIN = (int, bool, type(None))


def imported(module: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return {name for name in found if name.split(".")[0] == "mhlead"}


def strangers(module: ast.Module) -> set[str]:
    """What of this program a module imports that it may not."""
    return {
        name
        for name in imported(module)
        if not any(name == one or name.startswith(one + ".") for one in ALLOWED)
    }


def test_disclosure_imports_errors_and_release_alone(modules: dict[str, ast.Module]) -> None:
    ours = {path: module for path, module in modules.items() if "/disclosure/" in path}
    assert len(ours) > 15
    assert not {path: found for path, module in ours.items() if (found := strangers(module))}


@pytest.mark.parametrize("name", ["mhlead.domain.records", "mhlead.domain.table_file", "mhlead"])
def test_another_import_is_noticed(name: str) -> None:
    assert strangers(ast.parse(f"from {name} import x")) == {name}


def is_coded(hint: Any) -> bool:
    """Whether a type can hold nothing but numbers and codes."""
    if get_origin(hint) in (tuple, Union, types.UnionType):
        return all(part is Ellipsis or is_coded(part) for part in get_args(hint))
    if not isinstance(hint, type):
        return False
    if issubclass(hint, enum.Enum):
        return all(isinstance(one.value, int) for one in hint)
    return hint in PLAIN or (
        dataclasses.is_dataclass(hint) and hint.__module__.startswith("mhlead.domain.release")
    )


def values_of_releases() -> list[type[Any]]:
    found: dict[type[Any], None] = {}
    for one in pkgutil.iter_modules(mhlead.domain.release.__path__, "mhlead.domain.release."):
        module = importlib.import_module(one.name)
        mine = (kind for kind in vars(module).values() if isinstance(kind, type))
        found |= dict.fromkeys(k for k in mine if k.__module__ == one.name)
    return list(found)


def test_no_field_of_a_release_can_hold_a_name() -> None:
    kinds = values_of_releases()
    assert len(kinds) > 15
    for kind in kinds:
        if issubclass(kind, enum.Enum):
            assert is_coded(kind), kind
            continue
        assert dataclasses.is_dataclass(kind), kind
        assert kind.__dataclass_params__.frozen, kind
        hints = get_type_hints(kind)
        loose = [f.name for f in dataclasses.fields(kind) if not is_coded(hints[f.name])]
        assert not loose, f"{kind.__name__}: {loose}"


@pytest.mark.parametrize("hint", [str, tuple[str, ...], int | str, dict[int, int], Any, object])
def test_a_field_that_could_is_noticed(hint: Any) -> None:
    assert not is_coded(hint)
