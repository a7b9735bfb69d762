"""What is written down in the course of a case: notes, risk, support and how school goes."""

from __future__ import annotations

from datetime import date
from functools import partial

from mhlead.domain.codes import Channel, NoteKind, RiskSign, SupportKind
from mhlead.domain.records import (
    Background,
    DslNotice,
    Note,
    Record,
    RiskEntry,
    SchoolPicture,
    SupportAction,
)
from mhlead.services.demo.course import Course
from mhlead.services.demo.diary import Diary, moment

_KINDS = (
    ("counsel", SupportKind.COUNSELLING),
    ("check-in", SupportKind.CHECK_IN),
    ("nurse", SupportKind.SCHOOL_NURSE),
    ("group", SupportKind.GROUP),
    ("club", SupportKind.GROUP),
    ("head of year", SupportKind.FAMILY_WORK),
    ("plan", SupportKind.ADJUSTMENTS),
    ("card", SupportKind.ADJUSTMENTS),
    ("seat", SupportKind.ADJUSTMENTS),
    ("table", SupportKind.ADJUSTMENTS),
    ("start", SupportKind.ADJUSTMENTS),
    ("room", SupportKind.ADJUSTMENTS),
)


def live_through(course: Course, diary: Diary) -> None:
    """Notes, support, risk, background and school pictures, each on its day."""
    diary.write(moment(course.day(3), 15, 30), partial(_risk, course))
    diary.write(moment(course.day(5), 16), partial(_background, course))
    diary.write(moment(course.day(6), 11), partial(_picture, course))
    for part, given in zip(course.story.parts("support"), (12, 15, 18), strict=False):
        written_on = course.day(given)
        if written_on <= course.last_on:
            diary.write(moment(written_on, 12, 10), partial(_support, course, part, written_on))
    _write_notes(course, diary)


def _write_notes(course: Course, diary: Diary) -> None:
    told = list(course.story.parts("note"))
    course.rng.shuffle(told)
    day = course.day(4)
    for part in told:
        if day > course.last_on:
            return
        at = moment(day, course.rng.randrange(9, 17), course.rng.randrange(60))
        diary.write(at, partial(_note, course, part, day))
        if part.get("safeguarding"):
            _tell_safeguarding(course, diary, day)
        day = course.day(course.rng.randrange(5, 26), day)


def _tell_safeguarding(course: Course, diary: Diary, on: date) -> None:
    """The DSL is told of what was marked as safeguarding, and takes it up the same day."""

    def notices() -> list[Record]:
        return [
            DslNotice(
                id=course.setting.ids.new(),
                case_id=course.case_id,
                about_kind="Note",
                about_id=note_id,
                told_id=course.setting.school.staff[3].id,
                told_on=on,
                how=Channel.IN_PERSON,
                acknowledged_on=on,
                acknowledged_words="Taken up the same afternoon.",
                system="CPOMS",
                reference=f"FBA-{course.number:03}",
            )
            for note_id in course.safeguarding_ids
        ]

    diary.write(moment(on, 17, 5), notices)


def _note(course: Course, part: dict[str, object], on: date) -> Note:
    said_by = course.voice.say(str(part.get("said_by", "")))
    kind = NoteKind(str(part["kind"]))
    note_id = course.setting.ids.new()
    if part.get("safeguarding"):
        course.safeguarding_ids.append(note_id)
    if kind is NoteKind.PUPIL_WORDS:
        said_by = course.voice.name
    return Note(
        id=note_id,
        case_id=course.case_id,
        happened_on=on,
        kind=kind,
        text=course.voice.say(str(part["text"])),
        title=course.voice.say(str(part.get("title", ""))),
        said_by=said_by,
        is_safeguarding=bool(part.get("safeguarding", False)),
    )


def _risk(course: Course) -> RiskEntry:
    on = course.day(3)
    asked = on if course.story.told["risk"] != "seen" else None
    who = course.setting.school.lead.name
    named = bool(course.story.told.get("spoke"))
    spoke = named or bool(_signs(course))
    who_spoke = course.story.text("spoke", course.rng) if named else "The duty worker"
    own_words = course.story.told["risk"] in {"said", "thoughts"}
    return RiskEntry(
        id=course.setting.ids.new(),
        case_id=course.case_id,
        said_or_seen=course.told("risk_said"),
        happened_on=on,
        whose_words=course.voice.name if own_words else who if not asked else "",
        asked_by=who if asked else "",
        asked_on=asked,
        not_asked="" if asked else "Thoughts of self-harm: the moment was not right",
        keeps_safe=course.told("keeps_safe"),
        who_knows=course.told("who_knows"),
        plan=course.told("plan"),
        plan_on=on if course.told("plan") else None,
        spoke_to_service=spoke or None,
        spoke_to=f"{who_spoke}, CAMHS access team" if spoke else "",
        spoke_on=on if spoke else None,
        advice=course.told("advice"),
        signs=_signs(course),
    )


def _signs(course: Course) -> tuple[RiskSign, ...]:
    if course.story.key == "hurting-arms":
        return (RiskSign.SELF_HARM,)
    return (RiskSign.SUICIDAL_THOUGHTS,) if course.story.told["risk"] == "thoughts" else ()


def _background(course: Course) -> Background:
    names = "medical medication development family_health life_events"
    seen_before = "Not as far as the family and we know"
    course.background_id = course.setting.ids.new()
    return Background(
        id=course.background_id,
        case_id=course.case_id,
        seen_by_camhs_before=seen_before,
        **{name: course.told(name) for name in names.split()},
    )


def _picture(course: Course) -> SchoolPicture:
    low, high = course.story.told["attendance"]
    return SchoolPicture(
        id=course.setting.ids.new(),
        case_id=course.case_id,
        as_of_on=course.day(6),
        attendance_percent=course.rng.randint(low, high),
        attendance_period="of sessions in the last twelve school weeks",
        attainment=course.told("attainment"),
        changes=course.told("changes"),
    )


def _support(course: Course, part: dict[str, object], on: date) -> SupportAction:
    weeks = int(str(part["weeks"]))
    return SupportAction(
        id=course.setting.ids.new(),
        case_id=course.case_id,
        what=course.voice.say(str(part["what"])),
        from_on=course.day(-5 * weeks, on),
        to_on=course.day(-1, on),
        by_whom=course.voice.say(str(part["by"])),
        result=course.voice.say(str(part["result"])),
        kind=next((kind for word, kind in _KINDS if word in str(part["what"]).casefold()), None),
    )
