"""What the register held at the end of a day about one unit or person (当日所知), beside now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from domain.history import Timeline

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What was known at the end of `known_on` about `day`.

    `later` is how many changes were entered since; `then` and `now` are the basic facts as name
    and value, empty where the register held nothing.
    """

    known_on: date
    day: date
    timeline: Timeline
    later: int
    then: Pairs
    now: Pairs


def recalled(
    known_on: date | None,
    day: date,
    timeline: Callable[[date | None], Timeline],
    held: Callable[[date, date | None], Pairs],
) -> Timeline | Knowledge:
    """Return a timeline as it is known now, or with `known_on` what was known of `day` by then.

    `timeline` and `held` read the timeline and the basic facts of a day as known on a day, now for
    `None`.
    """
    now = timeline(None)
    if known_on is None:
        return now
    then, at = timeline(known_on), min(day, known_on)
    later = len(now.entries) - len(then.entries)
    return Knowledge(known_on, at, then, later, held(at, known_on), held(at, None))


def told_apart(knowledge: Knowledge) -> Pairs:
    """Return the facts of then, each with what is known now where that is something else."""
    now = dict(knowledge.now)
    head = ("情况", f"{knowledge.day} 的情况，到 {knowledge.known_on} 为止登记的")
    if not knowledge.then:
        return (head, ("", "那时台账里没有。"))
    names = dict.fromkeys(name for name, _ in (*knowledge.then, *knowledge.now))
    then = dict(knowledge.then)
    told = ((name, _apart(then.get(name, ""), now.get(name, ""))) for name in names)
    return (head, *told)


def _apart(then: str, now: str) -> str:
    return then if then == now else f"{then or '空'}（现在知道的是：{now or '空'}）"


def counted_then(knowledge: Knowledge) -> str:
    """Return how many changes were known then, and how many have come since."""
    totals = "、".join(f"{mode} {n} 次" for mode, n in knowledge.timeline.totals.items() if n)
    since = f"；此后又登记 {knowledge.later} 次" if knowledge.later else "；此后没有再登记"
    return f"到 {knowledge.known_on} 为止登记的：{totals or '没有'}{since}"
