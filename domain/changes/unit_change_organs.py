"""内设机构: inner organs set up, renamed, altered, moved to another unit and ended."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from domain.changes.unit_change_entry import Entry
from domain.dates import Period
from domain.facts import ABOLISHED, NORMAL, InnerOrgan, OrganId, Unit, UnitId

_CHOICES: Final = ("kind", "rank")
_COUNTS: Final = ("quota", "chiefs", "deputies")


def set_up(entry: Entry) -> None:
    """内设机构设立: one more, behind the last."""
    name = entry.needs("organ")
    choices, counts = entry.choices(InnerOrgan.KIND, *_CHOICES), entry.counts(*_COUNTS)
    if not name or choices is None or counts is None or not _free(entry, name):
        return
    held = entry.work.scene.facts(InnerOrgan, entry.work.day, entry.unit)
    organ = InnerOrgan(
        OrganId(f"+{entry.reform.next('organ')}"),
        entry.unit,
        name,
        order=max((each.order for each in held), default=0) + 1,
        **{**choices, **counts},  # type: ignore[arg-type]  # fields by name
    )
    entry.work.scene.amend(InnerOrgan, organ.organ, Period(entry.work.day), entry.cited(organ))
    _count(entry, entry.unit, 1)
    entry.enter(name, 1)


def rename(entry: Entry) -> None:
    """内设机构更名: another name."""
    organ, name = _stated(entry), entry.needs("name")
    if organ is None or not name or not _free(entry, name):
        return
    if _reworded(entry, organ, name=name):
        entry.enter(name, old=organ.name)


def alter(entry: Entry) -> None:
    """内设机构调整: another kind or rank, other places or posts."""
    organ, choices = _stated(entry), entry.choices(InnerOrgan.KIND, *_CHOICES)
    counts = entry.counts(*_COUNTS)
    if organ is None or choices is None or counts is None:
        return
    news = {**choices, **counts}
    if not news:
        entry.needs("quota")
    elif _reworded(entry, organ, **news):
        entry.enter(organ.name, value="、".join(map(str, news.values())))


def hand_over(entry: Entry) -> None:
    """内设机构划转: the organ belongs to another unit from now on."""
    organ, other = _stated(entry), entry.unit_of("to")
    if organ is None or other is None:
        return
    if other == entry.unit:
        entry.refuse(2, "change.same_unit", unit=entry.held.name)
    elif _unaltered(entry, organ, "unit", "status"):
        hand(entry, organ, other)


def abolish(entry: Entry) -> None:
    """内设机构撤销: nobody may be left in it when the case is done."""
    organ = _stated(entry)
    if organ is not None and _unaltered(entry, organ, "unit", "status"):
        close_organ(entry, organ)


def hand(entry: Entry, organ: InnerOrgan, other: UnitId) -> None:
    """Let an organ belong to another unit; both ledgers tell it."""
    entry.reform.shut[organ.organ] = (organ, entry)
    _set(entry, organ, unit=other)
    _count(entry, entry.unit, -1)
    _count(entry, other, 1)
    entry.enter(organ.name, -1, other=entry.work.unit_name(other), counterpart=other)
    entry.mirror(other, organ.name, 1)


def close_organ(entry: Entry, organ: InnerOrgan) -> None:
    """End an organ; it stays as 撤销."""
    entry.reform.shut[organ.organ] = (organ, entry)
    _set(entry, organ, status=ABOLISHED)
    _count(entry, entry.unit, -1)
    entry.enter(organ.name, -1)


def organ_named(entry: Entry, name: str) -> InnerOrgan | None:
    """Return the inner organ of the entry's unit by name or code, `None` where refused."""
    held = entry.work.scene.facts(InnerOrgan, entry.work.day, entry.unit)
    for organ in held:
        if organ.status == NORMAL and name in (organ.name, organ.organ):
            return organ
    near = [organ.name for organ in held if organ.status == NORMAL]
    entry.refuse(29, "change.organ_unknown", unit=entry.held.name, name=name, near=near)
    return None


def _stated(entry: Entry) -> InnerOrgan | None:
    name = entry.needs("organ")
    return organ_named(entry, name) if name else None


def _free(entry: Entry, name: str) -> bool:
    """Tell whether no organ of the unit bears the name on the day or later."""
    for version in entry.work.scene.versions_from(InnerOrgan, entry.work.day, entry.unit):
        if version.content.status == NORMAL and version.content.name == name:
            first = max(version.valid.start, entry.work.day)
            facts = {"unit": entry.held.name, "name": name, "first": first}
            entry.refuse(68, "change.organ_taken", **facts)
            return False
    return True


def _unaltered(entry: Entry, organ: InnerOrgan, *fields: str) -> bool:
    """Tell whether no later document says something else of these fields."""
    later = entry.work.scene.later_change(InnerOrgan, organ.organ, entry.work.day, *fields)
    if later:
        facts = {"unit": entry.held.name, "later": later.valid.start}
        document = later.content.doc_no
        entry.refuse(19, "change.later", what=organ.name, document=document, **facts)
    return later is None


def _reworded(entry: Entry, organ: InnerOrgan, **news: object) -> bool:
    changed = {name: value for name, value in news.items() if getattr(organ, name) != value}
    if not changed:
        entry.refuse(57, "change.nothing", unit=organ.name)
        return False
    if not _unaltered(entry, organ, *changed):
        return False
    _set(entry, organ, **changed)
    return True


def _set(entry: Entry, organ: InnerOrgan, **news: object) -> None:
    def altered(each: InnerOrgan) -> InnerOrgan:
        return entry.cited(replace(each, **news))  # type: ignore[arg-type]  # fields by name

    entry.work.scene.alter(InnerOrgan, organ.organ, entry.work.day, altered)


def _count(entry: Entry, unit: UnitId, delta: int) -> None:
    """Keep the approved number of inner organs, where it is known."""

    def altered(each: Unit) -> Unit:
        number = max(each.inner_count + delta, 0) if each.inner_count else 0
        return replace(each, inner_count=number)

    entry.work.scene.alter(Unit, unit, entry.work.day, altered)
