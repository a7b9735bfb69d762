"""Ties the first run to the services: a store is made, and each step keeps what it was told."""

from __future__ import annotations

from pathlib import Path

from mhlead.domain.records import StaffMember
from mhlead.services import records, recovery_sheets, school, unlocking
from mhlead.services.adapters import Adapters
from mhlead.services.session import Session
from mhlead.ui.key_wiring import sheets_as_pdf
from mhlead.ui.pages.first_run_steps import FirstRunWork


def first_run_work(adapters: Adapters, folder: Path) -> FirstRunWork:
    """What the first run can have done with a store in that folder."""

    def make_store(passphrase: str, place: Path) -> Session:
        return unlocking.make_store(
            adapters.stores, adapters.clock, adapters.ids, place, passphrase
        )

    def make_sheet(session: Session) -> bytes:
        (pdf,) = sheets_as_pdf(session, adapters)
        return pdf

    return FirstRunWork(
        strength=adapters.stores.strength,
        make_store=make_store,
        judge_place=adapters.stores.judge_place,
        make_sheet=make_sheet,
        wrong_groups=adapters.stores.wrong_groups,
        confirm_key=lambda session, typed: recovery_sheets.confirm_sheets(session, [typed]),
        read_lead=read_lead,
        save_staff=school.save_staff,
        save_school=school.save_school,
        save_service=lambda session, service: records.keep(session, service),
    )


def read_lead(session: Session) -> StaffMember:
    """The member of staff at work."""
    with session.reading() as work:
        return work.get(StaffMember, session.actor_id)
