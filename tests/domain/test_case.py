"""What every kind of case must have."""

from datetime import date

import pytest

from domain.changes.ground import Ground
from domain.changes.kinds import KINDS, kind_of
from domain.documents import Document
from domain.errors import Refusal
from tests.domain.changes.grounds import (
    BEGAN,
    COUNTY,
    NOTHING,
    TODAY,
    case,
    codes,
    ground,
    newcomer,
)  # fmt: skip
from tests.fakes.dossiers import dossier, organ


def test_an_unknown_kind_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refusal) as refused:
        kind_of("机构设立申请")
    assert refused.value.code == "case.kind_unknown"
    assert refused.value.facts["kinds"] == tuple(KINDS)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"document": Document("")}, "case.document_missing"),
        ({"document": Document("县长口头同意")}, "case.document_number"),
        ({"document": Document("安编办函〔2027〕1号")}, "case.document_number"),
        ({"effective": date(2026, 11, 22)}, "case.future"),
    ],
)
def test_every_case_has_a_document_and_a_day_that_has_come(
    changes: dict[str, object], code: str
) -> None:
    assert codes(case("人员上编", newcomer(), **changes), ground()) == [("error", code)]


def test_a_post_is_examined_before_there_is_a_document() -> None:
    asked = case("职数预审", document=Document(""), entries=({"post_kind": "副职"},))
    assert "case.document_missing" not in [code for _, code in codes(asked, ground())]
    written = case("职数预审", document=Document("口头"), entries=({"post_kind": "副职"},))
    assert ("error", "case.document_number") in codes(written, ground())


def test_every_case_has_a_unit_and_people() -> None:
    nowhere = Ground(COUNTY, TODAY, BEGAN, (), None, facts=NOTHING)
    assert codes(case("人员上编"), nowhere) == [
        ("error", "case.unit_absent"), ("error", "case.nobody"),
    ]  # fmt: skip
    assert nowhere.unit_name("6299250001") == "6299250001"


def test_a_unit_is_called_by_its_name() -> None:
    assert ground(dossier(organs=(organ(),))).unit_name("6299250001") == "安澜县教育局"
