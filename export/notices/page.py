"""Pages that are written from the top down: titles, paragraphs, tables, lines to be filled in.

Margins follow GB/T 9704-2012 (28 mm at the binding, 26 mm opposite); titles stand in the middle.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from domain.handbook import Column
from export.pdf.fonts import FontChain, Style
from export.pdf.grid import PLAIN, Box, Grid
from export.pdf.sheet import A4, GREY, MM, Sheet
from export.pdf.wrapping import Fitter

LEFT: Final = 28 * MM
WIDTH: Final = A4[0] - LEFT - 26 * MM
TOP: Final = A4[1] - 18 * MM
BOTTOM: Final = 15 * MM
NOTICE: Final = 10.5
LETTER: Final = 14.0
_LINE: Final = 1.45
_TITLE: Final = 22.0
_ROW: Final = 16.5
_LEAST_ROWS: Final = 60.0
_SEAL_ROOM: Final = 48 * MM


class Pages:
    """Sheets under construction and how far down the last one is filled; `y` in points."""

    def __init__(self, fonts: FontChain, title: str, size: float) -> None:
        self._fonts, self._title = fonts, title
        self._size, self._line = size, size * _LINE
        self._fitter = Fitter(fonts)
        self.sheets: list[Sheet] = []
        self.y = 0.0
        self.turn()

    @property
    def sheet(self) -> Sheet:
        """The sheet that is being written."""
        return self.sheets[-1]

    def turn(self) -> None:
        """Begin a new sheet."""
        self.sheets.append(Sheet(self._fonts, self._title))
        self.y = TOP

    def need(self, height: float) -> None:
        """Begin a new sheet unless there is so much room left on this one."""
        if self.y - height < BOTTOM:
            self.turn()

    def title(self, issuer: str) -> None:
        """Write the title, and who issues it below."""
        middle = LEFT + WIDTH / 2
        self.sheet.centre(middle, self.y - _TITLE, self._title, _TITLE, Style.TITLE, space=1.5)
        self.sheet.centre(middle, self.y - _TITLE - 21, issuer, 12)
        self.y -= _TITLE + 30

    def head(self, text: str) -> None:
        """Write a section's head."""
        self.need(3 * self._line)
        self.y -= self._line + 5
        self.sheet.left(LEFT, self.y, text, self._size + 1.5, Style.TITLE)
        self.y -= 6

    def paragraph(self, text: str, *, width: float = WIDTH, indent: int = 2) -> None:
        """Write a paragraph, its first line drawn in by two characters."""
        pad = "　" * indent
        for line in self._fitter.wrap(f"{pad}{text}", Style.TEXT, self._size, width):
            self.need(self._line)
            self.y -= self._line
            self.sheet.left(LEFT, self.y, line, self._size)

    def fill_in(self, name: str, value: str, *, width: float = WIDTH) -> None:
        """Write a name and its value; an unknown one is a line to write on."""
        if value:
            self.paragraph(f"{name}：{value}", width=width, indent=0)
            return
        self.need(self._line)
        self.y -= self._line
        self.sheet.left(LEFT, self.y, f"{name}：", self._size)
        start = LEFT + self._fonts.width(f"{name}：", Style.TEXT, self._size)
        self.sheet.rule(start, self.y - 2, LEFT + min(width, 0.6 * WIDTH), self.y - 2)

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
        """Write a table, over as many sheets as it takes."""
        self.need(_LEAST_ROWS)
        room = Grid(columns, Box(LEFT, BOTTOM, WIDTH, TOP), self._fitter, _ROW, PLAIN)
        lines = [line for row in rows for line in room.measure(row)]
        while lines:
            grid = Grid(columns, Box(LEFT, BOTTOM, WIDTH, self.y - 4), self._fitter, _ROW, PLAIN)
            fits, left = 0, grid.body_height
            while fits < len(lines) and lines[fits].height <= left:
                left -= lines[fits].height
                fits += 1
            if fits:
                self.y = grid.draw(self.sheet, lines[:fits])
                lines = lines[fits:]
            if lines:
                self.turn()

    def sign_off(self, signer: str, day: str, seal: str) -> None:
        """Write who signs and on which day, over the place for a seal."""
        self.need(_SEAL_ROOM)
        middle, y = LEFT + WIDTH - 45 * MM, self.y - _SEAL_ROOM / 2
        self.sheet.seal(middle, y, seal)
        self.sheet.centre(middle, y + 9 * MM, signer, self._size)
        self.sheet.centre(middle, y - 12 * MM, day, self._size)
        self.y -= _SEAL_ROOM

    def number(self) -> None:
        """Write the page numbers, where there is more than one page."""
        pages = len(self.sheets)
        for page, sheet in enumerate(self.sheets, 1) if pages > 1 else ():
            text = f"第 {page} 页　共 {pages} 页"
            sheet.centre(LEFT + WIDTH / 2, BOTTOM - 18, text, 9, colour=GREY)
