"""The no-gap rule, looked at row by row: owner, next step, deadline and plan of what is open.

The constraints of the tables hold it at every commit; this finds what came in past them, by a
damaged or altered file. It is quick, so every unlock asks it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from mhlead.domain.audit import Fault
from mhlead.domain.moves import WAITING

_GAPS = {
    "case-without-owner": "SELECT id FROM cases WHERE is_open = 1 AND owner_id IS NULL",
    "case-without-step": """
        SELECT c.id FROM cases c LEFT JOIN next_steps s
        ON s.id = c.next_step_id AND s.case_id = c.id AND s.is_open = 1
        WHERE c.is_open = 1 AND s.id IS NULL""",
    "two-open-cases": """
        SELECT pupil_id FROM cases WHERE is_open = 1 GROUP BY pupil_id HAVING count(*) > 1""",
    "referral-without-deadline": """
        SELECT id FROM referrals WHERE is_open = 1
        AND (deadline_on IS NULL OR deadline_what = '')""",
    "referral-outside-open-case": """
        SELECT r.id FROM referrals r LEFT JOIN cases c ON c.id = r.case_id AND c.is_open = 1
        WHERE r.is_open = 1 AND c.id IS NULL""",
    "referral-without-plan": """
        SELECT r.id FROM referrals r LEFT JOIN plans p
        ON p.id = r.open_plan_id AND p.case_id = r.case_id AND p.is_open = 1
        WHERE p.id IS NULL AND (r.open_plan_id IS NOT NULL
        OR (r.is_open = 1 AND r.state IN (SELECT value FROM json_each(:waiting)))
        OR (r.state = 'not-accepted' AND r.followed_up_on IS NULL))""",
    "plan-without-review": "SELECT id FROM plans WHERE is_open = 1 AND review_on IS NULL",
    "plan-outside-open-case": """
        SELECT p.id FROM plans p LEFT JOIN cases c ON c.id = p.case_id AND c.is_open = 1
        WHERE p.is_open = 1 AND c.id IS NULL""",
    "owner-has-left": """
        SELECT c.id FROM cases c JOIN staff_member_versions s
        ON s.id = c.owner_id AND s.superseded_at IS NULL
        WHERE c.is_open = 1 AND (s.is_removed = 1 OR s.left_on IS NOT NULL)""",
}
_WAITING = json.dumps(sorted(state.value for state in WAITING))


def gap_faults(connection: Connection, *, is_older: bool = False) -> Iterator[Fault]:
    """Every open case, referral or plan that breaks the rule, by its identifier.

    Args:
        connection: A connection to the store or to a copy of it.
        is_older: It may be of an earlier version: what that did not know yet is passed over.
    """
    for code, statement in _GAPS.items():
        try:
            found = connection.exec_driver_sql(statement, {"waiting": _WAITING}).all()
        except OperationalError as error:
            if not is_older or "no such" not in str(error.orig):
                raise
            continue
        for row in found:
            yield Fault("gap", code, row[0])
