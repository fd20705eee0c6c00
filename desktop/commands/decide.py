"""What the office decides for itself and those below: thresholds, deadlines, titles of forms."""

from __future__ import annotations

from typing import Any

from desktop.commands.console import Answer, Console
from desktop.deciding import items_of
from domain.exchange.decided_words import SOURCES, told_of
from domain.workflow.decided_items import DecidedItem
from domain.workflow.decisions import Decisions


def decide(console: Console) -> Answer:
    """Decide something, decide it no longer, or list all that may be decided."""
    wanted = console.arguments
    with console.office() as office:
        acts = Decisions(office.register)
        if wanted.act == "set":
            acts.decide(office.actor, wanted.name, wanted.value)
        elif wanted.act == "drop":
            acts.drop(office.actor, wanted.name)
        items, held = items_of(office), acts.decided()
    shown = [i for i in items if wanted.act == "list" or i.name == wanted.name]
    value = {
        "version": held.version,
        "from": held.sender,
        "items": [_document(item) for item in shown],
    }
    return Answer(value, "\n".join(_line(item) for item in shown))


def _document(item: DecidedItem) -> dict[str, Any]:
    return {
        "name": item.name,
        "label": item.label,
        "value": item.value,
        "source": item.source,
        "takes": item.takes,
    }


def _line(item: DecidedItem) -> str:
    told = told_of(item.name, item.value)
    return f"{item.name}  {item.label}：{told}（{SOURCES[item.source]}；{item.takes}）"
