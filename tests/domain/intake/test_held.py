"""What an import may add to somebody the register already holds."""

from domain.dates import PartialDate
from domain.facts import PersonId
from domain.intake.held import PERSON_KEYS, completed, differing_keys
from tests.fakes.facts import person

HELD = person(1, "金强信", sex="男", birth="1987-04-12", work_start="2009-07", education="中专")


def test_a_contradiction_is_named_field_by_field() -> None:
    stated = person(1, "金强信", sex="女", birth="1987-05", work_start="2009-07-01")
    assert differing_keys(HELD, stated, PERSON_KEYS) == ("sex", "birth")


def test_what_either_side_leaves_empty_contradicts_nothing() -> None:
    assert differing_keys(HELD, person(1, "金强信"), PERSON_KEYS) == ()
    assert differing_keys(person(1, "金强信"), HELD, PERSON_KEYS) == ()


def test_a_sheet_completes_what_is_held_in_its_own_columns() -> None:
    stated = person(2, "金强信", education="大学本科", degree="学士", politics="群众")
    merged = completed(HELD, stated, frozenset({"person", "education", "degree"}))
    assert (merged.education, merged.degree, merged.politics) == ("大学本科", "学士", "")
    assert merged.person == PersonId(1)


def test_empty_cells_and_coarser_dates_change_nothing() -> None:
    stated = person(1, "金强信", birth="1987-04", education="")
    fields = frozenset({"birth", "education", "sex"})
    assert completed(HELD, stated, fields) is HELD


def test_a_finer_or_other_date_is_news() -> None:
    stated = person(1, "金强信", work_start="2009-07-15")
    fields = frozenset({"work_start"})
    assert completed(HELD, stated, fields).work_start == PartialDate("2009-07-15")
    other = person(1, "金强信", work_start="2010")
    assert completed(HELD, other, fields).work_start == "2010"
