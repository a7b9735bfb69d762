"""Rules of the source that no linter of ours knows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

LONGEST_MODULE_LINES = 350
# Modules that are one thing although they are longer: path and why.
LONG_MODULES: dict[str, str] = {}
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}

SQL_CALLS = {"execute", "executemany", "executescript", "exec_driver_sql", "text", "DDL"}
# Files that put identifiers of our own into SQL, which can't be bound: path and why.
SQL_FROM_PARTS: dict[str, str] = {
    "mhlead/storage/migrations/versions/v0002_referral_life.py": "names of the tables it rebuilds",
    "mhlead/storage/migrations/as_written.py": "names of the tables it rebuilds",
    "mhlead/storage/page_checks.py": "names of the tables that are there",
    "mhlead/storage/salvage.py": "names of our own tables and columns",
    "mhlead/storage/schema.py": "names of our own triggers",
    "mhlead/storage/search.py": "names of our own search tables and columns",
    "mhlead/storage/search_objects.py": "names of our own search tables",
    "mhlead/storage/trip_wire.py": "a PRAGMA takes no bound parameters; the path is our own",
    "mhlead/storage/verify.py": "names of our own search tables",
}
DANGEROUS_MODULES = {"pickle", "marshal", "shelve", "dill", "imp"}
DANGEROUS_CALLS = {"eval", "exec", "compile", "__import__"}
# Modules that open a file without asking whether it is a plain one, and why nothing is amiss.
OPENED_AS_IT_IS: dict[str, str] = {
    "mhlead/cli/input_output.py": "a passphrase may well come through a pipe",
    "mhlead/resources.py": "the program's own files",
    "mhlead/storage/backup_file.py": "what was just written in a scratch folder",
    "mhlead/storage/backup_places.py": "what was just written",
    "mhlead/storage/file_guard.py": "the open database",
    "mhlead/storage/migrations/as_written.py": "the program's own files",
    "mhlead/storage/migrations/versions/v0001_first.py": "the program's own files",
    "mhlead/storage/migrations/versions/v0002_referral_life.py": "the program's own files",
    "mhlead/storage/other_file.py": "what was just written in a scratch folder",
    "mhlead/storage/page_checks.py": "the open database",
    "mhlead/storage/passing_places.py": "the system's list of mounts",
    "mhlead/storage/place.py": "the system's list of mounts",
    "mhlead/storage/rotation.py": "what was just written",
    "mhlead/storage/left_files.py": "the database, looked at before",
    "mhlead/storage/unfinished.py": "the mark that was just made",
}


def opens_as_it_is(module: ast.Module) -> Iterator[int]:
    """Lines where a file is read that may be a pipe or a device."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            modes = [one.value for one in node.args if isinstance(one, ast.Constant)]
            reads = node.func.attr == "open" and {"rb", "r", "rb+", "r+"} & {*modes}
            if reads or (node.func.attr in {"read_bytes", "read_text"} and not _is_ours(node)):
                yield node.lineno


def _is_ours(node: ast.Call) -> bool:
    """Whether it is a function of ours by that name, which is given what was read."""
    return bool(node.args)


def sql_from_parts(module: ast.Module) -> Iterator[int]:
    """Lines where SQL is put together from parts other than constants of the module."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and node.args and _called(node) in SQL_CALLS:
            statement = node.args[0]
            if any(_is_variable_part(part) for part in ast.walk(statement)):
                yield node.lineno


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _is_variable_part(node: ast.AST) -> bool:
    if isinstance(node, ast.FormattedValue):
        return not (isinstance(node.value, ast.Name) and node.value.id.lstrip("_").isupper())
    if isinstance(node, ast.BinOp):
        sides = (node.left, node.right)
        return any(isinstance(side, ast.Constant) and isinstance(side.value, str) for side in sides)
    return isinstance(node, ast.Call) and _called(node) in {"format", "join", "replace"}


def dangers(module: ast.Module) -> Iterator[str]:
    """What runs or loads code from data, or hands a string to a shell."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (f"import {a.name}" for a in node.names if a.name in DANGEROUS_MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in DANGEROUS_MODULES:
            yield f"from {node.module}"
        elif isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in DANGEROUS_CALLS:
                yield f"{node.func.id} in line {node.lineno}"
            yield from (f"shell= in line {node.lineno}" for k in node.keywords if k.arg == "shell")
            if _called(node) in {"system", "popen", "startfile"}:
                yield f"{_called(node)} in line {node.lineno}"


