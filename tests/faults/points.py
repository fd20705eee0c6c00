"""The points at which the program can be broken, named by what happens there to which file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from tests.faults.scenarios import Scenario
from tests.faults.shim import Call, Kind

_CHANCE: Final = re.compile(r"[0-9a-fA-F]{16,}|\d{6}_[A-Z0-9_]+|\.bianqing-\w+|~[^/]*(?=\.tmp)")


@dataclass(frozen=True, slots=True)
class Point:
    """A call of a scenario and what it is called."""

    scenario: Scenario
    call: Call
    label: str


def label_of(call: Call) -> str:
    """Return what a call does to which kind of file, the same in every run."""
    if call.kind is Kind.MARK:
        return call.path
    label = f"{call.kind.name.lower()} {kind_of_file(call.path)}"
    return f"{label} to {kind_of_file(call.other)}" if call.other else label


def kind_of_file(path: str) -> str:
    """Return a path without what chance put into it."""
    return _CHANCE.sub("*", path)


def points(scenario: Scenario, calls: Iterable[Call]) -> Iterator[Point]:
    """Name the calls of a scenario."""
    for call in calls:
        yield Point(scenario, call, label_of(call))
