"""Heads of audit chains that travel in packages: the receiver keeps them, the sender too.

They find what happened to an audit before the package was made: the sender's chain must pass
through every head that it ever sent, and what a receiver gets next must not be less.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from domain.audit import ChainHead
from domain.exchange.shipment import SENT
from domain.register import Receipt

_SIZE: Final = "audit_size"
_HEAD: Final = "audit_head"


def kept(head: ChainHead | None) -> dict[str, Any]:
    """Return what a receipt keeps of the head in its package."""
    return {} if head is None else {_SIZE: head.size, _HEAD: head.head}


def head_in(facts: Mapping[str, Any]) -> ChainHead | None:
    """Return the head that a receipt keeps; those of earlier programs keep none."""
    if _SIZE not in facts or _HEAD not in facts:
        return None
    return ChainHead(int(facts[_SIZE]), str(facts[_HEAD]))


def sent_heads(receipts: Iterable[Receipt]) -> tuple[ChainHead, ...]:
    """Return the heads that went out in packages."""
    heads = (head_in(receipt.facts) for receipt in receipts if receipt.direction == SENT)
    return tuple(head for head in heads if head is not None)


def cut_back(head: ChainHead | None, last: Receipt | None) -> bool:
    """Tell whether a sender's audit is shorter than it was, or another of the same length."""
    before = None if last is None else head_in(last.facts)
    if head is None or before is None:
        return False
    return head.size < before.size or (head.size == before.size and head != before)
