"""Rules 46, 47, 48, 52 and 67: a unit and what it may fill."""

from dataclasses import replace

from domain.facts import LeaderPost, LedgerEntry, Quota
from tests.fakes.dossiers import (
    ADMIN,
    DOCUMENT,
    MEMBER,
    UNIT,
    codes,
    dossier,
    found,
    organ,
    place,
)

CODE = UNIT.unit


def entry(number: int, item: str, delta: int, doc: str = DOCUMENT) -> LedgerEntry:
    return LedgerEntry(CODE, number, "编制", item, delta, doc_no=doc)


def test_the_ledger_adds_up_over_several_entries() -> None:
    ledger = (entry(1, ADMIN, 7), entry(2, ADMIN, -2), entry(3, "正职", 1))
    assert codes(dossier(ledger=ledger)) == []


def test_a_ledger_that_does_not_add_up_is_an_error_per_item() -> None:
    wrong = found(dossier(ledger=(entry(1, ADMIN, 7),)))
    assert [(f.rule, f.facts) for f in wrong] == [
        (46, {"item": "正职", "approved": 1, "ledger": 0}),
        (46, {"item": ADMIN, "approved": 5, "ledger": 7}),
    ]


def test_places_in_the_ledger_that_no_quota_holds_are_an_error() -> None:
    sound = dossier().ledger
    [finding] = found(dossier(ledger=(*sound, entry(3, "工勤编制", 1), entry(4, "更名", 0))))
    assert finding.facts == {"item": "工勤编制", "approved": 0, "ledger": 1}


def test_a_unit_without_any_document_is_an_error() -> None:
    assert codes(dossier(unit=replace(UNIT, doc_no=""))) == ["check.47.unit"]
    assert codes(dossier(unit=replace(UNIT, doc_no="", established_doc=DOCUMENT))) == []


def test_a_ledger_entry_without_document_is_an_error() -> None:
    ledger = (entry(1, ADMIN, 5, doc=""), entry(2, "正职", 1))
    assert codes(dossier(ledger=ledger)) == ["check.47.entry"]


def test_more_people_than_places_of_a_type_is_an_error() -> None:
    full = dossier(*[MEMBER] * 3, approved=3)
    [finding] = found(dossier(*[MEMBER] * 5, approved=3))
    assert codes(full) == []
    assert finding.facts == {"quota_type": ADMIN, "approved": 3, "actual": 5, "over": 2}


def test_vacancies_of_one_type_do_not_cover_another() -> None:
    [finding] = found(dossier(place(quota_type="工勤编制")))
    assert (finding.rule, finding.facts["quota_type"], finding.facts["approved"]) == (
        48,
        "工勤编制",
        0,
    )


def test_more_leaders_than_posts_is_an_error() -> None:
    chief = place(role="部门正职领导")
    assert codes(dossier(chief)) == []
    [finding] = found(dossier(chief, chief))
    assert (finding.rule, finding.facts["over"]) == (52, 1)


def test_a_kind_of_post_that_was_never_approved_may_not_be_filled() -> None:
    [finding] = found(dossier(place(role="部门副职领导")))
    assert finding.facts == {"post_kind": "副职", "approved": 0, "filled": 1, "over": 1}


def test_a_unit_whose_posts_are_not_recorded_is_not_judged() -> None:
    bare = dossier(place(role="部门正职领导"), posts=(), ledger=(entry(1, ADMIN, 5),))
    assert codes(bare) == []


def test_leaders_of_inner_organs_are_held_to_the_organs_posts() -> None:
    inner = place(role="内设机构正职")
    closed = replace(organ(), name="旧股", status="撤销")
    assert codes(dossier(inner, organs=(organ(chiefs=1), closed))) == []
    assert codes(dossier(inner, inner, organs=(organ(chiefs=1), closed))) == ["check.52"]
    assert codes(dossier(inner, inner)) == []


def test_an_abolished_unit_holds_nothing_any_more() -> None:
    gone = replace(UNIT, status="撤销")
    nothing = dossier(unit=gone, quotas=(), posts=(), ledger=(), members=())
    places = replace(nothing, quotas=(Quota(CODE, ADMIN, 2),), ledger=(entry(1, ADMIN, 2),))
    posts = replace(nothing, posts=(LeaderPost(CODE, "正职", 1),), ledger=(entry(1, "正职", 1),))
    assert codes(nothing) == []
    assert codes(places) == ["check.67"]
    assert codes(posts) == ["check.67"]
