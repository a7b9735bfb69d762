"""Gathers what a handover hands over: open actions and deadlines, consent, documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mhlead.domain.codes import LetterKind
from mhlead.domain.handover import DocumentFacts, HandoverFacts, ReferralFacts
from mhlead.domain.letter_phrases import day_words, joined
from mhlead.domain.records import Letter
from mhlead.services.code_lists import label
from mhlead.services.letters.lines import letter_lines
from mhlead.services.list_names import directory_of
from mhlead.services.paper_sources import PaperSources, not_to_be_told
from mhlead.services.ports import UnitOfWork
from mhlead.services.summaries import consent_words, paper_head, steps

KindNames = Callable[[LetterKind], str]
"""What a kind of letter is called."""


def gather_handover(
    work: UnitOfWork, sources: PaperSources, actor_id: str, kind_names: KindNames
) -> HandoverFacts:
    """The facts of the cover sheet that is asked for."""
    order = sources.order
    head = paper_head(sources, actor_id)
    owner = sources.staff_name(sources.case.owner_id if sources.case else None)
    return HandoverFacts(
        head=head,
        from_whom=joined((owner or head.by, head.school.name if order.moves_school else ""), ", "),
        steps=tuple(steps(sources)),
        referrals=tuple(_referrals(sources)),
        plan=tuple(_plan(sources)),
        consents=tuple(consent_words(sources)),
        withhold=not_to_be_told(sources),
        documents=(
            *(DocumentFacts(words) for words in order.documents if words.strip()),
            *_letters(work, sources, kind_names),
        ),
        moves_school=order.moves_school,
    )


def _referrals(sources: PaperSources) -> Iterator[ReferralFacts]:
    for one in sources.referrals:
        service = sources.services.get(one.service_id)
        yield ReferralFacts(
            service.name if service else "",
            one.reference,
            label("referral-state", one.state.value),
            one.deadline_on,
            one.deadline_what,
        )


def _plan(sources: PaperSources) -> Iterator[str]:
    plan = sources.plan
    if plan is None:
        return
    if plan.aim:
        yield f"What it is for: {plan.aim}"
    if plan.if_worse:
        yield f"If things get worse: {plan.if_worse}"
    if plan.review_on:
        yield f"Looked at again on {day_words(plan.review_on)}"


def _letters(
    work: UnitOfWork, sources: PaperSources, kind_names: KindNames
) -> Iterator[DocumentFacts]:
    """Letters that were issued; what one says is not repeated here."""
    found = work.find(Letter, case_id=list(sources.case_ids))
    for one in reversed(letter_lines(work, found, directory_of(work))):
        if isinstance(one.kind, LetterKind) and not sources.kept_words.stand_in(one.to_whom):
            yield DocumentFacts(kind_names(one.kind), one.at.date(), one.to_whom, one.pages)
