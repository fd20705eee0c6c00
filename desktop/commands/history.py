"""Looking back: timelines, two days compared, the three tables of the past."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from desktop.commands.console import Answer, Console
from desktop.commands.papers import own_unit
from desktop.history_papers import (
    TableRequest,
    write_comparison,
    write_table,
)
from desktop.looking_back import as_known, history_of
from desktop.office import OpenOffice
from desktop.outlets import require_workbook
from domain.between import Comparison
from domain.between_words import ToldStep, told
from domain.errors import Refusal
from domain.facts import PersonId, UnitId
from domain.history import BEGAN, ENDED, Entry, Line, Timeline
from domain.identity import clean_id_number
from domain.roles import Act
from domain.workflow.asking import require_begun
from domain.workflow.permission import require

_SENSES = {BEGAN: "新增", ENDED: "终止"}
_SHOWN = 12


def history(console: Console) -> Answer:
    """Write one of the three tables, the 沿革表 unless another is named."""
    wanted = console.arguments
    with console.office() as office:
        require(office.actor, Act.EXPORT)
        out = console.path("out")
        require_workbook(out)
        unit = own_unit(console, office)
        request = TableRequest(wanted.table, unit, console.day, wanted.year or console.day.year)
        rows = write_table(office, request, out)
    return Answer({"path": str(out), "rows": rows, "table": wanted.table}, f"{out}  {rows} 行")


def compare_days(console: Console) -> Answer:
    """Tell two days apart."""
    wanted = console.arguments
    with console.office() as office:
        require(office.actor, Act.READ)
        before = as_known(office, wanted.before, wanted.known_on)
        found = history_of(office).compare(
            before, as_known(office, wanted.after, None), console.progress
        )
        rows = list(told(found, office.resources.words))
        path = None
        if wanted.out:
            require(office.actor, Act.EXPORT)
            path = console.path("out")
            require_workbook(path)
            write_comparison(office, found, path)
    value = {**_comparison(found, rows), "path": str(path or "")}
    lines = [f"{found.before.day} 至 {found.after.day}：共 {len(rows)} 项变化"]
    lines += [_told_line(row) for row in rows]
    return Answer(value, "\n".join(lines))


def _comparison(found: Comparison, rows: Iterable[ToldStep]) -> dict[str, object]:
    names = found.unit_names
    return {
        "from": found.before.day.isoformat(),
        "to": found.after.day.isoformat(),
        "persons": [
            {
                "person": step.id_no,
                "name": step.name,
                "sense": step.sense,
                "from_unit": names[step.before.unit] if step.before else "",
                "to_unit": names[step.after.unit] if step.after else "",
                "fields": list(step.fields),
            }
            for step in found.people
        ],
        "units": [
            {
                "code": step.unit.unit,
                "name": step.unit.name,
                "sense": step.sense,
                "fields": list(step.fields),
            }
            for step in found.units
        ],
        "counts": [
            {
                "code": step.unit,
                "unit": step.unit_name,
                "subject": step.subject,
                "item": step.item,
                "before": {"approved": step.before[0], "actual": step.before[1]},
                "after": {"approved": step.after[0], "actual": step.after[1]},
            }
            for step in found.counts
        ],
        "texts": [_told_line(row) for row in rows],
    }


def _told_line(row: ToldStep) -> str:
    where = "" if row.unit == row.subject else f"（{row.unit}）"
    return f"{row.label} {row.subject}{where}：{row.before or '无'} → {row.after or '无'}"


def timeline(console: Console) -> Answer:
    """Show what was done to a unit or a person."""
    wanted = console.arguments
    with console.office() as office:
        require(office.actor, Act.READ)
        known = as_known(office, console.day, wanted.known_on).known
        if wanted.person:
            found = history_of(office).of_person(_person(office, wanted.person), known)
        else:
            found = history_of(office).of_unit(_unit(console, office), known)
    entries = found.entries if wanted.entered else found.by_effect
    value = {
        "subject": found.subject,
        "began": str(found.began or ""),
        "totals": dict(found.totals),
        "entries": [_entry(entry) for entry in entries],
    }
    return Answer(value, "\n".join(_timeline_lines(found, entries)))


def _person(office: OpenOffice, id_no: str) -> PersonId:
    with office.register.reading() as reader:
        number = reader.known_person(clean_id_number(id_no))
    if number is None:
        raise Refusal("history.person_unknown", person=id_no)
    return number


def _unit(console: Console, office: OpenOffice) -> UnitId:
    """Return the unit meant, an abolished or former one by its code."""
    code = UnitId(console.arguments.unit)
    with office.register.reading() as reader:
        require_begun(reader, console.day)
        if next(reader.ever_of_unit(code), None) is not None:
            return code
    return own_unit(console, office) or code


def _entry(entry: Entry) -> dict[str, object]:
    change = entry.change
    return {
        "number": entry.number,
        "kind": change.kind,
        "mode": change.mode,
        "effective": change.effective.isoformat(),
        "document": change.document,
        "case": change.case or "",
        "entered_by": change.entered_by,
        "approved_by": change.approved_by,
        "at": change.at.isoformat(),
        "single": change.single,
        "lines": [
            {
                "fact": line.kind,
                "label": line.label,
                "subject": line.subject,
                "sense": line.sense,
                "from": line.from_day.isoformat(),
                "to": str(line.to_day or ""),
                "fields": [
                    {"name": field.name, "old": field.old, "new": field.new}
                    for field in line.fields
                ],
            }
            for line in entry.lines
        ],
    }


def _timeline_lines(found: Timeline, entries: Iterable[Entry]) -> Iterator[str]:
    yield f"{found.subject}  本台账自 {found.began} 起" if found.began else found.subject
    for entry in entries:
        change = entry.change
        ground = " ".join(part for part in (change.document, change.case or "") if part)
        who = "，".join(part for part in (change.entered_by, change.approved_by) if part)
        yield f"{change.effective}  [{change.mode}] {change.kind}  {ground}  {who} {_day(entry)}"
        yield from (f"    {_line(line, change.effective)}" for line in entry.lines[:_SHOWN])
        more = len(entry.lines) - _SHOWN
        if more > 0:
            yield f"    ……另有 {more} 项，加 --json 看全部"


def _day(entry: Entry) -> str:
    return f"登记于 {entry.change.at.astimezone().date()}"


def _line(line: Line, effective: date) -> str:
    since = "" if line.from_day == effective else f"（自 {line.from_day}）"
    about = f"{line.label} {line.subject}".strip()
    if line.sense in _SENSES:
        return f"{_SENSES[line.sense]} {about}{since}"
    fields = "；".join(f"{one.name} {one.old or '空'} → {one.new or '空'}" for one in line.fields)
    return f"{about}{since}：{fields}"
