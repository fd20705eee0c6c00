"""比对名单: made from a workbook, listed, removed, held against the ledger."""

from __future__ import annotations

from collections import Counter
from typing import Any

from desktop.commands.console import DONE, NEEDS_A_PERSON, Answer, Console
from desktop.listed_files import listed_in
from desktop.office import OpenOffice
from domain.exchange.list_difference import WORDS, Difference
from domain.exchange.listed import ListHead
from domain.identity import masked
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
    with console.office() as office:
        day = console.day
        found = ListActs(office.register).compare(office.actor, wanted.list, day)
        office.enter("list.compare", found.head.key)
    counted = Counter(one.category for one in found.differences)
    value = {
        "list": _told(found.head),
        "day": day.isoformat(),
        "counts": {category.value: counted[category] for category in WORDS},
        "differences": [_difference(one) for one in found.differences],
    }
    lines = [f"{_line(found.head)}，与 {day} 的台账相比"]
    lines += [f"{words} {counted[category]} 人次" for category, words in WORDS.items()]
    lines += [_sentence(one) for one in found.differences]
    return Answer(value, "\n".join(lines), NEEDS_A_PERSON if found.differences else DONE)


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


def _difference(one: Difference) -> dict[str, str]:
    return {
        "category": one.category.value,
        "text": WORDS[one.category],
        "id_no": masked(one.id_no),
        "name": one.name,
        "unit": one.unit,
        "listed_name": one.listed_name,
        "listed_unit": one.listed_unit,
    }


def _sentence(one: Difference) -> str:
    ours = " ".join(filter(None, (one.name, one.unit))) or "没有"
    theirs = " ".join(filter(None, (one.listed_name, one.listed_unit))) or "没有"
    return f"  {WORDS[one.category]}  {masked(one.id_no)}  台账：{ours}  名单：{theirs}"
