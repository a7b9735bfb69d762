"""The commands on neutral files of tables."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from mhlead.main import main

CASES = Path(__file__).parents[1] / "disclosure" / "cases"
Told = pytest.CaptureFixture[str]
Document = dict[str, Any]


def case(**changes: Any) -> Document:
    """A sound file: nobody is alone in it."""
    pupils = [("A", "x")] * 8 + [("A", "y")] * 7 + [("B", "x")] * 6 + [("B", "y")] * 9
    document: Document = {
        "format": "sdc-protect/1",
        "id": "invented",
        "dimensions": {"need": ["A", "B"], "year": ["x", "y"]},
        "microdata": [{"need": need, "year": year} for need, year in pupils],
        "releases": [{"id": "R1", "tables": [["need", "year"]]}],
        "rule": {"threshold": 5, "zeros": "protect", "total_published": True},
    }
    return document | changes


def protect(folder: Path, document: Document | str | bytes) -> tuple[int, Path]:
    """The exit code, and where the answer was to go."""
    source, out = folder / "tables.json", folder / "answer.json"
    if isinstance(document, bytes):
        source.write_bytes(document)
    else:
        told = document if isinstance(document, str) else json.dumps(document)
        source.write_text(told, encoding="utf-8")
    return main(["protect", str(source), "--out", str(out)]), out


@pytest.mark.parametrize("path", sorted(CASES.glob("*protect*")), ids=lambda path: path.stem)
def test_a_case_is_protected_with_the_fewest_cells(
    path: Path, tmp_path: Path, capsys: Told
) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    code, out = protect(tmp_path, document)
    assert code == 0
    answer = json.loads(out.read_text(encoding="utf-8"))
    least = document["expected"]["min_suppressed"]
    assert (answer["status"], len(answer["suppressed"])) == ("optimal", least)
    assert len(answer["published"]) == document["expected"]["cells"]
    hidden = [cell for cell, value in answer["published"] if value is None]
    assert hidden == answer["suppressed"]
    assert answer["certificate"]["result"] == "passed"
    told = capsys.readouterr()
    assert told.out == f"Hides {least} of {len(answer['published'])} numbers. Wrote {out}.\n"
    assert not told.err


def test_nothing_is_hidden_where_nothing_is_small(tmp_path: Path) -> None:
    code, out = protect(tmp_path, case())
    answer = json.loads(out.read_text())
    assert (code, answer["suppressed"]) == (0, [])
    assert [{}, 30] in answer["published"]
    assert [{"need": "A", "year": "y"}, 7] in answer["published"]


def test_the_same_file_gives_the_same_answer(tmp_path: Path) -> None:
    document = json.loads((CASES / "p04_protect_two_linked.json").read_text())
    answers = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        answers.append(protect(tmp_path / name, document)[1].read_bytes())
    assert answers[0] == answers[1]


def test_the_solver_says_nothing_on_standard_output(tmp_path: Path) -> None:
    out = tmp_path / "answer.json"
    source = CASES / "p03_protect_single_table.json"
    done = subprocess.run(
        [sys.executable, "-m", "mhlead", "protect", str(source), "--out", str(out)],
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().split() == f"Hides 6 of 20 numbers. Wrote {out}.".split()


def test_a_release_that_cannot_be_protected_says_why(tmp_path: Path, capsys: Told) -> None:
    code, out = protect(tmp_path, case(microdata=[{"need": "A", "year": "x"}] * 3))
    answer = json.loads(out.read_text(encoding="utf-8"))
    assert code == 1
    assert answer["status"] == "refused"
    assert answer["suppressed"] == answer["published"] == []
    assert answer["reason"].startswith("The total itself is below the threshold")
    assert answer["certificate"]["result"] == "refused"
    assert capsys.readouterr().err.startswith("Refused. The total itself")


def test_an_earlier_release_that_told_too_much_says_why(tmp_path: Path) -> None:
    cells = [[{}, 7], [{"need": "A"}, 2], [{"need": "B"}, 5]]
    pupils = [{"need": n, "year": "x", "stratum": "1"} for n in "AABBBBB"]
    pupils += [{"need": n, "year": "y", "stratum": "2"} for n in "AAAAAABBBBBB"]
    document = case(strata=["1", "2"], microdata=pupils)
    document["releases"] = [
        {"id": "R1", "strata": ["1"], "tables": [["need"]], "published": cells},
        {"id": "R2", "strata": ["2"], "tables": [["need"]]},
    ]
    code, out = protect(tmp_path, document)
    assert code == 1
    assert "earlier releases" in json.loads(out.read_text(encoding="utf-8"))["reason"]


def test_of_one_category_both_names_of_the_cell_are_told(tmp_path: Path) -> None:
    document = case(dimensions={"need": ["A"], "year": ["x", "y"]})
    document["microdata"] = [{"need": "A", "year": year} for year in "xxxxxxxyy"]
    document["rule"]["total_published"] = False
    code, out = protect(tmp_path, document)
    answer = json.loads(out.read_text())
    assert code == 0
    values = {json.dumps(cell): value for cell, value in answer["published"]}
    assert values['{"year": "y"}'] is None
    assert values['{"need": "A", "year": "y"}'] is None
    assert values["{}"] == values['{"need": "A"}']


def changed(**parts: Any) -> Callable[[Document], None]:
    return lambda document: document.update(parts)


def in_rule(**parts: Any) -> Callable[[Document], None]:
    return lambda document: document["rule"].update(parts)


def earlier(*published: Any) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        first = {"id": "R0", "tables": [["need"]], "published": list(published)}
        document["releases"].insert(0, first)

    return change


BAD: dict[str, tuple[Callable[[Document], None], str]] = {
    "negative": (earlier([{"need": "A"}, -1]), "below nought"),
    "fraction": (earlier([{"need": "A"}, 14.5]), "whole number"),
    "fraction range": (earlier([{"need": "A"}, [0, 1.5]]), "whole number"),
    "huge": (earlier([{"need": "A"}, 10**14]), "too large"),
    "longer than any": (earlier([{"need": "A"}, 10**40]), "whole number"),
    "yes for a count": (earlier([{"need": "A"}, True]), "whole number"),
    "contradiction": (earlier([{"need": "A"}, 14]), "does not agree"),
    "range that misses": (earlier([{"need": "A"}, [0, 10]]), "does not agree"),
    "range upside down": (earlier([{"need": "A"}, [20, 10]]), "smallest and a largest"),
    "cell twice": (earlier([{"need": "A"}, 15], [{"need": "A"}, 15]), "twice"),
    "no such cell": (earlier([{"year": "x"}, 14]), "none of the release"),
    "unknown category": (earlier([{"need": "C"}, 14]), "category"),
    "category of a pupil": (changed(microdata=[{"need": "C", "year": "x"}]), "category"),
    "no category": (changed(microdata=[{"need": "A"}]), "category"),
    "field of a pupil": (
        changed(microdata=[{"need": "A", "year": "x", "name": "Jo"}]),
        "no field of that name",
    ),
    "unknown dimension": (
        changed(releases=[{"id": "R", "tables": [["need", "sex"]]}]),
        "dimension",
    ),
    "dimension twice": (changed(releases=[{"id": "R", "tables": [["need", "need"]]}]), "twice"),
    "no table": (changed(releases=[{"id": "R", "tables": []}]), "has to have a table"),
    "no release": (changed(releases=[]), "no release"),
    "no pupils": (changed(microdata=[]), "no pupils"),
    "no list": (changed(microdata={}), "list"),
    "stratum": (changed(strata=["1", "2"]), "stratum"),
    "published last": (
        changed(releases=[{"id": "R", "tables": [["need"]], "published": [[{}, 30]]}]),
        "published already",
    ),
    "impossible but there": (changed(structural_zeros=[{"need": "A"}]), "does not agree"),
    "known but wrong": (changed(known=[{"where": {"need": "A"}, "range": [3, 3]}]), "agree"),
    "threshold": (in_rule(threshold=0), "no rule"),
    "threshold fraction": (in_rule(threshold=4.5), "whole number"),
    "zeros": (in_rule(zeros="sometimes"), "no rule"),
    "unknown rule": (in_rule(noise=1), "no field of that name"),
    "homogeneity": (in_rule(homogeneity=[[["need"], ["need"]]]), "no rule"),
    "half a character": (changed(dimensions={"need": ["A", "\ud800"], "year": ["x"]}), "a name"),
    "format": (changed(format="sdc-protect/2"), "form that this command reads"),
    "dimensions": (changed(dimensions={}), "at least one dimension"),
    "categories": (changed(dimensions={"need": ["A", "A"], "year": ["x"]}), "different names"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_plain_sentence_and_no_file(
    name: str, tmp_path: Path, capsys: Told
) -> None:
    change, why = BAD[name]
    document = case()
    change(document)
    code, _ = protect(tmp_path, document)
    told = capsys.readouterr()
    assert (code, told.out) == (1, "")
    assert why in told.err
    assert told.err.count("\n") == 1
    assert "Nothing was written." in told.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["tables.json"]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "empty"),
        (b"{", "JSON"),
        (b"\xff\xfe", "JSON"),
        (b"[]", "group of fields"),
        (b'{"format": "sdc-protect/1", "format": "sdc-protect/1"}', "named twice"),
        (b"[" * 40, "too deep"),
        (b'{"format": "sdc-attack/1"}', "form that this command reads"),
    ],
)
def test_what_is_no_file_of_tables_is_refused(
    raw: bytes, why: str, tmp_path: Path, capsys: Told
) -> None:
    code, out = protect(tmp_path, raw)
    assert code == 1
    assert why in capsys.readouterr().err
    assert not out.exists()


def test_tables_whose_rings_multiply_are_refused_before_the_work_begins(
    tmp_path: Path, capsys: Told
) -> None:
    names = [f"d{n}" for n in range(8)]
    document = case(
        dimensions={name: [f"{name} {n}" for n in range(6)] for name in names},
        microdata=[{name: f"{name} 0" for name in names}] * 9,
        releases=[{"id": "R", "tables": [list(pair) for pair in combinations(names, 2)]}],
    )
    code, out = protect(tmp_path, document)
    assert code == 1
    assert "more cells than can be looked at" in capsys.readouterr().err
    assert not out.exists()


def test_numbers_that_are_not_read_may_be_anything(tmp_path: Path) -> None:
    assert protect(tmp_path, case(expected={"seconds": 0.25, "big": 10**30}))[0] == 0


def test_a_file_that_is_there_is_never_touched(tmp_path: Path, capsys: Told) -> None:
    (tmp_path / "answer.json").write_text("mine")
    code, out = protect(tmp_path, case())
    assert (code, out.read_text()) == (1, "mine")
    assert "already a file of that name" in capsys.readouterr().err


@pytest.mark.parametrize("path", sorted(CASES.glob("*attack*")), ids=lambda path: path.stem)
def test_an_attack_finds_exactly_what_is_expected(path: Path, capsys: Told) -> None:
    expected = json.loads(path.read_text(encoding="utf-8"))["expected"]
    assert main(["attack", str(path), "--json"]) == expected["exit"]
    told = json.loads(capsys.readouterr().out)
    assert told["intervals"] == expected["intervals"]
    assert told["verdict"] == ("unsafe" if expected["exit"] else "safe")


def test_an_attack_is_told_in_lines(capsys: Told) -> None:
    assert main(["attack", str(CASES / "p08_attack_differencing_NEG.json")]) == 1
    told = capsys.readouterr()
    assert told.out == "TOO NARROW   1 to 1  new in T2: Low mood  (outsider)\n"
    assert told.err == "Unsafe: 1 of 1 ranges are too narrow.\n"


def test_what_contradicts_itself_is_said(tmp_path: Path, capsys: Told) -> None:
    document = json.loads((CASES / "p08_attack_differencing_NEG.json").read_text())
    document["releases"][1]["tables"][0]["cells"][0]["value"] = 4
    path = tmp_path / "tables.json"
    path.write_text(json.dumps(document))
    assert main(["attack", str(path)]) == 1
    assert capsys.readouterr().err == "What is published contradicts itself.\n"
