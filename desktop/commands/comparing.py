"""比对名单: made from a workbook, listed, removed, held against the ledger."""

from __future__ import annotations

from typing import Any

from desktop.commands.console import DONE, NEEDS_A_PERSON, Answer, Console
from desktop.listed_files import listed_in
from desktop.office import OpenOffice
from domain.exchange.difference_rows import DifferenceRow, cells_of, shown
from domain.exchange.list_difference import WORDS
from domain.exchange.listed import ListHead
from domain.facts import OfficeCode
from domain.roles import Act
from domain.workflow.list_acts import ListActs
from domain.workflow.permission import require


def lists(console: Console) -> Answer:
    """Make, choose or remove a list; or show all that are held."""
    wanted = console.arguments
    with console.office() as office:
        acts = ListActs(office.register)
        if wanted.act == "add":
            changed = [_added(console, office, acts)]
        elif wanted.act == "send":
            changed = [acts.send(office.actor, wanted.id)]
        elif wanted.act == "drop":
            acts.remove(office.actor, wanted.id)
            changed = []
        else:
            changed = list(acts.lists(office.actor))
    text = "\n".join(map(_line, changed)) or "没有比对名单。"
    return Answer({"lists": [_told(head) for head in changed]}, text)


def _added(console: Console, office: OpenOffice, acts: ListActs) -> ListHead:
    wanted = console.arguments
    require(office.actor, Act.IMPORT)
    rows = listed_in(console.path("file"), office.resources.layouts, console.progress)
    day = wanted.day or console.clock.today()
    return acts.add(office.actor, wanted.item, wanted.period, day, rows)


def compare(console: Console) -> Answer:
    """Hold a list against the ledger; ID numbers are shown masked."""
    wanted = console.arguments
    chosen = OfficeCode(wanted.office) if wanted.office else None
    with console.office() as office:
        acts, progress = ListActs(office.register), console.progress
        found = acts.compare(office.actor, wanted.list, console.day, progress, chosen)
        office.enter("list.compare", f"{found.head.key} {found.office}")
    rows, counted = tuple(map(shown, found.differences)), found.counted
    value = {
        "list": _told(found.head),
        "office": found.office,
        "day": found.day.isoformat(),
        "people": found.people,
        "agreed": counted.agreed,
        "counts": {category.value: count for category, count in counted.counts.items()},
        "differences": [_difference(one) for one in rows],
    }
    lines = [
        f"{_line(found.head)}，与 {found.office} 截至 {found.day} 的台账 {found.people} 人相比"
    ]
    lines += [f"一致 {counted.agreed} 人"]
    lines += [f"{WORDS[category]} {count} 人次" for category, count in counted.counts.items()]
    lines += [_sentence(one) for one in rows]
    return Answer(value, "\n".join(lines), NEEDS_A_PERSON if rows else DONE)


def _told(head: ListHead) -> dict[str, Any]:
    return {
        "id": head.key,
        "item": head.item,
        "period": head.period,
        "day": head.day.isoformat(),
        "office": head.office,
        "rows": head.rows,
    }


def _line(head: ListHead) -> str:
    return f"{head.key}  {head.item}  {head.period}  {head.rows} 人"


def _difference(one: DifferenceRow) -> dict[str, str]:
    return {"text": WORDS[one.category], **cells_of(one), "category": one.category.value}


def _sentence(one: DifferenceRow) -> str:
    ours = " ".join(filter(None, (one.name, one.unit))) or "没有"
    theirs = " ".join(filter(None, (one.listed_name, one.listed_unit))) or "没有"
    note = f"　{one.note}" if one.note else ""
    return f"  {WORDS[one.category]}  {one.id_no}  台账：{ours}  名单：{theirs}{note}"
