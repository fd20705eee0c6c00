"""Rows of a table that are not data: sections, sums, footers, repeated heads, column numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from export.workbooks.sheets import Cell, RawRow

Special = Literal["section", "total", "footer", "repeated"]

_HAN_NUMBER: Final = "[一二三四五六七八九十百]+"
_SECTION: Final = re.compile(
    rf"(?:{_HAN_NUMBER}[、.．]|[(（]{_HAN_NUMBER}[)）]、?|第{_HAN_NUMBER}[部类编章]分?)\s*\S.*"
)
_TOTAL: Final = re.compile(r"(?:本[页表])?(?:合计|小计|总计|共计|累计|总合计)[:：]?")
_GROUP_TOTAL: Final = re.compile(r".{1,20}(?:合计|小计|总计|共计)[:：]?")
_FOOTER: Final = re.compile(
    r"(?:(?:填表|填报|制表|审核|审批|复核|经办|联系|统计|数据审核|主管|单位|分管|主要)"
    r"(?:人员?|单位|时间|日期|负责人|领导|电话|人签字|人签名)?|负责人|联系电话|备注|注|附注|说明|填表说明|附)"
    r"(?:\d{0,2})(?:[(（](?:盖章|签字|签名|签章)[)）])?[:：].*",
    re.DOTALL,
)
_ORDINALS: Final = "甲乙丙丁戊己庚辛"
_FEWEST_NUMBERS: Final = 3
_FEWEST_MERGED: Final = 3


class SpecialRows:
    """Tells the special rows of one sheet, from its head downwards."""

    def __init__(self, above: Sequence[RawRow], merged: dict[int, int]) -> None:
        """Take the rows down to the end of the head, and how wide each row's first merge is."""
        self._above = {key for row in above if (key := tuple(_texts(row)))}
        self._merged = merged
        self._first = len(above)
        self._in_footer = False

    def kind(self, number: int, row: RawRow) -> Special | None:
        """Return what the 0-based row is, None for data; rows must come in order."""
        texts = list(_texts(row))
        if tuple(texts) in self._above or (number == self._first and _numbers_columns(texts)):
            return "repeated"
        if not texts:
            return None
        first = re.sub(r"\s", "", texts[0])
        alone = len(texts) == 1
        if _FOOTER.fullmatch(first) or (self._in_footer and alone):
            self._in_footer = True
            return "footer"
        others_are_sums = all(_is_number(text) for text in texts[1:])
        if _TOTAL.fullmatch(first) or (others_are_sums and _GROUP_TOTAL.fullmatch(first)):
            return "total"
        is_wide = alone and self._merged.get(number, 0) >= _FEWEST_MERGED
        if is_wide or (others_are_sums and _SECTION.fullmatch(first)):
            return "section"
        return None


def first_text(row: RawRow) -> str:
    """Return the first text of the row, without its indent."""
    return next(_texts(row), "")


def _texts(row: Sequence[Cell]) -> Iterator[str]:
    for value in row:
        text = str(value).strip()
        if text:
            yield text


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[-+]?[\d,]+(?:\.\d+)?", text) is not None


def _numbers_columns(texts: Sequence[str]) -> bool:
    """Tell the line 甲 乙 1 2 3 ... that forms print under the head."""
    digits = [text for text in texts if text not in _ORDINALS]
    if len(texts) < _FEWEST_NUMBERS or not all(map(_is_number, digits)):
        return False
    numbers = [float(text.replace(",", "")) for text in digits]
    return numbers == [numbers[0] + step for step in range(len(numbers))] if numbers else True
