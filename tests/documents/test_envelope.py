"""The window of an envelope shows the address whole and nothing else, on every letter."""

from __future__ import annotations

import dataclasses
import itertools

import pypdfium2
import pytest

from mhlead.documents.press import render
from mhlead.domain.codes import LetterKind
from mhlead.domain.document import AddressBlock, Document, TextSize
from mhlead.domain.envelope import (
    ENVELOPE_HEIGHT_MM,
    ENVELOPE_WIDTH_MM,
    FARTHEST_RIGHT_MM,
    FOLDED_HEIGHT_MM,
    HIGHEST_MM,
    LIMITS,
    SHEET_WIDTH_MM,
    USUAL,
    EnvelopeWindow,
    Zone,
    check_window,
)
from mhlead.domain.envelope_sheet import envelope_sheet
from mhlead.domain.errors import FieldRefused
from tests.documents.samples import facts_of, letter

MM = 72 / 25.4
HEIGHT = 297 * MM


def fits(window: EnvelopeWindow) -> bool:
    try:
        check_window(window)
    except FieldRefused:
        return False
    return True


EXTREMES = [
    window
    for measures in itertools.product(*LIMITS.values())
    if fits(window := EnvelopeWindow(*measures))
]


def corners(zone: Zone) -> tuple[float, float, float, float]:
    """Left, bottom, right, top in points from the lower left corner of the page."""
    return zone.left * MM, HEIGHT - zone.bottom * MM, zone.right * MM, HEIGHT - zone.top * MM


def texts_in(page: pypdfium2.PdfPage, zone: Zone) -> str:
    return page.get_textpage().get_text_bounded(*corners(zone)).strip()


def spots_around(page: pypdfium2.PdfPage, window: EnvelopeWindow) -> int:
    """How many dots are not white where the window can show, but the address must not stand."""
    drawn = page.render(scale=2).to_numpy()[:, :, 0]
    dots = 2 * MM

    def part(zone: Zone) -> tuple[slice, slice]:
        return (
            slice(max(round(zone.top * dots), 0), round(zone.bottom * dots)),
            slice(max(round(zone.left * dots), 0), round(zone.right * dots)),
        )

    drawn = drawn.copy()
    drawn[part(window.always_seen())] = 255
    return int((drawn[part(window.ever_seen())] < 250).sum())


def check_page(document: Document, window: EnvelopeWindow) -> None:
    data = render(document, draft=True)
    opened = pypdfium2.PdfDocument(data)
    try:
        page = opened[0]
        assert document.address is not None
        whole = texts_in(page, window.always_seen())
        assert whole == texts_in(page, window.ever_seen())
        wanted = " ".join((document.address.mark, *document.address.lines))
        words = whole.replace(",", "").split()
        assert words == wanted.replace(",", "").split()
        assert spots_around(page, window) == 0
    finally:
        opened.close()


@pytest.mark.parametrize("size", [TextSize.NORMAL, TextSize.LARGE])
@pytest.mark.parametrize("kind", LetterKind)
def test_nothing_but_the_address_stands_where_the_window_can_show(
    kind: LetterKind, size: TextSize
) -> None:
    check_page(letter(facts_of(kind), size), USUAL)


@pytest.mark.parametrize("window", EXTREMES, ids=str)
def test_the_address_follows_the_window_as_far_as_it_may_go(window: EnvelopeWindow) -> None:
    made = letter(facts_of(LetterKind.URGENT_FOLLOW_UP), TextSize.LARGE)
    assert made.address is not None
    moved = dataclasses.replace(made.address, window=window)
    check_page(dataclasses.replace(made, address=moved), window)


@pytest.mark.parametrize("window", [USUAL, *EXTREMES], ids=str)
def test_a_long_letterhead_ends_above_the_window(window: EnvelopeWindow) -> None:
    made = letter(facts_of(LetterKind.CHASE))
    assert made.address is not None
    assert made.letterhead is not None
    lines = tuple(f"Line {number} of a very long letterhead" for number in range(30))
    long = dataclasses.replace(made.letterhead, contact_lines=lines)
    moved = dataclasses.replace(made.address, window=window)
    data = render(dataclasses.replace(made, letterhead=long, address=moved), draft=True)
    opened = pypdfium2.PdfDocument(data)
    try:
        ever = window.ever_seen()
        beside = dataclasses.replace(ever, right=SHEET_WIDTH_MM)
        assert "letterhead" not in texts_in(opened[0], beside)
        assert "Line 2 of" in opened[0].get_textpage().get_text_bounded()
        assert spots_around(opened[0], window) == 0
    finally:
        opened.close()


def test_a_window_that_letters_cannot_be_set_for_is_refused_by_its_measure() -> None:
    assert len(EXTREMES) > 4
    for window, field in (
        (EnvelopeWindow(left_mm=5), "window_left_mm"),
        (EnvelopeWindow(width_mm=200), "window_width_mm"),
        (EnvelopeWindow(left_mm=40, width_mm=100), "window_width_mm"),
        (EnvelopeWindow(bottom_mm=24, height_mm=44), "window_height_mm"),
        (EnvelopeWindow(bottom_mm=2), "window_bottom_mm"),
    ):
        with pytest.raises(FieldRefused) as caught:
            check_window(window)
        assert caught.value.field == field


def test_the_zones_follow_from_how_far_the_sheet_slides() -> None:
    assert USUAL.always_seen() == Zone(20, 57, 100, 81)
    assert USUAL.ever_seen() == Zone(10, 46, 110, 92)
    for across, up in itertools.product(
        range(ENVELOPE_WIDTH_MM - SHEET_WIDTH_MM + 1),
        range(ENVELOPE_HEIGHT_MM - FOLDED_HEIGHT_MM + 1),
    ):
        left, bottom = USUAL.left_mm - across, FOLDED_HEIGHT_MM - (USUAL.bottom_mm - up)
        shown = Zone(left, bottom - USUAL.height_mm, left + USUAL.width_mm, bottom)
        always, ever = USUAL.always_seen(), USUAL.ever_seen()
        assert shown.left <= always.left
        assert shown.right >= always.right
        assert shown.top <= always.top
        assert shown.bottom >= always.bottom
        assert ever.left <= shown.left
        assert ever.bottom >= shown.bottom
    assert FARTHEST_RIGHT_MM < SHEET_WIDTH_MM
    assert HIGHEST_MM < FOLDED_HEIGHT_MM


@pytest.mark.parametrize("window", [USUAL, *EXTREMES[:2]], ids=str)
def test_the_test_sheet_shows_the_address_inside_the_frames(window: EnvelopeWindow) -> None:
    data = render(envelope_sheet(window, "Fernbrook Academy"))
    opened = pypdfium2.PdfDocument(data)
    try:
        assert len(opened) == 1
        told = texts_in(opened[0], window.always_seen())
        assert told.split()[-2:] == ["NM1", "2AB"]
        assert spots_around(opened[0], window) > 0  # the outer frame
    finally:
        opened.close()


def test_an_address_without_a_window_of_its_own_is_set_for_the_usual_one() -> None:
    assert AddressBlock(("x",)).window == USUAL
