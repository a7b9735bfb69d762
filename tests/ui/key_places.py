"""The places of the window about the ways into the store, and how a person gets there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mhlead.domain.records import StaffMember
from mhlead.services import keyholders, recovery_sheets, school
from tests.builders import School
from tests.ui.watched import Window

DEPUTYS = "umbrella lantern gravel Tuesday"


def keys(window: Window, made: School) -> Any:
    """Who can unlock, once two people can and three sheets were made."""
    head, _ = school.save_staff(made.session, StaffMember("", "Mr Okafor", "Head teacher"))
    if made.session.store.ways.recovery() is None:
        keyholders.add_keyholder(made.session, made.deputy.id, DEPUTYS)
        holders = [made.lead.id, made.deputy.id, head.id]
        made_ones = recovery_sheets.make_sheets(made.session, holders)
        recovery_sheets.confirm_sheets(made.session, [key for key, _ in made_ones])
    return _page(window)


def _page(window: Window) -> Any:
    window.go("settings").open_part("keys")
    window.wait()
    return window.front()


def _opened(act: str) -> Callable[[Window, School], Any]:
    def go(window: Window, made: School) -> Any:
        getattr(keys(window, made), act)()
        window.wait()
        return window.front()

    return go


def three_sheets(window: Window, made: School) -> Any:
    """Three new sheets, to be printed and typed back."""
    page = keys(window, made)
    page.make_sheets()
    window.wait()
    staff = [one.id for one in page._overview.staff][:3]
    for row, one in zip(window.front().form.rows, staff, strict=True):
        row.field.set_value(one)
    window.press(window.front().three_button)
    return window.front()


def sheets_at_the_door(window: Window, made: School) -> Any:
    """The page before the store, for two sheets."""
    keys(window, made)
    window.shell.ask_to_lock()
    window.wait()
    gate = window.shell.gate.currentWidget()
    window.press(gate.other_way_button)
    return gate


def who_are_you(window: Window, made: School) -> Any:
    """What is asked after a sheet opened the store."""
    ((key, _),) = recovery_sheets.make_sheets(made.session)
    recovery_sheets.confirm_sheets(made.session, [key])
    window.shell.ask_to_lock()
    window.wait()
    gate = window.shell.gate.currentWidget()
    window.press(gate.other_way_button)
    gate.sheets.fields[0].set_value(key)
    window.press(gate.unlock_button)
    window.wait()
    return window.shell.gate.currentWidget()


KEY_PLACES: dict[str, Callable[[Window, School], Any]] = {
    "who can unlock": keys,
    "which sheets": _opened("make_sheets"),
    "three sheets": three_sheets,
    "sheets at the door": sheets_at_the_door,
    "who are you": who_are_you,
}
