"""The store passed on and taken from the command line, between two computers' folders."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mhlead.main import main
from mhlead.services import keyholders, unlocking
from mhlead.services.who_has_it import who_has_it
from tests.builders import PASSPHRASE, School, make_school

DEPUTY = "nine slow barges under the bridge"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def school(tmp_path: Path) -> School:
    """A locked school that two people can unlock."""
    made = make_school(tmp_path)
    keyholders.add_keyholder(made.session, made.deputy.id, DEPUTY)
    made.case()
    unlocking.lock(made.session)
    (tmp_path / "stick").mkdir()
    return made


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command with somebody's passphrase; its code, what it said, and its complaints."""

    def _run(passphrase: str, *arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        (tmp_path / "words").write_text(passphrase)
        words = ["--passphrase-file", str(tmp_path / "words")]
        code = main([*map(str, arguments), *words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return _run


def test_there_and_back(run: Run, school: School, tmp_path: Path) -> None:
    lead, deputy, stick = school.folder, tmp_path / "deputy", tmp_path / "stick"
    code, told, _ = run(PASSPHRASE, "pass", lead, "--to", stick)
    [file] = stick.iterdir()
    assert code == 0
    assert told.startswith(f"{school.deputy.name} can take the store from {file}.")
    code, _, complaint = run(PASSPHRASE, "pass", lead, "--to", stick)
    assert code == 1
    assert "The store is with somebody else" in complaint
    code, told, _ = run(DEPUTY, "take", file, "--to", deputy, "--json")
    taken = json.loads(told)
    assert (code, taken["is_here"], taken["met"]) == (0, True, None)
    assert "O'Connor" not in told
    code, told, _ = run(DEPUTY, "pass", deputy, "--to", stick, "--for", school.lead.name, "--json")
    back = json.loads(told)["file"]
    code, told, _ = run(PASSPHRASE, "take", back, "--to", lead)
    assert (code, told.splitlines()[0]) == (0, f"You have the store now, in {lead}.")
    session = unlocking.unlock(
        school.adapters.stores, school.clock, school.adapters.ids, lead, PASSPHRASE
    )
    assert session.store.verify().is_sound
    unlocking.lock(session)


def test_what_is_refused_leaves_the_store_where_it_was(
    run: Run, school: School, tmp_path: Path
) -> None:
    lead, stick = school.folder, tmp_path / "stick"
    code, _, complaint = run(PASSPHRASE, "pass", lead, "--to", tmp_path / "none")
    assert code == 1
    assert "the store is here as before" in complaint
    code, _, complaint = run(PASSPHRASE, "pass", lead, "--to", stick, "--for", "Nobody")
    assert code == 1
    assert school.deputy.name in complaint
    assert not list(stick.iterdir())
    assert run(PASSPHRASE, "backup", lead, "--to", stick)[0] == 0
    [backup] = stick.iterdir()
    code, _, complaint = run(PASSPHRASE, "take", backup, "--to", lead)
    assert code == 1
    assert "--reason" in complaint
    session = unlocking.unlock(
        school.adapters.stores, school.clock, school.adapters.ids, lead, PASSPHRASE
    )
    assert who_has_it(session).is_here
    unlocking.lock(session)
    assert run(PASSPHRASE, "take", backup, "--to", lead, "--reason", "The disk is new")[0] == 0
