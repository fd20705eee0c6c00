"""The 机构编制职数一览表: one row per unit, places by the county's quota types, leading posts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Any

from domain.dossier import TypeCount
from domain.errors import Refusal
from domain.facts import CHIEF, DEPUTY, INNER_POSTS, Unit, columns
from domain.register import UnitStaffing
from export.sheets.forms import HeadCell, SheetForm
from export.sheets.paper import Heading, Paper, Value


def write_ledger(
    staffing: Iterable[UnitStaffing],
    out: Path,
    form: SheetForm,
    heading: Heading,
    quota_types: Sequence[str] = (),
) -> int:
    """Write one row per unit and a row of sums; return the number of units.

    Only types that some unit has get columns, in the order of `quota_types`, others after them.
    Places: approved, actual and vacant (negative: 超编). Posts of the unit: approved, filled and
    vacant; those of inner organs: approved and filled, 正职 and 副职.
    Raises `Refusal` `sheet.not_written` with `path`, or `handbook.form.broken` when the form has
    a column of an unknown key.
    """
    units = list(staffing)
    types = _occurring((unit.types for unit in units), quota_types)
    held = _occurring((unit.posts for unit in units), (CHIEF, DEPUTY))
    kinds = tuple(kind for kind in held if kind not in INNER_POSTS)
    paper = Paper(form, heading, _heads(form, types, kinds))
    names = {staffed.unit.unit: staffed.unit.name for staffed in units}
    rows = [_counts(staffed, types, kinds) for staffed in units]
    for at, (staffed, counts) in enumerate(zip(units, rows, strict=True), 1):
        facts = [_fact(column.key, staffed.unit, names, at) for column in form.columns]
        paper.add([*facts, *counts, staffed.unit.remark])
    if rows:
        sums = [sum(column) for column in zip(*rows, strict=True)]
        blanks = [""] * (len(form.columns) - 2)
        paper.add(["", form.counts["total"], *blanks, *sums, ""], strong=True)
    paper.save(out)
    return len(units)


def _occurring(counts: Iterable[Mapping[str, Any]], order: Sequence[str]) -> tuple[str, ...]:
    present = {name: None for each in counts for name in each}
    known = [name for name in order if name in present]
    return (*known, *(name for name in present if name not in known))


def _heads(form: SheetForm, types: Sequence[str], kinds: Sequence[str]) -> list[HeadCell]:
    words = form.counts
    width = words["width"]
    heads = form.heads()
    for group in ("approved", "actual", "vacant"):
        path = words["places"], words[group]
        heads += [HeadCell((*path, name), width) for name in (*types, words["subtotal"])]
    for group in ("posts_approved", "posts_filled", "posts_vacant"):
        path = words["posts"], words[group]
        heads += [HeadCell((*path, name), width) for name in (*kinds, words["subtotal"])]
    path = words["posts"], words["posts_inner"]
    heads += [HeadCell((*path, name), width) for name in words["inner"]]
    return [*heads, HeadCell((words["remark"],), 2 * width, "left")]


def _counts(staffed: UnitStaffing, types: Sequence[str], kinds: Sequence[str]) -> list[int]:
    counts = [staffed.types.get(name, TypeCount(name, 0, 0)) for name in types]
    places = [(count.approved, count.actual) for count in counts]
    posts = [staffed.posts.get(name, (0, 0)) for name in kinds]
    inner = [count for name in INNER_POSTS for count in staffed.posts.get(name, (0, 0))]
    return [*_three(places), *_three(posts), *inner]


def _three(pairs: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Yield approved, actual and vacant, each by type and then as a sum."""
    for counts in (
        [approved for approved, _ in pairs],
        [actual for _, actual in pairs],
        [approved - actual for approved, actual in pairs],
    ):
        yield from counts
        yield sum(counts)


def _fact(key: str, unit: Unit, names: Mapping[Any, str], at: int) -> Value:
    if key == "no":
        return at
    if key == "supervisor":
        return names.get(unit.supervisor, unit.supervisor)
    fact, _, name = key.partition(".")
    if fact != "unit" or name not in columns(Unit):
        raise Refusal("handbook.form.broken", path="ledger.json", part=key)
    text = str(attrgetter(name)(unit))
    return text.replace("-", ".") if name.endswith("_on") else text
