"""Trust tables as people speak of them, and what was taken on the word of a revoked certificate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from domain.exchange.shipment import ACCEPTED
from domain.register import Receipt

AUTHORITY: Final = "authority"
_ROLES: Final = {AUTHORITY: "单位证书", "encryption": "收件证书", "operator": "人员证书"}


@dataclass(frozen=True, slots=True)
class RevokedNote:
    """A revoked certificate: whose it was, and from which package on it is not to be relied upon.

    `office` is "" where nobody told whose it was; `role` is `authority`, `operator` or
    `encryption`.
    """

    fingerprint: str
    office: str
    role: str
    epoch: int
    seq: int
    reason: str

    def concerns(self, receipt: Receipt) -> bool:
        """Tell whether an accepted package is to be looked at again.

        Whoever held an office's authority could certify offices below it too, so theirs are
        among them. Which operator of the office signed is not asked: all from there on are told.
        """
        if not self.office or receipt.direction != ACCEPTED:
            return False
        below = self.role == AUTHORITY and receipt.peer.startswith(self.office)
        if receipt.peer != self.office:
            return below
        return (receipt.epoch, receipt.seq) >= (self.epoch, self.seq)


@dataclass(frozen=True, slots=True)
class TableNote:
    """A trust table: its version, the one held before (0 for none), when it was issued.

    `due` is when the next one is to come at the latest, `roots` tells whether it brings another
    root.
    """

    version: int
    before: int
    issued: date
    due: date
    roots: bool
    revoked: tuple[RevokedNote, ...]


def to_review(revoked: Iterable[RevokedNote], receipts: Iterable[Receipt]) -> tuple[Receipt, ...]:
    """Return the accepted packages that a revocation casts doubt on, in the order given."""
    notes = tuple(revoked)
    return tuple(each for each in receipts if any(note.concerns(each) for note in notes))


def told_table(note: TableNote, receipts: Iterable[Receipt]) -> dict[str, Any]:
    """Return what a table changes as JSON holds it, with what is to be looked at again."""
    return {
        "version": note.version,
        "before": note.before,
        "state": "new" if note.version > note.before else "same",
        "issued": note.issued.isoformat(),
        "next_update": note.due.isoformat(),
        "new_root": note.roots,
        "revoked": [asdict(each) for each in note.revoked],
        "review": [told_receipt(each) for each in to_review(note.revoked, receipts)],
    }


def told_receipt(receipt: Receipt) -> dict[str, Any]:
    """Return which package it is."""
    return {
        "package": receipt.package,
        "sender": receipt.peer,
        "stream": receipt.stream,
        "epoch": receipt.epoch,
        "seq": receipt.seq,
    }


def table_sentences(difference: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a person reads of `told_table`, nothing where no table came."""
    told = difference.get("table")
    if told is None:
        return
    before = f"本办原用第 {told['before']} 版" if told["before"] else "本办还没有信任表"
    if told["state"] == "same":
        yield f"信任表第 {told['version']} 版，本办已在用，没有变动。"
        return
    yield (
        f"信任表第 {told['version']} 版（{before}），{told['issued']} 签发，"
        f"下一版最迟 {told['next_update']}。"
    )
    if told["new_root"]:
        yield "省级更换了根证书，本办的证书一并换成新根证书下的。"
    for each in told["revoked"]:
        yield (
            f"吊销 {each['office'] or '单位不详'} 的{_ROLES[each['role']]}"
            f"（指纹 {each['fingerprint'][:16].upper()} …）：{each['reason']}"
        )
    for each in told["review"]:
        yield (
            f"须复查：{each['sender']} 第 {each['epoch']} 期第 {each['seq']} 号包"
            f"（{each['package'][:8]}）已接收，数据仍在，请与对方核对。"
        )
