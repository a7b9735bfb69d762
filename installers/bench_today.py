"""Rows of the benchmark about Today in a very large school: how long it takes, and who waits."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from itertools import pairwise

from bench import Pair, Size, row
from bench_stores import FIRST, Filled, filled
from mhlead.domain.audit import Action
from mhlead.domain.codes import Channel, ReferralState, ServiceKind
from mhlead.domain.moves import NEEDS_PLAN
from mhlead.domain.records import Case, Plan, Record, Referral, ReferralEvent, Service
from mhlead.services import pupils
from mhlead.services.session import Session
from mhlead.services.today import read_today

WHOLE = Size(20_000, 0)
"""More pupils of concern than any school has: a trust's worth, to see what grows."""
OPEN_REFERRALS = 1_000
BEAT_MS = 5
_STATES = (
    ReferralState.SENT,
    ReferralState.ACKNOWLEDGED,
    ReferralState.WAITING_FOR_ASSESSMENT,
    ReferralState.APPOINTMENT_OFFERED,
    ReferralState.IN_TREATMENT,
)


def whole_store(stack: ExitStack) -> Filled:
    """The store of 20,000 pupils with 1,000 open referrals, built once."""
    store = filled(WHOLE, stack)
    with store.session.reading() as work:
        cases = work.find(Case, is_open=True)[:OPEN_REFERRALS]
        has_referrals = work.count(Referral) > 0
    if not has_referrals:
        _refer(store.session, cases)
    return store


def _refer(session: Session, cases: list[Case]) -> None:
    today = session.clock.today()
    new = session.ids.new
    service = Service(new(), ServiceKind.CAMHS_TEAM, "Northmoor CAMHS", checked_on=today)
    made: list[Record] = [service]
    for number, case in enumerate(cases):
        state = _STATES[number % len(_STATES)]
        sent_on = max(FIRST, today - timedelta(days=number % 300))
        plan = Plan(new(), case.id, "A quiet start", sent_on, session.actor_id, review_on=today)
        referral = Referral(
            id=new(),
            case_id=case.id,
            service_id=service.id,
            reference=f"FBA/26/{number:04d}",
            state=state,
            created_on=sent_on,
            referrer_id=session.actor_id,
            deadline_on=today + timedelta(days=number % 40 - 20),
            deadline_what="Ring them",
            sent_on=sent_on,
            sent_how=Channel.POST,
            plan_id=plan.id if state in NEEDS_PLAN else None,
        )
        steps = dict.fromkeys((ReferralState.DRAFT, ReferralState.SENT, state))
        made += [plan, referral]
        made += (
            ReferralEvent(
                new(), referral.id, sent_on, session.clock.now(), session.actor_id, None, at
            )
            for at in steps
        )
    with session.writing() as work:
        work.add_all(made)
        work.log(Action.PUPILS_IMPORTED, None, {"count": str(len(made))})
        work.commit()


@row("Today of 20,000 pupils, 1,000 referrals / their list read", rounds=5)
def today_of_many(_size: Size, stack: ExitStack) -> Pair:
    """Everything Today shows of a very large school, beside the whole list of its pupils."""
    store = whole_store(stack)

    def ours() -> None:
        read_today(store.session)

    def peer() -> None:
        pupils.list_pupils(store.session)

    return Pair(ours, peer)


@row("longest gap of the window while that opens / while idle", rounds=3)
def window_while_today_opens(_size: Size, stack: ExitStack) -> Pair:
    """The longest time in which the window could not answer, told by a beat every 5 ms."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from mhlead.ui.appearance import Appearance
    from mhlead.ui.names import NamesShown
    from mhlead.ui.pages.today_page import TodayPage
    from mhlead.ui.tasks import TaskRunner
    from mhlead.ui.theme import Theme

    app = QApplication.instance() or QApplication(["bench"])
    assert isinstance(app, QApplication)  # noqa: S101  # the type checker can't know
    Theme(app, Appearance.LIGHT)
    store = whole_store(stack)
    tasks, names = TaskRunner(), NamesShown()
    stack.callback(tasks.close, 60_000)

    def ours() -> float:
        def opened() -> bool:
            return page.is_read

        page = TodayPage(
            tasks=tasks,
            names=names,
            read=lambda whose: read_today(store.session, whose),
            act=lambda line, reason: None,
        )
        page.resize(1240, 800)
        page.show()
        longest_s = _longest_gap_s(opened)
        page.close()
        page.deleteLater()
        return longest_s

    def peer() -> float:
        ends = time.perf_counter() + 0.5
        return _longest_gap_s(lambda: time.perf_counter() > ends)

    return Pair(ours, peer)


def _longest_gap_s(is_over: Callable[[], bool]) -> float:
    """Seconds between the two beats furthest apart, until it is over and has been drawn."""
    from PySide6.QtCore import QEventLoop, QTimer

    beats = [time.perf_counter()]
    loop = QEventLoop()

    def beat() -> None:
        beats.append(time.perf_counter())
        if is_over():
            loop.quit()

    timer = QTimer(interval=BEAT_MS)
    timer.timeout.connect(beat)
    timer.start()
    loop.exec()
    timer.stop()
    return max(after - before for before, after in pairwise(beats))
