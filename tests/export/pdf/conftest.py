"""The bundled fonts, read once."""

from pathlib import Path

import pytest

from export.pdf.fonts import FontChain

FONTS = Path(__file__).parents[3] / "resources" / "fonts"


@pytest.fixture(scope="session")
def fonts() -> FontChain:
    return FontChain(FONTS)
