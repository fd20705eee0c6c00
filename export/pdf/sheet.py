"""A sheet of paper as marks: texts, rules and rings, laid out before anything is drawn.

Coordinates are points (1/72 inch) from the lower left corner, as PDF has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from export.pdf.fonts import FontChain, Style

MM: Final = 72 / 25.4
A4: Final = (210 * MM, 297 * MM)
BLACK: Final = (0.0, 0.0, 0.0)
GREY: Final = (0.45, 0.45, 0.45)
RED: Final = (0.65, 0.106, 0.106)
"""The red of official titles; in grey print it is as dark as a half-tone text."""

Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of text at its left end. `space` is added after each character, in points."""

    style: Style
    size: float
    colour: Colour
    x: float
    y: float
    text: str
    space: float = 0.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line from one point to another."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Ring:
    """A dashed circle: the place for a seal."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A character that no font has: where it stands and in which text."""

    character: str
    where: str
    text: str

    @property
    def code_point(self) -> str:
        """The character as U+XXXX."""
        return f"U+{ord(self.character):04X}"


@dataclass(slots=True)
class Sheet:
    """One page under construction. `where` names it in reports about missing characters."""

    fonts: FontChain
    where: str
    landscape: bool = False
    marks: list[Mark] = field(default_factory=list)
    rules: dict[tuple[float, Colour], list[Rule]] = field(default_factory=dict)
    rings: list[Ring] = field(default_factory=list)

    @property
    def width(self) -> float:
        """The paper's width in points."""
        return A4[1] if self.landscape else A4[0]

    @property
    def height(self) -> float:
        """The paper's height in points."""
        return A4[0] if self.landscape else A4[1]

    def left(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        style: Style = Style.TEXT,
        *,
        colour: Colour = BLACK,
    ) -> None:
        """Put a text with its left end at `x`."""
        if text:
            self.marks.append(Mark(style, size, colour, x, y, text))

    def right(self, x: float, y: float, text: str, size: float) -> None:
        """Put a text with its right end at `x`."""
        self.left(x - self.fonts.width(text, Style.TEXT, size), y, text, size)

    def centre(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        style: Style = Style.TEXT,
        *,
        colour: Colour = BLACK,
        space: float = 0.0,
    ) -> None:
        """Put a text with its middle at `x`, its characters `space` points apart."""
        width = self.fonts.width(text, style, size) + space * (len(text) - 1)
        if text:
            self.marks.append(Mark(style, size, colour, x - width / 2, y, text, space))

    def rule(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        weight: float = 0.5,
        colour: Colour = BLACK,
    ) -> None:
        """Draw a straight line of `weight` points."""
        self.rules.setdefault((weight, colour), []).append(Rule(x1, y1, x2, y2))

    def frame(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        weight: float,
        colour: Colour = BLACK,
    ) -> None:
        """Draw a rectangle whose lower left corner is (x, y)."""
        # Ends reach half a line's weight further, so that the corners close.
        half = weight / 2
        self.rule(x - half, y, x + width + half, y, weight=weight, colour=colour)
        self.rule(x - half, y + height, x + width + half, y + height, weight=weight, colour=colour)
        self.rule(x, y, x, y + height, weight=weight, colour=colour)
        self.rule(x + width, y, x + width, y + height, weight=weight, colour=colour)

    def seal(self, x: float, y: float, text: str) -> None:
        """Mark the place for a round seal of 42 mm around (x, y) (国发〔1999〕25号)."""
        self.rings.append(Ring(x, y, 21 * MM))
        self.centre(x, y - 3, text, 9, colour=GREY)

    def missing(self) -> Iterator[MissingGlyph]:
        """Yield the characters on this sheet that no font has."""
        for mark in self.marks:
            for character in self.fonts.missing(mark.text, mark.style):
                yield MissingGlyph(character, self.where, mark.text)

    def paint(self, canvas: Canvas) -> None:
        """Draw everything on the canvas's current page."""
        canvas.setPageSize((self.width, self.height))
        for (weight, colour), rules in self.rules.items():
            canvas.setLineWidth(weight)
            canvas.setStrokeColorRGB(*colour)
            canvas.lines([(rule.x1, rule.y1, rule.x2, rule.y2) for rule in rules])
        self._paint_rings(canvas)
        self._paint_marks(canvas)

    def _paint_rings(self, canvas: Canvas) -> None:
        for ring in self.rings:
            canvas.setLineWidth(0.6)
            canvas.setStrokeColorRGB(*GREY)
            canvas.setDash(3, 3)
            canvas.circle(ring.x, ring.y, ring.radius)
            canvas.setDash()

    def _paint_marks(self, canvas: Canvas) -> None:
        # In the order laid out, which is the order that readers aloud and copying follow.
        text = canvas.beginText(0, 0)
        font, size, colour, space = "", 0.0, BLACK, 0.0
        text.setFillColorRGB(*colour)
        for mark in self.marks:
            if mark.colour != colour:
                colour = mark.colour
                text.setFillColorRGB(*colour)
            if mark.space != space:
                space = mark.space
                text.setCharSpace(space)
            text.setTextOrigin(mark.x, mark.y)
            for name, run in self.fonts.runs(mark.text, mark.style):
                if (name, mark.size) != (font, size):
                    font, size = name, mark.size
                    text.setFont(font, size)
                text.textOut(run)
        text.setCharSpace(0)
        canvas.drawText(text)
