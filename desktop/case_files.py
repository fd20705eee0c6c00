"""Case files: what `case new` reads, as the contract of the command line states it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from desktop.json_files import read_json
from desktop.office import OpenOffice
from desktop.particulars import known_of_entry, known_of_person
from domain.case import CORRECTED, WORLD_CHANGED, CaseId
from domain.case_outcomes import CaseDraft
from domain.changes.kinds import kind_of
from domain.changes.person_edit import CLEARED, EDIT, KEY_EDIT
from domain.documents import Document, canonical_number
from domain.errors import Refusal
from domain.facts import UnitId
from domain.workflow.asking import find_unit

_FRAME: Final = (
    "kind", "unit", "document", "effective", "persons", "entries", "mode", "explanation",
)  # fmt: skip
_DOCUMENT: Final = ("number", "title", "issuer", "date")


def read_case_file(path: Path) -> Mapping[str, Any]:
    """Return what a case file states; refuses `command.file_unreadable`, `case.file_invalid`."""
    return _object(read_json(path, _invalid), "整个文件")


def draft_of(
    stated: Mapping[str, Any], office: OpenOffice, edited: CaseId | None = None
) -> CaseDraft:
    """Interpret a case as its file states it; the unit by code, credit code, name or short name.

    `edited` is the draft that the file replaces as a whole, `None` for a new one.
    Refuses `case.file_invalid` for what has the wrong shape and `case.unit_unknown`.
    """
    document = _object(stated.get("document") or {}, "document")
    effective = _day(stated.get("effective"), "effective")
    kind, mode = _text(stated.get("kind"), "kind"), _text(stated.get("mode"), "mode")
    persons = _objects(stated, "persons", "人员列表", CLEARED if kind in (EDIT, KEY_EDIT) else "")
    if mode not in ("", WORLD_CHANGED, CORRECTED):
        raise _invalid(f"mode 应是“{WORLD_CHANGED}”或“{CORRECTED}”")
    return CaseDraft(
        kind,
        _unit(office, effective, _text(stated.get("unit"), "unit"), kind),
        Document(
            canonical_number(_text(document.get("number"), "document.number")),
            _text(document.get("title"), "document.title"),
            _text(document.get("issuer"), "document.issuer"),
            _day(document["date"], "document.date") if document.get("date") else None,
        ),
        effective,
        persons,
        _text(stated.get("explanation"), "explanation"),
        edited,
        _objects(stated, "entries", "办理事项列表"),
        mode or WORLD_CHANGED,
    )


def unread_fields(stated: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the fields of a case file that mean nothing to the program, in its order."""
    document = _object(stated.get("document") or {}, "document")
    found = [name for name in stated if name not in _FRAME]
    found += [f"document.{name}" for name in document if name not in _DOCUMENT]
    kind = str(stated.get("kind", ""))
    found += _unread(stated, "persons", known_of_person(kind))
    found += _unread(stated, "entries", known_of_entry(kind))
    return tuple(dict.fromkeys(found))


def _unread(stated: Mapping[str, Any], name: str, known: frozenset[str]) -> list[str]:
    lines = stated.get(name, [])
    return [
        f"{name}.{field}"
        for line in (lines if isinstance(lines, list) else [])
        if isinstance(line, dict)
        for field in line
        if field not in known
    ]


def _unit(office: OpenOffice, effective: date, name: str, kind: str) -> UnitId:
    """Return the case's own unit, "" where none is named and its kind needs none.

    On a day before the register's begin the names of today are understood.
    """
    if not name and kind_of(kind).unit_optional:
        return UnitId("")
    with office.register.reading() as reader:
        began = reader.began()
        day = effective if began is None or effective >= began else office.clock.today()
        return find_unit(reader, day, name)


def _objects(
    stated: Mapping[str, Any], name: str, what: str, nothing: str = ""
) -> tuple[Mapping[str, str], ...]:
    """Return a list of lines; `nothing` is what a null in one means."""
    parts = stated.get(name, [])
    if not isinstance(parts, list):
        raise _invalid(f"{name} 应是{what}")
    return tuple(
        {
            field: nothing if value is None else _text(value, f"{name}.{field}")
            for field, value in _object(part, f"{name} 中的每一项").items()
        }
        for part in parts
    )


def _object(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _invalid(f"{where}应是花括号括起的一组栏目")
    return value


def _text(value: object, where: str) -> str:
    """Return a text; nothing is "", and a whole number is its digits."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise _invalid(f"{where} 应是文字")


def _day(value: object, where: str) -> date:
    try:
        return date.fromisoformat(_text(value, where))
    except ValueError:
        raise _invalid(f"{where} 应写成 2026-11-20 这样的日期") from None


def _invalid(detail: str) -> Refusal:
    return Refusal("case.file_invalid", detail=detail)
