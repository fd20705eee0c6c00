"""The tables of the page 上报情况."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from domain.collected_outcomes import Collection, Compared, FindingCounts
from domain.collected_rows import STATE_WORDS
from domain.exchange.collected import ReportState, Standing, data_date
from domain.facts import OfficeCode
from domain.report_periods import ReportPeriod
from ui.look.lights import GREEN, GREY, RED, WORST_FIRST, YELLOW, LightMark
from ui.parts.table import Column

NOTHING: Final = "—"
_LIGHTS: Final = {
    ReportState.ACCEPTED: GREEN,
    ReportState.RETURNED: YELLOW,
    ReportState.STAGED: YELLOW,
    ReportState.WAITING: YELLOW,
    ReportState.FROZEN: GREY,
}


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """One office below: where it stands, what it told, what the rules found; `None`: not yet.

    `ledger` is the office whose ledger is looked at from here, `None` where nothing was sent yet.
    """

    standing: Standing
    compared: Compared | None = None
    found: FindingCounts | None = None
    late: bool = False
    ledger: OfficeCode | None = None

    @property
    def mark(self) -> LightMark:
        """Its state; a report is late once its period is over."""
        state = self.standing.state
        missing = RED if self.late else YELLOW
        return LightMark(_LIGHTS.get(state, missing), STATE_WORDS[state])


def rows_of(
    collection: Collection,
    compared: Mapping[OfficeCode, Compared],
    found: Mapping[OfficeCode, FindingCounts],
    *,
    late: bool,
) -> tuple[OfficeRow, ...]:
    """Return the rows of the page, those first that call for somebody."""
    rows = (
        OfficeRow(
            each,
            compared.get(each.office),
            _found_of(each, found),
            late,
            collection.ledger_of(each.office),
        )
        for each in collection.standings
    )
    return tuple(sorted(rows, key=lambda row: WORST_FIRST.index(row.mark.light)))


def _found_of(
    standing: Standing, found: Mapping[OfficeCode, FindingCounts]
) -> FindingCounts | None:
    """Return the findings of an office with those of the offices whose facts it sent."""
    within = [counts for code, counts in found.items() if code.startswith(standing.office)]
    if not within:
        return None
    names = [field.name for field in fields(FindingCounts)]
    return FindingCounts(*(sum(getattr(counts, name) for counts in within) for name in names))


def _day(row: OfficeRow) -> str:
    report = row.standing.report
    return data_date(report).isoformat() if report else NOTHING


def _count(row: OfficeRow, name: str) -> str:
    return NOTHING if row.compared is None else str(getattr(row.compared.now, name))


def _number(row: OfficeRow, name: str) -> int:
    return -1 if row.compared is None else int(getattr(row.compared.now, name))


def _over(row: OfficeRow) -> LightMark | str:
    if row.compared is None:
        return NOTHING
    over = row.compared.now.over
    return LightMark(RED, str(over)) if over else "0"


def _moved(row: OfficeRow) -> str:
    if row.compared is None or row.compared.before is None:
        return NOTHING
    return signed(row.compared.now.persons - row.compared.before.persons)


def signed(number: int) -> str:
    """Return a difference: +3, −3, 0."""
    return f"+{number}" if number > 0 else f"−{-number}" if number else "0"


def _remarks(row: OfficeRow) -> LightMark | str:
    sent = len(row.standing.remarks)
    if not sent:
        return NOTHING
    left = row.standing.open
    return LightMark(YELLOW, f"{left} 条未答") if left else LightMark(GREEN, f"{sent} 条已答")


def _errors(row: OfficeRow) -> LightMark | str:
    if row.found is None:
        return NOTHING
    return LightMark(RED, str(row.found.errors)) if row.found.errors else "0"


OFFICES: Final = (
    Column[OfficeRow](
        "状态", lambda row: row.mark, 6, sort=lambda row: WORST_FIRST.index(row.mark.light)
    ),
    Column[OfficeRow]("下级单位", lambda row: row.standing.name, 7, rest=True),
    Column[OfficeRow]("数据日期", _day, 6, spare=True),
    Column[OfficeRow](
        "核定",
        lambda row: _count(row, "approved"),
        3,
        right=True,
        spare=True,
        sort=lambda row: _number(row, "approved"),
    ),
    Column[OfficeRow](
        "实有",
        lambda row: _count(row, "persons"),
        3,
        right=True,
        sort=lambda row: _number(row, "persons"),
    ),
    Column[OfficeRow]("比上期", _moved, 3, right=True, spare=True),
    Column[OfficeRow]("超编", _over, 4, sort=lambda row: _number(row, "over")),
    Column[OfficeRow]("意见", _remarks, 6),
    Column[OfficeRow]("错误", _errors, 4, sort=lambda row: row.found.errors if row.found else -1),
    Column[OfficeRow](
        "警告",
        lambda row: str(row.found.warnings) if row.found else NOTHING,
        3,
        right=True,
        spare=True,
        sort=lambda row: row.found.warnings if row.found else -1,
    ),
    Column[OfficeRow](
        "提示",
        lambda row: str(row.found.infos) if row.found else NOTHING,
        3,
        right=True,
        spare=True,
        sort=lambda row: row.found.infos if row.found else -1,
    ),
)


def told_found(found: FindingCounts | None) -> str:
    """Return what the rules found as a sentence."""
    if found is None:
        return "还没有校验"
    return f"错误 {found.errors} · 警告 {found.warnings} · 提示 {found.infos}"


def told_row(row: OfficeRow, period: ReportPeriod) -> str:
    """Return where an office stands, in a sentence or two."""
    standing, report = row.standing, row.standing.report
    if standing.state is ReportState.ACCEPTED and report is not None:
        told = f"第 {report.seq} 号，数据日期 {data_date(report)}，{report.at:%m 月 %d 日}接收。"
    elif standing.state is ReportState.STAGED:
        told = "已送到本办，还没有决定：请到“交换上报”的“接收”点“接着看”。"
    elif report is not None and standing.state is ReportState.RETURNED:
        told = f"第 {report.seq} 号已退回，等它改好再报。"
    elif report is not None:
        told = f"第 {report.seq} 号来早了，前面缺的包补齐后再接收。"
    elif standing.state is ReportState.FROZEN:
        told = "冻结期内，暂不接收。"
    else:
        told = f"{period.text} 还没有报来。"
    return f"{told}校验：{told_found(row.found)}"


def is_late(period: ReportPeriod, today: date) -> bool:
    """Tell whether a report that has not come is late."""
    return today > period.last
