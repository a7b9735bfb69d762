"""What a service answered on its slip, as a move that a person looks at before it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from mhlead.domain.codes import ReferralState
from mhlead.domain.errors import SlipRefused
from mhlead.domain.records import Referral
from mhlead.domain.reply_slip import REASONS, REPLY_WORDS, Reply, ReplyRead
from mhlead.domain.slip import SlipFinding
from mhlead.services.referrals import allowed_moves, last_moved_on
from mhlead.services.sending_ports import ReplyFiles
from mhlead.services.session import Session

_STATES: dict[Reply, ReferralState] = {
    Reply.NOT_ACCEPTED: ReferralState.NOT_ACCEPTED,
    Reply.ACCEPTED: ReferralState.WAITING_FOR_ASSESSMENT,
    Reply.NEED_MORE: ReferralState.RETURNED_FOR_INFORMATION,
    Reply.RECEIVED: ReferralState.ACKNOWLEDGED,
}
"""What a tick comes to; the first that is ticked says the most."""
_CONTRARY = frozenset({Reply.ACCEPTED, Reply.NOT_ACCEPTED})
_WRITTEN = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%y", "%d.%m.%y", "%Y-%m-%d")
_IN_WORDS = ("%d %B %Y", "%d %b %Y")


@dataclass(frozen=True)
class ReplyProposal:
    """A move as the slip suggests it; nothing of it is kept before a person has said so.

    Attributes:
        state: Where the referral would stand; None where the slip does not say, says two things,
            or says what can't follow from where it stands.
        happened_on: The day on the slip, where it can be read and can be right.
        reason_code: The reason, where exactly one is ticked.
        words: All that was ticked and written, as it goes into the history.
        findings: What was met in the file and not taken.
    """

    referral_id: str
    reference: str
    state: ReferralState | None
    happened_on: date | None
    reason_code: str
    words: str
    findings: tuple[SlipFinding, ...] = ()


def read_reply(session: Session, files: ReplyFiles, path: Path) -> ReplyProposal:
    """What the file proposes for the referral its reference names.

    Raises:
        SlipRefused: the file is refused, or names no referral of this school ("unknown-reference").
        FileUnreadable: it can't be opened.
    """
    reply = files.read_reply(path)
    today = session.clock.today()
    with session.reading() as work:
        found = work.find(Referral, reference=reply.reference)
        if not found:
            raise SlipRefused("unknown-reference")
        referral = found[-1]
        earliest = last_moved_on(work, referral)
    answered = _day(reply.answered_on)
    is_likely = answered is not None and earliest <= answered <= today
    state = _state(reply)
    return ReplyProposal(
        referral.id,
        referral.reference,
        state if state in allowed_moves(referral) else None,
        answered if is_likely else None,
        reply.reasons[0] if len(reply.reasons) == 1 else "",
        reply_words(reply),
        reply.findings,
    )


def _state(reply: ReplyRead) -> ReferralState | None:
    if set(reply.ticked) >= _CONTRARY:
        return None
    return next((state for tick, state in _STATES.items() if tick in reply.ticked), None)


def _day(typed: str) -> date | None:
    told = " ".join(typed.split())
    for form in (*_WRITTEN, *_IN_WORDS):
        try:
            return datetime.strptime(told, form).date()  # noqa: DTZ007 a day has no zone
        except ValueError:
            continue
    return None


def reply_words(reply: ReplyRead) -> str:
    """All that the slip says, a line each, as it was ticked and written."""
    ticked = ", ".join(REPLY_WORDS[one] for one in reply.ticked)
    told = (
        ("On their reply slip", ticked),
        ("What they need", reply.needed),
        ("Expected wait", reply.wait),
        ("First appointment", reply.first_on),
        ("Because", ", ".join(REASONS[code] for code in reply.reasons)),
        ("In their words", reply.why),
        ("They suggest instead", reply.instead),
        ("Answered by", reply.answered_by),
        ("Whom to ring", reply.telephone),
        ("Their date", reply.answered_on),
        ("Of use to them", f"{reply.rating} of 4" if reply.rating else ""),
    )
    return "\n".join(f"{label}: {text}" for label, text in told if text)
