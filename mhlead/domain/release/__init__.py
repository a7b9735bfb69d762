"""What an anonymised release is made of, in codes alone: nothing here can hold a name."""

from mhlead.domain.release.cells import Axis, Frame, Strata, Table, Where, restrict
from mhlead.domain.release.outcome import (
    Attacker,
    Demand,
    Finding,
    Protection,
    Reason,
    Status,
    Verdict,
    Verdicts,
)
from mhlead.domain.release.publication import Known, Publication, PublishedRelease, Shown
from mhlead.domain.release.task import Pupils, Release, Rule, Span, Task, Zeros

__all__ = [
    "Attacker",
    "Axis",
    "Demand",
    "Finding",
    "Frame",
    "Known",
    "Protection",
    "Publication",
    "PublishedRelease",
    "Pupils",
    "Reason",
    "Release",
    "Rule",
    "Shown",
    "Span",
    "Status",
    "Strata",
    "Table",
    "Task",
    "Verdict",
    "Verdicts",
    "Where",
    "Zeros",
    "restrict",
]
