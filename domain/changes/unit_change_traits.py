"""机构: what a unit is called, what it is, whom it answers to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from domain.changes.unit_change_entry import Entry
from domain.changes.unit_change_founding import name_free, sound_code
from domain.facts import Unit, UnitId
from domain.identity import clean_unit_name

_BASICS: Final = ("short_name", "series", "address", "head", "contact", "remark", "uscc")
_NAMES: Final = "、"
_NOBODY: Final = "无"


def reworded(entry: Entry, news: Mapping[str, str], *, approved: bool = True) -> bool:
    """Give fields of the entry's unit new values from the day on; `False` where refused.

    Refused where nothing would change, and where a later document says something else. What is
    not `approved` leaves the document that the unit cites.
    """
    unit, held = entry.unit, entry.held
    changed = {name: value for name, value in news.items() if getattr(held, name) != value}
    if not changed:
        entry.refuse(57, "change.nothing", unit=held.name)
        return False
    scene, day = entry.work.scene, entry.work.day
    later = scene.later_change(Unit, unit, day, *changed)
    if later:
        facts = {"unit": held.name, "later": later.valid.start, "document": later.content.doc_no}
        entry.refuse(19, "change.later", what=entry.how.item, **facts)
        return False

    def altered(each: Unit) -> Unit:
        after = replace(each, **changed)  # type: ignore[arg-type]  # fields by name
        return entry.cited(after) if approved else after

    scene.alter(Unit, unit, day, altered)
    return True


def rename(entry: Entry) -> None:
    """更名: another name, and another short name with it."""
    name = clean_unit_name(entry.needs("name"))
    if not name or not name_free(entry, name, entry.unit):
        return
    old = entry.held.name
    short = entry.says("short_name") or entry.held.short_name
    if reworded(entry, {"name": name, "short_name": short}):
        entry.reform.founded[name] = entry.unit
        entry.enter(name=name, old=old)


def add_nameplate(entry: Entry) -> None:
    """加挂牌子: one more name beside its own."""
    plate, held = clean_unit_name(entry.needs("nameplate")), _plates(entry.held)
    if not plate:
        return
    if plate in (*held, entry.held.name):
        entry.refuse(65, "change.nameplate_held", unit=entry.held.name, value=plate)
        return
    _alter_plates(entry, lambda plates: (*plates, plate))
    entry.enter(value=plate)


def remove_nameplate(entry: Entry) -> None:
    """摘牌: one name beside its own fewer."""
    plate = clean_unit_name(entry.needs("nameplate"))
    if not plate:
        return
    if plate not in _plates(entry.held):
        entry.refuse(65, "change.nameplate_absent", unit=entry.held.name, value=plate)
        return
    _alter_plates(entry, lambda plates: tuple(each for each in plates if each != plate))
    entry.enter(value=plate)


def _plates(unit: Unit) -> tuple[str, ...]:
    parts = unit.other_names.replace("；", _NAMES).replace(";", _NAMES).split(_NAMES)
    return tuple(filter(None, map(clean_unit_name, parts)))


def _alter_plates(entry: Entry, how: Callable[[tuple[str, ...]], tuple[str, ...]]) -> None:
    """Alter the names of the day and of all later days, each on what it says."""

    def altered(unit: Unit) -> Unit:
        plates = dict.fromkeys(how(_plates(unit)))
        return entry.cited(replace(unit, other_names=_NAMES.join(plates)))

    entry.work.scene.alter(Unit, entry.unit, entry.work.day, altered)


def set_rank(entry: Entry) -> None:
    """规格调整: another rank."""
    _set_choice(entry, "rank")


def set_funding(entry: Entry) -> None:
    """经费形式调整: another form of funding."""
    _set_choice(entry, "funding")


def _set_choice(entry: Entry, name: str) -> None:
    value = entry.choice(Unit.KIND, name) if entry.needs(name) else None
    old = getattr(entry.held, name)
    if value and reworded(entry, {name: value}):
        entry.enter(old=old, value=value)


def set_category(entry: Entry) -> None:
    """类别调整: another type, category or nature, one of them at least."""
    news = entry.choices(Unit.KIND, "kind", "category", "nature")
    if news == {}:
        entry.needs("category")
    elif news and reworded(entry, news):
        entry.enter(value="、".join(news.values()))


def set_supervisor(entry: Entry) -> None:
    """隶属调整 and 划转: the unit answers to another one, or with "无" to none."""
    none = entry.says("supervisor") == _NOBODY
    above = UnitId("") if none else entry.unit_of("supervisor")
    if above is None:
        return
    if _below(entry, above):
        entry.refuse(58, "change.supervisor_below", unit=entry.held.name)
        return
    old = entry.work.unit_name(entry.held.supervisor)
    if reworded(entry, {"supervisor": above}):
        value = entry.work.unit_name(above)
        entry.enter(old=old or _NOBODY, value=value or _NOBODY, counterpart=above)


def _below(entry: Entry, above: UnitId) -> bool:
    """Tell whether a unit is the entry's own, or answers to it."""
    seen: set[str] = set()
    while above and above not in seen:
        if above == entry.unit:
            return True
        seen.add(above)
        unit = entry.work.unit(above)
        above = UnitId(unit.supervisor) if unit else UnitId("")
    return False


def set_duties(entry: Entry) -> None:
    """职责调整: the duties as approved, paragraph by paragraph."""
    if entry.needs("duties") and reworded(entry, {"duties": entry.stated["duties"].strip()}):
        entry.enter()


def set_basics(entry: Entry) -> None:
    """基本信息: address, people to ask, credit code and the like; no approval hangs on them."""
    news = {name: entry.says(name) for name in _BASICS if entry.says(name)}
    if "uscc" in news:
        news["uscc"] = news["uscc"].upper()
    series = entry.choice(Unit.KIND, "series")
    if not news:
        entry.needs("contact")
    elif series is not None and sound_code(entry, {"kind": entry.held.kind, **news}):
        news |= {"series": series} if series else {}
        if reworded(entry, news, approved=False):
            entry.enter(value=_NAMES.join(news.values()))
