"""The audit as a worksheet or as comma-separated text."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Final

from domain.audit import AuditEntry
from domain.errors import Refusal
from export.sheets.forms import SheetForm
from export.sheets.paper import Heading, Paper

_BEGINS_A_FORMULA: Final = tuple("=+-@＝＋－＠\t\r\n")
_MARK: Final = "\ufeff"
"""Tells WPS and Excel that the text is UTF-8."""
_SHOWN: Final[Mapping[str, Callable[[AuditEntry], str]]] = {
    "n": lambda entry: str(entry.n),
    "at": lambda entry: entry.moment,
    "actor": lambda entry: entry.actor,
    "roles": lambda entry: entry.roles,
    "did": lambda entry: entry.did,
    "object": lambda entry: entry.object,
    "result": lambda entry: entry.result,
    "why": lambda entry: entry.why,
    "single": lambda entry: "单人" if entry.single else "",
    "act": lambda entry: entry.act,
    "before": lambda entry: entry.before,
    "digest": lambda entry: entry.digest,
    "hash": lambda entry: entry.hash,
}


def audit_row(entry: AuditEntry, form: SheetForm) -> list[str]:
    """Return an entry's texts in the order of the form's columns.

    Raises `Refusal` `handbook.form.broken` for a column of an unknown key.
    """
    unknown = [column.key for column in form.columns if column.key not in _SHOWN]
    if unknown:
        raise Refusal("handbook.form.broken", path="audit.json", part=unknown[0])
    return [_SHOWN[column.key](entry) for column in form.columns]


def write_audit(
    entries: Iterable[AuditEntry], out: Path, form: SheetForm, heading: Heading
) -> None:
    """Write entries as a workbook.

    Raises `Refusal` `sheet.not_written` with `path`, or `handbook.form.broken`.
    """
    paper = Paper(form, heading, form.heads())
    for entry in entries:
        paper.add(audit_row(entry, form))
    paper.save(out)


def audit_text(entries: Iterable[AuditEntry], form: SheetForm) -> Iterator[bytes]:
    """Yield entries as comma-separated text that spreadsheets read; nothing in it calculates."""
    yield (_MARK + _line([column.title for column in form.columns])).encode()
    for entry in entries:
        yield _line(audit_row(entry, form)).encode("utf-8", "replace")


def _line(texts: Iterable[str]) -> str:
    out = StringIO()
    safe = [f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text for text in texts]
    csv.writer(out, lineterminator="\r\n").writerow(safe)
    return out.getvalue()
