"""Every rule in the order of its number, and the ways to run them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.checks.completeness import completeness_rules
from domain.checks.persons import PERSON_RULES
from domain.checks.registers import REGISTER_RULES
from domain.checks.retirement_rules import RETIREMENT_RULES
from domain.checks.rule import Census, RegisterRule, Rule
from domain.checks.staffing import STAFFING_RULES
from domain.checks.structure import STRUCTURE_RULES, TOTALS_RULE
from domain.checks.use_rules import USE_RULES
from domain.checks.written import WRITTEN_RULES
from domain.codes import County
from domain.dossier import Dossier
from domain.finding import Context, Finding


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules to run: those for one dossier, and those for the whole register."""

    dossier: tuple[Rule, ...]
    register: tuple[RegisterRule, ...]

    def __iter__(self) -> Iterator[Rule | RegisterRule]:
        rules: list[Rule | RegisterRule] = [*self.dossier, *self.register]
        return iter(sorted(rules, key=lambda rule: rule.number))

    def only(self, numbers: Iterable[int]) -> Rules:
        """Return the rules of these numbers."""
        wanted = frozenset(numbers)
        return Rules(
            tuple(rule for rule in self.dossier if rule.number in wanted),
            tuple(rule for rule in self.register if rule.number in wanted),
        )


def catalogue(county: County) -> Rules:
    """Return every rule, whether or not the county has it on."""
    rules = (
        *completeness_rules(county),
        *WRITTEN_RULES,
        *PERSON_RULES,
        *RETIREMENT_RULES,
        *STAFFING_RULES,
        *USE_RULES,
        *STRUCTURE_RULES,
    )
    return Rules(tuple(sorted(rules, key=lambda rule: rule.number)), (*REGISTER_RULES, TOTALS_RULE))


def rules_in_force(county: County) -> Rules:
    """Return the rules that the county has on."""
    known = catalogue(county)
    return known.only({rule.number for rule in known} - county.rules_off.keys())


def findings_of(dossier: Dossier, context: Context, rules: Rules) -> Iterator[Finding]:
    """Check one unit: what a change touched, or one step of a full run."""
    for rule in rules.dossier:
        yield from rule.findings(dossier, context)


def findings_of_register(census: Census, context: Context, rules: Rules) -> Iterator[Finding]:
    """Check what only the whole register shows; each stream is read once, in order."""
    for rule in rules.register:
        yield from rule.findings(census, context)
