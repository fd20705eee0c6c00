"""What may be decided, item by item: what holds now, on whose word, what else it may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.codes import County
from domain.exchange.decided import ITEMS, Value, laid_over, value_in
from domain.exchange.decided_words import ABOVE, OWN, PROGRAM, label_of
from domain.facts import OfficeCode
from domain.workflow.decisions import Decided


@dataclass(frozen=True, slots=True)
class DecidedItem:
    """One item: `value` was decided, or came with the program, which is `shipped`.

    `holds` differs from `value` where another number makes it give way (`laid_over`). `source` is
    `above`, `own` or `program`; `sender` the office above that decided it, "" else. `takes` tells
    what it may be.
    """

    name: str
    label: str
    value: Value
    holds: Value
    shipped: Value
    source: str
    sender: OfficeCode
    takes: str


def decided_items(
    held: Decided, shipped: County, titles: Mapping[str, str]
) -> tuple[DecidedItem, ...]:
    """Return every item that may be decided.

    `shipped` and `titles` (by form) are what holds where nobody decides anything.
    """
    over = laid_over(shipped, held.values)
    return tuple(_item(name, held, over, _shipped(name, shipped, titles)) for name in ITEMS)


def _shipped(name: str, county: County, titles: Mapping[str, str]) -> Value:
    found = value_in(county, name)
    return titles[name.split(".")[1]] if found is None else found


def _item(name: str, held: Decided, over: County, shipped: Value) -> DecidedItem:
    above = name in held.above
    value = held.values.get(name, shipped)
    holds = value_in(over, name)
    return DecidedItem(
        name,
        label_of(name),
        value,
        value if holds is None else holds,
        shipped,
        ABOVE if above else OWN if name in held.own else PROGRAM,
        held.sender if above else OfficeCode(""),
        ITEMS[name].told,
    )
