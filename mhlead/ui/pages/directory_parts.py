"""What the directory's pages are made of: the work they have done, words, and service cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mhlead.domain.changes import Changes
from mhlead.domain.records import Counterpart, Criterion, Satisfaction, Service
from mhlead.domain.views import ServiceView
from mhlead.domain.waits import ServiceWaits
from mhlead.services.directory import MergePreview
from mhlead.ui.day_text import day_short
from mhlead.ui.layouts import line
from mhlead.ui.link_card import LinkCard
from mhlead.ui.lists import folded
from mhlead.ui.pages.directory_file_parts import FileWork
from mhlead.ui.pages.own_form_work import OwnFormWork
from mhlead.ui.pages.status_page import StatusWork
from mhlead.ui.pages.training_page import TrainingWork
from mhlead.ui.surfaces import Chip
from mhlead.ui.tokens import Tone
from mhlead.wording import words


@dataclass(frozen=True)
class RulesWork:
    """What can be done with a service's rules, its waits and its doubles.

    Attributes:
        rules: The rules of a service.
        satisfaction: How satisfied the lead was with it, oldest first.
        waits: How long pupils wait for it.
        doubles: Entries that may be the same service.
        preview_merge: What would go over from a double.
        merge: The two entries are one; the first stays.
        keep, remove: Keeps or takes out a rule or an answer.
    """

    rules: Callable[[str], Sequence[Criterion]]
    satisfaction: Callable[[str], Sequence[Satisfaction]]
    waits: Callable[[str], Sequence[ServiceWaits]]
    doubles: Callable[[str], Sequence[Service]]
    preview_merge: Callable[[str], MergePreview]
    merge: Callable[[str, str], tuple[Service, Changes]]
    keep: Callable[[Any, str], tuple[Any, Changes]]
    remove: Callable[[type[Any], str, str], Changes]


@dataclass(frozen=True)
class DirectoryWork:
    """What can be done with the directory; every call runs beside the window's thread.

    Attributes:
        list_services: Every service, ended ones included.
        save_service, save_person: Keeps a new or changed one.
        remove: Takes a record of the kind out of use, with a reason.
        bring_back: Undoes the last change of a record.
        end_service: The service is in use no longer; its successor takes open referrals over.
        rules: Its own rules, its waits and its doubles.
        files: Saving the directory to a file, and taking one in.
        training: The log of training and advice.
        status: The sheet that asks a service how open referrals stand.
        own_forms: A service's own blank form.
    """

    list_services: Callable[[], list[ServiceView]]
    save_service: Callable[[Service], tuple[Service, Changes]]
    save_person: Callable[[Counterpart], tuple[Counterpart, Changes]]
    remove: Callable[[type[Any], str, str], Changes]
    bring_back: Callable[[type[Any], str], tuple[Any, Changes]]
    end_service: Callable[[str, date, str | None], tuple[Service, Changes]]
    rules: RulesWork
    files: FileWork
    training: TrainingWork
    status: StatusWork
    own_forms: OwnFormWork


def checked_words(checked_on: date | None, today: date) -> str:
    """How long ago the details were checked, such as "Checked 7 months ago"."""
    if checked_on is None:
        return "Never checked"
    days = (today - checked_on).days
    if days <= 1:
        return "Checked yesterday" if days == 1 else "Checked today"
    if days < 14:
        count, unit = days, "day"
    elif days < 61:
        count, unit = days // 7, "week"
    elif days < 730:
        count, unit = round(days / 30.44), "month"
    else:
        count, unit = days // 365, "year"
    return f"Checked {count} {unit}{'' if count == 1 else 's'} ago"


def channels_words(service: Service) -> str:
    """How it takes referrals, such as "Takes referrals by web form or secure mail"; or ""."""
    ways = [words(channel).casefold() for channel in service.takes_by]
    if not ways:
        return ""
    listed = ways[0] if len(ways) == 1 else f"{', '.join(ways[:-1])} or {ways[-1]}"
    return f"Takes referrals by {listed}"


def open_words(count: int) -> str:
    """How many referrals are open."""
    return f"{count} open referral{'' if count == 1 else 's'}"


def state_chips(view: ServiceView, today: date) -> list[Chip]:
    """Ended or not, how much it is used, and whether its details may have grown old."""
    service = view.service
    if service.ended_on is not None:
        return [Chip(f"Ended {day_short(service.ended_on)}")]
    chips = [Chip(open_words(view.open_referrals), Tone.INFO)] if view.open_referrals else []
    told = checked_words(service.checked_on, today)
    if view.is_stale:
        asked = told if service.checked_on is None else f"{told}: check again"
        return [*chips, Chip(asked, Tone.WATCH)]
    return [*chips, Chip(told, Tone.GOOD)]


def found_by(view: ServiceView, typed: str) -> bool:
    """Whether every word typed stands somewhere in the service or its people."""
    service = view.service
    people = (f"{one.name} {one.job_title} {one.email}" for one in view.counterparts)
    text = folded(
        " ".join(
            (
                *(service.name, service.team, words(service.kind), service.email),
                *(service.telephone, service.urgent_telephone, service.remarks),
                *service.address,
                *people,
            )
        )
    )
    return all(word in text for word in folded(typed).split())


class ServiceCard(LinkCard):
    """One service: what it is, how to reach it, who is there, and whether that still holds."""

    def __init__(self, view: ServiceView, today: date) -> None:
        service = view.service
        super().__init__(service.id, service.name)
        self.add_words(" · ".join(p for p in (words(service.kind), service.team) if p), "muted")
        if told := channels_words(service):
            self.add_words(told, "muted")
        if service.telephone:
            self.add_words(service.telephone, "strong")
        if service.urgent_telephone:
            self.add_words(f"Urgent: {service.urgent_telephone}", "alert")
        for person in view.counterparts[:2]:
            role = f", {person.job_title}" if person.job_title else ""
            self.add_words(f"{person.name}{role}{' (deputy)' if person.is_deputy else ''}")
        self.body.addStretch()
        chips = line(gap="small", margin="none small")
        for chip in state_chips(view, today):
            chips.addWidget(chip)
        chips.addStretch()
        self.body.addLayout(chips)
