"""Packages are lost, come late, are repeated and contradict each other; both sides find back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath

import pytest

from domain.errors import Refusal
from domain.exchange.remarks import Remark
from domain.exchange.shipment import (
    ACCEPTED,
    CREATED,
    DELIVERED,
    FORK,
    GAP,
    HELD,
    REPORT,
    SENT,
    TAKEN_OVER,
    VOID,
)  # fmt: skip
from domain.facts import OfficeCode
from domain.workflow.accepting import Accepting
from domain.workflow.remarking import Given, Remarking
from tests.domain.workflow.office import HEAD, Steps
from tests.domain.workflow.two_offices import Side, TwoOffices
from tests.fakes.border import FakeBorder


@pytest.fixture
def two() -> TwoOffices:
    return TwoOffices()


def refused(side: Side, path: PurePath) -> str:
    with pytest.raises(Refusal) as refusal:
        side.accept(path)
    return refusal.value.code


def of(side: Side, direction: str) -> list[tuple[int, str]]:
    return [(r.seq, r.status) for r in reversed(side.history) if r.direction == direction]


def test_a_receipt_closes_what_was_sent(two: TwoOffices) -> None:
    two.city.accept(two.report())
    two.report()
    assert two.county.sent() == {1: CREATED, 2: CREATED}
    view = two.county.accept(two.receipt())
    assert two.county.sent() == {1: TAKEN_OVER, 2: CREATED}
    assert view.difference == {
        "verdicts": [
            {"kind": REPORT, "seq": 1, "package": "629925-000001", "status": "accepted",
             "reason": "", "before": DELIVERED},
        ]
    }  # fmt: skip


def test_any_package_tells_that_what_went_the_other_way_arrived(two: TwoOffices) -> None:
    two.city.accept(two.report())
    two.county.accept(two.receipt())
    two.city.accept(two.report())
    assert two.city.sent() == {1: DELIVERED}


def test_one_that_comes_too_early_waits_and_its_turn_is_told(two: TwoOffices) -> None:
    first, second, third = (two.report() for _ in range(3))
    assert refused(two.city, third) == "package.gap"
    assert refused(two.city, third) == "package.gap"
    assert refused(two.city, second) == "package.gap"
    assert of(two.city, HELD) == [(3, GAP), (2, GAP)]
    del two.files[second], two.files[third]
    waiting = two.city.accept(first).waiting
    assert waiting is not None
    assert waiting.parent == PurePath("inbox")
    last = two.city.accept(waiting).waiting
    assert last is not None
    assert two.city.accept(last).waiting is None
    assert of(two.city, ACCEPTED) == [(1, "accepted"), (2, "accepted"), (3, "accepted")]
    assert of(two.city, HELD) == [(3, VOID), (2, VOID)]
    assert not [path for path in two.files if path.parent == PurePath("inbox")]


def test_no_more_than_sixteen_wait(two: TwoOffices) -> None:
    two.report()
    for _ in range(18):
        assert refused(two.city, two.report()) == "package.gap"
    assert len(of(two.city, HELD)) == 16


def test_a_lost_stick_is_written_again(two: TwoOffices) -> None:
    first = two.report()
    lost = two.county.history[0]
    second = two.report()
    assert refused(two.city, second) == "package.gap"
    told = two.county.accept(two.receipt()).difference["verdicts"]
    assert [(each["seq"], each["status"], each["before"]) for each in told] == [(2, GAP, CREATED)]
    assert two.county.sent() == {1: CREATED, 2: CREATED}
    again = two.county.exchange.border.deliver(lost, PurePath("stick")).path
    assert again != first
    two.city.accept(again)
    two.city.accept(second)
    assert two.agree


def test_a_county_set_back_continues_behind_what_the_city_has(two: TwoOffices) -> None:
    two.city.accept(two.report())
    backup = two.county.register.snapshot()
    two.hire()
    two.city.accept(two.report())
    two.county.register.set_back(backup)
    other = two.report()
    assert refused(two.city, other) == "package.fork"
    assert of(two.city, HELD) == [(2, FORK)]
    assert two.files[PurePath(two.city.history[0].path)].parcel.seq == 2
    two.county.accept(two.receipt())
    assert of(two.county, SENT) == [(1, TAKEN_OVER), (2, VOID), (2, TAKEN_OVER)]
    view = two.city.accept(two.report())
    assert (view.seq, two.agree) == (3, True)


def test_a_void_package_is_written_no_more(two: TwoOffices) -> None:
    two.city.accept(two.report())
    backup = two.county.register.snapshot()
    two.city.accept(two.report())
    two.county.register.set_back(backup)
    two.report()
    void = two.county.history[0]
    two.county.accept(two.receipt())
    with pytest.raises(Refusal, match=r"package\.void"):
        two.county.exchange.write(HEAD, void.package, PurePath("stick"))
    with pytest.raises(Refusal, match=r"package\.unknown"):
        two.county.exchange.write(HEAD, "nobody", PurePath("stick"))


def test_a_city_set_back_gets_again_what_the_county_still_has(two: TwoOffices) -> None:
    two.city.accept(two.report())
    backup = two.city.register.snapshot()
    two.hire()
    second = two.report()
    two.city.accept(second)
    two.county.accept(two.receipt())
    assert two.county.sent() == {1: TAKEN_OVER, 2: TAKEN_OVER}
    two.city.register.set_back(backup)
    assert refused(two.county, two.receipt()) == "package.fork"
    two.county.accept(two.receipt())
    assert two.county.sent() == {1: TAKEN_OVER, 2: CREATED}
    two.city.accept(second)
    assert two.agree


def test_a_city_set_back_gets_a_new_one_where_the_county_has_it_no_more(two: TwoOffices) -> None:
    two.city.accept(two.report())
    backup = two.city.register.snapshot()
    two.hire()
    second = two.report()
    two.city.accept(second)
    two.county.accept(two.receipt())
    two.city.register.set_back(backup)
    del two.files[second]
    two.receipt()
    two.county.accept(two.receipt())
    assert of(two.county, SENT)[-1] == (2, VOID)
    view = two.city.accept(two.report())
    assert (view.seq, two.agree) == (2, True)


def test_an_old_package_moves_nothing_back(two: TwoOffices) -> None:
    two.city.accept(two.report())
    old = two.receipt()
    two.city.accept(two.report())
    two.county.accept(two.receipt())
    before = two.county.sent()
    assert refused(two.county, old) == "package.replayed"
    assert two.county.sent() == before == {1: TAKEN_OVER, 2: TAKEN_OVER}


def test_receipts_that_got_lost_are_made_up_for_by_the_next(two: TwoOffices) -> None:
    two.city.accept(two.report())
    two.receipt()
    two.city.accept(two.report())
    two.receipt()
    two.county.accept(two.receipt())
    assert two.county.sent() == {1: TAKEN_OVER, 2: TAKEN_OVER}


def test_one_name_for_two_packages_is_a_fork(two: TwoOffices) -> None:
    first = two.report()
    two.city.accept(first)
    two.city.accept(two.report())
    name = two.files[first].parcel.package
    third = two.report()
    two.county.border.lie(third, package=name, sha256="3" * 64)
    assert refused(two.city, third) == "package.fork"
    assert of(two.city, ACCEPTED) == [(1, "accepted"), (2, "accepted")]
    assert of(two.city, HELD) == [(3, FORK)]


def test_a_copy_for_the_sender_keeps_nobody_apart(two: TwoOffices) -> None:
    county = two.county.register.office.code

    class Copying(FakeBorder):
        def stream(self, kind: str, to: Iterable[OfficeCode]) -> str:
            return super().stream(kind, [code for code in to if code != county])

    border = Copying(two.county.register.office, two.files)
    exchange = replace(two.county.exchange, border=border)

    def report() -> PurePath:
        return exchange.send(HEAD, REPORT, (two.county.other, county), Steps()).path

    two.city.accept(report())
    backup = two.county.register.snapshot()
    two.city.accept(report())
    two.county.register.set_back(backup)
    assert refused(two.city, report()) == "package.fork"
    Accepting(exchange).accept(HEAD, two.receipt(), Steps())
    assert two.city.accept(report()).seq == 3


@pytest.mark.parametrize(("seq", "epoch"), [(2**53 - 1, 1), (1, 99)])
def test_numbers_that_cannot_be_ours_are_not_believed(
    two: TwoOffices, seq: int, epoch: int
) -> None:
    two.city.accept(two.report())
    path = two.receipt()
    (ack,) = two.files[path].parcel.taken
    two.city.border.lie(path, taken=(replace(ack, sha256="9" * 64, seq=seq, epoch=epoch),))
    two.county.accept(path)
    assert two.city.accept(two.report()).seq == 2


def test_an_older_package_of_another_stream_takes_nothing_back(two: TwoOffices) -> None:
    two.city.accept(two.report())
    given = Given((Remark(1, "缺批文"),))
    county = two.county.register.office.code
    older = Remarking(two.city.exchange).remark(HEAD, county, given, Steps())
    second = two.report()
    two.city.accept(second)
    two.county.accept(two.receipt())
    del two.files[second]
    two.county.accept(older.path)
    assert two.county.sent() == {1: TAKEN_OVER, 2: TAKEN_OVER}


def test_one_that_waited_and_turns_out_a_fork_becomes_evidence(two: TwoOffices) -> None:
    two.city.accept(two.report())
    backup = two.county.register.snapshot()
    two.report()
    third = two.report()
    assert refused(two.city, third) == "package.gap"
    two.county.register.set_back(backup)
    waiting = two.city.accept(two.report()).waiting
    assert waiting is not None
    assert refused(two.city, waiting) == "package.fork"
    assert of(two.city, HELD) == [(3, FORK)]


def test_one_that_waited_and_was_deleted_by_hand_is_kept_again(two: TwoOffices) -> None:
    first, second = two.report(), two.report()
    assert refused(two.city, second) == "package.gap"
    for path in [p for p in two.files if p.parent == PurePath("inbox")]:
        del two.files[path]
    assert two.city.accept(first).waiting is None
    assert two.city.accept(second).seq == 2


def test_one_that_was_deleted_by_hand_before_its_turn_is_kept_when_it_comes_again(
    two: TwoOffices,
) -> None:
    first, second = two.report(), two.report()
    for _ in range(2):
        assert refused(two.city, second) == "package.gap"
        kept = [p for p in two.files if p.parent == PurePath("inbox")]
        assert len(kept) == 1
        del two.files[kept[0]]
    assert refused(two.city, second) == "package.gap"
    assert two.city.accept(first).waiting is not None
