"""Backups, restoring and the history as a scheduled task runs them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mhlead.domain.audit import Action
from mhlead.domain.records import StaffMember
from mhlead.main import main, make_adapters
from mhlead.services import recovery_sheets, school, unlocking
from mhlead.services.backups import BackupPlaces, make_backup, own_place, read_status
from mhlead.services.settings import Settings, save_settings
from tests.builders import PASSPHRASE, School, make_school


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> School:
    """A locked school with a pupil, to be copied for each test."""
    made = make_school(tmp_path_factory.mktemp("school"))
    made.case()
    unlocking.lock(made.session)
    return made


@pytest.fixture
def store(template: School, tmp_path: Path) -> Path:
    shutil.copytree(template.folder, tmp_path / "store")
    return tmp_path / "store"


@pytest.fixture
def secret(tmp_path: Path) -> str:
    path = tmp_path / "passphrase"
    path.write_text(PASSPHRASE)
    return str(path)


@pytest.fixture
def run(secret: str, capsys: pytest.CaptureFixture[str]) -> Iterator[Any]:
    """Runs a command; its code, what it said, and its complaints."""

    def _run(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([*map(str, arguments), "--passphrase-file", secret])
        told = capsys.readouterr()
        return code, told.out, told.err

    return _run


def test_backup_verify_restore_from_nothing_but_one_file(
    run: Any, store: Path, template: School, tmp_path: Path
) -> None:
    code, told, _ = run("backup", store, "--json")
    made = json.loads(told)
    assert (code, made["counts"]["pupils"], made["faults"]) == (0, 1, [])
    backup = own_place(store) / made["name"]
    code, told, _ = run("verify", backup)
    assert code == 0
    assert "everything sound" in told
    shutil.rmtree(store)
    code, told, _ = run("restore", backup, "--to", tmp_path / "back", "--json")
    certificate = json.loads(told)
    assert (code, certificate["sound"]) == (0, True)
    assert certificate["counts"] == made["counts"]
    assert certificate["last_hash"] == made["last_hash"]
    assert "O'Connor" not in told + str(made)
    adapters, clock = template.adapters, template.clock
    session = unlocking.unlock(adapters.stores, clock, adapters.ids, tmp_path / "back", PASSPHRASE)
    actions = [line.action for line in unlocking.history(session)]
    assert Action.BACKUP_RESTORED in actions
    unlocking.lock(session)


def test_what_a_scheduled_task_has_to_know_is_in_the_exit_code(
    run: Any, store: Path, template: School, tmp_path: Path
) -> None:
    assert run("backup", store, "--to", tmp_path / "stick")[0] == 1
    assert not (tmp_path / "stick").exists()
    (tmp_path / "stick").mkdir()
    code, told, _ = run("backup", store, "--to", tmp_path / "stick")
    assert code == 0
    assert told.startswith("Made and checked mhlead-")
    [backup] = (tmp_path / "stick").iterdir()
    data = bytearray(backup.read_bytes())
    data[len(data) // 2] ^= 1
    backup.write_bytes(data)
    for command in (("verify", backup), ("restore", backup, "--to", tmp_path / "back")):
        code, _, complaint = run(*command)
        assert code == 1
        assert "This backup is damaged" in complaint
    assert not (tmp_path / "back").exists()
    assert run("restore", store / "lock", "--to", tmp_path / "back")[0] == 1
    session = unlocking.unlock(
        template.adapters.stores, template.clock, template.adapters.ids, store, PASSPHRASE
    )
    assert read_status(session).name == backup.name
    unlocking.lock(session)


@pytest.mark.skipif(sys.platform != "linux", reason="settings lie elsewhere, and can't be moved")
def test_the_second_place_of_the_window_is_used_and_told_when_it_is_missed(
    run: Any, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    file = make_adapters().settings_file
    assert tmp_path in file.parents
    stick = tmp_path / "stick"
    save_settings(file, Settings(store=str(store), second_backup_folder=str(stick)))
    code, told, complaint = run("backup", store)
    assert code == 1
    assert f"It lies in {own_place(store)}." in told
    assert f"It does not lie in {stick}. That folder is not there." in complaint
    stick.mkdir()
    code, told, _ = run("backup", store, "--json")
    assert code == 0
    assert [one["folder"] for one in json.loads(told)["places"]] == [
        str(own_place(store)),
        str(stick),
    ]
    assert len([*stick.glob("*.mhbackup")]) == 1
    save_settings(file, Settings(store=str(tmp_path), second_backup_folder=str(stick)))
    assert run("backup", store)[0] == 0  # the places are those of another store
    assert len([*stick.glob("*.mhbackup")]) == 1
    file.write_bytes(b"{")
    code, _, complaint = run("backup", store)
    assert code == 1
    assert "nobody can tell whether there is a second place" in complaint
    assert file.read_bytes() == b"{"


def verdict(folder: Path, *more: str) -> tuple[int, str]:
    """What the small verifier says in a process of its own, without this program."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(folder / "verify_history.py"), *more],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_the_history_can_be_checked_without_passphrase_and_program(
    run: Any, store: Path, tmp_path: Path
) -> None:
    run("backup", store)
    out = tmp_path / "history"
    assert run("history", store, "--out", out)[0] == 0
    assert {one.name for one in out.iterdir()} == {
        *("history.jsonl", "anchors.jsonl", "verify_history.py")
    }
    assert verdict(out)[0] == 0
    text = (out / "history.jsonl").read_text()
    assert "O'Connor" not in text
    lines = text.splitlines()
    spoilt = {
        "event 3 was altered": [*lines[:3], lines[3].replace("2026", "2025"), *lines[4:]],
        "deleted: 2 to 3 is missing": [*lines[:2], *lines[4:]],
        "event 2 stands after 3: reordered": [*lines[:2], lines[3], lines[2], *lines[4:]],
        "cut off or rolled back: it ends at 4": lines[:5],
        "line 3 of the file can't be read": [*lines[:2], lines[2][:40], *lines[3:]],
    }
    for told, kept in spoilt.items():
        (out / "history.jsonl").write_text("\n".join(kept) + "\n")
        code, said = verdict(out)
        assert code == 1
        assert told in said


