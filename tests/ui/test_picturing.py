from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from mhlead.services import school, unlocking
from mhlead.ui.appearance import Appearance
from mhlead.ui.picturing import draw_pages
from mhlead.ui.theme import Theme
from tests.builders import make_school


@pytest.mark.timeout(120)
@pytest.mark.qt_draws
def test_every_page_is_drawn_at_the_scale_and_in_the_look_asked_for(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    made = make_school(tmp_path)
    referral = made.referral()
    made.issue(referral.id)
    try:
        drawn = draw_pages(
            made.session, made.adapters, tmp_path / "out", appearance=Appearance.DARK, scale=2.0
        )
    finally:
        theme.set_choice(Appearance.DARK)  # so that the usual look is put back after the test
    names = [path.stem.partition("-")[2] for path in drawn]
    assert {"today", "pupils", "referrals", "directory", "settings", "at-risk"} <= set(names)
    for path in drawn:
        picture = QImage(str(path))
        assert picture.width() > 2000
        assert picture.pixelColor(picture.width() - 5, picture.height() // 2).lightness() < 60
    assert school.list_staff(made.session), "the session stays open for whoever asked"
    unlocking.lock(made.session)
