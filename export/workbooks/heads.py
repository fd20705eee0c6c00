"""Finding the head of a table among titles, merged cells and the rows of data below."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from domain.errors import Refusal
from export.workbooks.layers import is_layer, paths
from export.workbooks.layout import REASON_TITLE, Layout, shown_title
from export.workbooks.matching import Matcher, Path
from export.workbooks.sheets import Merge, RawRow, Sheet

SEARCH_ROWS: Final = 30
MAX_LAYERS: Final = 5
FEWEST_FIELDS: Final = 2


@dataclass(frozen=True, slots=True)
class Column:
    """One known column: its 0-based place on the sheet, its field, and its head as written."""

    index: int
    field: str
    title: str


@dataclass(frozen=True, slots=True)
class Head:
    """A head that was found: its first and last row (0-based on the sheet) and its columns.

    `titles` holds every head of the sheet, known or not, with its column; `reason_index` is the
    column of reasons that an earlier return of this workbook left, or None.
    """

    layout: str
    first: int
    last: int
    columns: tuple[Column, ...]
    unknown: tuple[str, ...]
    titles: tuple[tuple[int, str], ...]
    reason_index: int | None


def find_head(sheet: Sheet, top: Sequence[RawRow], layouts: Sequence[Layout]) -> Head | None:
    """Return the head that knows most fields of one layout, or None when there is none.

    `top` are the first rows of the sheet, at least SEARCH_ROWS + MAX_LAYERS of them where the
    sheet has so many. Ties go to the earlier layout, then to fewer layers, then upwards.

    Raises:
        Refusal: workbook.duplicate_header, two columns claim one field.
    """
    grid = [[_text(value) for value in row] for row in top]
    best: tuple[tuple[int, int, int], Matcher, _Block] | None = None
    for matcher in (Matcher(layout) for layout in layouts):
        for block in _blocks(grid, sheet.merges):
            score = matcher.score(block.paths)
            rank = (score, -block.depth, -block.first)
            if score < FEWEST_FIELDS or (best is not None and rank <= best[0]):
                continue
            known = matcher.match(block.paths).fields
            whole = _extended(block, grid, sheet.merges, known)
            # The upper layer alone may look like units where the lower one names people.
            if not matcher.refuted(whole.paths):
                best = (rank, matcher, whole)
    return None if best is None else _finished(sheet, best[1], best[2])


@dataclass(frozen=True, slots=True)
class Closest:
    """The row that comes closest to being a head of `layout`, for words to the user.

    `titles` are all its heads and `known` those among them that mean something, `missing` are the
    key heads it lacks. It is `unproven` when it lacks nothing but the evidence of its kind.
    """

    layout: Layout
    titles: tuple[str, ...]
    known: tuple[str, ...]
    missing: tuple[str, ...]
    unproven: bool

    @property
    def rank(self) -> tuple[int, int]:
        """How close it comes: by its known heads, then by all of them."""
        return len(self.known), len(self.titles)


def closest_head(top: Sequence[RawRow], layouts: Sequence[Layout]) -> Closest:
    """Return the row that names most fields of a layout, or else the one with most texts."""
    rows = [tuple(_text(value) for value in row if isinstance(value, str)) for row in top]
    candidates = [
        _closeness(tuple((text,) for text in row if text), matcher)
        for row in rows[:SEARCH_ROWS]
        for matcher in map(Matcher, layouts)
    ]
    return max(candidates, key=lambda each: each.rank)


def _closeness(paths: tuple[Path, ...], matcher: Matcher) -> Closest:
    layout, match = matcher.layout, matcher.match(paths)
    missing = tuple(s.aliases[0] for s in layout.required() if s.field not in match.found)
    titles = tuple(shown_title(path[0]) for path in paths)
    first = {field: at for field, (at, *_) in match.duplicates.items()}
    first |= {field: at for at, field in match.fields.items()}
    known = tuple(titles[at] for at in sorted(first.values()))
    proven = layout.evidence.suffices(match.found) or matcher.refuted(paths)
    return Closest(layout, titles, known, missing, unproven=not missing and not proven)


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows that might be a head: where they begin, how many, and each column's texts."""

    first: int
    depth: int
    paths: tuple[Path, ...]

    @property
    def last(self) -> int:
        return self.first + self.depth - 1


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else "" if value is None else str(value)


