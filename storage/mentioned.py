"""How what is wrong with a row is told: by person and unit, as people know them."""

from __future__ import annotations

import json
from typing import Final

from domain.facts import Fact, columns
from storage.fact_tables import Row, sql
from storage.states import ATTACHMENT, CASE, DOCUMENT
from storage.view import View

_PERSON: Final = """
    SELECT name FROM person_version WHERE office = ? AND person = ? ORDER BY row DESC LIMIT 1
"""
_PLACE: Final = """
    SELECT unit FROM occupancy_version WHERE office = ? AND person = ? ORDER BY row DESC LIMIT 1
"""
_UNIT: Final = """
    SELECT name FROM unit_version WHERE office = ? AND unit = ? ORDER BY row DESC LIMIT 1
"""
_CASE: Final = "SELECT unit, persons FROM act_case WHERE id = ?"
_DOCUMENT: Final = "SELECT number, title FROM document WHERE id = ?"
_ATTACHMENT: Final = 'SELECT file_name, document, "case" FROM attachment WHERE id = ?'
_MOST: Final = 3
"""People of a case that are named; the rest are counted."""


def mentioned(view: View, kind: type[Fact], row: int) -> str:
    """Return whom and which unit a version is about, "" when it is not there any more."""
    asked = [name if name in columns(kind) else "''" for name in ("person", "unit", "name")]
    held = _row(
        view,
        sql("SELECT office,", ", ".join(asked), "FROM", f"{kind.KIND}_version WHERE row = ?"),
        row,
    )
    if held is None:
        return ""
    office, person, unit, own_name = held
    if not person:
        return _unit_name(view, office, unit) or str(own_name)
    name = own_name or _text(view, _PERSON, office, person)
    unit = unit or _text(view, _PLACE, office, person)
    where = _unit_name(view, office, unit)
    return f"{name}（{where}）" if where else str(name)


def mentioned_object(view: View, kind: str, key: str) -> str:
    """Return what an object of `storage.states` is about beside its key, "" when it is gone."""
    if kind == CASE:
        return _case(view, key)
    if kind == DOCUMENT:
        return "".join(_row(view, _DOCUMENT, int(key)) or ())
    if kind == ATTACHMENT:
        name, document, case = _row(view, _ATTACHMENT, int(key)) or ("", None, None)
        owner = mentioned_object(view, CASE if case else DOCUMENT, str(case or document or 0))
        return f"{name}（{owner}）" if owner else str(name)
    return ""


def _case(view: View, case: str) -> str:
    held = _row(view, _CASE, case)
    if held is None:
        return ""
    unit, persons = held
    try:
        names = [str(person.get("name", "")) for person in json.loads(persons)]
    except (ValueError, TypeError, AttributeError):  # somebody has written there what no case says
        names = []
    said = "、".join(filter(None, names[:_MOST]))
    more = f"等 {len(names)} 人" if len(names) > _MOST else ""
    where = _unit_name(view, view.own, unit)
    return f"{said}{more}（{where}）" if said else where


def _unit_name(view: View, office: str, unit: str) -> str:
    return _text(view, _UNIT, office, unit) or str(unit)


def _text(view: View, statement: str, *bound: object) -> str:
    row = _row(view, statement, *bound)
    return "" if row is None else str(row[0])


def _row(view: View, statement: str, *bound: object) -> Row | None:
    row: Row | None = view.connection.execute(statement, bound).fetchone()
    return row
