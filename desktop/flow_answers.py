"""The command line's answers about the way of cases, 工作日 and frozen days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from domain.calendar import Year
from domain.case_outcomes import CaseFigures, CaseView
from domain.changes.ground import Freeze
from domain.exchange.freezing import told_freeze, told_leave
from domain.workflow.office_data import KeptYear
from domain.workflow.report_freezes import Periods

Answer = dict[str, Any]


def way_answer(view: CaseView) -> Answer:
    """Return how far a case has come, what happened to it, and its papers."""
    progress = view.progress
    return {
        "progress": {
            "word": progress.word,
            "waiting_for": progress.waiting_for,
            "due": str(progress.due or ""),
            "left": progress.left,
            "certain": progress.certain,
            "lag": progress.lag,
            "late": [asdict(lag) for lag in progress.lags],
            "urgency": progress.urgency,
        },
        "stages": [asdict(stage) for stage in view.case.stages],
        "materials": [asdict(material) for material in view.materials],
    }


def figures_answer(figures: Iterable[CaseFigures], first: date, last: date) -> Answer:
    """Return how many cases ended in a period, by kind and in all."""
    kinds = tuple(figures)
    total = CaseFigures(
        "",
        sum(each.done for each in kinds),
        sum(each.same_day for each in kinds),
        sum(each.late for each in kinds),
    )
    return {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "kinds": [{"kind": each.kind, **_figures(each)} for each in kinds],
        "total": _figures(total),
    }


def _figures(figures: CaseFigures) -> Answer:
    return {
        "done": figures.done,
        "same_day": figures.same_day,
        "same_day_percent": figures.same_day_percent,
        "late": figures.late,
    }


def year_answer(number: int, kept: KeptYear | None) -> Answer:
    """Return a year's 放假安排; `known` is false where nobody has entered it."""
    rest, work = (Year() if kept is None else kept.year).told()
    return {
        "year": number,
        "known": kept is not None,
        "source": "" if kept is None else kept.source,
        "rest": list(rest),
        "work": list(work),
    }


def freeze_answer(freeze: Freeze) -> Answer:
    """Return a stretch of frozen days."""
    return {
        "from": freeze.first.isoformat(),
        "to": freeze.last.isoformat(),
        "reason": freeze.reason,
        "document": freeze.document,
    }


def reporting_answer(held: Periods) -> Answer:
    """Return the frozen periods of reporting and the exceptions, of one side."""
    return {
        "office": held.sender,
        "periods": [
            {
                "from": freeze.first,
                "to": freeze.last,
                "yearly": freeze.yearly,
                "reason": freeze.reason,
                "document": freeze.document,
            }
            for freeze in held.freezes
        ],
        "exceptions": [
            {"office": leave.office, "until": str(leave.until), "reason": leave.reason}
            for leave in held.leaves
        ],
    }


def told_reporting(own: Periods, above: Periods) -> Iterator[str]:
    """Yield in words what is frozen for reporting."""
    for held, whose in ((own, "下级上报冻结"), (above, f"上级（{above.sender}）冻结本办上报")):
        for freeze in held.freezes:
            yield f"{whose}：{told_freeze(freeze)}  {freeze.reason}  {freeze.document}".rstrip()
        for leave in held.leaves:
            yield f"{told_leave(leave)}  {leave.reason}"
