"""The fonts that ship: whose they are, whether they may be embedded, what they can write."""

import hashlib
import re

import pytest
from fontTools.ttLib import TTFont

from tests.architecture.source import ROOT

FONTS = ROOT / "resources" / "fonts"
# Characters of given names and place names that common fonts lack (GB 18030-2022, level 2 and 3).
RARE = "䶮㛃𬭎𬬭𫖯𠅤𬱖𫍯𩽾𬸚"
ROW = re.compile(r"^\| (\S+\.ttf) \| .* \| ([0-9a-f]{64}) \| .*?, (\S+\.txt) \|$", re.MULTILINE)


def rows() -> dict[str, tuple[str, str]]:
    """Return SHA-256 and licence file of each font named in ORIGIN.md."""
    origin = (FONTS / "ORIGIN.md").read_text("utf-8")
    return {name: (digest, licence) for name, digest, licence in ROW.findall(origin)}


def test_every_font_has_its_origin_and_every_origin_its_font() -> None:
    assert set(rows()) == {path.name for path in FONTS.iterdir() if path.suffix == ".ttf"}


def test_every_file_is_a_font_a_licence_or_the_note_of_origin() -> None:
    licences = {licence for _, licence in rows().values()}
    assert {path.name for path in FONTS.iterdir()} == {*rows(), *licences, "ORIGIN.md"}


@pytest.mark.parametrize("name", sorted(rows()))
def test_a_font_is_the_file_that_was_taken(name: str) -> None:
    digest, licence = rows()[name]
    assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == digest
    assert "Permission is hereby granted" in (FONTS / licence).read_text("utf-8")


@pytest.mark.parametrize("name", sorted(rows()))
def test_a_font_may_be_embedded_and_has_outlines_that_pages_can_take(name: str) -> None:
    with TTFont(FONTS / name, lazy=True) as font:
        assert font["OS/2"].fsType == 0
        assert "glyf" in font


def test_the_rare_characters_can_be_written() -> None:
    for family in ("NotoSerifSC", "NotoSansSC"):
        written: set[int] = set()
        for name in (f"{family}-Regular.ttf", "HanaMinA.ttf", "HanaMinB.ttf"):
            with TTFont(FONTS / name, lazy=True) as font:
                written |= set(font.getBestCmap())
        assert [char for char in RARE if ord(char) not in written] == []
