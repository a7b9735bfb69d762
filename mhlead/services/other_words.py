"""What was written in another copy as text, to be kept until it is settled, and read again."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from mhlead.domain.records import ALL_KINDS, Record, Version

if TYPE_CHECKING:
    from cattrs import Converter

KIND_OF: dict[str, type[Record]] = {kind.__name__: kind for kind in ALL_KINDS}


@dataclass(frozen=True)
class OtherWording:
    """One wording as it was written in the other copy.

    Attributes:
        reason: Why it was corrected there.
    """

    record: Record
    written_at: datetime
    written_by: str
    reason: str
    is_removed: bool


@cache
def _converter() -> Converter:
    from cattrs import Converter  # the window starts without it, and few schools have two copies

    converter = Converter()
    converter.register_unstructure_hook(date, lambda day: day.isoformat())
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    converter.register_unstructure_hook(datetime, lambda at: at.isoformat())
    converter.register_structure_hook(datetime, lambda text, _: datetime.fromisoformat(text))
    converter.register_unstructure_hook(bytes, lambda data: base64.b64encode(data).decode())
    converter.register_structure_hook(bytes, lambda text, _: base64.b64decode(text))
    return converter


def as_text(versions: Sequence[Version[Record]]) -> str:
    """The wordings, in their order, as JSON text."""
    converter = _converter()
    plain = [
        {
            "record": converter.unstructure(one.record),
            "written_at": one.written_at.isoformat(),
            "written_by": one.written_by,
            "reason": one.reason,
            "is_removed": one.is_removed,
        }
        for one in versions
    ]
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_text(kind: str, text: str) -> list[OtherWording]:
    """The wordings in their order."""
    converter = _converter()
    return [
        OtherWording(
            record=converter.structure(one["record"], KIND_OF[kind]),
            written_at=datetime.fromisoformat(one["written_at"]),
            written_by=one["written_by"],
            reason=one["reason"],
            is_removed=one["is_removed"],
        )
        for one in json.loads(text)
    ]
