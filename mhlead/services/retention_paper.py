"""The certificate of disposals, drawn from what the store keeps of them."""

from __future__ import annotations

from collections.abc import Sequence

from mhlead.domain.disposal_certificate import DisposalFacts, compose_disposal, counts_words
from mhlead.domain.document import Document
from mhlead.domain.records import Disposal
from mhlead.domain.retention import TermLine
from mhlead.services.retention import terms_of
from mhlead.services.school import school_of
from mhlead.services.session import Session, staff_name


def disposal_certificate(session: Session, made: Sequence[Disposal]) -> Document:
    """The certificate as a page to print and file; nobody is named who was in the records."""
    with session.reading() as work:
        rules = {one.code: one for one in terms_of(work)}
        found = school_of(work)
        facts = [
            DisposalFacts(
                on=one.at.astimezone().date(),
                by=staff_name(work, one.by),
                what=counts_words(one.counts),
                rule=_rule(rules[one.rule]),
                reference=one.subject[:12],
                copies_until=one.copies_until,
            )
            for one in made
        ]
    return compose_disposal(facts, school_name=found.name if found else "")


def _rule(line: TermLine) -> str:
    return f"{line.what}: {line.own_source or line.source}"
