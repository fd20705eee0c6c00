"""Every character finds a font, or is said to have none."""

from pathlib import Path

import pytest

from domain.errors import Refusal
from export.pdf.fonts import PLACEHOLDER, FontChain, Style
from tests.export.pdf.conftest import FONTS

RARE = "䶮㛃𬭎𬬭𫖯𠅤𬱖𫍯𩽾𬸚"
ONLY_IN_HANAZONO = "\U0002ceb0"  # 扩展 F 区 CJK Unified Ideograph-2CEB0
NOWHERE = "\ue123"


def test_common_text_is_one_run_in_the_first_font(fonts: FontChain) -> None:
    assert fonts.runs("安编办函〔2026〕8号", Style.TEXT) == (
        (fonts.base_font, "安编办函〔2026〕8号"),
    )


@pytest.mark.parametrize("style", Style)
def test_rare_characters_of_names_have_a_font(fonts: FontChain, style: Style) -> None:
    assert fonts.missing(RARE + ONLY_IN_HANAZONO + "·", style) == ()


def test_what_the_first_font_lacks_comes_from_the_next_that_has_it(fonts: FontChain) -> None:
    assert fonts.runs(f"张{ONLY_IN_HANAZONO}三", Style.TEXT) == (
        (fonts.base_font, "张"),
        ("HanaMinB", ONLY_IN_HANAZONO),
        (fonts.base_font, "三"),
    )


def test_what_no_font_has_is_shown_and_told(fonts: FontChain) -> None:
    assert fonts.runs(f"张{NOWHERE}", Style.TEXT) == ((fonts.base_font, f"张{PLACEHOLDER}"),)
    assert fonts.missing(f"{NOWHERE}张{NOWHERE}", Style.TEXT) == (NOWHERE,)


def test_widths_follow_the_size(fonts: FontChain) -> None:
    assert fonts.width("编制", Style.TEXT, 9) == 18
    assert fonts.width("", Style.TITLE, 9) == 0
    assert fonts.advances("编1", Style.TEXT)[0] == 1000
    assert 0 < fonts.advances("编1", Style.TEXT)[1] < 1000


def test_a_missing_font_is_refused_by_its_path(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        FontChain(tmp_path)
    assert refused.value.code == "fonts.missing"
    assert refused.value.facts == {"path": str(tmp_path / "NotoSerifSC-Regular.ttf")}


def test_a_damaged_font_is_refused(tmp_path: Path) -> None:
    for font in FONTS.glob("*.ttf"):
        (tmp_path / font.name).write_bytes(b"\x00\x01\x00\x00damaged")
    with pytest.raises(Refusal) as refused:
        FontChain(tmp_path)
    assert refused.value.code == "fonts.damaged"
