"""What may be decided as rows of a table, and its words as a clerk reads and writes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from domain.exchange.decided import ITEMS, MOST_TITLE, Switch
from domain.exchange.decided_words import (
    ABOVE,
    OWN,
    PROGRAM,
    SOURCES,
    area_of,
    told_of,
    unit_of,
)
from domain.workflow.decided_items import DecidedItem
from ui.look.lights import GREEN, GREY, LightMark
from ui.parts.table import Column

EVERYTHING: Final = "全部"
_PLACE: Final = "{office}"
_PLACE_SHOWN: Final = "【地名】"
_MARKS: Final = {
    ABOVE: LightMark(GREEN, SOURCES[ABOVE]),
    OWN: LightMark(GREEN, SOURCES[OWN]),
    PROGRAM: LightMark(GREY, SOURCES[PROGRAM]),
}


def readable(text: str) -> str:
    """Return a title, or what is told of one, with a word for where the place stands in it."""
    return text.replace(_PLACE, _PLACE_SHOWN)


def written(text: str) -> str:
    """Return a title as it is kept."""
    return text.replace(_PLACE_SHOWN, _PLACE)


def told_now(item: DecidedItem) -> str:
    """Return what an item is now, and what the program goes by where that is another number."""
    told = readable(told_of(item.name, item.value))
    if item.holds == item.value:
        return told
    return f"{told}，实际按 {told_of(item.name, item.holds)}"


def told_whole(item: DecidedItem) -> str:
    """Return what an item is now, on whose word, and what it would be if nobody had decided it."""
    told = f"现在：{told_now(item)}（{SOURCES[item.source]}）"
    if item.source == PROGRAM:
        return told
    return f"{told}\n程序原有的：{readable(told_of(item.name, item.shipped))}"


def told_takes(item: DecidedItem) -> str:
    """Return what an item may be, "" where the choices say it."""
    if isinstance(ITEMS[item.name], Switch):
        return ""
    if item.name.startswith("forms."):
        return (
            f"不超过 {MOST_TITLE} 字，写成一行。“{_PLACE_SHOWN}”的地方，"
            "各单位打印时自动换成自己的地名。"
        )
    none = "，0 是不限期" if item.name.startswith("flows.") else ""
    unit = unit_of(item.name)
    return f"可以是：{item.takes}{f'（{unit}）' if unit else ''}{none}。"


DECIDED: Final = (
    Column[DecidedItem]("类别", lambda item: area_of(item.name), 5, spare=True),
    Column[DecidedItem]("项目", lambda item: item.label, 16),
    Column[DecidedItem]("现在的值", told_now, 16, rest=True),
    Column[DecidedItem]("出自", lambda item: _MARKS[item.source], 6),
)


def areas(items: Iterable[DecidedItem]) -> tuple[str, ...]:
    """Return the headings of items, each once."""
    return tuple(dict.fromkeys(area_of(item.name) for item in items))
