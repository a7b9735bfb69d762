"""The parser of the steps of a pooling round."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from mhlead.domain.pooling import LEAST_SCHOOLS
from mhlead.domain.release.rules import LEAST_THRESHOLD
from mhlead.domain.release.table_sets import COUNTED_ALONE

STREAMS = {one.name.lower(): one for one in COUNTED_ALONE}


def add_pool(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command with all its steps."""
    pool = commands.add_parser(
        "pool",
        help="add up the counts of many schools, so that nobody sees those of one",
        description="Add up the counts of many schools by files, so that whoever adds up sees the "
        "totals alone. Schools: key, fingerprint, contribute, finish. The pooler: plan, roster, "
        "finish-request, total. The totals are then protected like any other release.",
    )
    steps = pool.add_subparsers(dest="step", metavar="STEP", required=True)
    _for_the_school(steps)
    _for_the_pooler(steps)


def _for_the_school(steps: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    key = _school_step(steps, "key", "make the school's key file for a round")
    key.add_argument("--school", required=True, metavar="CODE", help="such as its URN")
    key.add_argument("--round", required=True, metavar="NAME", help="as the pooler named it")
    look = _step(steps, "fingerprint", "show who is in a roster, and what to compare by telephone")
    look.add_argument("--roster", type=Path, required=True, metavar="FILE")
    give = _school_step(steps, "contribute", "write the school's counts under masks")
    give.add_argument("--roster", type=Path, required=True, metavar="FILE")
    give.add_argument("--fingerprint", required=True, help="as another school read it out")
    give.add_argument("--rang", nargs="+", required=True, metavar="CODE", help="compared with whom")
    source = give.add_mutually_exclusive_group(required=True)
    source.add_argument("--store", type=Path, metavar="STORE", help="count what is in this store")
    source.add_argument("--tables", type=Path, metavar="TABLES.json", help="or in this file")
    give.add_argument("--store-passphrase-file", metavar="FILE", help="read the store's from there")
    end = _school_step(steps, "finish", "answer the pooler's finish request, once")
    end.add_argument("--roster", type=Path, required=True, metavar="FILE")
    end.add_argument("--request", type=Path, required=True, metavar="FILE")
    end.add_argument("--rang", nargs="+", default=[], metavar="CODE", help="and with whom else")
    for step in (key, give, end):
        step.add_argument("--out", type=Path, required=True, metavar="FILE", help="a new file")


def _for_the_pooler(steps: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    plan = _step(steps, "plan", "write the tables that schools with this program can count")
    plan.add_argument("--counts", choices=sorted(STREAMS), default="demand")
    plan.add_argument("--threshold", type=int, default=LEAST_THRESHOLD, metavar="NUMBER")
    plan.add_argument("--out", type=Path, required=True, metavar="FILE", help="a new file")
    roster = _step(steps, "roster", "put the schools' key files together")
    roster.add_argument("--tables", type=Path, required=True, metavar="TABLES.json")
    for name, told in (("--first", "first"), ("--last", "last")):
        roster.add_argument(
            name,
            type=date.fromisoformat,
            required=True,
            metavar="YYYY-MM-DD",
            help=f"{told} day that is counted",
        )
    roster.add_argument("--least", type=int, default=LEAST_SCHOOLS, metavar="SCHOOLS")
    ask = _step(steps, "finish-request", "say who contributed")
    total = _step(steps, "total", "add up, as a file to protect")
    total.add_argument("--request", type=Path, required=True, metavar="FILE")
    for step in (ask, total):
        step.add_argument("--roster", type=Path, required=True, metavar="FILE")
    ranges = _step(steps, "ranges", "say what summaries that hide numbers come to, from and to")
    for step in (roster, ask, total, ranges):
        step.add_argument("files", type=Path, nargs="+", metavar="FILE", help="or a folder of them")
        step.add_argument("--out", type=Path, required=True, metavar="FILE", help="a new file")


def _step(
    steps: argparse._SubParsersAction[argparse.ArgumentParser], name: str, purpose: str
) -> argparse.ArgumentParser:
    return steps.add_parser(name, help=purpose, description=purpose.capitalize() + ".")


def _school_step(
    steps: argparse._SubParsersAction[argparse.ArgumentParser], name: str, purpose: str
) -> argparse.ArgumentParser:
    step = _step(steps, name, purpose)
    step.add_argument(
        "--book", type=Path, required=True, metavar="BOOK", help="the school's pool book"
    )
    step.add_argument(
        "--passphrase-file",
        metavar="FILE",
        help="read the book's passphrase from a file; - is standard input",
    )
    return step
