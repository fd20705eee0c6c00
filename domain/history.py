"""What changes of the register made of its facts: for which days, from what to what.

One change may end and add several versions of a fact; what it did is told by the days for which
the register said something else after it than before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from domain.dates import Period
from domain.facts import Fact, columns
from domain.footprint import Known
from domain.register import Change
from domain.versions import Version, valid_on

BEGAN: Final = "began"
ENDED: Final = "ended"
CHANGED: Final = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a fact, as it was and as it became; "" for nothing.

    `behind` are both where `old` and `new` are veiled: shown only once that is entered.
    """

    name: str
    old: str
    new: str
    behind: tuple[str, str] | None = None

    @property
    def clear(self) -> tuple[str, str]:
        """Both without a veil."""
        return self.behind or (self.old, self.new)


@dataclass(frozen=True, slots=True)
class Difference:
    """What one change made of one fact throughout some days.

    `before` `None`: the fact was not known for those days; `after` `None`: it is not any more.
    """

    kind: type[Fact]
    key: object
    during: Period
    before: Fact | None
    after: Fact | None

    @property
    def sense(self) -> str:
        """`began`, `ended` or `changed`."""
        if self.before is None:
            return BEGAN
        return ENDED if self.after is None else CHANGED

    @property
    def fact(self) -> Any:  # noqa: ANN401 - a fact of any kind, whose fields the caller knows
        """The fact as it became, as it was where it ended."""
        return self.before if self.after is None else self.after

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        """The fields that say something else; of a fact that began, all that say anything."""
        if self.after is None:
            return ()
        found = []
        for name in columns(self.kind):
            old, new = getattr(self.before, name, ""), getattr(self.after, name)
            known = name in self.kind.KEY or (self.before is None and not new)
            if old != new and not known:
                found.append(FieldChange(name, str(old), str(new)))
        return tuple(found)

    def says(self, field_name: str, value: object) -> bool:
        """Tell whether the fact has or had a value in a field."""
        held = (self.before, self.after)
        return any(getattr(one, field_name, None) == value for one in held if one is not None)


def differences(
    kind: type[Fact], key: object, known: Sequence[Known]
) -> Iterator[tuple[int, Difference]]:
    """Yield what every change did to one fact, of which `known` is all that was ever known.

    Ordered by change, then by day. What a change added and ended itself is nothing.
    """
    lasting = [one for one in known if one.since != one.until]
    numbers = {one.since for one in lasting} | {one.until for one in lasting if one.until}
    for number in sorted(numbers):
        ended = [one.version for one in lasting if one.until == number]
        added = [one.version for one in lasting if one.since == number]
        for during, before, after in apart(ended, added):
            yield number, Difference(kind, key, during, before, after)


Apart = tuple[Period, Any, Any]


def apart(before: Sequence[Version[Any]], after: Sequence[Version[Any]]) -> Iterator[Apart]:
    """Yield the longest runs of days for which two sets of versions do not say the same."""
    both = (*before, *after)
    ends = {version.valid.end for version in both if version.valid.end is not None}
    days: list[date] = sorted({version.valid.start for version in both} | ends)
    held: Apart | None = None
    for start, end in zip(days, [*days[1:], None], strict=False):
        was, became = valid_on(before, start), valid_on(after, start)
        if held is not None and held[0].end == start and held[1:] == (was, became):
            held = (replace(held[0], end=end), was, became)
            continue
        if held is not None:
            yield held
        held = None if was == became else (Period(start, end), was, became)
    if held is not None:
        yield held


@dataclass(frozen=True, slots=True)
class Line:
    """One difference in words: which kind of fact, about what, what became of it.

    `sense` is `began`, `ended` or `changed`; `from_day` and `to_day` bound the days it is said
    of, the latter "" while they are open. `fields` carry the labels that people use.
    """

    kind: str
    label: str
    subject: str
    sense: str
    from_day: date
    to_day: date | None
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One change as a timeline tells it. `change` says kind, mode, day, document, case and who."""

    number: int
    change: Change
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything that the register ever did to the facts of one unit or person.

    `began` is the first day the register can answer; `entries` are in the order in which they
    were entered. `totals` counts entries by mode, 更正 and 变动 apart.
    """

    subject: str
    began: date | None
    entries: tuple[Entry, ...]
    totals: Mapping[str, int] = field(default_factory=dict)

    @property
    def by_effect(self) -> tuple[Entry, ...]:
        """The entries by the day on which they take effect, those of one day as entered."""
        return in_effective_order(self.entries)


def in_effective_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return entries by the day on which they take effect, those of one day as entered."""
    return tuple(sorted(entries, key=lambda entry: (entry.change.effective, entry.number)))
