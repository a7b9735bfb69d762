"""A fictional school with a year and a half of history, to look at and to test with."""

from __future__ import annotations

from mhlead.services.demo.build import DemoSummary, build_demo
from mhlead.services.demo.ports import DemoClock, DemoIds

__all__ = ["DemoClock", "DemoIds", "DemoSummary", "build_demo"]
