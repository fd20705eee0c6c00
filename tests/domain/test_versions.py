"""Versions of a fact, and what an act does to them."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.dates import Period
from domain.versions import AsOf, Splice, Version, amended, splice, valid_on

START = date(2021, 1, 1)
SPAN = 40
Act = tuple[int, int | None, str | None]
ACTS = st.lists(
    st.tuples(
        st.integers(0, SPAN - 1),
        st.none() | st.integers(1, SPAN),
        st.none() | st.sampled_from("abc"),
    ),
    max_size=8,
)


def day(offset: int) -> date:
    return START + timedelta(offset)


def during(act: Act) -> Period:
    start, length, _ = act
    return Period(day(start), None if length is None else day(start + length))


def after(held: list[Version[str]], act: Act) -> list[Version[str]]:
    done = splice(held, during(act), act[2])
    kept = [version for version in held if version not in done.ended]
    rows = range(len(held) + 100, len(held) + 200)
    return kept + [
        Version(row, content, valid)
        for row, (valid, content) in zip(rows, done.added, strict=False)
    ]


@given(ACTS)
def test_every_day_says_what_the_last_act_about_it_said(acts: list[Act]) -> None:
    held: list[Version[str]] = []
    expected: dict[int, str | None] = dict.fromkeys(range(2 * SPAN))
    for act in acts:
        held = after(held, act)
        expected |= {n: act[2] for n in expected if during(act).contains(day(n))}
    assert {n: valid_on(held, day(n)) for n in expected} == expected


@given(ACTS)
def test_known_versions_never_overlap(acts: list[Act]) -> None:
    held: list[Version[str]] = []
    for act in acts:
        held = after(held, act)
    pairs = [(a, b) for a in held for b in held if a is not b]
    assert [pair for pair in pairs if pair[0].valid.overlaps(pair[1].valid)] == []


@given(ACTS.filter(bool))
def test_the_same_act_again_changes_nothing(acts: list[Act]) -> None:
    held: list[Version[str]] = []
    for act in acts:
        held = after(held, act)
    assert splice(held, during(acts[-1]), acts[-1][2]).empty


def test_what_remains_of_a_version_is_added_around_the_new_one_in_order() -> None:
    held = Version(1, "a", Period(day(0), day(30)))
    done = splice([held], Period(day(10), day(20)), "b")
    assert done == Splice(
        (held,),
        (
            (Period(day(0), day(10)), "a"),
            (Period(day(10), day(20)), "b"),
            (Period(day(20), day(30)), "a"),
        ),
    )


def test_an_open_version_goes_on_after_a_closed_period() -> None:
    held = Version(1, "a", Period(day(0)))
    done = splice([held], Period(day(5), day(6)), None)
    assert done.added == ((Period(day(0), day(5)), "a"), (Period(day(6)), "a"))


def test_a_version_that_says_the_same_only_for_a_part_is_replaced() -> None:
    held = Version(1, "a", Period(day(0), day(10)))
    assert not splice([held], Period(day(5)), "a").empty
    assert not splice([held], Period(day(5), day(11)), "a").empty
    assert splice([held], Period(day(5), day(10)), "a").empty


def test_ending_what_is_not_there_changes_nothing() -> None:
    held = Version(1, "a", Period(day(0), day(10)))
    assert splice([held], Period(day(10)), None).empty


def test_a_question_is_about_what_is_known_now_unless_it_says_otherwise() -> None:
    assert AsOf(START) == AsOf(START, None)


def test_an_amendment_holds_until_the_next_version_begins() -> None:
    held = [Version(2, "b", Period(day(20))), Version(1, "a", Period(day(0), day(10)))]
    assert amended(held, day(4), "c").added == (
        (Period(day(0), day(4)), "a"),
        (Period(day(4), day(10)), "c"),
    )
    assert amended(held, day(12), "c").added == ((Period(day(12), day(20)), "c"),)
    assert amended(held, day(25), "c").added[-1] == (Period(day(25)), "c")


def test_an_amendment_after_everything_stays_open() -> None:
    held = [Version(1, "a", Period(day(0), day(10)))]
    assert amended(held, day(10), "c").added == ((Period(day(10)), "c"),)
