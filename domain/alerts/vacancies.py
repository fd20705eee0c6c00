"""Vacancies that have lasted, as far as the facts of one day can prove it.

A dossier shows one day. That a place stood empty all the time since some day follows when even
counting everybody back who left the unit since then would leave it empty; those who came since
then only make the vacancy of earlier days larger. Nothing is judged over a time in which the
register did not exist, nor before the places themselves were approved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from domain.checks.staffing import filled_posts
from domain.dates import first_day, months_after
from domain.dossier import Dossier
from domain.facts import CHIEF, Departure
from domain.finding import Context


def lasting_vacancies(dossier: Dossier, context: Context) -> Iterator[tuple[str, int]]:
    """Yield quota types, and 正职, with how many of their places have been empty for too long."""
    thresholds = context.county.thresholds
    since = months_after(context.day, -thresholds.vacancy_months)
    if began_by(context.began, since):
        yield from _empty_places(dossier, context, since)
    since = months_after(context.day, -thresholds.chief_vacant_months)
    if began_by(context.began, since) and not _left(dossier, context, since):
        yield from _empty_chief(dossier, context, since)


def began_by(began: date | None, since: date) -> bool:
    """Tell whether the register already existed on `since`."""
    return began is not None and began <= since


def _empty_places(dossier: Dossier, context: Context, since: date) -> Iterator[tuple[str, int]]:
    thresholds = context.county.thresholds
    left = Counter(departure.quota_type for departure in _left(dossier, context, since))
    approved_on = {quota.quota_type: quota.approved_on for quota in dossier.quotas}
    for count in dossier.counts():
        surely_empty = count.vacant - left[count.quota_type]
        approved = first_day(approved_on.get(count.quota_type, ""))
        if (
            count.approved >= thresholds.vacancy_min_approved
            and surely_empty * 100 > thresholds.vacancy_share_percent * count.approved
            and (approved is None or approved <= since)
        ):
            yield count.quota_type, count.vacant


def _empty_chief(dossier: Dossier, context: Context, since: date) -> Iterator[tuple[str, int]]:
    filled = filled_posts(dossier, context.county).get(CHIEF, 0)
    for post in dossier.posts:
        if post.post_kind != CHIEF or filled >= post.approved:
            continue
        approved = first_day(post.approved_on)
        if approved is None or approved <= since:
            yield CHIEF, post.approved - filled


def _left(dossier: Dossier, context: Context, since: date) -> tuple[Departure, ...]:
    return tuple(
        departure
        for departure in context.departures.of_unit(dossier.unit.unit)
        if (day := first_day(departure.exit_on)) is None or day > since
    )
