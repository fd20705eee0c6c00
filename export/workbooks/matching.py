"""Which field a head means: exact matches of normalised text only, never a likely guess."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from export.workbooks.layout import (
    Layout,
    PatternSpec,
    normalise_title,
    shown_title,
    title_variants,
)

Path = tuple[str, ...]
"""The texts of one column's head from the top layer down; empty where the head is blank."""

_WHOLE: Final = 2
_LOWEST: Final = 1


@dataclass(frozen=True, slots=True)
class Match:
    """The field of each matched column, and the fields that several columns claim equally."""

    fields: dict[int, str]
    duplicates: dict[str, tuple[int, ...]]

    @property
    def found(self) -> frozenset[str]:
        """The fields that some column claims."""
        return frozenset((*self.fields.values(), *self.duplicates))


class Matcher:
    """Matches heads against one layout, remembering texts it has already looked at."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._aliases = {
            normalise_title(alias): spec.field for spec in layout.fields for alias in spec.aliases
        }
        self._families = tuple(_Family(spec) for spec in layout.patterns)
        self._refuted = frozenset(map(normalise_title, layout.refuted_by))
        self._required = frozenset(spec.field for spec in layout.required())
        self._claims: dict[Path, tuple[str, int] | None] = {}

    def score(self, paths: Sequence[Path]) -> int:
        """Return how many fields the heads name; 0 when they are not this table's head."""
        if self.refuted(paths):
            return 0
        found = self.match(paths).found
        proven = self._required <= found and self.layout.evidence.suffices(found)
        return len(found) if proven else 0

    def refuted(self, paths: Sequence[Path]) -> bool:
        """Tell whether one of the heads proves the sheet to be another kind of table."""
        return any(path and normalise_title(path[-1]) in self._refuted for path in paths)

    def match(self, paths: Sequence[Path]) -> Match:
        """Give each column its field.

        A head that stands alone wins over the same word under a parent. The same word under two
        parents (学历 under 全日制教育 and 在职教育) means neither; two heads that stand alone for
        one field are a duplicate, which only the sender can resolve.
        """
        claims: dict[str, dict[int, list[int]]] = {}
        for index, path in enumerate(paths):
            claim = self._claim(path)
            if claim is not None:
                field, strength = claim
                claims.setdefault(field, {}).setdefault(strength, []).append(index)
        fields: dict[int, str] = {}
        duplicates: dict[str, tuple[int, ...]] = {}
        for field, by_strength in claims.items():
            strength = max(by_strength)
            indexes = by_strength[strength]
            if len(indexes) == 1:
                fields[indexes[0]] = field
            elif strength == _WHOLE:
                duplicates[field] = tuple(indexes)
        return Match(fields, duplicates)

    def _claim(self, path: Path) -> tuple[str, int] | None:
        if path not in self._claims:
            self._claims[path] = self._looked_up(path)
        return self._claims[path]

    def _looked_up(self, path: Path) -> tuple[str, int] | None:
        if not path:
            return None
        members = (family.under_parent(path) for family in self._families)
        member = next(filter(None, members), None)
        if member is not None:
            return member, _WHOLE
        for title in title_variants("".join(path)):
            if title in self._aliases:
                return self._aliases[title], _WHOLE
        if len(path) == 1:
            members = (family.alone(path[0]) for family in self._families)
            member = next(filter(None, members), None)
            return None if member is None else (member, _WHOLE)
        return self._lowest(path)

    def _lowest(self, path: Path) -> tuple[str, int] | None:
        for title in title_variants(path[-1]):
            if title in self._aliases:
                return self._aliases[title], _LOWEST
        return None


class _Family:
    """A pattern made ready for matching."""

    def __init__(self, spec: PatternSpec) -> None:
        self._prefix = spec.prefix
        self._parents = frozenset(map(normalise_title, spec.parents))
        self._flat = tuple(map(re.compile, spec.flat))
        self._excluded = tuple(map(normalise_title, spec.excluded))

    def under_parent(self, path: Path) -> str | None:
        """Return the field of a head below one of the parents; sums and actual figures are none."""
        for depth, text in enumerate(path[:-1]):
            if self._parents.intersection(title_variants(text)):
                below = path[depth + 1 :]
                return None if self._is_excluded(below) else self._named(shown_title(below[-1]))
        return None

    def alone(self, title: str) -> str | None:
        """Return the field of a head that stands alone, when its wording shows the family."""
        label = self._label(shown_title(title))
        return None if label is None or self._is_excluded((label,)) else self._named(label)

    def _named(self, label: str) -> str:
        return f"{self._prefix}:{self._label(label) or label}"

    def _label(self, title: str) -> str | None:
        matches = (flat.fullmatch(title) for flat in self._flat)
        return next((found.group(1) for found in matches if found is not None), None)

    def _is_excluded(self, texts: Path) -> bool:
        titles = [normalise_title(text) for text in texts]
        return any(word in title for title in titles for word in self._excluded)
