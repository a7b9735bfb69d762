"""The bars of waits: every number stands in words, and nobody needs the colours."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from mhlead.domain.waits import WaitKind, WaitSummary
from mhlead.ui.theme import Theme
from mhlead.ui.wait_bars import WaitBars, summary_words

SUMMARY = WaitSummary(
    kind=WaitKind.FIRST_CONTACT,
    median_days=20,
    finished=3,
    open_now=1,
    longest_open_days=130,
    bands=(2, 1, 0, 1, 0),
    open_bands=(0, 0, 0, 1, 0),
    past_marks=(2, 1),
)


def test_the_bars_say_all_their_numbers() -> None:
    assert summary_words(SUMMARY) == (
        "To the first contact: under 4 weeks: 2; 4 to 12 weeks: 1; 18 to 52 weeks: 1, 1 of them "
        "still waiting. Half of the 3 finished waits took at most 20 days. The longest open wait: "
        "130 days."
    )


def test_a_longer_bar_means_more_pupils(qapp: QApplication, theme: Theme) -> None:
    bars = WaitBars(SUMMARY)
    bars.resize(600, bars.sizeHint().height())
    picture = bars.grab().toImage()
    height = picture.height() // 5
    blank = picture.pixelColor(picture.width() - 2, height * 4 + height // 2)

    def drawn(band: int) -> int:
        y = band * height + height // 2
        return sum(
            picture.pixelColor(x, y) != blank for x in range(picture.width() // 2, picture.width())
        )

    assert drawn(0) > drawn(1)
    assert drawn(1) > drawn(2) - 1
    assert bars.accessibleName().startswith("To the first contact")
    bars.deleteLater()
