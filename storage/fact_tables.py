"""The tables of facts: their statements, built once from the field names of `domain.facts`.

Every kind has one table of versions, `<kind>_version`. Column names are constants of our own, so
statements are put together from them here and nowhere else; values are always bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from domain.dates import Period
from domain.facts import FACTS, Fact, columns
from domain.versions import AsOf, Version

Row = tuple[Any, ...]
"""A row as the database gives it: text, whole numbers and `None`."""


@dataclass(frozen=True, slots=True)
class AsOfStatement:
    """A statement with marks like `<p>`: the rows under the alias `p` that hold as of a day.

    Knowing now and knowing as of a past change are two statements, because only the plain
    condition can be answered fast for what is known now.
    """

    now: str
    past: str

    @classmethod
    def of(cls, text: str) -> AsOfStatement:
        """Build both statements; bind `parameters` to either."""
        return cls(
            re.sub(r"<(\w+)>", rf"{_VALID} AND \1.known_to IS NULL", text),
            re.sub(r"<(\w+)>", rf"{_VALID} AND {_KNOWN}", text),
        )

    def at(self, when: AsOf) -> str:
        """Return the statement that answers as of `when`."""
        return self.now if when.known is None else self.past


_VALID: Final = r"\1.valid_from <= :day AND (\1.valid_to IS NULL OR \1.valid_to > :day)"
_KNOWN: Final = r"\1.known_from <= :known AND (\1.known_to IS NULL OR \1.known_to > :known)"


def parameters(when: AsOf, **others: object) -> dict[str, object]:
    """Return what an as-of statement binds."""
    return {"day": when.day.isoformat(), "known": when.known, **others}


def sql(*parts: str) -> str:
    """Join constant parts of a statement; never pass a value, values are bound."""
    return " ".join(parts)


def names(kind: type[Fact], alias: str) -> str:
    """Return the columns of a kind under an alias, in the order of its fields."""
    return ", ".join(f'{alias}."{name}"' for name in columns(kind))


def width(kind: type[Fact]) -> int:
    """Return how many columns `names` lists."""
    return len(columns(kind))


@dataclass(frozen=True, slots=True)
class FactTable:
    """The statements of one kind. Version rows are (row, valid_from, valid_to, fields...).

    `in_force` binds an office and a unit or `None`; `from_day`, the versions that hold on a day or
    later, an office and that day, and `of_unit_from_day` a unit with them. `as_added` gives back
    what `insert` bound, by row number; `as_ended` which row a change ended.
    """

    kind: type[Fact]
    insert: str
    end: str
    newest_row: str
    of_key: str
    of_office: str
    from_day: str
    of_unit_from_day: str
    in_force: AsOfStatement
    as_added: str
    as_ended: str

    def to_version(self, row: Row) -> Version[Any]:
        """Return the version that a row holds which a statement of versions gave."""
        return Version(row[0], self.kind(*row[3:]), period(row[1], row[2]))


def _table(kind: type[Fact]) -> FactTable:
    name = f"{kind.KIND}_version"
    listed = ['"row"', "office", *(f'"{field}"' for field in columns(kind))]
    listed += ["valid_from", "valid_to", "known_from"]
    held = sql("SELECT row, valid_from, valid_to,", names(kind, "v"), "FROM", name, "AS v")
    key = " AND ".join(f'v."{field}" = ?' for field in kind.KEY)
    in_order = ", ".join(f'v."{field}"' for field in kind.KEY)
    return FactTable(
        kind,
        insert=sql(
            "INSERT INTO",
            name,
            f"({', '.join(listed)})",
            f"VALUES ({', '.join('?' * len(listed))})",
        ),
        end=sql(
            "UPDATE", name, "SET known_to = ? WHERE row = ? AND office = ? AND known_to IS NULL"
        ),
        newest_row=sql("SELECT coalesce(max(row), 0) FROM", name),
        of_key=sql(
            held, "WHERE v.office = ? AND", key, "AND v.known_to IS NULL ORDER BY valid_from"
        ),
        of_office=sql(
            held,
            "WHERE v.office = :office AND v.known_to IS NULL AND v.known_from < :before",
            "ORDER BY",
            in_order,
            ", v.valid_from",
        ),
        from_day=_from_day(held, "", in_order),
        of_unit_from_day=_from_day(held, 'AND v."unit" = :unit', in_order),
        in_force=_in_force(kind, name, in_order),
        as_added=sql("SELECT", ", ".join(listed), "FROM", name, "ORDER BY row"),
        as_ended=sql("SELECT row, known_to FROM", name, "WHERE known_to IS NOT NULL"),
    )


def _from_day(held: str, chosen: str, order: str) -> str:
    # The sign keeps the order from choosing the index: a whole office in order for one unit of it.
    whose = "WHERE v.office = :office AND v.known_to IS NULL"
    lasting = "AND (v.valid_to IS NULL OR v.valid_to > :day)"
    ordered = order.replace('v."', '+v."')
    return sql(held, whose, chosen, lasting, "ORDER BY", ordered, ", v.valid_from")


def _in_force(kind: type[Fact], name: str, order: str) -> AsOfStatement:
    chosen = ':unit IS NULL OR v."unit" = :unit' if "unit" in columns(kind) else ":unit IS NULL"
    whose = f"WHERE v.office = :office AND ({chosen}) AND <v>"
    return AsOfStatement.of(
        sql("SELECT", names(kind, "v"), "FROM", name, "AS v", whose, "ORDER BY", order)
    )


TABLES: Final = {kind: _table(kind) for kind in FACTS}


def key_parts(kind: type[Fact], key: object) -> tuple[object, ...]:
    """Return a key as its parts, whether it is composed or not."""
    return key if len(kind.KEY) > 1 and isinstance(key, tuple) else (key,)


def period(start: str, end: str | None) -> Period:
    """Return the valid interval that two columns hold."""
    return Period(date.fromisoformat(start), None if end is None else date.fromisoformat(end))


def facts_of(kind: type[Any], rows: Iterable[Sequence[Any]], skip: int = 0) -> Iterator[Any]:
    """Yield a fact of `kind` for each row, from the column `skip` on."""
    return (kind(*row[skip:]) for row in rows)
