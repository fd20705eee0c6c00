"""What a sender makes of how far the other side tells that it was heard."""

from __future__ import annotations

from domain.exchange.shipment import CREATED, DELIVERED, SENT, VOID, WRITTEN, Taken
from domain.exchange.standing import heard
from domain.facts import OfficeCode
from domain.register import Receipt
from tests.fakes.clock import FixedClock

CITY, COUNTY = OfficeCode("6299"), OfficeCode("629925")
AT = FixedClock().now()


def sent(epoch: int, seq: int, status: str) -> Receipt:
    sha256 = f"{epoch}{seq}" * 32
    return Receipt(
        SENT, CITY, "report", epoch, seq, sha256[:32], sha256, "", AT, status, f"{epoch} {seq}"
    )


def told(*receipts: Receipt, taken: Receipt, lies: bool = True) -> dict[tuple[int, int], str]:
    """Return the states that change once the city tells which it took last."""
    last = Taken(COUNTY, "report", taken.epoch, taken.seq, taken.sha256)
    changed = heard(receipts, CITY, last, AT, lambda _path: lies)
    return {(receipt.epoch, receipt.seq): receipt.status for receipt in changed}


def test_what_was_open_under_an_earlier_certificate_is_not_said_to_be_delivered() -> None:
    """Nobody tells of the former numbering any more; what was delivered then stays so."""
    now = sent(2, 1, WRITTEN)
    before = (sent(1, 1, DELIVERED), sent(1, 2, WRITTEN), sent(1, 3, CREATED))
    assert told(*before, now, taken=now) == {(1, 2): VOID, (1, 3): VOID, (2, 1): DELIVERED}


def test_one_that_nobody_can_take_any_more_gives_its_number_back_with_all_that_follow() -> None:
    first = sent(1, 1, WRITTEN)
    following = (sent(1, 2, WRITTEN), sent(1, 3, CREATED))
    assert told(first, *following, taken=first) == {(1, 1): DELIVERED}
    gone = told(first, *following, taken=first, lies=False)
    assert gone == {(1, 1): DELIVERED, (1, 2): VOID, (1, 3): VOID}
