"""The county's standards for how units are set up: posts per size, who may approve what, caps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

_ENDLESS: Final = 10**9
Bands = tuple[tuple[int, int], ...]
"""Sizes up to which a number of posts is the standard, smallest first."""


@dataclass(frozen=True, slots=True)
class Cap:
    """A total that the office may not exceed (总量控制); without a `limit` it is not judged.

    It counts approved places of `types`, or units of `kinds` and `ranks`, nothing meaning all.
    """

    title: str
    limit: int | None = None
    types: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    ranks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Structure:
    """Standards for rules 53, 54, 55, 64 and 81; what is empty is not judged.

    `unit_bands` are posts of `unit_posts` per approved places in units of `unit_kinds`;
    `organ_bands` posts of an inner organ per places of its own. `apart` are the posts whose holders
    may have their places outside the organs. Ranks of `higher_ranks` need a document of a higher
    office; `own_prefixes` begin the document numbers (机关代字) of offices that can't give it.
    """

    unit_kinds: frozenset[str] = frozenset()
    unit_posts: frozenset[str] = frozenset()
    unit_bands: Bands = ()
    organ_bands: Bands = ()
    apart: frozenset[str] = frozenset()
    higher_ranks: frozenset[str] = frozenset()
    own_prefixes: tuple[str, ...] = ()
    caps: tuple[Cap, ...] = field(default=())


def standard(bands: Bands, size: int) -> int | None:
    """Return the number of posts that is the standard for a size, `None` where there is none."""
    return next((posts for largest, posts in bands if size <= largest), None)


def structure_of(document: Mapping[str, Any]) -> Structure:
    """Build the standards from the county's file."""
    return Structure(
        frozenset(document["unit_kinds"]),
        frozenset(document["unit_posts"]),
        _bands(document["unit_bands"]),
        _bands(document["organ_bands"]),
        frozenset(document["apart"]),
        frozenset(document["higher_ranks"]),
        tuple(document["own_prefixes"]),
        tuple(_cap(**entry) for entry in document["caps"]),
    )


def _bands(stated: list[list[int | None]]) -> Bands:
    return tuple(
        (_ENDLESS if largest is None else largest, posts or 0) for largest, posts in stated
    )


def _cap(title: str, limit: int | None, **members: list[str]) -> Cap:
    return Cap(title, limit, **{name: frozenset(values) for name, values in members.items()})
