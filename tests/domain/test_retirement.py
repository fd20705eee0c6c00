"""The statutory retirement month, against the published table."""

import pytest

from domain.dates import month_index, month_text
from domain.retirement import Track, delay_months, due_month, months_left, track, youngest_due
from tests.fakes.dossiers import person, place

MEN, WOMEN_55, WOMEN_50 = Track.MEN_60, Track.WOMEN_55, Track.WOMEN_50


@pytest.mark.parametrize(
    ("on", "birth", "due"),
    [
        (MEN, "1964-12", "2024-12"),
        (MEN, "1965-01", "2025-02"),
        (MEN, "1965-04", "2025-05"),
        (MEN, "1965-05", "2025-07"),
        (MEN, "1965-08", "2025-10"),
        (MEN, "1970-01", "2031-05"),
        (MEN, "1973-06", "2035-08"),
        (MEN, "1976-08", "2039-07"),
        (MEN, "1976-09", "2039-09"),
        (MEN, "1990-01", "2053-01"),
        (WOMEN_55, "1969-12", "2024-12"),
        (WOMEN_55, "1970-01", "2025-02"),
        (WOMEN_55, "1971-04", "2026-08"),
        (WOMEN_55, "1981-09", "2039-09"),
        (WOMEN_50, "1974-12", "2024-12"),
        (WOMEN_50, "1975-01", "2025-02"),
        (WOMEN_50, "1978-06", "2030-03"),
        (WOMEN_50, "1984-11", "2039-11"),
    ],
)
def test_the_published_rows(on: Track, birth: str, due: str) -> None:
    assert month_text(due_month(birth, on) or 0) == due


def published_delays() -> dict[tuple[Track, str], int]:
    """Write the annexes of the 办法 out: groups of birth months, each one month later."""
    table = {}
    for on, year, group, last in (
        (MEN, 1965, 4, 36),
        (WOMEN_55, 1970, 4, 36),
        (WOMEN_50, 1975, 2, 60),
    ):
        months = [(y, m) for y in range(year, year + 16) for m in range(1, 13)]
        for position, (y, m) in enumerate(months):
            table[on, f"{y}-{m:02d}"] = min(last, 1 + position // group)
        for m in range(1, 13):
            table[on, f"{year - 1}-{m:02d}"] = 0
    return table


def test_every_birth_month_is_delayed_as_the_annexes_say() -> None:
    delays = {
        (on, birth): delay_months(month_index(birth) or 0, on) for on, birth in published_delays()
    }
    assert delays == published_delays()


def test_an_unknown_month_or_track_gives_no_month() -> None:
    assert due_month("1965", MEN) is None
    assert due_month("1965-01", None) is None


@pytest.mark.parametrize(
    ("of_person", "post_class", "expected"),
    [
        ({"sex": "男"}, "工勤技能岗位", MEN),
        ({"sex": "女"}, "行政管理岗位", WOMEN_55),
        ({"sex": "女"}, "专业技术岗位", WOMEN_55),
        ({"sex": "女"}, "", WOMEN_55),
        ({"sex": "女"}, "工勤技能岗位", WOMEN_50),
        ({"sex": "女", "identity": "工人"}, "行政管理岗位", WOMEN_50),
        ({"sex": ""}, "行政管理岗位", None),
        ({"sex": "女", "retire_track": "男60"}, "行政管理岗位", MEN),
        ({"sex": "女", "retire_track": "女50"}, "行政管理岗位", WOMEN_50),
        ({"sex": "女", "retire_track": "六十"}, "行政管理岗位", WOMEN_55),
    ],
)
def test_the_track_comes_from_sex_identity_and_post_unless_entered(
    of_person: dict[str, str], post_class: str, expected: Track | None
) -> None:
    assert track(person(**of_person).person, place(post_class=post_class).place) is expected


def test_the_quota_type_never_decides_the_track() -> None:
    assert track(person(sex="女").person, place(quota_type="工勤编制").place) is WOMEN_55


@pytest.mark.parametrize(("day", "left"), [("2026-06", 1), ("2026-07", 0), ("2026-08", -1)])
def test_overdue_begins_with_the_month_after_the_month_due(day: str, left: int) -> None:
    member = person(birth="1966-03")
    assert months_left(member.person, member.place, month_index(day) or 0) == left


def test_nobody_can_be_late_whose_month_is_unknown() -> None:
    member = person(birth="1966")
    assert months_left(member.person, member.place, 0) is None


def test_nobody_born_after_the_youngest_birth_is_due() -> None:
    month = month_index("2026-11") or 0
    after = month_index(youngest_due(month)) or 0
    assert all((due_month(month_text(after + 1), on) or 0) > month for on in Track)
