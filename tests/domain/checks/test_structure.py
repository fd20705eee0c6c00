"""Rules 53, 54, 55, 56, 58, 64 and 81: how units are set up, by the county's standards."""

from dataclasses import replace

import pytest

from domain.checks.catalogue import catalogue, findings_of_register, rules_in_force
from domain.checks.rule import Census
from domain.codes import County
from domain.dossier import Dossier
from domain.facts import ABOLISHED, LeaderPost, OfficeCode, Quota, UnitId
from domain.finding import Context
from domain.structure_codes import Cap, Structure
from tests.fakes.dossiers import ADMIN, UNIT, context, county, dossier, organ, unit
from tests.fakes.dossiers import found as findings

NUMBERS = {53, 54, 55, 56, 58, 64, 81}
OWN, BELOW = OfficeCode("629925"), OfficeCode("6299251")
ABOVE = replace(UNIT, unit=UnitId("6299250002"), name="安澜县人民政府", rank="正处级")
MUSEUM = unit(kind="事业单位", uscc="")


def codes(of: Dossier, known: Context | None = None) -> list[str]:
    return [one.code for one in findings(of, known) if one.rule in NUMBERS]


def posts(chiefs: int, deputies: int) -> tuple[LeaderPost, ...]:
    return (LeaderPost(UNIT.unit, "正职", chiefs), LeaderPost(UNIT.unit, "副职", deputies))


def like(structure: Structure) -> Context:
    known: County = replace(county(), structure=structure)
    return context(county=known)


@pytest.mark.parametrize(
    ("places", "deputies", "expected"),
    [
        (10, 1, []), (10, 2, ["check.53"]), (11, 2, []), (50, 3, ["check.53"]),
        (600, 6, []), (601, 7, []), (9999, 8, ["check.53"]),
    ],
)  # fmt: skip
def test_posts_stay_within_the_standard_of_the_size(
    places: int, deputies: int, expected: list[str]
) -> None:
    held = dossier(unit=MUSEUM, posts=posts(1, deputies), quotas=(Quota(UNIT.unit, ADMIN, places),))
    assert codes(held) == expected


def test_only_units_that_the_standard_is_for_are_judged() -> None:
    many = posts(1, 5)
    assert codes(dossier(posts=many)) == []
    assert codes(dossier(unit=replace(MUSEUM, status=ABOLISHED), posts=many)) == []
    assert codes(dossier(unit=MUSEUM, posts=many), like(Structure())) == []
    assert codes(dossier(unit=MUSEUM, posts=many), like(Structure(frozenset({"事业单位"})))) == []


def test_the_program_begins_with_the_standards_of_another_province_off() -> None:
    assert NUMBERS - {rule.number for rule in rules_in_force(county())} == {53, 54}


def test_posts_of_an_organ_stay_within_the_standard_of_its_places() -> None:
    def held(places: int, deputies: int, status: str = "正常") -> Dossier:
        one = organ(quota=places, deputies=deputies, status=status)
        return dossier(approved=places or 5, organs=(one,))

    assert codes(held(5, 1)) == codes(held(6, 2)) == codes(held(0, 9)) == []
    assert codes(held(5, 2)) == ["check.54"]
    assert codes(held(5, 2, ABOLISHED)) == []


@pytest.mark.parametrize(
    ("split", "expected"), [(0, []), (3, ["check.55"]), (4, []), (5, []), (6, ["check.55"])]
)
def test_places_of_organs_sum_up_but_for_those_of_leaders(split: int, expected: list[str]) -> None:
    assert codes(dossier(organs=(organ(quota=split),))) == expected


@pytest.mark.parametrize(("approved", "expected"), [(0, []), (1, ["check.56"]), (2, [])])
def test_there_are_no_more_organs_than_approved(approved: int, expected: list[str]) -> None:
    kinds = ("内设机构", "内设机构", "派出机构")
    two = tuple(organ(organ=f"{number}", name=f"{number}股", kind=kind, chiefs=0)
                for number, kind in enumerate(kinds))  # fmt: skip
    ended = organ(organ="9", name="旧股", status=ABOLISHED, chiefs=0)
    assert codes(dossier(unit=unit(inner_count=approved), organs=(*two, ended))) == expected


@pytest.mark.parametrize(
    ("above", "own", "expected"),
    [
        (ABOVE, {}, []),
        (None, {}, ["check.58.missing"]),
        (None, {"status": ABOLISHED}, []),
        (replace(ABOVE, status=ABOLISHED), {}, ["check.58.abolished"]),
        (replace(ABOVE, rank="正科级"), {}, ["check.58.rank"]),
        (replace(ABOVE, rank="副科级"), {}, ["check.58.rank"]),
        (replace(ABOVE, rank="未定级"), {}, []),
        (ABOVE, {"rank": "其他"}, []),
    ],
)
def test_a_supervisor_is_there_and_ranks_higher(
    above: object, own: dict[str, str], expected: list[str]
) -> None:
    below = unit(**({"supervisor": ABOVE.unit, "rank": "正科级"} | own))
    known = context(units={UNIT.unit: below} | ({ABOVE.unit: above} if above else {}))
    held = dossier(unit=below) if "status" not in own else Dossier(known.day, below)
    assert codes(held, known) == expected


def test_a_rank_beyond_the_own_power_needs_a_document_from_above() -> None:
    known = like(replace(county().structure, own_prefixes=("安编",)))
    own, higher = "安编委发〔2020〕1号", "陇编发〔2020〕1号"
    high = unit(rank="副处级", established_doc=own)
    room = organ(rank="副处级", doc_no=own)
    assert codes(dossier(unit=high, organs=(room,)), known) == ["check.81", "check.81"]
    assert codes(dossier(unit=replace(high, established_doc="", doc_no=own)), known) == ["check.81"]
    assert codes(dossier(unit=replace(high, established_doc=higher)), known) == []
    assert codes(dossier(unit=unit(rank="正科级", established_doc=own)), known) == []
    assert codes(dossier(unit=high)) == []
    assert codes(Dossier(known.day, replace(high, status=ABOLISHED)), known) == []


def test_totals_stay_below_what_was_set_from_above() -> None:
    caps = (
        Cap("编制", 9, types=frozenset({ADMIN})),
        Cap("机关", 1, kinds=frozenset({UNIT.kind}), ranks=frozenset({"正科级"})),
        Cap("全部", 2),
        Cap("没有下达", None),
    )
    known = like(Structure(caps=caps))
    ranked = replace(UNIT, rank="正科级")
    units = [
        (OWN, ranked),
        (OWN, replace(ranked, name="二局", uscc="")),
        (OWN, MUSEUM),
        (BELOW, ranked),
    ]
    units.append((OWN, replace(ranked, status=ABOLISHED)))

    def over(census: Census) -> list[tuple[object, object]]:
        rules = catalogue(known.county).only({64})
        found = list(findings_of_register(census, known, rules))
        assert {(one.unit, one.office, one.code) for one in found} <= {("", OWN, "check.64")}
        return [(one.facts["cap"], one.facts["over"]) for one in found]

    assert over(Census(units=units, office=OWN, approved={ADMIN: 10, "工勤编制": 9})) == [
        ("编制", 1), ("机关", 1), ("全部", 1),
    ]  # fmt: skip
    assert over(Census(units=units[:1], office=OWN, approved={ADMIN: 9})) == []
