"""Identifiers against published examples and property tests: nothing typed is ever lost."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mhlead.domain.identifiers import (
    Checked,
    UpnAuthorities,
    check_email,
    check_laestab,
    check_nhs_number,
    check_ods,
    check_postcode,
    check_telephone,
    check_uln,
    check_upn,
    check_urn,
    shown_nhs_number,
)
from mhlead.domain.importing import Severity
from mhlead.services.code_lists import code_list

FILE = Path(__file__).parents[1] / "data" / "identifier_vectors.csv"
VECTORS = list(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()))
AUTHORITIES = UpnAuthorities(
    frozenset(e.code for e in code_list("local-authority").entries),
    frozenset(e.code for e in code_list("upn-authority").entries),
)
CHECKS = {
    "nhs_number": check_nhs_number,
    "upn": lambda typed: check_upn(typed, AUTHORITIES),
    "uln": check_uln,
    "urn": check_urn,
    "laestab": lambda typed: check_laestab(typed, AUTHORITIES),
    "ods": check_ods,
    "postcode": check_postcode,
    "phone": check_telephone,
    "email": check_email,
}
CODES = {
    ("nhs_number", "bad-check-digit"): "nhs-number-check-digit",
    ("nhs_number", "bad-format"): "nhs-number-format",
    ("nhs_number", "reject-business-rule"): "nhs-number-repeated",
    ("upn", "bad-check-letter"): "upn-check-letter",
    ("upn", "bad-format"): "upn-format",
    ("upn", "bad-la"): "upn-authority",
    ("upn", "valid-temporary"): "upn-temporary",
    ("uln", "invalid"): "uln-check-digit",
    ("urn", "bad-format"): "urn-format",
    ("laestab", "bad-la"): "laestab-authority",
    ("laestab", "bad-format"): "laestab-format",
    ("laestab", "valid-unknown-school"): "laestab-unknown-school",
    ("ods", "bad-format"): "ods-format",
    ("postcode", "bad-format"): "postcode-format",
    ("postcode", "valid-pseudo"): "postcode-pseudo",
    ("phone", "bad-format"): "phone-format",
    ("phone", "valid-with-extra-text"): "phone-trailing-text",
    ("email", "invalid"): "email-invalid",
    ("email", "valid-smtputf8"): "email-not-ascii",
    ("email", "split"): "email-two-addresses",
}
"""The finding that each expectation stands for; every other expectation means "sound"."""


def test_all_eighty_nine_examples_are_here() -> None:
    assert len(VECTORS) == 89


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: f"{v['identifier']}:{v['value']}")
def test_a_published_example_is_judged_as_published(vector: dict[str, str]) -> None:
    found: Checked = CHECKS[vector["identifier"]](vector["value"])
    codes = {issue.code for issue in found.issues}
    wanted = CODES.get((vector["identifier"], vector["expected"]))
    if wanted is not None:
        assert wanted in codes
    else:
        assert found.is_sound, codes
    expects_fault = vector["expected"].startswith(("bad", "invalid", "reject"))
    assert found.is_sound != (expects_fault or vector["expected"] == "valid-smtputf8")


@pytest.mark.parametrize("name", CHECKS)
@given(typed=st.text(max_size=40))
def test_nothing_typed_is_ever_refused_or_lost(name: str, typed: str) -> None:
    found: Checked = CHECKS[name](typed)
    kept = {c for c in found.value.casefold() if c.isalnum()}
    if typed.strip() and name not in {"phone", "email"}:
        assert {c for c in typed.casefold() if c.isalnum() and c.isascii()} <= kept
    assert bool(found.value) == bool(typed.strip())
    assert all(issue.severity is not Severity.ERROR for issue in found.issues)
    assert all(typed.strip() != issue.code for issue in found.issues)


@pytest.mark.parametrize("name", CHECKS)
@given(typed=st.text(alphabet="0123456789 +-()/abcxZUK@.;", max_size=24))
def test_checking_what_was_kept_keeps_the_same(name: str, typed: str) -> None:
    once = CHECKS[name](typed).value
    assert CHECKS[name](once).value == once


@given(st.integers(0, 10**9 - 1))
def test_exactly_one_last_digit_or_none_makes_an_nhs_number(stem: int) -> None:
    sound = [d for d in range(10) if check_nhs_number(f"{stem:09}{d}").is_sound]
    assert len(sound) <= 1


@given(st.integers(0, 10**7 - 1), st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_of_a_upn_is_noticed(serial: int, place: int, shift: int) -> None:
    body = f"919{serial:07}01"
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    letter = next(c for c in letters if check_upn(c + body, AUTHORITIES).is_sound)
    wrong = f"{body[:place]}{(int(body[place]) + shift) % 10}{body[place + 1 :]}"
    codes = {i.code for i in check_upn(letter + wrong, AUTHORITIES).issues}
    assert "upn-check-letter" in codes


def test_a_pseudo_authority_is_named_and_not_doubted() -> None:
    found = check_upn("B671200115009", AUTHORITIES)
    assert [(i.code, i.severity) for i in found.issues] == [("upn-pseudo-la-671", Severity.INFO)]


def test_a_upn_of_a_new_authority_is_sound() -> None:
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    assert any(not check_upn(f"{c}942400012003", AUTHORITIES).issues for c in letters)


def test_words_behind_a_number_are_kept_and_cut_before_it_is_read() -> None:
    found = check_telephone("07700900123 (mum)")
    assert found.value == "07700900123 (mum)"
    assert found.e164 == "+447700900123"
    assert found.remark == "(mum)"


def test_a_lost_zero_is_given_back() -> None:
    found = check_telephone("7700900123")
    assert found.value == "07700 900123"
    assert [i.code for i in found.issues] == ["phone-leading-zero-lost"]


def test_a_code_in_brackets_belongs_to_the_number() -> None:
    found = check_telephone("(01632) 960001")
    assert found.e164 == "+441632960001"
    assert not found.issues


def test_an_extension_is_kept_behind_the_number() -> None:
    found = check_telephone("01632 960001 ext 12")
    assert found.value == "01632 960001 ext 12"
    assert found.e164 == "+441632960001"


def test_a_number_abroad_keeps_its_country() -> None:
    assert check_telephone("0048 22 123 45 67").value == "+48 22 123 45 67"


def test_two_addresses_are_both_kept() -> None:
    found = check_email("mum@example.com, dad@example.com")
    assert found.addresses == ("mum@example.com", "dad@example.com")
    assert found.value == "mum@example.com; dad@example.com"


def test_an_nhs_number_is_shown_in_three_groups() -> None:
    assert shown_nhs_number("9990000018") == "999 000 0018"
    assert shown_nhs_number("999") == "999"


def test_checking_an_address_never_loads_the_name_look_up() -> None:
    code = (
        "import sys; from mhlead.domain.identifiers import check_email; "
        "check_email('a@example.org'); "
        "print([m for m in sys.modules if m.split('.')[0] == 'dns'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
