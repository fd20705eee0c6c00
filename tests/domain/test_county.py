"""The county's data: from its files to what the business asks."""

import json

import pytest

from domain.codes import CodeTable
from domain.county import FILES, county_of
from domain.facts import FACTS, columns
from tests.fakes.dossiers import COUNTY_FILES, county


def test_every_file_names_its_source() -> None:
    unsourced = [
        name
        for name in FILES
        if not json.loads((COUNTY_FILES / f"{name}.json").read_text("utf-8")).get("source")
    ]
    assert unsourced == []


def test_a_missing_file_is_noticed() -> None:
    with pytest.raises(KeyError):
        county_of({})


def test_every_table_is_named_after_a_field() -> None:
    fields = {name for kind in FACTS for name in columns(kind)}
    fields |= {f"{kind.KIND}.{name}" for kind in FACTS for name in columns(kind)}
    said_by_entries = {"change"}
    named = fields | said_by_entries
    assert [name for name in county().tables if name not in named] == []


def test_every_alias_leads_to_a_label() -> None:
    astray = [
        (table.name, alias)
        for table in county().tables.values()
        for alias, label in table.aliases.items()
        if label not in table.labels or alias in table.labels
    ]
    assert astray == []


def test_no_table_has_a_label_twice() -> None:
    assert [t.name for t in county().tables.values() if len(t.choices) < len(t.labels)] == []


def test_required_fields_exist() -> None:
    known = {kind.KIND: columns(kind) for kind in FACTS}
    required = county().required
    assert [(k, n) for k, names in required.items() for n in names if n not in known[k]] == []


def test_roles_that_fill_posts_and_kinds_with_prefixes_are_in_their_tables() -> None:
    known = county()
    data = known.rule_data
    assert set(data.post_kinds) <= known.tables["role"].choices
    assert set(data.uscc_prefixes) <= known.tables["kind"].choices
    assert data.senior_levels <= known.tables["lead_level"].choices
    assert data.official_words <= set(known.tables)


def test_a_table_of_one_kind_of_fact_comes_before_the_table_of_all() -> None:
    known = county()
    assert known.table("inner_organ", "kind") is known.tables["inner_organ.kind"]
    assert known.table("unit", "kind") is known.tables["kind"]
    assert known.table("unit", "name") is None


def test_quota_types_are_found_by_label_and_by_alias() -> None:
    known = county()
    assert known.quota_label("行政编制") == "行政编制"
    assert known.quota_label("政法编制") == "政法专项编制"
    assert known.quota_label("合同制") is None
    assert known.quota_type("合同制") is None
    workers = known.quota_type("工勤编制")
    assert workers is not None
    assert workers.base == "工勤"


def test_entry_modes_say_what_they_need() -> None:
    known = county()
    veterans = known.entry_mode("军转安置")
    assert veterans is not None
    assert veterans.over_quota_with_reason
    assert known.entry_mode("顶替") is None


def test_a_table_answers_with_its_label() -> None:
    table = CodeTable("on_duty", ("是", "否"), {"在岗": "是"})
    assert [table.label_of(text) for text in ("否", "在岗", "也许")] == ["否", "是", None]
    assert CodeTable("grade", ("一级科员",), open=True).label_of("一级警长") == "一级警长"
