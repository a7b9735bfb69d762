"""The certificate of a backup that was restored or tried: what, when, how much, and who."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from mhlead.domain.backup import Certificate
from mhlead.domain.document import (
    Block,
    BulletList,
    Document,
    Fact,
    FactGrid,
    Heading,
    Paragraph,
    SignatureSpace,
    TextSize,
    plain,
    strong,
)
from mhlead.domain.template_filling import format_date

BY_HAND = ("Signed", "Name and date")
"""What is written on a certificate by whoever files it."""

_COUNTED = (
    ("pupils", "Pupils"),
    ("cases", "Cases"),
    ("note_versions", "Wordings of notes"),
    ("referrals", "Referrals"),
    ("letters", "Letters"),
)


def certificate_facts(certificate: Certificate) -> list[tuple[str, str]]:
    """The facts of a certificate in the order they are told, each with its label."""
    contents = certificate.contents
    counts, end = dict(contents.counts), contents.last_hash[-12:]
    told = [
        ("Backup", certificate.backup),
        ("Made", _moment(contents.made_at)),
        ("Looked through", _moment(certificate.checked_at)),
        ("By", certificate.checked_by or "not named: the recovery sheets opened it"),
        ("Opened with", certificate.way),
        ("Restored to", certificate.restored_to or "a scratch place, and taken away again"),
        *((label, f"{counts[table]:,}") for table, label in _COUNTED if table in counts),
        ("Rows in all", f"{contents.rows:,}, as many as when it was made"),
        ("History", f"{contents.events:,} lines; {contents.last_sequence:,} ends in {end}"),
        ("Found", _found(certificate)),
        ("Disposed of again", _again(certificate) if certificate.restored_to else ""),
    ]
    return [(label, words) for label, words in told if words]


_SINCE = (
    "Write again what was written after {made}: it is not in this backup. Letters, e-mail and the "
    "people you spoke to say what is missing."
)
_NEW_SHEETS = (
    "Make new recovery sheets, under “Who can unlock, and recovery” in the settings. Those that "
    "were used still open this store, and more than one person has seen them."
)
_SECOND = "See that a second person can unlock: “Who can unlock, and recovery” in the settings."
_OWN_BACKUPS = "Choose where backups go from this computer, under “Backups”, and make one."
_OLD_COMPUTER = (
    "Is the old computer lost or stolen? Tell the data protection officer today, and enter it "
    "under “Breaches” in the settings: the 72 hours run. Does it turn up again? Write nothing "
    "in it; “Pass the store on” compares the two."
)


def next_steps(certificate: Certificate) -> tuple[str, ...]:
    """What to do after a restore, in the order to do it; nothing where a backup was only tried."""
    return tuple(_next_steps(certificate)) if certificate.restored_to else ()


def _next_steps(certificate: Certificate) -> Iterator[str]:
    by_sheets = certificate.way.startswith("recovery")
    made = _moment(certificate.contents.made_at)
    if by_sheets:
        yield "Say who you are and choose a new passphrase: the old one ends."
    yield _SINCE.format(made=made)
    if by_sheets:
        yield _NEW_SHEETS
    yield _SECOND
    yield _OWN_BACKUPS
    yield _OLD_COMPUTER


def compose_certificate(
    certificate: Certificate, *, school_name: str = "", size: TextSize = TextSize.NORMAL
) -> Document:
    """The certificate as a page to print and file; no pupil is in it.

    Args:
        certificate: What is certified.
        school_name: The school of the open store, where nothing was restored that names one.
        size: How large it is set.
    """
    school = certificate.school or school_name
    facts = [("School", school), *certificate_facts(certificate)]
    title = "A backup was restored" if certificate.restored_to else "A backup was tried"
    return Document(
        title=title,
        blocks=(
            Heading(plain(title), 1),
            Paragraph(
                plain(
                    "Every page, row, link and search entry of the copy and its whole history were "
                    "read and compared with what the backup says of itself."
                )
            ),
            FactGrid(tuple(Fact(label, strong(words)) for label, words in facts if words)),
            SignatureSpace(2.0),
            FactGrid(tuple(Fact(label, plain("\n\n")) for label in BY_HAND)),
            *_next(certificate),
        ),
        footer="Backup of the mental health lead’s records. No pupil is named here.",
        continuation=title,
        size=size,
    )


def _next(certificate: Certificate) -> tuple[Block, ...]:
    steps = next_steps(certificate)
    if not steps:
        return ()
    return (
        Heading(plain("What to do next")),
        BulletList(tuple(plain(words) for words in steps)),
    )


def _found(certificate: Certificate) -> str:
    if certificate.sound:
        return "everything sound"
    known = len(certificate.contents.faults)
    if known:
        return f"not all of it sound, as when it was made ({known})"
    return "not all of it sound"


def _again(certificate: Certificate) -> str:
    if certificate.disposed_again is None:
        return (
            "not known: no list of disposals that it can read lay beside the backup. Please "
            "compare with your certificates of disposal"
        )
    return f"{certificate.disposed_again:,} by the list that lay beside the backup"


def _moment(at: datetime) -> str:
    local = at.astimezone()
    return f"{format_date(local.date())}, {local:%H:%M}"
