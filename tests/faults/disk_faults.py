"""Calls that fail: the old state or the new one, a coded refusal, and the same act succeeds."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from types import MappingProxyType
from typing import Final

from tests.faults.family import Draw, Outcome
from tests.faults.kills import every_point, named
from tests.faults.points import Point
from tests.faults.scenarios import BY_NAME
from tests.faults.shim import CHANGING, Action, Kind, Plan
from tests.faults.trial import Trials

_ONCE, _EVER, _HALF = "once", "ever", "half"
_GROWING: Final = frozenset({Kind.CREATE, Kind.WRITE, Kind.MKDIR, Kind.SEND, Kind.LINK})
_ALL: Final = frozenset(Kind) - {Kind.MARK}
_FAILING: Final = MappingProxyType(
    {
        "EIO": _ALL,
        "ENODEV": _ALL,
        "ENOSPC": _GROWING | {Kind.SYNC, Kind.RENAME},
        "EDQUOT": _GROWING | {Kind.SYNC, Kind.RENAME},
        "EROFS": CHANGING,
    }
)
"""Which calls fail with which fault."""
_LASTING: Final = MappingProxyType(
    {"EIO": _ALL, "ENODEV": _ALL, "ENOSPC": _GROWING, "EDQUOT": _GROWING, "EROFS": CHANGING}
)
_ENDINGS: Final = ("done", "refused")


class DiskFaults:
    """Lets a call fail once, or from then on for good, or lets a disk fill up within a write."""

    name = "io"
    sizes: Mapping[str, int] = MappingProxyType({"small": 130, "ci": 1500, "nightly": 40000})

    def keys(self, trials: Trials, count: int, chance: Random) -> Sequence[str]:
        """Draw every named call with every fault, then any call with any."""
        draw = Draw()
        for point in every_point(trials):
            for error, way in _faults(point):
                key = f"{point.scenario.name}/{point.call.number}/{error}/{way}"
                draw.add((point.label, error, way), key)
        return draw.keys(count, chance)

    def run(self, trials: Trials, key: str) -> Outcome:
        """Let the call fail, look what it left, and do the act again without the fault."""
        name, number, error, way = key.split("/")
        scenario = BY_NAME[name]
        group = f"{error} {way}: {named(trials, name, int(number))}"
        place = trials.place(scenario)
        plan = Plan(
            Action.SHORT if way == _HALF else Action.FAIL,
            int(number),
            _FAILING[error],
            getattr(errno, error),
            frozenset() if way == _ONCE else _LASTING[error],
        )
        ending = trials.attempt(scenario, place, plan)
        if ending.how not in _ENDINGS:
            return Outcome(group, (f"ended {ending.how} {ending.told}",))
        return Outcome(group, tuple(trials.judged(scenario, place, ending.acknowledged)))


def _faults(point: Point) -> Iterator[tuple[str, str]]:
    for error, kinds in _FAILING.items():
        if point.call.kind in kinds:
            yield error, _ONCE
            yield error, _EVER
    if point.call.kind is Kind.WRITE:
        yield "ENOSPC", _HALF
