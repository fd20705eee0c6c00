"""What an office decides for itself and the offices below: numbers, switches, titles of forms.

Each has a name, one type and a range; nothing else is taken, neither from a person nor from a
package. What is decided is laid over the county's data (`laid_over`), which stays as it came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from domain.codes import County
from domain.errors import Refusal
from domain.exchange.decided_words import label_of
from domain.exchange.records import Record
from domain.flow import Flow, Flows, LagRule

DECISION: Final = "decision"
Value = int | bool | str
_MEMBERS: Final = frozenset({"kind", "name", "value"})
MOST_TITLE: Final = 60
_DIGITS: Final = 4
_OFFICE: Final = "{office}"


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from `low` to `high`."""

    low: int
    high: int

    def takes(self, value: object) -> bool:
        """Tell whether a value is one."""
        return type(value) is int and self.low <= value <= self.high

    def read(self, text: str) -> Value:
        """Return what a person wrote as a value, which may still be refused."""
        return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else text

    @property
    def told(self) -> str:
        """Tell what is taken."""
        return f"{self.low} 至 {self.high} 的整数"


@dataclass(frozen=True, slots=True)
class Switch:
    """Yes or no."""

    told: str = "是 或 否"

    def takes(self, value: object) -> bool:
        """Tell whether a value is one."""
        return type(value) is bool

    def read(self, text: str) -> Value:
        """Return what a person wrote as a value, which may still be refused."""
        return {"是": True, "否": False}.get(text, text)


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a form; `{office}` stands for the place."""

    told: str = f"不超过 {MOST_TITLE} 字的一行标题，可以用 {_OFFICE} 代表本单位，不能有别的花括号"

    def takes(self, value: object) -> bool:
        """Tell whether a value is one."""
        if not isinstance(value, str):
            return False
        rest = value.replace(_OFFICE, "")
        sound = "{" not in rest and "}" not in rest and value.isprintable()
        return sound and value == value.strip() != "" and len(value) <= MOST_TITLE

    def read(self, text: str) -> Value:
        """Return what a person wrote as a value, which may still be refused."""
        return text


Item = Whole | Switch | Title
_MONTHS, _DAYS = Whole(0, 120), Whole(0, 250)
_THRESHOLDS: Final[Mapping[str, Item]] = {
    "retire_notice_months": Whole(1, 60),
    "retire_warning_months": Whole(1, 60),
    "min_age_at_work_start": Whole(14, 18),
    "vacancy_share_percent": Whole(1, 100),
    "vacancy_min_approved": Whole(1, 1000),
    "vacancy_months": _MONTHS,
    "chief_vacant_months": _MONTHS,
    "slot_unused_months": _MONTHS,
    "overdue_is_red": Switch(),
}
_PROBLEMS: Final[Mapping[str, Item]] = {
    "deadline_days": Whole(1, 250),
    "remind_every_days": Whole(1, 90),
    "grace_days": _DAYS,
    "blocking": Switch(),
}
_FLOWS: Final = (
    "机构修改", "用编核准", "人员上编", "人员下编", "人员异动", "人员修改", "关键指标修改",
    "职数预审", "离岗登记", "编外备案", "冲销", "取回",
)  # fmt: skip
_LAGS: Final = (27, 66)
FORMS: Final = (
    "basics", "catalogue", "chronicle", "contacts", "contract_workers", "departed", "detached",
    "ledger", "problems", "retired", "roster",
)  # fmt: skip
"""The lists whose titles may be decided."""
ITEMS: Final[Mapping[str, Item]] = {
    **{f"thresholds.{name}": item for name, item in _THRESHOLDS.items()},
    **{f"problems.{name}": item for name, item in _PROBLEMS.items()},
    **{f"flows.{kind}.days": _DAYS for kind in _FLOWS},
    **{f"lags.{rule}.{name}": _DAYS for rule in _LAGS for name in ("limit", "red")},
    **{f"forms.{name}.title": Title() for name in FORMS},
}
"""Everything that may be decided, by name, in the order in which it is listed."""


def checked(name: str, value: object) -> Value:
    """Return a value that may be decided.

    Refuses `decision.unknown` for a name that is none, and `decision.value` for another type or
    one out of range.
    """
    item = ITEMS.get(name)
    if item is None:
        raise Refusal("decision.unknown", name=name[:64])
    if not item.takes(value):
        told = {"label": label_of(name), "told": item.told}
        raise Refusal("decision.value", name=name, value=str(value)[:80], **told)
    return value  # type: ignore[return-value]  # the item has just looked at its type


def read_value(name: str, text: str) -> Value:
    """Return what a person wrote for a name; refuses as `checked`."""
    item = ITEMS.get(name)
    return checked(name, text if item is None else item.read(text))


def value_in(county: County, name: str) -> Value | None:
    """Return what holds for a name by the county's data; `None` where that does not tell it."""
    area, _, rest = name.partition(".")
    if area == "thresholds":
        return getattr(county.thresholds, rest)  # type: ignore[no-any-return]  # a number or a switch
    if area == "problems":
        return getattr(county.problems, rest)  # type: ignore[no-any-return]  # a number or a switch
    what, _, part = rest.partition(".")
    if area == "flows":
        return county.flows.of(what).days
    lags = [lag for flow in county.flows.kinds.values() for lag in flow.lags]
    return next((getattr(lag, part) for lag in lags if str(lag.rule) == what), None)


