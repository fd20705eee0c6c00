"""A timeline as rows, and what two days tell apart as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from domain.between_words import ToldStep
from domain.case import CORRECTED
from domain.history import BEGAN, CHANGED, ENDED, Entry, Line, Timeline
from domain.identity import masked_within
from domain.register import TAKEN_OVER, Change
from ui.look.lights import GREEN, GREY, YELLOW, LightMark
from ui.parts.table import Column

_TONES: Final = {CORRECTED: YELLOW, TAKEN_OVER: GREY}
_SENSES: Final = {BEGAN: "新增", ENDED: "终止", CHANGED: ""}
_OF_PEOPLE: Final = {
    ("occupancy", BEGAN): "入编",
    ("occupancy", ENDED): "出编",
    ("departure", BEGAN): "下编登记",
}
ALL_STEPS: Final = "所有变化"


@dataclass(frozen=True, slots=True)
class Told:
    """One row of a timeline: a change, and what it did in words; `clear` is that without veils."""

    change: Change
    text: str
    clear: str = ""


TIMELINE: Final = (
    Column[Told]("生效日期", lambda told: str(told.change.effective), 6),
    Column[Told](
        "性质", lambda told: LightMark(_TONES.get(told.change.mode, GREEN), told.change.mode), 4
    ),
    Column[Told]("事项", lambda told: told.change.kind, 5),
    Column[Told]("内容", lambda told: told.text, 10, rest=True),
    Column[Told]("登记", lambda told: _entered(told.change).date().isoformat(), 6, spare=True),
    Column[Told]("文号", lambda told: told.change.document or "—", 9, spare=True),
)
STEPS: Final = (
    Column[ToldStep]("变化", lambda step: step.label, 5),
    Column[ToldStep]("对象", lambda step: step.subject, 6),
    Column[ToldStep]("单位", lambda step: step.unit, 14, spare=True),
    Column[ToldStep]("较早一天", lambda step: step.before or "—", 12, rest=True),
    Column[ToldStep]("较晚一天", lambda step: step.after or "—", 12, rest=True),
)


def rows_of(timeline: Timeline) -> tuple[Told, ...]:
    """Return a timeline as rows, what took effect last first."""
    return tuple(
        Told(entry.change, text_of(entry), _text_of(entry, clear=True))
        for entry in reversed(timeline.by_effect)
    )


def revealed(rows: Iterable[Told]) -> tuple[Told, ...]:
    """Return rows without veils."""
    return tuple(replace(row, text=row.clear) for row in rows)


def text_of(entry: Entry) -> str:
    """Return what a change did: its own summary and its lines, ID numbers masked."""
    return masked_within(_text_of(entry, clear=False))


def _text_of(entry: Entry, *, clear: bool) -> str:
    told = "；".join(dict.fromkeys(line_text(line, clear=clear) for line in entry.lines))
    return "　".join(dict.fromkeys(filter(None, (entry.change.summary, told))))


def line_text(line: Line, *, clear: bool = False) -> str:
    """Return one difference as a sentence: 核定编制 行政编制：核定数 9 → 12."""
    about = f"{line.label} {line.subject}".strip() if line.subject else line.label
    sense = _SENSES.get(line.sense, "")
    fields = "，".join(
        f"{change.name} {old or '空'} → {new or '空'}"
        for change in line.fields
        for old, new in (change.clear if clear else (change.old, change.new),)
        if line.sense == CHANGED
    )
    if (line.kind, line.sense) in _OF_PEOPLE:
        return f"{_OF_PEOPLE[line.kind, line.sense]} {line.subject}"
    return f"{about}：{fields}" if fields else f"{sense}{about}"


def told_lines(told: Told) -> Iterator[tuple[str, str]]:
    """Yield everything about one row as name and value."""
    change = told.change
    yield "生效日期", str(change.effective)
    yield "性质", f"{change.mode}（{_MODES.get(change.mode, '')}）"
    yield "事项", change.kind
    yield "内容", told.text.replace("；", "；\n")
    yield "文号", change.document
    yield "业务单", str(change.case or "")
    approved = f"，{change.approved_by} 审核" if change.approved_by else ""
    single = "（单人）" if change.single else ""
    at = _entered(change).strftime("%Y-%m-%d %H:%M")
    yield "登记", f"{at} {change.entered_by} 登记{approved}{single}"


def _entered(change: Change) -> datetime:
    """Return when a change was entered, in local time: what was known is asked for by that day."""
    return change.at.astimezone()


_MODES: Final = {
    TAKEN_OVER: "建账时照原样接过来",
    "变动": "情况变了",
    CORRECTED: "原来登记错了，改正过来",
}


def counted(timeline: Timeline) -> str:
    """Return how many changes there are, 变动 and 更正 apart."""
    totals = "、".join(f"{mode} {count} 次" for mode, count in timeline.totals.items() if count)
    began = f"本台账自 {timeline.began} 起" if timeline.began else "台账尚无数据"
    return f"{began}　{totals}" if totals else began


def labels_of(steps: tuple[ToldStep, ...]) -> tuple[str, ...]:
    """Return the labels that occur, each with how often: 新进 12."""
    counts: dict[str, int] = {}
    for step in steps:
        counts[step.label] = counts.get(step.label, 0) + 1
    return tuple(f"{label} {count}" for label, count in counts.items())
