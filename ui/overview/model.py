"""The tables of the overview."""

from __future__ import annotations

import re
from typing import Final

from domain.dossier import TypeCount
from domain.outcomes import DueRetirement, Summary, UnitLight, UnitSummary
from ui.look.lights import RED, WORST_FIRST, LightMark, balance, mark_of
from ui.parts.table import Column

Alarm = tuple[UnitLight, UnitSummary | None]
_RULE: Final = re.compile(r"^规则 \d+：")


def alarms(lights: tuple[UnitLight, ...], summary: Summary) -> tuple[Alarm, ...]:
    """Pair every light with its unit's counts, worst first and otherwise as given."""
    units = {(held.office, str(held.unit.unit)): held for held in summary.units}
    ranked = sorted(lights, key=lambda light: WORST_FIRST.index(light.light))
    return tuple((light, units.get((light.office, light.unit))) for light in ranked)


def mark(alarm: Alarm) -> LightMark:
    """Return the light with its word."""
    return mark_of(alarm[0].light, alarm[1].types if alarm[1] else ())


def approved(alarm: Alarm) -> int:
    """Return the unit's approved places of all types."""
    return sum(count.approved for count in alarm[1].types) if alarm[1] else 0


def actual(alarm: Alarm) -> int:
    """Return the unit's people of all types."""
    return sum(count.actual for count in alarm[1].types) if alarm[1] else 0


def reasons(alarm: Alarm) -> str:
    """Return the reasons without the numbers of their rules, which the checks page tells."""
    return "；".join(_RULE.sub("", reason) for reason in alarm[0].reasons) or "—"


ALARMS: Final = (
    Column[Alarm]("状态", mark, 5, sort=lambda alarm: WORST_FIRST.index(alarm[0].light)),
    Column[Alarm]("单位", lambda alarm: alarm[0].name, 15),
    Column[Alarm]("核定", approved, 3, right=True, spare=True),
    Column[Alarm]("实有", actual, 3, right=True, spare=True),
    Column[Alarm]("原因（点一行看单位）", reasons, 24, rest=True),
)
TYPES: Final = (
    Column[TypeCount]("编制类型", lambda count: count.quota_type, 7, rest=True),
    Column[TypeCount]("核定", lambda count: count.approved, 3, right=True),
    Column[TypeCount]("实有", lambda count: count.actual, 3, right=True),
    Column[TypeCount](
        "空编 / 超编",
        balance,
        6,
        sort=lambda count: count.vacant,
    ),
)
RETIREMENTS: Final = (
    Column[DueRetirement](
        "到龄月份",
        lambda due: LightMark(RED, f"{due.month} 已逾期") if due.overdue else due.month,
        9,
        sort=lambda due: due.month,
    ),
    Column[DueRetirement]("姓名", lambda due: due.member.person.name, 4),
    Column[DueRetirement]("单位", lambda due: due.unit_name, 10, rest=True),
)


def over(summary: Summary) -> int:
    """Return the places held beyond the approved ones, unit by unit and type by type."""
    return sum(-c.vacant for unit in summary.units for c in unit.types if c.vacant < 0)


def vacant(summary: Summary) -> int:
    """Return the approved places nobody holds, unit by unit and type by type."""
    return sum(c.vacant for unit in summary.units for c in unit.types if c.vacant > 0)
