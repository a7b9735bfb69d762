"""Keeps None alive on Python 3.11, where PySide6 6.12 gives back one reference too many to it.

Every call that returns nothing takes one reference away from None; after some thousands of calls
Python stops with "deallocating None". From Python 3.12 on None can't be deallocated at all
(PEP 683), which is why the defect shows on older ones alone. A reserve of references does the same.
True and False lose references too, some with each page that is opened, so they get one as well.
"""

from __future__ import annotations

import ctypes
import sys

_RESERVE = 1 << 40  # at a million calls a second it lasts twelve days
_RESERVE_32_BITS = 1 << 29
_FIRST_WITHOUT_NEED = (3, 12)


def keep_none() -> None:
    """None, True and False can't run out of references here; a second call changes nothing."""
    if sys.version_info >= _FIRST_WITHOUT_NEED or sys.implementation.name != "cpython":
        return
    for lasting in (None, True, False):
        _reserve(lasting)


def _reserve(lasting: bool | None) -> None:
    reserve = _RESERVE if sys.maxsize > 2**32 else _RESERVE_32_BITS
    before = sys.getrefcount(lasting)
    if before > reserve // 2:
        return
    count = ctypes.c_ssize_t.from_address(id(lasting))
    if abs(count.value - before) > 100:  # a build that keeps something else at that place
        return
    count.value += reserve
