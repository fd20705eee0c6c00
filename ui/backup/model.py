"""Backups as rows and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from operator import attrgetter
from pathlib import PurePath
from typing import Final

from domain.backups import BackupStanding, SetState, ShownSet
from domain.sizes import size_text
from ui.look.lights import GREEN, GREY, RED, YELLOW, LightMark
from ui.parts.table import Column

_TOLD: Final = 5
_TONES: Final = {
    SetState.VERIFIED: GREEN,
    SetState.INCOMPLETE: YELLOW,
    SetState.UNVERIFIED: YELLOW,
    SetState.CLOSED: GREY,
    SetState.DAMAGED: RED,
}
_NONE: Final = "—"


def moment_text(moment: datetime, today: date) -> str:
    """Return a moment as people say it: 今天 09:00, 昨天 18:05, else the day and the hour."""
    local = moment.astimezone()
    days = (today - local.date()).days
    named = {0: "今天", 1: "昨天"}.get(days, local.date().isoformat())
    return f"{named} {local:%H:%M}"


def standing_text(standing: BackupStanding, today: date) -> str:
    """Return when the newest verified backup was made, for the status bar."""
    if standing.newest is None:
        return "还没有备份"
    made = moment_text(standing.newest, today)
    if standing.lacking:
        return f"上次备份 {made} 缺 {standing.lacking} 个附件"
    return f"上次备份 {made} 已验证"


def lacking_text(lacks: tuple[str, ...]) -> str:
    """Return what a backup lacks, the first of it where it is much."""
    more = len(lacks) - _TOLD
    return "\n".join((*lacks[:_TOLD], *([f"……另有 {more} 项。"] if more > 0 else [])))


def medium_text(standing: BackupStanding, today: date) -> str:
    """Return when a backup last went to the medium, and whether one is due."""
    if standing.medium_made is None:
        return "还没有备份到外部介质。请每个工作日备份到 U 盘或移动硬盘，并与电脑分开存放。"
    told = f"上次备份到外部介质：{moment_text(standing.medium_made, today)}"
    due = "。今天该备份到外部介质了，备份后请与电脑分开存放。"
    return f"{told}{due if standing.medium_due else ''}"


def newest_verified(sets: Iterable[ShownSet]) -> PurePath | None:
    """Return where the newest verified set lies, `None` where there is none."""
    verified = (one for one in sets if one.verified_at)
    newest = max(verified, key=attrgetter("moment"), default=None)
    return None if newest is None else newest.path


def drill_text(standing: BackupStanding, today: date) -> str:
    """Return when restoring a backup was last tried, and whether it should be tried again."""
    if standing.newest is None:
        return "恢复演练：有了备份再做"
    if standing.drilled is None:
        return "还没有做过恢复演练：把备份真的恢复一遍，核对无误后去掉，现在的数据不动。"
    told = f"上次恢复演练：{moment_text(standing.drilled, today)} 通过"
    return f"{told}。该再演练一次了" if standing.drill_due else told


def sets_columns(today: date) -> tuple[Column[ShownSet], ...]:
    """Return the columns of the list of sets."""
    return (
        Column[ShownSet](
            "时间",
            lambda one: moment_text(one.made, today) if one.made else _NONE,
            9,
            sort=attrgetter("moment"),
        ),
        Column[ShownSet]("状态", lambda one: LightMark(_TONES[one.state], one.state), 5),
        Column[ShownSet]("原因", lambda one: one.reason or _NONE, 5),
        Column[ShownSet](
            "大小", lambda one: size_text(one.size), 6, right=True, sort=lambda one: one.size
        ),
        Column[ShownSet]("在哪里", lambda one: "外部介质" if one.on_medium else "本机", 5),
        Column[ShownSet]("名称", lambda one: one.path.name, 10, rest=True, spare=True),
    )


ATTACHED: Final = Column[ShownSet](
    "附件",
    lambda one: LightMark(YELLOW, f"缺 {one.lacking} 个") if one.lacking else _NONE,
    5,
    sort=lambda one: one.lacking,
)


def told_set(one: ShownSet, today: date) -> Iterator[tuple[str, str]]:
    """Yield everything about a set as name and value."""
    yield "时间", f"{moment_text(one.made, today)}（{one.made.date()}）" if one.made else _NONE
    yield "状态", _MEANINGS[one.state]
    if one.verified_at:
        yield "核验", moment_text(datetime.fromisoformat(one.verified_at), today)
    if one.lacking:
        yield "缺的附件", lacking_text(one.lacks) or f"{one.lacking} 个"
    if one.unread:
        yield "没有密钥，未读", "、".join(one.unread)
    yield "原因", one.reason
    yield "大小", size_text(one.size)
    yield "存放在", str(one.path)


_MEANINGS: Final = {
    SetState.VERIFIED: "已验证：写完后由另一个进程逐字节读回，核对无误",
    SetState.INCOMPLETE: "缺附件：存进去的都逐字节核对无误，但做备份时有附件已经丢失、损坏或读不出",
    SetState.UNVERIFIED: "未验证：请点“核验”；核验不过的不要用来恢复",
    SetState.CLOSED: "打不开：本账号没有这一份的密钥，要用那一天的密码或恢复码",
    SetState.DAMAGED: "损坏：清单读不出来，请改用别的备份，并保留这一份",
}
