"""Names and numbers that identify people and units."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.identity import (
    birth_of,
    clean_id_number,
    clean_person_name,
    clean_unit_name,
    contradicts_birth,
    id_check_holds,
    id_number_is_sound,
    masked,
    masked_within,
    sex_of,
    uscc_is_sound,
)

WOMAN, MAN = "62992519920910956X", "62992519870421651X"
BODIES = st.integers(10**16, 10**17 - 1).map(str)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def with_check(body: str) -> str:
    remainder = sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11
    return body + "10X98765432"[remainder]


@given(BODIES)
def test_exactly_one_check_character_holds(body: str) -> None:
    holding = [body + check for check in "0123456789Xx" if id_check_holds(body + check)]
    assert holding == [with_check(body)]


@given(BODIES, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(body: str, place: int, by: int) -> None:
    sound = with_check(body)
    wrong = f"{sound[:place]}{(int(sound[place]) + by) % 10}{sound[place + 1 :]}"
    assert not id_check_holds(wrong)


@pytest.mark.parametrize("number", ["", MAN[:17], MAN + "1", "６" + MAN[1:], "6299251987042165²X"])
def test_what_is_no_number_of_eighteen_has_no_check(number: str) -> None:
    assert not id_check_holds(number)


def test_a_sound_number_states_a_day_that_was() -> None:
    assert id_number_is_sound(MAN)
    assert not id_number_is_sound(MAN[:17] + "1")
    assert not id_number_is_sound(with_check("62992519870231651"))


@pytest.mark.parametrize(
    ("number", "birth"),
    [
        (MAN, "1987-04-21"),
        ("629925198713210000", ""),
        ("629925²9870421651X", ""),
        ("6299251987042²651X", ""),
        (MAN[:17], ""),
        ("", ""),
    ],
)
def test_the_birth_a_number_states(number: str, birth: str) -> None:
    assert birth_of(number) == birth


@pytest.mark.parametrize(
    ("number", "sex"),
    [(MAN, "男"), (WOMAN, "女"), ("6299251987042165²X", ""), ("62992519870421651", ""), ("", "")],
)
def test_the_sex_a_number_states(number: str, sex: str) -> None:
    assert sex_of(number) == sex


@pytest.mark.parametrize(
    ("birth", "contradicts"),
    [
        ("1987", False), ("1987-04", False), ("1987-04-21", False), ("", False),
        ("1988", True), ("1987-05", True), ("1987-04-20", True),
    ],
)  # fmt: skip
def test_a_birth_contradicts_a_number_as_far_as_both_are_known(
    birth: str, *, contradicts: bool
) -> None:
    assert contradicts_birth(MAN, birth) is contradicts
    assert not contradicts_birth("629925870421651", birth)


@pytest.mark.parametrize(
    "written",
    [
        "62992519870421651x",
        "６２９９２５１９８７０４２１６５１Ｘ",
        " 629925 19870421 651X ",
        "'62992519870421651X",
        "\u200b62992519870421651X\ufeff",
        "62992519870421651X\u00a0",
    ],
)
def test_a_number_is_cleaned_of_how_it_was_typed(written: str) -> None:
    assert clean_id_number(written) == MAN


@given(st.text(alphabet="0123456789xX０１９Ｘ '’\u3000\t\u200b", max_size=25))
def test_cleaning_a_number_twice_changes_nothing(text: str) -> None:
    once = clean_id_number(text)
    assert clean_id_number(once) == once


def test_numbers_within_a_text_are_masked_and_longer_ones_are_none() -> None:
    told = f"身份证号 {MAN} → {MAN.lower()}，账号 1{MAN[:17]}1234"
    assert masked_within(told) == (
        f"身份证号 629925********651X → 629925********651x，账号 1{MAN[:17]}1234"
    )


def test_lists_show_a_number_masked() -> None:
    assert masked(MAN) == "629925********651X"
    assert masked("6299") == "****"


@pytest.mark.parametrize("dot", "•‧∙⋅・･．●▪·")
def test_every_middle_dot_is_one(dot: str) -> None:
    assert clean_person_name(f"买买提{dot}艾力") == "买买提·艾力"


@given(st.text(max_size=12))
def test_a_clean_name_has_no_space_and_stays(text: str) -> None:
    name = clean_person_name(text)
    assert not any(character.isspace() for character in name)
    assert clean_person_name(name) == name


def test_a_name_loses_its_padding() -> None:
    assert clean_person_name(" 张　三\u200b ") == "张三"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("  安澜县教育局 ", "安澜县教育局"),
        ("安澜县(教育)局", "安澜县（教育）局"),
        ("安澜县（教育）局", "安澜县（教育）局"),
        ("安澜县第１中学\u200b", "安澜县第1中学"),
    ],
)
def test_a_unit_name_is_squeezed(written: str, name: str) -> None:
    assert clean_unit_name(written) == name


@given(st.text(max_size=20).filter(lambda text: unicodedata.is_normalized("NFKC", text)))
def test_a_clean_unit_name_stays(text: str) -> None:
    once = clean_unit_name(text)
    assert clean_unit_name(once) == once


@pytest.mark.parametrize(
    ("code", "sound"),
    [
        ("12100000400000456B", True),
        ("116299251K6FMHDQ7M", True),
        ("12100000400000456A", False),
        ("12100000400000456", False),
        ("12100000400000456b", False),
        ("1210000040000045IB", False),
        ("", False),
    ],
)
def test_a_credit_code_carries_its_check_character(code: str, *, sound: bool) -> None:
    assert uscc_is_sound(code) is sound


@given(st.text(alphabet="0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17))
def test_every_credit_code_has_one_check_character(body: str) -> None:
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    assert sum(uscc_is_sound(body + check) for check in alphabet) == 1
