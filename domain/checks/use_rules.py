"""Rules on using places: turnover, slots, who is not in his place, and 编外: 37 to 85."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from domain.checks.rule import Rule, Scope, Violation, Violations
from domain.codes import County
from domain.dates import first_day, from_day, month_index, months_after
from domain.dossier import Dossier, Member
from domain.facts import NORMAL, PENDING, Detachment, LedgerEntry, Slot, UnitId
from domain.finding import Context, Severity

_BASE: Final = "事业"


def _not_on_duty(dossier: Dossier, context: Context) -> Violations:
    """Yield who is not at work for longer than the county lets: without a reason or a measure.

    Without a 离岗登记 only the time that the register itself has seen is known and counted.
    """
    absent = context.others.absent
    for member in dossier.members:
        if member.person.person in absent:
            away = context.others.detached(member.person.person)
            yield from (
                _unregistered(member, context) if away is None else _long(member, away, context)
            )


def _long(member: Member, away: Detachment, context: Context) -> Violations:
    use = context.county.use
    lasted = _months(away.since, context)
    if away.kind in use.absent_kinds and lasted > use.absent_months and not away.measure:
        facts = {"kind": away.kind, "since": away.since, "months": lasted}
        yield Violation(member.person, facts, "long")


def _unregistered(member: Member, context: Context) -> Violations:
    since = context.others.off_duty_since(member.person.person)
    if since is None or member.place.off_duty_reason:
        return
    if months_after(since, context.county.use.absent_months) < context.day:
        facts = {"since": from_day(since), "months": _months(from_day(since), context)}
        yield Violation(member.person, facts, "unregistered")


def _months(since: str, context: Context) -> int:
    """Return how many months have surely passed since a partial date, 0 for an unknown one."""
    latest = month_index(since) if len(since) != len("2026") else month_index(f"{since}-12")
    return 0 if latest is None else max(context.month - latest, 0)


def _unused_slots(dossier: Dossier, context: Context) -> Violations:
    """Yield slots that nobody has used for too long although they may still be used."""
    for slot, granted in _judged_slots(dossier, context):
        late = months_after(granted, context.county.thresholds.slot_unused_months) < context.day
        if late and slot.pending_on(context.today):
            months = _months(slot.granted_on, context)
            yield Violation(None, {**_named(slot), "months": months})


def _expired_slots(dossier: Dossier, context: Context) -> Violations:
    for slot, _ in _judged_slots(dossier, context):
        if not slot.pending_on(context.today):
            yield Violation(None, _named(slot))


def _judged_slots(dossier: Dossier, context: Context) -> Iterator[tuple[Slot, date]]:
    """Yield the slots that are neither used nor given up, granted since the register began."""
    if dossier.unit.status != NORMAL or context.began is None:
        return
    for slot in dossier.slots:
        granted = first_day(slot.granted_on)
        if slot.state == PENDING and granted is not None and granted >= context.began:
            yield slot, granted


def _named(slot: Slot) -> dict[str, object]:
    return {
        "slot": slot.slot_no,
        "quota_type": slot.quota_type,
        "granted": slot.granted_on,
        "expires": slot.expires_on or "没有期限",
    }


def _detached(dossier: Dossier, context: Context) -> Violations:
    absent = context.others.absent
    for member in dossier.members:
        if member.person.person not in absent:
            continue
        away = context.others.detached(member.person.person)
        if away is not None:
            facts = {"kind": away.kind, "where": away.where_now, "until": away.until}
            over = bool(away.until) and away.until < context.today[: len(away.until)]
            yield Violation(member.person, facts, "over" if over else "")


def turnover(dossier: Dossier, county: County) -> Mapping[tuple[str, str], list[LedgerEntry]]:
    """Return the ledger entries of turnover places by type and by who lent them.

    Only what is still borrowed: what went back takes its entries with it.
    """
    found: defaultdict[tuple[str, str], list[LedgerEntry]] = defaultdict(list)
    for entry in dossier.ledger:
        lent = any(word in entry.entry_type for word in county.use.turnover_words)
        if county.quota_type(entry.item) and (entry.due_back or lent):
            found[entry.item, entry.counterpart].append(entry)
    return {
        place: entries
        for place, entries in found.items()
        if sum(entry.delta for entry in entries) > 0
    }


def _over_with_turnover(dossier: Dossier, context: Context) -> Violations:
    borrowed: defaultdict[str, int] = defaultdict(int)
    for (item, _), entries in turnover(dossier, context.county).items():
        borrowed[item] += sum(entry.delta for entry in entries)
    if not borrowed:
        return
    for count in dossier.counts():
        known = context.county.quota_type(count.quota_type)
        if known and known.base == _BASE and borrowed[count.quota_type] and count.vacant < 0:
            yield Violation(
                None,
                {
                    "quota_type": count.quota_type,
                    "approved": count.approved,
                    "turnover": borrowed[count.quota_type],
                    "actual": count.actual,
                    "over": -count.vacant,
                },
            )


def _due_back(dossier: Dossier, context: Context) -> Violations:
    for (item, lender), entries in turnover(dossier, context.county).items():
        due = max(entry.due_back for entry in entries)
        last = first_day(due)
        if last is None:
            continue
        days = (last - context.day).days
        facts = {
            "quota_type": item,
            "number": sum(entry.delta for entry in entries),
            "lender": _name(lender, context),
            "due": due,
            "days": abs(days),
        }
        if days < 0:
            yield Violation(None, facts, "over")
        elif days <= context.county.use.turnover_notice_days:
            yield Violation(None, facts, "soon", Severity.WARNING)


def _name(unit: str, context: Context) -> str:
    known = context.units.get(UnitId(unit))
    return known.name if known else unit


def _demobilised(dossier: Dossier, context: Context) -> Violations:
    use = context.county.use
    for member in dossier.members:
        place = member.place
        military = place.quota_type in use.demob_types
        if military and place.entry_mode and place.entry_mode not in use.demob_modes:
            facts = {"quota_type": place.quota_type, "mode": place.entry_mode}
            yield Violation(member.person, facts)


def _over_control(dossier: Dossier, context: Context) -> Violations:
    unit = dossier.unit.unit
    employed, approved = context.others.employed(unit), context.others.control(unit)
    if employed > (approved or 0):
        variant = "none" if approved is None else ""
        yield Violation(None, {"employed": employed, "approved": approved or 0}, variant)


USE_RULES: Final = (
    Rule(37, Severity.WARNING, Scope.PERSON, _not_on_duty),
    Rule(38, Severity.WARNING, Scope.PERSON, _detached),
    Rule(49, Severity.ERROR, Scope.UNIT, _over_with_turnover),
    Rule(62, Severity.ERROR, Scope.UNIT, _due_back),
    Rule(63, Severity.ERROR, Scope.PERSON, _demobilised),
    Rule(72, Severity.WARNING, Scope.UNIT, _over_control),
    Rule(84, Severity.WARNING, Scope.UNIT, _unused_slots),
    Rule(85, Severity.ERROR, Scope.UNIT, _expired_slots),
)
