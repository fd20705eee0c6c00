"""用编核准: places are granted as numbered slots, given up again, and planned for a year.

来文 -> 用编申请 -> 审议表 -> 编制使用通知单 with one 用编号码 per place (四川达州); 可用编制 per
type, 超编单位不得新进, 平编 出一进一 (多省用编规定).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from domain.available import counts_of
from domain.changes.amendment import PLACEHOLDER
from domain.changes.course import Stretch
from domain.changes.lines import Line
from domain.changes.slots import SlotUse
from domain.changes.work import Work
from domain.codes import County
from domain.dates import Period, from_day
from domain.dossier import TypeCount
from domain.facts import GIVEN_UP, PENDING, Slot, Unit, UnitId, UsePlan
from domain.intake.cells import text

KIND: Final = "用编核准"
GIVE_UP: Final = "放弃"
PLAN: Final = "年度计划"
_YES: Final = "是"
_CHOICES: Final = ("", GIVE_UP, PLAN)
_YEARS: Final = range(2000, 2200)
Counts = Sequence[tuple[Stretch, Mapping[str, TypeCount]]]
"""A unit's counts by type, stretch by stretch."""


def use_quota(work: Work) -> None:
    """Judge and carry out a case of 用编核准.

    An entry without `change` asks for places: `quota_type`, `purpose`, `number` (申报数),
    `approved` (批准数, else the number), `planned` 是/否 (年度用编), `expires_on`, `unit`,
    `remark`. `change` 放弃 gives the slot `slot` up; 年度计划 plans `number` places of
    `quota_type` for `year`.
    """
    granting = _Granting(work)
    for line in Line.entries(work):
        change = line.text("change")
        if change == "":
            granting.take(line)
        elif change == GIVE_UP:
            _give_up(line)
        elif change == PLAN:
            _plan(line)
        else:
            line.error(2, "case.line.choice", column="事项", value=change, choices=_CHOICES[1:])
    granting.judge()


@dataclass(slots=True)
class _Granting:
    """The places that one case grants, and how many per unit and type."""

    work: Work
    wanted: Counter[tuple[UnitId, str]] = field(default_factory=Counter)
    planned: Counter[tuple[UnitId, str]] = field(default_factory=Counter)
    units: dict[UnitId, Unit] = field(default_factory=dict)
    given: int = 0

    def take(self, line: Line) -> None:
        """Grant what one entry asks for."""
        unit, quota_type = line.unit(), line.quota_type()
        asked = line.count("number", "申报数", least=1)
        approved = line.count("approved", "批准数", usual=asked or 0)
        expires = line.expiry(self.work.ground.county.use.slot_months)
        if unit is None or quota_type is None or asked is None or approved is None:
            return
        if approved > asked:
            line.error(51, "case.use.approved", asked=asked, approved=approved)
            return
        if expires is None:
            return
        self.units[unit.unit] = unit
        self.wanted[unit.unit, quota_type] += approved
        planned = line.text("planned")
        if planned == _YES:
            self.planned[unit.unit, quota_type] += approved
        for _ in range(approved):
            self.given += 1
            slot = Slot(
                f"{PLACEHOLDER}{self.given}",
                unit.unit,
                quota_type,
                line.text("purpose"),
                planned,
                f"{PLACEHOLDER}{unit.unit}",
                self.work.case.document.number,
                from_day(self.work.day),
                expires,
                remark=line.text("remark"),
            )
            self.work.scene.amend(Slot, slot.slot_no, Period(self.work.day), slot)

    def judge(self) -> None:
        """Enter what forbids the grants of each unit, or wants an explanation.

        Judged when all entries are carried out: what the case gives up may be granted anew.
        """
        for unit in self.units.values():
            if unit.unit in self.work.ground.blocked:
                reason = self.work.ground.blocked[unit.unit]
                self.work.error(79, "case.use.blocked", unit=unit.name, reason=reason)
            if problems := self.work.ground.lapsed(unit.unit):
                self.work.error(79, "case.use.problems", unit=unit.name, problems=problems)
            counts = [
                (stretch, {one.quota_type: one for one in counts_of(stretch, self._county)})
                for stretch in self.work.stretches(unit.unit)
            ]
            self._judge_over(unit, counts)
            for code, quota_type in self.wanted:
                if code == unit.unit:
                    self._judge_available(unit, quota_type, counts)
            self._judge_plan(unit)

    @property
    def _county(self) -> County:
        return self.work.ground.county

    def _judge_over(self, unit: Unit, counts: Counts) -> None:
        over: dict[str, str] = {}
        for stretch, found in counts:
            for name, count in found.items():
                if count.vacant < 0:
                    told = f"{name}自 {stretch.day} 起超编 {-count.vacant} 名"
                    over.setdefault(name, told)
        if over:
            self.work.error(48, "case.use.over", unit=unit.name, over=list(over.values()))

    def _judge_available(self, unit: Unit, quota_type: str, counts: Counts) -> None:
        """Enter the first day on which the places granted are more than may be used."""
        for stretch, found in counts:
            granted = _granted(stretch, quota_type)
            count = found.get(quota_type, TypeCount(quota_type, 0, 0))
            if not granted or count.available >= 0 or count.vacant < 0:
                continue
            full = count.approved > 0 and count.vacant == 0
            self.work.error(
                50,
                "case.use.full" if full else "case.use.available",
                unit=unit.name,
                type=quota_type,
                first=stretch.day,
                wanted=granted,
                approved=count.approved,
                actual=count.actual,
                pending=count.pending - granted,
                kept=count.reserved + count.frozen + count.leaders,
                available=max(count.available + granted, 0),
            )
            return

    def _judge_plan(self, unit: Unit) -> None:
        scene, year = self.work.scene, self.work.day.year
        latest = max(self.work.day, self.work.ground.today)
        for (code, quota_type), more in self.planned.items():
            plan = scene.on(UsePlan, (code, year, quota_type), self.work.day)
            if code != unit.unit:
                continue
            used = sum(
                (slot.quota_type, slot.planned) == (quota_type, _YES)
                and slot.state != GIVEN_UP
                and slot.granted_on[:4] == str(year)
                for slot in scene.facts(Slot, latest, unit.unit)
            )
            if used > (plan.planned if plan else 0):
                self.work.warn(
                    50,
                    "case.use.plan",
                    unit=unit.name,
                    type=quota_type,
                    year=year,
                    planned=plan.planned if plan else 0,
                    used=used - more,
                    wanted=more,
                )


