"""How entries of the audit are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from domain.audit import (
    DONE,
    AuditEntry,
    AuditStanding,
    AuditVerdict,
    CodeVerdict,
    last_month,
    this_month,
)
from ui.look.lights import GREEN, RED, LightMark
from ui.parts.table import Column
from ui.session_desk import IDLE, KEY_FILE, SCREEN, SLEEP

ANY_TIME, CHOSEN = "全部时间", "自选日期"
Span = tuple[date | None, date | None]
TIMES: Final[Mapping[str, Callable[[date], Span]]] = {
    ANY_TIME: lambda _: (None, None),
    "今天": lambda day: (day, day),
    "本月": this_month,
    "上月": last_month,
    "今年": lambda day: (day.replace(month=1, day=1), day),
}
"""What the filter of days offers, and the days it means on a day."""


_LOCKED_BY: Final[Mapping[str, str]] = {
    IDLE: "久未操作",
    SCREEN: "屏幕锁定",
    SLEEP: "电脑休眠",
    KEY_FILE: "密钥盘拔出",
}
"""What locked a window by itself; the audit keeps a word that does not change."""


def _about(entry: AuditEntry) -> str:
    """Return in words what an act was about."""
    if entry.act == "session.auto_lock":
        return _LOCKED_BY.get(entry.object, entry.object)
    return entry.object


def result_mark(entry: AuditEntry) -> LightMark:
    """Return how an act ended, as a light with its word."""
    return LightMark(GREEN if entry.result == DONE else RED, entry.result)


COLUMNS: Final = (
    Column[AuditEntry]("序号", lambda entry: entry.n, 5, right=True),
    Column[AuditEntry]("时间", lambda entry: entry.moment, 10),
    Column[AuditEntry]("账号", lambda entry: entry.actor, 6),
    Column[AuditEntry]("办了什么", lambda entry: entry.did, 13),
    Column[AuditEntry]("对象", lambda entry: _about(entry) or "—", 10, rest=True),
    Column[AuditEntry]("结果", result_mark, 4),
    Column[AuditEntry]("单人", lambda entry: "单人" if entry.single else "", 3, spare=True),
)


def particulars(entry: AuditEntry) -> tuple[tuple[str, str], ...]:
    """Return an entry as names and values."""
    return (
        ("序号", f"第 {entry.n} 条"),
        ("时间", entry.moment),
        ("账号", entry.actor),
        ("角色", entry.roles),
        ("办了什么", entry.did),
        ("代码", entry.act),
        ("对象", _about(entry)),
        ("结果", entry.result),
        ("拒绝的原因", entry.why),
        ("单人模式", "同一人经办和审核" if entry.single else ""),
        ("台账序号", "" if entry.register_number is None else str(entry.register_number)),
        ("改前摘要", _in_groups(entry.before)),
        ("改后摘要", _in_groups(entry.digest)),
        ("前一条的链值", _in_groups(entry.prev)),
        ("本条的链值", _in_groups(entry.hash)),
    )


def _in_groups(digest: str) -> str:
    """Return a digest in parts that wrap where the room ends."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def told_standing(standing: AuditStanding) -> str:
    """Return in a line where the chain stands."""
    return f"共 {standing.entries:,} 条，短码 {standing.code}".replace(",", " ")


def told_count(count: int, hidden: int) -> str:
    """Return how many entries were found, and how many more are digests that are not listed."""
    left_out = f"，另有 {hidden:,} 条见证记录未列出" if hidden else ""
    return f"找到 {count:,} 条{left_out}".replace(",", " ")


def told_verdict(found: AuditVerdict) -> str:
    """Return in words that a chain is sound, and what stays told of it."""
    return "".join((f"链条完整：{told_standing(found.standing)}。", *found.notes))


_NOT_PASSED: Final = (
    "链条不经过这个短码。先对照纸再输一次；仍然不经过，说明写下短码以后审计被改写过或换回了"
    "旧的。数据没有改动，请保留数据文件夹，并报告负责人和上级编办。"
)


def told_code(found: CodeVerdict) -> str:
    """Return in words where the chain passes through a 短码."""
    if not found.n:
        return "".join((_NOT_PASSED, *found.notes))
    at = found.at[:19].replace("T", " ")
    return f"链条在第 {found.n} 条（{at}）经过这个短码，到那时为止的记录没有被改动过。"
