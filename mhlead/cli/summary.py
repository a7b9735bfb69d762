"""The command that makes the anonymised summary of terms or quarters."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from mhlead.cli.exit_codes import DONE
from mhlead.cli.input_output import place_for
from mhlead.cli.parser import EXTRAS, RULES
from mhlead.cli.say import say, say_error
from mhlead.domain.counted_periods import CalendarKind, CountedPeriod
from mhlead.domain.errors import FileNotWritten, FileThere, MhleadError, SummaryRefused
from mhlead.domain.folding import fold
from mhlead.domain.records import ReleaseFile
from mhlead.domain.release.rules import SmallNumbers
from mhlead.domain.release.table_sets import SetSize
from mhlead.plain_files import read_plain
from mhlead.services import commissioner_rule, releases
from mhlead.services.adapters import Adapters
from mhlead.services.commissioner_rule import AskedRule
from mhlead.services.release_counts import StoreCounting
from mhlead.services.release_parts import ReleaseOrder
from mhlead.services.releases import Prepared, ReleaseTools
from mhlead.services.session import Session
from mhlead.services.summary.calendars import read_calendar
from mhlead.wording.sheet_words import sheet_of
from mhlead.wording.summary_words import STREAM_WORDS, period_words, set_words

SIZES = {
    "total": SetSize.TOTAL,
    "S": SetSize.SMALL,
    "M": SetSize.MIDDLE,
    "L": SetSize.LARGE,
}
LONGEST_COMMENT_BYTES = 20_000
RECORDED = (
    "The summary stands in the ledger, but its files could not be written and none is left. Run "
    "the same command again with another folder: it gives out the same files."
)


def summary(arguments: argparse.Namespace, adapters: Adapters, session: Session) -> int:
    """Makes the summary, or gives it out again where nothing in it would read differently.

    Raises:
        SummaryRefused, NotAllowed, FieldRefused: it can't be made as asked.
        FileThere, FileNotWritten: the files can't be written there.
    """
    tools = ReleaseTools(StoreCounting(), adapters.guard, adapters.summary_forms, sheet_of)
    order = _order(arguments, session)
    same = releases.find_same(session, tools, order)
    if arguments.dry_run:
        _tell_set(releases.prepare_release(session, tools, order))
        return DONE
    _refuse_folder(arguments.out)
    if same is not None:
        files, _ = releases.give_out_again(session, same.id)
        _write(arguments.out, files)
        say("Nothing has changed since it was made, so the same files were given out again.")
        return DONE
    prepared = releases.prepare_release(session, tools, order)
    _, files, _ = releases.record_release(session, tools, prepared)
    _write(arguments.out, files)
    _tell_set(prepared)
    return DONE


def _order(arguments: argparse.Namespace, session: Session) -> ReleaseOrder:
    kind, periods = _periods(session, arguments.term)
    return ReleaseOrder(
        periods=tuple(sorted({one.code for one in periods})),
        calendar=kind,
        small=_rule(arguments, session),
        size=SIZES[arguments.set] if arguments.set else None,
        comment=_comment(arguments.comment_file),
        is_cohort=arguments.year_on,
        extras=frozenset(EXTRAS[one] for one in arguments.add),
    )


def _rule(arguments: argparse.Namespace, session: Session) -> SmallNumbers:
    """The rule that is named, kept as the commissioner's where that is asked for."""
    named = RULES.get(arguments.rule)
    asked = AskedRule(named, arguments.threshold or 0)
    is_named = named is not None or arguments.threshold is not None
    if arguments.keep_rule and is_named and not arguments.dry_run:
        commissioner_rule.keep_rule(session, asked)
    return asked.small() if is_named else commissioner_rule.read_rule(session).small


def _periods(
    session: Session, wanted: Sequence[str]
) -> tuple[CalendarKind, tuple[CountedPeriod, ...]]:
    """The periods that are meant, of the one calendar that has them all."""
    refused: SummaryRefused | None = None
    for kind in CalendarKind:
        try:
            every = read_calendar(session, kind).periods
            return kind, tuple(_period(kind, every, one) for one in wanted)
        except SummaryRefused as error:
            refused = refused or error
    raise refused or SummaryRefused("no-period")


def _period(kind: CalendarKind, every: Sequence[CountedPeriod], typed: str) -> CountedPeriod:
    """By its code or its name; see `_is_meant`."""
    found = [one for one in every if typed.strip() == str(one.code) or _is_meant(kind, one, typed)]
    if len(found) != 1:
        raise SummaryRefused("no-such-period")
    return found[0]


def _is_meant(kind: CalendarKind, period: CountedPeriod, typed: str) -> bool:
    """Whether "spring 2026", "Spring term 2025/26", "Q1 2026" or "Q1 2026/27" is this one.

    A single year is that in which a term begins: the spring of 2026 lies in the year 2025/26. NHS
    quarters are always named by the year in which their year began.
    """
    words = fold(typed).split()
    years = [word for word in words if word.isdigit() and len(word) > 1]
    names = fold(period_words(kind, period)).split()
    if len(years) == 1:
        year = period.year if kind is CalendarKind.QUARTERS else period.first_on.year
        names = [*(name for name in names if name not in {*years, *names[-2:]}), str(year)]
    else:
        words = [word[2:] if [word] == years[-1:] and len(word) == 4 else word for word in words]
    return bool(words) and set(words) <= set(names)


def _comment(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        raw = read_plain(path, LONGEST_COMMENT_BYTES)
        return raw.decode("utf-8-sig").strip()
    except (OSError, UnicodeDecodeError):
        raise SummaryRefused("comment-unread") from None


def _refuse_folder(folder: Path) -> None:
    """Returns where new files can be written, before any work is done."""
    if folder.exists() and not folder.is_dir():
        raise FileThere
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise FileNotWritten from None
    with place_for(folder / "mental-health-summary"):
        pass


def _write(folder: Path, files: Sequence[ReleaseFile]) -> None:
    """All of the files, or none; what is there already is never touched."""
    written: list[Path] = []
    try:
        with ExitStack() as places:
            writers = [(places.enter_context(place_for(folder / f.name)), f) for f in files]
            for write, file in writers:
                write(file.data)
                written.append(folder / file.name)
    except FileThere:
        _take_away(written)
        raise
    except (MhleadError, OSError):
        _take_away(written)
        say_error(RECORDED)
        raise FileNotWritten from None
    for file in files:
        say(f"Wrote {folder / file.name}.")


def _take_away(written: Sequence[Path]) -> None:
    for path in written:
        path.unlink(missing_ok=True)


def _tell_set(prepared: Prepared) -> None:
    sheet = prepared.sheet
    for part in prepared.parts:
        stream = part.counted.stream
        say(f"{STREAM_WORDS[stream]}: {set_words(stream, part.size)}.")
        if part.offers is not None and part.offers > SetSize.SENTENCE:
            say(
                "  Under 40 % of the numbers of one of its tables show. The next coarser set is "
                f"{set_words(stream, part.offers)}."
            )
    say(f"{sheet.hidden} of {sheet.numbers} numbers are hidden.")
