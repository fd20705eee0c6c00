"""One page that is signed by hand and locked away: its title, its notes, the lines to sign on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from export.pdf.fonts import Style
from export.pdf.sheet import MM, Sheet
from export.pdf.wrapping import Fitter

LEFT: Final = 28 * MM
TOP: Final = 240 * MM
_HANGING: Final = 22.0


def title(sheet: Sheet, text: str, office: str, *, space: float) -> None:
    """Put the title, its characters `space` points apart, and whose page it is."""
    middle = sheet.width / 2
    sheet.centre(middle, TOP + 22 * MM, text, 26, Style.TITLE, space=space)
    sheet.centre(middle, TOP + 10 * MM, f"{office}　机构编制实名制管理", 14)


def notes(sheet: Sheet, y: float, said: Sequence[str]) -> float:
    """Put the notes below `y`, one under the other, and return where the last line stands."""
    fitter, room = Fitter(sheet.fonts), sheet.width - 2 * LEFT - _HANGING
    for note in said:
        y -= 9 * MM
        first, *more = fitter.wrap(note, Style.TEXT, 11, room)
        sheet.left(LEFT, y, first, 11)
        for line in more:
            y -= 6 * MM
            sheet.left(LEFT + _HANGING, y, line, 11)
    return y


def to_sign(
    sheet: Sheet, y: float, labels: Sequence[str], *, line: tuple[float, float], step: float
) -> None:
    """Put a line to sign on behind each label; `line` tells from where to where, from the left."""
    begins, ends = line
    for label in labels:
        sheet.left(LEFT, y, label, 12)
        sheet.rule(LEFT + begins, y - 2, LEFT + ends, y - 2)
        y -= step
