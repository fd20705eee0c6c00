"""What the office decides for itself and those below: thresholds, deadlines, titles of forms."""

from __future__ import annotations

from typing import Any

from desktop.commands.console import Answer, Console
from domain.exchange.decided import ITEMS, value_in
from domain.exchange.decided_words import label_of, told_value
from domain.roles import Act
from domain.workflow.decisions import Decided, Decisions
from domain.workflow.permission import require


def decide(console: Console) -> Answer:
    """Decide something, decide it no longer, or list all that may be decided."""
    wanted = console.arguments
    with console.office() as office:
        acts = Decisions(office.register)
        if wanted.act == "set":
            acts.decide(office.actor, wanted.name, wanted.value)
        elif wanted.act == "drop":
            acts.drop(office.actor, wanted.name)
        else:
            require(office.actor, Act.READ)
        held = acts.decided()
        county = office.resources.county
    items = [_item(name, held, value_in(county, name)) for name in ITEMS]
    shown = items if wanted.act == "list" else [i for i in items if i["name"] == wanted.name]
    value = {"version": held.version, "from": held.sender, "items": shown}
    return Answer(value, "\n".join(_line(item) for item in shown))


def _item(name: str, held: Decided, shipped: object) -> dict[str, Any]:
    source = "above" if name in held.above else "own" if name in held.own else "program"
    found = held.values.get(name, shipped)
    return {
        "name": name,
        "label": label_of(name),
        "value": found,
        "source": source,
        "takes": ITEMS[name].told,
    }


def _line(item: dict[str, Any]) -> str:
    whose = {"above": "上级规定", "own": "本办规定", "program": "程序原有"}[item["source"]]
    return (
        f"{item['name']}  {item['label']}：{told_value(item['value'])}（{whose}；{item['takes']}）"
    )
