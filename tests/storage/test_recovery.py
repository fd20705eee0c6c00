"""The recovery code as paper and fingers treat it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refusal
from storage.recovery import decode, encode, lines_of

SECRETS = st.binary(min_size=32, max_size=32)
CODE = encode(bytes(range(32)))


def refusal_of(text: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        decode(text)
    return caught.value


@given(SECRETS)
def test_every_secret_comes_back(secret: bytes) -> None:
    assert decode(encode(secret)) == secret


def test_the_sheet_has_four_lines_of_groups_of_four() -> None:
    lines = lines_of(CODE)
    assert [line.count("-") for line in lines] == [4, 3, 3, 3]
    assert all(len(group) == 4 for line in lines for group in line.split("-")[:-1])


@given(SECRETS)
def test_typing_may_be_careless_about_case_spaces_and_look_alikes(secret: bytes) -> None:
    code = encode(secret)
    careless = code.lower().replace("0", "o").replace("1", "l").replace("-", "  ")
    assert decode(careless) == secret
    assert decode("\n".join(lines_of(code)).replace("1", "I")) == secret


def test_full_width_signs_of_an_input_method_are_read() -> None:
    wide = str.maketrans({chr(n): chr(n + 0xFEE0) for n in range(0x21, 0x7F)})
    assert decode(CODE.translate(wide)) == bytes(range(32))


@given(SECRETS, st.integers(0, 51), st.integers(1, 31))
def test_one_wrong_symbol_is_found_in_its_line(secret: bytes, place: int, shift: int) -> None:
    digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    lines = [list(line.replace("-", "")) for line in lines_of(encode(secret))]
    spots = [(number, at) for number, line in enumerate(lines) for at in range(len(line) - 1)]
    number, at = spots[place]
    lines[number][at] = digits[(digits.index(lines[number][at]) + shift) % 32]
    refusal = refusal_of("\n".join("".join(line) for line in lines))
    assert (refusal.code, refusal.facts["line"]) == ("recovery.check", number + 1)


def test_exchanged_lines_are_found() -> None:
    first, second, third, fourth = lines_of(CODE)
    refusal = refusal_of(f"{first} {third} {second} {fourth}")
    assert (refusal.code, refusal.facts["line"]) == ("recovery.check", 2)


def test_a_line_too_short_is_named() -> None:
    first, second, third, fourth = lines_of(CODE)
    refusal = refusal_of("\n".join((first, second[:-3] + second[-2:], third, fourth)))
    assert (refusal.code, refusal.facts["line"]) == ("recovery.line_length", 2)


def test_a_code_too_short_on_one_line_is_refused_by_its_length() -> None:
    refusal = refusal_of(CODE[:-1])
    assert refusal.code == "recovery.length"
    assert refusal.facts == {"expected": 56, "found": 55}


def test_a_foreign_symbol_is_named_with_its_line() -> None:
    first, *others = lines_of(CODE)
    refusal = refusal_of(" ".join(("?" + first[1:], *others)))
    assert (refusal.code, refusal.facts) == ("recovery.symbol", {"line": 1, "symbol": "?"})


def test_bits_beyond_the_secret_are_no_second_spelling_of_it() -> None:
    *others, last = lines_of(CODE)
    body = last.replace("-", "")[:-1]
    for check in "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U":
        changed = body[:-1] + "1" + check
        assert refusal_of(" ".join((*others, changed))).code == "recovery.check"


@given(st.text())
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match=r"^recovery\."):
        decode(text)
