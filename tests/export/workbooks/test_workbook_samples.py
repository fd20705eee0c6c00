"""The sample county's workbooks, and real templates of other systems, read or refused in words."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from domain.errors import Refusal
from export.workbooks.isolated import read_tables, write_returned
from export.workbooks.layout import Layout
from export.workbooks.rejects import Reject
from export.workbooks.table import read_tables as read_here

Layouts = tuple[Layout, ...]

REFUSED = "workbook.no_header"
TEMPLATES = [
    # file, what it is as a table of units, and as one of persons: rows, or the refusal
    ("01_oes_编制使用审议表.xls", REFUSED, REFUSED),
    ("02_oes_领导职数情况表.xlsx", "workbook.too_few_heads", REFUSED),
    ("04_zhgbsys_干部名册空表.xls", REFUSED, REFUSED),
    ("06_duty_exportUnitInfo.xls", 0, REFUSED),
    ("08_duty_filingListExport.xls", REFUSED, REFUSED),
    ("10_wdy_事业单位领导人员信息表.xlsx", 0, REFUSED),
]


@pytest.fixture(scope="module")
def truth(samples: Path) -> dict[str, Any]:
    known: dict[str, Any] = json.loads((samples / "truth.json").read_text("utf-8"))
    return known


def test_the_units_and_their_inner_organs(
    samples: Path, units: Layouts, truth: dict[str, Any]
) -> None:
    tables = read_tables(samples / "机构编制基本情况表.xlsx", units)
    first = next(tables)
    rows = list(first.rows)
    assert (first.layout, first.head_rows, len(rows)) == ("units", (3, 4), truth["units"])
    assert first.stated_day == dt.date(2026, 10, 31)
    assert first.unknown_columns == ()
    assert (rows[0].number, rows[0].section) == (6, "一、党委系统")
    assert (first.skipped.total, first.skipped.footer, first.skipped.section) == (1, 1, 8)
    quotas = [place for place, each in enumerate(first.columns) if each.field[:6] == "quota:"]
    sums = {first.columns[p].title: sum(r.cells[p] or 0 for r in rows) for p in quotas}  # type: ignore[misc]  # these cells are numbers or empty
    assert sums == truth["approved_by_type"]
    second = next(tables)
    assert (second.layout, len(list(second.rows))) == ("inner_organs", 319)
    assert next(tables, None) is None


def test_the_roster_is_the_same_here_and_in_the_child(
    samples: Path, persons: Layouts, truth: dict[str, Any]
) -> None:
    (here,) = ((t, list(t.rows)) for t in read_here(samples / "人员花名册.xlsx", persons))
    (there,) = ((t, list(t.rows)) for t in read_tables(samples / "人员花名册.xlsx", persons))
    assert len(here[1]) == truth["persons_listed"]
    assert here[1] == there[1]
    assert here[0].columns == there[0].columns
    assert here[0].stated_day == there[0].stated_day == dt.date(2026, 10, 31)
    assert here[0].skipped == there[0].skipped


@pytest.mark.parametrize(("file", "as_units", "as_persons"), TEMPLATES)
def test_templates_of_other_systems(
    samples: Path,
    layouts: tuple[Layouts, Layouts],
    file: str,
    as_units: object,
    as_persons: object,
) -> None:
    path = samples.parent / "workbooks" / file
    assert outcome(path, layouts[0]) == as_units
    assert outcome(path, layouts[1]) == as_persons


def outcome(path: Path, layouts: Layouts) -> object:
    """Return how many rows were read, or the code of the refusal."""
    try:
        return sum(len(list(table.rows)) for table in read_here(path, layouts))
    except Refusal as refusal:
        return refusal.code


@pytest.fixture
def layouts(units: Layouts, persons: Layouts) -> tuple[Layouts, Layouts]:
    return units, persons


@pytest.mark.parametrize(
    "file", ["社保参保名单.xlsx", "组织部干部名册.xlsx", "财政供养人员名单.xlsx"]
)
def test_lists_of_other_departments_are_not_rosters(
    samples: Path, persons: Layouts, file: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        next(read_here(samples / file, persons))
    assert refusal.value.code == "workbook.no_header"


def test_an_old_binary_workbook_comes_back_as_xlsx(
    samples: Path, units: Layouts, tmp_path: Path
) -> None:
    source = samples.parent / "workbooks" / "01_oes_编制使用审议表.xls"
    write_returned(source, tmp_path / "退回.xlsx", units, {})
    assert (tmp_path / "退回.xlsx").read_bytes()[:2] == b"PK"


@pytest.mark.slow
def test_a_returned_roster_reads_again_as_the_same_table(
    samples: Path, persons: Layouts, tmp_path: Path
) -> None:
    source, out = samples / "人员花名册.xlsx", tmp_path / "退回.xlsx"
    rejects = {("人员花名册", 116): [Reject("身份证号", "校验码不对", "error")]}
    write_returned(source, out, persons, rejects)
    (before,) = ((t.columns, list(t.rows)) for t in read_tables(source, persons))
    (after,) = ((t.columns, list(t.rows)) for t in read_tables(out, persons))
    assert after == before
