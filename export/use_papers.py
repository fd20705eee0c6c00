"""The papers of cases as PDF: letters to be sealed, tables, form words from data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from domain.errors import Refusal
from domain.handbook import Column
from domain.handbook.parts import written_out
from domain.paper_table import PaperTable
from domain.use_papers import Letter, LetterForm, SlipForm, TableForm, UseForms, UsePaper
from export.paper_table import put_mark, table_sheets
from export.pdf.document import drawing
from export.pdf.fonts import FontChain, Style
from export.pdf.sheet import MM, RED, Sheet
from export.pdf.wrapping import Fitter
from export.whole import whole

_LEFT: Final = 28 * MM
_RIGHT: Final = 26 * MM
_ISSUER: Final = 26.0
_TITLE: Final = 22.0
_TEXT: Final = 16.0
"""The sizes and margins of official letters (GB/T 9704-2012: 156 mm by 225 mm, 3 号 = 16 pt)."""
_LEADING: Final = 29.0
_INDENT: Final = "　　"


def load_use_forms(path: Path, office: str) -> UseForms:
    """Return the forms in `path` for an office's name, such as 安澜县.

    Raises `Refusal` `handbook.form.broken` with `path` and `part` when they are no such forms.
    """
    try:
        # Names of places hold nothing that JSON would have to escape.
        data = json.loads(path.read_text("utf-8").replace("{office}", office))
        return UseForms(
            data["issuer"],
            data["signer"],
            data["seal"],
            _table_form(data["deliberation"]),
            LetterForm(**{**data["notice"], "paragraphs": tuple(data["notice"]["paragraphs"])}),
            _table_form(data["slots"]),
            _table_form(data["hold"]),
            SlipForm(**{**data["slip"], "table": _table_form(data["slip"]["table"])}),
            tuple(data["civil_kinds"]),
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as broken:
        raise Refusal("handbook.form.broken", path=str(path), part=str(broken)) from broken


def _table_form(data: Mapping[str, Any]) -> TableForm:
    parts = dict(data)
    parts["columns"] = tuple(Column(**column) for column in data["columns"])
    for name in ("lead", "foot"):
        parts[name] = tuple(data[name])
    return TableForm(**parts)


def write_use_paper(paper: UsePaper, out: Path, fonts: FontChain) -> int:
    """Write a paper and return how many pages it has; an older file goes when this is whole.

    Raises `Refusal` `paper.not_written` with `path` when the disk will not take the file.
    """
    fitter = Fitter(fonts)
    sheets = [sheet for part in paper.parts for sheet in _sheets(part, fonts, fitter)]
    with (
        whole(out, code="paper.not_written") as unfinished,
        drawing(unfinished, fonts, f"{paper.title} {paper.subject}") as canvas,
    ):
        for sheet in sheets:
            sheet.paint(canvas)
            canvas.showPage()
    return len(sheets)


def _sheets(part: Letter | PaperTable, fonts: FontChain, fitter: Fitter) -> Iterator[Sheet]:
    if isinstance(part, Letter):
        yield _letter(part, fonts, fitter)
    else:
        yield from table_sheets(part, fonts, fitter)


def _letter(letter: Letter, fonts: FontChain, fitter: Fitter) -> Sheet:
    sheet = Sheet(fonts, letter.title)
    middle, right = sheet.width / 2, sheet.width - _RIGHT
    put_mark(sheet, letter.mark)
    room = sheet.width - _LEFT - _RIGHT
    y = sheet.height - 42 * MM
    issuer = fitter.fit(letter.issuer, Style.TITLE, room, ((_ISSUER, 1), (22.0, 1), (18.0, 9)))
    for line in issuer.lines:
        sheet.centre(middle, y, line, issuer.size, Style.TITLE, colour=RED)
        y -= issuer.size * 1.4
    y -= 2 * MM
    sheet.rule(_LEFT, y, right, y, weight=1.6, colour=RED)
    y -= 9 * MM
    sheet.right(right, y, letter.number, _TEXT)
    y -= 18 * MM
    sheet.centre(middle, y, letter.title, _TITLE, Style.TITLE, space=4)
    y -= 16 * MM
    for paragraph in (letter.addressee, *(_INDENT + one for one in letter.paragraphs)):
        for line in fitter.wrap(paragraph, Style.TEXT, _TEXT, room):
            sheet.left(_LEFT, y, line, _TEXT)
            y -= _LEADING
    seal_at = right - 45 * MM
    y -= 26 * MM
    sheet.seal(seal_at, y - 2 * MM, letter.seal)
    sheet.centre(seal_at, y + 7 * MM, letter.signer, _TEXT)
    sheet.centre(seal_at, y - 14 * MM, written_out(letter.day), _TEXT)
    return sheet
