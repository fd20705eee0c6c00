"""An office at work: a register in memory, a clock, workbooks made of lines."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePath

from domain.errors import Cancelled
from domain.facts import Fact
from domain.intake.table import Table
from domain.outcomes import Complaint
from domain.register import Actor, Office
from domain.words import Words
from domain.workflow.cases import Cases
from domain.workflow.importing import Importing, ImportRequest
from domain.workflow.ports import Progress
from tests.domain.intake.sheets import Sheet
from tests.fakes.clock import FixedClock
from tests.fakes.dossiers import county
from tests.fakes.facts import BEGIN, change
from tests.fakes.register import OFFICE, FakeRegister

TEXTS = Path(__file__).parents[3] / "resources" / "texts"
CLERK = Actor("zhao", frozenset({"经办"}), single=False)
REVIEWER = Actor("qian", frozenset({"审核"}), single=False)
HEAD = Actor("sun", frozenset({"负责人"}), single=False)
ALONE = Actor("sun", frozenset({"负责人"}), single=True)
AUDITOR = Actor("li", frozenset({"安全审计员"}), single=False)
COUNTY = county()
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
BOOK = PurePath("book.xlsx")


def words() -> Words:
    sentences: dict[str, str] = {}
    for name in ("cases", "flow", "intake"):
        sentences |= json.loads((TEXTS / f"{name}.json").read_text("utf-8"))
    return Words(sentences)


@dataclass
class Steps:
    """Satisfies `Progress`; gives up at a step where asked to."""

    until: int | None = None
    steps: list[int] = field(default_factory=list)

    def step(self, done: int, total: int) -> None:
        assert total >= 0
        if self.until is not None and done >= self.until:
            raise Cancelled
        self.steps.append(done)


@dataclass
class Books:
    """Satisfies `Workbooks` for sheets given beforehand; remembers what was given back."""

    sheets: tuple[Sheet, ...] = ()
    returned: list[tuple[PurePath, list[Complaint], list[Complaint]]] = field(default_factory=list)

    def tables(
        self, path: PurePath, kinds: Iterable[str], sheet: str | None, progress: Progress
    ) -> tuple[Table, ...]:
        assert path == BOOK
        progress.step(0, 0)
        wanted = set(kinds)
        return tuple(
            one
            for one in self.sheets
            if one.layout in wanted and (sheet is None or one.sheet == sheet)
        )

    def give_back(
        self,
        source: PurePath,
        out: PurePath,
        kinds: Iterable[str],
        rejected: Iterable[Complaint],
        warnings: Iterable[Complaint],
    ) -> None:
        assert source == BOOK
        assert list(kinds)
        self.returned.append((out, list(rejected), list(warnings)))


def parts(register: FakeRegister, *sheets: Sheet) -> tuple[Importing, Books]:
    books = Books(sheets)
    return Importing(register, books, COUNTY, words(), FixedClock(NOON)), books


def request(**changes: object) -> ImportRequest:
    return ImportRequest(BOOK, **changes)  # type: ignore[arg-type]  # fields by name


def cases(register: FakeRegister) -> Cases:
    return Cases(register, COUNTY, words(), FixedClock(NOON))


def register_of(*facts: Fact, office: Office = OFFICE) -> FakeRegister:
    register = FakeRegister(office)
    with register.writing(CLERK) as writer:
        writer.add(facts, BEGIN, writer.record(change()))
    return register
