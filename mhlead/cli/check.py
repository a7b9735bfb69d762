"""The self-test of an installed copy: its files, a throw-away store, and one page."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from mhlead import __version__
from mhlead.cli.exit_codes import DONE, REFUSED
from mhlead.cli.say import say, say_error
from mhlead.domain.letter_shapes import SHAPES
from mhlead.domain.service_form import FieldKind, FormAnswer
from mhlead.domain.slip import SlipPaper, compose_slip
from mhlead.resources import ResourceMissing, resource_bytes
from mhlead.services import recovery_sheets, unlocking
from mhlead.services.adapters import Adapters
from mhlead.services.code_lists import code_lists
from mhlead.services.session import Session
from mhlead.services.wording_in_force import template_of

NEEDED = ("fonts/Inter-Regular.ttf", "icons/lock.svg", "templates/referral.txt")
PASSPHRASE = "a throw-away store of the self-test"  # noqa: S105 opens nothing that lasts


def check_installation(adapters: Adapters, further: Callable[[], None] | None = None) -> int:
    """Whether this copy is whole: each part tried is named with its result.

    Args:
        adapters: The real ones.
        further: One more thing to try, such as the window's library.
    """
    steps: list[tuple[str, Callable[[], None]]] = [
        ("shipped files", _files),
        ("encrypted store and a page of PDF", lambda: _store_and_page(adapters)),
        ("a form to fill in and a drawing", lambda: _form_and_drawing(adapters)),
    ]
    if further is not None:
        steps.append(("window", further))
    good = True
    say(f"mhlead {__version__}")
    for name, step in steps:
        fault = _fault(step)
        good = good and not fault
        (say_error if fault else say)(f"{name}: {fault or 'works'}")
    return DONE if good else REFUSED


_DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><path d="M0 0h9v3"/></svg>'


def _fault(step: Callable[[], None]) -> str:
    try:
        step()
    except Exception as error:
        return f"does not work ({type(error).__name__})"
    return ""


def _files() -> None:
    for name in NEEDED:
        if not resource_bytes(name):
            raise ResourceMissing(name)
    if not code_lists() or not all(template_of(kind).nodes for kind in SHAPES):
        raise ResourceMissing("codes")


def _store_and_page(adapters: Adapters) -> None:
    with tempfile.TemporaryDirectory(prefix="mhlead-check-") as name:
        folder = Path(name) / "store"
        session = unlocking.make_store(
            adapters.stores, adapters.clock, adapters.ids, folder, PASSPHRASE
        )
        try:
            _page(session, adapters)
            if not unlocking.verify(session).is_sound:
                raise RuntimeError
        finally:
            unlocking.lock(session)


def _form_and_drawing(adapters: Adapters) -> None:
    slip = adapters.press.render(compose_slip(SlipPaper(adapters.clock.today(), "School")))
    form = adapters.own_forms.read(slip)
    line = next(field for field in form.fields if field.kind is FieldKind.LINE)
    answer = FormAnswer(line.name, "Łucja")
    if adapters.own_forms.fill(slip, [answer]).not_written or not line.label:
        raise RuntimeError
    if not adapters.press.shown_picture(_DRAWING).startswith(b"\x89PNG"):
        raise RuntimeError


def _page(session: Session, adapters: Adapters) -> None:
    ((_, sheet),) = recovery_sheets.make_sheets(session)
    pdf = adapters.press.render(sheet)
    if not pdf.startswith(b"%PDF") or adapters.press.page_count(pdf) < 1:
        raise RuntimeError
