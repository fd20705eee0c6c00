"""An office's documents at work: acts over a register and a store in memory."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path, PurePath

import pytest

from domain.archive import DocumentRecord
from domain.document_choices import document_choices
from domain.errors import Refusal
from domain.workflow.archiving import Archiving
from domain.workflow.attaching import Attaching
from domain.workflow.contacts import Contacts
from domain.workflow.documents import Documents
from tests.domain.workflow.office import NOON
from tests.fakes.clock import FixedClock
from tests.fakes.documents import FakeStore
from tests.fakes.register import FakeRegister

_DATA = Path(__file__).parents[3] / "resources" / "county" / "documents.json"
CHOICES = document_choices(json.loads(_DATA.read_text("utf-8")))
CLOCK = FixedClock(NOON)
SCAN = PurePath("/media/扫描件.pdf")
LETTER = DocumentRecord(
    "安编办函[2026] 08号", " 安澜县委编办 ", "关于核准用编\n的函", date(2026, 2, 3),
    received_on=date(2026, 2, 5), keywords=("用编", " ", "用编"),
)  # fmt: skip


def documents(register: FakeRegister) -> Documents:
    return Documents(register, CHOICES, CLOCK)


def attaching(register: FakeRegister, store: FakeStore | None = None) -> Attaching:
    return Attaching(register, store or FakeStore({SCAN: b"%PDF-"}), CLOCK)


def archiving(register: FakeRegister) -> Archiving:
    return Archiving(register, CLOCK)


def contacts(register: FakeRegister) -> Contacts:
    return Contacts(register, CHOICES, CLOCK)


def refusal(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value
