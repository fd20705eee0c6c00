"""冲销: a finished case is taken back by a new one.

What the reversed case's change added stops being known, and what it ended is known again. A
reversal is a case like any other and may be reversed itself, which does the first case anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from domain.case import ARCHIVED, DONE, Case, CaseId
from domain.changes.amendment import Restoration
from domain.changes.work import Work
from domain.dates import Period
from domain.errors import Refusal
from domain.facts import (
    ConcurrentPost,
    Contact,
    ContractControl,
    ContractWorker,
    Detachment,
    Fact,
    InnerOrgan,
    LeaderPost,
    Occupancy,
    Person,
    PostHold,
    Quota,
    Slot,
    Unit,
    UsePlan,
    key_of,
)  # fmt: skip
from domain.footprint import Trace
from domain.intake.cells import text
from domain.versions import Splice, Version

KIND: Final = "冲销"
CASE: Final = "case"
REVERSED_BY: Final = "reversed_by"
"""In a case's facts: the reversal that took it back, while it is taken back."""
RESTORED_BY: Final = "restored_by"
"""In a case's facts: the reversal of its reversal, while the case is in effect by that one."""
_OF: Final[Mapping[type[Fact], tuple[type[Fact], ...]]] = {
    Unit: (
        InnerOrgan,
        Quota,
        LeaderPost,
        Occupancy,
        Slot,
        PostHold,
        ConcurrentPost,
        Detachment,
        ContractControl,
        ContractWorker,
        UsePlan,
        Contact,
    ),
    InnerOrgan: (Occupancy, ConcurrentPost),
    Person: (Occupancy, ConcurrentPost, Detachment),
}
"""What belongs to a unit, an organ or a person, and says so in a field of the same name."""


def reverse(work: Work) -> None:
    """Judge and carry out a case of 冲销: its one entry names the finished case in "case".

    Unit and effective day are those of that case. Refused when a later change has touched the same
    facts, or when somebody or something would be left without what it belongs to. What comes back
    may exceed the places and posts of today once a 说明 is given: the entry was wrong all along.
    """
    work.excused = True
    reversed_ = _reversed(work)
    if reversed_ is None or reversed_.change is None:
        return
    if (reversed_.unit, reversed_.effective) != (work.case.unit, work.day):
        facts = {"unit": work.unit_name(reversed_.unit), "day": reversed_.effective}
        work.error(19, "case.reversal.frame", "", case=reversed_.id, **facts)
        return
    traces = work.scene.register.footprint(reversed_.change)
    later = max((trace.later for trace in traces if trace.later is not None), default=None)
    if later is not None:
        _touched_since(work, reversed_, later)
        return
    for trace in traces:
        work.scene.add(_restoration(trace))
    judge_orphans(work, traces, "case.reversal.orphans")


def stated_case(case: Case) -> CaseId:
    """Return the number of the case that a reversal names, "" when it names none."""
    return CaseId(text(next(iter(case.entries), {}).get(CASE, "")))


def _reversed(work: Work) -> Case | None:
    """Return the case to be reversed, `None` when it can't be."""
    if len(work.case.entries) > 1:
        work.error(1, "case.reversal.several")
        return None
    number = stated_case(work.case)
    try:
        case = work.scene.register.case(number)
    except Refusal:
        work.error(1, "case.reversal.unknown", case=number)
        return None
    done = {REVERSED_BY: "case.reversal.done", RESTORED_BY: "case.reversal.restored"}
    for fact, code in done.items():
        if by := case.facts.get(fact, ""):
            work.error(19, code, case=number, by=by)
            return None
    if case.state not in (DONE, ARCHIVED):
        work.error(19, "case.reversal.not_done", case=number)
        return None
    return case


def _touched_since(work: Work, reversed_: Case, later: int) -> None:
    origin = work.scene.register.change(later)
    facts = {"case": reversed_.id, "kind": origin.kind, "document": origin.document}
    if origin.case is None:
        work.error(19, "case.reversal.later_import", "", day=origin.effective, **facts)
    else:
        work.error(19, "case.reversal.later_case", "", by=origin.case, **facts)


def _restoration(trace: Trace) -> Restoration:
    added = tuple((version.valid, version.content) for version in trace.ended)
    return Restoration(trace.kind, trace.key, Splice(trace.added, added))


def judge_orphans(work: Work, traces: Iterable[Trace], code: str) -> None:
    """Enter it when something would be left in a unit, organ or person that is there no more."""
    for trace in traces:
        was = next((version.content for version in trace.added), None)
        if was is None or trace.kind not in _OF:
            continue
        held = work.scene.versions(trace.kind, trace.key)
        left = {
            (kind, key_of(kind)(version.content))
            for kind in _OF[trace.kind]
            for version in _belonging(work, kind, was)
            if not _covered(version.valid, held, work.day)
        }
        if left:
            name = getattr(was, "name", "")
            work.error(67, code, name=name, left=len(left))


def _belonging(work: Work, kind: type[Fact], owner: Fact) -> Iterator[Version[Fact]]:
    """Yield what says a unit, organ or person, on the day of effect or later."""
    names = type(owner).KEY
    for version in work.scene.versions_from(kind, work.day, getattr(owner, "unit", None)):
        if all(getattr(version.content, name) == getattr(owner, name) for name in names):
            yield version


def _covered(days: Period, held: Iterable[Version[Fact]], since: date) -> bool:
    """Tell whether versions, by valid start, hold on all of some days from one of them on."""
    first: date | None = max(days.start, since)
    for version in held:
        if first is not None and version.valid.contains(first):
            first = version.valid.end
    return first is None or (days.end is not None and days.end <= first)