def test_sheets_restore_and_then_set_a_passphrase_without_the_window(
    store: Path, template: School, tmp_path: Path, capsys: pytest.CaptureFixture[str], secret: str
) -> None:
    adapters, clock = template.adapters, template.clock
    session = unlocking.unlock(adapters.stores, clock, adapters.ids, store, PASSPHRASE)
    head, _ = school.save_staff(session, StaffMember("", "Mr Okafor", "Head teacher"))
    holders = [template.lead.id, template.deputy.id, head.id]
    keys = [key for key, _ in recovery_sheets.make_sheets(session, holders)]
    recovery_sheets.confirm_sheets(session, keys)
    made = make_backup(session, BackupPlaces(tmp_path))
    unlocking.lock(session)
    sheets, new = tmp_path / "sheets", tmp_path / "new"
    sheets.write_text(f"{keys[1]} {keys[2]}")
    new.write_text("violet harbour pencil Monday")
    back = str(tmp_path / "back")
    by_sheets = ["--recovery-key-file", str(sheets)]
    assert main(["restore", str(tmp_path / made.name), "--to", back, *by_sheets]) == 0
    told = capsys.readouterr()
    assert "Make new recovery sheets" in told.out
    assert "mhlead passphrase" in told.err
    changing = ["passphrase", back, *by_sheets, "--new-passphrase-file", str(new)]
    assert main([*changing, "--for", "Nobody at all"]) == 1
    assert template.deputy.name in capsys.readouterr().err
    assert main([*changing, "--for", template.deputy.name]) == 0
    for file, code in ((secret, 0), (str(new), 0)):  # the lead's own was left as it was
        assert main(["missing", back, "--passphrase-file", file]) == code
    own = ["passphrase", back, "--passphrase-file", str(new), "--new-passphrase-file"]
    new.with_name("newer").write_text("copper lantern meadow seventeen")
    assert main([*own, str(new.with_name("newer"))]) == 0
    assert main(["missing", back, "--passphrase-file", str(new)]) == 1
    assert main(["missing", back, "--passphrase-file", str(new.with_name("newer"))]) == 0
