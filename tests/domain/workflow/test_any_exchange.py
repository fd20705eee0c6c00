"""Whatever order packages come in, get lost or are restored, both sides end with the same facts."""

from __future__ import annotations

from pathlib import PurePath

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from domain.errors import Refusal
from domain.exchange.remarks import Remark
from domain.exchange.shipment import ACCEPTED, CREATED, RECEIPT, REPORT, SENT
from domain.register import Receipt
from domain.workflow.remarking import Given, Remarking
from tests.domain.workflow.office import HEAD, Steps
from tests.domain.workflow.two_offices import Side, TwoOffices
from tests.fakes.state import State


class Exchanging(RuleBasedStateMachine):
    """Any order of sending, carrying, losing, repeating and restoring."""

    def __init__(self) -> None:
        super().__init__()
        self.two = TwoOffices()
        self.ways: list[tuple[Side, PurePath]] = []
        self.backups: list[tuple[Side, State]] = []

    @rule()
    def hire(self) -> None:
        self.two.hire()

    @rule()
    def report(self) -> None:
        self.two.answer_all()
        self.ways.append((self.two.city, self.two.report()))

    @rule()
    def acknowledge(self) -> None:
        self.ways.append((self.two.county, self.two.receipt()))

    @rule()
    def remark(self) -> None:
        county, given = self.two.county.register.office.code, Given((Remark(1, "缺批文"),))
        try:
            made = Remarking(self.two.city.exchange).remark(HEAD, county, given, Steps())
        except Refusal as refusal:
            if refusal.code != "package.no_report":
                raise
            return
        self.ways.append((self.two.county, made.path))

    @precondition(lambda self: self.ways)
    @rule(data=st.data())
    def carry(self, data: st.DataObject) -> None:
        side, path = data.draw(st.sampled_from(self.ways))
        carried(side, path)

    @precondition(lambda self: self.ways)
    @rule(data=st.data())
    def lose(self, data: st.DataObject) -> None:
        self.ways.remove(data.draw(st.sampled_from(self.ways)))

    @rule(at=st.booleans())
    def back_up(self, *, at: bool) -> None:
        side = self.two.county if at else self.two.city
        self.backups.append((side, side.register.snapshot()))

    @precondition(lambda self: self.backups)
    @rule(data=st.data(), burnt=st.booleans())
    def restore(self, data: st.DataObject, *, burnt: bool) -> None:
        side, state = data.draw(st.sampled_from(self.backups))
        side.register.set_back(state)
        if burnt:
            for path in [p for p in self.two.files if p.parent == side.border.outbox]:
                del self.two.files[path]
            self.ways = [way for way in self.ways if way[1] in self.two.files]

    @invariant()
    def nothing_was_taken_twice(self) -> None:
        for side in (self.two.county, self.two.city):
            taken = [r for r in side.history if r.direction == ACCEPTED]
            assert len({r.sha256 for r in taken}) == len(taken)
            for stream in {r.stream for r in taken}:
                numbers = [r.seq for r in reversed(taken) if r.stream == stream]
                assert numbers == sorted(set(numbers))

    def teardown(self) -> None:
        for _ in range(ROUNDS):
            exchange_everything(self.two)
        assert self.two.agree
        self.two.answer_all()
        assert carried(self.two.city, self.two.report())
        assert self.two.agree


ROUNDS = 4
OUT_OF_TURN = {"package.gap", "package.fork", "package.replayed", "package.remarks_open"}


def carried(side: Side, path: PurePath) -> bool:
    """Let a side take a file if it will."""
    try:
        waiting = side.accept(path).waiting
    except Refusal as refusal:
        if refusal.code not in {
            "package.gap",
            "package.fork",
            "package.replayed",
            "package.remarks_open",
        }:
            raise
        return False
    if waiting is not None:
        carried(side, waiting)
    return True


def exchange_everything(two: TwoOffices) -> None:
    """Let each side carry over what it has open, a new package at the end."""
    two.answer_all()
    for sender, receiver, kind in (
        (two.county, two.city, REPORT),
        (two.city, two.county, RECEIPT),
    ):
        for receipt in reversed(sender.history):
            if _is_open(receipt) and sender.border.holds(receipt.path):
                carried(receiver, PurePath(receipt.path))
        carried(receiver, sender.send(kind).path)


def _is_open(receipt: Receipt) -> bool:
    return receipt.direction == SENT and receipt.status == CREATED


TestExchanging = Exchanging.TestCase
TestExchanging.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
