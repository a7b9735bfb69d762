"""Concern slips: the blank one for tutors, and taking a filled-in one in as a concern."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from mhlead.domain.audit import Action
from mhlead.domain.changes import Changes
from mhlead.domain.checks import check
from mhlead.domain.codes import NoteKind, Setting, StaffRole
from mhlead.domain.document import as_text
from mhlead.domain.errors import NotAllowed
from mhlead.domain.records import Case, Concern, Note, PlainFile
from mhlead.domain.slip import (
    WHERE_WORDS,
    SlipMatch,
    SlipPaper,
    SlipRead,
    Where,
    compose_slip,
)
from mhlead.domain.views import PupilLine, PupilStatus
from mhlead.services.cases import StepPlan, open_new_case
from mhlead.services.ports import Press, UnitOfWork
from mhlead.services.pupils import list_pupils
from mhlead.services.reading_ports import SlipFiles
from mhlead.services.records import tidied
from mhlead.services.school import logo_of, school_of, staff_with_role
from mhlead.services.session import Session
from mhlead.services.slip_pupils import match_pupils
from mhlead.services.where_to_turn import TurnPaper

SETTING_OF: dict[Where, Setting] = {
    Where.LESSONS: Setting.SCHOOL,
    Where.BREAKS: Setting.SCHOOL,
    Where.WAY: Setting.ELSEWHERE,
    Where.HOME: Setting.HOME,
    Where.ONLINE: Setting.ELSEWHERE,
    Where.ELSEWHERE: Setting.ELSEWHERE,
}
"""Where a difficulty shows, in the words services ask for."""
NOTE_TITLE = "From the concern slip"


@dataclass(frozen=True)
class SlipPreview:
    """A slip before anything of it is kept.

    Attributes:
        match: How sure it is whom it is about.
        candidates: Pupils it may be about, likeliest first.
        pupils: Every pupil, by surname, to choose from.
        taken_for: Pupils in whose record the same words stand already.
    """

    path: Path
    slip: SlipRead
    match: SlipMatch
    candidates: tuple[PupilLine, ...]
    pupils: tuple[PupilLine, ...]
    taken_for: frozenset[str] = frozenset()

    def has_open_case(self, pupil_id: str) -> bool:
        """Whether the concern goes into a case that is open, or opens one."""
        closed = {PupilStatus.NO_CASE, PupilStatus.CLOSED}
        return any(one.pupil_id == pupil_id and one.status not in closed for one in self.pupils)


@dataclass(frozen=True)
class Opening:
    """Who holds the case that a slip opens, and what happens next."""

    owner_id: str
    step: StepPlan


@dataclass(frozen=True)
class SlipDecision:
    """What the lead says about a slip.

    Attributes:
        need: Main need, an MHSDS reason code.
        raised_by: Who noticed; asked for where the slip doesn't say.
        seen: What was seen; asked for where the slip doesn't say.
        opening: For a pupil without an open case.
    """

    pupil_id: str
    noticed_on: date
    need: str
    raised_by: str = ""
    seen: str = ""
    opening: Opening | None = None


@dataclass(frozen=True)
class SlipTaken:
    """What taking a slip in left: the concern, and the plain file that is still there."""

    concern: Concern
    pupil_id: str
    plain_file: PlainFile
    changes: Changes


def blank_slip(session: Session, press: Press) -> TurnPaper:
    """The slip that tutors fill in, with the names of whom to tell.

    Raises:
        LetterIncomplete: a character in it can't be printed.
    """
    with session.reading() as work:
        school = school_of(work)
        leads = staff_with_role(work, StaffRole.LEAD)
        dsls = staff_with_role(work, StaffRole.DSL)
        deputies = staff_with_role(work, StaffRole.DEPUTY_DSL)
    paper = SlipPaper(
        on=session.clock.today(),
        school=school.name if school else "",
        logo=logo_of(school) if school else None,
        lead=leads[0].name if leads else "",
        dsl=tuple(dict.fromkeys(one.name for one in (*dsls, *deputies))),
    )
    document = compose_slip(paper)
    pdf = press.render(document)
    return TurnPaper(
        pdf=pdf,
        text=as_text(document),
        pages=press.page_count(pdf),
        unchecked=(),
        has_lead=bool(leads),
        has_dsl=bool(dsls),
    )


# reading one ------------------------------------------------------------------------------


def preview_slip(session: Session, files: SlipFiles, path: Path) -> SlipPreview:
    """What a slip says and whom it may be about; nothing is kept.

    Raises:
        SlipRefused, FileUnreadable: the file is refused whole.
    """
    return look_again(session, path, files.read(path))


def look_again(session: Session, path: Path, slip: SlipRead) -> SlipPreview:
    """The same slip, matched with the pupils who are here by now."""
    every = tuple(list_pupils(session, only_open=False))
    match, candidates = match_pupils(session, slip)
    with session.reading() as work:
        ids = [line.pupil_id for line in candidates]
        taken = {one for one in ids if _same_words(work, one, slip)}
    return SlipPreview(path, slip, match, candidates, every, frozenset(taken))


def _same_words(work: UnitOfWork, pupil_id: str, slip: SlipRead) -> list[Concern]:
    """Concerns of the pupil, also corrected or removed ones, that say what the slip says."""
    case_ids = [case.id for case in work.find(Case, pupil_id=pupil_id)]
    every = work.ever(Concern, case_id=case_ids) if case_ids else []
    return [one for one in every if _says(one) == _said(slip)]


def _says(concern: Concern) -> tuple[str, ...]:
    return (concern.pupil_words, concern.opinion, concern.seen)


def _said(slip: SlipRead) -> tuple[str, ...]:
    return (slip.pupil_words, slip.opinion, slip.seen)


# taking it in -----------------------------------------------------------------------------


def take_in(session: Session, preview: SlipPreview, decision: SlipDecision) -> SlipTaken:
    """The slip is a concern of the pupil, in the tutor's words, with the tutor as its author.

    A slip that says that somebody is at risk is marked as safeguarding: it stands on Today until
    the DSL was told. The reminder about the plain file stands from the same moment.

    Raises:
        NotAllowed: the same words of the same day are there ("slip-taken"), or the pupil has no
            open case and none is opened ("no-open-case"); and those of opening a case.
        FieldRefused: a field can't be kept.
    """
    slip, pupil_id = preview.slip, decision.pupil_id
    concern = tidied(concern_of(slip, decision))
    with session.writing() as work:
        before = _same_words(work, pupil_id, replace(slip, seen=concern.seen))
        if any(one.noticed_on == concern.noticed_on for one in before):
            raise NotAllowed("slip-taken")
        kept, action = _keep(session, work, pupil_id, concern, decision.opening)
        for note in _notes(session, slip, kept):
            check(note, session.clock.today())
            work.add(note)
        reminder = _remind(session, work, preview.path)
        detail = {"kind": "Concern", "id": kept.id, "case": kept.case_id, "from": "slip"}
        work.log(action, pupil_id, detail)
        return SlipTaken(kept, pupil_id, reminder, work.commit())


def concern_of(slip: SlipRead, decision: SlipDecision) -> Concern:
    """The concern a slip becomes; where the slip is silent, what the lead wrote."""
    return Concern(
        id="",
        case_id="",
        noticed_on=decision.noticed_on,
        raised_by=slip.raised_by or decision.raised_by,
        primary_need=decision.need,
        seen=slip.seen or decision.seen,
        opinion=slip.opinion,
        pupil_words=slip.pupil_words,
        since=slip.since,
        where=", ".join(WHERE_WORDS[where] for where in slip.where),
        effect_on_lessons=slip.effect_on_lessons,
        effect_on_attendance=slip.effect_on_attendance,
        effect_on_friends=slip.effect_on_friends,
        effect_on_home=slip.effect_on_home,
        effect_on_sleep=slip.effect_on_sleep,
        settings=tuple(dict.fromkeys(SETTING_OF[where] for where in slip.where)),
        is_safeguarding=slip.is_at_risk,
    )


def _keep(
    session: Session, work: UnitOfWork, pupil_id: str, concern: Concern, opening: Opening | None
) -> tuple[Concern, Action]:
    cases = work.find(Case, pupil_id=pupil_id, is_open=True)
    if not cases:
        if opening is None:
            raise NotAllowed("no-open-case")
        owner_id, step = opening.owner_id, opening.step
        _, noticed = open_new_case(session, work, pupil_id, concern, owner_id, step)
        return noticed, Action.CASE_OPENED
    kept = tidied(replace(concern, id=session.ids.new(), case_id=cases[0].id))
    check(kept, session.clock.today())
    work.add(kept, NOTE_TITLE)
    return kept, Action.RECORD_ADDED


def _notes(session: Session, slip: SlipRead, concern: Concern) -> Iterable[Note]:
    """What the slip says that a concern has no place for."""
    family = {True: "The family was told.", False: "The family has not been told.", None: ""}
    texts = [
        " ".join(part for part in (family[slip.family_told], slip.family_words) if part),
        f"At risk now was ticked. Told: {slip.told}" if slip.told else "",
    ]
    for text in texts:
        if text:
            yield Note(
                id=session.ids.new(),
                case_id=concern.case_id,
                happened_on=concern.noticed_on,
                kind=NoteKind.FACT,
                title=NOTE_TITLE,
                text=text,
                said_by=concern.raised_by,
            )


def _remind(session: Session, work: UnitOfWork, path: Path) -> PlainFile:
    earlier = work.find(PlainFile, path=str(path), gone_on=None)
    if earlier:
        return earlier[0]
    reminder = PlainFile(session.ids.new(), str(path), session.clock.today())
    work.add(reminder)
    return reminder
