"""The definition that columns, records and the digest derive from."""

import pytest

from domain.errors import Refusal
from domain.facts import FACTS, Fact, LeaderPost, Quota, Unit, UnitId, columns, key_of, values


@pytest.mark.parametrize("kind", FACTS)
def test_a_fact_is_keyed_by_its_own_fields(kind: type[Fact]) -> None:
    assert set(kind.KEY) <= set(columns(kind))


def test_kinds_are_told_apart() -> None:
    assert len({kind.KIND for kind in FACTS}) == len(FACTS)


def test_values_stand_in_the_order_of_the_columns() -> None:
    quota = Quota(UnitId("6299250001"), "行政编制", 3, doc_no="安编发〔2026〕1号")
    assert dict(zip(columns(Quota), values(quota), strict=True)) == {
        "unit": "6299250001",
        "quota_type": "行政编制",
        "approved": 3,
        "reserved": 0,
        "frozen": 0,
        "doc_no": "安编发〔2026〕1号",
        "approved_on": "",
    }


def test_a_key_is_one_value_or_several() -> None:
    code = UnitId("6299250001")
    assert key_of(Unit)(Unit(code, "安澜县教育局")) == code
    assert key_of(LeaderPost)(LeaderPost(code, "正职", 1)) == (code, "正职")


def test_a_refusal_shows_its_code_and_keeps_its_facts_to_itself() -> None:
    refusal = Refusal("person.known", name="金强信")
    assert (str(refusal), refusal.facts) == ("person.known", {"name": "金强信"})
