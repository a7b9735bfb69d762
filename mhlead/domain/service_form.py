"""A service's own form as it was read: what it asks, in its own order, and what else is in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

LARGEST_FORM_BYTES = 5_000_000
MOST_FORM_PAGES = 40
MOST_FORM_FIELDS = 800


class FieldKind(Enum):
    """What a field takes."""

    LINE = "line"
    LINES = "lines"
    TICK = "tick"
    ONE_OF = "one-of"  # radio buttons
    LIST = "list"
    OPEN_LIST = "open-list"  # a list beside which anything may be typed
    SIGNATURE = "signature"


class FormFinding(StrEnum):
    """What a form holds beside its fields, and what comes of it when it is filled in."""

    SCRIPT = "script"
    SIGNED = "signed"
    XFA = "xfa"
    ATTACHMENT = "attachment"
    RESTRICTED = "restricted"


@dataclass(frozen=True, slots=True)
class FormOption:
    """One answer a field offers.

    Attributes:
        state: What is written into the file when it is chosen.
        words: What stands beside it.
    """

    state: str
    words: str


@dataclass(frozen=True, slots=True)
class FormField:
    """One question of a form.

    Attributes:
        name: Its whole name in the file, with dots between the parts.
        label: What it asks: its tooltip, else the words beside it, else its name.
        hints: Every text that says what belongs in it, the surest first.
        page: From 1.
        longest: Most characters it takes; 0 for no limit.
        is_comb: Each character has its own box.
        options: What it offers; for a tick its one state.
        day_format: How it asks for a day: "dd/mm/yyyy"; "" where it does not say.
        is_filled: Something stands in it already.
    """

    name: str
    kind: FieldKind
    label: str
    hints: tuple[str, ...] = ()
    page: int = 1
    longest: int = 0
    is_required: bool = False
    is_read_only: bool = False
    is_comb: bool = False
    options: tuple[FormOption, ...] = ()
    day_format: str = ""
    is_filled: bool = False


@dataclass(frozen=True, slots=True)
class BlankForm:
    """A form that can be filled in, with its fields in the order they stand on the pages."""

    pages: int
    fields: tuple[FormField, ...]
    findings: tuple[FormFinding, ...] = ()


class FormReason(StrEnum):
    """Why something is left for a person to write into a form."""

    NOT_ASKED = "not-asked"  # required, and no fact of ours is meant to go there
    NOT_KNOWN = "not-known"  # required, and the record holds nothing for it
    TOO_LONG = "too-long"
    NO_ROOM = "no-room"
    NOT_OFFERED = "not-offered"
    UNPRINTABLE = "unprintable"
    SIGNATURE = "signature"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """What goes into a field.

    Attributes:
        text: The text, or for a tick or a choice the state that is written into the file.
        shown: What is seen: the words of a choice; the text otherwise.
    """

    field: str
    text: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class FormRest:
    """One place of the form that is left to a person, and the text for it where there is one."""

    field: str
    label: str
    reason: FormReason
    text: str = ""


@dataclass(frozen=True, slots=True)
class FormFilling:
    """What goes into a form and what does not, each in the order of the form."""

    answers: tuple[FormAnswer, ...] = ()
    rest: tuple[FormRest, ...] = ()


@dataclass(frozen=True, slots=True)
class FilledForm:
    """The form with our answers.

    Attributes:
        not_written: Names of fields whose answer could not be drawn, with why.
    """

    pdf: bytes
    not_written: tuple[tuple[str, FormReason], ...] = ()
