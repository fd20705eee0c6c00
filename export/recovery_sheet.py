"""The recovery sheet: the one page on paper that opens an office when all passwords are lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from domain.keys import CODE_IN_FULL
from export.pdf.document import drawing
from export.pdf.fonts import FontChain
from export.pdf.sheet import MM, Sheet
from export.pdf.symbol import paint_symbol
from export.solemn_page import LEFT, TOP, notes, title, to_sign
from export.whole import whole

_CODE_SIZE: Final = 17
_LINE: Final = 12 * MM
_QR: Final = 42 * MM
_QR_CORNER: Final = (140 * MM, 27 * MM)
_NOTES: Final = (
    "一、本页是打开本单位数据的最后办法。任何人持有本页即可打开全部数据，请按秘密件保管。",
    "二、打印后请当场核对清楚，装入信封密封、骑缝签章，存入保密柜，不得拍照、扫描、复印。",
    f"三、全部账号的密码都遗失时，在登录页选择“用恢复码打开”，逐行输入上面的恢复码，{CODE_IN_FULL}。",
    "四、使用一次后旧恢复码即作废，程序会生成新的恢复码，请重新打印并销毁本页。",
    "五、每年核对一次：打开信封，照页面输入，确认仍能打开，再重新密封。",
)
_KEEPERS: Final = ("保管人：", "监督人：", "封存日期：")


def write_recovery_sheet(
    out: Path, lines: Sequence[str], *, office: str, account: str, day: str, fonts: Path
) -> None:
    """Write the sheet as a PDF of one page; replaced only when the new one is complete.

    Raises:
        Refusal: `recovery.not_written` when the disk will not take the file.
    """
    sheet = _sheet(lines, office, account, day, FontChain(fonts))
    with (
        whole(out, code="recovery.not_written") as unfinished,
        drawing(unfinished, sheet.fonts, "恢复码") as canvas,
    ):
        # The file is there and still empty: what comes is for its owner alone.
        unfinished.chmod(0o600)
        sheet.paint(canvas)
        paint_symbol(canvas, " ".join(lines), *_QR_CORNER, _QR, error="q")
        canvas.showPage()


def _sheet(lines: Sequence[str], office: str, account: str, day: str, fonts: FontChain) -> Sheet:
    sheet = Sheet(fonts, "恢复码")
    title(sheet, "恢复码", office, space=12)
    sheet.frame(LEFT, TOP - 5 * _LINE, sheet.width - 2 * LEFT, 5 * _LINE, weight=1.2)
    for number, line in enumerate(lines, start=1):
        y = TOP - number * _LINE
        sheet.left(LEFT + 8 * MM, y, f"第 {number} 行", 12)
        sheet.left(LEFT + 32 * MM, y, line, _CODE_SIZE)
    y = TOP - 5 * _LINE - 14 * MM
    sheet.left(LEFT, y, f"账号：{account}　　生成日期：{day}", 12)
    y = notes(sheet, y, _NOTES) - 22 * MM
    to_sign(sheet, y, _KEEPERS, line=(24 * MM, 80 * MM), step=12 * MM)
    return sheet
