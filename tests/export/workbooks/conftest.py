"""Layouts of the project and a maker of small workbooks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from export.workbooks.layout import Layout, load_layout
from tests.export.workbooks.making import Value, fill

HEADERS = Path(__file__).resolve().parents[3] / "resources" / "headers"

Make = Callable[..., Path]


@pytest.fixture(scope="session")
def persons() -> tuple[Layout, ...]:
    return (load_layout(HEADERS / "persons.json"),)


@pytest.fixture(scope="session")
def units() -> tuple[Layout, ...]:
    return (load_layout(HEADERS / "units.json"), load_layout(HEADERS / "inner_organs.json"))


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write a one-sheet workbook from rows and merged ranges such as "A1:C1"."""

    def write(
        rows: Sequence[Sequence[Value]], merges: Sequence[str] = (), name: str = "表.xlsx"
    ) -> Path:
        path = tmp_path / name
        with Workbook(path) as book:
            fill(book.add_worksheet("表"), rows, merges)
        return path

    return write
