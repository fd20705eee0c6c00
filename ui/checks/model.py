"""The tables of the checks page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from domain.identity import masked
from domain.outcomes import WordedFinding
from ui.look.lights import SEVERITY_LIGHTS, SEVERITY_WORDS, LightMark
from ui.parts.table import Column

_ORDER: Final = tuple(SEVERITY_LIGHTS)


def severity_mark(found: WordedFinding) -> LightMark:
    """Return a finding's severity as shape and word."""
    return LightMark(SEVERITY_LIGHTS[found.severity], SEVERITY_WORDS[found.severity])


def person_of(found: WordedFinding) -> str:
    """Return whom a finding is about: the name, or the ID number masked where no name is given."""
    return str(found.facts.get("name") or masked(found.person) or "—")


FINDINGS: Final = (
    Column[WordedFinding](
        "级别", severity_mark, 5, sort=lambda found: _ORDER.index(found.severity)
    ),
    Column[WordedFinding]("规则", lambda found: found.rule, 3, right=True),
    Column[WordedFinding]("单位", lambda found: found.unit_name or "—", 13),
    Column[WordedFinding]("人员", person_of, 4),
    Column[WordedFinding]("问题和处理办法", lambda found: found.text, 16, rest=True),
)


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one unit, rule or severity, counted; `key` is "" for all together."""

    key: str
    name: str
    count: int


GROUPS: Final = (
    Column[Group]("分组", lambda group: group.name, 8, rest=True),
    Column[Group]("条数", lambda group: group.count, 3, right=True),
)
_Reads = dict[str, Callable[[WordedFinding], tuple[str, str]]]
WAYS: Final[_Reads] = {
    "按单位": lambda found: (f"{found.office} {found.unit}", found.unit_name or "全台账"),
    "按规则": lambda found: (str(found.rule), f"规则 {found.rule}"),
    "按级别": lambda found: (found.severity, SEVERITY_WORDS[found.severity]),
}
"""How findings are grouped: the key and the name that a finding belongs to."""


def groups(findings: tuple[WordedFinding, ...], way: str) -> tuple[Group, ...]:
    """Count the findings by a way of grouping, most first, all together at the top."""
    read = WAYS[way]
    counted = Counter(read(found) for found in findings)
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    every = Group("", "全部", len(findings))
    return (every, *(Group(key, name, count) for (key, name), count in ranked))


def within(findings: tuple[WordedFinding, ...], way: str, key: str) -> tuple[WordedFinding, ...]:
    """Return the findings of one group, errors first."""
    read = WAYS[way]
    chosen = (found for found in findings if not key or read(found)[0] == key)
    return tuple(sorted(chosen, key=lambda found: _ORDER.index(found.severity)))


def told(findings: tuple[WordedFinding, ...]) -> str:
    """Return the counts by severity as a sentence."""
    counted = Counter(found.severity for found in findings)
    return " · ".join(f"{word} {counted[name]}" for name, word in SEVERITY_WORDS.items())
