"""Rows of the pages that tell approvals: places, leading posts and the unit's own history.

Rows are mappings from a column's key to its text; a column that a county adds without a value
behind it stays blank. Columns spread by quota type or post kind carry that name in their key.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from domain.dossier import Dossier
from domain.facts import CHIEF, DEPUTY, STRUCK, USED, LeaderPost, LedgerEntry, Quota, Slot
from domain.handbook.parts import dotted, number
from domain.summing import ordered

Row = dict[str, str]
_BASICS: Final = "基本信息"
"""What a ledger entry is about that no approval hangs on: whom to ask, and where."""


def quota_types(
    dossier: Dossier, otherwise: tuple[str, ...], order: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return the quota types a unit has, had or uses, in the given order; else `otherwise`."""
    granted = {entry.item: None for entry in _quota_entries(dossier)}
    approved = {quota.quota_type: None for quota in dossier.quotas}
    used = {member.place.quota_type: None for member in dossier.members}
    return ordered(approved | granted | used, order) or otherwise


def post_kinds(dossier: Dossier, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    """Return the kinds of leading post a unit has or had, 正职 and 副职 first; else `otherwise`."""
    granted = {entry.item: None for entry in _post_entries(dossier)}
    kinds = {post.post_kind: None for post in dossier.posts} | granted
    first = [kind for kind in (CHIEF, DEPUTY) if kind in kinds]
    return (*first, *(kind for kind in kinds if kind not in first)) or otherwise


def quota_rows(dossier: Dossier) -> list[Row]:
    """Return 编制核定及变动: one row per approval with 增, 减 and the balance (结存) by type.

    A register that was taken over without its ledger shows what is approved as one first row
    per document.
    """
    entries = _quota_entries(dossier) or [
        _taken_over(dossier, quota.quota_type, quota) for quota in dossier.quotas
    ]
    balance: Counter[str] = Counter()
    rows: list[Row] = []
    for event in _events(entries):
        plus = sum(entry.delta for entry in event if entry.delta > 0)
        minus = -sum(entry.delta for entry in event if entry.delta < 0)
        rows.append(
            _heading(event, len(rows) + 1)
            | {"plus": number(plus), "minus": number(minus)}
            | _balance(balance, event)
        )
    return rows


def post_rows(dossier: Dossier) -> list[Row]:
    """Return 单位领导职数核定及变动: one row per approval with the posts held after it."""
    entries = _post_entries(dossier) or [
        _taken_over(dossier, post.post_kind, post) for post in dossier.posts
    ]
    described = {post.post_kind: post for post in dossier.posts}
    balance: Counter[str] = Counter()
    rows: list[Row] = []
    for event in _events(entries):
        posts = [described[entry.item] for entry in event if entry.item in described]
        rows.append(
            _heading(event, len(rows) + 1)
            | {
                "titles": _joined(post.title for post in posts),
                "levels": _joined(post.level for post in posts),
            }
            | _balance(balance, event)
        )
    return rows


def history_rows(dossier: Dossier) -> list[Row]:
    """Return 机构沿革: the founding, the present rules, and what else the ledger tells of it."""
    unit = dossier.unit
    founding = ("设立", unit.established_on, unit.established_doc, f"设立{unit.name}")
    present = ("核定", unit.approved_on, unit.doc_no, f"核定{unit.name}机构编制事项")
    counted = {*_quota_entries(dossier), *_post_entries(dossier)}
    told = [
        (entry.entry_type, entry.approved_on, entry.doc_no, entry.summary)
        for entry in dossier.ledger
        if entry not in counted and entry.item != _BASICS
    ]
    written = {entry.doc_no for entry in dossier.ledger if entry.summary}
    known = [event for event in (founding, present) if event[1] or event[2]]
    # What a case entered tells of its document already, in its own words.
    known = [event for event in known if event[2] not in written]
    events = sorted(known + told, key=lambda event: event[1])
    return [
        {"no": str(at), "type": kind, "date": dotted(when), "doc": doc, "summary": summary}
        for at, (kind, when, doc, summary) in enumerate(events, 1)
    ]


def slot_rows(dossier: Dossier) -> list[Row]:
    """Return 编制使用核准登记: what each 编制使用通知单 granted and what of it is left."""

    def grant(slot: Slot) -> tuple[str, str, str, str]:
        return slot.granted_on, slot.notice_no, slot.quota_type, slot.purpose

    day = dossier.day.isoformat()
    rows: list[Row] = []
    for (granted_on, notice_no, quota_type, purpose), same in groupby(
        sorted(dossier.slots, key=grant), key=grant
    ):
        held = list(same)
        rows.append(
            {
                "no": str(len(rows) + 1),
                "date": dotted(granted_on),
                "notice": notice_no,
                "quota_type": quota_type,
                "purpose": purpose,
                "granted": str(len(held)),
                "used": str(sum(slot.state in (USED, STRUCK) for slot in held)),
                "left": str(sum(slot.pending_on(day) for slot in held)),
            }
        )
    return rows


def _events(entries: list[LedgerEntry]) -> Iterator[list[LedgerEntry]]:
    def event(entry: LedgerEntry) -> tuple[str, str]:
        return entry.approved_on, entry.doc_no

    in_order = sorted(entries, key=lambda entry: (*event(entry), entry.entry))
    for _, same in groupby(in_order, key=event):
        yield list(same)


def _heading(event: list[LedgerEntry], at: int) -> Row:
    first = event[0]
    return {
        "no": str(at),
        "doc": first.doc_no,
        "date": dotted(first.approved_on),
        "type": _joined(entry.entry_type for entry in event),
        "summary": _joined(entry.summary for entry in event),
    }


def _balance(balance: Counter[str], event: list[LedgerEntry]) -> Row:
    for entry in event:
        balance[entry.item] += entry.delta
    # A type that is fully withdrawn shows its 0: the row must say that nothing is left.
    counts: Mapping[str, int] = balance
    return {f"each:{item}": str(count) for item, count in counts.items()} | {
        "total": str(sum(counts.values()))
    }


def _quota_entries(dossier: Dossier) -> list[LedgerEntry]:
    known = {quota.quota_type for quota in dossier.quotas}
    return _entries(dossier, known, "编制")


def _post_entries(dossier: Dossier) -> list[LedgerEntry]:
    known = {post.post_kind for post in dossier.posts}
    return _entries(dossier, known, "职数")


def _entries(dossier: Dossier, known: set[str], word: str) -> list[LedgerEntry]:
    # What is no longer approved is known by the entry's subject alone.
    return [
        entry
        for entry in dossier.ledger
        if entry.item in known or (entry.item and entry.subject.endswith(word))
    ]


def _taken_over(dossier: Dossier, item: str, fact: Quota | LeaderPost) -> LedgerEntry:
    unit = dossier.unit
    return LedgerEntry(
        unit.unit,
        0,
        subject="",
        item=item,
        delta=fact.approved,
        entry_type="核定",
        doc_no=fact.doc_no or unit.doc_no,
        approved_on=fact.approved_on or unit.approved_on,
        summary="核定",
    )


def _joined(texts: Iterable[str]) -> str:
    return "；".join(dict.fromkeys(filter(None, texts)))