def _blocks(grid: Sequence[Sequence[str]], merges: Iterable[Merge]) -> Iterator[_Block]:
    merges = tuple(merge for merge in merges if merge.top < SEARCH_ROWS + MAX_LAYERS)
    for first in range(min(SEARCH_ROWS, len(grid))):
        if not any(grid[first]):
            continue
        for depth in range(1, MAX_LAYERS + 1):
            if first + depth > len(grid):
                break
            # A number means that the data has begun.
            if depth > 1 and not is_layer(grid[first + depth - 1]):
                break
            layers = grid[first : first + depth]
            yield _Block(first, depth, paths(layers, first, merges))


def _extended(
    block: _Block, grid: Sequence[Sequence[str]], merges: Sequence[Merge], known: Collection[int]
) -> _Block:
    """Take in the lower layers that belong to the head though they name no field.

    Single heads merged downwards prove such a layer, and so does a row of words below a head
    merged across, where every known column is blank: it could not be a row of data.
    """
    limit = min(block.first + MAX_LAYERS, len(grid)) - 1
    own = [merge for merge in merges if block.first <= merge.top <= block.last]
    last = min(max((merge.bottom for merge in own), default=0), limit)
    parents = [merge for merge in own if merge.top == block.last and merge.right > merge.left]
    if block.last < limit and any(_has_words(grid[block.last + 1], each) for each in parents):
        below = grid[block.last + 1]
        last = last if any(below[index] for index in known) else max(last, block.last + 1)
    while last > block.last and not all(map(is_layer, grid[block.last + 1 : last + 1])):
        last -= 1
    if last <= block.last:
        return block
    layers = grid[block.first : last + 1]
    return replace(block, depth=len(layers), paths=paths(layers, block.first, merges))


def _has_words(row: Sequence[str], span: Merge) -> bool:
    return any(row[span.left : span.right + 1])


def _finished(sheet: Sheet, matcher: Matcher, block: _Block) -> Head:
    match = matcher.match(block.paths)
    if match.duplicates:
        field, indexes = next(iter(match.duplicates.items()))
        raise Refusal(
            "workbook.duplicate_header",
            sheet=sheet.name,
            field=field,
            columns="、".join(
                f"{column_letters(sheet.left + index)} 列“{shown_title(block.paths[index][-1])}”"
                for index in indexes
            ),
        )
    titles = _unique_titles(block.paths)
    reason = max(titles, default=-1)
    if reason >= 0 and titles[reason] != REASON_TITLE:
        reason = -1
    return Head(
        layout=matcher.layout.name,
        first=block.first,
        last=block.last,
        columns=tuple(
            Column(sheet.left + index, field, titles[index])
            for index, field in sorted(match.fields.items())
        ),
        unknown=tuple(
            titles[index]
            for index in sorted(titles)
            if index not in match.fields and index != reason
        ),
        titles=tuple((sheet.left + index, title) for index, title in sorted(titles.items())),
        reason_index=None if reason < 0 else sheet.left + reason,
    )


def _unique_titles(paths: Sequence[Path]) -> dict[int, str]:
    """Name each column by its lowest head, or by its whole path where that is not unique."""
    leaves = [shown_title(path[-1]) if path else "" for path in paths]
    return {
        index: leaf if leaves.count(leaf) == 1 else "/".join(map(shown_title, paths[index]))
        for index, leaf in enumerate(leaves)
        if leaf
    }


def column_letters(index: int) -> str:
    """Return the name a spreadsheet gives to the 0-based column: A, B, ... Z, AA, ..."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
