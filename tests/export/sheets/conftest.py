"""Where a list is written and what stands in its head."""

from datetime import date
from pathlib import Path

import pytest

from export.sheets.forms import SheetForm, load_sheet_form
from export.sheets.paper import Heading
from tests.export.handbook.sample import RESOURCES


@pytest.fixture
def heading() -> Heading:
    return Heading("安澜县", "经办甲", date(2026, 11, 21))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "list.xlsx"


@pytest.fixture(scope="session")
def roster_form() -> SheetForm:
    return load_sheet_form(RESOURCES / "forms" / "roster.json")


@pytest.fixture(scope="session")
def ledger_form() -> SheetForm:
    return load_sheet_form(RESOURCES / "forms" / "ledger.json")