def test_no_module_is_longer_than_one_thing(checkout: Path, modules: dict[str, ast.Module]) -> None:
    lines = {path: (checkout / path).read_text(encoding="utf-8").count("\n") for path in modules}
    long = {path: count for path, count in lines.items() if count > LONGEST_MODULE_LINES}
    assert set(long) == set(LONG_MODULES), f"over {LONGEST_MODULE_LINES} lines: {long}"


def test_no_module_is_a_drawer_for_odds_and_ends(modules: dict[str, ast.Module]) -> None:
    parts = {part for path in modules for part in path.removesuffix(".py").split("/")}
    assert not {part for part in parts if NO_NAMES & set(part.split("_"))}


def test_sql_takes_its_values_as_bound_parameters(modules: dict[str, ast.Module]) -> None:
    found = {path: list(sql_from_parts(module)) for path, module in modules.items()}
    assert {path for path, lines in found.items() if lines} == set(SQL_FROM_PARTS), found


@pytest.mark.parametrize(
    "code",
    [
        'connection.execute(f"SELECT * FROM pupil WHERE upn = {upn}")',
        'connection.exec_driver_sql("SELECT %s" % name)',
        'session.execute(text("DELETE FROM " + table))',
        'connection.execute("SELECT {}".format(name))',
    ],
)
def test_sql_made_from_parts_is_noticed(code: str) -> None:
    assert list(sql_from_parts(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        'connection.execute("SELECT 1 WHERE a = ?", (name,))',
        'connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")',
        "session.execute(select(PupilRow).where(PupilRow.id == found))",
    ],
)
def test_bound_sql_is_left_alone(code: str) -> None:
    assert not list(sql_from_parts(ast.parse(code)))


def test_files_of_others_are_opened_only_where_they_are_plain_files(
    modules: dict[str, ast.Module],
) -> None:
    found = {name for name, module in modules.items() if any(opens_as_it_is(module))}
    assert found == OPENED_AS_IT_IS.keys()


@pytest.mark.parametrize(
    "code", ["path.open('rb')", "path.read_bytes()", "path.read_text(encoding='utf-8')"]
)
def test_a_file_opened_as_it_is_is_noticed(code: str) -> None:
    assert list(opens_as_it_is(ast.parse(code)))


def test_the_commands_print_through_one_filter(modules: dict[str, ast.Module]) -> None:
    found = {
        name
        for name, module in modules.items()
        if name.startswith("mhlead/cli/")
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and _called(node) == "print"
    }
    assert found == {"mhlead/cli/say.py"}


def test_nothing_runs_data_as_code(modules: dict[str, ast.Module]) -> None:
    found = {path: list(dangers(module)) for path, module in modules.items()}
    assert not {path: what for path, what in found.items() if what}


@pytest.mark.parametrize(
    "code",
    ["eval(x)", "exec(x)", "import pickle", "subprocess.run(x, shell=True)", "os.system(x)"],
)
def test_code_from_data_is_noticed(code: str) -> None:
    assert len(list(dangers(ast.parse(code)))) == 1


# Put together here, so that this file doesn't hold what it looks for.
FOREIGN = re.compile(
    "|".join(
        [
            r"(?<![\w.])/" + r"work/",
            r"(?<![\w.])/" + r"opt/",
            r"(?<![\w.])/" + r"root/",
            r"/tm" + r"p/[a-z]+-",
            r"\.\./sha" + r"red",
            r"(?<![\w./-])sha" + r"red/",
        ]
    )
)


def test_the_project_names_no_other_tree_and_no_machine(
    tracked_files: list[Path], checkout: Path
) -> None:
    found = []
    for path in tracked_files:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a font
        hits = (f"{path.relative_to(checkout)}: {hit.group()}" for hit in FOREIGN.finditer(text))
        found += list(hits)
    assert not found


@pytest.mark.parametrize("text", ["see /wo#rk/x", "in ../sha#red/a.md", "`sha#red/facts`"])
def test_a_path_of_another_tree_is_noticed(text: str) -> None:
    assert FOREIGN.search(text.replace("#", ""))


def test_the_lock_file_names_no_registry_and_hashes_everything(checkout: Path) -> None:
    lock = (checkout / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "--index-url" not in lock
    entries = re.split(r"^(?=[a-z0-9])", lock, flags=re.M)[1:]
    assert len(entries) > 40
    assert all("--hash=sha256:" in entry for entry in entries)


def test_every_shipped_file_that_is_named_exists(
    modules: dict[str, ast.Module], checkout: Path
) -> None:
    named = {
        node.args[0].value
        for module in modules.values()
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and _called(node) in {"resource", "resource_text", "resource_bytes"}
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert named
    assert not {name for name in named if not (checkout / "resources" / name).is_file()}
