"""What protects a summary and writes its forms, loaded when the first is made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from mhlead.services.ports import Press

if TYPE_CHECKING:
    from mhlead.domain.release import Protection, Task, Verdicts, Where
    from mhlead.domain.sheet import Issue, Sheet


MOST_REMEMBERED = 8


class LazyGuard:
    """The protector and the attacker.

    The attack depends on nothing but the task and the cells that are hidden. A release is attacked
    before it is chosen, and what stands in its file is asked about again: where that is the very
    same task with the very same cells, by a digest over all of it, the answer is the same too.
    """

    def __init__(self) -> None:
        self._passed: dict[bytes, Verdicts] = {}

    def protect(
        self,
        task: Task,
        seed: int,
        tell: Callable[[int, int], None],
        is_stopped: Callable[[], bool],
    ) -> Protection:
        """Which cells to hide."""
        from mhlead.disclosure.guarded import protect
        from mhlead.disclosure.weights import secret_weights

        return protect(
            task, secret_weights(seed), tell=tell, is_stopped=is_stopped, passed=self._remember
        )

    def try_to_undo(
        self, task: Task, hidden: Collection[Where], is_stopped: Callable[[], bool]
    ) -> Verdicts:
        """What an attacker works out; once for the same question."""
        known = self._passed.pop(_digest(task, hidden), None)
        if known is not None:
            return known
        from mhlead.disclosure.attack.gate import try_to_undo
        from mhlead.disclosure.watch import Watch

        return try_to_undo(task, hidden, Watch(is_stopped=is_stopped))

    def _remember(self, task: Task, hidden: Collection[Where], verdicts: Verdicts) -> None:
        # A digest, since no pupil's codes may outlast the lock.
        if len(self._passed) >= MOST_REMEMBERED:
            self._passed.clear()
        self._passed[_digest(task, hidden)] = verdicts


def _digest(task: Task, hidden: Collection[Where]) -> bytes:
    return hashlib.sha256(repr((task, sorted(hidden))).encode()).digest()


class LazySummaryForms:
    """The forms of a summary.

    Args:
        press: Makes its pages.
    """

    def __init__(self, press: Press) -> None:
        self._press = press

    def pdf(self, sheet: Sheet) -> bytes:
        """Tagged pages."""
        from mhlead.domain.sheet_document import compose_sheet

        return self._press.render(compose_sheet(sheet))

    def ods(self, sheet: Sheet) -> bytes:
        """A spreadsheet, one table a sheet."""
        from mhlead.exchange import summary_ods

        return summary_ods.write(sheet)

    def csv(self, sheet: Sheet) -> bytes:
        """Tidy rows."""
        from mhlead.exchange import summary_csv

        return summary_csv.write(sheet)

    def json(self, sheet: Sheet) -> bytes:
        """What a reader sees, as sdc-attack/1."""
        from mhlead.exchange import summary_json

        return summary_json.write(sheet)

    def read_back(
        self, raw: bytes, issue: Issue
    ) -> tuple[tuple[tuple[Where, int | None], ...], ...]:
        """The cells of each part with tables, as they stand in the JSON."""
        from mhlead.exchange import summary_json

        return summary_json.read_back(raw, issue)
