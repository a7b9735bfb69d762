"""Which rule of the work a link that points nowhere would break."""

from __future__ import annotations

import sqlcipher3.dbapi2 as sqlcipher

_LINK_RULES = {
    ("cases", "next_steps"): "case-without-owner-or-step",
    ("referrals", "cases"): "referral-outside-open-case",
    ("referrals", "plans"): "referral-without-plan",
    ("plans", "cases"): "plan-outside-open-case",
    ("disposals", "nevers"): "disposal-left-open",
}


def broken_link(driver: sqlcipher.Connection) -> str:
    """The rule that the failed commit would have broken; the transaction is still open."""
    for table, _row, parent, _key in driver.execute("PRAGMA foreign_key_check"):
        if (table, parent) in _LINK_RULES:
            return _LINK_RULES[table, parent]
    return "broken-link"
