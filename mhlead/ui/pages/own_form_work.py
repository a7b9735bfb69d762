"""What can be done with services' own forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mhlead.domain.changes import Changes
from mhlead.domain.records import FormPlaces, ServiceForm
from mhlead.domain.service_form import FormRest
from mhlead.services.service_forms import OwnFormView


@dataclass(frozen=True)
class OwnFormWork:
    """Every call runs beside the window's thread.

    Attributes:
        read: The form kept with a service, or None.
        keep: Keeps the form in a file with a service, under a name.
        confirm: These facts go into these fields.
        remove: The form is no longer kept, with a reason.
        bring_back: Undoes the last change of a record.
        rest: What was left to a person on the form a letter stands on; None for a letter of ours.
        flat: A filled form as plain pages, since the view and some printers draw no fields.
    """

    read: Callable[[str], OwnFormView | None]
    keep: Callable[[str, str, Path], tuple[ServiceForm, Changes]]
    confirm: Callable[[ServiceForm, Mapping[str, str]], tuple[FormPlaces, Changes]]
    remove: Callable[[str, str], Changes]
    bring_back: Callable[[type[Any], str], tuple[Any, Changes]]
    rest: Callable[[str], Sequence[FormRest] | None]
    flat: Callable[[bytes], bytes]
