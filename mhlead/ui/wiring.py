"""Ties the pages of an open store to what they may do with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from mhlead.domain.changes import Changes
from mhlead.services import records, school
from mhlead.services.adapters import Adapters
from mhlead.services.session import Session
from mhlead.ui.machine_settings import MachineSettings
from mhlead.ui.names import NamesShown
from mhlead.ui.page import Page
from mhlead.ui.page_stack import Section
from mhlead.ui.pages.directory_page import DirectoryPage
from mhlead.ui.pages.directory_parts import DirectoryWork
from mhlead.ui.tasks import TaskRunner
from mhlead.ui.theme import Theme


@dataclass(frozen=True)
class Desk:
    """What the window does for its pages.

    Attributes:
        changed: Told what an action touched, so that every page shows it.
        offer_undo: Offers to take an action back.
        open_page: Shows a page above the section.
        close_page: Leaves it again, after asking about unsaved text.
        go: Goes to another section.
    """

    adapters: Adapters
    tasks: TaskRunner
    theme: Theme
    names: NamesShown
    settings: MachineSettings
    changed: Callable[[Changes], None]
    offer_undo: Callable[[str, Callable[[], None]], None]
    open_page: Callable[[Page], None]
    close_page: Callable[[], None]
    go: Callable[[str], None]


def sections(session: Session, desk: Desk) -> list[Section]:
    """The places of the sidebar; each makes its page when it is first visited."""
    return [
        Section("directory", "Directory", "book-open", partial(directory_page, session, desk)),
    ]


def directory_page(session: Session, desk: Desk) -> DirectoryPage:
    """The page of the directory."""
    return DirectoryPage(
        tasks=desk.tasks,
        work=directory_work(session),
        today=session.clock.today,
        changed=desk.changed,
        offer_undo=desk.offer_undo,
        open_page=desk.open_page,
    )


def directory_work(session: Session) -> DirectoryWork:
    """What can be done with the directory of this store."""
    return DirectoryWork(
        list_services=partial(school.list_services, session, with_ended=True),
        save_service=partial(records.keep, session),
        save_person=partial(records.keep, session),
        remove=partial(records.remove, session),
        bring_back=partial(records.bring_back, session),
        end_service=partial(school.end_service, session),
    )
