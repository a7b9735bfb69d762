"""The small verifier that goes with a history finds each attack and says where."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from mhlead.vault.audit_seal import FIRST_PREV, event_hash

SCRIPT = Path(__file__).resolve().parents[2] / "resources" / "verifier" / "verify_history.py"


@pytest.fixture(scope="module")
def verifier() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_history", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def chain(count: int, actor: str = "lead") -> list[dict[str, Any]]:
    """Events as the store writes them."""
    events: list[dict[str, Any]] = []
    prev = FIRST_PREV
    for seq in range(1, count + 1):
        facts = {"seq": seq, "at": f"2026-11-23T09:{seq:02}:00.000000Z", "actor": actor}
        rest = {"action": "pupil.viewed", "subject_ref": "ab" * 32, "detail_commit": "cd" * 32}
        digest = event_hash(
            **facts, action="pupil.viewed", subject="ab" * 32, commit="cd" * 32, prev=prev
        )
        events.append({**facts, **rest, "prev": prev, "hash": digest})
        prev = digest
    return events


def written(events: list[dict[str, Any]]) -> str:
    first = {"format": "mhlead-history/1", "store_id": "x"}
    return "\n".join(json.dumps(one) for one in (first, *events))


def anchor(events: list[dict[str, Any]], seq: int) -> tuple[int, str, str]:
    return (seq, events[seq - 1]["hash"], "the backup of 1 November")


def rehashed(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The chain made whole again by somebody who knows how it is made."""
    prev = FIRST_PREV
    found = []
    for seq, event in enumerate(events, start=1):
        facts = {name: event[name] for name in ("at", "actor", "action")}
        digest = event_hash(
            seq=seq,
            **facts,
            subject=event["subject_ref"],
            commit=event["detail_commit"],
            prev=prev,
        )
        found.append({**event, "seq": seq, "prev": prev, "hash": digest})
        prev = digest
    return found


def test_a_sound_history_and_its_anchors_have_no_fault(verifier: ModuleType) -> None:
    events = chain(30)
    faults, count, newest = verifier.check(written(events), [anchor(events, 20)])
    assert (faults, count, newest) == ([], 30, events[-1])


def test_each_attack_is_found_and_located(verifier: ModuleType) -> None:
    events = chain(30)
    altered = [dict(one) for one in events]
    altered[11]["actor"] = "somebody else"
    exchanged = [dict(one) for one in events]
    for name in ("actor", "action", "detail_commit", "at"):
        exchanged[4][name], exchanged[9][name] = exchanged[9][name], exchanged[4][name]
    swapped = [*events[:5], events[6], events[5], *events[7:]]
    rewritten = rehashed([*events[:11], {**events[11], "actor": "nobody"}, *events[12:]])
    without = rehashed([*events[:11], *events[12:]])
    cases = [
        (altered, ["event 12 was altered"]),
        (exchanged, ["event 5 was altered", "event 10 was altered"]),
        (events[:9] + events[12:], ["deleted: 10 to 12 is missing"]),
        (events[:9] + events[10:], ["deleted: 10 is missing"]),
        (events[1:], ["deleted: 1 is missing"]),
        (swapped, ["event 6 stands after 7"]),
        ([*events, events[3]], ["event 4 is there twice"]),
        (events[:25], ["it ends at 25, and the backup of 1 November knows event 28"]),
        (rewritten, ["written anew after event 8: event 28"]),
        (without, ["written anew after event 8: event 28"]),
        ([], ["it ends at 0"]),
    ]
    anchors = [anchor(events, 8), anchor(events, 28)]
    for attacked, wanted in cases:
        told = " | ".join(verifier.check(written(attacked), anchors)[0])
        assert all(one in told for one in wanted), (wanted, told)


def test_every_single_changed_character_of_an_event_is_found(verifier: ModuleType) -> None:
    events = chain(3)
    text = written(events)
    for place in range(text.index("\n") + 1, len(text)):
        if text[place] == "\n":
            continue
        spoilt = text[:place] + ("0" if text[place] != "0" else "1") + text[place + 1 :]
        assert verifier.check(spoilt)[0], (place, text[place])


