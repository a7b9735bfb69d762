"""Whose list a line of Today stands on: its holder's, and those who stand in for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from mhlead.domain.codes import StaffRole
from mhlead.domain.records import Absence, StaffMember

LEADS = frozenset({StaffRole.LEAD})


class Rota:
    """Who sees whose work today.

    Args:
        staff: The members of staff.
        absences: Who is away, and who stands in.
        today: The day.
    """

    def __init__(
        self, staff: Sequence[StaffMember], absences: Iterable[Absence], today: date
    ) -> None:
        self._staff = {person.id: person for person in staff}
        self._cover: dict[str, set[str]] = {}
        for absence in absences:
            if absence.from_on <= today and (absence.to_on is None or today <= absence.to_on):
                self._cover.setdefault(absence.staff_id, set()).add(absence.cover_id)
        users = [person for person in staff if person.is_user and person.left_on is None]
        leads = {person.id for person in users if LEADS & set(person.roles)}
        # Where nobody is marked as the lead, everybody who can open the store sees that work.
        self._leads = leads or {person.id for person in users}
        self._viewers: dict[str, frozenset[str]] = {}

    def name_of(self, staff_id: str) -> str:
        """The name of a member of staff, or ""."""
        person = self._staff.get(staff_id)
        return person.name if person else ""

    def is_away(self, staff_id: str) -> bool:
        """Whether they are away today."""
        return staff_id in self._cover

    def viewers(self, staff_id: str) -> frozenset[str]:
        """Whose lists hold the work of that person today.

        Their own, those of who stands in for them, and theirs in turn; and the leads' where the
        person can't open the store themselves or has left, so that nobody's work is on no list.
        """
        if staff_id not in self._viewers:
            self._viewers[staff_id] = frozenset(self._found(staff_id))
        return self._viewers[staff_id]

    def _found(self, staff_id: str) -> set[str]:
        found, looking = {staff_id}, [staff_id]
        while looking:
            at = looking.pop()
            person = self._staff.get(at)
            next_ones = set(self._cover.get(at, ()))
            if person is None or not person.is_user or person.left_on is not None:
                next_ones |= self._leads
            looking += next_ones - found
            found |= next_ones
        return found

    def covers(self, viewer_id: str, holders: Iterable[str]) -> str:
        """Name of the first of those who is away and for whom the viewer stands in; "" for none."""
        for holder in holders:
            if holder == viewer_id:
                return ""
        for holder in holders:
            if self.is_away(holder) and viewer_id in self.viewers(holder):
                return self.name_of(holder)
        return ""


def listed(people: Mapping[str, int], rota: Rota, first: str) -> list[tuple[str, str, int]]:
    """Identifier, name and number of lines of everybody with a list, the viewer first."""
    rows = [(one, rota.name_of(one), count) for one, count in people.items()]
    rows = [row for row in rows if row[1]]
    return sorted(rows, key=lambda row: (row[0] != first, row[1].casefold()))
