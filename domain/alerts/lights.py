"""The light of a unit: the worst of what its findings and its vacancies say.

Red: any error, unless its rule only says that something is missing. Yellow: a warning that
contradicts another fact, a retirement that is due soon, places promised beyond what is there, or
a vacancy that has lasted. Which rules count is the county's data. Sources publish the mechanism
(三级预警), no figures; all numbers are thresholds of the county.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.alerts.vacancies import lasting_vacancies
from domain.available import counts_of
from domain.dossier import Dossier
from domain.facts import NORMAL
from domain.finding import Context, Finding, Severity

OVERDUE: Final = 40
DUE_SOON: Final = 41
OVER_COMMITTED: Final = 50
VACANT: Final = 69


class Level(StrEnum):
    """A light's colour; grey is a unit that nothing can be judged of."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    GREY = "grey"


_ORDER: Final = {level: place for place, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a light is not green: the rule, how often, and the first finding if there is one."""

    level: Level
    rule: int
    count: int = 1
    finding: Finding | None = None
    item: str = ""


@dataclass(frozen=True, slots=True)
class Light:
    """A unit's colour and the reasons for it, worst first."""

    level: Level
    reasons: tuple[Reason, ...] = ()


def level_of(finding: Finding, context: Context) -> Level:
    """Return the colour that a finding alone would give its unit."""
    rule_data, thresholds = context.county.rule_data, context.county.thresholds
    if finding.rule in rule_data.light_ignored:
        return Level.GREEN
    if finding.rule == OVERDUE and not thresholds.overdue_is_red:
        return Level.YELLOW
    if finding.severity is Severity.ERROR:
        return Level.RED
    if finding.rule == DUE_SOON or finding.rule in rule_data.light_yellow:
        return Level.YELLOW
    return Level.GREEN


def lights(
    dossier: Dossier,
    findings: Iterable[Finding],
    context: Context,
    others: Iterable[Reason] = (),
) -> Light:
    """Return the light of one unit from all findings about it, its own counts, and `others`.

    A unit that no longer exists, or of which neither places nor people are known, is grey unless
    a finding says otherwise.
    """
    reasons = [*_reasons(findings, context), *_own_reasons(dossier, context), *others]
    reasons.sort(key=lambda reason: (_ORDER[reason.level], reason.rule, reason.item))
    if reasons:
        return Light(reasons[0].level, tuple(reasons))
    blank = not dossier.quotas and not dossier.members
    return Light(Level.GREY if blank or dossier.unit.status != NORMAL else Level.GREEN)


def _reasons(findings: Iterable[Finding], context: Context) -> Iterator[Reason]:
    counted: Counter[tuple[Level, int]] = Counter()
    first: dict[tuple[Level, int], Finding] = {}
    for finding in findings:
        level = level_of(finding, context)
        if level is not Level.GREEN:
            counted[level, finding.rule] += 1
            first.setdefault((level, finding.rule), finding)
    for (level, rule), count in counted.items():
        yield Reason(level, rule, count, first[level, rule])


def _own_reasons(dossier: Dossier, context: Context) -> Iterator[Reason]:
    if dossier.unit.status != NORMAL:
        return
    for count in counts_of(dossier, context.county):
        # More people than places is rule 48's, and red.
        if count.available < 0 <= count.vacant:
            yield Reason(Level.YELLOW, OVER_COMMITTED, -count.available, item=count.quota_type)
    for item, vacant in lasting_vacancies(dossier, context):
        yield Reason(Level.YELLOW, VACANT, vacant, item=item)


def red_first(light: Light) -> int:
    """Return the place of a light in lists: red first, grey last."""
    return _ORDER[light.level]
