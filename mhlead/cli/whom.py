"""Finding the person a command names."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from mhlead.domain.records import StaffMember


def person_of(
    staff: Sequence[StaffMember], name: str, otherwise: Collection[str]
) -> StaffMember | None:
    """The one member of staff of that name; None where there is none, or more than one.

    Args:
        staff: Among whom they are.
        name: As it was typed; "" where nobody was named.
        otherwise: Identifiers of those it may be where nobody was named.
    """
    wanted = name.strip().casefold()
    found = [one for one in staff if one.name.casefold() == wanted]
    if not name:
        found = [one for one in staff if one.id in otherwise]
    return found[0] if len(found) == 1 else None
