"""Faults of sticks: what is said to be carried is on the medium, and nothing half ever is.

A file is carried onto a stick whose every call fails, which is pulled (the process killed, or the
power cut), or which gives back something else than it was given. Acknowledged, and so said to be
fit to be pulled, is only what came back whole.
"""

from __future__ import annotations

import errno
import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import Final

from export.sticks.carrying import carry
from tests.faults.disk import RECORDED, Tree, put, replayed, tree_of
from tests.faults.family import Draw, Outcome
from tests.faults.forks import DONE, KILLED, REFUSED, Ending, in_a_fork
from tests.faults.points import label_of
from tests.faults.power import coming_through
from tests.faults.shim import CHANGING, NO_PLAN, Action, Call, Kind, Plan
from tests.faults.trial import Trials

NAME: Final = "629901_RPT_00000042_K7QF.bqp"
_TEMPORARY: Final = f"~{NAME}.tmp"
_OTHER: Final = b"somebody else's"
_SMALL, _LARGE = 100_007, 9 * 1024 * 1024 + 77
_CODES: Final = "stick."
_ONCE, _EVER, _HALF, _CUT = "once", "ever", "half", "cut"
_ALL: Final = frozenset(Kind) - {Kind.MARK}
_GROWING: Final = frozenset({Kind.CREATE, Kind.WRITE, Kind.SYNC, Kind.RENAME})
_FAILING: Final[Mapping[str, frozenset[Kind]]] = MappingProxyType(
    {
        "EIO": _ALL,
        "ENODEV": _ALL,
        "ENOSPC": _GROWING,
        "EROFS": CHANGING,
        "EACCES": _ALL,
        "EINVAL": frozenset({Kind.OPEN, Kind.READ, Kind.RENAME, Kind.SYNC}),
    }
)
"""Which calls fail with which fault; a file system that cannot do something answers EINVAL."""
_KILLS: Final = (Action.KILL_BEFORE, Action.KILL_AFTER, Action.KILL_TORN)
_LIES: Final = (Action.ZEROS, Action.FLIP)
_LIED: Final = MappingProxyType({"there": "stick.other_file"})
_CUTS: Final = ("all", "none", "some", "torn")


@dataclass(frozen=True, slots=True)
class Beginning:
    """What lies on the stick before, and how large the file is."""

    size: int = _SMALL
    final: Callable[[bytes], bytes] | None = None
    rest: bool = False


BEGINNINGS: Final[Mapping[str, Beginning]] = MappingProxyType(
    {
        "fresh": Beginning(),
        "rest": Beginning(rest=True),
        "there": Beginning(final=bytes),
        "other": Beginning(final=lambda _content: _OTHER),
        "large": Beginning(_LARGE),
    }
)


