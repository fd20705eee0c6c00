"""Writes a notice to a file that is whole or not there at all."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from domain.handbook import Column
from domain.handbook.parts import written_out
from domain.materials import Counter
from domain.notices import Notice, NoticeRow, SupplementNotice
from export.notices.chart import chart_height, draw_chart
from export.notices.page import LEFT, LETTER, NOTICE, WIDTH, Pages
from export.pdf.document import CREATOR, drawing
from export.pdf.fonts import FontChain
from export.pdf.sheet import GREY, MM
from export.pdf.symbol import paint_symbol
from export.pdf.wrapping import Fitter
from export.whole import whole

_CODE: Final = 34 * MM
_CODE_WORDS: Final = "扫码保存以上内容"
_SEAL: Final = "（加盖公章）"
_BESIDE: Final = WIDTH - _CODE - 8 * MM
_COLUMNS: Final = (
    Column("number", "序号", 8),
    Column("name", "材料名称", 33, "left"),
    Column("brought", "形式和份数", 20),
    Column("case", "什么情形需要", 52, "left"),
    Column("note", "要求", 40, "left"),
    Column("required", "必备", 12),
)


def write_notice(out: Path, notice: Notice, fonts: FontChain) -> tuple[str, ...]:
    """Write the 一次性告知单; returns the code points that no font has.

    An older file of that name is replaced only when the new one is complete. Refuses
    `notice.not_written` when the disk will not take it.
    """
    pages = Pages(fonts, notice.title, NOTICE)
    pages.title(notice.issuer)
    pages.fill_in("服务对象", notice.served)
    pages.fill_in("办理依据", "、".join(notice.basis))
    if notice.days:
        pages.fill_in("办理时限", f"材料齐全的，自提交之日起 {notice.days} 个工作日内办结")
    pages.head("一、应当提交的材料")
    pages.table(_COLUMNS, [_cells(number, row) for number, row in enumerate(notice.rows, 1)])
    pages.head("二、办理流程")
    pages.need(chart_height(notice.stations))
    draw_chart(pages.sheet, Fitter(fonts), notice.stations, (LEFT, WIDTH), pages.y - 6)
    pages.y -= chart_height(notice.stations)
    if notice.counter.notes:
        pages.head("三、说明")
        for number, note in enumerate(notice.counter.notes, 1):
            pages.paragraph(f"{number}. {note}", indent=0)
    section = "四" if notice.counter.notes else "三"
    return _finish(out, pages, (notice.title, notice.text), _place(pages, notice, section), fonts)


def write_supplement(out: Path, notice: SupplementNotice, fonts: FontChain) -> tuple[str, ...]:
    """Write the 补正告知书 of one case; returns and refuses as `write_notice`."""
    pages = Pages(fonts, notice.title, LETTER)
    pages.title(notice.issuer)
    told = f"于{written_out(notice.submitted_on)}" if notice.submitted_on else ""
    pages.paragraph(f"{notice.unit}：", indent=0)
    pages.paragraph(
        f"你单位{told}申报的“{notice.kind}”业务（编号 {notice.case}），经审查，材料不齐全或者"
        "不符合要求。参照《中华人民共和国行政许可法》第三十二条关于一次告知的要求，"
        "现将需要补正的全部内容一次告知如下："
    )
    for number, item in enumerate(notice.items, 1):
        pages.paragraph(f"{number}. {item}")
    pages.paragraph(
        "请在补齐上述全部内容后重新提交，办理时限自重新提交之日起计算。本次告知之后，不再要求"
        "补正其他内容。"
    )
    pages.sign_off(notice.issuer, written_out(notice.printed_on), _SEAL)
    return _finish(out, pages, (notice.title, notice.text), _place(pages, notice, ""), fonts)


def _cells(number: int, row: NoticeRow) -> tuple[str, ...]:
    need = "是" if row.required else "有则提供"
    return str(number), row.name, row.brought, row.case or "所有情形", row.note or "—", need


def _place(pages: Pages, notice: Notice | SupplementNotice, section: str) -> float:
    """Write where to go and whom to call beside the room for the code; return the code's foot."""
    pages.need(_CODE + 14 * MM)
    pages.head(f"{section}、办理地点和联系方式" if section else "办理地点和联系方式")
    top = pages.y
    counter: Counter = notice.counter
    for name, value in (
        ("办理地点", counter.where),
        ("办理时间", counter.hours),
        ("联系电话", counter.phone),
        ("监督电话", counter.supervision),
    ):
        pages.fill_in(name, value, width=_BESIDE)
    if isinstance(notice, SupplementNotice):
        pages.fill_in("经办人", "", width=_BESIDE)
        pages.fill_in("签收人和日期", "", width=_BESIDE)
    else:
        pages.fill_in("印制日期", written_out(notice.printed_on), width=_BESIDE)
    foot = top - _CODE - 6
    middle = LEFT + WIDTH - _CODE / 2
    pages.sheet.centre(middle, foot - 11, _CODE_WORDS, 8.5, colour=GREY)
    return foot


def _finish(
    out: Path, pages: Pages, told: tuple[str, str], foot: float, fonts: FontChain
) -> tuple[str, ...]:
    pages.number()
    with (
        whole(out, code="notice.not_written") as unfinished,
        drawing(unfinished, fonts, told[0]) as canvas,
    ):
        canvas.setCreator(CREATOR)
        canvas.setProducer(CREATOR)
        for sheet in pages.sheets:
            sheet.paint(canvas)
            if sheet is pages.sheet:
                left = LEFT + WIDTH - _CODE
                paint_symbol(canvas, told[1], left, foot, _CODE, error="m")
            canvas.showPage()
    missing = {glyph.code_point for sheet in pages.sheets for glyph in sheet.missing()}
    return tuple(sorted(missing))
