"""That the computer's clock does not go with the history: what it means, and what to do."""

from __future__ import annotations

from datetime import date

from mhlead.domain.believed import ClockTrust, Side
from mhlead.domain.template_filling import format_date
from mhlead.wording.backup_words import moment_words

MEANS = (
    "Until that is clear, due dates, chasing and how long things are kept can’t be trusted. "
    "Meanwhile no backup is taken out only because its date seems long ago."
)
SET_IT = (
    "If the date is wrong: set date and time in the settings of this computer, then come back. "
    "This goes from Today by itself. What was written with the wrong date keeps it; please look "
    "through what fell due meanwhile."
)
SAY_IT = (
    "If the date is right: say so here. It stands in the history, and days are counted by it again."
)


def clock_line(is_back: bool, today: date, last_on: date) -> str:
    """One plain line for Today."""
    last = "the last entry here is already of" if is_back else "the last entry before is of"
    return (
        f"It says {format_date(today)}; {last} {format_date(last_on)}. Until that is clear, due "
        "dates, chasing and how long things are kept can’t be trusted."
    )


def clock_words(clock: ClockTrust) -> str:
    """What the clock says, beside what the history says."""
    says = f"This computer says it is {moment_words(clock.now)}."
    if clock.last_at is None:
        return f"{says} That goes with the history of this store."
    last = moment_words(clock.last_at)
    if clock.side is Side.BACK:
        return f"{says} An entry of this store was written on {last}, which would be yet to come."
    return f"{says} The last entry before was written on {last}, more than a year earlier."
