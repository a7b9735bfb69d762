"""The commands of a pooling round: four for a school, five for the pooler of an area."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from mhlead.cli.exit_codes import DONE
from mhlead.cli.input_output import place_for, read_passphrase
from mhlead.cli.pool_parser import STREAMS
from mhlead.cli.say import say, say_error
from mhlead.domain.errors import FileUnreadable
from mhlead.domain.pooling import Layout
from mhlead.domain.release.rules import SmallNumbers
from mhlead.domain.table_file import TableFile
from mhlead.services import pooling, pooling_area, pooling_store, unlocking
from mhlead.services.adapters import Adapters
from mhlead.services.pooling_area import Seen
from mhlead.wording.pool_words import (
    CONTRIBUTED,
    FINISHED,
    KEY_MADE,
    RANGES_MADE,
    RING,
    TOTAL_MADE,
    TWO_PASSPHRASES,
    SummaryWords,
    missing_words,
)


def pool(arguments: argparse.Namespace, adapters: Adapters) -> int:
    """Does one step of a round."""
    return _STEPS[arguments.step](arguments, adapters)


def _key(arguments: argparse.Namespace, adapters: Adapters) -> int:
    is_new = not arguments.book.exists()
    passphrase = read_passphrase(arguments.passphrase_file, is_new=is_new)
    with place_for(arguments.out) as write:
        write(
            pooling.make_key(
                adapters.pool, arguments.book, passphrase, arguments.school, arguments.round
            )
        )
    say(KEY_MADE.format(out=arguments.out, book=arguments.book))
    return DONE


def _plan(arguments: argparse.Namespace, adapters: Adapters) -> int:
    plan = pooling_store.HousePlan(STREAMS[arguments.counts], SmallNumbers(arguments.threshold))
    with place_for(arguments.out) as write:
        write(adapters.pool.files.write_plan(plan.tables(SummaryWords())))
    say(f"Wrote {arguments.out}: give it to “mhlead pool roster”.")
    return DONE


def _roster(arguments: argparse.Namespace, adapters: Adapters) -> int:
    with place_for(arguments.out) as write:
        seen, raw = pooling_area.make_roster(
            adapters.pool,
            arguments.tables,
            arguments.first,
            arguments.last,
            _every(arguments.files),
            arguments.least,
        )
        write(raw)
    _show(seen)
    say(f"Wrote {arguments.out}: send it to each of them.")
    return DONE


def _fingerprint(arguments: argparse.Namespace, adapters: Adapters) -> int:
    _show(pooling_area.look_at(adapters.pool, arguments.roster))
    say(RING)
    return DONE


def _contribute(arguments: argparse.Namespace, adapters: Adapters) -> int:
    if arguments.store and not (arguments.passphrase_file and arguments.store_passphrase_file):
        say_error(TWO_PASSPHRASES)
    passphrase = read_passphrase(arguments.passphrase_file)
    with place_for(arguments.out) as write:
        write(
            pooling.contribute(
                adapters.pool,
                arguments.book,
                passphrase,
                roster=arguments.roster,
                heard=arguments.fingerprint,
                rang=arguments.rang,
                counted=_counting(arguments, adapters),
            )
        )
    say(CONTRIBUTED.format(out=arguments.out))
    return DONE


def _counting(arguments: argparse.Namespace, adapters: Adapters) -> Callable[[Layout], TableFile]:
    """Where the school's tables come from."""

    def from_store(layout: Layout) -> TableFile:
        passphrase = read_passphrase(arguments.store_passphrase_file)
        session = unlocking.unlock(
            adapters.stores, adapters.clock, adapters.ids, arguments.store, passphrase
        )
        try:
            return pooling_store.own_tables(session, layout, SummaryWords())
        finally:
            unlocking.lock(session)

    if arguments.store is not None:
        return from_store
    return lambda _: adapters.table_files.read(arguments.tables)


def _finish_request(arguments: argparse.Namespace, adapters: Adapters) -> int:
    with place_for(arguments.out) as write:
        request, missing, raw = pooling_area.make_request(
            adapters.pool, arguments.roster, _every(arguments.files)
        )
        write(raw)
    say(f"{len(request.schools)} schools contributed. {missing_words(missing)}")
    say(f"Wrote {arguments.out}: send it to each that did.")
    return DONE


def _finish(arguments: argparse.Namespace, adapters: Adapters) -> int:
    passphrase = read_passphrase(arguments.passphrase_file)
    with place_for(arguments.out) as write:
        write(
            pooling.finish(
                adapters.pool,
                arguments.book,
                passphrase,
                roster=arguments.roster,
                request=arguments.request,
                rang=arguments.rang,
            )
        )
    say(FINISHED.format(out=arguments.out))
    return DONE


def _total(arguments: argparse.Namespace, adapters: Adapters) -> int:
    with place_for(arguments.out) as write:
        schools, raw = pooling_area.make_total(
            adapters.pool, arguments.roster, arguments.request, _every(arguments.files)
        )
        write(raw)
    say(TOTAL_MADE.format(schools=schools, out=arguments.out))
    return DONE


def _ranges(arguments: argparse.Namespace, adapters: Adapters) -> int:
    files = _every(arguments.files)
    with place_for(arguments.out) as write:
        write(pooling_area.make_ranges(adapters.pool, files))
    say(RANGES_MADE.format(summaries=len(files), out=arguments.out))
    return DONE


def _every(places: Sequence[Path]) -> list[Path]:
    """The files, and of a folder each JSON file in it: 255 names are not typed."""
    found: list[Path] = []
    for place in places:
        try:
            inside = sorted(place.glob("*.json")) if place.is_dir() else [place]
        except (OSError, ValueError):
            raise FileUnreadable from None
        found += inside
    return found


def _show(seen: Seen) -> None:
    say(f"Round {seen.round_id}, {seen.first_on} to {seen.last_on}, {seen.counts} counts.")
    say(f"{len(seen.schools)} schools: {', '.join(seen.schools)}")
    say(f"Fingerprint: {seen.fingerprint}")
    sys.stdout.flush()


_STEPS: dict[str, Callable[[argparse.Namespace, Adapters], int]] = {
    "key": _key,
    "plan": _plan,
    "roster": _roster,
    "fingerprint": _fingerprint,
    "contribute": _contribute,
    "finish-request": _finish_request,
    "finish": _finish,
    "total": _total,
    "ranges": _ranges,
}
