"""One page on paper by which two people compare a certificate over the telephone, and sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from export.pdf.document import drawing
from export.pdf.fonts import FontChain
from export.pdf.sheet import MM, Sheet
from export.pdf.symbol import paint_symbol
from export.solemn_page import LEFT, TOP, notes, title, to_sign
from export.whole import whole

_TITLE: Final = "证书核对单"
_ROW: Final = 9 * MM
_FINGERPRINT: Final = 15
_GROUPS: Final = 4
_QR: Final = 38 * MM
_NOTES: Final = (
    "一、打电话给对方单位办公室的公开号码（不用来电的号码），请对方打开同一张证书，由一方逐组念出指纹，另一方逐组对照。",
    "二、十六组都一致，双方在下面签字，各自存档；有一组不一致，不得安装，保留文件并立即报告上级。",
    "三、二维码里就是上面的指纹，只供扫码比对，不能代替电话核对。",
)
_SIGNERS: Final = ("本办核对人（签字）：", "对方核对人（签字）：", "通话时间：")


@dataclass(frozen=True, slots=True)
class CertificateSheet:
    """What stands on the page: names and values in their order, and the fingerprint in hex."""

    office: str
    pairs: Sequence[tuple[str, str]]
    fingerprint: str

    @property
    def lines(self) -> tuple[str, ...]:
        """The fingerprint in groups of four, four groups a line."""
        upper = self.fingerprint.upper()
        groups = [upper[at : at + 4] for at in range(0, len(upper), 4)]
        return tuple("   ".join(groups[at : at + _GROUPS]) for at in range(0, len(groups), _GROUPS))


def write_certificate_sheet(out: Path, said: CertificateSheet, fonts: Path) -> None:
    """Write the sheet as a PDF of one A4 page; replaced only when the new one is complete.

    Raises:
        Refusal: `command.not_written` when the disk will not take the file.
    """
    sheet, corner = _sheet(said, FontChain(fonts))
    with (
        whole(out, code="command.not_written") as unfinished,
        drawing(unfinished, sheet.fonts, _TITLE) as canvas,
    ):
        sheet.paint(canvas)
        paint_symbol(canvas, said.fingerprint.upper(), *corner, _QR, error="m")
        canvas.showPage()


def _sheet(said: CertificateSheet, fonts: FontChain) -> tuple[Sheet, tuple[float, float]]:
    sheet = Sheet(fonts, _TITLE)
    title(sheet, _TITLE, said.office, space=6)
    y = TOP - 6 * MM
    for name, value in said.pairs:
        sheet.left(LEFT, y, name, 12)
        sheet.left(LEFT + 34 * MM, y, value, 12)
        sheet.rule(LEFT, y - 2.6 * MM, sheet.width - LEFT, y - 2.6 * MM)
        y -= _ROW
    room = (len(said.lines) + 1) * _ROW
    sheet.frame(LEFT, y - room + 2 * MM, sheet.width - 2 * LEFT, room + 2 * MM, weight=1.2)
    sheet.left(LEFT + 5 * MM, y - 4 * MM, "指纹（SHA-256）", 11)
    corner = (sheet.width - LEFT - _QR - 5 * MM, y - room + 5 * MM)
    for line in said.lines:
        y -= _ROW
        sheet.left(LEFT + 5 * MM, y - 4 * MM, line, _FINGERPRINT)
    y = notes(sheet, y - 16 * MM, _NOTES) - 20 * MM
    to_sign(sheet, y, _SIGNERS, line=(44 * MM, 110 * MM), step=14 * MM)
    return sheet, corner
