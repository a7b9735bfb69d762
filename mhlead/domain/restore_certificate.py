"""The certificate of a backup that was restored or tried: what, when, how much, and who."""

from __future__ import annotations

from datetime import datetime

from mhlead.domain.backup import Certificate
from mhlead.domain.document import (
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
        ("By", certificate.checked_by or "not known"),
        ("Opened with", certificate.way),
        ("Restored to", certificate.restored_to or "a scratch place, and taken away again"),
        *((label, f"{counts[table]:,}") for table, label in _COUNTED if table in counts),
        ("Rows in all", f"{contents.rows:,}, as many as when it was made"),
        ("History", f"{contents.events:,} lines; {contents.last_sequence:,} ends in {end}"),
        ("Found", _found(certificate)),
        ("Disposed of again", _again(certificate) if certificate.restored_to else ""),
    ]
    return [(label, words) for label, words in told if words]


def compose_certificate(
    certificate: Certificate, *, school_name: str = "", size: TextSize = TextSize.READER
) -> Document:
    """The certificate as a page to print and file; no pupil is in it."""
    facts = [("School", school_name), *certificate_facts(certificate)]
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
            SignatureSpace(4.0),
            FactGrid((Fact("Signed", plain("\n\n")),)),
        ),
        footer="Backup of the mental health lead’s records. No pupil is named here.",
        continuation=title,
        size=size,
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
        return "not known: no list of disposals lay beside the backup. Please compare by hand"
    return f"{certificate.disposed_again:,} by the list that lay beside the backup"


def _moment(at: datetime) -> str:
    local = at.astimezone()
    return f"{format_date(local.date())}, {local:%H:%M}"
