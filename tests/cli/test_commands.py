"""The commands as a person or a scheduled task runs them, against real stores."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mhlead.cli.input_output import place_for, read_passphrase
from mhlead.cli.say import say
from mhlead.domain.errors import PassphraseUnread
from mhlead.domain.records import Letter
from mhlead.main import main
from mhlead.services import unlocking
from mhlead.storage.connection import close, connect
from tests.builders import PASSPHRASE, School, make_school

CHECKOUT = Path(__file__).resolve().parents[2]
SAMPLE = CHECKOUT / "tests" / "data" / "9194998_CTF_9194999_001.xml"
NO_WINDOW = """
import importlib.abc, sys
class Refuse(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"PySide6", "shiboken6"}:
            raise ImportError(name)
sys.meta_path.insert(0, Refuse())
from mhlead.main import main
sys.exit(main(sys.argv[1:]))
"""

SCREENS = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A passphrase file as Windows' Notepad writes it."""
    path = tmp_path / "passphrase"
    path.write_bytes(b"\xef\xbb\xbf" + PASSPHRASE.encode() + b"\r\n")
    return path


@pytest.fixture
def run_apart(secret: Path) -> Run:
    """Runs a command in a process of its own, in which no window could be imported."""

    def _run(*arguments: object, text: str = "") -> subprocess.CompletedProcess[str]:
        words = [str(argument) for argument in arguments]
        return subprocess.run(
            [sys.executable, "-c", NO_WINDOW, *words],
            input=text,
            capture_output=True,
            text=True,
            cwd=CHECKOUT,
            timeout=60,
            check=False,
            env={name: value for name, value in os.environ.items() if name not in SCREENS},
        )

    return _run