@dataclass(frozen=True, slots=True)
class Desk:
    """A file in an outbox, and a stick."""

    root: Path
    name: str
    content: bytes

    @property
    def stick(self) -> Path:
        """The folder of the stick."""
        return self.root / "stick"

    @property
    def source(self) -> Path:
        """The file that is to be carried."""
        return self.root / "outbox" / "package"

    @property
    def kept(self) -> bytes | None:
        """What was under the name before."""
        final = BEGINNINGS[self.name].final
        return final(self.content) if final else None

    @property
    def found(self) -> bytes | None:
        """What is under the name now."""
        final = self.stick / NAME
        return final.read_bytes() if final.is_file() else None

    def lay(self) -> None:
        """Put everything where it is before."""
        shutil.rmtree(self.root, ignore_errors=True)
        self.stick.mkdir(parents=True)
        self.source.parent.mkdir()
        self.source.write_bytes(self.content)
        if self.kept is not None:
            (self.stick / NAME).write_bytes(self.kept)
        if BEGINNINGS[self.name].rest:
            (self.stick / _TEMPORARY).write_bytes(self.content[:777])

    def carried(self) -> str:
        """Carry the file; return where it is said to be."""
        sha256 = hashlib.sha256(self.content).hexdigest()
        return str(carry(self.source, self.stick, NAME, sha256, allow_same=True).path)

    def wrong(self, ending: Ending) -> Iterator[str]:
        """Say what is wrong with what an attempt left, then carry the file without a fault."""
        if ending.how == REFUSED and not str(ending.told).startswith(_CODES):
            yield f"refused with {ending.told}"
        if ending.how not in (DONE, REFUSED, KILLED):
            yield f"ended {ending.how} {ending.told}"
        if ending.how == DONE and self.found != self.content:
            yield "said to be there, and is not"
        if self.found not in (self.kept, self.content):
            yield f"half of it is there: {len(self.found or b'')} bytes"
        yield from self._wrong_again(in_a_fork(lambda _tell: self.carried()))
        if self.source.read_bytes() != self.content:
            yield "the source was changed"

    def _wrong_again(self, again: Ending) -> Iterator[str]:
        """Say what is wrong with what the same act did without the fault."""
        if self.kept == _OTHER:
            if (again.how, again.told, self.found) != (REFUSED, "stick.other_file", _OTHER):
                yield f"what lay there: {again}"
        elif again.how != DONE or self.found != self.content:
            yield f"not even without the fault: {again}"
        elif {path.name for path in self.stick.iterdir()} != {NAME}:
            yield "something is left beside it"


class StickFaults:
    """The family of the faults of sticks for the harness."""

    name = "stick"
    sizes: Mapping[str, int] = MappingProxyType({"small": 30, "ci": 400, "nightly": 5000})

    def __init__(self) -> None:
        self._calls: dict[str, tuple[Call, ...]] = {}

    def keys(self, trials: Trials, count: int, chance: Random) -> Sequence[str]:
        """Draw every call of every beginning with every fault, cuts, kills and lies."""
        draw = Draw()
        for name, beginning in BEGINNINGS.items():
            calls = self._undisturbed(trials, name)
            draw.first.append(f"{name}/{len(calls)}/{_CUT}/none/0")
            for number, call in enumerate(calls, 1):
                # Whoever wrote what lies there and did not sync it is not answered for on the way.
                cuts = () if name == "there" else _cuts(call, number, chance)
                for way in (*_ways(call), *cuts):
                    draw.add((name, label_of(call), *way.split("/")[1:3]), f"{name}/{way}")
            if name != "other":
                for lie in _LIES:
                    byte = chance.randrange(beginning.size)
                    draw.first.append(f"{name}/0/{lie.name}/{byte}/0")
        return draw.keys(count, chance)

    def run(self, trials: Trials, key: str) -> Outcome:
        """Carry the file with the fault, look what is on the stick, and carry it without."""
        name, number, what, how, seed = key.split("/")
        desk = _desk(trials, name)
        calls = self._undisturbed(trials, name)
        if what == _CUT:
            return _after_a_cut(desk, calls[: int(number)], len(calls), how, int(seed))
        plan = replace(_plan(what, how, int(number)), scope=_scope(desk, what))
        ending = _attempt(trials, desk, plan)
        wrong = list(desk.wrong(ending))
        if what in Action.__members__ and Action[what] in _LIES:
            expected = _LIED.get(name, "stick.read_back_differs")
            if (ending.how, ending.told) != (REFUSED, expected):
                wrong.append(f"a medium that lies: {ending}")
            return Outcome(f"{name}: {what}", tuple(wrong))
        struck = next((call for call in calls if call.number >= int(number)), calls[-1])
        return Outcome(f"{name}: {what} {how}: {label_of(struck)}", tuple(wrong))

    def _undisturbed(self, trials: Trials, name: str) -> tuple[Call, ...]:
        """Return all calls of a beginning without a fault, with paths as seen from its folder."""
        if name not in self._calls:
            desk = _desk(trials, name)
            ending = _attempt(trials, desk, NO_PLAN, contents=True)
            if ending.how != (REFUSED if name == "other" else DONE):
                raise AssertionError(f"{name} undisturbed: {ending}")
            self._calls[name] = tuple(_seen(call, desk) for call in trials.shim.journal.calls())
        return self._calls[name]


