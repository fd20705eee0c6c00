"""One spelling for all the ways offices write a 文号."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.documents import canonical_number, is_document_number

TODAY = date(2026, 11, 21)
CANONICAL = "安编办函〔2026〕8号"


@pytest.mark.parametrize(
    "written",
    [
        CANONICAL,
        "安编办函[2026]8号",
        "安编办函（2026）8号",
        "安编办函(2026)8号",
        "安编办函【2026】08号",
        "安编办函［２０２６］８号",
        "安编办函〔2026〕第8号",
        " 安编办函 〔 2026 〕 8 号 ",
        "安编办函{2026}008号",
        "安编办函<2026>8号",
        "安编办函(2026)8",
    ],
)
def test_every_way_of_writing_means_one_number(written: str) -> None:
    assert canonical_number(written) == CANONICAL


@pytest.mark.parametrize(
    "text",
    [
        "无文号",
        "2026年8号",
        "安编办函〔26〕8号",
        "安编办函〔2026〕号",
        "函〔2026〕٨号",
        "",
        "安编办函〔2026〕8号附件",
    ],
)
def test_what_is_no_number_stays_as_it_was_written(text: str) -> None:
    assert canonical_number(f" {text} ") == text
    assert not is_document_number(text, TODAY)


@given(st.text(max_size=40))
def test_the_canonical_spelling_of_it_is_itself(text: str) -> None:
    once = canonical_number(text)
    assert canonical_number(once) == once


@given(
    st.sampled_from(["安编办函", "安编委发", "中共安澜县委文件"]),
    st.integers(1949, 2026),
    st.integers(1, 9999),
    st.sampled_from(["[]", "()", "【】", "〔〕", "［］", "（）"]),
)
def test_brackets_do_not_matter(body: str, year: int, serial: int, brackets: str) -> None:
    written = f"{body}{brackets[0]}{year}{brackets[1]}{serial}号"
    expected = f"{body}〔{year}〕{serial}号"
    assert canonical_number(written) == expected
    assert is_document_number(expected, TODAY)


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("安编办函〔1949〕1号", True),
        ("安编办函〔1948〕1号", False),
        ("安编办函〔2027〕1号", False),
        ("安编办函〔2026〕08号", False),
        ("安编办函[2026]8号", False),
    ],
)
def test_a_document_number_is_canonical_and_of_a_year_that_was(text: str, *, sound: bool) -> None:
    assert is_document_number(text, TODAY) is sound
