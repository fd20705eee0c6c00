"""Tables on paper: what they say, on which paper, over how many pages."""

from dataclasses import replace
from pathlib import Path

import pypdf
import pypdfium2
import pytest

from domain.errors import Refusal
from domain.handbook import Column
from domain.paper_table import A3, A4_ACROSS, PaperTable
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
        (Column("unit", "单位", 12), Column("approved", "核定", 4), Column("actual", "实有", 4)),
        tuple((f"安澜县第{number}中学", str(number), "0") for number in range(rows)),
        ("业务：机构修改",),
        ("经办人：", "审核人："),
        paper,
    )


@pytest.mark.parametrize("mark", ["草稿", ""])
def test_every_page_says_that_the_table_is_not_in_force(
    mark: str, fonts: FontChain, tmp_path: Path
) -> None:
    out = tmp_path / "out.pdf"
    write_paper_table(replace(table(60, A3), mark=mark), out, fonts)
    found = pages(out)
    assert len(found) > 1
    assert [("草稿" in text.replace("\n", "")) for _, text in found] == [bool(mark)] * len(found)


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


def sizes(path: Path) -> set[float]:
    """Return the sizes of all texts in a file, in points."""
    found: set[float] = set()
    for page in pypdf.PdfReader(path).pages:
        page.extract_text(
            visitor_text=lambda text, _cm, _tm, _font, size: (
                found.add(float(size)) if text.strip() else None
            )
        )
    return found


def test_pages_are_counted_and_texts_of_any_length_can_be_read(
    tmp_path: Path, fonts: FontChain
) -> None:
    long = ("安澜县农业农村和水务综合行政执法暨农产品质量安全监督管理服务中心" * 2, "12345", "0")
    made = replace(table(60, A4_ACROSS), rows=(long, *table(60, A4_ACROSS).rows))
    out = tmp_path / "表.pdf"
    write_paper_table(made, out, fonts)
    found = pages(out)
    assert {size for size, _ in found} == {(842, 595)}
    for number, (_, text) in enumerate(found, 1):
        assert f"第 {number} 页　共 {len(found)} 页" in text
    assert long[0] in "".join(found[0][1].split())
    assert min(sizes(out)) >= 9


def test_a_number_that_a_narrow_column_would_break_is_written_smaller(
    tmp_path: Path, fonts: FontChain
) -> None:
    narrow = Column("unit", "单位", 60), Column("until", "有效期至", 6)
    out = tmp_path / "表.pdf"
    write_paper_table(PaperTable("表", narrow, (("县教育局", "2027.11.18"),)), out, fonts)
    ((_, text),) = pages(out)
    assert "2027.11.18" in text
    assert min(sizes(out)) < 9


def test_columns_of_a_group_share_its_head(tmp_path: Path, fonts: FontChain) -> None:
    columns = (
        Column("unit", "单位", 12), Column("was", "前", 4, group="行政编制"),
        Column("will", "后", 4, group="行政编制"),
    )  # fmt: skip
    out = tmp_path / "表.pdf"
    write_paper_table(PaperTable("对照表", columns, (("县教育局", "3", "2"),)), out, fonts)
    ((_, text),) = pages(out)
    assert (text.count("行政编制"), text.count("前"), text.count("后")) == (1, 1, 1)


def test_a_table_to_be_filled_in_is_ruled_and_has_a_place_for_the_seal(
    tmp_path: Path, fonts: FontChain
) -> None:
    made = replace(table(1, "A4"), least_rows=30, seal="（编办盖章）")
    write_paper_table(made, tmp_path / "表.pdf", fonts)
    found = pages(tmp_path / "表.pdf")
    assert len(found) > 1
    assert ["（编办盖章）" in text for _, text in found] == [False] * (len(found) - 1) + [True]
