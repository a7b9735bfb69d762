"""Tables of the copies of a store: which one may be written to, and edits made in another."""

from __future__ import annotations

from mhlead.domain.codes import EditState
from mhlead.domain.records import Baton, OtherEdit, Record
from mhlead.storage.tables.column import choice, instant, link, words
from mhlead.storage.tables.keeping import KeptIn, live

COPY_TABLES: dict[type[Record], KeptIn] = {
    Baton: live("batons", words("copy_id"), words("with_whom"), instant("since"), words("pass_id")),
    OtherEdit: live(
        "other_edits",
        words("kind"),
        words("record_id"),
        words("subject"),
        link("pupil_id", "pupils.id", is_optional=True),
        instant("written_at"),
        words("written_by"),
        words("content"),
        choice("state", EditState),
        words("reason"),
        instant("settled_at", is_optional=True),
    ),
}
