"""The sheet on which a certificate is compared, read back from its file."""

from pathlib import Path

import pypdf
import pytest

from domain.errors import Refusal
from export.certificate_sheet import CertificateSheet, write_certificate_sheet

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
SAID = CertificateSheet(
    "安澜县", (("单位", "安河市"), ("区划代码", "6299")), "0123456789abcdef" * 4
)


def test_one_page_tells_the_office_and_its_fingerprint_in_groups_of_four(tmp_path: Path) -> None:
    out = tmp_path / "核对单.pdf"
    write_certificate_sheet(out, SAID, FONTS)
    (page,) = pypdf.PdfReader(out).pages
    told = page.extract_text()
    assert told.count("0123   4567   89AB   CDEF") == 4
    for each in ("证书核对单", "安澜县", "安河市", "6299", "本办核对人（签字）：", "对方核对人"):
        assert each in told


def test_a_disk_that_does_not_take_it_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"command\.not_written"):
        write_certificate_sheet(tmp_path / "missing" / "a.pdf", SAID, FONTS)
