"""Tables on paper: what they say, on which paper, over how many pages."""

from pathlib import Path

import pypdfium2
import pytest

from domain.errors import Refusal
from domain.paper_table import A3, PaperTable
from export.paper_table import write_paper_table
from export.pdf.fonts import FontChain

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
A4_UPRIGHT, A3_ACROSS = (595, 842), (1191, 842)


@pytest.fixture(scope="module")
def fonts() -> FontChain:
    return FontChain(FONTS)


def table(rows: int, paper: str) -> PaperTable:
    return PaperTable(
        "机构编制方案对照表",
        (("单位", 12), ("核定", 4), ("实有", 4)),
        tuple((f"安澜县第{number}中学", str(number), "0") for number in range(rows)),
        ("业务：机构修改",),
        ("经办人：", "审核人："),
        paper,
    )


def pages(path: Path) -> list[tuple[tuple[int, int], str]]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [
            (
                (round(page.get_width()), round(page.get_height())),
                page.get_textpage().get_text_bounded(),
            )
            for page in pdf
        ]


def test_a_table_is_written_on_one_page_with_lead_and_foot(
    tmp_path: Path, fonts: FontChain
) -> None:
    write_paper_table(table(3, "A4"), tmp_path / "表.pdf", fonts)
    ((size, text),) = pages(tmp_path / "表.pdf")
    assert size == A4_UPRIGHT
    for words in ("业务：机构修改", "安澜县第2中学", "经办人：", "审核人："):
        assert words in text


def test_a_long_table_goes_on_and_ends_with_its_foot(tmp_path: Path, fonts: FontChain) -> None:
    write_paper_table(table(90, A3), tmp_path / "表.pdf", fonts)
    found = pages(tmp_path / "表.pdf")
    assert len(found) > 1
    assert {size for size, _ in found} == {A3_ACROSS}
    assert ["经办人：" in text for _, text in found] == [*[False] * (len(found) - 1), True]
    assert all("核定" in text for _, text in found)
    everything = "".join(text for _, text in found)
    assert all(f"安澜县第{number}中学" in everything for number in range(90))


def test_a_table_without_rows_is_a_page_all_the_same(tmp_path: Path, fonts: FontChain) -> None:
    write_paper_table(table(0, "A4"), tmp_path / "表.pdf", fonts)
    assert len(pages(tmp_path / "表.pdf")) == 1


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, fonts: FontChain) -> None:
    with pytest.raises(Refusal, match=r"paper\.not_written"):
        write_paper_table(table(1, "A4"), tmp_path / "没有" / "表.pdf", fonts)
    assert not list(tmp_path.iterdir())
