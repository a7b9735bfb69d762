"""The families of errors a person can meet; they carry data, `mhlead.wording` has the sentences.

No exception here ever carries personal data: no name, birth date, identifier or text of a record.
"""

from __future__ import annotations


class MhleadError(Exception):
    """Something a person is told about in plain words; everything else is our own bug."""


class Refused(MhleadError):
    """The rules forbid it: shown inline, next to the field or the button."""


class Unavailable(MhleadError):
    """The world is in the way: shown with what is safe and what can be done now."""


# ---- the store -------------------------------------------------------------------------------


class WrongPassphrase(Unavailable):
    """No slot opened with what was typed."""


class WrongRecoveryKey(Unavailable):
    """The recovery key is well formed and opens no slot of this store."""


class RecoveryKeyMistyped(Refused):
    """A recovery key with a wrong symbol, told by its check symbols.

    Args:
        group: Number of the first wrong group counted from 1, or 0 when the length is wrong.
    """

    def __init__(self, group: int) -> None:
        super().__init__(group)
        self.group = group


class PassphraseTooWeak(Refused):
    """Under fourteen characters or four words."""


class NotAStore(Unavailable):
    """The folder holds no store of this program."""


class StoreUnfinished(Unavailable):
    """A store was being put into the folder, and the program ended before all of it was there."""


class StoreFolderNotEmpty(Refused):
    """A new store is made only in an empty or missing folder."""


class StoreDamaged(Unavailable):
    """Bytes that do not verify: a cut, flipped or swapped part.

    Args:
        part: What is damaged: "header", "page", "text", "rows", "search", "audit", "file",
            "cut-short", "no-file", "no-keys", "other-file" or "gap": an owner, a next step, a
            deadline or a plan is gone.
    """

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class StoreTooNew(Unavailable):
    """Made by a newer version of the program.

    Args:
        found: Format or schema revision of the store.
        supported: The newest that this program knows.
    """

    def __init__(self, found: str, supported: str) -> None:
        super().__init__(found, supported)
        self.found = found
        self.supported = supported


class StoreVanished(Unavailable):
    """The store file was deleted, moved or replaced while it was open."""


class StoreReadOnly(Unavailable):
    """The folder or the medium can't be written to."""


class StoreUnreadable(Unavailable):
    """The operating system does not let this account read the store's files."""


class NoSpace(Unavailable):
    """The disk, or somebody's share of it, is full; what was saved before is safe."""


class UnsafePlace(Refused):
    """A live store may not lie in a synced or network folder, nor in another store.

    Args:
        kind: "synced", "network" or "in-store".
    """

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class StoreLocked(Unavailable):
    """The store was locked while work was under way; nothing half done was kept."""


class MigrationFailed(Unavailable):
    """Bringing the store to this version failed; it is as it was, and a copy stands beside it."""


class FileUnreadable(Unavailable):
    """A file the person chose could not be opened or read."""


class FileNotWritten(Unavailable):
    """A file could not be written where the person asked for it; nothing half written is left."""


class FileThere(Refused):
    """There is a file of that name already, and it was not touched."""


class PassphraseUnread(Unavailable):
    """A command got no passphrase.

    Args:
        code: "file", "not-a-line", "nobody-to-ask" or "typed-differently".
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


# ---- records ---------------------------------------------------------------------------------


class FieldRefused(Refused):
    """A field holds something that can't be kept.

    Args:
        field: Name of the field in the record.
        code: Why, as a short code that `wording` turns into a sentence.
    """

    def __init__(self, field: str, code: str) -> None:
        super().__init__(field, code)
        self.field = field
        self.code = code


class NotFound(Refused):
    """The record asked for is not in the store.

    Args:
        kind: Name of the record type.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Changed(Refused):
    """Somebody else, or another window, changed the record since it was read."""


class NotAllowed(Refused):
    """A rule of the field's work forbids the step.

    Args:
        code: The rule, as a short code that `wording` turns into a sentence.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SummaryRefused(Refused):
    """An anonymised summary that can't be made as it was asked for.

    Args:
        code: Why, as a short code that `wording` turns into a sentence.
        would: The number that could be met instead, or 0.
    """

    def __init__(self, code: str, would: int = 0) -> None:
        super().__init__(code, would)
        self.code = code
        self.would = would


class LetterIncomplete(Refused):
    """A letter can't be issued while required facts are missing or characters can't be printed.

    Args:
        missing: Names of the template fields without a value.
        unprintable: Unicode code points that no shipped font has, as "U+XXXX".
    """

    def __init__(self, missing: tuple[str, ...] = (), unprintable: tuple[str, ...] = ()) -> None:
        super().__init__(missing, unprintable)
        self.missing = missing
        self.unprintable = unprintable


class LetterDoubtful(Refused):
    """A letter is not issued while something in it may belong to another pupil.

    Args:
        places: How many places were not looked at yet; what stands there is never in the error.
    """

    def __init__(self, places: int) -> None:
        super().__init__(places)
        self.places = places


class TemplateFaulty(Refused):
    """A letter template that can't be used.

    Args:
        line: Line of the first fault, from 1.
        column: Character in the line, from 1.
        code: What is wrong.
        suggestion: The nearest known field or word, or "".
    """

    def __init__(self, line: int, column: int, code: str, suggestion: str = "") -> None:
        super().__init__(line, column, code, suggestion)
        self.line = line
        self.column = column
        self.code = code
        self.suggestion = suggestion


# ---- import ----------------------------------------------------------------------------------


class ImportRefused(Refused):
    """A pupil file that is refused whole.

    Args:
        code: "not-xml", "entities", "wrong-root", "too-large", "empty", "no-pupils" or
            "nothing-chosen".
        line: Line of the file where it was noticed, or 0.
    """

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(code, line)
        self.code = code
        self.line = line


class DirectoryRefused(Refused):
    """A directory file that is refused whole.

    Args:
        code: Why, as a short code that `wording` turns into a sentence.
        service: Number of the service in the file, from 1, or 0.
        part: "person" or "rule" where it is about one of these, or "".
        number: Number of the person or rule within the service, from 1, or 0.
        field: Name of the field, or "".
    """

    def __init__(
        self, code: str, service: int = 0, part: str = "", number: int = 0, field: str = ""
    ) -> None:
        super().__init__(code, service, part, number, field)
        self.code = code
        self.service = service
        self.part = part
        self.number = number
        self.field = field


class TablesRefused(Refused):
    """A file of tables that is refused whole, or a release that can't be made.

    Args:
        code: Why, as a short code that `wording` turns into a sentence.
        field: Name of the field, or "".
    """

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(code, field)
        self.code = code
        self.field = field


class SlipRefused(Refused):
    """A concern slip that is refused whole.

    Args:
        code: "too-large", "empty", "not-pdf", "encrypted", "unusual", "too-many-pages",
            "other-form", "newer" or "unfilled".
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class FormRefused(Refused):
    """A service's own form that can't be filled in here.

    Args:
        code: "too-large", "empty", "not-pdf", "encrypted", "not-allowed", "unusual",
            "too-many-pages", "too-many-fields", "xfa", "no-fields" or "filled-in".
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Unexpected(MhleadError):
    """A bug of ours, reduced to what may be shown and written down: never a value.

    Args:
        kind: Class name of the exception.
        place: File, line and function of the deepest frame in this program.
    """

    def __init__(self, kind: str, place: str) -> None:
        super().__init__(kind, place)
        self.kind = kind
        self.place = place


class Cancelled(MhleadError):
    """The person stopped a long piece of work; nothing of it was kept."""
