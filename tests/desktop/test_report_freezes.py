"""冻结上报 at the command line and at the window's desk."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from domain.errors import Refusal
from domain.facts import OfficeCode
from tests.desktop.commanding import Bianqing, init
from tests.desktop.test_exchange_desk import desk_of
from tests.desktop.test_witness import acts, entries

YEARLY = ("--from", "12-15", "--to", "01-10")
LEAVE = {"office": "629925", "until": "2027-01-05", "reason": "更正"}


@pytest.fixture
def city(tmp_path: Path) -> Bianqing:
    return init(tmp_path / "city", "6299", "安河市", "city", "--single-operator")


def test_a_city_freezes_reporting_and_lets_one_county_report(city: Bianqing) -> None:
    city.done("freeze", "reports", *YEARLY, "--reason", "年报", "--document", "安编发[2026]9号")
    allow = ("freeze", "allow", "629925", "--until", "2027-01-05", "--reason", "更正")
    held = city.done(*allow)["reporting"]
    assert held["exceptions"] == [LEAVE]
    assert held["periods"] == [
        {
            "from": "12-15", "to": "01-10", "yearly": True, "reason": "年报",
            "document": "安编发〔2026〕9号",
        }
    ]  # fmt: skip
    told = city.in_words("freeze", "list")
    assert "没有冻结期。" in told
    assert "下级上报冻结：每年 12-15 至次年 01-10  年报  安编发〔2026〕9号" in told
    assert "例外：629925 可以上报到 2027-01-05  更正" in told
    city.done("freeze", "disallow", "629925")
    city.done("freeze", "resume", *YEARLY)
    empty = {"office": "", "periods": [], "exceptions": []}
    assert city.done("freeze", "list") == {"freezes": [], "reporting": empty, "from_above": empty}
    assert city.refused("freeze", "resume", *YEARLY) == "reporting.unknown"
    late = ("freeze", "reports", "--from", "12-15", "--to", "2027-01-10", "--reason", "年报")
    assert city.refused(*late) == "reporting.period"


def test_a_county_is_told_that_it_has_nobody_to_freeze(county: Bianqing) -> None:
    assert county.refused("freeze", "reports", *YEARLY, "--reason", "x") == "reporting.county"
    allow = ("freeze", "allow", "629925", "--until", "2027-01-05", "--reason", "x")
    assert county.refused(*allow) == "reporting.county"


def test_the_window_does_the_same_and_enters_it(city: Bianqing) -> None:
    before = len(entries(city))
    with desk_of(city) as desk:
        desk.freeze_reports("12-15", "01-10", "年报", "")
        desk.allow_report(OfficeCode("629925"), date(2027, 1, 5), "更正")
        own, above = desk.report_freezes()
        assert ([freeze.reason for freeze in own.freezes], above.freezes) == (["年报"], ())
        desk.disallow_report(OfficeCode("629925"))
        desk.resume_reports("12-15", "01-10")
        with pytest.raises(Refusal) as refused:
            desk.resume_reports("12-15", "01-10")
    assert refused.value.code == "reporting.unknown"
    done = [act for act, _, _ in acts(city, before) if act.startswith("office.report")]
    assert done == [
        "office.report_freeze", "office.report_leave", "office.report_leave_end",
        "office.report_thaw", "office.report_thaw",
    ]  # fmt: skip
