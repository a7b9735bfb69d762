"""A desktop that takes notifications and writes each down: a tray, a portal, or neither.

It runs as a process of its own on a private bus: `python -m tests.parts.desktop tray`.
"""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusVariant,
    QDBusVirtualObject,
)

WATCHER, NOTES = "org.kde.StatusNotifierWatcher", "org.freedesktop.Notifications"
PORTAL = "org.freedesktop.portal.Desktop"
OFFERS = {"tray": (WATCHER, NOTES), "portal": (PORTAL,), "nothing": ()}
INTROSPECTED = {
    "/StatusNotifierWatcher": f"""<interface name="{WATCHER}">
        <method name="RegisterStatusNotifierItem"><arg type="s" direction="in"/></method>
        <property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
        <property name="ProtocolVersion" type="i" access="read"/></interface>""",
}


def tell(name: str, told: str) -> None:
    """One line for each call, for who started this desktop."""
    sys.stdout.write(json.dumps([name, told]) + "\n")
    sys.stdout.flush()


class Desktop(QDBusVirtualObject):
    """Answers what Qt asks of a desktop, and prints every call it got."""

    def introspect(self, path: str) -> str:
        return INTROSPECTED.get(path, "")

    def handleMessage(  # noqa: N802 - Qt's name
        self, message: QDBusMessage, connection: QDBusConnection
    ) -> bool:
        name = message.member()
        tell(name, repr(message))
        answers: dict[str, list[object]] = {
            "Get": [QDBusVariant(True)],
            "Notify": [1],
            "GetCapabilities": [["body"]],
            "GetServerInformation": ["recorder", "tests", "1", "1.2"],
        }
        connection.send(message.createReply(answers.get(name, [])))
        return True


def main(kind: str) -> None:
    """Offers itself on the session's bus until it is ended."""
    app = QCoreApplication([])
    bus = QDBusConnection.sessionBus()
    desktop = Desktop()
    tree = QDBusConnection.VirtualObjectRegisterOption.SubPath
    if not bus.registerVirtualObject("/", desktop, tree):
        raise SystemExit("the bus takes no object")
    for name in OFFERS[kind]:
        if not bus.registerService(name):
            raise SystemExit(f"{name} is taken")
    tell("ready", "")
    app.exec()


if __name__ == "__main__":
    main(sys.argv[1])
