"""The 档案目录 on paper and as a workbook, read back by other libraries."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pypdf
import pytest

from domain.archive import DocumentRecord, ListedDocument, Place
from domain.errors import Refusal
from domain.facts import Contact, Unit, UnitId
from export.catalogue_sheets import CatalogueWriter
from export.pdf.fonts import FontChain
from export.sheets.catalogue import catalogue_row, write_catalogue, write_contacts
from export.sheets.forms import SheetColumn, load_sheet_form
from export.sheets.paper import Heading

RESOURCES = Path(__file__).parents[2] / "resources"
FORM = load_sheet_form(RESOURCES / "forms" / "catalogue.json")
CONTACTS = load_sheet_form(RESOURCES / "forms" / "contacts.json")
HEADING = Heading("安澜县", "韩立", date(2026, 11, 21))


@pytest.fixture(scope="module")
def fonts() -> FontChain:
    return FontChain(RESOURCES / "fonts")


def filed(number: int, box: str = "3", title: str = "") -> ListedDocument:
    record = DocumentRecord(
        f"安编发〔2026〕{number}号", "安澜县委编办", title or f"关于第{number}件事的批复",
        date(2026, 2, 3), keywords=("用编", "教育"), secrecy="秘密", secrecy_term="10年",
        note="存原件",
    )  # fmt: skip
    return ListedDocument(record, Place(2026, box, number))


def in_boxes(count: int) -> Iterator[ListedDocument]:
    for box in ("1", "2"):
        yield from (filed(number, box) for number in range(1, count + 1))


def pages(path: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def test_each_box_begins_on_a_page_and_every_document_stands_there(
    tmp_path: Path, fonts: FontChain
) -> None:
    out = tmp_path / "目录.pdf"
    assert CatalogueWriter(fonts, FORM, HEADING).write(in_boxes(60), out) == 120
    read = pages(out)
    first_of_second = next(at for at, text in enumerate(read) if "2026年　盒号：2" in text)
    assert all("2026年　盒号：1" in text for text in read[:first_of_second])
    assert all("安澜县机构编制档案目录" in text for text in read)
    boxes = (read[:first_of_second], read[first_of_second:])
    assert all(
        f"第 {number} 页　共 {len(box)} 页" in text
        for box in boxes
        for number, text in enumerate(box, 1)
    )
    assert read[0].count("关于第1件事的批复") == 1
    assert read[first_of_second].count("关于第1件事的批复") == 1
    whole = "".join(read)
    assert whole.count("安编发〔2026〕60号") == 2
    assert whole.count("2026.02.03") == 120
    assert list(tmp_path.iterdir()) == [out]


def test_a_title_of_any_length_and_characters_is_printed(tmp_path: Path, fonts: FontChain) -> None:
    out = tmp_path / "目录.pdf"
    long = filed(1, title="𠮷" + "长" * 499)
    CatalogueWriter(fonts, FORM, HEADING).write([long, filed(2)], out)
    whole = "".join(pages(out))
    assert whole.count("长") == 499
    assert "𠮷" in whole


def test_an_empty_catalogue_says_so(tmp_path: Path, fonts: FontChain) -> None:
    assert CatalogueWriter(fonts, FORM, HEADING).write([], tmp_path / "x.pdf") == 0
    assert "没有归档的文件" in pages(tmp_path / "x.pdf")[0]


def test_a_catalogue_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, fonts: FontChain
) -> None:
    def broken() -> Iterator[ListedDocument]:
        yield filed(1)
        raise OSError(28, "no space")

    out = tmp_path / "x.pdf"
    out.write_bytes(b"old")
    with pytest.raises(Refusal, match=r"archive\.not_written"):
        CatalogueWriter(fonts, FORM, HEADING).write(broken(), out)
    with pytest.raises(Refusal, match=r"archive\.not_written"):
        CatalogueWriter(fonts, FORM, HEADING).write([], tmp_path / "absent" / "x.pdf")
    assert (out.read_bytes(), list(tmp_path.iterdir())) == (b"old", [out])


def test_the_workbook_holds_the_boxes_and_their_documents(tmp_path: Path) -> None:
    hostile = filed(3, title="=cmd|' /C calc'!A0")
    out = tmp_path / "目录.xlsx"
    assert write_catalogue([filed(1), filed(2), hostile, filed(1, "4")], out, FORM, HEADING) == 4
    rows = list(openpyxl.load_workbook(out).active.iter_rows(min_row=3, values_only=True))  # type: ignore[union-attr]  # a workbook has a sheet
    assert rows[0] == (
        "序号", "文件标题", "发文编号", "密级", "关键词", "发文时间", "备注",
    )  # fmt: skip
    assert rows[1][0] == "2026年　盒号：3"
    assert rows[2] == (
        "1", "关于第1件事的批复", "安编发〔2026〕1号", "秘密★10年", "用编、教育", "2026.02.03",
        "存原件",
    )  # fmt: skip
    assert rows[4][1] == "=cmd|' /C calc'!A0"
    assert rows[5][0] == "2026年　盒号：4"
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_a_county_may_choose_its_columns(tmp_path: Path) -> None:
    keys = ("no", "year", "box", "issuer", "received_on", "secrecy", "category")
    form = replace(FORM, columns=tuple(SheetColumn(key, key, 9) for key in keys))
    received = replace(filed(1).record, received_on=date(2026, 2, 5))
    row = catalogue_row(ListedDocument(received, Place(2026, "3", 7)), form)
    assert row == ["7", "2026", "3", "安澜县委编办", "2026.02.05", "秘密★10年", "批文"]
    bare = ListedDocument(replace(received, secrecy="", dated=None))
    assert catalogue_row(bare, form) == ["", "", "", "安澜县委编办", "2026.02.05", "", "批文"]
    broken = replace(FORM, columns=(SheetColumn("nothing", "x", 9),))
    for act in (
        lambda: catalogue_row(filed(1), broken),
        lambda: write_contacts([], tmp_path / "x.xlsx", broken, HEADING),
    ):
        with pytest.raises(Refusal, match=r"handbook\.form\.broken"):
            act()


def test_the_liaison_directory_is_a_list_of_people_by_unit(tmp_path: Path) -> None:
    bureau = Unit(UnitId("1"), "安澜县教育局")
    contacts = [
        (bureau, Contact(bureau.unit, "主要领导", "王五", "局长", "0999 1")),
        (bureau, Contact(bureau.unit, "联络员", "张三", "", "0999 2", "代")),
    ]
    out = tmp_path / "名录.xlsx"
    assert write_contacts(contacts, out, CONTACTS, HEADING) == 2
    rows = list(openpyxl.load_workbook(out).active.iter_rows(min_row=4, values_only=True))  # type: ignore[union-attr]  # a workbook has a sheet
    assert rows[0] == ("1", "安澜县教育局", "主要领导", "王五", "局长", "0999 1", None)
    assert rows[1] == ("2", "安澜县教育局", "联络员", "张三", None, "0999 2", "代")
