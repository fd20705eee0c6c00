"""Rules on reaching the statutory retirement month: 40, 41 and 42."""

from __future__ import annotations

from typing import Final

from domain.checks.rule import Rule, Scope, Violation, Violations
from domain.codes import RuleData
from domain.dates import month_text
from domain.dossier import Dossier, Member
from domain.facts import Occupancy, Person
from domain.finding import Context, Severity
from domain.identity import FEMALE, MALE
from domain.retirement import Track, months_left, youngest_due

ADMINISTRATIVE_POST: Final = "行政管理岗位"


def _overdue(dossier: Dossier, context: Context) -> Violations:
    month = context.month
    youngest = youngest_due(month)
    for member in dossier.members:
        if member.person.birth > youngest:
            continue
        left = months_left(member.person, member.place, month)
        if left is not None and left < 0:
            yield Violation(member.person, {"due": month_text(month + left), "months": -left})


def _due_soon(dossier: Dossier, context: Context) -> Violations:
    month, thresholds = context.month, context.county.thresholds
    notice = thresholds.retire_notice_months
    youngest = youngest_due(month + notice)
    for member in dossier.members:
        if member.person.birth > youngest:
            continue
        left = months_left(member.person, member.place, month)
        if left is not None and 0 <= left <= notice:
            near = left <= thresholds.retire_warning_months
            yield Violation(
                member.person,
                {"due": month_text(month + left), "months": left},
                severity=Severity.WARNING if near else Severity.INFO,
            )


def _tracks(dossier: Dossier, context: Context) -> Violations:
    rule_data = context.county.rule_data
    for member in dossier.members:
        person, place = member.person, member.place
        if person.retire_track:
            if variant := _impossible(person, place):
                yield Violation(person, {"track": person.retire_track}, variant)
        elif person.sex == FEMALE and _has_choice(member, rule_data):
            yield Violation(person, {"title": person.prof_title or place.lead_level}, "choice")


def _impossible(person: Person, place: Occupancy) -> str:
    """Return what contradicts an entered track, "" when nothing does."""
    entered = person.retire_track
    if person.sex == MALE and entered != Track.MEN_60:
        return "sex"
    if entered == Track.WOMEN_50 and place.post_class == ADMINISTRATIVE_POST:
        return "post"
    return ""


def _has_choice(member: Member, rule_data: RuleData) -> bool:
    """Tell whether 组通字〔2015〕14号 gives the woman a choice that nobody has entered."""
    title, level = member.person.prof_title, member.place.lead_level
    if level and level in rule_data.senior_levels:
        return True
    return bool(title) and any(word in title for word in rule_data.senior_titles)


RETIREMENT_RULES: Final = (
    Rule(40, Severity.ERROR, Scope.PERSON, _overdue),
    Rule(41, Severity.WARNING, Scope.PERSON, _due_soon),
    Rule(42, Severity.WARNING, Scope.PERSON, _tracks),
)
