"""Whatever cases of 机构修改 come in whatever order: ledgers sum up, the past stays as told."""

from collections.abc import Iterator, Mapping
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.dossier import Dossier
from domain.errors import Refusal
from domain.versions import AsOf
from tests.domain.changes.reforms import NEW, TRAITS, Reforms, summed

UNITS = st.sampled_from([f"629925000{number}" for number in (1, 2, 1, 2, 3, 4)])
TYPES = st.sampled_from(["行政编制", "行政编制", "工勤编制"])
DAYS = tuple(date(2026, month, 1) for month in range(2, 12))
LABELS = (
    *["编制增加"] * 6, *["编制减少", "合并"] * 2,
    "编制核定", "编制划转", "编制周转借入", "编制周转归还", "军转编制下达",
    "军转编制收回", "编制预留", "编制解除预留", "编制冻结", "职数核定", "职数增加", "职数减少",
    "职数划转", "内设机构设立", "内设机构划转", "内设机构撤销", "设立", "更名", "加挂牌子", "撤销",
    "分设", "隶属调整",
)  # fmt: skip


@st.composite
def entries(draw: st.DrawFn) -> Mapping[str, str]:
    """Return an entry of any kind with fields that may or may not suit it."""
    label = draw(st.sampled_from(LABELS))
    stated = {"change": label, "number": str(draw(st.integers(1, 3))), "due_back": "2027-01"}
    stated |= {name: draw(UNITS) for name in ("unit", "to", "from", "into", "supervisor")}
    organ = draw(st.sampled_from(["办公室", "学生股", "体育股"]))
    name = draw(st.sampled_from([NEW, "安澜县体教局"]))
    traits = TRAITS if label in ("设立", "分设") else {}
    return {
        **stated, **traits, "quota_type": draw(TYPES), "post_kind": "正职", "organ": organ,
        "name": name, "nameplate": "县语委",
    }  # fmt: skip


CASES = st.tuples(st.sampled_from(DAYS), st.lists(entries(), min_size=1, max_size=2))


def told(reforms: Reforms, day: date, known: int | None = None) -> dict[str, Dossier]:
    with reforms.register.reading() as reader:
        return {one.unit.unit: one for one in reader.dossiers(AsOf(day, known))}


def unequal(reforms: Reforms) -> Iterator[tuple[date, str]]:
    """Yield every unit and day on which what is approved is not the sum of the ledger."""
    for day in DAYS:
        for unit, found in told(reforms, day).items():
            approved = {one.quota_type: one.approved for one in found.quotas}
            approved |= {one.post_kind: one.approved for one in found.posts if one.approved}
            if approved != summed(found):
                yield day, unit


def going(
    reforms: Reforms, day: date, stated: list[Mapping[str, str]]
) -> tuple[Mapping[str, str], ...]:
    """Return the people of the units that a case merges, so that most mergers may pass."""
    merged = {one["unit"] for one in stated if one["change"] == "合并"}
    held = told(reforms, day).values()
    members = (each for one in held if one.unit.unit in merged for each in one.members)
    return tuple({"id": each.person.id_no} for each in members)


def frame(effective: date) -> dict[str, object]:
    return {"unit": "", "effective": effective, "explanation": "已有消化安排"}


@settings(max_examples=60, deadline=None)
@given(st.lists(CASES, min_size=4, max_size=10))
def test_counts_are_sums_and_the_past_stays_as_it_was_told(
    cases: list[tuple[date, list[Mapping[str, str]]]],
) -> None:
    reforms = Reforms()
    remembered: dict[tuple[date, int], dict[str, Dossier]] = {}
    for effective, stated in cases:
        try:
            reforms.do(*stated, persons=going(reforms, effective, stated), **frame(effective))
        except Refusal as refused:
            assert refused.code == "case.blocked"  # noqa: PT017 - most random cases are refused
        assert list(unequal(reforms)) == []
        with reforms.register.reading() as reader:
            newest = reader.last_change()
        for day in (DAYS[0], DAYS[4], DAYS[-1]):
            remembered[day, newest] = told(reforms, day)
    for (day, known), then in remembered.items():
        assert told(reforms, day, known) == then
