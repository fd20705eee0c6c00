"""Two programs at one folder at the same moment: one works, the other is told so.

The first stands still at any of its calls while the second comes, by the same path or by another;
then it goes on, or is killed there. Or both begin the same act at once.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import Final

from storage.lock_file import NAME
from tests.faults.disk import INDEX
from tests.faults.family import Draw, Outcome
from tests.faults.forks import DONE, KILLED, REFUSED, Ending, Fork, in_a_fork
from tests.faults.kills import named
from tests.faults.points import label_of
from tests.faults.prepared import Place
from tests.faults.program import Program
from tests.faults.scenarios import BY_NAME, FOUND, SCENARIOS, Scenario
from tests.faults.shim import Action, Kind, Plan
from tests.faults.trial import Trials

IN_USE: Final = "storage.in_use"
_READ_ONLY: Final = "storage.readonly"
_FOUNDS: Final = "founds"
_ALREADY: Final = frozenset({"vault.exists", "storage.exists"})
_NOT_YET: Final = frozenset({"vault.missing"})
_RACE, _GOES_ON, _KILLED = "race", "goes on", "killed"
_RACES: Final = MappingProxyType(
    {
        "found": {"vault.exists", "storage.exists"},
        "decide": {"case.state"},
        "accounts": {"account.exists"},
        "accept": {"package.duplicate"},
        "restore": set(),
        "upgrade": set(),
    }
)
"""Scenarios whose first act two begin at once, and why one that comes a little later is refused."""
_CHANGES: Final = frozenset({Kind.WRITE, Kind.TRUNCATE, Kind.RENAME, Kind.EXCHANGE})
_LATER: Final = 0.05
_CLONE_NEWNS, _CLONE_NEWUSER, _MS_RDONLY, _MS_REMOUNT, _MS_BIND, _MS_REC, _MS_PRIVATE = (
    0x20000, 0x10000000, 1, 32, 4096, 16384, 1 << 18,
)  # fmt: skip


def _opens_the_window(program: Program, data: Path) -> None:
    with program.office(data):
        pass


def _gives(*words: object) -> Callable[[Program, Path], None]:
    def give(program: Program, data: Path) -> None:
        program.run(data, *words)

    return give


_LOOKS: Final = _gives("summary")
_COMES: Final[Mapping[str, Callable[[Program, Path], None]]] = MappingProxyType(
    {
        "looks": _LOOKS,
        "opens the window": _opens_the_window,
        "adds an account": _gives("account", "add", "另一人"),
        "backs up": _gives("backup"),
        "rotates": _gives("key", "rotate"),
        "verifies": _gives("verify"),
        _FOUNDS: _gives(*FOUND),
    }
)
"""What the second program does; whatever it is, it may not begin."""


class TwoInstances:
    """Lets a second program come at any moment of the first one's work."""

    name = "two"
    sizes: Mapping[str, int] = MappingProxyType({"small": 32, "ci": 300, "nightly": 5000})

    def keys(self, trials: Trials, count: int, chance: Random) -> Sequence[str]:
        """Draw every act, comer, path and end at calls of chance."""
        draw = Draw()
        for scenario in SCENARIOS:
            calls = trials.reference(scenario).calls
            # Where folders change places, what is held must not be left behind.
            moving = [
                c.number for c in calls if c.kind is Kind.RENAME and c.path.startswith("data.")
            ]
            draw.first += [f"{scenario.name}/{n}/looks/same/{_GOES_ON}" for n in moving]
            for comer in _COMES:
                for way in _WAYS:
                    for end in (_GOES_ON, _KILLED):
                        number = chance.choice(calls).number
                        key = f"{scenario.name}/{number}/{comer}/{way}/{end}"
                        draw.add((scenario.name, comer, way, end), key)
        draw.first += [f"{name}/{chance.randrange(10**6)}/{_RACE}" for name in _RACES]
        return draw.keys(count, chance)

    def run(self, trials: Trials, key: str) -> Outcome:
        """Let both come."""
        name, number, *how = key.split("/")
        scenario, place = BY_NAME[name], trials.place(BY_NAME[name])
        if how == [_RACE]:
            return Outcome(f"{_RACE}: {name}", tuple(_race(trials, scenario, place, int(number))))
        comer, way, end = how
        plan = Plan(Action.STOP, int(number))
        first, alone = trials.begun(scenario, place, plan), list[str]()
        try:
            first.stands_still()
            held = _is_held(place.data)
            alone = [] if held else _alone(trials, place)
            second = in_a_fork(
                lambda _tell: _come(trials.program, place, comer if held else "", way)
            )
            first.signal(signal.SIGKILL if end == _KILLED else signal.SIGCONT)
        finally:
            ending = first.ended()
        group = f"{end}, {comer}, {way}: {named(trials, name, int(number))}"
        faults = _wrong(second, ending, comer, way, held=held)
        return Outcome(
            group, (*alone, *faults, *trials.judged(scenario, place, ending.acknowledged))
        )


