"""What was typed and not saved when the store locked: kept sealed beside it, and offered again.

It is no record yet: only who typed it is offered it, and it is gone once it is put back or dropped.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from mhlead.domain.errors import NotAllowed
from mhlead.domain.typed import TypedKind, TypedPage, TypedPart
from mhlead.services.session import Session

FORMAT = "mhlead-typed/1"


def keep_typed(session: Session, pages: Sequence[TypedPage]) -> None:
    """These are kept, beside what was kept before for other pages.

    Raises:
        NoSpace, StoreReadOnly: nothing was kept; what was kept before is there still.
    """
    same = {(one.page, one.about) for one in pages if one.about}
    before = [one for one in read_typed(session) if (one.page, one.about) not in same]
    _write(session, [*before, *pages])


def read_typed(session: Session) -> list[TypedPage]:
    """What is kept of who is at work, oldest first; nothing where an earlier key sealed it."""
    return [page for by, page in read_of_all(session) if by == session.actor_id]


def read_of_all(session: Session) -> list[tuple[str, TypedPage]]:
    """What is kept of everybody, each with who typed it."""
    sealed = session.store.typed()
    if sealed is None:
        return []
    try:
        told = json.loads(session.store.unseal(sealed))
        if told["format"] != FORMAT:
            return []
        return [(one["by"], _page(one)) for one in told["pages"]]
    except (NotAllowed, ValueError, KeyError, TypeError):
        return []


def forget_typed(session: Session, gone: TypedPage) -> None:
    """This one is kept no longer."""
    _write(session, [one for one in read_typed(session) if one != gone])


def forget_all_typed(session: Session) -> None:
    """Nothing that the one at work typed is kept any more."""
    _write(session, [])


def _write(session: Session, pages: Sequence[TypedPage]) -> None:
    others = [(by, page) for by, page in read_of_all(session) if by != session.actor_id]
    keep_of_all(session, [*others, *((session.actor_id, page) for page in pages)])


def keep_of_all(session: Session, pages: Sequence[tuple[str, TypedPage]]) -> None:
    """This alone is kept, each with who typed it."""
    sealed = sealed_pages(session, pages)
    if sealed is None:
        session.store.forget_typed()
    else:
        session.store.keep_typed(sealed)


def sealed_pages(session: Session, pages: Sequence[tuple[str, TypedPage]]) -> bytes | None:
    """The pages, each with who typed it, as they are kept; None where there are none."""
    if not pages:
        return None
    told = {"format": FORMAT, "pages": [{"by": by, **asdict(page)} for by, page in pages]}
    return session.store.seal(json.dumps(told, default=_word).encode())


def _word(kind: object) -> str:
    if isinstance(kind, TypedKind):
        return kind.value
    raise TypeError


def _page(told: dict[str, Any]) -> TypedPage:
    parts = tuple(
        TypedPart(
            TypedKind(one["kind"]),
            one["label"],
            one["number"],
            one["text"],
            one.get("about", ""),
        )
        for one in told["parts"]
    )
    return TypedPage(told["page"], told["about"], told["subject"], told["at"], parts)
