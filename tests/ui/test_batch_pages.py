"""Letters for many in the real window: one bad record, stopping, locking, saving, printing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from mhlead.domain.audit import Action
from mhlead.domain.errors import FileNotWritten
from mhlead.domain.records import Case, Letter, SupportAction
from mhlead.services import records, unlocking
from mhlead.ui.new_files import write_new
from mhlead.ui.pages import batch_result_page
from mhlead.ui.printing import PrintJob, PrintOrder
from mhlead.ui.theme import Theme
from tests.builders import PASSPHRASE, School, make_school
from tests.ui.places import batch
from tests.ui.watched import Window, words_in

pytestmark = pytest.mark.qt_draws
NAMES = ("Aoife Connor", "Zoë Lark", "Łukasz Brook", "Grace Nguyễn", "Ahmed Rahman")


@pytest.fixture
def made(tmp_path: Path) -> School:
    school = make_school(tmp_path)
    for name in NAMES:
        school.referral(school.case(school.pupil(*name.split(" "))))
    return school


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, made: School) -> Iterator[Window]:
    opened = Window(qtbot, qapp, theme, made.adapters).begin(made.session)
    yield opened
    opened.end()


def written(made: School) -> list[Letter]:
    with made.session.reading() as work:
        return work.find(Letter)


def begun(window: Window, made: School) -> Any:
    page = batch(window, made)
    window.press(page.all_button)
    return page


def ended(window: Window, page: Any) -> Any:
    window.until(lambda: window.front() is not page)
    window.wait()
    return window.front()


def test_one_bad_record_is_listed_with_a_way_to_it_and_stops_no_other(
    window: Window, made: School
) -> None:
    with made.session.reading() as work:
        case = work.find(Case, pupil_id=made.pupils[2].id)[0]
    doubtful = SupportAction("", case.id, "Sits with Zoë Lark at lunch", made.clock.today())
    records.keep(made.session, doubtful)
    page = begun(window, made)
    page.write()
    result = ended(window, page)
    assert len(written(made)) == len(NAMES) - 1
    told = words_in(result)
    assert "4 written, 1 not" in told
    assert "may belong to another pupil" in told
    assert "Łukasz" not in told  # names stay hidden until they are shown
    (look,) = [
        one
        for one in result.refused_card.findChildren(QPushButton)
        if one.accessibleName().startswith("Open ")
    ]
    window.press(look)
    window.wait()
    assert "Zoë Lark" in words_in(window.front().doubts)
    assert len(written(made)) == len(NAMES) - 1  # nothing was accepted on the way


def test_stopping_leaves_whole_letters_and_the_window_goes_on_meanwhile(
    window: Window, made: School
) -> None:
    page = begun(window, made)
    page.write()
    assert not page.kind.isEnabled()
    page.stop_button.click()
    result = ended(window, page)
    whole = written(made)
    assert len(whole) == 1
    assert whole[0].pdf.startswith(b"%PDF")
    assert whole[0].pdf.rstrip().endswith(b"%%EOF")
    assert "1 written" in words_in(result)


def test_locking_stops_it_with_whole_letters_alone(window: Window, made: School) -> None:
    page = begun(window, made)
    page.write()
    window.until(lambda: len(page._written) >= 1)
    window.program.lock()
    window.wait()
    stores, ids = made.adapters.stores, made.adapters.ids
    made.session = unlocking.unlock(stores, made.clock, ids, made.folder, PASSPHRASE)
    kept = written(made)
    assert 1 <= len(kept) < len(NAMES)
    assert all(one.pdf.rstrip().endswith(b"%%EOF") for one in kept)
    assert made.session.store.verify().is_sound
    unlocking.lock(made.session)


def test_a_second_run_of_the_day_asks_first(window: Window, made: School) -> None:
    page = begun(window, made)
    page.write()
    window.press(ended(window, page).back_button)
    assert window.front() is page
    window.press(page.all_button)
    assert page.model.ticked() == frozenset()  # nothing that was written today
    page.model.tick(page._lines)
    page.write()
    assert "5 of these were written today" in words_in(window.shell)
    assert len(written(made)) == len(NAMES)


def test_all_are_saved_under_names_of_nobody_and_over_no_file(
    window: Window, made: School, tmp_path: Path
) -> None:
    page = begun(window, made)
    page.write()
    result = ended(window, page)
    folder = tmp_path / "out"
    folder.mkdir()
    theirs = folder / "Letter to the young person FBA-26-0001.pdf"
    theirs.write_bytes(b"another child's letter")
    result.save()
    dialog = window.shell.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.fileMode() is QFileDialog.FileMode.Directory
    dialog.selectFile(str(folder))
    dialog.accept()
    window.wait()
    names = sorted(one.name for one in folder.iterdir())
    assert len(names) == len(NAMES) + 1
    assert theirs.read_bytes() == b"another child's letter"
    assert "Letter to the young person FBA-26-0001 (2).pdf" in names
    parts = [part for name in NAMES for part in name.split(" ")]
    assert [name for name in names if any(part in name for part in parts)] == []
    files = {one.read_bytes() for one in folder.iterdir()} - {theirs.read_bytes()}
    assert files == {one.pdf for one in written(made)}
    with made.session.reading() as work:
        saved = [one for one in work.history() if one.action is Action.LETTER_SAVED]
    assert len(saved) == len(NAMES)


def test_they_are_printed_as_one_or_one_by_one_under_titles_without_names(
    window: Window, made: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(
        batch_result_page,
        "ask_to_print_jobs",
        lambda parent, jobs, **more: asked.append((jobs, more)),
    )
    page = begun(window, made)
    page.write()
    result = ended(window, page)
    duplex = QPrinter.DuplexMode.DuplexLongSide
    order = PrintOrder("queue", 1, duplex, 0, 0, True)
    result.print_them(as_one=False)
    result.print_them(as_one=True)
    jobs: list[PrintJob] = list(asked[0][0](order))
    assert [job.pdf for job in jobs] == [one.letter.pdf for one in result._done]
    titles = [job.title for job in jobs] + [asked[1][1]["title"]]
    assert not any(name.split()[1] in title for name in NAMES for title in titles)
    assert titles[0] == "Letter to the young person FBA-26-0001"
    asked[1][1]["done"]()
    window.wait()
    with made.session.reading() as work:
        printed = [one for one in work.history() if one.action is Action.LETTER_PRINTED]
    assert len(printed) == len(NAMES)


def test_a_new_file_is_whole_or_not_there(tmp_path: Path) -> None:
    assert write_new(tmp_path, "Letter", ".pdf", b"one").name == "Letter.pdf"
    assert write_new(tmp_path, "Letter", ".pdf", b"two").name == "Letter (2).pdf"
    assert (tmp_path / "Letter.pdf").read_bytes() == b"one"
    with pytest.raises(FileNotWritten):
        write_new(tmp_path / "nowhere", "Letter", ".pdf", b"x")
    assert (tmp_path / "Letter.pdf").stat().st_mode & 0o077 == 0
