"""What the register in memory holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from domain.case import Case, CaseId
from domain.exchange.listed import Listed, ListHead
from domain.facts import Fact, OfficeCode
from domain.problem import Problem, ProblemId
from domain.register import Change, Receipt
from domain.versions import AsOf, Version
from domain.working_copy import WorkingCopy
from tests.fakes.documents import DocumentState


@dataclass(frozen=True)
class Held:
    """A version with its known interval."""

    office: OfficeCode
    version: Version[Fact]
    known_from: int
    known_to: int | None = None

    def holds(self, when: AsOf) -> bool:
        if when.known is None:
            known = self.known_to is None
        else:
            known = self.known_from <= when.known and (
                self.known_to is None or self.known_to > when.known
            )
        return known and self.version.valid.contains(when.day)


@dataclass
class State:
    """Everything the register holds; a transaction works on a copy."""

    held: dict[type[Fact], list[Held]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    cases: dict[CaseId, Case] = field(default_factory=dict)
    receipts: list[Receipt] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    audited: list[tuple[str, str, str]] = field(default_factory=list)
    given: Counter[str] = field(default_factory=Counter)
    documents: DocumentState = field(default_factory=DocumentState)
    problems: dict[ProblemId, Problem] = field(default_factory=dict)
    copies: dict[tuple[str, str], WorkingCopy] = field(default_factory=dict)
    lists: dict[str, tuple[ListHead, tuple[Listed, ...]]] = field(default_factory=dict)

    def copy(self) -> State:
        return State(
            {kind: list(held) for kind, held in self.held.items()},
            list(self.changes),
            dict(self.cases),
            list(self.receipts),
            dict(self.settings),
            list(self.audited),
            Counter(self.given),
            self.documents.copy(),
            dict(self.problems),
            dict(self.copies),
            dict(self.lists),
        )
