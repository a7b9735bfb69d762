"""Prints every name, description and text that a process offers to screen readers.

It runs under the system's Python, which has the library of screen readers. Argument: a process.
"""

from __future__ import annotations

import sys
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402


def say(*parts: str | None) -> None:
    """Writes a line."""
    sys.stdout.write("\t".join(part or "" for part in parts) + "\n")


def hear(node: Any) -> None:
    """What the node and everything in it says."""
    try:
        say(node.get_role_name(), node.get_name(), node.get_description())
        if (text := node.get_text_iface()) is not None:
            say("text", Atspi.Text.get_text(text, 0, -1))
        children = [node.get_child_at_index(at) for at in range(node.get_child_count())]
    except GLib.Error:
        return  # it went meanwhile
    for child in children:
        if child is not None:
            hear(child)


desktop = Atspi.get_desktop(0)
for number in range(desktop.get_child_count()):
    program = desktop.get_child_at_index(number)
    if program is not None and program.get_process_id() == int(sys.argv[1]):
        hear(program)
