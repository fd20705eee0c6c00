"""Staged packages in memory. They pass the same contract as those on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter

from domain.errors import Refusal
from domain.facts import OfficeCode
from domain.register import Office
from domain.stated import Stated, by_kind
from tests.fakes.register import POST_OF_ROLE
from tests.fakes.register_reader import FakeReader
from tests.fakes.state import Held, State


class FakeStage:
    """Satisfies the `Readable` port."""

    def __init__(self, state: State, office: Office) -> None:
        self._state = state
        self._office = office

    @property
    def office(self) -> Office:
        return self._office

    @contextmanager
    def reading(self) -> Iterator[FakeReader]:
        yield FakeReader(self._state, self._office.code, POST_OF_ROLE)


class FakeStages:
    """Satisfies the `Stages` port; `filled` counts how often one was made."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[State, str]] = {}
        self.filled = 0

    @contextmanager
    def fill(
        self, name: str, office: Office, facts: Iterable[tuple[OfficeCode, Stated]]
    ) -> Iterator[tuple[FakeStage, str]]:
        self.discard(name)
        state = State()
        for code, some in groupby(facts, key=itemgetter(0)):
            for kind, given in by_kind(one for _, one in some):
                rows = state.held.setdefault(kind, [])
                rows += [Held(code, one.version(), 1) for one in given]
        self.filled += 1
        self.kept[name] = state, f"{self.filled:064x}"
        try:
            yield FakeStage(state, office), self.kept[name][1]
        except BaseException:
            self.discard(name)
            raise

    @contextmanager
    def opened(self, name: str, office: Office, key: str) -> Iterator[FakeStage]:
        state, own = self.kept.get(name, (None, ""))
        if state is None or own != key:
            raise Refusal("package.stage_lost", office=office.name)
        yield FakeStage(state, office)

    def discard(self, name: str) -> None:
        self.kept.pop(name, None)

    def names(self) -> tuple[str, ...]:
        return tuple(sorted(self.kept))
