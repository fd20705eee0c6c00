"""机构: units set up, and what makes a name or a credit code free for one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from domain.changes.unit_change_entry import Entry
from domain.dates import Period
from domain.facts import NORMAL, Unit, UnitId
from domain.identity import clean_unit_name, uscc_is_sound
from domain.versions import Version

_CHOICES: Final = ("kind", "rank", "nature", "category", "series", "funding")
_TEXTS: Final = ("short_name", "other_names", "duties", "address", "head", "contact", "remark")


def set_up(entry: Entry) -> None:
    """设立: a unit that was not there, behind the last one of its supervisor."""
    unit = founded(entry, {})
    if unit is not None:
        entry.unit = found(entry, unit)
        entry.enter(delta=1)


def founded(entry: Entry, usual: Mapping[str, str]) -> Unit | None:
    """Return the unit that an entry sets up, `None` where refused; `usual` stands for what lacks.

    Founded on the day that is stated, else on that of the document.
    """
    name = clean_unit_name(entry.needs("name"))
    stated = entry.choices(Unit.KIND, *_CHOICES)
    supervisor = entry.unit_of("supervisor") if entry.says("supervisor") else UnitId("")
    established = entry.day_of("established_on")
    if not name or stated is None or supervisor is None or established is None:
        return None
    texts = {each: entry.stated[each].strip() for each in _TEXTS if entry.says(each)}
    known = {**usual, **stated, **texts, "name": name, "uscc": entry.says("uscc").upper()}
    known["supervisor"] = supervisor or usual.get("supervisor", "")
    if not (_complete(entry, known) and name_free(entry, name) and sound_code(entry, known)):
        return None
    document = entry.work.case.document.number
    return Unit(
        UnitId(f"+{entry.reform.next('unit')}"),
        **known,  # type: ignore[arg-type]  # fields by name
        doc_no=document,
        approved_on=entry.approved_on,
        established_on=established or entry.approved_on,
        established_doc=document,
        order=_order(entry.reform.units(), known["supervisor"]),
    )


def found(entry: Entry, unit: Unit) -> UnitId:
    """Let a new unit exist from the day on, and be found by its name."""
    entry.work.scene.amend(Unit, unit.unit, Period(entry.work.day), unit)
    entry.reform.founded[unit.name] = unit.unit
    return unit.unit


def _complete(entry: Entry, known: Mapping[str, str]) -> bool:
    lacking = [
        each for each in entry.work.ground.county.required.get(Unit.KIND, ()) if not known.get(each)
    ]
    for each in lacking:
        entry.refuse(1, "change.missing", field=f"entry.{each}")
    return not lacking


def _order(units: Iterable[Unit], supervisor: str) -> int:
    """Return the order behind the last unit of a supervisor, or behind all."""
    held = {unit.unit: unit for unit in units}

    def family(unit: Unit) -> bool:
        seen: set[str] = set()
        above: Unit | None = unit
        while above is not None and above.unit not in seen:
            if above.unit == supervisor:
                return True
            seen.add(above.unit)
            above = held.get(UnitId(above.supervisor))
        return False

    behind = [unit.order for unit in held.values() if not supervisor or family(unit)]
    last = max(behind, default=0)
    return last if supervisor else last + 1


def name_free(entry: Entry, name: str, own: UnitId | None = None) -> bool:
    """Tell whether no unit bears a name on the day or later; refuses where one does."""
    for version in _others(entry, own):
        if version.content.name == name:
            first = max(version.valid.start, entry.work.day)
            facts = {"name": name, "code": version.content.unit, "first": first}
            entry.refuse(68, "change.name_taken", **facts)
            return False
    return True


def _others(entry: Entry, own: UnitId | None) -> Iterator[Version[Unit]]:
    """Yield what units but one are from the day on, while they are not closed."""
    for version in entry.work.scene.versions_from(Unit, entry.work.day):
        if version.content.status == NORMAL and version.content.unit != own:
            yield version


def sound_code(entry: Entry, known: Mapping[str, str]) -> bool:
    """Judge a 统一社会信用代码: its check character, its kind, and that nobody else has it."""
    code = known.get("uscc", "")
    if not code:
        return True
    if not uscc_is_sound(code):
        entry.refuse(13, "change.uscc_unsound", value=code)
        return False
    for version in _others(entry, entry.unit):
        if version.content.uscc == code:
            entry.refuse(68, "change.uscc_taken", value=code, unit=version.content.name)
            return False
    prefixes = entry.work.ground.county.rule_data.uscc_prefixes.get(known.get("kind", ""), ())
    if prefixes and not code.startswith(prefixes):
        facts = {"kind": known["kind"], "choices": prefixes, "value": code}
        entry.warn(14, "change.uscc_kind", **facts)
    return True
