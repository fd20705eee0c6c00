"""The recovery sheet, read back from its file."""

from pathlib import Path

import pypdf
import pypdfium2
import pytest

from domain.errors import Refusal
from domain.keys import CODE_IN_FULL
from export.recovery_sheet import write_recovery_sheet

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
MM, DOTS = 72 / 25.4, 4
LINES = ("ABCD-EFGH", "JKLM-NPQR", "STUV-WXYZ", "2345-6789")


def write(out: Path) -> None:
    write_recovery_sheet(
        out, LINES, office="安澜县", account="负责人", day="2026年11月21日", fonts=FONTS
    )


def test_one_page_tells_the_code_the_account_and_what_to_do(tmp_path: Path) -> None:
    out = tmp_path / "恢复码.pdf"
    write(out)
    (page,) = pypdf.PdfReader(out).pages
    told = page.extract_text()
    places = [told.index(line) for line in LINES]
    assert places == sorted(places)
    assert "账号：负责人" in told
    assert "2026年11月21日" in told
    assert "请按秘密件保管。" in told.replace("\n", "")
    assert f"{CODE_IN_FULL}。" in told.replace("\n", "")
    assert not any(line.startswith(tuple("，。、；")) for line in told.splitlines())


def test_nobody_else_on_the_machine_may_read_it(tmp_path: Path) -> None:
    write(tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.pdf"]


def test_the_code_for_a_scanner_is_printed_beside_the_lines_to_sign(tmp_path: Path) -> None:
    write(tmp_path / "sheet.pdf")
    with pypdfium2.PdfDocument(tmp_path / "sheet.pdf") as document:
        page = document[0].render(scale=DOTS).to_pil().convert("L")
    left, right = 140 * MM * DOTS, 182 * MM * DOTS
    bottom, top = (297 - 27) * MM * DOTS, (297 - 69) * MM * DOTS
    dark = page.crop((int(left), int(top), int(right), int(bottom))).histogram()[:128]
    share = sum(dark) / ((right - left) * (bottom - top))
    assert 0.35 < share < 0.65


def test_a_medium_that_takes_nothing_is_refused_and_an_older_sheet_stays(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    for out in (tmp_path / "none" / "sheet.pdf", tmp_path / "taken"):
        with pytest.raises(Refusal) as refusal:
            write(out)
        assert refusal.value.code == "recovery.not_written"
        assert refusal.value.facts == {"path": str(out)}
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
