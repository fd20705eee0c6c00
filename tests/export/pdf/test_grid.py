"""Tables: heads of two lines, rows of any height."""

from itertools import pairwise

from domain.handbook import Column
from export.pdf.fonts import FontChain, Style
from export.pdf.grid import Box, Grid
from export.pdf.sheet import Sheet
from export.pdf.wrapping import Fitter

COLUMNS = (
    Column("no", "序号", 10),
    Column("chiefs", "正职", 10, group="职数"),
    Column("deputies", "副职", 10, group="职数"),
    Column("summary", "摘要", 30, align="left"),
    Column("count", "数", 10, align="right"),
)
BOX = Box(50, 100, 420, 500)


def grid(fonts: FontChain) -> Grid:
    return Grid(COLUMNS, BOX, Fitter(fonts), 20)


def drawn(fonts: FontChain, *rows: tuple[str, ...]) -> Sheet:
    sheet = Sheet(fonts, "页")
    table = grid(fonts)
    table.draw(sheet, [line for row in rows for line in table.measure(row)])
    return sheet


def place(sheet: Sheet, text: str) -> tuple[float, float]:
    (mark,) = (mark for mark in sheet.marks if mark.text == text)
    return mark.x, mark.y


def test_a_group_stands_over_its_columns(fonts: FontChain) -> None:
    sheet = drawn(fonts)
    over, first, second = (place(sheet, text) for text in ("职数", "正职", "副职"))
    assert over[1] > first[1] == second[1]
    assert first[0] < over[0] < second[0]


def test_cells_stand_left_right_or_in_the_middle(fonts: FontChain) -> None:
    sheet = drawn(fonts, ("1", "2", "3", "摘", "9"))
    unit = 420 / 70
    left = 50 + 30 * unit
    assert left < place(sheet, "摘")[0] < left + 5
    right = place(sheet, "9")[0] + fonts_width(fonts, "9")
    assert 470 - 5 < right < 470
    middle = place(sheet, "1")[0] + fonts_width(fonts, "1") / 2
    assert abs(middle - (50 + 5 * unit)) < 0.1


def fonts_width(fonts: FontChain, text: str) -> float:
    return fonts.width(text, Style.TEXT, 9)


def test_a_row_grows_with_its_tallest_cell(fonts: FontChain) -> None:
    (low,) = grid(fonts).measure(("1", "", "", "短", ""))
    (high,) = grid(fonts).measure(("1", "", "", "很长的摘要" * 30, ""))
    assert low.height == 20
    assert high.height > 50


def test_a_row_higher_than_a_page_goes_on_below_its_head(fonts: FontChain) -> None:
    table = grid(fonts)
    text = "一二三四五六七八九十" * 300
    lines = table.measure(("1", "", "", text, ""))
    assert len(lines) > 1
    assert all(line.height <= table.body_height for line in lines)
    assert "".join("".join(line.cells[3].lines) for line in lines) == text
    assert [line.cells[0].lines for line in lines[:2]] == [("1",), ()]


def test_texts_of_one_row_do_not_run_into_each_other(fonts: FontChain) -> None:
    sheet = drawn(
        fonts, ("1", "一二三四五六七八", "一二三四五六七八", "很长的摘要" * 4, "100000000")
    )
    rows: dict[float, list[tuple[float, float]]] = {}
    for mark in sheet.marks:
        end = mark.x + fonts.width(mark.text, mark.style, mark.size)
        rows.setdefault(round(mark.y, 1), []).append((mark.x, end))
    assert max(map(len, rows.values())) > 1
    for spans in rows.values():
        assert all(end < start for (_, end), (start, _) in pairwise(sorted(spans)))


def test_a_remark_stands_across_the_table(fonts: FontChain) -> None:
    sheet = Sheet(fonts, "页")
    table = grid(fonts)
    table.draw(sheet, [table.remark("（以下空白）")])
    x, _ = place(sheet, "（以下空白）")
    assert 200 < x < 260
