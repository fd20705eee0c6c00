"""Entries of the audit as a workbook and as text, read back."""

import csv
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import openpyxl
import pytest

from domain.audit import AuditEntry
from domain.errors import Refusal
from export.sheets.audit import audit_text, write_audit
from export.sheets.forms import SheetForm, load_sheet_form
from export.sheets.paper import Heading

ENTRY = AuditEntry(
    7, "2026-11-21T08:30:00+08:00", "孙审计", "安全审计员", "audit.read", "查阅审计", "=1+1", "",
    "2:ab", "拒绝", "没有权限。", single=True, register_number=None, prev="", hash="cd" * 32,
)  # fmt: skip


@pytest.fixture
def form() -> SheetForm:
    return load_sheet_form(Path(__file__).parents[3] / "resources" / "forms" / "audit.json")


def test_a_workbook_holds_every_entry_as_text(form: SheetForm, tmp_path: Path) -> None:
    out = tmp_path / "审计.xlsx"
    write_audit([ENTRY], out, form, Heading("安澜县", "孙审计", date(2026, 11, 21)))
    sheet = openpyxl.load_workbook(out)["审计记录"]
    row = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "7")
    assert row[1:6] == ("2026-11-21 08:30:00", "孙审计", "安全审计员", "查阅审计", "=1+1")
    assert (row[6], row[8], row[12]) == ("拒绝", "单人", "cd" * 32)


def test_text_begins_with_its_mark_and_calculates_nothing(form: SheetForm) -> None:
    written = b"".join(audit_text([ENTRY], form)).decode("utf-8-sig")
    head, row = csv.reader(StringIO(written))
    assert head[:2] == ["序号", "时间"]
    assert row[5] == "'=1+1"


def test_a_form_with_a_column_nobody_knows_is_refused(form: SheetForm) -> None:
    broken = replace(form, columns=(replace(form.columns[0], key="salary"),))
    with pytest.raises(Refusal) as caught:
        list(audit_text([ENTRY], broken))
    assert caught.value.code == "handbook.form.broken"
