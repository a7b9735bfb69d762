"""Why a step of a pooling round can't be taken; like every error it carries data, no sentence."""

from __future__ import annotations

from mhlead.domain.errors import Refused


class PoolRefused(Refused):
    """A file of a pooling round that is refused whole, or a step of it that can't be taken.

    Args:
        code: Why, as a short code that `wording` turns into a sentence.
        school: Code of the school it is about, or "".
        field: Name of the field, or "".
    """

    def __init__(self, code: str, school: str = "", field: str = "") -> None:
        super().__init__(code, school, field)
        self.code = code
        self.school = school
        self.field = field
