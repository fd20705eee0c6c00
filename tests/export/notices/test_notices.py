"""Notices read back from their files: words, fonts, pages, the code."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import pypdf
import pypdfium2
import pytest
import segno

from domain.changes.kinds import APPLIED_FOR
from domain.errors import Refusal
from domain.materials import Counter
from domain.notices import Notice, Station, SupplementNotice, notice_of
from export.notices.writer import write_notice, write_supplement
from export.pdf.fonts import FontChain
from tests.fakes.dossiers import county

FONTS = FontChain(Path(__file__).parents[3] / "resources" / "fonts")
MM = 72 / 25.4
TODAY = date(2026, 11, 21)
COUNTER = Counter("政务服务中心 3 楼", "工作日", "", "12310", ("加盖公章。",))


def notice(kind: str = "人员下编", **changes: object) -> Notice:
    return replace(notice_of(kind, county(), "安澜县", TODAY), **changes)  # type: ignore[arg-type]  # fields by name


def told(path: Path) -> str:
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages)


def supplement(**changes: object) -> SupplementNotice:
    made = SupplementNotice(
        "2026-00012", "人员下编", "安澜县", "安澜县教育局", date(2026, 11, 20),
        ("退休审批表没有盖章", "单位研究意见"), COUNTER, TODAY,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize("kind", APPLIED_FOR)
def test_the_notice_of_every_kind_is_one_a4_page_with_every_paper(
    kind: str, tmp_path: Path
) -> None:
    out, made = tmp_path / "notice.pdf", notice(kind)
    assert write_notice(out, made, FONTS) == ()
    (page,) = pypdf.PdfReader(out).pages
    assert [round(float(side) / MM) for side in page.mediabox[2:]] == [210, 297]
    text = told(out)
    assert text.startswith(f"{kind}业务一次性告知单中共安澜县委机构编制委员会办公室")
    assert [row.name for row in made.rows if row.name not in text] == []
    assert "材料齐全的，自提交之日起" in text
    assert "印制日期：2026年11月21日" in text


def test_all_fonts_are_in_the_file(tmp_path: Path) -> None:
    out = tmp_path / "notice.pdf"
    write_notice(out, notice(), FONTS)
    (page,) = pypdf.PdfReader(out).pages
    fonts = cast("pypdf.generic.DictionaryObject", page["/Resources"])["/Font"]
    assert isinstance(fonts, pypdf.generic.DictionaryObject)
    embedded = [font.get_object()["/FontDescriptor"] for font in fonts.values()]
    assert embedded
    assert all("/FontFile2" in font for font in embedded)


def test_the_chart_tells_stations_in_order_in_as_many_lines_as_it_takes(tmp_path: Path) -> None:
    names = ("申报", "待审核", "受理", "初审", "审议", "签批", "办结", "归档")
    stations = tuple(Station(name, "经办") for name in names)
    out = tmp_path / "notice.pdf"
    write_notice(out, notice(stations=stations), FONTS)
    text = told(out).partition("办理流程")[2]
    places = [text.index(f"{name}经办") for name in names]
    assert places == sorted(places)
    assert "材料不齐全：一次性告知补正" in text


def test_what_the_county_leaves_out_is_a_line_to_write_on_or_not_there(tmp_path: Path) -> None:
    write_notice(tmp_path / "full.pdf", notice(counter=COUNTER), FONTS)
    text = told(tmp_path / "full.pdf")
    assert "办理地点：政务服务中心3楼" in text
    assert "联系电话：监督电话：12310" in text
    assert "三、说明1.加盖公章。四、办理地点" in text
    write_notice(tmp_path / "bare.pdf", notice(counter=Counter(), days=0), FONTS)
    bare = told(tmp_path / "bare.pdf")
    assert "三、办理地点和联系方式" in bare
    assert "办理时限" not in bare


def test_a_long_list_goes_on_over_numbered_pages_under_its_head(tmp_path: Path) -> None:
    made = notice()
    rows = tuple(replace(made.rows[0], name=f"材料第{number}号") for number in range(1, 61))
    out = tmp_path / "notice.pdf"
    write_notice(out, replace(made, rows=rows), FONTS)
    pages = pypdf.PdfReader(out).pages
    text = told(out)
    assert len(pages) > 1
    assert [row.name for row in rows if row.name not in text] == []
    assert (
        text.count("什么情形需要") == sum("什么情形" in page.extract_text() for page in pages) > 1
    )
    assert f"第1页共{len(pages)}页" in text


def test_a_character_that_no_font_has_is_told(tmp_path: Path) -> None:
    made = notice(served="\U0003fffd")
    assert write_notice(tmp_path / "notice.pdf", made, FONTS) == ("U+3FFFD",)


def test_the_code_holds_the_list(tmp_path: Path) -> None:
    out, made = tmp_path / "notice.pdf", notice()
    write_notice(out, made, FONTS)
    modules = [bytes(row) for row in segno.make_qr(made.text, error="m").matrix]
    dots = 8
    with pypdfium2.PdfDocument(out) as document:
        page = document[0].render(scale=dots).to_pil().convert("L")
    right, size = (210 - 26) * MM * dots, 34 * MM * dots
    left = right - size
    # Nothing but the symbol stands so far left below it.
    foot = max(y for y in range(page.height) if page.getpixel((int(left) + 3, y)) < 128)
    top = foot - size
    side = size / len(modules)
    read = [
        bytes(
            page.getpixel((int(left + (x + 0.5) * side), int(top + (y + 0.5) * side))) < 128
            for x in range(len(modules))
        )
        for y in range(len(modules))
    ]
    assert read == modules


def test_a_supplement_names_the_case_and_everything_that_is_missing(tmp_path: Path) -> None:
    out = tmp_path / "notice.pdf"
    assert write_supplement(out, supplement(), FONTS) == ()
    text = told(out)
    assert "安澜县教育局：你单位于2026年11月20日申报的“人员下编”业务（编号2026-00012）" in text
    assert "1.退休审批表没有盖章2.单位研究意见" in text
    assert "签收人和日期：" in text
    assert "安澜县（加盖公章）2026年11月21日" in text or "（加盖公章）安澜县2026年11月21日" in text
    write_supplement(out, supplement(submitted_on=None), FONTS)
    assert "你单位申报的“人员下编”" in told(out)


def test_a_medium_that_takes_nothing_is_refused_and_an_older_file_stays(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    for out in (tmp_path / "none" / "notice.pdf", tmp_path / "taken"):
        with pytest.raises(Refusal) as refused:
            write_notice(out, notice(), FONTS)
        assert refused.value.code == "notice.not_written"
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
