"""The register at once, as the rules that need all of it see it."""

from __future__ import annotations

from collections import Counter

from domain.checks.rule import Census
from domain.facts import OfficeCode, Quota
from domain.versions import AsOf
from domain.workflow.ports import Reader


def census_of(reader: Reader, when: AsOf, own: OfficeCode) -> Census:
    """Return the streams of a day, and what is approved in the own office."""
    units = [(each, u) for each in reader.offices() for u in reader.units(when, each)]
    approved: Counter[str] = Counter()
    for quota in reader.facts(Quota, when):
        approved[quota.quota_type] += quota.approved
    return Census(reader.seen_twice(when), reader.namesakes(when), units, own, approved)
