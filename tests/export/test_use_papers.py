"""The papers of 用编 as PDF: forms from data, long tables, a disk that does not take them."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from domain.errors import Refusal
from domain.use_papers import Letter, UseForms, UsePaper, table_of
from export.pdf.fonts import FontChain
from export.sheets.forms import SheetColumn, SheetForm
from export.sheets.paper import Heading
from export.sheets.rows import write_rows
from export.use_papers import load_use_forms, write_use_paper

RESOURCES = Path(__file__).parents[2] / "resources"
FORMS = RESOURCES / "forms" / "quota_use.json"
FACTS = {"source": "安编办函〔2026〕8号", "case": "1", "day": "", "clerk": "经办"}


@pytest.fixture(scope="module")
def fonts() -> FontChain:
    return FontChain(RESOURCES / "fonts")


@pytest.fixture
def forms() -> UseForms:
    return load_use_forms(FORMS, "安澜县")


def test_a_long_table_goes_on_over_pages_and_ends_with_its_foot(
    forms: UseForms, fonts: FontChain, tmp_path: Path
) -> None:
    rows = [{"no": str(at), "unit": f"第{at}局"} for at in range(1, 61)]
    paper = UsePaper("审议表", "1", (table_of(forms.deliberation, rows, FACTS),))
    out = tmp_path / "审议表.pdf"
    pages = write_use_paper(paper, out, fonts)
    read = PdfReader(out).pages
    assert (pages > 2, len(read)) == (True, pages)
    assert "第60局" in read[-1].extract_text()
    assert ["数据审核" in page.extract_text() for page in read] == [False] * (pages - 1) + [True]
    assert all("用编单位" in page.extract_text() for page in read)
    assert all("安澜县机关事业单位空缺编制使用审议表" in page.extract_text() for page in read)


def test_a_table_with_nothing_in_it_is_a_page(
    forms: UseForms, fonts: FontChain, tmp_path: Path
) -> None:
    bare = replace(forms.deliberation, rows=0)
    paper = UsePaper("审议表", "1", (table_of(bare, [], FACTS),))
    assert write_use_paper(paper, tmp_path / "空.pdf", fonts) == 1


def test_a_letter_is_a_page_in_the_name_of_the_office(
    forms: UseForms, fonts: FontChain, tmp_path: Path
) -> None:
    letter = Letter(
        forms.issuer, "安编控〔2026〕1号", forms.notice.title, "安澜县教育局：", ("同意。",),
        forms.signer, date(2026, 11, 21), forms.seal,
    )  # fmt: skip
    out = tmp_path / "通知单.pdf"
    assert write_use_paper(UsePaper("通知单", "1", (letter,)), out, fonts) == 1
    told = PdfReader(out).pages[0].extract_text()
    for word in ("中共安澜县委机构编制委员会办公室", "安编控〔2026〕1号", "2026年11月21日"):
        assert word in told


def test_a_disk_that_does_not_take_it_is_told(
    forms: UseForms, fonts: FontChain, tmp_path: Path
) -> None:
    paper = UsePaper("审议表", "1", (table_of(forms.deliberation, [], FACTS),))
    with pytest.raises(Refusal) as refused:
        write_use_paper(paper, tmp_path / "没有" / "审议表.pdf", fonts)
    assert refused.value.code == "paper.not_written"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("broken", ["{", "[]", json.dumps({"issuer": "办"})])
def test_a_broken_form_is_told(broken: str, tmp_path: Path) -> None:
    path = tmp_path / "quota_use.json"
    path.write_text(broken, "utf-8")
    with pytest.raises(Refusal) as refused:
        load_use_forms(path, "安澜县")
    assert refused.value.code == "handbook.form.broken"


def test_a_roster_knows_its_columns(tmp_path: Path) -> None:
    columns = (SheetColumn("no", "序号", 5), SheetColumn("name", "姓名", 10))
    form = SheetForm("名册", "办", "名册", "A4", ("填表人：{filler}",), 1, columns)
    heading = Heading("安澜县", "经办", date(2026, 11, 21))
    out = tmp_path / "名册.xlsx"
    assert write_rows([{"name": "安一"}, {"name": "安二"}], out, form, heading) == 2
    with pytest.raises(Refusal) as refused:
        write_rows([{}], out, form, heading)
    assert refused.value.code == "handbook.form.broken"
