"""The places of the window about copies of the store, and how a person gets there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mhlead.domain.audit import Action
from mhlead.domain.codes import EditState, NoteKind
from mhlead.domain.records import Case, Note, OtherEdit, Version
from mhlead.services.other_words import as_text
from tests.builders import School
from tests.ui.watched import Window


def copies(window: Window, made: School) -> Any:
    """Who has the store, and that something was written elsewhere."""
    write_elsewhere(made)
    window.go("settings").open_part("copies")
    window.wait()
    return window.front()


def write_elsewhere(made: School) -> None:
    """A note of another copy is on the list, and a move of a case."""
    with made.session.writing() as work:
        if work.find(OtherEdit):
            return
        case = work.find(Case)[0]
        at = made.clock.now()
        note = Note("note-there", case.id, at.date(), NoteKind.FACT, "Ate with two friends today.")
        for record in (note, case):
            version: Version[Any] = Version(
                number=1,
                record=record,
                written_at=at,
                written_by=made.deputy.id,
                reason="",
                is_removed=False,
                superseded_at=None,
            )
            work.add(
                OtherEdit(
                    f"edit-{record.id}",
                    type(record).__name__,
                    record.id,
                    case.pupil_id,
                    case.pupil_id,
                    at,
                    made.deputy.id,
                    as_text([version]),
                    EditState.OPEN,
                )
            )
        work.log(Action.COPY_COMPARED)
        work.commit()


def edits(window: Window, made: School) -> Any:
    """What was written elsewhere, one after the other, with names shown."""
    copies(window, made).show_edits()
    window.wait()
    window.program.names.show(is_shown=True)
    window.wait()
    return window.front()


def _opened(act: str) -> Callable[[Window, School], Any]:
    def go(window: Window, made: School) -> Any:
        getattr(copies(window, made), act)()
        window.wait()
        return window.front()

    return go


def leave(window: Window, made: School) -> Any:
    """Why something is left."""
    page = edits(window, made)
    page.leave(page._lines[0])
    window.wait()
    return window.front()


def take_at_the_door(window: Window, made: School) -> Any:
    """The page before the store, to take it from a file."""
    del made
    window.shell.ask_to_lock()
    window.wait()
    window.press(window.shell.gate.currentWidget().take_button)
    window.wait()
    return window.shell.gate.currentWidget()


COPY_PLACES: dict[str, Callable[[Window, School], Any]] = {
    "copies of the store": copies,
    "what was written elsewhere": edits,
    "pass the store on": _opened("pass_on"),
    "take the store over": _opened("take_over"),
    "why an older copy is here": _opened("settle_older"),
    "leave what was written elsewhere": leave,
    "take the store from a file": take_at_the_door,
}
