"""The canonical digest: equal facts, equal digest."""

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.digest import digest, rows_of
from domain.dossier import Dossier, Member
from domain.facts import InnerOrgan, LeaderPost, OrganId, PersonId, Quota, UnitId
from tests.fakes.dossiers import (
    MEMBER,
    PERSON,
    PLACE,
    UNIT,
    dossier,
    organ,
    person,
    place,
)  # fmt: skip
from tests.fakes.dossiers import unit as sound_unit


def another(number: int) -> Dossier:
    return dossier(person(name=f"甲{number}"), unit=sound_unit(name=f"安澜县第{number}局"))


def recoded(of: Dossier, code: str) -> Dossier:
    """Return the same facts as another import would have numbered them."""
    unit = UnitId(code)
    return replace(
        of,
        unit=replace(of.unit, unit=unit, order=9),
        organs=tuple(replace(o, unit=unit, organ=OrganId(f"{code}-7"), order=3) for o in of.organs),
        quotas=tuple(replace(q, unit=unit) for q in of.quotas),
        posts=tuple(replace(p, unit=unit) for p in of.posts),
        ledger=(),
        members=tuple(
            Member(
                replace(m.person, person=PersonId(77)),
                replace(m.place, person=PersonId(77), unit=unit, slot_no="N202600001", order=5),
            )
            for m in of.members
        ),
    )


def test_the_bytes_are_those_that_the_module_promises() -> None:
    bare = Dossier(
        dossier().day,
        sound_unit(uscc="", funding="", approved_on="", series="", rank="", kind=""),
        quotas=(Quota(UNIT.unit, "行政编制", 3),),
    )
    rows = [
        '["quota",{"approved":3,"quota_type":"行政编制","unit":"安澜县教育局"}]',
        '["unit",{"doc_no":"安编委发〔2022〕8号","name":"安澜县教育局","status":"正常"}]',
    ]
    assert sorted(rows_of(bare)) == [row.encode() for row in rows]
    unit = sha256(b"".join(sorted(sha256(row.encode()).digest() for row in rows))).digest()
    assert digest([bare]) == (sha256(b"bianqing digest 1\n" + unit).hexdigest(), 2)


def test_an_empty_register_has_a_digest_of_no_rows() -> None:
    assert digest([]) == (sha256(b"bianqing digest 1\n").hexdigest(), 0)


def test_codes_numbers_orders_and_the_ledger_do_not_matter() -> None:
    first = dossier(place(organ="6299250001-01"), organs=(organ(),))
    assert digest([first]) == digest(
        [
            recoded(
                replace(first, members=(Member(PERSON, replace(PLACE, organ="6299250009-7")),)),
                "6299250009",
            )
        ]
    )


@given(st.permutations(range(5)))
def test_the_order_of_units_does_not_matter(order: list[int]) -> None:
    assert digest(another(n) for n in order) == digest(another(n) for n in range(5))


@given(st.permutations([person(name=f"甲{n}") for n in range(4)]))
def test_the_order_of_people_does_not_matter(members: list[Member]) -> None:
    ordered = sorted(members, key=lambda member: member.person.name)
    assert digest([dossier(*members)]) == digest([dossier(*ordered)])


def test_an_organ_named_in_words_is_the_organ_named_by_code() -> None:
    by_name = dossier(place(organ="办公室"), organs=(organ(),))
    by_code = dossier(place(organ="6299250001-01"), organs=(organ(),))
    assert digest([by_name]) == digest([by_code])


def test_a_held_supervising_unit_counts_by_its_name() -> None:
    over = sound_unit(name="安澜县人民政府办公室")
    first = dossier(unit=sound_unit(supervisor="6299250077"), supervisor=over)
    second = dossier(unit=sound_unit(supervisor="安澜县人民政府办公室"))
    assert digest([first]) == digest([second])


@pytest.mark.parametrize(
    "changed",
    [
        dossier(unit=sound_unit(rank="副科级")),
        dossier(unit=sound_unit(doc_no="安编委发〔2022〕9号")),
        dossier(organs=(organ(),)),
        dossier(quotas=(Quota(UNIT.unit, "行政编制", 6),)),
        dossier(posts=(LeaderPost(UNIT.unit, "正职", 2),)),
        dossier(person(name="金强")),
        dossier(place(quota_doc="安编办函〔2015〕135号")),
        dossier(MEMBER, MEMBER),
    ],
)
def test_any_other_fact_gives_another_digest(changed: Dossier) -> None:
    assert digest([changed]).digest != digest([dossier()]).digest


def test_somebody_in_another_unit_gives_another_digest() -> None:
    here, there = another(1), another(2)
    moved = [replace(here, members=there.members), replace(there, members=here.members)]
    assert digest(moved).digest != digest([here, there]).digest


def test_rows_are_counted() -> None:
    full = dossier(MEMBER, MEMBER, organs=(InnerOrgan(OrganId("a"), UNIT.unit, "办公室"),))
    assert digest([full, another(1)]).rows == 6 + 4
