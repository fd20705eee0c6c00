"""可用编制 where vacant leading posts are kept back, and where they are not."""

from dataclasses import replace

from domain.available import counts_of, vacant_posts, with_posts
from domain.dossier import TypeCount
from domain.facts import ConcurrentPost, PersonId, Quota
from domain.register import UnitStaffing
from domain.summing import totals_of, unit_summary
from tests.fakes.dossiers import ADMIN, UNIT, county, dossier, place

QUIET = county()
KEEPING = replace(QUIET, use=replace(QUIET.use, reserve_vacant_leader_posts=True))
CHIEF = "部门正职领导"


def test_the_switch_decides_whether_vacant_posts_are_kept_back() -> None:
    (count,) = counts_of(dossier(), QUIET)
    assert (count.leaders, count.available) == (0, 4)
    (count,) = counts_of(dossier(), KEEPING)
    assert (count.leaders, count.vacant, count.available) == (1, 4, 3)


def test_a_filled_post_keeps_nothing_back() -> None:
    (count,) = counts_of(dossier(place(role=CHIEF)), KEEPING)
    assert count.leaders == 0
    (count,) = counts_of(dossier(place(role=CHIEF, uncounted="是")), KEEPING)
    assert count.leaders == 1
    beside = ConcurrentPost(PersonId(9), 1, UNIT.unit, "局长", role=CHIEF)
    (count,) = counts_of(dossier(concurrent=(beside,)), KEEPING)
    assert count.leaders == 0
    (count,) = counts_of(dossier(concurrent=(replace(beside, uncounted="是"),)), KEEPING)
    assert count.leaders == 1


def test_each_vacant_post_is_charged_once_to_the_main_type() -> None:
    two = dossier(quotas=(Quota(UNIT.unit, ADMIN, 5), Quota(UNIT.unit, "工勤编制", 2)))
    assert [count.leaders for count in counts_of(two, KEEPING)] == [1, 0]
    assert counts_of(dossier(quotas=(), members=()), KEEPING) == ()


def test_surplus_of_one_kind_fills_no_vacancy_of_another() -> None:
    assert vacant_posts({"正职": (1, 2), "副职": (3, 1)}) == 2
    assert vacant_posts({"正职": (1, 0), "内设机构正职": (4, 0)}) == 1
    counts = (TypeCount(ADMIN, 5, 1),)
    assert with_posts(counts, {"正职": (1, 1)}, KEEPING) == counts


def test_summaries_and_their_sums_say_the_same() -> None:
    types = {ADMIN: TypeCount(ADMIN, 5, 1)}
    staffing = UnitStaffing("629925", UNIT, types, {"正职": (1, 0)})  # type: ignore[arg-type]  # a code
    summary = unit_summary(staffing, "green", KEEPING)
    assert [count.available for count in summary.types] == [3]
    assert [count.leaders for count in totals_of([summary, summary], (ADMIN,))] == [2]
