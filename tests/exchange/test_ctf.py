"""The sample Common Transfer File is read as expected, pupil by pupil."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from mhlead.domain.checks import check
from mhlead.domain.importing import PupilFile, PupilRow, Severity
from mhlead.domain.records import Pupil
from mhlead.exchange.ctf import CtfFiles
from mhlead.services.code_lists import code_lists

DATA = Path(__file__).parents[1] / "data"
TODAY = date(2026, 11, 23)
EXPECTED = json.loads((DATA / "expected_results.json").read_text(encoding="utf-8"))
NAME = "9194998_CTF_9194999_001.xml"


@pytest.fixture(scope="module")
def sample() -> PupilFile:
    return CtfFiles(code_lists(), lambda: TODAY).read(DATA / NAME)


@pytest.fixture
def row_of(tmp_path: Path) -> Callable[..., PupilRow]:
    """Reads one pupil written as the inside of a Pupil element."""

    def read(inside: str, **replaced: str) -> PupilRow:
        return rows_of(tmp_path, inside, **replaced)[0]

    return read


def rows_of(folder: Path, *insides: str, encoding: str = "utf-8", **replaced: str) -> Any:
    given = {"Surname": "Ito", "Forename": "Rin", "DOB": "2012-05-06", "UPN": "H919400012003"}
    pupils = ""
    for inside in insides:
        basics = "".join(
            f"<{name}>{escape(value)}</{name}>"
            for name, value in (given | replaced).items()
            if f"<{name}>" not in inside.split("<Contacts>")[0] and value
        )
        pupils += f"<Pupil>{basics}{inside}</Pupil>"
    path = folder / "pupils.xml"
    text = (
        f"<?xml version='1.0' encoding='{encoding}'?>"
        f"<CTfile><CTFpupilData>{pupils}</CTFpupilData></CTfile>"
    )
    path.write_bytes(text.encode(encoding))
    return CtfFiles(code_lists(), lambda: TODAY).read(path).rows


def codes(row: PupilRow) -> set[str]:
    return {issue.code for issue in row.issues}


def test_the_head_of_the_sample_is_read(sample: PupilFile) -> None:
    assert sample.file_format == "ctf"
    assert sample.version == "25.0"
    assert sample.made_at == datetime(2026, 9, 14, 8, 30)  # noqa: DTZ001  (as the file says it)
    assert (sample.school_from, sample.school_to) == ("919/4998", "919/4999")


def test_the_findings_of_the_sample_are_exactly_those_expected(sample: PupilFile) -> None:
    wanted = {
        (41 if i["code"].startswith("duplicate-upn") else i["pupil"], i["field"],
         i["code"].split(" ")[0], i["severity"])
        for i in EXPECTED["files"][NAME]["issues"]
    }  # fmt: skip
    found = {
        (row.row, issue.field, issue.code, issue.severity.value)
        for row in sample.rows
        for issue in row.issues
    }
    assert found == wanted
    counts = Counter(issue.severity.value for row in sample.rows for issue in row.issues)
    assert counts == EXPECTED["files"][NAME]["issue_counts"]


@pytest.mark.parametrize("person", EXPECTED["master"], ids=lambda person: str(person["no"]))
def test_a_pupil_of_the_sample_is_read_whole(sample: PupilFile, person: dict[str, Any]) -> None:
    row = sample.rows[person["no"] - 1]
    pupil = row.pupil
    assert pupil is not None
    assert row.is_usable
    assert (pupil.surname, pupil.forename) == (person["surname"], person["forename"])
    assert pupil.preferred_forename == (person["preferred_forename"] or "")
    assert pupil.born_on == date.fromisoformat(person["dob"])
    assert (pupil.upn, pupil.sex) == (person["upn"] or "", person["sex"])
    assert (pupil.year_group, pupil.ethnicity) == (person["year"], person["ethnicity"])
    assert pupil.first_language == person["language"]
    # Who never had support has no history in the file: that is not known, never "none".
    assert (pupil.sen_provision or "N") == person["sen_provision"]
    assert list(pupil.sen_needs) == person["sen_types"]
    assert bool(pupil.has_free_school_meals) == person["fsm_open"]
    assert bool(pupil.is_in_care) == person["looked_after"]


def test_every_row_of_the_sample_may_be_kept(sample: PupilFile) -> None:
    for row in sample.rows:
        assert row.pupil is not None
        check(row.pupil, TODAY)
        for contact in row.contacts:
            check(contact, TODAY)


def test_a_social_worker_with_responsibility_is_a_contact(sample: PupilFile) -> None:
    carer, worker = sample.rows[22].contacts
    assert (carer.relationship, carer.has_parental_responsibility) == ("FOM", False)
    assert (worker.relationship, worker.has_parental_responsibility) == ("SWR", True)
    assert (carer.priority, worker.priority) == (1, 2)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("Surname", "", "surname-missing"),
        ("Surname", "  \t ", "surname-missing"),
        ("Forename", "", "forename-missing"),
        ("DOB", "2013-02-30", "dob-impossible"),
        ("DOB", "06/05/2012", "dob-impossible"),
        ("DOB", "1912-05-06", "dob-impossible"),
        ("DOB", "2026-11-24", "dob-future"),
        ("Surname", "x" * 301, "too-long"),
    ],
)
def test_a_fault_in_who_it_is_keeps_the_row_out(
    row_of: Callable[..., PupilRow], name: str, value: str, code: str
) -> None:
    row = row_of("", **{name: value})
    assert (name, code, Severity.ERROR) in {(i.field, i.code, i.severity) for i in row.issues}
    assert row.pupil is None
    assert not row.is_usable


def test_a_missing_birth_date_is_doubtful_and_kept(row_of: Callable[..., PupilRow]) -> None:
    row = row_of("", DOB="")
    assert row.is_usable
    assert codes(row) == {"dob-missing"}


def test_born_today_is_not_the_future(row_of: Callable[..., PupilRow]) -> None:
    assert row_of("", DOB="2026-11-23").is_usable


def test_a_row_without_a_name_is_named_by_its_number(row_of: Callable[..., PupilRow]) -> None:
    assert row_of("", Surname="", Forename="").label == "1"


def test_older_files_say_gender_for_sex(row_of: Callable[..., PupilRow]) -> None:
    row = row_of("<Gender>F</Gender>")
    assert row.pupil is not None
    assert row.pupil.sex == "F"
    assert not row.issues


def test_unknown_codes_are_kept_with_a_warning(row_of: Callable[..., PupilRow]) -> None:
    row = row_of(
        "<Sex>Q</Sex><BasicDetails><NCyearActual>77</NCyearActual><Ethnicity>ZZZZ</Ethnicity>"
        "<Languages><Type><LanguageType>F</LanguageType><Language>QQQ</Language></Type></Languages>"
        "</BasicDetails><SENneeds><SENneed><SENtype>WHAT</SENtype></SENneed></SENneeds>"
    )
    assert row.pupil is not None
    assert (row.pupil.sex, row.pupil.year_group, row.pupil.ethnicity) == ("Q", "77", "ZZZZ")
    assert (row.pupil.first_language, row.pupil.sen_needs) == ("QQQ", ("WHAT",))
    doubted = {i.field for i in row.issues if i.severity is Severity.WARNING}
    assert doubted == {"Sex", "NCyearActual", "Ethnicity", "Language", "SENtype"}


def test_a_withdrawn_sen_code_becomes_the_one_of_today(row_of: Callable[..., PupilRow]) -> None:
    row = row_of("<SENhistory><SEN><SENprovision>A</SENprovision></SEN></SENhistory>")
    assert row.pupil is not None
    assert row.pupil.sen_provision == "K"
    assert codes(row) == {"code-retired"}


def test_the_latest_sen_provision_counts_whatever_the_order(
    row_of: Callable[..., PupilRow],
) -> None:
    row = row_of(
        "<SENhistory>"
        "<SEN><StartDate>2025-01-06</StartDate><SENprovision>E</SENprovision></SEN>"
        "<SEN><StartDate>2021-09-06</StartDate><SENprovision>K</SENprovision></SEN>"
        "</SENhistory>"
    )
    assert row.pupil is not None
    assert row.pupil.sen_provision == "E"


@pytest.mark.parametrize(
    ("period", "eligible"),
    [
        ("<FSMstartDate>2024-09-02</FSMstartDate>", True),
        (
            "<FSMstartDate>2024-09-02</FSMstartDate><FSMendDate>2026-11-22</FSMendDate>",
            False,
        ),
        ("<FSMstartDate>2024-09-02</FSMstartDate><FSMendDate>2026-11-23</FSMendDate>", True),
        ("<FSMstartDate>2026-11-24</FSMstartDate>", False),
    ],
)
def test_free_school_meals_are_those_of_today(
    row_of: Callable[..., PupilRow], period: str, eligible: bool
) -> None:
    row = row_of(f"<FSMhistory><FSMinstance>{period}</FSMinstance></FSMhistory>")
    assert row.pupil is not None
    assert row.pupil.has_free_school_meals is eligible


def test_what_the_file_does_not_say_is_not_known(row_of: Callable[..., PupilRow]) -> None:
    pupil = row_of("").pupil
    assert pupil is not None
    assert pupil.has_free_school_meals is None
    assert pupil.is_in_care is None
    assert pupil.is_service_child is None


def test_both_forms_of_an_address_give_lines(row_of: Callable[..., PupilRow]) -> None:
    standard = row_of(
        "<Address><BS7666Address><SAON>Flat 2</SAON><PAON>12a</PAON><Street>Mill Rise</Street>"
        "<Town>Fernbrook</Town><PostTown>Fernbrook</PostTown></BS7666Address>"
        "<PostCode>sg981ab</PostCode></Address>"
    ).pupil
    free = row_of(
        "<Address><AddressLines><AddressLine1>The Old Mill</AddressLine1>"
        "<AddressLine4>Fernbrook</AddressLine4></AddressLines><County>Herts</County></Address>"
    ).pupil
    assert standard is not None
    assert free is not None
    assert standard.address == ("Flat 2", "12a Mill Rise", "Fernbrook")
    assert standard.postcode == "SG98 1AB"
    assert free.address == ("The Old Mill", "Fernbrook", "Herts")


def test_a_contact_with_one_name_is_kept_and_one_without_is_told_of(
    row_of: Callable[..., PupilRow],
) -> None:
    row = row_of(
        "<Contacts><Contact><Order>2</Order><Forename>Suharto</Forename></Contact>"
        "<Contact><Order>1</Order><Relationship>PAM</Relationship></Contact></Contacts>"
    )
    assert [c.surname for c in row.contacts] == ["Suharto"]
    assert codes(row) == {"contact-surname-missing", "contact-name-missing"}


def test_a_number_that_finds_no_place_is_told_of(row_of: Callable[..., PupilRow]) -> None:
    phones = "".join(
        f"<Phone><TelephoneType>{kind}</TelephoneType><PhoneNo>01632 96000{n}</PhoneNo></Phone>"
        for n, kind in enumerate("WHM")
    )
    row = row_of(f"<Phones>{phones}</Phones>")
    assert row.pupil is not None
    assert row.pupil.telephone == "01632 960001"
    assert row.pupil.mobile == "01632 960002"
    assert codes(row) == {"phone-not-taken"}


def test_the_same_pupil_twice_is_marked_on_the_later_row(tmp_path: Path) -> None:
    rows = rows_of(
        tmp_path,
        "<Surname>Ní Bhriain</Surname><UPN></UPN>",
        "<Surname>NI BHRIAIN</Surname><UPN></UPN>",
        "<Surname>Ní Bhriain</Surname><UPN></UPN><DOB>2012-05-07</DOB>",
    )
    assert "same-pupil-twice" not in codes(rows[0])
    assert "same-pupil-twice" in codes(rows[1])
    assert "same-pupil-twice" not in codes(rows[2])


def test_two_people_with_one_upn_are_told_of(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, "", "<Surname>Another</Surname>")
    assert codes(rows[1]) == {"duplicate-upn"}


def test_a_refused_row_never_stops_a_good_one(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, "<DOB>2013-13-13</DOB>", "<UPN>X845212818005</UPN>")
    assert [row.is_usable for row in rows] == [False, True]
    assert [row.row for row in rows] == [1, 2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_other_encodings_give_the_same_name(tmp_path: Path, encoding: str) -> None:
    row = rows_of(tmp_path, "<Surname>Zoë Müller</Surname>", encoding=encoding)[0]
    assert row.pupil == Pupil(
        id="",
        surname="Zoë Müller",
        forename="Rin",
        born_on=date(2012, 5, 6),
        upn="H919400012003",
    )


def test_comments_instructions_and_blanks_leave_no_trace(row_of: Callable[..., PupilRow]) -> None:
    row = row_of("<Surname> O<!-- x -->'Ne<?y z?>il<![CDATA[l &]]>\n son\x7f</Surname>")
    assert row.pupil is not None
    assert row.pupil.surname == "O'Neill & son"


def test_a_namespace_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "pupils.xml"
    path.write_text(
        '<c:CTfile xmlns:c="urn:x"><c:CTFpupilData><c:Pupil><c:Surname>Ito</c:Surname>'
        "<c:Forename>Rin</c:Forename></c:Pupil></c:CTFpupilData></c:CTfile>",
        encoding="utf-8",
    )
    (row,) = CtfFiles(code_lists(), lambda: TODAY).read(path).rows
    assert row.label == "Rin Ito"


def test_marks_that_turn_text_round_are_dropped_and_joiners_stay(
    row_of: Callable[..., PupilRow],
) -> None:
    row = row_of("<Surname>\u202eAlireza\u2069 नि\u200cशा</Surname>")
    assert row.pupil is not None
    assert row.pupil.surname == "Alireza नि\u200cशा"
