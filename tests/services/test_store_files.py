"""The store's files: what was wrong with them stands on Today, a mended key file in the history."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mhlead.domain.audit import Action
from mhlead.domain.errors import StoreVanished
from mhlead.domain.today_views import Level, TodayReason, Why
from mhlead.services import unlocking
from mhlead.services.session import Session
from mhlead.services.today import read_today
from mhlead.ui.history_words import action_words
from mhlead.ui.pages.today_rows import reason_words
from mhlead.vault.header import to_bytes
from mhlead.vault.header_files import COPIES, load_header
from tests.builders import PASSPHRASE, School


def opened_again(school: School) -> Session:
    return unlocking.unlock(
        school.adapters.stores, school.clock, school.session.ids, school.folder, PASSPHRASE
    )


def test_a_folder_that_goes_while_it_is_open_is_told_first_and_until_it_is_back(
    school: School,
) -> None:
    moved = school.folder.with_name("moved")
    school.folder.rename(moved)
    first = read_today(school.session).lines[0].reasons[0]
    assert (first.why, first.level) == (Why.STORE_GONE, Level.OVERDUE)
    assert "Put the disk" in reason_words(first, school.clock.today(), with_names=False)
    with school.session.reading(), pytest.raises(StoreVanished), school.session.reading():
        pass  # the second needs a connection of its own
    moved.rename(school.folder)
    whys = {one.why for line in read_today(school.session).lines for one in line.reasons}
    assert Why.STORE_GONE not in whys


def told(session: Session) -> list[TodayReason]:
    reasons = [one for line in read_today(session).lines for one in line.reasons]
    return [one for one in reasons if one.why is Why.KEY_FILE_MENDED]


@pytest.mark.parametrize(
    ("how", "level", "words"), [("forged", Level.OVERDUE, "without"), ("torn", Level.SOON, "")]
)
def test_a_spoilt_key_file_is_told_that_day_and_kept_in_the_history(school, how, level, words):
    unlocking.lock(school.session)
    path = school.folder / COPIES[1]
    header = load_header(school.folder)
    forged = to_bytes(replace(header, generation=header.generation + 1))
    path.write_bytes(forged if how == "forged" else b"")
    session = opened_again(school)
    [reason] = told(session)
    assert reason.level is level
    assert COPIES[1] in reason.words
    assert words in reason.words
    [line] = [one for one in unlocking.history(session) if one.action is Action.KEY_FILE_MENDED]
    assert COPIES[1] in action_words(line)
    unlocking.lock(session)
    session = opened_again(school)
    assert len(told(session)) == 1
    assert len([o for o in unlocking.history(session) if o.action is Action.KEY_FILE_MENDED]) == 1
    school.clock.forward(1)
    assert told(session) == []
    session.store.close()
