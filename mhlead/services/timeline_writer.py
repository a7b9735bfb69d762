"""What turns records into entries of a chronology: the names they need, read once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import TypeVar

from mhlead.domain.found import Written
from mhlead.domain.naming import contact_name
from mhlead.domain.records import (
    Contact,
    DslNotice,
    Record,
    Restriction,
    Service,
    StaffMember,
    Withholding,
)
from mhlead.domain.views import EntryKind, TimelineEntry
from mhlead.services.moving import is_returnable
from mhlead.services.ports import UnitOfWork
from mhlead.services.restricted import RESTRICTABLE

R = TypeVar("R", bound=Record)
NEVER = datetime(1, 1, 1, tzinfo=UTC)


class Writer:
    """Turns records of one pupil into entries, reading names once."""

    def __init__(
        self,
        work: UnitOfWork,
        withholdings: Sequence[Withholding],
        case_ids: Sequence[str],
        now: datetime,
    ) -> None:
        """Reads the names.

        Args:
            work: The transaction.
            withholdings: What of the pupil is not to be told to whom.
            case_ids: The pupil's cases.
            now: The moment, for what can still be taken back.
        """
        self.work, self._now = work, now
        # Whoever wrote an entry stays its author, also once they are no longer in the list.
        self.staff = {person.id: person.name for person in work.ever(StaffMember)}
        self.staff |= {person.id: person.name for person in work.find(StaffMember)}
        self.services = {service.id: service.name for service in work.find(Service)}
        contacts = {
            contact.id: contact_name(contact)
            for contact in work.find(
                Contact, id=[w.contact_id for w in withholdings if w.contact_id]
            )
        }
        self._told = {
            notice.about_id: "acknowledged" if notice.acknowledged_on else "told"
            for notice in work.find(DslNotice, case_id=list(case_ids))
        }
        kept = work.find(Restriction, case_id=list(case_ids))
        self._restricted = {one.about_id: one for one in kept}
        self._withheld: dict[str, list[str]] = {}
        for each in withholdings:
            whom = each.from_whom or contacts.get(each.contact_id or "", "")
            whom = whom or self.services.get(each.service_id or "", "")
            self._withheld.setdefault(each.about_id, []).append(whom)

    def entry(
        self,
        kind: EntryKind,
        record: Record,
        happened_on: date,
        text: str,
        *,
        title: str = "",
        code: str = "",
        said_by: str = "",
        is_safeguarding: bool = False,
        first: Written | None = None,
        at: datetime = NEVER,
        by: str = "",
    ) -> TimelineEntry:
        """The record as an entry; `first` says who wrote a versioned one, `at` and `by` others."""
        return TimelineEntry(
            kind=kind,
            record_kind=type(record).__name__,
            record_id=record.id,
            happened_on=happened_on,
            written_at=first.at if first else at,
            code=code,
            title=title,
            text=text,
            said_by=said_by,
            author=self.staff.get(first.by if first else by, ""),
            versions=first.versions if first else 1,
            is_safeguarding=is_safeguarding,
            withheld_from=tuple(self._withheld.get(record.id, ())),
            dsl=self._told.get(record.id, "untold") if is_safeguarding else "",
            is_restricted=record.id in self._restricted,
            may_go_back=bool(first and is_returnable(first.reason, first.changed_at, self._now)),
        )

    def kept_to_others(self, shown: Iterable[TimelineEntry]) -> Iterator[TimelineEntry]:
        """For each entry that is kept from the one at work, that there is one, and nothing more."""
        seen = {entry.record_id for entry in shown}
        for one in self._restricted.values():
            kind = RESTRICTABLE.get(one.about_kind)
            if kind is None:
                continue  # a letter stands in the chronology itself
            if one.about_id in seen or self.work.versions(kind, one.about_id):
                continue  # it is shown, or was taken out of use
            first = self.work.written(kind, [one.about_id]).get(one.about_id)
            if first is not None:
                day = first.at.astimezone().date()
                yield self.entry(EntryKind.RESTRICTED, one, day, "", first=first)

    def versioned(self, kind: type[R], case_ids: Sequence[str]) -> Iterator[tuple[R, Written]]:
        """Every record of the kind in these cases, with when it was first written."""
        records = self.work.find(kind, case_id=list(case_ids))
        written = self.work.written(kind, [record.id for record in records])
        for record in records:
            yield record, written[record.id]
