"""The 短码 is read as people type it and stands for the beginning of the hash."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refusal
from domain.short_code import beginning_of, short_code

HASH = "870b3384f62e90bff78588fb125d5736c67733fcd9b174b28d0151d5c43b4f3e"


def test_a_short_code_has_sixteen_symbols_in_four_groups() -> None:
    assert short_code(HASH) == "GW5K-717P-5T8B-ZXW5"


@pytest.mark.parametrize(
    "typed",
    [
        "GW5K-717P-5T8B-ZXW5",
        " gw5k 717p 5t8b zxw5 ",
        "GW5K7l7P5T8BZXW5",
        "gw5k-7i7p-5t8b-zxw5",
        "ＧＷ５Ｋ－７１７Ｐ－５Ｔ８Ｂ－ＺＸＷ５",
    ],
)
def test_it_is_read_however_people_type_it(typed: str) -> None:
    assert beginning_of(typed) == HASH[:20]


@given(st.binary(min_size=32, max_size=32))
def test_every_hash_begins_as_its_code_says(content: bytes) -> None:
    assert beginning_of(short_code(content.hex())) == content.hex()[:20]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "audit.code_length"),
        ("GW5K-717P-5T8B-ZXW", "audit.code_length"),
        ("GW5K-717P-5T8B-ZXW55", "audit.code_length"),
        ("GW5K-717P-5T8B-ZXWU", "audit.code_symbol"),
        ("GW5K-717P-5T8B-ZXW编", "audit.code_symbol"),
    ],
)
def test_what_no_code_is_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        beginning_of(typed)
    assert caught.value.code == code
