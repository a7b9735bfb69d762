"""The pupil's own details, section by section."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from mhlead.domain.identifiers import shown_nhs_number
from mhlead.domain.records import Pupil
from mhlead.services.code_lists import label as code_label
from mhlead.ui.day_text import day_short
from mhlead.ui.forms.pupil_forms import PUPIL_SECTIONS
from mhlead.ui.layouts import clear, column
from mhlead.ui.pages.facts import Fact, FactsCard, yes_no
from mhlead.ui.surfaces import Scrolled
from mhlead.wording import words


def details_of(pupil: Pupil) -> dict[str, list[Fact]]:
    """Facts of each section, in words."""
    return {
        "who": [
            ("First name", pupil.forename),
            ("Middle names", pupil.middle_names),
            ("Surname", pupil.surname),
            ("Called", " ".join((pupil.preferred_forename, pupil.preferred_surname)).strip()),
            ("Former surname", pupil.former_surname),
            ("Date of birth", day_short(pupil.born_on)),
            ("Pronouns", pupil.pronouns),
            ("Sex, as registered", code_label("sex", pupil.sex)),
            ("Gender", pupil.gender),
            ("Ethnicity", code_label("ethnicity", pupil.ethnicity)),
            ("Religion", pupil.religion),
            ("Nationality", pupil.nationality),
        ],
        "school": [
            ("Year group", code_label("year-group", pupil.year_group)),
            ("Form", pupil.form),
            ("NHS number", shown_nhs_number(pupil.nhs_number)),
            ("UPN", pupil.upn),
            ("Last day on roll", day_short(pupil.left_on)),
        ],
        "needs": [
            ("First language", code_label("language", pupil.first_language)),
            ("Language at home", code_label("language", pupil.home_language)),
            ("Interpreter needed", yes_no(pupil.needs_interpreter)),
            ("Communication needs", pupil.communication_needs),
            ("Access needs", pupil.access_needs),
            ("SEN provision", code_label("sen-provision", pupil.sen_provision)),
            ("SEN needs", ", ".join(code_label("sen-type", one) for one in pupil.sen_needs)),
        ],
        "care": [
            ("In care", yes_no(pupil.is_in_care)),
            ("Authority in charge", pupil.care_authority),
            ("Legal status", pupil.legal_status),
            ("Plan", words(pupil.social_care_plan) if pupil.social_care_plan else ""),
            ("Young carer", code_label("young-carer", pupil.young_carer)),
            ("Child of service personnel", yes_no(pupil.is_service_child)),
            ("Free school meals", yes_no(pupil.has_free_school_meals)),
        ],
        "reach": [
            ("Address", "\n".join((*pupil.address, pupil.postcode)).strip()),
            ("Telephone at home", pupil.telephone),
            ("Own mobile", pupil.mobile),
            ("E-mail", pupil.email),
            ("Agreed to e-mail", yes_no(pupil.may_be_emailed)),
        ],
    }


class DetailsTab(Scrolled):
    """One card a section, each with its own short form."""

    def __init__(self, *, change: Callable[[str], None]) -> None:
        """Builds an empty tab.

        Args:
            change: Opens the form of a section by its key.
        """
        super().__init__()
        self._change = change
        self._cards = column(gap="gap")
        self.body.addLayout(self._cards)
        self.body.addStretch()

    def show_pupil(self, pupil: Pupil) -> None:
        """Shows what is known."""
        clear(self._cards)
        for key, facts in details_of(pupil).items():
            self._cards.addWidget(FactsCard(PUPIL_SECTIONS[key], facts, partial(self._change, key)))
