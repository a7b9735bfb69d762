"""Ties the pages about the wording of letters to an open store."""

from __future__ import annotations

from functools import partial

from mhlead.domain.changes import Changes
from mhlead.domain.codes import LetterKind
from mhlead.services import wording_trials
from mhlead.services.adapters import Adapters
from mhlead.services.letters import issuing
from mhlead.services.letters import wordings as letter_wordings
from mhlead.services.session import Session
from mhlead.ui.pages.wording_work import WordingWork


def wording_work(session: Session, adapters: Adapters) -> WordingWork:
    """What can be done with the wording of letters."""
    press = adapters.press

    def keep(kind: LetterKind, text: str, reason: str, before: int) -> Changes:
        return letter_wordings.keep_wording(session, press, kind, text, reason, before=before)

    def bring_back(kind: LetterKind, number: int, before: int) -> Changes:
        return letter_wordings.bring_version_back(session, press, kind, number, before=before)

    return WordingWork(
        lines=partial(letter_wordings.list_wordings, session),
        read=partial(letter_wordings.read_wording, session),
        names=partial(letter_wordings.read_names, session),
        check=partial(letter_wordings.check_wording, press),
        keep=keep,
        use_ours=lambda kind, before: letter_wordings.use_our_wording(session, kind, before=before),
        bring_back=bring_back,
        trials=partial(wording_trials.list_trials, session),
        makings=partial(issuing.read_makings, session),
        try_out=partial(letter_wordings.try_wording, press),
    )
