"""The bundled fonts, and one printed handbook to look at."""

from pathlib import Path

import pytest

from export.handbook.writer import HandbookWriter, Written
from export.pdf.fonts import FontChain
from tests.export.handbook import sample


@pytest.fixture(scope="session")
def fonts() -> FontChain:
    return FontChain(sample.FONTS)


@pytest.fixture(scope="session")
def printed(fonts: FontChain, tmp_path_factory: pytest.TempPathFactory) -> Written:
    out = tmp_path_factory.mktemp("handbook") / "handbook.pdf"
    return HandbookWriter(fonts, sample.STAMP).write(sample.content(30, ("赵\U0002ceb0",)), out)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path
