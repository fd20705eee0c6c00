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
from domain.facts import OfficeCode, Unit, UnitId
from domain.finding import Context, Finding
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
from domain.workflow.contexts import Within, context_of
from domain.workflow.late_cases import late_reasons
from domain.workflow.ports import Progress, Readable, Reader

_FIRST_REASONS: Final = 6
_Across = dict[tuple[str, UnitId], list[Finding]]
_Via = Callable[[Iterable[Dossier]], Iterable[Dossier]]


@dataclass(frozen=True, slots=True)
class Overview:
    """Reads of the whole register. Each opens one consistent view and keeps memory flat.

    Every one refuses `register.not_begun` for a day on which the register did not exist.
    """

    register: Readable
    county: County
    words: Words

    def summary(
        self,
        day: date,
        progress: Progress,
        unit: UnitAt | None = None,
        known: int | None = None,
        office: OfficeCode | None = None,
    ) -> Summary:
        """Return the counts of one unit, one office or all held, unit by unit with their lights.

        `known` is a change number: what was known of the day when that change had been recorded.
        """
        when, within = AsOf(day, known), Within.of(unit, office)
        with self.register.reading() as reader:
            require_begun(reader, day, office)
            painted = {
                (each, dossier.unit.unit): light.level
                for each, dossier, light in self._painted(reader, when, progress, within)
            }
            units = tuple(
                unit_summary(staffing, painted[staffing.office, staffing.unit.unit], self.county)
                for staffing in reader.staffing(when, within.office)
                if (staffing.office, staffing.unit.unit) in painted
            )
        totals = totals_of(units, self.county.quota_order)
        return Summary(day, totals, units, sum(map(people_in, units)))

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
        office: OfficeCode | None = None,
    ) -> Iterator[WordedFinding]:
        """Stream the findings of the rules in force, of one unit, one office or all, in words.

        Findings over the whole register come first: of one office those that its units have there.
        Refuses `rule.unknown`.
        """
        chosen, within = self._rules(rules), Within.of(unit, office)
        with self.register.reading() as reader:
            require_begun(reader, day, office)
            for at, found in self._across(reader, AsOf(day), chosen).items():
                if within.holds(*at):
                    yield from (self._worded(finding, OfficeCode(at[0])) for finding in found)
            for each, dossier, context in self._dossiers(reader, AsOf(day), progress, within):
                for finding in findings_of(dossier, context, chosen):
                    yield self._worded(finding, each)

    def lights(
        self, day: date, progress: Progress, office: OfficeCode | None = None
    ) -> tuple[UnitLight, ...]:
        """Return every unit's light with its reasons, worst first, else in ledger order.

        They are the units of one office or of all held.
        """
        within = Within(office)
        with self.register.reading() as reader:
            require_begun(reader, day, office)
            shown = [
                (red_first(light), self._shown(each, dossier.unit, light))
                for each, dossier, light in self._painted(reader, AsOf(day), progress, within)
            ]
        return tuple(light for _, light in sorted(shown, key=lambda entry: entry[0]))

    def due_to_retire(
        self, day: date, months: int, progress: Progress, office: OfficeCode | None = None
    ) -> tuple[DueRetirement, ...]:
        """Return who retires within so many months of `day` or should have, soonest first."""
        now = month_index(day.isoformat()) or 0
        found = []
        with self.register.reading() as reader:
            require_begun(reader, day, office)
            for _, dossier, _ in self._dossiers(reader, AsOf(day), progress, Within(office)):
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
        self, reader: Reader, when: AsOf, progress: Progress, within: Within
    ) -> Iterator[tuple[OfficeCode, Dossier, Context]]:
        done, one = 0, within.unit is not None
        offices = reader.offices() if within.office is None else (within.office,)
        contexts = [(each, context_of(reader, self.county, when, each)) for each in offices]
        total = 1 if one else sum(len(each.units) for _, each in contexts)
        for office, context in contexts:
            for dossier in reader.dossiers(when, office, within.units):
                yield office, dossier, context
                done += 1
                progress.step(done, total)

    def _across(self, reader: Reader, when: AsOf, rules: Rules) -> _Across:
        census = census_of(reader, when, self.register.office.code)
        found: _Across = defaultdict(list)
        for finding in findings_of_register(census, Context(when.day, self.county), rules):
            found[finding.office, finding.unit].append(finding)
        return found

    def _painted(
        self, reader: Reader, when: AsOf, progress: Progress, within: Within
    ) -> Iterator[tuple[OfficeCode, Dossier, Light]]:
        rules = rules_in_force(self.county)
        across = self._across(reader, when, rules)
        late = late_reasons(reader, self.county, self.register.office.code, when.day)
        for office, dossier, context in self._dossiers(reader, when, progress, within):
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
