"""What a case must bring, and what it lacks."""

from domain.case import CORRECTED
from domain.case_materials import missing, states_of
from domain.changes.kinds import APPLIED_FOR
from domain.materials import Guide, Material, MaterialState, materials_of
from tests.domain.changes.grounds import COUNTY, case

ALIASES = {("exit_reason", "正常退休"): "退休"}
GUIDE = Guide(
    "各单位",
    (),
    (
        Material("退休审批表", when={"exit_reason": ("退休",)}),
        Material("辞职申请", "原件", 2, note="本人签字", when={"exit_reason": ("辞职",)}),
        Material("更正说明", when={"mode": (CORRECTED,)}),
        Material("介绍信", required=False),
    ),
)


def label(name: str, value: str) -> str:
    return ALIASES.get((name, value), value)


def names(*persons: dict[str, str], **changes: object) -> list[str]:
    of = case("人员下编", *persons, **changes)
    return [state.name for state in states_of(GUIDE, of, (), label)]


def test_a_paper_is_asked_for_when_somebody_or_something_in_the_case_calls_for_it() -> None:
    assert names({"exit_reason": "退休"}) == ["退休审批表", "介绍信"]
    assert names({"exit_reason": " 正常退休 "}, {"exit_reason": "辞职"}) == [
        "退休审批表",
        "辞职申请",
        "介绍信",
    ]
    assert names(entries=({"exit_reason": "辞职"},)) == ["辞职申请", "介绍信"]
    assert names(mode=CORRECTED) == ["更正说明", "介绍信"]


def test_all_conditions_of_a_paper_must_hold() -> None:
    both = {"exit_reason": ("退休",), "mode": (CORRECTED,)}
    guide = Guide(materials=(Material("两者", when=both),))
    retired = {"exit_reason": "退休"}
    assert states_of(guide, case("人员下编", retired), (), label) == ()
    assert states_of(guide, case("人员下编", retired, mode=CORRECTED), (), label) != ()


def test_what_is_filed_is_not_missing_and_what_may_be_left_out_never_is() -> None:
    of = case("人员下编", {"exit_reason": "退休"}, {"exit_reason": "辞职"})
    states = states_of(GUIDE, of, {"退休审批表"}, label)
    assert states == (
        MaterialState("退休审批表", required=True, filed=True, note="复印件 1 份"),
        MaterialState("辞职申请", required=True, filed=False, note="原件 2 份；本人签字"),
        MaterialState("介绍信", required=False, filed=False, note="复印件 1 份"),
    )
    assert missing(states) == ("辞职申请",)


def test_the_county_states_papers_conditions_and_where_business_is_done() -> None:
    paper = {"name": "申请", "form": "原件", "copies": 2, "required": True}
    document = {
        "materials_required": True, "where": "政务楼", "hours": "", "phone": "1", "supervision": "",
        "notes": ["盖章"],
        "kinds": {
            "用编核准": {
                "served": "各单位", "basis": ["条例"],
                "materials": [paper, {**paper, "when": {"mode": ["更正"]}}],
            }
        },
    }  # fmt: skip
    materials = materials_of(document)
    plain = Material("申请", "原件", 2)
    limited = Material("申请", "原件", 2, when={"mode": ("更正",)})
    assert materials.of("用编核准") == Guide("各单位", ("条例",), (plain, limited))
    assert materials.of("人员下编") == Guide()
    assert materials.counter.issuer == "{office}"
    assert materials_of({**document, "issuer": "{office}编办"}).counter.issuer == "{office}编办"
    assert (materials.required, materials.counter.where, materials.counter.notes) == (
        True,
        "政务楼",
        ("盖章",),
    )


def test_the_shipped_county_asks_something_of_every_kind_and_blocks_none() -> None:
    assert not COUNTY.materials.required
    for kind in APPLIED_FOR:
        assert COUNTY.materials.of(kind).served
        assert COUNTY.materials.of(kind).materials


def test_the_words_that_call_for_a_paper_are_the_words_of_the_county() -> None:
    known = {name: set(table.labels) for name, table in COUNTY.tables.items()}
    known["mode"] = {"变动", CORRECTED}
    known["change"] |= {"任职", "职务变更", "免职", "兼职", "免兼职", "机构划转"}
    for guide in COUNTY.materials.kinds.values():
        for material in guide.materials:
            for name, values in material.when.items():
                assert known[name].issuperset(values), material.name


def test_every_exit_reason_asks_for_a_paper_that_proves_it() -> None:
    for reason in COUNTY.exit_reasons:
        of = case("人员下编", {"exit_reason": reason})
        states = states_of(COUNTY.materials.of("人员下编"), of, (), lambda _, value: value)
        assert missing(states), reason
