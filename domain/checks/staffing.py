"""Rules on a unit and what it may fill: 46, 47, 48, 52 and 67."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from domain.checks.rule import Rule, Scope, Violation, Violations
from domain.codes import County
from domain.dossier import Dossier, Staffed
from domain.facts import INNER_CHIEF, INNER_DEPUTY, INNER_POSTS, NORMAL
from domain.finding import Context, Severity


def _ledger_sums(dossier: Dossier, context: Context) -> Violations:
    held = {quota.quota_type: quota.approved for quota in dossier.quotas}
    held |= {post.post_kind: post.approved for post in dossier.posts}
    granted: Counter[str] = Counter()
    for entry in dossier.ledger:
        granted[entry.item] += entry.delta
    county = context.county
    judged = held.keys() | {item for item in granted if county.quota_type(item)}
    for item in sorted(judged):
        if granted[item] != held.get(item, 0):
            yield Violation(
                None, {"item": item, "approved": held.get(item, 0), "ledger": granted[item]}
            )


def _undocumented(dossier: Dossier, _context: Context) -> Violations:
    if not dossier.unit.doc_no and not dossier.unit.established_doc:
        yield Violation(None, {}, "unit")
    for entry in dossier.ledger:
        if not entry.doc_no:
            yield Violation(
                None, {"item": entry.item, "delta": entry.delta, "entry": entry.entry}, "entry"
            )


def _over_quota(dossier: Dossier, _context: Context) -> Violations:
    for count in dossier.counts():
        if count.actual > count.approved:
            yield Violation(
                None,
                {
                    "quota_type": count.quota_type,
                    "approved": count.approved,
                    "actual": count.actual,
                    "over": -count.vacant,
                },
            )


def approved_posts(staffed: Staffed) -> Mapping[str, int]:
    """Return the approved leading posts per kind, those of the inner organs included.

    A kind is there only where the register has approvals to compare with: kinds of the unit once
    any of its posts is recorded, kinds of inner organs once it has organs.
    """
    approved: Counter[str] = Counter()
    for post in staffed.posts:
        approved[post.post_kind] += post.approved
    for organ in staffed.organs:
        if organ.status == NORMAL:
            approved[INNER_CHIEF] += organ.chiefs
            approved[INNER_DEPUTY] += organ.deputies
    return approved


def filled_posts(staffed: Staffed, county: County) -> Mapping[str, int]:
    """Return how many people fill each kind of leading post, by the county's table of roles.

    Posts held beside another count where they are; 不占职数 counts nowhere.
    """
    kinds = county.rule_data.post_kinds
    roles = Counter(place.role for place in staffed.places if not place.uncounted)
    roles.update(post.role for post in staffed.concurrent if not post.uncounted)
    filled: Counter[str] = Counter()
    for role, people in roles.items():
        if kind := kinds.get(role):
            filled[kind] += people
    return filled


@dataclass(frozen=True, slots=True)
class PostExcess:
    """More people in one kind of leading post than are approved. `filled` are those there now."""

    post_kind: str
    approved: int
    filled: int
    more: int

    @property
    def over(self) -> int:
        """How many people are, or would be, too many."""
        return self.filled + self.more - self.approved


_NOBODY: Final[Mapping[str, int]] = {}


def excess_posts(
    staffed: Staffed, county: County, more: Mapping[str, int] = _NOBODY
) -> Iterator[PostExcess]:
    """Yield the kinds of leading posts with too many people once `more` per kind have come.

    Kinds of which the register has no approvals to compare with are not judged. Where `more` is
    given, only its kinds are.
    """
    approved = approved_posts(staffed)
    filled = filled_posts(staffed, county)
    for kind in more or filled:
        inner = kind in INNER_POSTS
        comparable = bool(staffed.organs) if inner else bool(staffed.posts)
        found = PostExcess(kind, approved.get(kind, 0), filled.get(kind, 0), more.get(kind, 0))
        if comparable and found.over > 0:
            yield found


def _over_posts(dossier: Dossier, context: Context) -> Violations:
    for found in excess_posts(dossier, context.county):
        yield Violation(
            None,
            {
                "post_kind": found.post_kind,
                "approved": found.approved,
                "filled": found.filled,
                "over": found.over,
            },
        )


def _held_after_abolition(dossier: Dossier, _context: Context) -> Violations:
    if dossier.unit.status == NORMAL:
        return
    held = {
        "people": len(dossier.members),
        "places": sum(quota.approved for quota in dossier.quotas),
        "posts": sum(post.approved for post in dossier.posts),
    }
    if any(held.values()):
        yield Violation(None, {"status": dossier.unit.status, **held})


STAFFING_RULES: Final = (
    Rule(46, Severity.ERROR, Scope.UNIT, _ledger_sums),
    Rule(47, Severity.ERROR, Scope.UNIT, _undocumented),
    Rule(48, Severity.ERROR, Scope.UNIT, _over_quota),
    Rule(52, Severity.ERROR, Scope.UNIT, _over_posts),
    Rule(67, Severity.ERROR, Scope.UNIT, _held_after_abolition),
)
