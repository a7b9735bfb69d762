"""What was typed and not saved about records that go for good goes with them.

A page with typed text tells by identifiers what it is about. Where it can tell no more than a
pupil's name, that has to do, as long as nobody else has the name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

from mhlead.domain.naming import school_name
from mhlead.domain.records import Case, Disposal, Pupil, Record, Referral
from mhlead.domain.typed import TypedKind, TypedPage, TypedPart, told_ids
from mhlead.services.ports import UnitOfWork
from mhlead.services.restricted import in_full
from mhlead.services.session import Session
from mhlead.services.typed_texts import read_of_all, sealed_pages

_TOLD: dict[str, type[Record]] = {
    "pupil": Pupil,
    "pupil_id": Pupil,
    "case_id": Case,
    "referral": Referral,
    "referral_id": Referral,
}


@dataclass(frozen=True)
class Gone:
    """What tells that typed text is about records that go.

    Attributes:
        ids: Identifiers of the records and of all that hangs on them.
        names: Names of pupils among them that nobody else has.
    """

    ids: Collection[str] = frozenset()
    names: Collection[str] = frozenset()


def what_goes(work: UnitOfWork, records: Iterable[tuple[type[Record], str]]) -> Gone:
    """What will tell of these records once they are gone; asked while they are there still."""
    whole, ids, pupils = in_full(work), set[str](), set[str]()
    for kind, record_id in records:
        found = whole.hanging_on(kind, record_id)
        ids.update(*found.values())
        pupils |= found.get(Pupil, set())
    had = {school_name(one) for each in pupils for one in whole.ever(Pupil, id=each)}
    others = {school_name(one) for one in whole.find(Pupil) if one.id not in ids} if had else set()
    return Gone(frozenset(ids), frozenset(had - others))


@contextmanager
def typed_forgotten(session: Session, gone: Gone) -> Iterator[None]:
    """What anybody typed about these records is forgotten, unless what follows fails."""
    before = read_of_all(session)
    left = _left(before, gone)
    if left == before:
        yield
        return
    with session.store.typed_instead(sealed_pages(session, left)):
        yield


def still_there(session: Session, pages: Sequence[TypedPage]) -> list[TypedPage]:
    """The pages less what is about somebody who was disposed of while they were open."""
    with session.reading() as work:
        whole = in_full(work)
        ids = {
            found
            for page in pages
            for about in (page.about, *(part.about for part in page.parts))
            for name, found in told_ids(about)
            if name in _TOLD and not whole.count(_TOLD[name], id=found)
        }
        names = _not_there(session, whole, pages)
    return [left for page in pages if (left := _less(page, Gone(ids, names))) is not None]


def _not_there(session: Session, work: UnitOfWork, pages: Sequence[TypedPage]) -> set[str]:
    """Pupils whom a page knows by name alone, and who went within a day."""
    named = {page.subject for page in pages if page.subject and not page.about}
    made = work.find(Disposal, kind=Pupil.__name__) if named else []
    since = session.clock.now() - timedelta(days=1)
    if not any(one.at > since for one in made):
        return set()  # whoever is called otherwise now was renamed
    return named - {school_name(one) for one in work.find(Pupil)}


def _left(pages: Sequence[tuple[str, TypedPage]], gone: Gone) -> list[tuple[str, TypedPage]]:
    return [(by, left) for by, page in pages if (left := _less(page, gone)) is not None]


def _less(page: TypedPage, gone: Gone) -> TypedPage | None:
    """The page without what is about the records; None where nothing of it is left."""
    if _tells(page.about, gone) or page.subject in gone.names:
        return None
    parts = tuple(one for one in page.parts if not _is_about(one, gone))
    if parts == page.parts:
        return page
    return replace(page, parts=parts) if parts else None


def _is_about(part: TypedPart, gone: Gone) -> bool:
    # A pupil who was chosen or ticked stands there by name; what was written about another pupil
    # stays as it is in their record.
    chosen = part.text if part.kind is TypedKind.CHOICE else ""
    return _tells(part.about, gone) or any(
        name in told for name in gone.names for told in (part.label, chosen)
    )


def _tells(about: str, gone: Gone) -> bool:
    return any(found in gone.ids for _, found in told_ids(about))
