"""The county's data on moving people: who may go where how, and what a reform asks of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Conversion:
    """From which group of quota types one may come into which, by which entry modes.

    The first mode is the usual one.
    """

    origin: str
    target: str
    modes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """What a reform asks of who is moved (划转条件): a field that holds an allowed value.

    Without `allowed`, every value but those `denied` will do.
    """

    kind: str
    field: str
    allowed: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()

    def holds(self, value: str) -> bool:
        """Tell whether a value of the field meets the condition."""
        return value in self.allowed if self.allowed else value not in self.denied


@dataclass(frozen=True, slots=True)
class TransferRules:
    """`groups` are quota types by group; `identities` the 人员身份 that a mode asks for.

    `levels` are the leading levels (领导职务级别) from the highest down, and `rank_levels` the
    highest that units of a rank have. What none of them names is not judged.
    """

    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    conversions: tuple[Conversion, ...] = ()
    identities: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    levels: tuple[str, ...] = ()
    rank_levels: Mapping[str, str] = field(default_factory=dict)

    def above(self, level: str, rank: str) -> bool:
        """Tell whether a leading level is above what a unit of a rank may have (rule 34)."""
        allowed = self.rank_levels.get(rank, "")
        if level not in self.levels or allowed not in self.levels:
            return False
        return self.levels.index(level) < self.levels.index(allowed)

    def modes(self, origin: str, target: str) -> tuple[str, ...] | None:
        """Return the modes that lead from one quota type to another, `None`: not judged."""
        one, other = self._group(origin), self._group(target)
        if not one or not other:
            return None
        found = (rule for rule in self.conversions if (rule.origin, rule.target) == (one, other))
        return tuple(mode for rule in found for mode in rule.modes)

    def _group(self, quota_type: str) -> str:
        found = (group for group, labels in self.groups.items() if quota_type in labels)
        return next(found, "")


def transfer_rules(document: Mapping[str, Any]) -> TransferRules:
    """Build the rules from the parsed file."""
    return TransferRules(
        groups={group: tuple(labels) for group, labels in document["groups"].items()},
        conversions=tuple(
            Conversion(rule["from"], rule["to"], tuple(rule["modes"]))
            for rule in document["conversions"]
        ),
        identities={mode: tuple(known) for mode, known in document["identities"].items()},
        conditions={name: _condition(rule) for name, rule in document["conditions"].items()},
        levels=tuple(document["levels"]),
        rank_levels=document["rank_levels"],
    )


def _condition(rule: Mapping[str, Any]) -> Condition:
    kind, _, name = str(rule["field"]).partition(".")
    allowed, denied = frozenset(rule.get("allowed", ())), frozenset(rule.get("denied", ()))
    return Condition(kind, name, allowed, denied)
