"""What a city or a province got from the offices below it: who reported, and what it adds up to."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.collected_answers import collection_answer, totals_answer
from desktop.collected_papers import collecting_of, collection_of, names_below, write_missing
from desktop.commands.console import DONE, NEEDS_A_PERSON, Answer, Console
from domain.collected_outcomes import Collection, OfficeTotal
from domain.collected_rows import STATE_WORDS, not_accepted, told_counts
from domain.exchange.collected import data_date
from domain.facts import OfficeCode
from domain.report_periods import period_called, periods_until
from domain.tallies import Tally, sum_of


def status(console: Console) -> Answer:
    """Tell which office has reported for a period; 3 where any has not."""
    wanted, kinds = console.arguments, console.resources.county.periods
    if wanted.period:
        period = period_called(kinds, wanted.period)
    else:
        (period,) = periods_until(kinds[0], console.day, 1)
    with console.office() as office:
        acts = collecting_of(office)
        found = collection_of(office, acts, period)
        compared = acts.compared(office.actor, found.standings, console.progress)
        value = collection_answer(found, compared)
        if wanted.out:
            rows = write_missing(office, found, console.path("out"))
            value |= {"path": str(console.path("out")), "rows": rows}
    missing = not_accepted(found.standings)
    return Answer(value, "\n".join(_lines(found)), NEEDS_A_PERSON if missing else DONE)


def _lines(found: Collection) -> Iterator[str]:
    period = found.period
    yield f"{period.kind} {period.text}（数据日期 {period.first} 至 {period.last}）"
    yield told_counts(found.standings)
    for each in found.standings:
        report = each.report
        told = f"第 {report.seq} 号，数据日期 {data_date(report)}" if report else ""
        open_ = f"，意见未答复 {each.open} 条" if each.open else ""
        yield f"[{STATE_WORDS[each.state]}] {each.office} {each.name}　{told}{open_}"


def totals(console: Console) -> Answer:
    """Add up what the offices below hold on a day, office by office."""
    code = console.arguments.office
    with console.office() as office:
        found = collecting_of(office).totals(
            office.actor,
            console.day,
            names_below(office),
            console.progress,
            OfficeCode(code) if code else None,
        )
    whole = sum_of(each.tally for each in found)
    lines = [*map(_line, found), f"合计　{_told(whole)}"]
    return Answer(totals_answer(found, whole), "\n".join(lines))


def _line(total: OfficeTotal) -> str:
    parts = [f"\n  其中 {part.office} {part.name}　{_told(part.tally)}" for part in total.parts]
    return f"{total.office} {total.name}　{_told(total.tally)}" + "".join(parts)


def _told(tally: Tally) -> str:
    return (
        f"单位 {tally.units} 个，核定 {tally.approved} 实有 {tally.persons} "
        f"空编 {tally.vacant} 超编 {tally.over}"
    )
