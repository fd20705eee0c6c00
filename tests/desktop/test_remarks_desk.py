"""The window's 退回, 预审反馈 and answers over real offices and real packages."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.exchange_desk import Silent
from domain.errors import Refusal
from domain.exchange.remarks import Remark, left_to_answer
from domain.exchange.shipment import PRE_AUDIT, REPORT, RETURN
from domain.facts import OfficeCode
from domain.outcomes import PackageView
from tests.desktop.commanding import Bianqing
from tests.desktop.test_exchange import Offices, enrolled, offices
from tests.desktop.test_exchange_desk import desk_of
from tests.desktop.test_witness import acts

__all__ = ["enrolled", "offices"]
FOUND = (Remark(1, "缺批文"), Remark(2, "编制数不符", 41))


def carried(office: Bianqing, sealed: PackageView | None, folder: Path) -> Path:
    assert sealed is not None
    with desk_of(office) as desk:
        return Path(desk.write_package(sealed.package, folder).path)


def answered(county: Bianqing, path: Path) -> None:
    with desk_of(county) as desk:
        taken = desk.accept_package(path, Silent())
        assert left_to_answer(desk.packages()) == 2
        assert desk.answer_remark(taken.package, 1, "已补") == (2,)
        assert desk.answer_remark(taken.package, 2, "已改") == ()


@pytest.mark.rule("77")
def test_a_report_goes_back_and_comes_again_by_the_window(offices: Offices) -> None:
    report, stick = offices.report(), offices.folder / "stick"
    with desk_of(offices.city) as desk:
        view = desk.return_package(report, FOUND, "改好再报")
        assert view.answer is not None
        assert (view.status, view.answer.kind) == ("returned", RETURN)
        with pytest.raises(Refusal) as caught:
            desk.return_package(report, FOUND, "改好再报")
        assert caught.value.code == "package.taken_before"
    answered(offices.county, carried(offices.city, view.answer, stick))
    with desk_of(offices.city) as desk:
        desk.accept_package(offices.report(), Silent())
        sealed = desk.remark_report(OfficeCode("629925"), "", FOUND, "还有两处")
    assert sealed.kind == PRE_AUDIT
    answered(offices.county, carried(offices.city, sealed, stick))
    with desk_of(offices.county) as desk:
        assert {held.facts["reason"] for held in desk.packages() if "reason" in held.facts} == {
            "改好再报",
            "还有两处",
        }
        assert desk.create_package(REPORT, (OfficeCode("6299"),), stick).counts["answer"] == 4
    told = [(act, result) for act, result, _ in acts(offices.city)]
    assert ("package.return", "拒绝") in told
