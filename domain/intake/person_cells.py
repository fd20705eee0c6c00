"""What the cells of a roster's columns mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from domain.codes import County
from domain.identity import clean_person_name
from domain.intake.cells import (
    Cell,
    Fault,
    choice,
    document_number,
    id_number,
    month,
    text,
    when,
    whole_number,
)
from domain.intake.unit_names import UnitNames

_MONTHS: Final = ("birth", "work_start", "party_joined", "graduated_on")
_DAYS: Final = ("quota_since", "entered_on", "appointed_on")
_NUMBERS: Final = ("order",)


def interpreter(field: str, units: UnitNames, county: County) -> Callable[[Cell], Any]:
    """Return what turns a cell of the field's column into its value or a `Fault`."""
    plain: Mapping[str, Callable[[Cell], Any]] = {
        "name": lambda cell: clean_person_name(text(cell)),
        "id_no": id_number,
        "quota_type": lambda cell: _quota_type(cell, county),
        "unit": lambda cell: units.find(cell) if text(cell) else "",
        "quota_doc": document_number,
        "appoint_doc": document_number,
        **dict.fromkeys(_MONTHS, month),
        **dict.fromkeys(_DAYS, when),
        **dict.fromkeys(_NUMBERS, whole_number),
    }
    table = county.tables.get(field)
    return plain.get(field) or (choice(table) if table else text)


def _quota_type(cell: Cell, county: County) -> str | Fault:
    written = text(cell)
    if not written:
        return ""
    choices = [known.label for known in county.quota_types]
    return county.quota_label(written) or Fault(
        "quota_type.unknown", {"value": written, "choices": choices}
    )
