"""审计短码单: the page on paper by which a chain can be checked years later."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from export.pdf.document import drawing
from export.pdf.fonts import FontChain
from export.pdf.sheet import MM, Sheet
from export.pdf.symbol import paint_symbol
from export.solemn_page import LEFT, TOP, notes, title, to_sign
from export.whole import whole

_BOX: Final = 46 * MM
_QR: Final = 32 * MM
_NOTES: Final = (
    "一、短码代表到本日为止的全部审计记录。此前任何一条被改动、删去、换序或添加，链条都不再经过这个短码。",
    "二、每月打印一张，由安全审计员和负责人当面签字，存入档案；不要与电脑放在一处。",
    "三、核对：在审计页点“核对短码”，照本页输入十六个字符，字母不分大小写，连字符可以不输。",
    "四、短码本身不含任何人员信息，可以抄送上级编办留存。",
)
_SIGNERS: Final = ("安全审计员：", "负责人：", "日　　期：")


@dataclass(frozen=True, slots=True)
class CodePaper:
    """What stands on the page: `entries` is how many the chain had, `code` the 短码."""

    office: str
    day: str
    entries: int
    code: str
    hash: str
    made_by: str


def write_code_paper(out: Path, paper: CodePaper, fonts: Path) -> None:
    """Write the page as a PDF; replaced only when the new one is complete.

    Raises:
        Refusal: `audit.not_written` when the disk will not take the file.
    """
    sheet = _sheet(paper, FontChain(fonts))
    with (
        whole(out, code="audit.not_written") as unfinished,
        drawing(unfinished, sheet.fonts, "审计短码单") as canvas,
    ):
        sheet.paint(canvas)
        corner = (sheet.width - LEFT - _QR - 6 * MM, TOP - _BOX + 7 * MM)
        paint_symbol(canvas, f"{paper.code} {paper.entries} {paper.day}", *corner, _QR, error="m")
        canvas.showPage()


def _sheet(paper: CodePaper, fonts: FontChain) -> Sheet:
    sheet = Sheet(fonts, "审计短码单")
    title(sheet, "审计短码单", paper.office, space=8)
    sheet.frame(LEFT, TOP - _BOX, sheet.width - 2 * LEFT, _BOX, weight=1.2)
    sheet.left(LEFT + 8 * MM, TOP - 12 * MM, f"截至 {paper.day}，共 {paper.entries} 条审计记录", 12)
    sheet.left(LEFT + 8 * MM, TOP - 28 * MM, paper.code, 20)
    sheet.left(LEFT + 8 * MM, TOP - 36 * MM, f"链头 {paper.hash[:32]}", 8)
    sheet.left(LEFT + 8 * MM + 22, TOP - 40 * MM, paper.hash[32:], 8)
    y = TOP - _BOX - 14 * MM
    sheet.left(LEFT, y, f"打印账号：{paper.made_by}", 12)
    y = notes(sheet, y, _NOTES) - 24 * MM
    to_sign(sheet, y, _SIGNERS, line=(28 * MM, 90 * MM), step=14 * MM)
    return sheet
