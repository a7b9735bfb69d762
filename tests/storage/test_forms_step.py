"""The sixth step of the schema: services' forms, signatures, envelopes; what stood there stays."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mhlead.domain.audit import Action
from mhlead.domain.codes import ServiceKind
from mhlead.domain.errors import NotAllowed
from mhlead.domain.records import (
    FormPlaces,
    Note,
    SchoolProfile,
    Service,
    ServiceForm,
    StaffMember,
)
from mhlead.storage import upgrade
from mhlead.storage.engine import lone_engine, writing

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = date(2026, 11, 23)
FORM = ServiceForm("form", "service", "Referral form 7", b"%PDF-1.7 \x00\xff", "ab" * 32, DAY)
PLACES = FormPlaces("places", "form", "ab" * 32, DAY, ("YP.Name", "Größe·名"), ("surname", "sex"))
NEW_COLUMNS = {
    "school_versions": (
        *("window_left_mm", "window_bottom_mm", "window_width_mm", "window_height_mm"),
    ),
    "staff_member_versions": ("signature",),
}
NEW_TABLES = ("form_places_versions", "form_places", "service_form_versions", "service_forms")


def kept(store, *records) -> None:
    with store.begin("lead") as work:
        for record in records:
            work.add(record)
        work.log(Action.DIRECTORY_CHANGED, None, {"kind": "ServiceForm"})
        work.commit()


def test_a_store_of_the_fifth_step_keeps_its_notes_school_and_staff(filled):
    with filled.begin(write=False) as work:
        before = work.find(StaffMember), work.find(SchoolProfile)
    engine = lone_engine(filled._keyed, has_foreign_keys=False)
    with writing(engine) as connection:
        for table in NEW_TABLES:
            connection.exec_driver_sql(f"DROP TABLE {table}")
        for table, columns in NEW_COLUMNS.items():
            for column in columns:
                connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0005'")
        connection.commit()
    engine.dispose()
    assert upgrade.bring_up_to_date(filled._keyed, filled._seal, NOW) is not None
    with filled.begin(write=False) as work:
        assert (work.find(StaffMember), work.find(SchoolProfile)) == before
        assert [note.text for note in work.find(Note)] == ["Sat alone at lunch all week."]
    assert filled.verify().faults == ()


def test_a_form_is_kept_with_its_service_and_what_goes_where_with_the_form(filled):
    with pytest.raises(NotAllowed):
        kept(filled, FORM)  # there is no such service
    kept(filled, Service("service", ServiceKind.CAMHS_TEAM, "CAMHS"), FORM, PLACES)
    with filled.begin(write=False) as work:
        assert work.get(ServiceForm, "form") == FORM
        assert work.find(FormPlaces, service_form_id="form") == [PLACES]
    assert filled.verify().faults == ()
