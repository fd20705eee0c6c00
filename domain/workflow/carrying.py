"""Carries what a case does into the register, and gives the numbers that only it can give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from domain.changes.amendment import PLACEHOLDER, Amendment, Restoration
from domain.codes import County
from domain.facts import Fact, LedgerEntry, UnitId, columns, key_of
from domain.versions import splice
from domain.workflow.ports import Writer

_UNITS: Final = frozenset({"unit", "supervisor", "successor", "counterpart"})
_SERIES: Final = {"slot_no": "slot", "hold_no": "hold", "notice_no": "notice"}
_RUNNING: Final = frozenset({"person", "worker"})
_SETTING: Final = "number."


@dataclass(slots=True)
class Carrier:
    """Applies amendments in one transaction, in their order.

    Placeholders become numbers when first met, the same one for the same placeholder: people and
    workers below 0, ledger entries 0 or below, codes that begin with `+`. Slots, kept posts and
    notices are numbered by the county's patterns, from 1 in each year.
    """

    writer: Writer
    county: County
    year: int
    _given: dict[tuple[str, object], object] = field(default_factory=dict)

    def carry(self, amendments: Iterable[Amendment | Restoration], change: int) -> None:
        """Apply amendments as what one change did."""
        for amendment in amendments:
            if isinstance(amendment, Restoration):
                self.writer.apply(amendment.kind, amendment.splice, change)
                continue
            kind, content = amendment.kind, amendment.content
            if content is None:
                key = self._real_key(kind, amendment.key)
            else:
                content = self._real(content)
                key = key_of(kind)(content)
            held = self.writer.versions(kind, key)
            self.writer.apply(kind, splice(held, amendment.period, content), change)

    def _real(self, fact: Fact) -> Fact:
        news: dict[str, object] = {}
        for name in columns(type(fact)):
            value = getattr(fact, name)
            unit = self._unit(news.get("unit", getattr(fact, "unit", "")))
            if name == "entry" and isinstance(fact, LedgerEntry):
                news[name] = value if value > 0 else self.writer.next_entry(unit)
            elif _is_placeholder(name, value):
                known = (_group(name), value)
                if known not in self._given:
                    self._given[known] = self._next(name, unit)
                news[name] = self._given[known]
        return replace(fact, **news) if news else fact  # type: ignore[type-var]  # every fact is a dataclass

    def _unit(self, unit: object) -> UnitId:
        return UnitId(str(self._given.get(("unit", unit), unit)))

    def _real_key(self, kind: type[Fact], key: object) -> object:
        parts = key if isinstance(key, tuple) else (key,)
        real = tuple(
            self._given.get((_group(name), part), part)
            for name, part in zip(kind.KEY, parts, strict=True)
        )
        return real if isinstance(key, tuple) else real[0]

    def _next(self, name: str, unit: UnitId) -> object:
        if name == "person":
            return self.writer.next_person()
        if name == "organ":
            return self.writer.next_organ(unit)
        if name in _UNITS:
            return self.writer.next_unit()
        if name == "worker":
            return self._serial(name)
        series = _SERIES[name]
        serial = self._serial(f"{series}.{self.year}")
        return self.county.numbering[series].format(year=self.year, serial=serial)

    def _serial(self, series: str) -> int:
        name = f"{_SETTING}{series}"
        serial = int(self.writer.setting(name) or 0) + 1
        self.writer.keep_setting(name, str(serial))
        return serial


def _group(name: str) -> str:
    return "unit" if name in _UNITS else name


def _is_placeholder(name: str, value: object) -> bool:
    if name in _RUNNING:
        return isinstance(value, int) and value < 0
    named = name in _UNITS or name in _SERIES or name == "organ"
    return named and str(value).startswith(PLACEHOLDER)
