"""编制: places approved, moved between units, lent for a time, and kept back."""

from __future__ import annotations

from typing import Final

from domain.changes.unit_change_counts import added, grant, grant_other, held_count, lacking
from domain.changes.unit_change_entry import Entry
from domain.dates import first_day
from domain.facts import LedgerEntry, Quota, UnitId

_SOURCE: Final = "source"


def approve(entry: Entry) -> None:
    """编制核定: the number is what is approved from now on."""
    quota, number = _quota(entry), entry.count("number", least=0)
    source = entry.choice(LedgerEntry.KIND, _SOURCE)
    if quota is None or number is None or source is None:
        return
    held = held_count(entry.work.scene, quota, entry.work.day).approved
    grant(entry, quota, number - held, number=number, source=source)


def add(entry: Entry) -> None:
    """编制增加: so many more."""
    _more(entry, _quota(entry), 1)


def remove(entry: Entry) -> None:
    """编制减少: so many fewer."""
    _more(entry, _quota(entry), -1)


def grant_veterans(entry: Entry) -> None:
    """军转编制下达: places for demobilised officers, given from above."""
    _more(entry, _veterans(entry), 1)


def withdraw_veterans(entry: Entry) -> None:
    """军转编制收回: places for demobilised officers, taken back."""
    _more(entry, _veterans(entry), -1)


def _more(entry: Entry, quota: Quota | None, sign: int) -> None:
    number, source = entry.count("number"), entry.choice(LedgerEntry.KIND, _SOURCE)
    if quota is not None and number is not None and source is not None:
        grant(entry, quota, sign * number, source=source)


def hand_over(entry: Entry) -> None:
    """编制划转 and 编制调剂: places go to another unit for good; both ledgers tell it."""
    quota, number, other = _quota(entry), entry.count("number"), _other(entry, "to")
    source = entry.choice(LedgerEntry.KIND, _SOURCE)
    if quota is None or number is None or other is None or source is None:
        return
    _between(entry, quota, other, -number, source=source)


def borrow(entry: Entry) -> None:
    """周转借入: places lent until a day, by another unit or by the county's own pool."""
    quota, number, other = _quota(entry), entry.count("number"), _other(entry, "from", "")
    due = entry.day_of("due_back") if entry.needs("due_back") else None
    if quota is None or number is None or other is None or due is None:
        return
    ends = first_day(due)
    if ends is None or ends <= entry.work.day:
        entry.refuse(62, "change.due_back", due=due, day=entry.work.day)
        return
    _between(entry, quota, other, number, due_back=due)


def give_back(entry: Entry) -> None:
    """周转归还: borrowed places go back to whoever lent them."""
    quota, number, other = _quota(entry), entry.count("number"), _other(entry, "to", "")
    if quota is None or number is None or other is None:
        return
    borrowed = _borrowed(entry, quota, other)
    if number > borrowed:
        facts = {"unit": entry.held.name, "type": quota.quota_type, "borrowed": borrowed}
        entry.refuse(62, "change.borrowed", number=number, **facts)
        return
    _between(entry, quota, other, -number)


def _borrowed(entry: Entry, quota: Quota, other: UnitId) -> int:
    turnover = entry.work.ground.county.unit_changes.turnover
    return sum(
        held.delta
        for held in entry.work.scene.facts(LedgerEntry, entry.work.day, entry.unit)
        if held.entry_type in turnover
        and held.item == quota.quota_type
        and held.counterpart == other
    )


def _between(entry: Entry, quota: Quota, other: UnitId, delta: int, **facts: object) -> None:
    """Move places between the entry's unit and another, first where they are; "" has no ledger."""
    theirs = Quota(other, quota.quota_type, 0)
    if other and delta > 0 and not grant_other(entry, theirs, -delta, **facts):
        return
    told = {**facts, "other": entry.work.unit_name(other), "counterpart": other}
    if grant(entry, quota, delta, **told) and other and delta < 0:
        grant_other(entry, theirs, -delta, **facts)


def reserve(entry: Entry) -> None:
    """编制预留: so many places are not to be used."""
    _keep(entry, "reserved", 1)


def release_reserved(entry: Entry) -> None:
    """编制解除预留: so many may be used again."""
    _keep(entry, "reserved", -1)


def freeze(entry: Entry) -> None:
    """编制冻结: so many places are frozen."""
    _keep(entry, "frozen", 1)


def release_frozen(entry: Entry) -> None:
    """编制解除冻结: so many may be used again."""
    _keep(entry, "frozen", -1)


def _keep(entry: Entry, name: str, sign: int) -> None:
    quota, number = _quota(entry), entry.count("number")
    if quota is None or number is None:
        return
    if sign > 0 and (lack := lacking(entry.work.scene, quota, entry.work.day, number)):
        facts = {"unit": entry.held.name, "item": quota.quota_type, "number": number}
        entry.refuse(46, "change.not_free", held=lack.held, first=lack.day, **facts)
        return
    short = added(
        entry.work.scene, quota, entry.work.day, lambda held: held, **{name: sign * number}
    )
    if short:
        facts = {"unit": entry.held.name, "item": quota.quota_type, "held": short.held}
        entry.refuse(46, "change.kept", first=short.day, number=number, **facts)
        return
    entry.enter(quota.quota_type, 0, number=number)


def _quota(entry: Entry) -> Quota | None:
    """Return the blank quota of the type that the entry states."""
    said = entry.needs("quota_type")
    label = entry.choice(Quota.KIND, "quota_type") if said else None
    return Quota(entry.unit, label, 0) if label else None


def _veterans(entry: Entry) -> Quota | None:
    if entry.says("quota_type"):
        return _quota(entry)
    return Quota(entry.unit, entry.work.ground.county.unit_changes.veterans, 0)


def _other(entry: Entry, name: str, otherwise: str | None = None) -> UnitId | None:
    """Return the other unit, `otherwise` where none is named; it can't be the entry's own."""
    if otherwise is not None and not entry.says(name):
        return UnitId(otherwise)
    other = entry.unit_of(name)
    if other == entry.unit:
        entry.refuse(2, "change.same_unit", unit=entry.held.name)
        return None
    return other
