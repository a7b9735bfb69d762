"""The settings of the school itself: everything its letters say of it."""

from __future__ import annotations

from collections.abc import Callable

from mhlead.domain.changes import Changes
from mhlead.domain.codes import Establishment, MhstStatus, Phase
from mhlead.domain.identifiers import Checked, UpnAuthorities, check_laestab, check_urn
from mhlead.domain.records import SchoolProfile
from mhlead.domain.records.school import SCHOOL_ID
from mhlead.services.code_lists import code_list
from mhlead.ui.fields import LineField, LinesField, NumberField
from mhlead.ui.options import (
    PostcodeField,
    any_day,
    email_field,
    enum_field,
    telephone_field,
)
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.settings_parts import SettingsTools
from mhlead.ui.picture_field import KINDS, PictureField
from mhlead.ui.record_form import RecordForm
from mhlead.ui.yes_no import YesField
from mhlead.wording import issue_words

_ROLL = (
    "Off is right for most schools. On, an import also keeps the name, birth date, UPN and form of "
    "every pupil in the file, so that a pupil is found before anybody is concerned about them and "
    "two pupils of one name are noticed. Nothing is ever reported from it."
)


Kept = tuple[SchoolProfile, Changes]


def school_page(school: SchoolProfile | None, tools: SettingsTools) -> FormPage[Kept]:
    """A page with the form over the school."""
    form = school_form(school or SchoolProfile(SCHOOL_ID, ""), tools)

    def submit() -> Callable[[], Kept]:
        record = form.value()
        return lambda: tools.work.save_school(record)

    def saved(answer: Kept) -> None:
        tools.changed(answer[1])
        if answer[1].touched and school is not None:
            tools.offer_undo("The school was changed.", lambda: _take_back(tools))

    return FormPage(
        "The school",
        form,
        under="What letters say of it, and what rules go by.",
        tasks=tools.tasks,
        submit=submit,
        submitted=saved,
        action="&Save the school",
    )


def _take_back(tools: SettingsTools) -> None:
    tools.tasks.start(
        tools.tasks,
        lambda _: tools.work.bring_back(SchoolProfile, SCHOOL_ID),
        done=lambda answer: tools.changed(answer[1]),
        failed=lambda _: None,
    )


def school_form(school: SchoolProfile, tools: SettingsTools) -> RecordForm[SchoolProfile]:
    """A form over every field of the profile."""
    form = RecordForm(school)
    form.add_heading("On letters")
    form.bind("name", LineField(), label="&Name of the school", required=True)
    form.bind("address", LinesField(), label="&Address")
    form.bind("postcode", PostcodeField(), label="&Postcode")
    form.bind("telephone", telephone_field(), label="&Telephone")
    form.bind("email", email_field(), label="&E-mail")
    logo = PictureField(tools.tasks, tools.work.shown_picture, "logo")
    form.bind("logo", logo, label="&Logo", help_text=KINDS)
    form.bind(
        "reference_prefix",
        LineField(is_short=True, longest=8),
        label="&Reference begins with",
        help_text="Such as FBA: letters are then FBA/26/0001. Never anything about a pupil.",
    )
    form.add_heading("What kind of school")
    form.bind("phase", enum_field(Phase), label="P&hase")
    form.bind(
        "establishment",
        enum_field(Establishment),
        label="T&ype",
        help_text="It matters because parents of a maintained or a special school may see the "
        "school’s record within 15 school days; an academy or an independent school has no equal "
        "duty.",
    )
    form.bind("pupils_on_roll", NumberField(1, 20_000), label="Pupils &on roll")
    form.bind("urn", LineField(check=_urn_remark, is_short=True, longest=6), label="&URN")
    form.bind(
        "laestab",
        LineField(check=_laestab_remark, is_short=True, longest=8),
        label="LAESTA&B",
        help_text="Authority and establishment number, such as 919/4999.",
    )
    form.add_heading("Who works with it")
    form.bind("mhst", enum_field(MhstStatus), label="Mental health support team (&MHST)")
    form.bind("mhst_on", any_day(tools.today), label="Since, or planned &for")
    form.bind("commissioner", LineField(), label="&Commissioner", help_text="The local NHS board.")
    form.add_heading("The whole roll")
    form.bind(
        "keeps_roll_index",
        YesField("Keep a thin index of the whole roll"),
        label="&Index of the roll",
        help_text=_ROLL,
    )
    return form


def _remark(checked: Checked) -> str:
    told = "; ".join(issue_words(issue.code) for issue in checked.issues)
    return "" if checked.is_sound else f"Please check this: it {told}."


def _urn_remark(typed: str) -> str:
    return _remark(check_urn(typed))


def _laestab_remark(typed: str) -> str:
    open_now, once = code_list("local-authority"), code_list("upn-authority")
    authorities = UpnAuthorities(
        frozenset(entry.code for entry in open_now.entries),
        frozenset(entry.code for entry in once.entries),
    )
    return _remark(check_laestab(typed, authorities))
