"""A printed handbook, read back by two other libraries."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from domain.errors import Refusal
from domain.handbook import HandbookContent, TablePage, TextPage
from export.handbook.writer import HandbookWriter, Written, file_name
from export.pdf.fonts import PLACEHOLDER, FontChain
from tests.export.handbook import sample

A4 = (595.28, 841.89)


def pages_of(path: Path) -> list[str]:
    """Return every page's text without white space, by pdfium."""
    with pypdfium2.PdfDocument(path) as document:
        return [
            re.sub(r"\s", "", document[at].get_textpage().get_text_range())
            for at in range(len(document))
        ]


def fonts_of(path: Path) -> list[Any]:
    found: dict[str, Any] = {}
    for page in PdfReader(path).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            held = font.get_object()
            found[held["/BaseFont"]] = held
    return list(found.values())


def test_what_was_written_is_what_is_there(printed: Written) -> None:
    assert printed.pages == len(PdfReader(printed.path).pages)
    assert printed.missing_glyphs == ()
    assert list(printed.path.parent.iterdir()) == [printed.path]


@pytest.mark.parametrize("name", [*sample.RARE_NAMES, "赵\U0002ceb0"])
def test_every_name_can_be_read_back(printed: Written, name: str) -> None:
    assert name in "".join(pages_of(printed.path))


def test_rare_characters_are_read_by_another_reader_too(printed: Written) -> None:
    text = "".join(page.extract_text() for page in PdfReader(printed.path).pages)
    assert [char for char in "䶮㛃𬭎𬬭𫖯𠅤𬱖𫍯𩽾𬸚\U0002ceb0" if char not in text] == []


def test_every_font_is_embedded_and_a_subset(printed: Written) -> None:
    fonts = fonts_of(printed.path)
    assert {font["/BaseFont"].split("+")[1] for font in fonts} == {
        "NotoSerifSC-Regular", "NotoSerifSC-Bold", "HanaMinB",
    }  # fmt: skip
    for font in fonts:
        assert re.match(r"/[A-Z]{6}\+", font["/BaseFont"])
        assert "/FontFile2" in font["/FontDescriptor"]
        assert "/ToUnicode" in font


def test_the_pages_of_the_form_follow_each_other(printed: Written) -> None:
    titles = [page.title for page in sample.FORMS.pages]
    found = [
        title
        for page in pages_of(printed.path)[1:]
        for title in titles
        if page.find(title) in range(80)
    ]
    assert list(dict.fromkeys(found)) == titles


def test_every_page_is_numbered_and_says_when_by_whom_and_of_what(printed: Written) -> None:
    code = "-".join(re.findall("....", sample.content(30, ("赵\U0002ceb0",)).fingerprint()))
    for number, page in enumerate(pages_of(printed.path), 1):
        assert f"第{number}页共{printed.pages}页" in page
        assert "打印时间：2026年11月21日10:32打印人：经办001" in page
        assert f"校验码：{code}" in page
        assert "编证字第6299250012号" in page


def test_pages_are_a4_upright_or_lying(printed: Written) -> None:
    sizes = {
        (round(float(page.mediabox.width), 2), round(float(page.mediabox.height), 2))
        for page in PdfReader(printed.path).pages
    }
    assert sizes == {A4, A4[::-1]}


def test_nothing_is_printed_outside_the_margins(printed: Written) -> None:
    with pypdfium2.PdfDocument(printed.path) as document:
        for at in range(len(document)):
            page = document[at]
            width, height = page.get_size()
            text = page.get_textpage()
            boxes = [text.get_charbox(char) for char in range(text.count_chars())]
            assert min(left for left, *_ in boxes) >= 30
            assert max(right for _, _, right, _ in boxes) <= width - 30
            assert max(top for *_, top in boxes) <= height - 30


def test_properties_tell_no_person(printed: Written) -> None:
    info = PdfReader(printed.path).metadata
    assert info is not None
    assert info.title == "机构编制管理手册 编证字第6299250012号"
    assert info.subject == "安澜县发展和改革局"
    assert info.author == "中共安澜县委机构编制委员会办公室"
    assert info.creation_date == sample.STAMP.printed_at
    assert "经办001" not in str(info)