def laid_over(county: County, decided: Mapping[str, Value]) -> County:
    """Return the county's data with what was decided laid over it.

    Of two numbers that belong together the milder one gives way: a warning comes no earlier than
    its notice, urgent is no earlier than late.
    """
    thresholds = replace(county.thresholds, **_within(decided, "thresholds"))
    warning = min(thresholds.retire_warning_months, thresholds.retire_notice_months)
    kinds = {kind: _flow(kind, flow, decided) for kind, flow in county.flows.kinds.items()}
    return replace(
        county,
        thresholds=replace(thresholds, retire_warning_months=warning),
        problems=replace(county.problems, **_within(decided, "problems")),
        flows=Flows(kinds),
    )


def _within(decided: Mapping[str, Value], area: str) -> dict[str, Any]:
    parts = ((name.partition("."), value) for name, value in decided.items())
    return {rest: value for (first, _, rest), value in parts if first == area}


def _flow(kind: str, flow: Flow, decided: Mapping[str, Value]) -> Flow:
    days = int(decided.get(f"flows.{kind}.days", flow.days))
    return replace(flow, days=days, lags=tuple(_lag(lag, decided) for lag in flow.lags))


def _lag(lag: LagRule, decided: Mapping[str, Value]) -> LagRule:
    limit = int(decided.get(f"lags.{lag.rule}.limit", lag.limit))
    red = int(decided.get(f"lags.{lag.rule}.red", lag.red))
    return replace(lag, limit=limit, red=max(limit, red))


def title_of(decided: Mapping[str, Value], form: str) -> str:
    """Return the title that was decided for a form, "" for none."""
    return str(decided.get(f"forms.{form}.title", ""))


def record_of_decision(name: str, value: Value) -> dict[str, Any]:
    """Return the record of one decision."""
    return {"kind": DECISION, "name": name, "value": value}


def decisions_of(records: Iterable[Record]) -> dict[str, Value]:
    """Return what records decide.

    Refuses `package.record_unreadable` for another shape, a name that comes twice or out of
    order, `decision.unknown` as `checked`, and `decision.value_received` for what it refuses.
    """
    found: dict[str, Value] = {}
    for record in records:
        name = record.get("name")
        if record.keys() != _MEMBERS or not isinstance(name, str):
            raise Refusal("package.record_unreadable", kind=DECISION)
        if found and name <= max(found):
            raise Refusal("package.record_unreadable", kind=DECISION)
        found[name] = _received(name, record["value"])
    return found


def _received(name: str, value: object) -> Value:
    """Return a value that came in a package: whoever sent it has to mend it."""
    try:
        return checked(name, value)
    except Refusal as refusal:
        if refusal.code != "decision.value":
            raise
        raise Refusal("decision.value_received", **refusal.facts) from refusal