def _granted(stretch: Stretch, quota_type: str) -> int:
    """Return how many slots of a type the case itself grants and keeps back on a day."""
    day = stretch.day.isoformat()
    own = (slot for slot in stretch.slots if slot.slot_no.startswith(PLACEHOLDER))
    return sum(slot.quota_type == quota_type and slot.pending_on(day) for slot in own)


def _give_up(line: Line) -> None:
    work, number = line.work, line.needed("slot", "用编号")
    if not number:
        return
    use = SlotUse(work.scene, work.ground.county, work.day)
    slot = use.held(number)
    if slot is None:
        line.error(24, "case.slot.unknown", slot=number)
    elif slot.unit != work.case.unit:
        line.error(25, "case.slot.unit", slot=number, unit=work.unit_name(slot.unit))
    elif later := work.scene.later_change(Slot, number, work.day, "state"):
        facts = {"slot": number, "state": later.content.state, "day": later.valid.start}
        line.error(25, "case.slot.changed_later", **facts)
    elif slot.state != PENDING:
        facts = {"slot": number, "state": slot.state, "who": use.user_of(slot)}
        line.error(25, "case.slot.used" if slot.person else "case.slot.state", **facts)
    else:
        remark = line.text("remark") or slot.remark
        work.scene.set(Slot, number, work.day, state=GIVEN_UP, remark=remark)


def _plan(line: Line) -> None:
    work = line.work
    unit, quota_type = line.unit(), line.quota_type()
    year = line.count("year", "年度", least=_YEARS.start)
    number = line.count("number", "计划数")
    if year is not None and year not in _YEARS:
        line.error(1, "case.line.number", column="年度", value=year, least=_YEARS.start)
        return
    if unit is None or quota_type is None or year is None or number is None:
        return
    key = (unit.unit, year, quota_type)
    later = work.scene.later_change(UsePlan, key, work.day, "planned")
    if later is not None:
        facts = {"year": year, "day": later.valid.start, "document": later.content.doc_no}
        line.error(50, "case.use.plan_later", **facts)
        return
    remark = text(line.stated.get("remark", ""))
    plan = UsePlan(*key, number, work.case.document.number, remark)
    work.scene.amend(UsePlan, key, Period(work.day), plan)
