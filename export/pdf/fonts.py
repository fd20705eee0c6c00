"""Fonts that together have every character of GB 18030, the common ones first.

Per character the first font of a chain that has it is taken: Noto Serif SC, Noto Sans SC,
HanaMinA, HanaMinB. The large HanaMin fonts are read only when a character needs them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError

from domain.errors import Refusal
from export.pdf.unicode_map import ExtractableFont

PLACEHOLDER: Final = "〓"
"""Stands for a character that no font has (the geta mark, as typesetters do)."""

_RARE: Final = ("HanaMinA.ttf", "HanaMinB.ttf")
_EM: Final = 1000.0


class Style(Enum):
    """What a text is for; each has its own chain of font files."""

    TEXT = ("NotoSerifSC-Regular.ttf", "NotoSansSC-Regular.ttf", *_RARE)
    TITLE = ("NotoSerifSC-Bold.ttf", "NotoSansSC-Bold.ttf", *_RARE)


Run = tuple[str, str]
"""A font's name and the text to draw in it."""


class FontChain:
    """The fonts of one folder. Registering is for the process; a chain may serve many files.

    Raises `Refusal` `fonts.missing` or `fonts.damaged` with the `path` of the font.
    """

    def __init__(self, folder: Path) -> None:
        self.folder: Final = folder
        self._faces: Final = {style: _Face(folder, style.value) for style in Style}

    @property
    def base_font(self) -> str:
        """The name of the font that a canvas starts with, so that none needs Helvetica."""
        return self._faces[Style.TEXT].base_font

    def width(self, text: str, style: Style, size: float) -> float:
        """Return the width of `text` in points at a font size of `size` points."""
        return self._faces[style].width(text) * size / _EM

    def advances(self, text: str, style: Style) -> list[float]:
        """Return the width of each character in thousandths of the font size."""
        return self._faces[style].advances(text)

    def runs(self, text: str, style: Style) -> Sequence[Run]:
        """Split `text` by the font that has its characters; what none has is `PLACEHOLDER`."""
        return self._faces[style].runs(text)

    def missing(self, text: str, style: Style) -> tuple[str, ...]:
        """Return the characters of `text` that no font has, each once."""
        return self._faces[style].missing(text)


class _Advances(dict[str, float]):
    """Widths by character, looked up once each."""

    def __init__(self, look_up: Callable[[str], float]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, char: str) -> float:
        self[char] = width = self._look_up(char)
        return width


class _Face:
    """One chain: remembers for every character met which font has it and how wide it is."""

    def __init__(self, folder: Path, files: Sequence[str]) -> None:
        self._waiting = [partial(_registered, folder / name) for name in files]
        for name in files:
            if not (folder / name).is_file():
                raise Refusal("fonts.missing", path=str(folder / name))
        self._fonts: list[ExtractableFont] = []
        self._advance = _Advances(self._measure)
        self._fallback: dict[str, str] = {}
        self._lost: set[str] = set()
        self.base_font: Final = self._font(0).fontName

    def width(self, text: str) -> float:
        return sum(map(self._advance.__getitem__, text))

    def advances(self, text: str) -> list[float]:
        return list(map(self._advance.__getitem__, text))

    def runs(self, text: str) -> Sequence[Run]:
        self.width(text)
        if self._fallback.keys().isdisjoint(text) and self._lost.isdisjoint(text):
            return ((self.base_font, text),)
        shown = "".join(PLACEHOLDER if char in self._lost else char for char in text)
        return tuple(
            (name, "".join(chars))
            for name, chars in groupby(shown, lambda c: self._fallback.get(c, self.base_font))
        )

    def missing(self, text: str) -> tuple[str, ...]:
        self.width(text)
        return tuple(dict.fromkeys(filter(self._lost.__contains__, text)))

    def _measure(self, char: str) -> float:
        at = 0
        while (font := self._font_or_none(at)) is not None:
            width = font.face.charWidths.get(ord(char))
            if width is not None and ord(char) in font.face.charToGlyph:
                if at:
                    self._fallback[char] = font.fontName
                return float(width)
            at += 1
        self._lost.add(char)
        return self._advance[PLACEHOLDER]

    def _font_or_none(self, at: int) -> ExtractableFont | None:
        return self._font(at) if at < len(self._fonts) + len(self._waiting) else None

    def _font(self, at: int) -> ExtractableFont:
        while len(self._fonts) <= at:
            self._fonts.append(self._waiting.pop(0)())
        return self._fonts[at]


def _registered(path: Path) -> ExtractableFont:
    """Return the font, read from its file unless this process has it already."""
    name = path.stem
    if name in pdfmetrics.getRegisteredFontNames():
        known = pdfmetrics.getFont(name)
        if isinstance(known, ExtractableFont) and known.face.filename == str(path):
            return known
    try:
        font = ExtractableFont(name, str(path))
    except (TTFError, OSError) as broken:
        raise Refusal("fonts.damaged", path=str(path)) from broken
    pdfmetrics.registerFont(font)
    return font