HOSTILE_LINES = {
    "nested": "[" * 100_000,
    "not a number": '{"seq": NaN}',
    "a lone surrogate": json.dumps({**chain(1)[0], "actor": "\ud800"}),
    "a number of 6,000 digits": json.dumps(chain(1)[0]).replace('"seq": 1', '"seq": ' + "9" * 6000),
    "a number of 40 digits": json.dumps({**chain(1)[0], "seq": 10**40}),
    "no number at all": json.dumps({**chain(1)[0], "seq": True}),
    "a name twice": json.dumps(chain(1)[0]).replace("{", '{"actor": "another", ', 1),
    "a list for a hash": json.dumps({**chain(1)[0], "hash": ["ab"]}),
}


@pytest.mark.parametrize("line", HOSTILE_LINES.values(), ids=HOSTILE_LINES)
def test_a_line_made_to_break_it_is_told_as_a_fault(verifier: ModuleType, line: str) -> None:
    faults, _, _ = verifier.check(written(chain(3)) + "\n" + line)
    assert faults
    faults, _, _ = verifier.check(written([]) + "\n" + line)
    assert faults


@pytest.mark.parametrize("text", ["", written([])])
def test_a_history_that_holds_nothing_is_not_sound(verifier: ModuleType, text: str) -> None:
    [fault, *_] = verifier.check(text)[0]
    assert "it holds no event" in fault


def test_what_it_prints_steers_no_terminal(
    verifier: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    events = chain(3)
    steering = "\x1b[2J\x1b[H\x9b8m\nSound.\u202e"
    events[-1]["hash"] = steering
    (tmp_path / "history.jsonl").write_text(written(events), encoding="utf-8")
    known = {"seq": 9, "hash": "ab" * 32, "from": steering, "at": steering}
    (tmp_path / "anchors.jsonl").write_text(json.dumps(known), encoding="utf-8")
    names = [str(tmp_path / name) for name in ("history.jsonl", "anchors.jsonl")]
    assert verifier.main(names) == 1
    told = capsys.readouterr().out
    assert all(one.isprintable() for one in told.splitlines())
    assert "Sound." not in told.splitlines()


@pytest.mark.parametrize(
    "line", ["[1]", "[" * 100_000, '{"seq": 1e999, "hash": "x"}', '{"seq": 0, "hash": "x"}', "{}"]
)
def test_an_anchor_that_is_none_is_not_passed_over(
    verifier: ModuleType, tmp_path: Path, line: str
) -> None:
    (tmp_path / "history.jsonl").write_text(written(chain(3)), encoding="utf-8")
    (tmp_path / "anchors.jsonl").write_text(line, encoding="utf-8")
    assert verifier.main([str(tmp_path / "history.jsonl"), str(tmp_path / "anchors.jsonl")]) == 2
    typed = ["--anchor", "0:" + "ab" * 32]
    assert verifier.main([str(tmp_path / "history.jsonl"), *typed]) == 2


def test_an_anchor_may_be_typed_in_capitals_and_a_file_saved_by_an_editor(
    verifier: ModuleType, tmp_path: Path
) -> None:
    events = chain(3)
    text = written(events).replace("\n", "\r\n")
    (tmp_path / "history.jsonl").write_bytes(b"\xef\xbb\xbf" + text.encode())
    typed = ["--anchor", "3:" + events[2]["hash"].upper()]
    assert verifier.main([str(tmp_path / "history.jsonl"), *typed]) == 0


@pytest.mark.skipif(os.name != "posix", reason="Windows knows no such pipe in a folder")
def test_a_pipe_keeps_it_waiting_for_nothing(
    verifier: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "history.jsonl")
    assert verifier.main([str(tmp_path / "history.jsonl")]) == 2
    assert "no plain file" in capsys.readouterr().err


def test_it_needs_the_standard_library_alone() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))
    names = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names <= set(sys.stdlib_module_names)
