"""What the register shows on a day: counts, findings, lights, retirements and the digest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.alerts.lights import Light, lights, red_first
from domain.checks.catalogue import Rules, findings_of, findings_of_register, rules_in_force
from domain.checks.wording import sentence, title
from domain.codes import County
from domain.dates import month_index, month_text
from domain.digest import Digest, digest
from domain.dossier import Dossier
from domain.errors import Refusal
from domain.facts import Departure, OfficeCode, Unit, UnitId
from domain.finding import Context, Departures, Finding
from domain.outcomes import (
    DueRetirement,
    Summary,
    UnitLight,
    WordedFinding,
)
from domain.register import UnitAt
from domain.retirement import due_month, track
from domain.summing import people_in, totals_of, unit_summary
from domain.versions import AsOf
from domain.words import Words
from domain.workflow.asking import require_begun
from domain.workflow.census import census_of
from domain.workflow.late_cases import late_reasons
from domain.workflow.others import others_on
from domain.workflow.ports import Progress, Reader, Register

_FIRST_REASONS: Final = 6
_Across = dict[tuple[str, UnitId], list[Finding]]
_Via = Callable[[Iterable[Dossier]], Iterable[Dossier]]


@dataclass(frozen=True, slots=True)
class Overview:
    """Reads of the whole register. Each opens one consistent view and keeps memory flat.

    Every one refuses `register.not_begun` for a day on which the register did not exist.
    """

    register: Register
    county: County
    words: Words

    def summary(
        self,
        day: date,
        progress: Progress,
        unit: UnitAt | None = None,
        known: int | None = None,
    ) -> Summary:
        """Return the counts of all offices held or of one unit, unit by unit with their lights.

        `known` is a change number: what was known of the day when that change had been recorded.
        """
        when = AsOf(day, known)
        with self.register.reading() as reader:
            require_begun(reader, day)
            painted = {
                (office, dossier.unit.unit): light
                for office, dossier, light in self._painted(reader, when, progress, unit)
            }
            order = self.county.quota_order
            office = None if unit is None else unit.office
            units = tuple(
                unit_summary(
                    staffing, painted[staffing.office, staffing.unit.unit].level, self.county
                )
                for staffing in reader.staffing(when, office)
                if (staffing.office, staffing.unit.unit) in painted
            )
        return Summary(
            day, totals_of(units, order), units, sum(people_in(found) for found in units)
        )

    def counts(
        self, day: date, office: OfficeCode | None = None, known: int | None = None
    ) -> Summary:
        """Return the counts alone, of one office's units or all held; every light is ""."""
        with self.register.reading() as reader:
            require_begun(reader, day, office)
            units = tuple(
                unit_summary(staffing, "", self.county)
                for staffing in reader.staffing(AsOf(day, known), office)
            )
        totals = totals_of(units, self.county.quota_order)
        return Summary(day, totals, units, sum(map(people_in, units)))

    def findings(
        self,
        day: date,
        progress: Progress,
        unit: UnitAt | None = None,
        rules: Iterable[int] = (),
    ) -> Iterator[WordedFinding]:
        """Stream the findings of the rules in force, of one unit or all, in words.

        Findings over the whole register come first. Refuses `rule.unknown`.
        """
        chosen = self._rules(rules)
        with self.register.reading() as reader:
            require_begun(reader, day)
            for at, found in self._across(reader, AsOf(day), chosen).items():
                if unit in (None, at):
                    yield from (self._worded(finding, OfficeCode(at[0])) for finding in found)
            for office, dossier, context in self._dossiers(reader, AsOf(day), progress, unit):
                for finding in findings_of(dossier, context, chosen):
                    yield self._worded(finding, office)

    def lights(self, day: date, progress: Progress) -> tuple[UnitLight, ...]:
        """Return every unit's light with its reasons, worst first, else in ledger order."""
        with self.register.reading() as reader:
            require_begun(reader, day)
            shown = [
                (red_first(light), self._shown(office, dossier.unit, light))
                for office, dossier, light in self._painted(reader, AsOf(day), progress)
            ]
        return tuple(light for _, light in sorted(shown, key=lambda entry: entry[0]))

    def due_to_retire(
        self, day: date, months: int, progress: Progress
    ) -> tuple[DueRetirement, ...]:
        """Return who retires within so many months of `day` or should have, soonest first."""
        now = month_index(day.isoformat()) or 0
        found = []
        with self.register.reading() as reader:
            require_begun(reader, day)
            for _, dossier, _ in self._dossiers(reader, AsOf(day), progress, None):
                for member in dossier.members:
                    due = due_month(member.person.birth, track(member.person, member.place))
                    if due is not None and due <= now + months:
                        found.append((due, member, dossier.unit.name))
        found.sort(key=lambda entry: (entry[0], entry[1].person.person))
        return tuple(
            DueRetirement(member, unit, month_text(due), overdue=due < now)
            for due, member, unit in found
        )

    def digest(self, day: date, office: OfficeCode | None = None, via: _Via = iter) -> Digest:
        """Return the canonical digest of one office's facts, of all offices held when `None`.

        An office below that has sent nothing yet has the digest of nothing. Refuses
        `office.not_held` for an office outside the own region; `via` may stop it.
        """
        with self.register.reading() as reader:
            below = office is None or office.startswith(self.register.office.code)
            if not below and office not in reader.offices():
                raise Refusal("office.not_held", office=office)
            require_begun(reader, day, office)
            return digest(via(reader.dossiers(AsOf(day), office)))

    def _rules(self, numbers: Iterable[int]) -> Rules:
        rules = rules_in_force(self.county)
        wanted = frozenset(numbers)
        missing = wanted - {rule.number for rule in rules}
        if missing:
            raise Refusal("rule.unknown", rule=min(missing))
        return rules.only(wanted) if wanted else rules

    def _dossiers(
        self, reader: Reader, when: AsOf, progress: Progress, unit: UnitAt | None
    ) -> Iterator[tuple[OfficeCode, Dossier, Context]]:
        done = 0
        offices = reader.offices() if unit is None else (unit.office,)
        contexts = [(each, self._context(reader, when, each)) for each in offices]
        narrowed = None if unit is None else (unit.unit,)
        total = sum(len(each.units) for _, each in contexts) if unit is None else 1
        for office, context in contexts:
            for dossier in reader.dossiers(when, office, narrowed):
                yield office, dossier, context
                done += 1
                progress.step(done, total)

    def _context(self, reader: Reader, when: AsOf, office: OfficeCode) -> Context:
        return Context(
            when.day,
            self.county,
            reader.began(office),
            {unit.unit: unit for unit in reader.units(when, office)},
            Departures(_departures(reader, when, office)),
            others_on(reader, when, office),
        )

    def _across(self, reader: Reader, when: AsOf, rules: Rules) -> _Across:
        census = census_of(reader, when, self.register.office.code)
        found: _Across = defaultdict(list)
        for finding in findings_of_register(census, Context(when.day, self.county), rules):
            found[finding.office, finding.unit].append(finding)
        return found

    def _painted(
        self, reader: Reader, when: AsOf, progress: Progress, unit: UnitAt | None = None
    ) -> Iterator[tuple[OfficeCode, Dossier, Light]]:
        rules = rules_in_force(self.county)
        across = self._across(reader, when, rules)
        late = late_reasons(reader, self.county, self.register.office.code, when.day)
        for office, dossier, context in self._dossiers(reader, when, progress, unit):
            at = (office, dossier.unit.unit)
            found = [*across.get(at, ()), *findings_of(dossier, context, rules)]
            yield office, dossier, lights(dossier, found, context, late.get(at, ()))

    def _shown(self, office: OfficeCode, unit: Unit, light: Light) -> UnitLight:
        reasons = tuple(self._reasons(light))
        return UnitLight(office, unit.unit, unit.name, light.level, reasons)

    def _worded(self, finding: Finding, office: OfficeCode) -> WordedFinding:
        return WordedFinding(
            finding.rule,
            finding.severity,
            finding.unit,
            finding.unit_name,
            str(finding.facts.get("id_no", "")),
            finding.person,
            finding.facts,
            sentence(finding, self.words),
            office,
        )

    def _reasons(self, light: Light) -> Iterator[str]:
        for reason in light.reasons[:_FIRST_REASONS]:
            if reason.finding is not None and reason.count == 1:
                yield f"规则 {reason.rule}：{sentence(reason.finding, self.words)}"
            elif reason.item:
                facts = {"rule": reason.rule, "item": reason.item, "count": reason.count}
                yield self.words.say(f"light.{reason.rule}", facts)
            else:
                name = title(reason.rule, self.words)
                yield self.words.say(
                    "light.many", {"rule": reason.rule, "title": name, "count": reason.count}
                )


def _departures(reader: Reader, when: AsOf, office: OfficeCode) -> Iterator[Departure]:
    """Yield who has left up to a day; of what was known once, those in force."""
    if when.known is not None:
        yield from reader.facts(Departure, when, None, office)
        return
    for version in reader.all_versions(Departure, office):
        if version.valid.start <= when.day:
            yield version.content
