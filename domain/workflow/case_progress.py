"""How far cases have come: what each waits for, by when, and how quickly the office works."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from domain.calendar import WorkCalendar
from domain.case import ARCHIVED, DONE, SUBMITTED, WITHDRAWN, Case
from domain.case_flow import next_step, word_of
from domain.case_outcomes import CaseFigures, CaseProgress, Lag
from domain.flow import DOCUMENT, Flow

ENDED = frozenset({DONE, ARCHIVED})


def progress_of(case: Case, flow: Flow, calendar: WorkCalendar, today: date) -> CaseProgress:
    """Return how far a case has come and by when it must end, counted from its submission."""
    waiting = next_step(flow, case)
    known = CaseProgress(
        word_of(flow, case.state),
        waiting.name if waiting else "",
        lag=max(0, _lag(case, DOCUMENT, calendar)),
        lags=lags_of(case, flow, calendar),
        ended=case.state in (*ENDED, WITHDRAWN),
    )
    submitted = case.stage(SUBMITTED)
    if submitted is None or not flow.days or case.state == WITHDRAWN:
        return known
    start = _day(submitted.at)
    due = calendar.after(start, flow.days)
    done = case.stage(DONE)
    left = calendar.between(_day(done.at) if done else today, due)
    return replace(known, due=due, left=left, certain=calendar.certain(start, due))


def lags_of(case: Case, flow: Flow, calendar: WorkCalendar) -> tuple[Lag, ...]:
    """Return in what a case was entered later than its kind allows."""
    counted = ((rule, _lag(case, rule.since, calendar)) for rule in flow.lags)
    return tuple(
        Lag(rule.rule, rule.since, days, rule.limit, days > rule.red)
        for rule, days in counted
        if days > rule.limit
    )


def figures_of(
    cases: Iterable[Case], progress: Iterable[CaseProgress], first: date, last: date
) -> tuple[CaseFigures, ...]:
    """Return per kind how many cases ended from `first` to `last`, both included.

    当日办结: ended on the day of submission (浠水县委编办: 85% 以上当日办结).
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for case, found in zip(cases, progress, strict=True):
        done, submitted = case.stage(DONE), case.stage(SUBMITTED)
        if done is None or submitted is None or not first <= _day(done.at) <= last:
            continue
        count = counts[case.kind]
        count[0] += 1
        count[1] += _day(done.at) == _day(submitted.at)
        count[2] += found.left is not None and found.left < 0
    return tuple(CaseFigures(kind, *count) for kind, count in sorted(counts.items()))


def _lag(case: Case, since: str, calendar: WorkCalendar) -> int:
    """Return the working days from the document or the event to the entry; 0 if unknown."""
    start = case.document.dated if since == DOCUMENT else case.effective
    if start is None or not case.entered_at:
        return 0
    return calendar.between(start, _day(case.entered_at))


def _day(moment: str) -> date:
    return date.fromisoformat(moment[:10])
