"""上报情况: which office below has reported for a period, and what came of its report.

What an office above knows of it is what it remembers of packages; nothing here reads facts.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final

from domain.exchange.remarks import Remark, reports_of
from domain.exchange.shipment import (
    GAP,
    HELD,
    PRE_AUDIT,
    REPORT,
    RETURN,
    RETURNED,
    SENT,
    TAKEN_OVER,
    VOID,
)
from domain.facts import OfficeCode
from domain.register import Receipt
from domain.report_periods import ReportPeriod

_FINDINGS: Final = {RETURN: RETURNED, PRE_AUDIT: TAKEN_OVER}
_STEP: Final = 2
"""Digits by which the code of an office is longer than that of the one above it."""


class ReportState(StrEnum):
    """Where an office stands with its report for a period; the value is what files carry.

    `STAGED`: one was looked at here, and nobody has decided on it yet.
    `WAITING`: one came before its turn and is held until what is missing before it has come.
    `FROZEN`: nothing was accepted, and the office above is within its freeze.
    """

    MISSING = "missing"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    STAGED = "staged"
    WAITING = "waiting"
    FROZEN = "frozen"


Undecided = tuple[OfficeCode, date]
"""Whose report was looked at and not decided on, and the day it is told for."""


@dataclass(frozen=True, slots=True)
class AnsweredRemark:
    """A remark that was sent to an office below, and its answer; "" while there is none.

    `report` is the number of the report that it is about.
    """

    package: str
    report: int
    kind: str
    remark: Remark
    answer: str = ""
    answered_at: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """One office directly below and its report for a period.

    `report` is the newest of the period, whatever became of it, `accepted` the newest that was
    accepted, `before` the one accepted before that. `remarks` are about the period's reports.
    """

    office: OfficeCode
    name: str
    state: ReportState
    report: Receipt | None = None
    accepted: Receipt | None = None
    before: Receipt | None = None
    remarks: tuple[AnsweredRemark, ...] = ()

    @property
    def open(self) -> int:
        """How many remarks wait for an answer."""
        return sum(not one.answer for one in self.remarks)


def below(
    own: OfficeCode,
    names: Mapping[OfficeCode, str],
    held: Iterable[OfficeCode],
    receipts: Iterable[Receipt],
) -> dict[OfficeCode, str]:
    """Return the offices directly below that report, by code, with what they are called.

    They are those whose certificates the office granted (`names`), those whose facts it holds,
    themselves or through what they sent of offices below them, and those that have reported.
    """
    width = len(own) + _STEP
    told = {
        receipt.peer: str(receipt.facts.get("sender_name", ""))
        for receipt in receipts
        if receipt.facts.get("kind") == REPORT and receipt.direction != SENT
    }
    codes = (*names, *(code[:width] for code in held), *told)
    found = {OfficeCode(code) for code in codes if len(code) == width and code.startswith(own)}
    return {code: names.get(code) or told.get(code) or str(code) for code in sorted(found)}


def standings(
    offices: Mapping[OfficeCode, str],
    period: ReportPeriod,
    receipts: Sequence[Receipt],
    frozen: Container[OfficeCode] = (),
    undecided: Iterable[Undecided] = (),
) -> tuple[Standing, ...]:
    """Return where each office stands for a period; receipts come newest first.

    `frozen` are the offices whose reports are not accepted today, `undecided` what was looked at.
    """
    staged = {office for office, day in undecided if period.holds(day)}
    found = (
        _standing(code, name, period, receipts, frozen=code in frozen)
        for code, name in offices.items()
    )
    return tuple(
        replace(each, state=ReportState.STAGED)
        if each.office in staged and each.state is not ReportState.ACCEPTED
        else each
        for each in found
    )


def _standing(
    office: OfficeCode,
    name: str,
    period: ReportPeriod,
    receipts: Sequence[Receipt],
    *,
    frozen: bool,
) -> Standing:
    decided = list(reports_of(receipts, office))
    within = [receipt for receipt in decided if period.holds(data_date(receipt))]
    waiting = [r for r in receipts if _waits(r, office) and period.holds(data_date(r))]
    accepted = next((receipt for receipt in within if receipt.status == TAKEN_OVER), None)
    before = None
    if accepted is not None:
        earlier = decided[decided.index(accepted) + 1 :]
        before = next((receipt for receipt in earlier if receipt.status == TAKEN_OVER), None)
    about = {receipt.package for receipt in within}
    remarks = tuple(one for one, which in _remarks_to(receipts, office) if which in about)
    newest = waiting[0] if waiting else within[0] if within else None
    state = _state_of(newest, frozen=frozen)
    return Standing(office, name, state, newest, accepted, before, remarks)


def _state_of(newest: Receipt | None, *, frozen: bool) -> ReportState:
    if newest is None:
        return ReportState.FROZEN if frozen else ReportState.MISSING
    if newest.direction == HELD:
        return ReportState.WAITING
    return ReportState.RETURNED if newest.status == RETURNED else ReportState.ACCEPTED


def data_date(receipt: Receipt) -> date:
    """Return the day that a report is told for; of one that is only held, when it came."""
    told = receipt.facts.get("data_date")
    return date.fromisoformat(told) if told else receipt.at.date()


def _waits(receipt: Receipt, office: OfficeCode) -> bool:
    return (
        receipt.direction == HELD
        and receipt.status == GAP
        and receipt.peer == office
        and receipt.facts.get("kind") == REPORT
    )


def history_of(receipts: Iterable[Receipt], office: OfficeCode) -> tuple[Receipt, ...]:
    """Return what came from an office as reports and what was said of them, in their order."""
    kinds = {REPORT, *_FINDINGS}
    return tuple(r for r in receipts if r.peer == office and r.facts.get("kind") in kinds)


def _remarks_to(
    receipts: Sequence[Receipt], office: OfficeCode
) -> Iterator[tuple[AnsweredRemark, str]]:
    """Yield the remarks sent to an office, newest package first, with the package they are about.

    A report keeps only what was remarked on it last: of what gave way the texts are not told.
    """
    told: set[str] = set()
    for sent in receipts:
        if not _is_sent(sent, office):
            continue
        about = _about(receipts, office, sent)
        if about is None:
            continue
        count = sent.facts.get("counts", {}).get("remark", 0)
        held = [] if about.package in told else about.facts["remarks"]
        told.add(about.package)
        remarks = {one["number"]: Remark(**one) for one in held} if len(held) == count else {}
        for number in range(1, count + 1):
            remark = remarks.get(number, Remark(number, ""))
            answer: Mapping[str, Any] = sent.facts.get("answers", {}).get(str(number), {})
            texts = str(answer.get("text", "")), str(answer.get("at", ""))
            kind = str(sent.facts["kind"])
            yield AnsweredRemark(sent.package, about.seq, kind, remark, *texts), about.package


def _is_sent(receipt: Receipt, office: OfficeCode) -> bool:
    return (
        receipt.direction == SENT
        and receipt.peer == office
        and receipt.status != VOID
        and receipt.facts.get("kind") in _FINDINGS
    )


def _about(receipts: Iterable[Receipt], office: OfficeCode, sent: Receipt) -> Receipt | None:
    """Return the report that a package of remarks is about: the newest such when it was sealed."""
    status = _FINDINGS[sent.facts["kind"]]
    for report in reports_of(receipts, office):
        if report.status == status and report.at <= sent.at and "remarks" in report.facts:
            return report
    return None
