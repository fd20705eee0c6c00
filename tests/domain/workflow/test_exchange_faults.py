"""What lies in the outbox after sending failed is what the office has entered."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from domain.errors import Refusal
from domain.exchange.shipment import REPORT
from domain.register import Actor
from domain.workflow.exchange import Exchange, cargoes
from tests.domain.workflow.office import COUNTY as RULES
from tests.domain.workflow.office import REVIEWER, Steps
from tests.domain.workflow.test_exchange import CITY, FACTS
from tests.fakes.border import COUNTY, FakeBorder, audit_head
from tests.fakes.clock import FixedClock
from tests.fakes.facts import BEGIN, change
from tests.fakes.register import FakeRegister, FakeWriter
from tests.fakes.register_reader import FakeReader
from tests.fakes.stages import FakeStages


class Faulty(FakeRegister):
    """A register whose disk fails once a transaction is committed, or before it is."""

    def __init__(self, *, committed: bool, readable: bool = True) -> None:
        super().__init__(COUNTY)
        self.faulty = False
        self._committed = committed
        self._readable = readable

    @contextmanager
    def writing(self, actor: Actor) -> Iterator[FakeWriter]:
        with super().writing(actor) as writer:
            yield writer
            if self.faulty and not self._committed:
                raise Refusal("storage.io", path="register.db")
        if self.faulty:
            raise Refusal("storage.io", path="audit.db")

    @contextmanager
    def reading(self) -> Iterator[FakeReader]:
        if self.faulty and not self._readable:
            raise Refusal("storage.io", path="register.db")
        with super().reading() as reader:
            yield reader


def left_in_the_outbox(register: Faulty) -> int:
    with register.writing(REVIEWER) as writer:
        writer.add(FACTS, BEGIN, writer.record(change()))
    border = FakeBorder()
    county = Exchange(
        register, border, FixedClock(), audit_head, cargoes(COUNTY, RULES), FakeStages()
    )
    register.faulty = True
    with pytest.raises(Refusal, match=r"storage\.io"):
        county.send(REVIEWER, REPORT, (CITY.code,), Steps())
    return len(border.stick)


def test_a_package_that_was_not_entered_is_taken_away() -> None:
    assert left_in_the_outbox(Faulty(committed=False)) == 0


def test_a_package_that_was_entered_stays_though_a_fault_came_after() -> None:
    assert left_in_the_outbox(Faulty(committed=True)) == 1


def test_where_nobody_can_tell_the_package_is_taken_away() -> None:
    assert left_in_the_outbox(Faulty(committed=False, readable=False)) == 0
