"""Makes the sheet on which a store's recovery key is printed and kept."""

from __future__ import annotations

from dataclasses import dataclass
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
    "Keep this sheet locked away, and not where the computer is.",
    "Do not photograph, scan, copy or type it anywhere but into this program.",
    "If somebody else may have seen it, make new sheets.",
    "Have it ready once a year, when the program asks to try it out.",
)
_THEN = ", then the groups in order:"
_BY_HAND = ("Kept in (place)", "Held by (names, signatures)")
_SHARED_BY_HAND = ("Kept in (place); received on, signature",)
_OPENS = (
    "If every passphrase is lost, this key opens the records. Without both, nobody can: not the "
    "school, not the makers of the program."
)
_ALONE = (
    "This key together with a backup, or with the folder of the store, opens everything in it. The "
    "sheet alone opens nothing."
)
_SHARED_OPENS = (
    "If every passphrase is lost, this sheet and one of the other two, held by {others}, open the "
    "records together. Without two sheets or a passphrase, nobody can: not the school, not the "
    "makers of the program."
)
_SHARED_ALONE = (
    "Two sheets of this set together with a backup, or with the folder of the store, open "
    "everything in it. One sheet opens nothing."
)


@dataclass(frozen=True)
class SheetFacts:
    """What a sheet says beside its key.

    Attributes:
        school_name: Whose store it opens, where known.
        store_name: The name of the store's folder.
        store_id: The store's identifier, which also stands in its key file and its backups.
        set_number: Counts the sets made for the store; 0 leaves it out.
        holder: Who holds this one of three sheets; "" for the one sheet that opens alone.
        others: Who holds the other two.
    """

    school_name: str = ""
    store_name: str = ""
    store_id: str = ""
    set_number: int = 0
    holder: str = ""
    others: tuple[str, ...] = ()


def compose_recovery_sheet(
    key_groups: tuple[str, ...],
    made_on: date,
    facts: SheetFacts,
    *,
    size: TextSize = TextSize.READER,
) -> Document:
    """The printed sheet for a recovery key.

    Args:
        key_groups: The key as it is to be typed: the symbol of the sheet, and then its groups,
            which are numbered as the program numbers them.
        made_on: The day the key was made.
        facts: What it says beside the key.
        size: Size of the text.
    """
    told = (
        ("School", facts.school_name),
        ("Store", facts.store_name),
        ("Store number", facts.store_id),
        ("Set of sheets", str(facts.set_number) if facts.set_number else ""),
        ("Held by", facts.holder),
        ("Made on", format_date(made_on)),
    )
    first, *groups = key_groups
    by_hand = _SHARED_BY_HAND if facts.holder else _BY_HAND
    opens, alone = (_SHARED_OPENS, _SHARED_ALONE) if facts.holder else (_OPENS, _ALONE)
    return Document(
        title="Recovery key",
        blocks=(
            Heading(plain("Recovery key"), 1),
            FactGrid(tuple(Fact(label, strong(words)) for label, words in told if words)),
            Paragraph(plain(opens.format(others=" or ".join(facts.others)))),
            Paragraph((Run("Begin with "), Run(first, is_strong=True), Run(_THEN))),
            KeyGroups(tuple(groups)),
            Callout(
                (
                    Paragraph(
                        (
                            Run("What it opens. ", is_strong=True),
                            Run(alone),
                        )
                    ),
                ),
                CalloutTone.NOTICE,
            ),
            Heading(plain("How to use it")),
            Paragraph(
                plain(
                    "Start the program and choose “Use the recovery sheets”; on another computer, "
                    "“There is a backup to restore” and then the same, with the newest file that "
                    "ends in .mhbackup. Capitals do not matter; a group that was mistyped is "
                    "named. Then say who you are and choose a new passphrase. The sheet still "
                    "works afterwards."
                )
            ),
            Heading(plain("How to keep it")),
            BulletList(tuple(plain(words) for words in _KEEPING)),
            SignatureSpace(2.0),
            FactGrid(tuple(Fact(label, plain("\n\n")) for label in by_hand)),
        ),
        footer="Recovery key. Private: keep locked away.",
        continuation="Recovery key",
        size=size,
    )
