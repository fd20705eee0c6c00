"""What forms offer, over the invented county and the county's real words."""

# ruff: noqa: ARG002 - a fake answers the same whatever the day

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from domain.checks.post_rooms import PostRoom
from domain.codes import UnitChange
from domain.documents import Document
from domain.facts import UnitId
from domain.paper_table import PaperTable
from domain.transfers import Condition
from tests.fakes.dossiers import county

COUNTY = county()
REGISTERED = Document(
    "安编发〔2026〕12号", "关于调整教育局编制的通知", "安澜县委编委", date(2026, 11, 2)
)


class FakeFormDesk:
    """One document is registered; `printed` are the tables that were written."""

    def __init__(self) -> None:
        super().__init__()
        self.printed: list[PaperTable] = []

    def unit_changes(self) -> tuple[UnitChange, ...]:
        return tuple(COUNTY.unit_changes.changes.values())

    def transfer_conditions(self) -> Mapping[str, Condition]:
        return COUNTY.transfers.conditions

    def post_rooms(self, unit: UnitId, day: date) -> tuple[PostRoom, ...]:
        return (PostRoom("正职", 1, 1, 0), PostRoom("副职", 3, 1, 1))

    def registered(self, text: str) -> tuple[Document, ...]:
        return (REGISTERED,) if text in REGISTERED.number or text in REGISTERED.title else ()

    def print_table(self, table: PaperTable, path: Path) -> None:
        self.printed.append(table)
