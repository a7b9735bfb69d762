"""What goes where in a service's own form: each of its fields with the fact that is put there."""

from __future__ import annotations

from collections.abc import Callable

from mhlead.domain.changes import Changes
from mhlead.domain.records import FormPlaces
from mhlead.services.service_forms import OwnFormView, places_for
from mhlead.ui.fields import ChoiceField
from mhlead.ui.form import Form
from mhlead.ui.pages.form_page import FormPage
from mhlead.ui.pages.own_form_work import OwnFormWork
from mhlead.ui.tasks import TaskRunner
from mhlead.wording.form_words import NOTHING, field_about, form_fact_words

Confirmed = tuple[FormPlaces, Changes]
_UNDER = (
    "{name}. Suggested from the words of the form: please look through it once. It is remembered "
    "for this form, and no pupil is named here. What stays with you is listed on every letter."
)


class PlacesForm(Form):
    """A row for each field of the form that takes something, page by page."""

    def __init__(self, view: OwnFormView) -> None:
        super().__init__()
        self._fields: dict[str, ChoiceField[str]] = {}
        page = 0
        for field in view.blank.fields:
            names = places_for(field)
            if not names:
                continue
            if field.page != page:
                page = field.page
                self.add_heading(f"Page {page}")
            options = [("", NOTHING), *((name, form_fact_words(name)) for name in names)]
            choice: ChoiceField[str] = ChoiceField(options)
            choice.set_value(view.places.get(field.name, ""))
            name = field.label.replace("&", "and")  # the sign would mark a key
            self.add_row(name, choice, help_text=field_about(field))
            self._fields[field.name] = choice

    def value(self) -> dict[str, str]:
        """By a field's name the fact that goes there; what is left to a person is not named."""
        chosen = {name: field.value() for name, field in self._fields.items()}
        return {name: fact for name, fact in chosen.items() if fact}


def places_page(
    view: OwnFormView,
    *,
    tasks: TaskRunner,
    work: OwnFormWork,
    confirmed: Callable[[Confirmed], None],
    subject: str = "",
) -> FormPage[Confirmed]:
    """The page on which the lead says what goes where.

    Args:
        view: The form as it is kept.
        tasks: Runs the keeping.
        work: What can be done with forms.
        confirmed: Gets what was kept.
        subject: The pupil's name for the window's title, where it is opened from a letter.
    """
    form = PlacesForm(view)

    def submit() -> Callable[[], Confirmed]:
        places = form.value()
        return lambda: work.confirm(view.form, places)

    return FormPage(
        "What goes where",
        form,
        tasks=tasks,
        submit=submit,
        submitted=confirmed,
        subject=subject,
        under=_UNDER.format(name=view.form.name),
        action="&That is right",
        icon_name="check",
    )
