"""What forms offer, over the invented county and the county's real words."""

# ruff: noqa: ARG002 - a fake writes nothing

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from domain.case import CaseId
from domain.case_outcomes import CaseDraft
from domain.codes import UnitChange
from domain.documents import Document
from domain.transfers import Condition
from domain.working_copy import HeldCopy, WorkingCopy
from tests.fakes.dossiers import county

COUNTY = county()
NOW = datetime(2026, 11, 22, 10, 32).astimezone()
REGISTERED = Document(
    "安编发〔2026〕12号", "关于调整教育局编制的通知", "安澜县委编委", date(2026, 11, 2)
)


class FakeFormDesk:
    """One document is registered; `printed` are the papers that were written, by name, and of what.

    `copies` are the working copies by key, `edited` the drafts said to have been edited
    since, `gone` those said to be drafts no more.
    """

    def __init__(self) -> None:
        super().__init__()
        self.printed: list[tuple[str, tuple[CaseId | CaseDraft, ...]]] = []
        self.copies: dict[str, WorkingCopy] = {}
        self.edited: tuple[CaseId, ...] = ()
        self.gone: tuple[CaseId, ...] = ()

    def unit_changes(self) -> tuple[UnitChange, ...]:
        return tuple(COUNTY.unit_changes.changes.values())

    def transfer_conditions(self) -> Mapping[str, Condition]:
        return COUNTY.transfers.conditions

    def registered(self, text: str) -> tuple[Document, ...]:
        return (REGISTERED,) if text in REGISTERED.number or text in REGISTERED.title else ()

    def working_copies(self) -> tuple[HeldCopy, ...]:
        newest = reversed(self.copies.values())
        return tuple(HeldCopy(copy, self.edited, self.gone) for copy in newest)

    def keep_working_copy(self, copy: WorkingCopy) -> datetime:
        self.copies[copy.key] = replace(copy, kept_at=NOW.isoformat())
        return NOW

    def discard_working_copy(self, key: str) -> None:
        self.copies.pop(key, None)

    def print_paper(self, name: str, cases: Iterable[CaseId | CaseDraft], path: Path) -> None:
        self.printed.append((name, tuple(cases)))
