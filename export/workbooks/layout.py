"""What heads a kind of table may carry: fields with their aliases, read from data."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

REASON_TITLE: Final = "原因"
"""The head of the column that a returned workbook gains; it is never read as data."""

_MARKS: Final = re.compile(r"[\s\u200b-\u200f\u2060\ufeff*★]+")
_NOTE: Final = re.compile(r"^(.+?)\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a table.

    `spread` tells that a cell merged downwards holds its value for every row it covers; a
    number is never spread, because it would then be counted several times.
    """

    field: str
    aliases: tuple[str, ...]
    required: bool = False
    spread: bool = False


@dataclass(frozen=True, slots=True)
class PatternSpec:
    """A family of fields whose names the county chooses: `<prefix>:<label as written>`.

    A head is one of the family when it stands under one of `parents`, or, standing alone, when
    one of the `flat` expressions matches it whole (its first group is the label). Heads that
    contain an `excluded` word are sums or actual figures, not members.
    """

    prefix: str
    parents: tuple[str, ...]
    flat: tuple[str, ...]
    excluded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Heads by which a kind of table is told from others that also list the same names.

    A sheet of this kind has `at_least` so many columns whose field, or whose family's prefix, is
    one `of` these.
    """

    at_least: int = 0
    of: tuple[str, ...] = ()

    def suffices(self, fields: Iterable[str]) -> bool:
        """Tell whether the fields found on a sheet prove its kind."""
        return sum(field.partition(":")[0] in self.of for field in fields) >= self.at_least


@dataclass(frozen=True, slots=True)
class Layout:
    """All that is known about the heads of one kind of table.

    `refuted_by` are heads that prove a sheet to be another kind of table, `evidence` those of
    which it needs some. Constructing a layout raises ValueError when two fields claim one alias:
    the data would be ambiguous.
    """

    name: str
    fields: tuple[FieldSpec, ...]
    patterns: tuple[PatternSpec, ...] = ()
    refuted_by: tuple[str, ...] = ()
    evidence: Evidence = Evidence()

    def __post_init__(self) -> None:
        owners: dict[str, str] = {}
        for spec in self.fields:
            for alias in spec.aliases:
                title = normalise_title(alias)
                if owners.setdefault(title, spec.field) != spec.field:
                    raise ValueError(f"{self.name}: {alias} names two fields")

    def required(self) -> tuple[FieldSpec, ...]:
        """Return the fields without which a row of heads is not this table's head."""
        return tuple(spec for spec in self.fields if spec.required)

    def wanted(self) -> tuple[str, ...]:
        """Return the evidence in words: each field's first alias, each family's first parent."""
        names = {spec.prefix: spec.parents[0] for spec in self.patterns}
        names |= {spec.field: spec.aliases[0] for spec in self.fields}
        return tuple(names[each] for each in self.evidence.of)

    def to_plain(self) -> dict[str, Any]:
        """Return the layout as the plain data that `parse_layout` reads."""
        return {
            "name": self.name,
            "fields": [
                {
                    "field": spec.field,
                    "aliases": list(spec.aliases),
                    "required": spec.required,
                    "spread": spec.spread,
                }
                for spec in self.fields
            ],
            "patterns": [
                {
                    "prefix": spec.prefix,
                    "parents": list(spec.parents),
                    "flat": list(spec.flat),
                    "excluded": list(spec.excluded),
                }
                for spec in self.patterns
            ],
            "refuted_by": list(self.refuted_by),
            "evidence": {"at_least": self.evidence.at_least, "of": list(self.evidence.of)},
        }


def load_layout(path: Path) -> Layout:
    """Read a layout from its JSON file (one of resources/headers)."""
    return parse_layout(json.loads(path.read_text(encoding="utf-8")))


def parse_layout(plain: Mapping[str, Any]) -> Layout:
    """Build a layout from plain data, the reverse of `Layout.to_plain`."""
    evidence = plain.get("evidence", {})
    return Layout(
        name=plain["name"],
        fields=tuple(
            FieldSpec(
                each["field"],
                tuple(each["aliases"]),
                required=each.get("required", False),
                spread=each.get("spread", False),
            )
            for each in plain["fields"]
        ),
        patterns=tuple(
            PatternSpec(
                each["prefix"],
                tuple(each["parents"]),
                tuple(each.get("flat", ())),
                tuple(each.get("excluded", ())),
            )
            for each in plain.get("patterns", ())
        ),
        refuted_by=tuple(plain.get("refuted_by", ())),
        evidence=Evidence(evidence.get("at_least", 0), tuple(evidence.get("of", ()))),
    )


def shown_title(text: str) -> str:
    """Return a head as people say it: without the spaces and line breaks of its layout."""
    return re.sub(r"\s+", "", text)


def normalise_title(text: str) -> str:
    """Return what remains of a head once width, case, spaces and marks are ignored."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text)).rstrip(":").casefold()


def title_variants(text: str) -> tuple[str, ...]:
    """Return the normalised head and, when it ends in a note in brackets, the head without it."""
    whole = normalise_title(text)
    noted = _NOTE.match(whole)
    return (whole,) if noted is None else (whole, noted.group(1))
