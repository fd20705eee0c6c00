"""What was found about a line, put to the fields that it concerns."""

from __future__ import annotations

from collections.abc import Iterable

from domain.outcomes import WordedFinding
from ui.cases.editors import ItemField

_ENTRY = "entry."


def put_to_fields(
    findings: Iterable[WordedFinding], items: tuple[ItemField, ...]
) -> tuple[dict[ItemField, str], tuple[str, ...]]:
    """Return what is said under each field, and what is said of the line as a whole, each once.

    A field that is empty has its own way of saying so.
    """
    said: dict[ItemField, str] = {}
    rest: dict[str, None] = {}
    for found in findings:
        at = next((made for made in items if _concerns(found, made)), None)
        if at is None:
            rest[found.text] = None
        elif at.value():
            said.setdefault(at, found.text)
    return said, tuple(rest)


def _concerns(found: WordedFinding, made: ItemField) -> bool:
    name = str(found.facts.get("field", "")).removeprefix(_ENTRY).rpartition(".")[2]
    column = str(found.facts.get("column", ""))
    return name == made.item.name or bool(column and made.item.label.startswith(column))
