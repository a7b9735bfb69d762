"""Ties the pages about copies of the store to the services."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from mhlead.services import baton, copies, older_copy, school, who_has_it
from mhlead.services.adapters import Adapters
from mhlead.services.baton import TakeFrom, Taken
from mhlead.services.session import Session
from mhlead.ui.pages.copy_work import CopiesView, CopyWork
from mhlead.ui.pages.take_page import TakePage
from mhlead.ui.tasks import TaskRunner


def copy_work(session: Session) -> CopyWork:
    """What can be done with the copies of this store."""

    def read() -> CopiesView:
        with session.reading() as work:
            open_edits = copies.count_open(work)
            older = older_copy.open_older(work)
        who = who_has_it.who_has_it(session)
        return CopiesView(who, tuple(school.list_staff(session)), open_edits, older)

    return CopyWork(
        read=read,
        pass_on=partial(baton.pass_on, session),
        take_over=partial(baton.take_over, session),
        compare=partial(copies.compare, session),
        edits=partial(copies.list_edits, session),
        take_in=partial(copies.take_in, session),
        take_in_all=partial(copies.take_in_all, session),
        leave=partial(copies.leave, session),
        settle_older=partial(older_copy.settle_older, session),
    )


def take_gate(
    adapters: Adapters,
    tasks: TaskRunner,
    folder: Path,
    opened: Callable[[Session], None],
    say: Callable[[str], None],
    back: Callable[[], None],
) -> TakePage:
    """The page that takes the store from a file while none is open."""

    def take(wanted: TakeFrom) -> tuple[Session, Taken]:
        return baton.take(adapters.stores, adapters.clock, adapters.ids, wanted)

    def taken(session: Session, said: str) -> None:
        opened(session)
        say(said)

    page = TakePage(tasks=tasks, take=take, folder=folder, taken=taken)
    page.done.connect(back)
    return page
