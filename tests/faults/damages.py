"""Damage to the files of an office at rest: flipped bits, cut ends, pages and files put back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import Final

from storage.pages import PAGE_BYTES
from tests.faults.damage import (
    Former,
    changed_pages,
    cut,
    flip_bit,
    put_pages_back,
    swap_pages,
)
from tests.faults.family import Outcome
from tests.faults.forks import in_a_fork
from tests.faults.prepared import Place
from tests.faults.program import Program
from tests.faults.scenarios import BY_NAME
from tests.faults.seeing import look
from tests.faults.shim import Action, Kind, Plan
from tests.faults.trial import Trials

REGISTER, AUDIT, VAULT, FORMER = "register.db", "audit.db", "vault.json", "vault.prev.json"
_LOG: Final = "register.db-wal"
_AUDIT_COMMITTED: Final = "audit.db COMMIT ended"
_NEAR: Final = 4
_WORK: Final = BY_NAME["sitting"]


class Damages:
    """Damages one file of an office; it must be noticed at opening or by the verification."""

    name = "damage"
    sizes: Mapping[str, int] = MappingProxyType({"small": 140, "ci": 2200, "nightly": 100000})

    def keys(self, trials: Trials, count: int, chance: Random) -> Sequence[str]:
        """Draw the kinds of damage in turn."""
        shelf(trials)
        kinds = tuple(KINDS)
        return [f"{kinds[n % len(kinds)]}/{chance.randrange(10**9)}" for n in range(count)]

    def run(self, trials: Trials, key: str) -> Outcome:
        """Damage a copy and open it."""
        kind, seed = key.split("/")
        made = shelf(trials)
        place = Place(trials.root)
        shutil.rmtree(trials.root, ignore_errors=True)
        shutil.copytree(made / ("log" if kind in LOGS else "now"), trials.root)
        before = {path.name: path.read_bytes() for path in place.data.iterdir() if path.is_file()}
        KINDS[kind](place.data, made / "before" / "data", Random(int(seed)))
        changed = [
            name
            for name, content in before.items()
            if not (place.data / name).exists() or (place.data / name).read_bytes() != content
        ]
        if not changed:
            return Outcome(f"{kind}: nothing to damage")
        ending = in_a_fork(lambda _tell: list(_complaints(trials.program, place)))
        if ending.how == "refused" or (ending.how == "done" and ending.told):
            return Outcome(kind)
        return Outcome(kind, (f"{ending.how}: {', '.join(changed)} damaged without a word",))


def _complaints(program: Program, place: Place) -> Iterator[str]:
    """Return what opening complains of, and only where it does not, what the verification finds."""
    found = look(program, place, full=False).complaints
    if not found:
        verified = program.run(place.data, "verify", "--full").value
        found = tuple(problem["code"] for problem in verified["problems"])
    yield from found


def shelf(trials: Trials) -> Path:
    """Return the folder with the office `before` some work, `now`, and `log`: with a full log."""
    made = trials.prepared.shelf / "aged"
    if not made.exists():
        trials.reference(_WORK)
        unfinished = trials.prepared.shelf / "aged.making"
        unfinished.mkdir()
        place = trials.place(_WORK)
        shutil.copytree(place.root, unfinished / "before")
        trials.attempt(_WORK, place, Plan())
        shutil.copytree(place.root, unfinished / "now")
        _leave_a_log(trials, unfinished / "log")
        unfinished.rename(made)
    return made


def _leave_a_log(trials: Trials, target: Path) -> None:
    """Kill the program after its last act was witnessed, before the log is emptied."""
    last = [c.number for c in trials.reference(_WORK).calls if c.path == _AUDIT_COMMITTED][-1]
    place = trials.place(_WORK)
    # The one mark that comes next, should a page more or less be written this time.
    at = Plan(Action.KILL_BEFORE, last - _NEAR, kinds=frozenset({Kind.MARK}))
    trials.attempt(_WORK, place, at)
    if not (place.data / _LOG).stat().st_size:
        raise AssertionError("no log was left")
    shutil.copytree(place.root, target)


Doing = Callable[[Path, Path, Random], None]
"""Damages a file of the first folder, with the same folder as it was before, by chance."""


def _flip(name: str) -> Doing:
    return lambda data, _before, chance: flip_bit(data / name, chance)


def _cut(name: str) -> Doing:
    return lambda data, _before, chance: cut(data / name, chance)


def _swap(name: str) -> Doing:
    def swap(data: Path, _before: Path, chance: Random) -> None:
        pages = range(1, (data / name).stat().st_size // PAGE_BYTES + 1)
        swap_pages(data / name, *chance.sample(pages, 2))

    return swap


def _replay(name: str) -> Doing:
    def replay(data: Path, before: Path, chance: Random) -> None:
        former = Former.of(before / name)
        page = chance.choice(changed_pages(data / name, former))
        put_pages_back(data / name, former, [page])

    return replay


def _put_back(name: str) -> Doing:
    return lambda data, before, _chance: Former.of(before / name).put_back(data / name)


def _remove(name: str) -> Doing:
    return lambda data, _before, _chance: (data / name).unlink()


KINDS: Final[Mapping[str, Doing]] = MappingProxyType(
    {
        "register flipped": _flip(REGISTER),
        "audit flipped": _flip(AUDIT),
        "register cut": _cut(REGISTER),
        "audit cut": _cut(AUDIT),
        "register pages swapped": _swap(REGISTER),
        "audit pages swapped": _swap(AUDIT),
        "register of yesterday": _put_back(REGISTER),
        "audit of yesterday": _put_back(AUDIT),
        "register removed": _remove(REGISTER),
        "audit removed": _remove(AUDIT),
        "vault flipped": _flip(VAULT),
        "vault cut": _cut(VAULT),
        "vault removed": _remove(VAULT),
        "register page of yesterday": _replay(REGISTER),
        "audit page of yesterday": _replay(AUDIT),
        "former vault flipped": _flip(FORMER),
        "former vault cut": _cut(FORMER),
        "log flipped": _flip(_LOG),
        "log cut": _cut(_LOG),
        "log removed": _remove(_LOG),
    }
)
LOGS: Final = frozenset(kind for kind in KINDS if kind.startswith("log "))
