"""What is kept of the heads that travel, and when a sender's audit is less than it was."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.audit import ChainHead
from domain.exchange.anchors import cut_back, head_in, kept, sent_heads
from domain.exchange.shipment import ACCEPTED, SENT
from domain.facts import OfficeCode
from domain.register import Receipt

HEAD = ChainHead(7, "ab" * 32)
RECEIPT = Receipt(
    SENT, OfficeCode("6299"), "RPT", 1, 1, "p", "ab", "cd", datetime(2026, 6, 1, tzinfo=UTC),
    "created", facts=kept(HEAD),
)  # fmt: skip


def test_a_receipt_keeps_the_head_of_its_package() -> None:
    assert head_in(RECEIPT.facts) == HEAD
    assert kept(None) == {}
    assert head_in({"kind": "上报"}) is None
    assert head_in({"audit_size": 7}) is None


def test_only_what_was_sent_anchors_ones_own_audit() -> None:
    older = replace(RECEIPT, facts={})
    accepted = replace(RECEIPT, direction=ACCEPTED)
    assert sent_heads([RECEIPT, older, accepted]) == (HEAD,)


@pytest.mark.rule("security 5")
@pytest.mark.parametrize(
    ("head", "cut"),
    [
        (ChainHead(8, "cd" * 32), False),
        (HEAD, False),
        (ChainHead(7, "cd" * 32), True),
        (ChainHead(6, "cd" * 32), True),
        (None, False),
    ],
)
def test_an_audit_that_is_less_than_it_was_is_noticed(head: ChainHead | None, cut: bool) -> None:  # noqa: FBT001 - a column of the table
    assert cut_back(head, RECEIPT) == cut
    assert not cut_back(head, None)
    assert not cut_back(head, replace(RECEIPT, facts={}))
