"""Staged packages by the window's desk: checked, given up, remarked on from a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from desktop.exchange_desk import Silent
from domain.errors import Refusal
from domain.exchange.remarks import Remark
from domain.facts import OfficeCode
from tests.desktop.test_exchange import Offices, enrolled, offices
from tests.desktop.test_exchange_desk import desk_of
from tests.desktop.test_witness import acts

__all__ = ["enrolled", "offices"]
COUNTY = OfficeCode("629925")


def test_a_report_is_checked_before_anybody_decides_and_may_be_given_up(offices: Offices) -> None:
    report = offices.report()
    with desk_of(offices.city) as desk:
        view = desk.inspect_package(report, Silent())
        assert (view.status, desk.packages()) == ("staged", ())
        report.unlink()
        arrived = desk.check_package(Path(view.path), Silent())
        assert len(arrived.named.units) == view.counts["units"] > 0
        assert set(arrived.named.keys) == {unit.unit for unit in arrived.named.units}
        assert {found.unit for found in arrived.findings} <= {*arrived.named.keys, ""}
    with desk_of(offices.city) as desk:
        (waiting,) = desk.staged_packages()
        assert (waiting.path, waiting.sender) == (view.path, COUNTY)
        desk.discard_package(Path(waiting.path))
        assert desk.staged_packages() == ()
    assert "package.discard" in {act for act, _, _ in acts(offices.city)}
    assert list((offices.city.data / "inbox").iterdir()) == []


def test_the_units_of_an_office_below_are_known_once_it_has_reported(offices: Offices) -> None:
    report = offices.report()
    with desk_of(offices.city) as desk:
        assert desk.units_of(COUNTY).units == ()
        taken = desk.accept_package(report, Silent(), report.parent)
        assert taken.answer is not None
        assert (taken.answer.status, Path(taken.answer.path).parent) == ("written", report.parent)
        named = desk.units_of(COUNTY)
        assert len(named.units) == taken.counts["units"]
        assert all(named.keys[unit.unit] for unit in named.units)


def remarks_in(offices: Offices, path: Path) -> tuple[Remark, ...]:
    with desk_of(offices.city) as desk:
        return desk.read_remarks(path)


def book(path: Path, *rows: tuple[str | int, ...]) -> Path:
    made = Workbook()
    sheet = made.create_sheet("意见", 0)
    for row in rows:
        sheet.append(row)
    made.save(path)
    return path


def test_remarks_come_from_a_workbook_a_csv_or_json(offices: Offices, tmp_path: Path) -> None:
    wanted = (Remark(1, "缺批文", 12, "安澜县教育局"), Remark(2, "编制数不符"))
    rows = (
        ("序号", "单位", "意见", "规则号"),
        (1, "安澜县教育局", "缺批文", 12),
        (2, "", "编制数不符", ""),
    )
    assert remarks_in(offices, book(tmp_path / "意见.xlsx", *rows)) == wanted
    text = "\n".join(",".join(map(str, row)) for row in rows)
    csv = tmp_path / "意见.csv"
    for encoding in ("utf-8-sig", "gb18030"):
        csv.write_text(text, encoding=encoding)
        assert remarks_in(offices, csv) == wanted
    stated = [{"text": "缺批文", "rule": 12, "unit": "安澜县教育局"}, {"text": "编制数不符"}]
    told = tmp_path / "意见.json"
    told.write_text(json.dumps(stated), encoding="utf-8")
    assert remarks_in(offices, told) == wanted


def test_a_file_that_holds_no_remarks_is_refused(offices: Offices, tmp_path: Path) -> None:
    broken = tmp_path / "意见.json"
    broken.write_text("[", encoding="utf-8")
    wrong = book(tmp_path / "规则.xlsx", ("单位", "意见", "规则号"), ("教育局", "缺批文", "第三条"))
    other = tmp_path / "别的.csv"
    other.write_text("姓名,单位\n甲,教育局\n", encoding="utf-8")
    for path in (broken, wrong, other):
        with pytest.raises(Refusal) as caught:
            remarks_in(offices, path)
        assert caught.value.code == "package.remarks_invalid"
