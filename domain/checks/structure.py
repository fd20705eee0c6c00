"""Rules on how units are set up: 53, 54, 55, 56, 58, 64 and 81. Standards are the county's data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from domain.checks.rule import Census, RegisterRule, Rule, Scope, Violation, Violations
from domain.dossier import Dossier
from domain.facts import ABOLISHED, NORMAL, InnerOrgan, UnitId
from domain.finding import Context, Finding, Severity
from domain.structure_codes import Cap, standard

_INNER: Final = "内设机构"


def _posts_of_units(dossier: Dossier, context: Context) -> Violations:
    """Rule 53: more leading posts approved than is the standard for the approved places."""
    known = context.county.structure
    if dossier.unit.status != NORMAL or dossier.unit.kind not in known.unit_kinds:
        return
    places = sum(quota.approved for quota in dossier.quotas)
    posts = sum(post.approved for post in dossier.posts if post.post_kind in known.unit_posts)
    most = standard(known.unit_bands, places)
    if most is not None and posts > most:
        yield Violation(None, {"places": places, "posts": posts, "most": most})


def _posts_of_organs(dossier: Dossier, context: Context) -> Violations:
    """Rule 54: the same for inner organs with places of their own."""
    for organ in _organs(dossier):
        most = standard(context.county.structure.organ_bands, organ.quota) if organ.quota else None
        posts = organ.chiefs + organ.deputies
        if most is not None and posts > most:
            facts = {"organ": organ.name, "places": organ.quota, "posts": posts, "most": most}
            yield Violation(None, facts)


def _split_places(dossier: Dossier, context: Context) -> Violations:
    """Rule 55: places that are split among organs must sum up, those of leaders apart."""
    split = sum(organ.quota for organ in _organs(dossier))
    places = sum(quota.approved for quota in dossier.quotas)
    kinds = context.county.structure.apart
    apart = sum(post.approved for post in dossier.posts if post.post_kind in kinds)
    if split and not split <= places <= split + apart:
        yield Violation(None, {"split": split, "places": places})


def _number_of_organs(dossier: Dossier, _context: Context) -> Violations:
    """Rule 56: more inner organs than approved; an unknown number is not judged."""
    held = sum(organ.kind == _INNER for organ in _organs(dossier))
    approved = dossier.unit.inner_count
    if approved and held > approved:
        yield Violation(None, {"held": held, "approved": approved})


def _supervisor(dossier: Dossier, context: Context) -> Violations:
    """Rule 58: the supervising unit is there, and the unit ranks below it."""
    unit = dossier.unit
    if unit.status != NORMAL or not unit.supervisor:
        return
    above = context.units.get(UnitId(unit.supervisor))
    if above is None:
        yield Violation(None, {"supervisor": unit.supervisor}, "missing")
    elif above.status == ABOLISHED:
        yield Violation(None, {"supervisor": above.name}, "abolished")
    elif _ranks_as_high(unit.rank, above.rank, context):
        facts = {"supervisor": above.name, "rank": unit.rank, "above": above.rank}
        yield Violation(None, facts, "rank")


def _ranks_as_high(rank: str, above: str, context: Context) -> bool:
    ladder = context.county.transfers
    levels = [ladder.rank_levels.get(each, "") for each in (rank, above)]
    if not all(level in ladder.levels for level in levels):
        return False
    own, other = map(ladder.levels.index, levels)
    return own <= other


def _beyond_power(dossier: Dossier, context: Context) -> Violations:
    """Rule 81: a rank that needs a higher office's document rests on one of the own office."""
    known, unit = context.county.structure, dossier.unit
    bodies = [(unit.name, unit.rank, unit.established_doc or unit.doc_no)]
    bodies += [(organ.name, organ.rank, organ.doc_no) for organ in _organs(dossier)]
    for name, rank, document in bodies if unit.status == NORMAL and known.own_prefixes else ():
        if rank in known.higher_ranks and document.startswith(known.own_prefixes):
            yield Violation(None, {"body": name, "rank": rank, "document": document})


def _totals(census: Census, context: Context) -> Iterator[Finding]:
    """Rule 64: totals of the office against those that were set for it."""
    for cap in context.county.structure.caps:
        held = _total(cap, census)
        if cap.limit is not None and held > cap.limit:
            facts = {"cap": cap.title, "limit": cap.limit, "held": held, "over": held - cap.limit}
            yield Finding(64, Severity.ERROR, UnitId(""), "", None, facts, office=census.office)


def _total(cap: Cap, census: Census) -> int:
    if cap.types:
        return sum(number for name, number in census.approved.items() if name in cap.types)
    return sum(
        office == census.office
        and unit.status == NORMAL
        and (not cap.kinds or unit.kind in cap.kinds)
        and (not cap.ranks or unit.rank in cap.ranks)
        for office, unit in census.units
    )


def _organs(dossier: Dossier) -> Iterator[InnerOrgan]:
    return (organ for organ in dossier.organs if organ.status == NORMAL)


STRUCTURE_RULES: Final = (
    Rule(53, Severity.WARNING, Scope.UNIT, _posts_of_units),
    Rule(54, Severity.WARNING, Scope.UNIT, _posts_of_organs),
    Rule(55, Severity.WARNING, Scope.UNIT, _split_places),
    Rule(56, Severity.WARNING, Scope.UNIT, _number_of_organs),
    Rule(58, Severity.WARNING, Scope.UNIT, _supervisor),
    Rule(81, Severity.WARNING, Scope.UNIT, _beyond_power),
)
TOTALS_RULE: Final = RegisterRule(64, Severity.ERROR, _totals)
