"""What came in from the offices below: who has reported, what it adds up to, what the rules find.

Reads only. What an office told once stays as it told it: its counts are those of its report's day,
as the register knew them when that report had been accepted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.checks.catalogue import findings_of, findings_of_register, rules_in_force
from domain.codes import County
from domain.collected_outcomes import (
    Collection,
    Compared,
    FindingCounts,
    Names,
    OfficeTotal,
    compared_of,
    total_of,
)
from domain.errors import Refusal
from domain.exchange.collected import Standing, below, data_date, history_of, standings
from domain.exchange.sections import held as held_sections
from domain.exchange.shipment import ACCEPTED, REPORT, TAKEN_OVER
from domain.facts import OfficeCode
from domain.finding import Context
from domain.register import Actor, Receipt
from domain.report_periods import ReportPeriod
from domain.roles import Act
from domain.tallies import Tally, tally_of
from domain.versions import AsOf
from domain.workflow.asking import require_begun
from domain.workflow.census import census_of
from domain.workflow.contexts import context_of
from domain.workflow.facts_carried import RECEIVED
from domain.workflow.permission import require
from domain.workflow.ports import Progress, Reader, Register
from domain.workflow.report_freezes import periods_of
from domain.workflow.staging import undecided

_Key = tuple[OfficeCode, str]


@dataclass(frozen=True, slots=True)
class Collecting:
    """The acts of an office that has others below it. All need `Act.READ`.

    `names` tell the offices that it has certified. All refuse `report.nothing_below` at a county.
    What was counted and checked once is kept, since what an office told does not change.
    """

    register: Register
    county: County
    _told: dict[_Key, dict[OfficeCode, Tally]] = field(default_factory=dict, repr=False)
    _found: dict[tuple[OfficeCode, str, date], Counter[str]] = field(
        default_factory=dict, repr=False
    )

    def status(self, actor: Actor, period: ReportPeriod, names: Names, today: date) -> Collection:
        """Return which office has reported for a period and what came of it."""
        self._require(actor)
        with self.register.reading() as reader:
            receipts = reader.receipts()
            held = reader.offices()
            offices = below(self.register.office.code, names, held, receipts)
            freezes, staged = periods_of(reader), undecided(reader)
        barred = offices if freezes.frozen_on(today) else ()
        frozen = {code for code in barred if not freezes.excepted(code, today)}
        return Collection(period, standings(offices, period, receipts, frozen, staged), held)

    def names(self, actor: Actor, names: Names) -> Names:
        """Return what every office below is called that was certified or told of; none at a county.

        Those below an office that reported are called as it told them.
        """
        require(actor, Act.READ)
        with self.register.reading() as reader:
            receipts = reader.receipts()
        own = self.register.office.code
        found = _names(receipts) | below(own, names, (), receipts)
        return {code: name for code, name in found.items() if code != own}

    def history(self, actor: Actor, office: OfficeCode) -> tuple[Receipt, ...]:
        """Return the reports of an office and what was said of them, newest first."""
        self._require(actor)
        with self.register.reading() as reader:
            return history_of(reader.receipts(), office)

    def compared(
        self, actor: Actor, reported: Iterable[Standing], progress: Progress
    ) -> dict[OfficeCode, Compared]:
        """Return what each office told with its newest accepted report and the one before."""
        self._require(actor)
        found, standing = {}, [each for each in reported if each.accepted is not None]
        with self.register.reading() as reader:
            changes, names = reader.by_summary(RECEIVED), _names(reader.receipts())
            for done, each in enumerate(standing, start=1):
                now = self._told_by(reader, changes, each.office, each.accepted)
                before = self._told_by(reader, changes, each.office, each.before)
                if now is not None:
                    found[each.office] = compared_of(now, before, names)
                progress.step(done, len(standing))
        return found

    def totals(
        self,
        actor: Actor,
        day: date,
        names: Names,
        progress: Progress,
        office: OfficeCode | None = None,
    ) -> tuple[OfficeTotal, ...]:
        """Return the counts of a day office by office, or of one; the own units come first.

        Refuses `register.not_begun`, and `office.not_held` for an office that has sent nothing.
        """
        self._require(actor)
        own = self.register.office
        with self.register.reading() as reader:
            require_begun(reader, day)
            held, counted = reader.offices(), dict[OfficeCode, Tally]()
            for done, each in enumerate(held, start=1):
                counted[each] = tally_of(reader.staffing(AsOf(day), each))
                progress.step(done, len(held))
            receipts = reader.receipts()
            offices = below(own.code, names, held, receipts)
        called = _names(receipts) | offices | {own.code: own.name}
        found = [total_of(code, called, counted) for code in offices]
        if own.code in counted:
            found.insert(0, OfficeTotal(own.code, own.name, counted[own.code]))
        if office is None:
            return tuple(found)
        if office not in counted and not any(code.startswith(office) for code in counted):
            raise Refusal("office.not_held", office=office)
        return (total_of(office, called, counted),)

    def checked(
        self, actor: Actor, day: date, progress: Progress
    ) -> dict[OfficeCode, FindingCounts]:
        """Return how many findings each office below has on a day, by the rules in force.

        Those over the whole register, such as one ID number in two counties, are among them. An
        office that has sent nothing new since it was checked last is not read again.
        """
        self._require(actor)
        own, rules, when = self.register.office.code, rules_in_force(self.county), AsOf(day)
        with self.register.reading() as reader:
            require_begun(reader, day)
            receipts, found = reader.receipts(), dict[OfficeCode, Counter[str]]()
            held = tuple(each for each in reader.offices() if each != own)
            census = census_of(reader, when, own)
            for one in findings_of_register(census, Context(day, self.county), rules):
                found.setdefault(OfficeCode(one.office), Counter())[one.severity] += 1
            for done, each in enumerate(held, start=1):
                key = each, _newest(receipts, each), day
                if key not in self._found:
                    self._found[key] = self._checked_of(reader, when, each, progress)
                found[each] = found.get(each, Counter()) + self._found[key]
                progress.step(done, len(held))
        return {
            each: FindingCounts(*(found[each][name] for name in ("error", "warning", "info")))
            for each in held
        }

    def _checked_of(
        self, reader: Reader, when: AsOf, office: OfficeCode, progress: Progress
    ) -> Counter[str]:
        rules, counted = rules_in_force(self.county), Counter[str]()
        context = context_of(reader, self.county, when, office)
        for done, dossier in enumerate(reader.dossiers(when, office), start=1):
            counted.update(one.severity for one in findings_of(dossier, context, rules))
            progress.step(done, len(context.units))
        return counted

    def _told_by(
        self,
        reader: Reader,
        changes: Mapping[str, int],
        office: OfficeCode,
        report: Receipt | None,
    ) -> dict[OfficeCode, Tally] | None:
        """Return the counts of a report, `None` where there is none or the register lost it."""
        if report is None or report.package not in changes:
            return None
        key = office, report.package
        if key not in self._told:
            when = AsOf(data_date(report), changes[report.package])
            held = (each for each in reader.offices() if each.startswith(office))
            # Those that it told of then: since then some may have been left out altogether.
            offices = tuple(map(OfficeCode, report.facts.get("offices", ()))) or tuple(held)
            self._told[key] = {each: tally_of(reader.staffing(when, each)) for each in offices}
        return self._told[key]

    def _require(self, actor: Actor) -> None:
        require(actor, Act.READ)
        if not self.register.office.leads:
            raise Refusal("report.nothing_below")


def _names(receipts: Iterable[Receipt]) -> dict[OfficeCode, str]:
    """Return what the offices are called whose facts came with reports."""
    taken = (receipt.facts for receipt in receipts if receipt.status == TAKEN_OVER)
    return {code: section.name for code, section in held_sections(taken).items()}


def _newest(receipts: Sequence[Receipt], office: OfficeCode) -> str:
    """Return the newest package that brought an office's facts."""
    return next(
        (
            receipt.package
            for receipt in receipts
            if receipt.direction == ACCEPTED
            and receipt.status == TAKEN_OVER
            and receipt.facts.get("kind") == REPORT
            and office.startswith(receipt.peer)
        ),
        "",
    )
