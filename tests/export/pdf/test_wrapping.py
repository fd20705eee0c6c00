"""Lines that fit, broken where Chinese may be broken."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.pdf.fonts import FontChain, Style
from export.pdf.wrapping import NOT_FIRST, NOT_LAST, Fitter
from tests.export.pdf.conftest import FONTS

FITTER = Fitter(FontChain(FONTS))
MIXED = st.text(alphabet="编制委员会，。、（）〔〕《》·安2026ab- 𬭎", max_size=60)


def wrap(text: str, ems: float) -> tuple[str, ...]:
    return FITTER.wrap(text, Style.TEXT, 10, ems * 10)


@pytest.mark.parametrize(
    ("text", "ems", "lines"),
    [
        ("机构编制", 4, ("机构编制",)),
        ("机构编制", 3, ("机构编", "制")),
        ("", 3, ("",)),
        ("本科\n学士", 9, ("本科", "学士")),
        ("机构编制，", 4, ("机构编", "制，")),
        ("机构（编制）", 3, ("机构", "（编", "制）")),
        ("安编办函〔2013〕104号", 7, ("安编办函", "〔2013〕104号")),
        ("增加编制12名", 5, ("增加编制", "12名")),
        ("2013.02.11", 3, ("2013.", "02.11")),
        ("编", 0.5, ("编",)),
    ],
)
def test_lines_break_where_they_may(text: str, ems: float, lines: tuple[str, ...]) -> None:
    assert wrap(text, ems) == lines


@given(MIXED, st.floats(1, 20))
def test_nothing_is_lost_but_spaces_at_the_end_of_a_line(text: str, ems: float) -> None:
    lines = wrap(text, ems)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(MIXED, st.floats(1, 20))
def test_no_line_is_wider_than_its_room(text: str, ems: float) -> None:
    fonts = FontChain(FONTS)
    assert all(fonts.width(line, Style.TEXT, 10) <= ems * 10 + 0.2 for line in wrap(text, ems))


@given(st.text(alphabet="编制委员会，。（《", max_size=40).filter(lambda t: "（《" not in t))
def test_marks_stand_where_they_belong_when_there_is_another_place(text: str) -> None:
    lines = wrap(text, 12)
    for before, after in pairwise(lines):
        crowded = all(char in NOT_FIRST | NOT_LAST for char in before[-11:])
        assert crowded or after[0] not in NOT_FIRST
        assert crowded or before[-1] not in NOT_LAST


def test_a_short_text_keeps_the_largest_size() -> None:
    fitted = FITTER.fit("局长", Style.TEXT, 40)
    assert (fitted.size, fitted.lines, fitted.widths) == (9, ("局长",), (18,))


def test_a_text_shrinks_before_it_wraps_and_wraps_evenly() -> None:
    assert FITTER.fit("行政编制", Style.TEXT, 33).size == 8
    assert FITTER.fit("行政管理岗位", Style.TEXT, 40).lines == ("行政管", "理岗位")
    assert FITTER.fit("编制类型", Style.TEXT, 30).lines == ("编制", "类型")


def test_a_number_is_not_split_while_a_smaller_size_holds_it() -> None:
    assert FITTER.fit("2013.02.11", Style.TEXT, 40).lines == ("2013.02.11",)


def test_a_very_long_text_gets_as_many_lines_as_it_needs() -> None:
    fitted = FITTER.fit("阿卜杜热合曼·" * 20, Style.TEXT, 40)
    assert "".join(fitted.lines) == "阿卜杜热合曼·" * 20
    assert max(fitted.widths) <= 40
    assert fitted.height > 20 * 7


def test_what_was_fitted_is_forgotten_when_too_much_is_remembered() -> None:
    fitter = Fitter(FontChain(FONTS), limit=2)
    first = fitter.fit("甲", Style.TEXT, 40)
    assert fitter.fit("甲", Style.TEXT, 40) is first
    for text in ("乙", "丙"):
        fitter.fit(text, Style.TEXT, 40)
    assert fitter.fit("甲", Style.TEXT, 40) is not first
