"""Fonts, style sheet and size of type of the whole window, from one root value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, Qt, QTranslator
from PySide6.QtGui import QFont, QFontDatabase, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from ui.look.colours import COLOURS, palette
from ui.look.wardrobe import Wardrobe

SCALES: Final = (100, 115, 130, 150)
BASE_PIXELS: Final = 14
_SHARP_PIXELS: Final = 48
_PIXELS: Final = re.compile(r"\bpx\((\d+)\)")
_COLOUR: Final = re.compile(r"@([a-z_]+)")
_FAMILIES: Final = ("Noto Sans SC", "HanaMinA", "HanaMinB")
_TEXT_FONTS: Final = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
_RARE_FONTS: Final = ("HanaMinA.ttf", "HanaMinB.ttf")
_FALLBACKS: Final = ("Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei")


@dataclass(frozen=True, slots=True)
class Resources:
    """Where the window's own files lie."""

    fonts: Path
    qss: Path
    icons: Path
    help: Path


class Theme:
    """Dresses the application; `scale` is the size of type in per cent."""

    def __init__(self, resources: Resources, scale: int = 100) -> None:
        self._resources = resources
        self._missing: list[str] = []
        self._sheets: dict[int, str] = {}
        self.scale = scale if scale in SCALES else 100
        self.wardrobe = Wardrobe(self.sheet)

    @property
    def help(self) -> Path:
        """The folder of the help's pages."""
        return self._resources.help

    def px(self, pixels: int) -> int:
        """Return a length designed at 100 % in pixels of the present size."""
        return round(pixels * self.scale / 100)

    def load_fonts(self) -> None:
        """Register the fonts of the text; those that cannot be read are remembered."""
        self._load(_TEXT_FONTS)

    def load_rare_fonts(self) -> None:
        """Register the fonts of rare characters; what is on the screen takes them at once."""
        self._load(_RARE_FONTS)

    def _load(self, names: Sequence[str]) -> None:
        for name in names:
            if QFontDatabase.addApplicationFont(str(self._resources.fonts / name)) < 0:
                self._missing.append(name)

    @property
    def missing_fonts(self) -> tuple[str, ...]:
        """The font files that could not be loaded."""
        return tuple(self._missing)

    def font(self) -> QFont:
        """Return the window's font; rare characters come from the families behind the first."""
        font = QFont()
        font.setFamilies([*_FAMILIES, *_FALLBACKS])
        font.setPixelSize(self.px(BASE_PIXELS))
        return font

    def dress(self, app: QApplication) -> None:
        """Apply palette and font, and dress what is shown; again after the scale has changed."""
        app.setPalette(palette())
        app.setFont(self.font())
        self.wardrobe.renew()

    def sheet(self) -> str:
        """Return the style sheet with sizes, colours and icon paths filled in."""
        if self.scale not in self._sheets:
            self._sheets[self.scale] = self._written()
        return self._sheets[self.scale]

    def _written(self) -> str:
        raw = (self._resources.qss / "light.qss").read_text(encoding="utf-8")
        raw = raw.replace("@icons", self._resources.icons.as_posix())
        sized = _PIXELS.sub(lambda found: f"{self.px(int(found[1]))}px", raw)
        return _COLOUR.sub(lambda found: COLOURS[found[1]], sized)

    def icon(self, name: str) -> QIcon:
        """Return one of the window's own icons."""
        return QIcon(str(self._resources.icons / f"{name}.svg"))

    def white_icon(self, name: str) -> QIcon:
        """Return an icon for a ground of the accent colour."""
        drawing = (self._resources.icons / f"{name}.svg").read_text(encoding="utf-8")
        renderer = QSvgRenderer(drawing.replace(COLOURS["secondary"], "#FFFFFF").encode())
        side = self.px(_SHARP_PIXELS)
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        renderer.render(painter)
        painter.end()
        return QIcon(picture)

    def picture(self, name: str, pixels: int) -> QPixmap:
        """Return an icon as a picture of that many pixels at 100 %."""
        return self.icon(name).pixmap(self.px(pixels), self.px(pixels))


def choose_style() -> None:
    """Draw as on every other machine; before there is an application this spares a second style."""
    QApplication.setStyle("Fusion")


def translate_qt(app: QCoreApplication) -> bool:
    """Let Qt's own dialogs speak Chinese; tell whether the words were found."""
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    found = translator.load("qtbase_zh_CN", folder)
    return found and QCoreApplication.installTranslator(translator)