def _desk(trials: Trials, name: str) -> Desk:
    content = Random(name).randbytes(BEGINNINGS[name].size)
    desk = Desk(trials.root / "desk", name, content)
    desk.lay()
    return desk


def _attempt(trials: Trials, desk: Desk, plan: Plan, *, contents: bool = False) -> Ending:
    """Carry the file in a process of its own, with the plan in force."""
    trials.shim.journal.clear(contents=contents)

    def act(_tell: Callable[[], None]) -> str:
        trials.shim.arm(desk.root, plan)
        return desk.carried()

    return in_a_fork(act)


def _seen(call: Call, desk: Desk) -> Call:
    def below(path: str) -> str:
        return path.removeprefix(str(desk.root)).removeprefix("/")

    return replace(call, path=below(call.path), other=below(call.other))


def _ways(call: Call) -> Iterator[str]:
    """Yield what may happen at a call: number, what, how, and a seed that is not used."""
    for error, kinds in _FAILING.items():
        if call.kind in kinds:
            yield f"{call.number}/{error}/{_ONCE}/0"
            yield f"{call.number}/{error}/{_EVER}/0"
    if call.kind is Kind.WRITE:
        yield f"{call.number}/ENOSPC/{_HALF}/0"
    if call.kind in RECORDED:
        yield from (f"{call.number}/{kill.name}/-/0" for kill in _KILLS)


def _cuts(call: Call, number: int, chance: Random) -> Iterator[str]:
    if call.kind in RECORDED:
        yield from (f"{number}/{_CUT}/{cut}/{chance.randrange(10**6)}" for cut in _CUTS)


def _plan(what: str, how: str, number: int) -> Plan:
    if what not in _FAILING:
        action = Action[what]
        if action in _LIES:
            reads = frozenset({Kind.READ})
            return Plan(action, 1, reads, int(how), reads)
        return Plan(action, number)
    lasting = frozenset[Kind]() if how == _ONCE else _FAILING[what]
    action = Action.SHORT if how == _HALF else Action.FAIL
    return Plan(action, number, _FAILING[what], getattr(errno, what), lasting)


def _scope(desk: Desk, what: str) -> str:
    """Return where the plan holds: a medium that lies is the stick, a call fails anywhere."""
    lies = what in Action.__members__ and Action[what] in _LIES
    return str(desk.stick if lies else desk.root)


def _after_a_cut(desk: Desk, calls: Sequence[Call], whole: int, way: str, seed: int) -> Outcome:
    """Lay the stick as a cut at the last of the calls may have left it, and look."""
    disk = replayed(*_before(desk, calls), None)
    names, mask = coming_through(way, Random(seed), disk.last)
    put(disk.after_a_cut(names, mask), desk.root)
    said = len(calls) == whole and desk.kept != _OTHER
    ending = Ending(0, DONE if said else KILLED)
    return Outcome(f"{desk.name}: cut {way}: {label_of(calls[-1])}", tuple(desk.wrong(ending)))


def _before(desk: Desk, calls: Sequence[Call]) -> tuple[Tree, Sequence[Call]]:
    """Return what is safe before, and all calls: the same file lies there, but nobody synced it."""
    tree = dict(tree_of(desk.root))
    if desk.kept != desk.content:
        return tree, calls
    final = f"{desk.stick.name}/{NAME}"
    del tree[final]
    made = Call(0, Kind.CREATE, final, "", 0, 0, b"")
    written = replace(made, kind=Kind.WRITE, length=len(desk.content), content=desk.content)
    return tree, (made, written, *calls)
