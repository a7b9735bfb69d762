"""The running window: from the unlock page to the open store, and back when it locks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from mhlead.domain.changes import Changes
from mhlead.domain.errors import MhleadError, Unexpected
from mhlead.services import unlocking
from mhlead.services.adapters import Adapters
from mhlead.services.session import Session
from mhlead.ui.appearance import Appearance
from mhlead.ui.at_risk import AtRiskPage
from mhlead.ui.at_risk_notes import AtRiskNotes, tell_noted
from mhlead.ui.backup_keeper import END_S, LOCK_S, BackupKeeper
from mhlead.ui.clearing import clear_away
from mhlead.ui.copying import MarkedCopies
from mhlead.ui.crash import CrashDialog
from mhlead.ui.desktop_lock import DesktopLock
from mhlead.ui.doors import Doors
from mhlead.ui.gates import held_page
from mhlead.ui.help_wiring import Help
from mhlead.ui.idle import IdleWatch
from mhlead.ui.machine_settings import MachineSettings
from mhlead.ui.main_window import MainWindow
from mhlead.ui.names import NamesShown
from mhlead.ui.page import Page
from mhlead.ui.questions import tell
from mhlead.ui.tasks import Lane, Progress, TaskRunner
from mhlead.ui.theme import Theme
from mhlead.ui.typed_keeper import TypedKeeper
from mhlead.ui.unasked_lock import UnaskedLock
from mhlead.ui.warming import warm_up
from mhlead.wording import sentence_for

if TYPE_CHECKING:
    from mhlead.ui.desk import Desk
    from mhlead.ui.pages.first_run_page import FirstWish
    from mhlead.ui.pupil_wiring import PupilPages

_END_MS = 10_000
_SAVE_FIRST = "Please save it, or leave its page, and then rescue what can be read."


class Program(QObject):
    """One window on one store, which is locked or open."""

    def __init__(
        self,
        app: QApplication,
        adapters: Adapters,
        *,
        store: Path | None = None,
        keeps_settings: bool = True,
        backs_up: bool = True,
        theme: Theme | None = None,
    ) -> None:
        """Builds the window; `begin` shows what comes first.

        Args:
            app: The application.
            adapters: Everything from outside.
            store: Folder of the store; the one last opened otherwise.
            keeps_settings: False leaves this machine's settings unread and as they are.
            backs_up: False makes no backup by itself.
            theme: The look that is there already; a new one otherwise.
        """
        super().__init__(app)
        self._adapters = adapters
        self.tasks = TaskRunner(self)
        path = adapters.settings_file if keeps_settings else None
        self.settings = MachineSettings(path, self.tasks, self)
        chosen = self.settings.now
        last = Path(chosen.store or adapters.default_store)
        percent, look = chosen.text_percent, Appearance(chosen.appearance)
        self.theme = theme or Theme(app, look, percent / 100)
        self.names = NamesShown(self)
        self.notes = AtRiskNotes(adapters.clock, self.settings, self.tasks, self)
        self.at_risk = AtRiskPage(self.settings.urgent_contacts(), self.notes.rung)
        self.window = MainWindow(names=self.names, at_risk=self.at_risk, lock=self.lock_unasked)
        self.help = Help(self.window, self.go_to_part)
        self.window.capture.set_on(is_on=chosen.blocks_capture)
        self.doors = Doors(
            adapters,
            self.tasks,
            self.window,
            self.settings,
            store or last,
            opened=self.opened,
            made=self._made,
            restored=self._restored,
            first_run_ended=self._first_run_ended,
        )
        self.idle = IdleWatch(app, chosen.idle_minutes, self)
        self.backups = BackupKeeper(
            self.settings, self.tasks, self.changed, is_on=keeps_settings and backs_up, parent=self
        )
        self.desktop, self.copies = DesktopLock(self), MarkedCopies(app, self)
        self.session: Session | None = None
        self.about: PupilPages | None = None
        self.keeper = TypedKeeper(self.window, self.names, self.tasks, adapters.clock.now, self)
        self.held = UnaskedLock(
            self.window,
            self.tasks,
            self.keeper,
            gate=self._held_gate,
            pause=self._pause,
            resume=self._resume,
            lock=self.lock,
        )
        self._shown_contacts = self.settings.urgent_contacts()

        self.settings.changed.connect(self._apply_settings)
        self.settings.not_written.connect(self._settings_not_written)
        self.idle.idle.connect(self.lock_unasked)
        self.desktop.locked.connect(self.lock_unasked)
        self.tasks.crashed.connect(self.show_crash)
        self.notes.told.connect(partial(tell_noted, self.window))
        self.window.slip_dropped.connect(self._slip_dropped)

    def begin(self, session: Session | None = None) -> None:
        """Shows Today of an open store, or the unlock page."""
        if session is not None:
            self.doors.set_folder(session.store.folder)
            self.opened(session)
        else:
            self.doors.show_first()
        self.window.show()
        QTimer.singleShot(0, self._after_first_paint)

    def _after_first_paint(self) -> None:
        self.desktop.listen(int(self.window.winId()))
        self._start(partial(warm_up, self._adapters, self.doors.folder), lane=Lane.COMPUTE)
        if self.settings.was_unreadable:
            tell(
                self.window,
                "This computer’s settings could not be read",
                "They were set aside and the usual ones hold. No record is touched by this.",
            )

    def _start(
        self,
        job: Callable[[Progress], Any],
        done: Callable[[Any], None] = lambda _: None,
        failed: Callable[[MhleadError], None] = lambda _: None,
        lane: Lane = Lane.STORE,
    ) -> None:
        self.tasks.start(self, job, done=done, failed=failed, lane=lane)

    # opening ------------------------------------------------------------------------------

    def rescue(self) -> None:
        """Locks a store that is damaged, and shows the page that rescues what can be read of it."""
        if self.window.pages.has_unsaved():
            tell(self.window, "Something is typed and not saved", _SAVE_FIRST)
            return
        self.lock()
        self.doors.show_rescue()

    def _restored(self, session: Session) -> None:
        self._made(session)
        self.idle.start()

    def _made(self, session: Session) -> None:
        # From now on leaving its page locks the store, and the next start unlocks it.
        self.session = session
        self.settings.change(store=str(session.store.folder))

    def _first_run_ended(self, session: Session, wish: FirstWish) -> None:
        from mhlead.ui.pages.first_run_page import FirstWish

        self.opened(session)
        if self.about is None or wish is FirstWish.LOOK:
            return
        self.window.pages.go("pupils")
        if wish is FirstWish.IMPORT:
            self.about.import_pupils()
        else:
            self.about.add_pupil()

    def opened(self, session: Session) -> None:
        """A store is open: its pages can be shown."""
        from mhlead.ui.repair_wiring import look_for_gaps
        from mhlead.ui.wiring import pupil_pages, sections

        self.session = session
        self.settings.change(store=str(session.store.folder), last_way=session.store.slot_id)
        self.doors.set_folder(session.store.folder)
        if not session.actor_id:
            self._ask_who(session)
            return
        words = f"Encrypted store: {session.store.folder.name}"
        desk = self._desk()
        self.about = pupil_pages(session, desk)
        self.window.show_sections(sections(session, desk, self.about), words)
        self.idle.start()
        self.notes.begin(session)
        self.backups.begin(session)
        self.keeper.begin(session)
        look_for_gaps(session, desk)

    def _ask_who(self, session: Session) -> None:
        from mhlead.ui.take_over import ask_who

        self.idle.start()
        ask_who(session, self._adapters, self.tasks, self.window, self.opened, self.lock)

    def _desk(self) -> Desk:
        from mhlead.ui.desk import Desk

        return Desk(
            adapters=self._adapters,
            tasks=self.tasks,
            theme=self.theme,
            names=self.names,
            settings=self.settings,
            changed=self.changed,
            offer_undo=self.window.offer_undo,
            open_page=self.window.pages.open_page,
            open_at_risk=self.window.open_at_risk,
            say=self.window.say,
            window=self.window,
            go=self.window.pages.go,
            go_to_part=self.go_to_part,
            rescue=self.rescue,
        )

    def go_to_part(self, section: str, part: str) -> None:
        """Goes to a section, and to a part of it where it has that part."""

        def open_part() -> None:
            page = self.window.pages.front()
            if page is not None and part:
                page.open_part(part)

        self.window.pages.go(section, open_part)

    def changed(self, changes: Changes) -> None:
        """Every page shows what an action touched."""
        self.window.refresh(changes)
        if changes.concerns("StaffMember"):
            self.notes.read_safeguarding()

    def _slip_dropped(self, path: Path) -> None:
        if self.about is not None:
            self.about.take_slip(path)

    # locking ------------------------------------------------------------------------------

    def lock(self, said: str = "") -> None:
        """The store is closed and nothing of it is left in the window; the unlock page says so."""
        session, self.session, self.about = self.session, None, None
        if session is None:
            return
        last = self.backups.leave(session, LOCK_S)
        close = partial(unlocking.lock, session, self._adapters.press, last)
        self.held.forget()
        self._pause()
        self.keeper.stop()
        clear_away()
        self.tasks.cancel_all()
        self.doors.show_unlock(said)
        self._start(lambda _: close(), failed=self._not_locked_well)

    def _not_locked_well(self, error: MhleadError) -> None:
        tell(self.window, "The store is locked", sentence_for(error))

    def lock_unasked(self) -> None:
        """Locks by key or because nobody is there; what was typed and not saved is kept."""
        if self.session is None or self.held.is_held:
            return
        if self.window.pages.has_unsaved():
            self.held.begin(self.session)
        else:
            self.lock()

    def _held_gate(self, session: Session) -> Page:
        page = held_page(session, self.tasks, lambda _: self.held.release())
        page.at_risk_asked.connect(self.window.open_at_risk)
        page.help_asked.connect(self.window.help_asked)
        return page

    def _pause(self) -> None:
        self.notes.stop()
        self.idle.stop()

    def _resume(self) -> None:
        self.idle.start()
        if self.session is not None:
            self.notes.begin(self.session)

    def end(self) -> None:
        """The store is closed and the work under way has ended, within ten seconds."""
        session, self.session = self.session, None
        if session is not None:
            last = self.backups.leave(session, END_S)
            self._start(lambda _: unlocking.lock(session, None, last))
        self.tasks.wait(_END_MS)
        self.tasks.close(_END_MS)

    # settings and mishaps -----------------------------------------------------------------

    def _apply_settings(self) -> None:
        chosen = self.settings.now
        if chosen.appearance != self.theme.choice.value:
            self.theme.set_choice(Appearance(chosen.appearance))
        if chosen.text_percent / 100 != self.theme.text_scale:
            self.theme.set_text_scale(chosen.text_percent / 100)
        self.idle.set_minutes(chosen.idle_minutes)
        self.window.capture.set_on(is_on=chosen.blocks_capture)
        contacts = self.settings.urgent_contacts()
        if contacts != self._shown_contacts:
            self._shown_contacts = contacts
            self.at_risk.show_contacts(contacts)

    def _settings_not_written(self) -> None:
        self.window.say("This computer’s settings could not be written; they hold until you close.")

    def show_crash(self, problem: Unexpected) -> None:
        """Says that something went wrong that was not expected."""
        CrashDialog(problem, self.window).open()
