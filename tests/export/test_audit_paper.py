"""The 审计短码单, read back from its file."""

from pathlib import Path

import pypdf
import pytest

from domain.errors import Refusal
from export.audit_paper import CodePaper, write_code_paper

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
PAPER = CodePaper("安澜县", "2026-11-21", 3790, "GW5K-717P-5T8B-ZXW5", "870b" * 16, "孙审计")


def test_one_page_tells_the_code_and_who_signs(tmp_path: Path) -> None:
    out = tmp_path / "短码单.pdf"
    write_code_paper(out, PAPER, FONTS)
    (page,) = pypdf.PdfReader(out).pages
    told = page.extract_text()
    for part in (PAPER.code, "共 3790 条审计记录", "安澜县", "2026-11-21", "打印账号：孙审计"):
        assert part in told
    assert all(signer in told for signer in ("安全审计员：", "负责人："))
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_a_disk_that_will_not_take_it_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        write_code_paper(tmp_path / "away" / "x.pdf", PAPER, FONTS)
    assert caught.value.code == "audit.not_written"