def _come(program: Program, place: Place, comer: str, way: str) -> None:
    """Be the second program; while the folder is free it only looks."""
    _COMES.get(comer, _LOOKS)(program, _WAYS[way](place))


def _wrong(second: Ending, first: Ending, comer: str, way: str, *, held: bool) -> list[str]:
    found = []
    may = {IN_USE}
    if way == "read-only":
        may.add(_READ_ONLY)
    # As true as that it is being worked on: that there is an office already, or none yet.
    may |= _ALREADY if comer == _FOUNDS else _NOT_YET
    if held and (second.how != REFUSED or second.told not in may):
        found.append(f"the second was not kept away: {second.how} {second.told}")
    if second.how not in (DONE, REFUSED):
        found.append(f"the second ended {second.how} {second.told}")
    # One that looks while the folder is free may be there when the first comes.
    if first.how not in (DONE, KILLED):
        found.append(f"the first ended {first.how} {first.told}")
    return found


def _race(trials: Trials, scenario: Scenario, place: Place, seed: int) -> list[str]:
    """Let two begin the first act of a scenario at once, or nearly."""
    chance = Random(seed)

    def act(late: float) -> Callable[[Callable[[], None]], None]:
        def first_act(acknowledge: Callable[[], None]) -> None:
            time.sleep(late)
            next(iter(scenario.acts(trials.program, place, 0)))
            acknowledge()

        return first_act

    both = [Fork(act(late)) for late in (0.0, chance.uniform(0.0, _LATER))]
    endings = [each.ended() for each in both]
    may = {IN_USE, *_RACES[scenario.name]}
    found = [
        f"one of two ended {ending.how} {ending.told}"
        for ending in endings
        if ending.how != DONE and (ending.how != REFUSED or ending.told not in may)
    ]
    done = sum(ending.acknowledged for ending in endings)
    if not done or (done > 1 and _RACES[scenario.name]):
        found.append(f"{done} of two did it")
    return [*found, *trials.judged(scenario, place, min(done, 1))]


def _alone(trials: Trials, place: Place) -> list[str]:
    """Say whether the first changes anything though it does not hold the folder."""
    at = list(trials.shim.journal.calls())[-1:]
    return [
        f"it changes {label_of(call)} and does not hold the folder"
        for call in at
        if call.kind in _CHANGES
        and call.path.startswith(str(place.data))
        and not call.path.endswith(INDEX)
    ]


def _is_held(data: Path) -> bool:
    """Tell whether a program holds the folder."""
    try:
        handle = os.open(data / NAME, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def _same(place: Place) -> Path:
    return place.data


def _linked(place: Place) -> Path:
    link = place.root.with_name(f"{place.root.name}.link")
    link.unlink(missing_ok=True)
    link.symlink_to(place.data, target_is_directory=True)
    return link


def _mounted(place: Place) -> Path:
    return _bound(place, 0)


def _read_only(place: Place) -> Path:
    return _bound(place, _MS_RDONLY)


def _bound(place: Place, flags: int) -> Path:
    """Mount the folder elsewhere, seen by this process alone; a link where that is not allowed."""
    other = place.root.with_name(f"{place.root.name}.mounted")
    other.mkdir(exist_ok=True)
    library = ctypes.CDLL(None, use_errno=True)
    spaces = _CLONE_NEWNS if os.geteuid() == 0 else _CLONE_NEWNS | _CLONE_NEWUSER
    source, target = os.fsencode(place.data), os.fsencode(other)
    failed = (
        not place.data.is_dir()
        or library.unshare(spaces)
        or library.mount(None, b"/", None, ctypes.c_ulong(_MS_REC | _MS_PRIVATE), None)
        or library.mount(source, target, None, ctypes.c_ulong(_MS_BIND), None)
        or (
            flags
            and library.mount(
                None, target, None, ctypes.c_ulong(_MS_REMOUNT | _MS_BIND | flags), None
            )
        )
    )
    return _linked(place) if failed else other


_WAYS: Final[Mapping[str, Callable[[Place], Path]]] = MappingProxyType(
    {"same": _same, "linked": _linked, "mounted": _mounted, "read-only": _read_only}
)
"""By which path the second program comes to the folder."""
