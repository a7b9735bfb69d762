"""Many letters of one kind: whom one can be written to, and each written as a single one is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.codes import LetterKind, ReferralState
from mhlead.domain.errors import LetterDoubtful, LetterIncomplete, Refused
from mhlead.domain.family_gate import may_write
from mhlead.domain.letter_order import LetterOrder
from mhlead.domain.letter_shapes import SHAPES
from mhlead.domain.naming import initials, school_name
from mhlead.domain.records import (
    Case,
    Contact,
    FamilyCheck,
    LeftOut,
    Letter,
    Professional,
    Pupil,
    Referral,
    Service,
)
from mhlead.services.letters.choice import letter_choices
from mhlead.services.letters.issuing import issue_letter
from mhlead.services.ports import Press, UnitOfWork
from mhlead.services.session import Session
from mhlead.services.today_facts import by_field, some

K = LetterKind
BATCH_KINDS = (K.FAMILY_COPY, K.PUPIL_LETTER, K.GP_COPY, K.UPDATE, K.CHASE)
"""Kinds that are written for many at a time; a referral is looked at one by one."""
_LINES_OF_A_DAY = 20_000
_AT_ONCE = 200


@dataclass(frozen=True)
class BatchLine:
    """A letter that could be written now.

    Attributes:
        to_whom: The person it goes to, or the service.
        relation: What they are to the pupil.
        is_asked: Nothing is to be answered first about whom it goes to.
        is_written: One of this kind about this referral to this reader was issued today.
        has_reader: There is somebody in the record to whom it could go.
    """

    order: LetterOrder
    pupil_id: str
    name: str
    initials: str
    year_group: str
    form: str
    reference: str
    service: str
    state: ReferralState
    to_whom: str
    relation: str = ""
    is_asked: bool = True
    is_written: bool = False
    has_reader: bool = True

    @property
    def key(self) -> str:
        """The same for the same letter to the same reader."""
        order = self.order
        return "|".join((order.referral_id, order.contact_id or "", order.professional_id or ""))


NOTHING = Changes()


@dataclass(frozen=True)
class BatchLetter:
    """What became of one line: the letter, or why there is none.

    Attributes:
        refused: Why it was not written; None where it was.
    """

    line: BatchLine
    letter: Letter | None = None
    refused: Refused | None = None
    changes: Changes = NOTHING

    @property
    def is_doubtful(self) -> bool:
        """Whether somebody has to look at places in it; nothing is accepted for many at once."""
        return isinstance(self.refused, LetterDoubtful)

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the facts it lacks."""
        return self.refused.missing if isinstance(self.refused, LetterIncomplete) else ()


def read_batch(session: Session, kind: LetterKind) -> tuple[BatchLine, ...]:
    """Every letter of that kind that fits an open referral, by the pupils' names.

    A referral about which nobody can be written to stands there too, without a reader. Makes the
    same number of statements however many referrals there are.
    """
    today = session.clock.today()
    with session.reading() as work:
        states = sorted(SHAPES[kind].states)
        referrals = work.find(Referral, is_open=True, state=states)
        cases = {one.id: one for one in some(work, Case, "id", [r.case_id for r in referrals])}
        pupil_ids = sorted({one.pupil_id for one in cases.values()})
        pupils = {one.id: one for one in some(work, Pupil, "id", pupil_ids)}
        contacts = by_field("pupil_id", some(work, Contact, "pupil_id", pupil_ids))
        people = by_field("pupil_id", some(work, Professional, "pupil_id", pupil_ids))
        services = {one.id: one for one in work.find(Service)}
        checks = some(work, FamilyCheck, "case_id", list(cases))
        asked = {(one.case_id, one.contact_id) for one in checks if may_write(one)}
        written = _written_today(session, work, kind)
        left_out = {one.service_id: one.names for one in work.find(LeftOut, kind=kind)}
        lines: list[BatchLine] = []
        for referral in referrals:
            if (service := services.get(referral.service_id)) is None:
                continue
            pupil = pupils[cases[referral.case_id].pupil_id]
            family = sorted(contacts.get(pupil.id, ()), key=_priority)
            choices = letter_choices(referral, service, family, people.get(pupil.id, ()), today)
            fitting = [one for one in choices if one.order.kind is kind]
            blank = _line(LetterOrder(referral.id, kind), referral, pupil, service)
            if not fitting:
                lines.append(replace(blank, to_whom="", has_reader=False))
            for choice in fitting:
                order = replace(choice.order, left_out=left_out.get(service.id, ()))
                line = replace(
                    blank,
                    order=order,
                    to_whom=choice.to_whom or blank.to_whom,
                    relation=choice.relation,
                    is_asked=order.contact_id is None
                    or (referral.case_id, order.contact_id) in asked,
                )
                lines.append(replace(line, is_written=line.key in written))
    return tuple(sorted(lines, key=lambda one: (one.name.casefold(), one.reference, one.to_whom)))


def _priority(contact: Contact) -> tuple[int, str]:
    return contact.priority or 99, contact.id


def _line(order: LetterOrder, referral: Referral, pupil: Pupil, service: Service) -> BatchLine:
    name = school_name(pupil)
    return BatchLine(
        order=order,
        pupil_id=pupil.id,
        name=name,
        initials=initials(pupil),
        year_group=pupil.year_group,
        form=pupil.form,
        reference=referral.reference,
        service=service.name,
        state=referral.state,
        to_whom=name if order.kind is K.PUPIL_LETTER else service.name,
    )


def _written_today(session: Session, work: UnitOfWork, kind: LetterKind) -> set[str]:
    """Keys of the letters of that kind that were issued today."""
    # The history tells which they are: letters hold their pages, and only today's are read.
    since = datetime.combine(session.clock.today(), time(), UTC)
    ids = []
    for entry in work.history(limit=_LINES_OF_A_DAY):
        if entry.at < since:
            break
        detail = dict(entry.detail)
        if entry.action is Action.LETTER_ISSUED and detail.get("kind") == kind.value:
            ids.append(detail["letter"])
    parts = [ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE)]
    return {
        "|".join((one.referral_id or "", one.contact_id or "", one.professional_id or ""))
        for part in parts
        for one in work.find(Letter, id=part)
    }


def write_one(session: Session, press: Press, line: BatchLine) -> BatchLetter:
    """The letter of that line, through every gate of a single one, or why it can't be written.

    It is kept whole or not at all. What stands in the way of all letters, such as a full disk,
    is raised.

    Raises:
        Unavailable: the world is in the way.
    """
    try:
        issued, changes = issue_letter(session, press, line.order)
    except Refused as error:
        return BatchLetter(line, refused=error)
    return BatchLetter(line, letter=issued.letter, changes=changes)


def file_stems(letters: Sequence[BatchLetter], kind_name: str) -> Iterator[tuple[Letter, str]]:
    """Each letter with a name for its file: the kind and our reference, and nothing of anybody."""
    seen: dict[str, int] = {}
    for one in letters:
        if one.letter is None:
            continue
        stem = f"{kind_name} {one.line.reference.replace('/', '-')}"
        seen[stem] = seen.get(stem, 0) + 1
        yield one.letter, stem if seen[stem] == 1 else f"{stem} {seen[stem]}"
