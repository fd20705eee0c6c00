"""The command line's answers about what came in from below, shaped as its contract says."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from domain.collected_outcomes import Collection, Compared, OfficeTotal
from domain.collected_rows import STATE_WORDS, counted
from domain.exchange.collected import Standing, data_date
from domain.facts import OfficeCode
from domain.tallies import Tally

Answer = dict[str, Any]


def collection_answer(found: Collection, compared: dict[OfficeCode, Compared]) -> Answer:
    """Return who has reported for a period."""
    period = found.period
    return {
        "period": {
            "kind": period.kind,
            "name": period.text,
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
        },
        "offices": [_standing(each, compared.get(each.office)) for each in found.standings],
        "counts": counted(found.standings),
    }


def _standing(standing: Standing, compared: Compared | None) -> Answer:
    report = standing.report
    remarks = standing.remarks
    return {
        "code": standing.office,
        "name": standing.name,
        "state": standing.state.value,
        "state_text": STATE_WORDS[standing.state],
        "package": report.package if report else "",
        "seq": report.seq if report else 0,
        "data_date": data_date(report).isoformat() if report else "",
        "at": report.at.isoformat() if report else "",
        "remarks": {
            "sent": len(remarks),
            "answered": len(remarks) - standing.open,
            "open": standing.open,
        },
        "now": None if compared is None else asdict(compared.now),
        "before": _tally(compared.before if compared else None),
    }


def _tally(tally: Tally | None) -> Answer | None:
    return None if tally is None else asdict(tally)


def totals_answer(found: tuple[OfficeTotal, ...], whole: Tally) -> Answer:
    """Return counts office by office, and all of them together."""
    return {"offices": [_total(each) for each in found], "total": asdict(whole)}


def _total(total: OfficeTotal) -> Answer:
    parts = [{"code": p.office, "name": p.name, **asdict(p.tally)} for p in total.parts]
    return {"code": total.office, "name": total.name, **asdict(total.tally), "parts": parts}
