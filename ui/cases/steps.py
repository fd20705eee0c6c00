"""The steps by which a form was filled in, to be undone and done again one by one.

A step is what somebody would call one edit: a run of typing in a field, a choice, a line added or
taken away, any number of people put on a list at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from domain.working_copy import PEOPLE, Typed, TypedLine

LINES: Final = "*lines"
WORD: Final = "*word"
_MOST: Final = 200
_GROWS, _SHRINKS, _TURNS = 1, -1, 0
_EMPTY: Final = TypedLine()


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a form something stands: a field or list by its name, of a line where it has one.

    `LINES` stands for a line as a whole, `WORD` for what it does.
    """

    name: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One edit: the form before and after, where they differ."""

    before: Typed
    after: Typed
    places: tuple[Place, ...]
    way: int = _TURNS


class Steps:
    """What can be undone, and what can be done again."""

    def __init__(self, now: Typed) -> None:
        self.now = now
        self._past: list[Step] = []
        self._future: list[Step] = []
        self._closed = False

    @property
    def last(self) -> Step | None:
        """What would be undone."""
        return self._past[-1] if self._past else None

    @property
    def next(self) -> Step | None:
        """What would be done again."""
        return self._future[-1] if self._future else None

    def take(self, typed: Typed, completes: Callable[[Place], bool]) -> None:
        """Take in how the form stands; `completes` tells fields that finish what is typed."""
        places = tuple(_changed(self.now, typed))
        if not places:
            return
        step = Step(self.now, typed, places, _way(self.now, typed, places))
        last = self.last
        if last is not None and not self._closed and _goes_on(last, step, completes):
            both = tuple(dict.fromkeys((*last.places, *places)))
            self._past[-1] = Step(last.before, typed, both, step.way)
        else:
            self._past = [*self._past, step][-_MOST:]
        self._future, self.now, self._closed = [], typed, False

    def undo(self) -> Step | None:
        """Go back one step and return it."""
        return self._move(self._past, self._future)

    def redo(self) -> Step | None:
        """Go forward again by one step and return it."""
        return self._move(self._future, self._past)

    def settle(self, shown: Typed) -> None:
        """Take in how the form shows what an undone step left; that is no edit."""
        self.now = shown

    def _move(self, source: list[Step], target: list[Step]) -> Step | None:
        if not source:
            return None
        self._closed = True
        target.append(source.pop())
        return target[-1]


def text_at(typed: Typed, place: Place) -> str:
    """Return what stands at a place."""
    if place.line is None:
        return typed.fields.get(place.name, "、".join(typed.lists.get(place.name, ())))
    line = typed.lines[place.line] if place.line < len(typed.lines) else _EMPTY
    if place.name == PEOPLE:
        return "、".join(line.people)
    return line.title if place.name == WORD else line.values.get(place.name, "")


def _changed(before: Typed, after: Typed) -> Iterator[Place]:
    yield from map(Place, _differing(before.fields, after.fields))
    yield from map(Place, _differing(before.lists, after.lists))
    if len(before.lines) != len(after.lines):
        yield Place(LINES, first_difference(before.lines, after.lines))
        return
    for number, (was, now) in enumerate(zip(before.lines, after.lines, strict=True)):
        yield from (Place(name, number) for name in _changed_in_line(was, now))


def _changed_in_line(was: TypedLine, now: TypedLine) -> Iterator[str]:
    if was.title != now.title:
        yield WORD
        return
    if was.people != now.people:
        yield PEOPLE
    yield from _differing(was.values, now.values)


def first_difference(some: tuple[TypedLine, ...], others: tuple[TypedLine, ...]) -> int:
    """Return where two columns of lines begin to differ."""
    pairs = zip(some, others, strict=False)
    same = min(len(some), len(others))
    return next((n for n, (one, other) in enumerate(pairs) if one != other), same)


def _differing(was: Mapping[str, object], now: Mapping[str, object]) -> Iterator[str]:
    yield from (name for name in dict.fromkeys((*was, *now)) if was.get(name) != now.get(name))


def _way(before: Typed, after: Typed, places: tuple[Place, ...]) -> int:
    if len(places) > 1 or places[0].name in (LINES, WORD, PEOPLE):
        return _TURNS
    was, now = text_at(before, places[0]), text_at(after, places[0])
    if now.startswith(was):
        return _GROWS
    return _SHRINKS if was.startswith(now) else _TURNS


def _goes_on(last: Step, step: Step, completes: Callable[[Place], bool]) -> bool:
    """Tell whether a step is more of the last one: the same run of typing, or its completion."""
    if last.places == step.places and last.way == step.way != _TURNS:
        return True
    first = last.places[0]
    typed = len(last.places) == 1 and last.way == _GROWS
    return typed and first in step.places and completes(first)
