"""The sheet that tries out the window of the school's own envelopes."""

from __future__ import annotations

from dataclasses import dataclass

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.document import as_text
from mhlead.domain.envelope import EnvelopeWindow, check_window
from mhlead.domain.envelope_sheet import envelope_sheet
from mhlead.domain.record_rules import window_of
from mhlead.domain.records import SchoolProfile
from mhlead.services.ports import Press
from mhlead.services.school import school_of
from mhlead.services.session import Session


@dataclass(frozen=True)
class EnvelopePaper:
    """The sheet as it prints, and the same words as text."""

    pdf: bytes
    text: str


def window_sheet(session: Session, press: Press, measured: SchoolProfile) -> EnvelopePaper:
    """The sheet for the window of a profile that may not be kept yet.

    Raises:
        FieldRefused: letters can't be set for such a window.
    """
    window: EnvelopeWindow = window_of(measured)
    check_window(window)
    with session.reading() as work:
        school = school_of(work)
    document = envelope_sheet(window, school.name if school else "")
    return EnvelopePaper(press.render(document), as_text(document))


def record_use(session: Session, how: str) -> Changes:
    """That the sheet was "printed" or "saved" stands in the history."""
    with session.writing() as work:
        work.log(Action.EXPORTED, None, {"what": "envelope-sheet", "how": how})
        return work.commit()
