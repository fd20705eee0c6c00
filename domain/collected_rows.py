"""上报情况 in words: how each state is called, and what stands in a row of the list of 未报."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from domain.exchange.collected import ReportState, Standing, data_date
from domain.report_periods import ReportPeriod

STATE_WORDS: Final[Mapping[ReportState, str]] = MappingProxyType(
    {
        ReportState.MISSING: "未报",
        ReportState.ACCEPTED: "已接收",
        ReportState.RETURNED: "已退回",
        ReportState.STAGED: "待决定",
        ReportState.WAITING: "等前面的包",
        ReportState.FROZEN: "冻结",
    }
)
_REMARKS: Final[Mapping[ReportState, str]] = MappingProxyType(
    {
        ReportState.RETURNED: "已退回，请按意见改好、逐条答复后再报",
        ReportState.STAGED: "已送到本办，还没有决定接收还是退回，不用催报",
        ReportState.WAITING: "这一号来早了，请补送前面缺的包",
        ReportState.FROZEN: "冻结期内暂不接收",
    }
)


def counted(standings: Iterable[Standing]) -> dict[str, int]:
    """Return how many offices are to report, have, have not, and had theirs returned."""
    states = Counter(each.state for each in standings)
    return {
        "expected": states.total(),
        "accepted": states[ReportState.ACCEPTED],
        "missing": states[ReportState.MISSING] + states[ReportState.FROZEN],
        "returned": states[ReportState.RETURNED],
        "staged": states[ReportState.STAGED],
        "waiting": states[ReportState.WAITING],
    }


def told_counts(standings: Iterable[Standing]) -> str:
    """Return the counts as one line."""
    counts = counted(standings)
    words = {"expected": "应报", "accepted": "已报", "missing": "未报", "returned": "退回"}
    told = [f"{word} {counts[name]}" for name, word in words.items()]
    told += [
        f"{STATE_WORDS[state]} {counts[state.value]}"
        for state in (ReportState.STAGED, ReportState.WAITING)
        if counts[state.value]
    ]
    return "　".join(told)


def not_accepted(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """Return the offices of whose report for the period nothing was accepted last."""
    return tuple(each for each in standings if each.state is not ReportState.ACCEPTED)


def standing_cells(standing: Standing, period: ReportPeriod) -> Mapping[str, str]:
    """Return the texts of an office's row by the keys of the form's columns."""
    report = standing.report
    return {
        "office": standing.office,
        "name": standing.name,
        "period": period.text,
        "state": STATE_WORDS[standing.state],
        "seq": "" if report is None else str(report.seq),
        "data_date": "" if report is None else data_date(report).isoformat(),
        "open": str(standing.open or ""),
        "remark": _REMARKS.get(standing.state, ""),
    }
