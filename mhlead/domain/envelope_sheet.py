"""The sheet that tries out the window of the school's own envelopes: printed, folded, put in."""

from __future__ import annotations

from mhlead.domain.document import (
    AddressBlock,
    BulletList,
    Document,
    Fact,
    FactGrid,
    Heading,
    Letterhead,
    Paragraph,
    plain,
)
from mhlead.domain.envelope import EnvelopeWindow

_ADDRESS = (
    "Single Point of Access",
    "Children and Young People’s Service",
    "Northmoor Health Centre, Long Meadow Road",
    "Northmoor",
    "NM1 2AB",
)
_STEPS = (
    "Print this page in its real size: 100 %, not “fit to page”.",
    "Fold it at the two short marks on the left edge, and put it into one of your envelopes.",
    "Shake it into each corner: the whole address stays in the window, and nothing else shows.",
    "Otherwise measure the window on the envelope’s front, and change the measures.",
)


def envelope_sheet(window: EnvelopeWindow, school: str) -> Document:
    """The sheet for a window: both zones drawn, an address of five lines in place."""
    measures = (
        ("From the left edge", window.left_mm),
        ("From the lower edge", window.bottom_mm),
        ("Width", window.width_mm),
        ("Height", window.height_mm),
    )
    return Document(
        title="Envelope test sheet",
        blocks=(
            Heading(plain("Does your envelope show the address?"), 1),
            BulletList(tuple(plain(step) for step in _STEPS)),
            Heading(plain("Measures of the window")),
            FactGrid(tuple(Fact(name, plain(f"{value} mm")) for name, value in measures), 2),
            Paragraph(
                plain(
                    "The inner frame is what the window shows wherever the sheet has slid to; the "
                    "address stands in it. The outer frame is all that it can ever show."
                )
            ),
        ),
        letterhead=Letterhead(school, contact_lines=("Envelope test sheet",)),
        address=AddressBlock(_ADDRESS, window=window, is_drawn=True),
        reference=(Fact("Sheet", plain("Window test")),),
        footer="This sheet is about no pupil.",
    )