@pytest.fixture
def run(secret: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in this process."""

    def _run(*arguments: object, text: str = "") -> subprocess.CompletedProcess[str]:
        words = [str(argument) for argument in arguments]
        stream = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", stream)
        capfd.readouterr()
        try:
            code = main(words)
        except SystemExit as end:
            code = int(end.code or 0)
        told = capfd.readouterr()
        return subprocess.CompletedProcess(words, code, told.out, told.err)

    return _run


@pytest.fixture
def closed(tmp_path: Path) -> School:
    """A locked store with one referral whose letter is complete."""
    school = make_school(tmp_path)
    school.referral()
    unlocking.lock(school.session)
    return school


@pytest.fixture
def damaged(tmp_path: Path) -> School:
    """A locked store whose owner and deadline somebody took out of the file by hand."""
    school = make_school(tmp_path)
    school.referral()
    raw = connect(school.session.store._keyed)  # type: ignore[attr-defined]
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("PRAGMA ignore_check_constraints=ON")
    raw.execute("UPDATE cases SET owner_id = NULL")
    raw.execute("UPDATE referrals SET deadline_on = NULL")
    close(raw)
    unlocking.lock(school.session)
    return school


def plain(result: subprocess.CompletedProcess[str]) -> str:
    """What stands on standard error: one sentence or more, never a traceback."""
    assert "Traceback" not in result.stderr
    assert "Error" not in result.stderr
    return result.stderr.strip()


def test_a_store_is_made_filled_checked_and_its_letter_written(
    run_apart: Run, tmp_path: Path
) -> None:
    store, secret = tmp_path / "new store", tmp_path / "passphrase"
    sheet = tmp_path / "sheet.pdf"
    made = run_apart("init", store, "--passphrase-file", secret, "--recovery-sheet", sheet)
    assert made.returncode == 0, made.stderr
    assert sheet.read_bytes().startswith(b"%PDF")
    taken = run_apart(
        "import", store, SAMPLE, "--only", "D919299917001", "--json", "--passphrase-file", secret
    )
    assert taken.returncode == 0, taken.stderr
    told = json.loads(taken.stdout)
    assert told["format"] == "mhlead-import/1"
    assert told["counts"] == {"add": 1, "not-chosen": 39, "repeated": 1}
    sound = run_apart("verify", store, "--passphrase-file", "-", text=PASSPHRASE)
    assert sound.returncode == 0, sound.stderr
    assert sound.stdout.startswith("Sound")


def test_the_import_tells_of_each_row_with_the_agreed_codes(run: Run, closed: School) -> None:
    secret = closed.folder.parent / "passphrase"
    told = run(
        "import", closed.folder, SAMPLE, "--all", "--dry-run", "--json", "--passphrase-file", secret
    )
    expected = json.loads((SAMPLE.parent / "expected_results.json").read_text(encoding="utf-8"))
    wanted = expected["files"][SAMPLE.name]["issues"]
    found = {
        (row["row"], issue["field"], issue["code"], issue["severity"])
        for row in json.loads(told.stdout)["rows"]
        for issue in row["issues"]
    }
    for issue in wanted:
        row = 41 if issue["code"].startswith("duplicate-upn") else issue["pupil"]
        code = issue["code"].split(" ")[0]
        assert (row, issue["field"], code, issue["severity"]) in found
    assert len(found) == len(wanted)


def test_referrals_are_listed_without_names_unless_asked(run_apart: Run, closed: School) -> None:
    secret = closed.folder.parent / "passphrase"
    without = run_apart("referrals", closed.folder, "--passphrase-file", secret)
    assert "FBA/26/0001" in without.stdout
    assert "O'Connor" not in without.stdout
    named = run_apart("referrals", closed.folder, "--names", "--json", "--passphrase-file", secret)
    assert json.loads(named.stdout)["referrals"][0]["pupil"] == "Aoife O'Connor"


def test_what_is_missing_is_listed_without_names_unless_asked(
    run_apart: Run, run: Run, closed: School
) -> None:
    secret = closed.folder.parent / "passphrase"
    without = run_apart("missing", closed.folder, "--passphrase-file", secret)
    assert without.returncode == 0, without.stderr
    assert "Before a referral goes: " in without.stdout
    assert "  The GP (since 23 November 2026)\n" in without.stdout
    assert "O'Connor" not in without.stdout
    told = run("missing", closed.folder, "--json", "--passphrase-file", secret)
    read = json.loads(told.stdout)
    assert read["format"] == "mhlead-missing/1"
    assert sum(read["counts"].values()) == len(read["lines"]) > 0
    assert ("fact", "gp") in {(one["lack"], one["fact"]) for one in read["lines"]}
    assert not [one for one in read["lines"] if "pupil" in one]
    named = run("missing", closed.folder, "--json", "--names", "--passphrase-file", secret)
    assert "Aoife O'Connor" in {one["pupil"] for one in json.loads(named.stdout)["lines"]}


def test_the_letter_is_written_whole(run_apart: Run, closed: School, tmp_path: Path) -> None:
    out = tmp_path / "letter.pdf"
    secret = closed.folder.parent / "passphrase"
    arguments = ("letter", closed.folder, "fba/26/0001", "--passphrase-file", secret)
    done = run_apart(*arguments, "--out", out)
    assert done.returncode == 0, done.stderr
    assert out.read_bytes().startswith(b"%PDF")
    assert run_apart(*arguments[:2], "FBA/26/9999", *arguments[3:], "--out", out).returncode == 1
    nowhere = run_apart(*arguments, "--out", tmp_path / "no such folder" / "letter.pdf")
    assert nowhere.returncode == 1
    assert "could not be written" in plain(nowhere)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda folder: (folder / "store.db").write_bytes(b"not a store" * 500), "restore"),
        (lambda folder: (folder / "store.db").write_bytes(b""), "restore"),
        (lambda folder: (folder / "store.db").unlink(), "store"),
        (
            lambda folder: [(folder / name).unlink() for name in ("keys.a.json", "keys.b.json")],
            "both key files",
        ),
        (
            lambda folder: [
                (folder / name).write_text("{}") for name in ("keys.a.json", "keys.b.json")
            ],
            "store",
        ),
    ],
    ids=["overwritten", "emptied", "gone", "headers gone", "headers spoilt"],
)
def test_a_spoilt_store_is_refused_in_plain_words(
    run: Run, closed: School, spoil: Callable[[Path], object], told: str
) -> None:
    spoil(closed.folder)
    secret = closed.folder.parent / "passphrase"
    result = run("verify", closed.folder, "--passphrase-file", secret)
    assert result.returncode == 1
    assert told in plain(result).lower()


def test_refusals_are_one_plain_sentence(run: Run, closed: School, tmp_path: Path) -> None:
    secret = tmp_path / "passphrase"
    wrong = run("verify", closed.folder, "--passphrase-file", "-", text="no such passphrase at all")
    assert (wrong.returncode, "passphrase" in plain(wrong)) == (1, True)
    weak = run("init", tmp_path / "weak", "--passphrase-file", "-", text="password1")
    assert (weak.returncode, "too easy" in plain(weak)) == (1, True)
    assert not (tmp_path / "weak").exists()
    full = run("init", closed.folder, "--passphrase-file", secret)
    assert (full.returncode, "not empty" in plain(full)) == (1, True)
    missing = run(
        "import", closed.folder, tmp_path / "no.xml", "--all", "--passphrase-file", secret
    )
    assert (missing.returncode, "could not be opened" in plain(missing)) == (1, True)
    (tmp_path / "bad.xml").write_text("<CTfile><not closed")
    bad = run("import", closed.folder, tmp_path / "bad.xml", "--all", "--passphrase-file", secret)
    assert (bad.returncode, "Common Transfer File" in plain(bad)) == (1, True)


def test_a_store_open_elsewhere_is_left_alone(run: Run, tmp_path: Path) -> None:
    school = make_school(tmp_path)
    try:
        result = run("verify", school.folder, "--passphrase-file", tmp_path / "passphrase")
    finally:
        unlocking.lock(school.session)
    assert (result.returncode, "open in another" in plain(result)) == (1, True)


def test_which_pupils_must_be_said_outright(run: Run, closed: School, tmp_path: Path) -> None:
    result = run("import", closed.folder, SAMPLE, "--passphrase-file", tmp_path / "passphrase")
    assert result.returncode == 2
    assert "--only" in plain(result)


def test_wrong_usage_is_told_by_its_own_code(run: Run) -> None:
    assert run("no-such-command").returncode == 2
    assert run("--version").stdout.startswith("mhlead ")


def test_without_a_screen_the_program_says_what_can_be_done(run_apart: Run) -> None:
    result = run_apart()
    assert result.returncode == 1
    assert "demo" in plain(result)


def test_the_self_test_says_what_works(run_apart: Run) -> None:
    result = run_apart("--check")
    assert "shipped files: works" in result.stdout
    assert "encrypted store and a page of PDF: works" in result.stdout
    assert "a form to fill in and a drawing: works" in result.stdout
    assert result.returncode == 1
    assert "window: does not work" in result.stderr


def test_a_bug_of_ours_tells_its_place_and_never_its_text(
    run: Run, closed: School, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError("Aoife O'Connor")

    monkeypatch.setattr(unlocking, "unlock", broken)
    result = run("referrals", closed.folder, "--passphrase-file", secret)
    assert result.returncode == 1
    assert "Aoife" not in result.stderr
    assert "RuntimeError" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_letter_is_never_written_over_a_file_that_is_there(
    run: Run, closed: School, tmp_path: Path
) -> None:
    out = tmp_path / "letter.pdf"
    out.write_bytes(b"another child's letter")
    secret = tmp_path / "passphrase"
    result = run("letter", closed.folder, "FBA/26/0001", "--out", out, "--passphrase-file", secret)
    assert (result.returncode, "already a file" in plain(result)) == (1, True)
    assert out.read_bytes() == b"another child's letter"
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("name", ["no such folder/letter.pdf", "x" * 300 + ".pdf"])
def test_no_letter_is_issued_where_it_cannot_be_written(
    run: Run, closed: School, tmp_path: Path, name: str
) -> None:
    secret = tmp_path / "passphrase"
    out = tmp_path / name
    result = run("letter", closed.folder, "FBA/26/0001", "--out", out, "--passphrase-file", secret)
    assert (result.returncode, "could not be written" in plain(result)) == (1, True)
    adapters = closed.adapters
    session = unlocking.unlock(
        adapters.stores, adapters.clock, adapters.ids, closed.folder, PASSPHRASE
    )
    with session.reading() as work:
        assert not work.count(Letter)
    unlocking.lock(session)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps who may read elsewhere")
def test_a_letter_of_another_kind_is_written_to_the_one_it_can_go_to(
    run: Run, closed: School, secret: Path, tmp_path: Path
) -> None:
    out = tmp_path / "letter.pdf"
    arguments = ("letter", closed.folder, "FBA/26/0001", "--passphrase-file", secret)
    result = run(*arguments, "--kind", "pupil-letter", "--out", out)
    assert result.returncode == 0, result.stderr
    assert out.read_bytes().startswith(b"%PDF")
    early = run(*arguments, "--kind", "chase", "--out", tmp_path / "chase.pdf")
    assert early.returncode == 1
    assert "does not fit where the referral stands" in plain(early)
    wrong = run(*arguments, "--kind", "poem", "--out", tmp_path / "poem.pdf")
    assert wrong.returncode == 2
    assert sorted(one.name for one in tmp_path.glob("*.pdf")) == ["letter.pdf"]


def test_a_form_for_the_family_waits_for_the_five_answers_and_says_no_name(
    run: Run, closed: School, secret: Path, tmp_path: Path
) -> None:
    arguments = ("letter", closed.folder, "FBA/26/0001", "--passphrase-file", secret)
    arguments += ("--kind", "consent-form", "--out", tmp_path / "form.pdf")
    refused = run(*arguments)
    assert refused.returncode == 1
    assert "five questions" in plain(refused)
    unknown = run(*arguments, "--to", "7")
    assert unknown.returncode == 2
    assert "1  mother" in unknown.stderr
    assert "Amina" not in unknown.stderr
    assert not (tmp_path / "form.pdf").exists()


def test_only_who_wrote_a_letter_may_read_it(run: Run, closed: School, tmp_path: Path) -> None:
    secret, out = tmp_path / "passphrase", tmp_path / "a name with ß and 字.pdf"
    run("letter", closed.folder, "FBA/26/0001", "--out", out, "--passphrase-file", secret)
    assert out.stat().st_mode & 0o077 == 0


def test_nothing_is_left_where_writing_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), place_for(tmp_path / "letter.pdf"):
        raise KeyboardInterrupt
    assert not list(tmp_path.iterdir())


def test_no_store_is_made_where_its_recovery_sheet_cannot_be_written(
    run: Run, secret: Path, tmp_path: Path
) -> None:
    sheet, store = tmp_path / "no such folder" / "sheet.pdf", tmp_path / "new"
    result = run("init", store, "--recovery-sheet", sheet, "--passphrase-file", secret)
    assert (result.returncode, "could not be written" in plain(result)) == (1, True)
    assert not store.exists()


@pytest.mark.parametrize("dry", [[], ["--dry-run"]], ids=["taken", "dry"])
def test_a_upn_that_is_not_in_the_file_is_told_of_by_its_place(
    run: Run, closed: School, secret: Path, dry: list[str]
) -> None:
    given = ("D919299917001", "Z000000000000", "", "d919299917001")
    result = run(
        "import", closed.folder, SAMPLE, "--passphrase-file", secret, "--json", *dry, "--only",
        *given,
    )  # fmt: skip
    assert result.returncode == 1
    assert "number 2, 3 is not in this file" in plain(result)
    assert "Z000000000000" not in result.stderr
    assert json.loads(result.stdout)["counts"] == {"update": 1, "not-chosen": 39, "repeated": 1}


@pytest.mark.parametrize(
    "raw",
    [
        PASSPHRASE.encode(),
        PASSPHRASE.encode() + b"\n",
        PASSPHRASE.encode("utf-16"),
        (PASSPHRASE + "\r\n").encode("utf-16"),
    ],
    ids=["bare", "line", "wide", "wide line"],
)
def test_a_passphrase_file_may_be_written_by_any_editor(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "odd").write_bytes(raw)
    assert read_passphrase(str(tmp_path / "odd")) == PASSPHRASE


@pytest.mark.parametrize(
    "raw",
    [
        b"x" * 1_000_000,
        "é".encode() * 2_050,
        b"one line\nand another",
        b"seven\0quiet herons",
        PASSPHRASE.encode("utf-16-le"),
        b"\xff\xfe\x00",
    ],
    ids=["1 MB", "cut in a letter", "two lines", "NUL", "wide without a mark", "half a letter"],
)
def test_a_passphrase_is_never_cut_or_guessed(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "odd").write_bytes(raw)
    with pytest.raises(PassphraseUnread):
        read_passphrase(str(tmp_path / "odd"))


def test_verify_says_in_words_what_nobody_holds(run: Run, damaged: School) -> None:
    secret = damaged.folder.parent / "passphrase"
    told = run("verify", damaged.folder, "--passphrase-file", secret)
    assert told.returncode == 1
    assert "AO: An open case has nobody who holds it." in plain(told)
    assert "AO: An open referral has no day on which it is looked at again." in plain(told)
    assert "asks who holds them" in plain(told)
    assert "O'Connor" not in told.stderr + told.stdout
    named = run("verify", damaged.folder, "--names", "--passphrase-file", secret)
    assert "Aoife O'Connor: An open case has nobody who holds it." in plain(named)
    listed = run("verify", damaged.folder, "--json", "--passphrase-file", secret)
    codes = {fault["code"] for fault in json.loads(listed.stdout)["faults"]}
    assert codes >= {"case-without-owner", "referral-without-deadline"}


def test_a_name_steers_no_terminal_in_any_command(run: Run, damaged: School) -> None:
    """A single byte 0x9b begins a sequence in many terminals; marks of direction turn names."""
    raw = unlocking.unlock(
        damaged.adapters.stores, damaged.clock, damaged.session.ids, damaged.folder, PASSPHRASE
    ).store
    hand = connect(raw._keyed)  # type: ignore[attr-defined]
    hand.execute("DROP TRIGGER pupil_versions_update")
    odd = "Ao\x9b2Jife\u202e\x1b[8m\u2066"
    hand.execute("UPDATE pupil_versions SET forename = ?", (odd,))
    close(hand)
    raw.close()
    secret = damaged.folder.parent / "passphrase"
    for command in ("verify", "referrals", "missing"):
        told = run(command, damaged.folder, "--names", "--passphrase-file", secret)
        assert "Ao?2Jife??[8m? O'Connor" in told.stdout + told.stderr, command
        listed = run(command, damaged.folder, "--names", "--json", "--passphrase-file", secret)
        for text in (told.stdout, told.stderr, listed.stdout, listed.stderr):
            assert not [one for one in text if one != "\n" and not one.isprintable()]
        if command != "verify":  # which lists by identifiers
            assert json.dumps(odd)[1:-1] in listed.stdout


def test_what_belongs_to_the_spelling_of_a_name_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    say("\u0645\u06cc\u200c\u0646\u0627 Nguy\u1ec5n \U0001f469\u200d\U0001f3eb\nŁucja")
    said = capsys.readouterr().out
    assert said == "\u0645\u06cc\u200c\u0646\u0627 Nguy\u1ec5n \U0001f469\u200d\U0001f3eb\nŁucja\n"


def test_an_import_into_a_store_with_a_gap_says_so(run: Run, damaged: School) -> None:
    secret = damaged.folder.parent / "passphrase"
    told = run("import", damaged.folder, SAMPLE, "--all", "--passphrase-file", secret)
    assert told.returncode == 1
    assert "new" in told.stdout.lower(), "the pupils were brought in"
    assert "An open case has nobody who holds it." in plain(told)
