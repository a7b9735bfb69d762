from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mhlead.domain.errors import RecoveryKeyMistyped
from mhlead.vault.recovery import ALPHABET, new_recovery_key, printed, secret_of, wrong_groups

COUNTED = bytes(range(20))
COUNTED_PRINTED = "1 000GF 40R4R 0M30A E2090 185G2 R38E2 1W81K 24GKN"
ZEROS_PRINTED = "1 00002 00004 00008 0000G 00005 0000A 0000M 0000D"


def test_the_printed_form_is_for_ever():
    assert printed(bytes(20)) == ZEROS_PRINTED
    assert printed(COUNTED) == COUNTED_PRINTED
    assert ALPHABET == "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(st.binary(min_size=20, max_size=20))
def test_every_key_typed_back_is_the_key(secret: bytes):
    assert secret_of(printed(secret)) == secret


def test_spaces_dashes_case_and_look_alike_letters_do_not_matter():
    typed = COUNTED_PRINTED.replace("0", "o").replace("1", "l").replace(" ", " \u2013 ").lower()
    assert secret_of(typed) == COUNTED


def test_every_single_wrong_symbol_is_caught_and_its_group_named():
    tried = 0
    for place, symbol in enumerate(COUNTED_PRINTED):
        if symbol == " " or place == 0:
            continue
        for other in ALPHABET + "U":
            if other == symbol:
                continue
            typed = COUNTED_PRINTED[:place] + other + COUNTED_PRINTED[place + 1 :]
            with pytest.raises(RecoveryKeyMistyped) as caught:
                secret_of(typed)
            assert caught.value.group == (place - 2) // 6 + 1
            tried += 1
    assert tried == 40 * 32


def test_exchanged_symbols_and_exchanged_groups_are_caught():
    groups = new_recovery_key().split(" ")
    for first, second in itertools.combinations(range(1, 9), 2):
        swapped = list(groups)
        swapped[first], swapped[second] = swapped[second], swapped[first]
        assert wrong_groups(" ".join(swapped)) == (first, second)
    for first, second in itertools.combinations(range(5), 2):
        symbols = list(groups[3])
        if symbols[first] != symbols[second]:
            symbols[first], symbols[second] = symbols[second], symbols[first]
            assert wrong_groups(" ".join([*groups[:3], "".join(symbols)])) == (3,)


@pytest.mark.parametrize(
    "typed",
    ["", "1", COUNTED_PRINTED[:-1], COUNTED_PRINTED + "0", "2" + COUNTED_PRINTED[1:]],
)
def test_a_wrong_length_or_version_is_group_nought(typed: str):
    with pytest.raises(RecoveryKeyMistyped) as caught:
        secret_of(typed)
    assert caught.value.group == 0


def test_a_key_is_checked_group_by_group_while_it_is_typed():
    assert wrong_groups(COUNTED_PRINTED[:9]) == ()
    assert wrong_groups(COUNTED_PRINTED[:6] + "Z" + COUNTED_PRINTED[7:11]) == (1,)
