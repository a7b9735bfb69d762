"""The forms of a pooling round: the school's key, its counts, and the roster."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from mhlead.domain.changes import Changes
from mhlead.domain.errors import FieldRefused
from mhlead.domain.pooling import LEAST_SCHOOLS, MOST_SCHOOLS
from mhlead.domain.release.table_sets import COUNTED_ALONE, Stream
from mhlead.services.pooling_area import Seen
from mhlead.services.pooling_folder import RoundFolder, RoundOrder
from mhlead.services.pooling_school import OwnRounds
from mhlead.ui.fields import ChoiceField, DayField, LineField, NumberField
from mhlead.ui.form import Form
from mhlead.ui.labels import paragraph
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.pool_work import PoolWork
from mhlead.ui.pages.settings_parts import SettingsTools
from mhlead.wording.pool_words import RING, counted_words, seen_words
from mhlead.wording.summary_words import STREAM_WORDS

Wrote = Callable[[tuple[str, Changes]], None]


def key_page(
    rounds: OwnRounds, folder: Path, tools: SettingsTools, work: PoolWork, wrote: Wrote
) -> FormPage[tuple[str, Changes]]:
    """Which school, and which round."""
    form = Form()
    school, name = LineField(), LineField()
    form.add_row(
        "Our school’s co&de",
        school,
        required=True,
        help_text="Such as its URN.",
    )
    form.add_row(
        "Name of the &round",
        name,
        required=True,
        help_text="As whoever adds up named it: small letters, digits and “-”.",
    )
    school.set_value(rounds.school)

    def submit() -> Callable[[], tuple[str, Changes]]:
        code, round_id = school.value().strip().upper(), name.value().strip().lower()
        return lambda: work.key(folder, code, round_id)

    return FormPage(
        "Our key for a round",
        form,
        under="A public key goes into the file; the secret one stays in this store.",
        tasks=tools.tasks,
        submit=submit,
        submitted=wrote,
        action="&Make the key",
        icon_name="key-round",
    )


def contribution_page(
    seen: Seen, folder: Path, tools: SettingsTools, work: PoolWork, wrote: Wrote
) -> FormPage[tuple[str, Changes]]:
    """What the roster says, and what another school read out of theirs."""
    form = Form()
    heard, rang = LineField(), LineField()
    form.add_row(
        "&Fingerprint, as heard", heard, required=True, help_text="Every group, as they read it."
    )
    form.add_row(
        "Schools you ra&ng",
        rang,
        required=True,
        help_text="At least two codes from the roster, with a space between them.",
    )

    def submit() -> Callable[[], tuple[str, Changes]]:
        told, codes = heard.value(), re.split(r"[\s,;]+", rang.value().strip().upper())
        return lambda: work.contribute(folder, told, [code for code in codes if code])

    page = FormPage(
        "Our counts under masks",
        form,
        under=RING,
        tasks=tools.tasks,
        submit=submit,
        submitted=wrote,
        action="&Give our counts",
        icon_name="send",
    )
    page.add_above(paragraph(seen_words(seen)))
    return page


def roster_page(
    there: RoundFolder, tools: SettingsTools, work: PoolWork, said: Callable[[str], None]
) -> FormPage[str]:
    """What the round counts, and from when to when."""
    form = Form()
    stream = ChoiceField([(int(one), STREAM_WORDS[one]) for one in COUNTED_ALONE])
    first, last = DayField(tools.today), DayField(tools.today)
    least = NumberField(LEAST_SCHOOLS, MOST_SCHOOLS)
    form.add_row("&What is counted", stream, required=True)
    form.add_row("&First day", first, required=True)
    form.add_row("&Last day", last, required=True)
    form.add_row(
        "Schools at &least", least, required=True, help_text="With fewer nothing is ever opened."
    )
    stream.set_value(int(Stream.DEMAND))
    least.set_value(max(LEAST_SCHOOLS, len(there.keys) // 2 + 1))

    def submit() -> Callable[[], str]:
        chosen, from_on, to_on, few = stream.value(), first.value(), last.value(), least.value()
        if chosen is None or from_on is None or to_on is None or few is None:
            raise FieldRefused("roster", "required")
        order = RoundOrder(Stream(chosen), from_on, to_on, few)
        return lambda: work.roster(there.folder, order)

    def done(name: str) -> None:
        said(f"Wrote {name}. Please send it to every school whose key is in it.")

    return FormPage(
        "The roster of a round",
        form,
        under=counted_words(len(there.keys)),
        tasks=tools.tasks,
        submit=submit,
        submitted=done,
        action="Make the &roster",
        icon_name="users",
    )
