"""The layers of a head as paths: for each column, the texts from the top layer down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from export.workbooks.layout import normalise_title
from export.workbooks.matching import Path
from export.workbooks.sheets import Merge

_NUMBER: Final = re.compile(r"[-+]?[\d.,]+%?")


def is_layer(row: Sequence[str]) -> bool:
    """Tell whether a row could be part of a head: a number means that data has begun."""
    return not any(_NUMBER.fullmatch(text) for text in row)


def paths(layers: Sequence[Sequence[str]], first: int, merges: Sequence[Merge]) -> tuple[Path, ...]:
    """Return, per column, the texts from the top layer down; a parent counts for all it spans."""
    filled = [list(layer) for layer in layers]
    for depth in range(len(filled) - 1):
        below = _has_text_below(layers, depth)
        spans = [m for m in merges if m.top == first + depth and m.right > m.left]
        _fill_merged(filled[depth], spans, below)
        _fill_blank(filled[depth], layers[depth + 1], spans)
    return tuple(_path(column) for column in zip(*filled, strict=True))


def _has_text_below(layers: Sequence[Sequence[str]], depth: int) -> list[bool]:
    return [any(column) for column in zip(*layers[depth + 1 :], strict=True)]


def _fill_merged(layer: list[str], spans: Sequence[Merge], below: Sequence[bool]) -> None:
    for span in spans:
        for index in range(span.left + 1, min(span.right + 1, len(layer))):
            if below[index] and not layer[index]:
                layer[index] = layer[span.left]


def _fill_blank(layer: list[str], below: Sequence[str], spans: Sequence[Merge]) -> None:
    """Fill to the right where a parent is only centred across columns, not merged."""
    fixed = {index for span in spans for index in range(span.left, span.right + 1)}
    parent = ""
    for index, text in enumerate(layer):
        if index in fixed or not below[index]:
            parent = ""
        elif text:
            parent = text
        else:
            layer[index] = parent


def _path(texts: Iterable[str]) -> Path:
    path: list[str] = []
    for text in texts:
        if text and (not path or normalise_title(path[-1]) != normalise_title(text)):
            path.append(text)
    return tuple(path)
