"""Makes the sheet on which a store's recovery key is printed and kept."""

from __future__ import annotations

from datetime import date

from mhlead.domain.document import (
    BulletList,
    Callout,
    CalloutTone,
    Document,
    Fact,
    FactGrid,
    Heading,
    KeyGroups,
    Paragraph,
    Run,
    SignatureSpace,
    TextSize,
    plain,
    strong,
)
from mhlead.domain.template_filling import format_date

_KEEPING = (
    "Keep this sheet in the school’s safe or another locked place, away from the computer.",
    "Do not photograph, scan, copy or type it anywhere but into this program.",
    "Tell the head and the deputy lead where it is, and write down who holds it.",
    "If it may have been seen by somebody else, make a new key; this one then opens nothing new.",
)


def compose_recovery_sheet(
    key_groups: tuple[str, ...],
    made_on: date,
    *,
    school_name: str = "",
    store_name: str = "",
    size: TextSize = TextSize.READER,
) -> Document:
    """The printed sheet for a recovery key.

    Args:
        key_groups: The key in its groups, in order, as it is to be typed.
        made_on: The day the key was made.
        school_name: Whose store it opens, where known.
        store_name: The name of the store's folder, to tell two stores apart.
        size: Size of the text.
    """
    told = (
        ("School", school_name),
        ("Store", store_name),
        ("Made on", format_date(made_on)),
    )
    by_hand = ("Kept in (place)", "Held by (name and signature)", "Second holder")
    return Document(
        title="Recovery key",
        blocks=(
            Heading(plain("Recovery key"), 1),
            FactGrid(tuple(Fact(label, strong(words)) for label, words in told if words)),
            Paragraph(
                plain(
                    "If the passphrase is lost, this key opens the records. "
                    "Without both, nobody can: not the school, not the makers of the program."
                )
            ),
            KeyGroups(key_groups),
            Callout(
                (
                    Paragraph(
                        (
                            Run("What it opens. ", is_strong=True),
                            Run(
                                "This key together with a backup, or with the folder of the "
                                "store, opens everything in it. The sheet alone opens nothing."
                            ),
                        )
                    ),
                ),
                CalloutTone.NOTICE,
            ),
            Heading(plain("How to use it")),
            Paragraph(
                plain(
                    "Start the program, choose “I have lost the passphrase” and type the groups "
                    "in order. Capitals do not matter. The program marks a group that was "
                    "mistyped. Then choose a new passphrase."
                )
            ),
            Heading(plain("How to keep it")),
            BulletList(tuple(plain(words) for words in _KEEPING)),
            SignatureSpace(4.0),
            FactGrid(tuple(Fact(label, plain("\n\n")) for label in by_hand)),
        ),
        footer="Recovery key. Private: keep locked away.",
        continuation="Recovery key",
        size=size,
    )