def test_the_same_content_and_stamp_give_the_same_bytes(
    fonts: FontChain, folder: Path, printed: Written
) -> None:
    content = sample.content(30, ("赵\U0002ceb0",))
    again = HandbookWriter(fonts, sample.STAMP).write(content, folder / "again.pdf")
    assert again.path.read_bytes() == printed.path.read_bytes()


def test_a_roster_of_two_hundred_goes_over_pages_with_its_head_on_each(
    fonts: FontChain, folder: Path
) -> None:
    written = HandbookWriter(fonts, sample.STAMP).write(sample.content(200), folder / "many.pdf")
    pages = [page for page in pages_of(written.path) if "人员花名册" in page]
    assert len(pages) > 10
    assert all("身份证号" in page and "姓名" in page for page in pages)
    assert all("（续）" in page for page in pages[1:])
    assert "以下空白" in pages[-1]
    assert not any("以下空白" in page for page in pages[:-1])
    masked = [found for page in pages for found in re.findall(r"629925\*{8}\d{3}[\dX]", page)]
    assert len(masked) == 200


def test_the_closing_row_never_stands_alone(fonts: FontChain, folder: Path) -> None:
    for people in range(8, 14):
        path = folder / f"{people}.pdf"
        HandbookWriter(fonts, sample.STAMP).write(sample.content(people), path)
        last = [page for page in pages_of(path) if "以下空白" in page]
        assert "629925**" in last[0]


def test_a_character_without_glyph_is_shown_and_told_with_its_place(
    fonts: FontChain, folder: Path
) -> None:
    content = sample.content(15, ("张\ue123三",))
    written = HandbookWriter(fonts, sample.STAMP).write(content, folder / "missing.pdf")
    (missing,) = written.missing_glyphs
    assert missing.code_point == "U+E123"
    assert missing.where == "安澜县发展和改革局　人员花名册"
    assert missing.text == "张\ue123三"
    assert f"张{PLACEHOLDER}三" in "".join(pages_of(written.path))


def test_long_texts_wrap_and_all_of_them_is_there(fonts: FontChain, folder: Path) -> None:
    content = sample.content(15)
    name = "安澜县" + "发展和改革与粮食物资储备及国防动员" * 4 + "局"
    duties = tuple(f"（{at}）" + "承担统筹推进和综合协调职责。" * 6 for at in range(40))
    pages = tuple(
        TextPage(page.title, duties, ruled=True) if page.title == "主要职责" else page
        for page in content.pages
    )
    long = HandbookContent(
        content.unit, name, content.number, content.day,
        replace(content.cover, unit_name=name), pages,
    )  # fmt: skip
    written = HandbookWriter(fonts, sample.STAMP).write(long, folder / "long.pdf")
    text = "".join(pages_of(written.path))
    assert name in text
    assert "主要职责（续）" in text
    assert all(f"（{at}）承担" in text for at in range(40))


def test_a_unit_with_nothing_recorded_gets_blank_rows(fonts: FontChain, folder: Path) -> None:
    content = sample.content(0)
    pages = tuple(
        replace(page, rows=()) if isinstance(page, TablePage) else page for page in content.pages
    )
    blank = replace(content, pages=pages)
    written = HandbookWriter(fonts, sample.STAMP).write(blank, folder / "blank.pdf")
    assert written.pages == 1 + len(sample.FORMS.pages)


def test_an_older_file_stays_when_the_new_one_cannot_be_written(
    fonts: FontChain, folder: Path
) -> None:
    out = folder / "absent" / "x.pdf"
    with pytest.raises(Refusal) as refused:
        HandbookWriter(fonts, sample.STAMP).write(sample.content(1), out)
    assert (refused.value.code, refused.value.facts) == ("handbook.not_written", {"path": str(out)})
    taken = folder / "taken.pdf"
    taken.mkdir()
    with pytest.raises(Refusal):
        HandbookWriter(fonts, sample.STAMP).write(sample.content(1), taken)
    assert list(folder.iterdir()) == [taken]


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("安澜县审计局", "6299250012_安澜县审计局.pdf"),
        ("a/b\\c:d*?", "6299250012_a_b_c_d__.pdf"),
        ("甲\n乙", "6299250012_甲乙.pdf"),
        ("长" * 200, f"6299250012_{'长' * 60}.pdf"),
    ],
)
def test_a_file_is_called_by_the_unit(name: str, file: str) -> None:
    assert file_name(replace(sample.content(1), unit_name=name)) == file
