"""One person of the register moves: to another unit, inner organ or type of place.

Transfers (人员异动) and reforms (机构修改) both move people. The place changes in one step: there
is no day on which the person holds none, or two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from domain.changes.conversion import conversion
from domain.changes.holders import Holder, errors, holder, meaning, organ_named, unit_named
from domain.changes.later import changed, lasting, left_later
from domain.changes.slots import SlotUse
from domain.changes.work import Work
from domain.dates import from_day
from domain.facts import Detachment, Occupancy, Unit
from domain.intake.cells import text

FIELDS: Final = (
    "funding", "post_class", "role", "position", "lead_level", "grade", "appointed_on",
    "appoint_doc", "entry_mode", "entry_source", "entered_on", "quota_since", "quota_doc",
    "slot_no", "order", "remark", "uncounted", "above_rank", "above_doc",
)  # fmt: skip
"""Fields of the place that a move may state beside unit (`to`), type and inner organ."""
_OF_THE_UNIT: Final = frozenset({"正职", "副职", "总师", "其他领导"})
"""Posts of the unit itself: who leaves the unit leaves them."""


def move(work: Work, stated: Mapping[str, str]) -> None:
    """Carry out one move on the day of the case, and enter what stands in its way.

    `stated`: "id"; "to", the unit by code or name (default: the same); "quota_type", "organ" by
    name or code, and any of `FIELDS`. Whoever changes the unit entered it on that day; 入编时间 and
    入编文号 stay while the type does. Who leads a unit must state the role in the new one.
    Enters `case.move.*`, `case.person.*`, `case.later_change` and the sentences of imports.
    """
    who = holder(work, stated)
    if who is None:
        return
    news = _news(work, stated, who)
    if news is None:
        return
    after = changed(who.place, news)
    if after == who.place:
        facts = {"name": who.person.name, "unit": work.unit_name(after.unit)}
        work.error(16, "case.move.already", who.id_no, **facts)
    elif not left_later(work, who, after) and lasting(work, who.place, news, who):
        _pass_on_slot(work, who, news)
        _stay_away(work, who, after)


def _pass_on_slot(work: Work, who: Holder, news: Mapping[str, object]) -> None:
    """Strike the slot of the place left (销号), and use the one that the move states."""
    slots = SlotUse(work.scene, work.ground.county, work.day)
    if "slot_no" in news:
        slots.strike(who.place)
        if number := str(news["slot_no"]):
            slots.use(number, who.number)


def _stay_away(work: Work, who: Holder, after: Occupancy) -> None:
    """Let who is away from the unit left be away from the new one (借调、挂职、人编分离)."""

    def altered(held: Detachment) -> Detachment:
        return replace(held, unit=after.unit) if held.unit == who.place.unit else held

    if after.unit != who.place.unit:
        work.scene.alter(Detachment, who.number, work.day, altered)


def _news(work: Work, stated: Mapping[str, str], who: Holder) -> dict[str, object] | None:
    """Return what becomes of the place's fields, `None` when something stands in the way."""
    target = text(stated.get("to", ""))
    unit = unit_named(work, target, who.id_no) if target else work.unit(who.place.unit)
    fields = _stated(work, stated, who)
    if unit is None or fields is None:
        return None
    leaves = unit.unit != who.place.unit
    organ = organ_named(work, unit.unit, text(stated.get("organ", "")), who.id_no)
    if organ is None:
        return None
    news: dict[str, object] = {"unit": unit.unit}
    if leaves or organ:
        news["organ"] = organ
    if leaves:
        news |= {"entered_on": from_day(work.day), "order": 0, "slot_no": ""}
        news |= {"uncounted": "", "above_rank": "", "above_doc": ""} if "role" in fields else {}
    quota_type = str(fields.get("quota_type", who.place.quota_type))
    if quota_type != who.place.quota_type:
        news |= {"quota_since": from_day(work.day), "quota_doc": work.case.document.number}
        news["slot_no"] = ""
    news |= fields
    if not _may(work, who, unit, news, quota_type):
        return None
    return news


def _stated(work: Work, stated: Mapping[str, str], who: Holder) -> dict[str, object] | None:
    """Return the fields that the move states as they mean, `None` when one means nothing."""
    found: dict[str, object] = {}
    for field in ("quota_type", *FIELDS):
        if text(stated.get(field, "")):
            value = meaning(work, field, stated[field], who.id_no)
            if value is None:
                return None
            found[field] = value
    return found


def _may(work: Work, who: Holder, unit: Unit, news: dict[str, object], quota_type: str) -> bool:
    """Judge the way in which somebody comes into a unit or a type; fills in the usual one."""
    leaves = unit.unit != who.place.unit
    kinds = work.ground.county.rule_data.post_kinds
    if leaves and kinds.get(who.place.role) in _OF_THE_UNIT and "role" not in news:
        facts = {"name": who.person.name, "role": who.place.role, "unit": unit.name}
        work.error(35, "case.move.role", who.id_no, **facts)
        return False
    if not leaves and quota_type == who.place.quota_type:
        return True
    mode = conversion(work, who, quota_type, str(news.get("entry_mode", "")))
    if mode is None:
        return False
    if leaves and mode:
        news["entry_mode"] = mode
    return _slot_fits(work, who, unit, news, quota_type)


def _slot_fits(
    work: Work, who: Holder, unit: Unit, news: Mapping[str, object], quota_type: str
) -> bool:
    """Judge the slot by which somebody comes into a unit; the county says which modes need one."""
    mode = work.ground.county.entry_mode(str(news.get("entry_mode", "")))
    needed = mode is not None and mode.needs_slot
    number = str(news.get("slot_no", ""))
    if needed and not number:
        facts = {"name": who.person.name, "mode": news["entry_mode"]}
        work.error(24, "case.move.slot", who.id_no, **facts)
        return False
    before = errors(work)
    if number:
        slots = SlotUse(work.scene, work.ground.county, work.day)
        for rule, fault in slots.faults(number, unit.unit, quota_type, needed=needed):
            work.error(rule, fault.code, who.id_no, **fault.facts)
    return errors(work) == before
