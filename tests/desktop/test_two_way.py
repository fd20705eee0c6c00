"""A county and a city by files alone: lost sticks, restored machines, remarks and their answers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.commanding import Bianqing
from tests.desktop.test_exchange import Offices, enrolled, offices

__all__ = ["enrolled", "offices"]


def states(office: Bianqing, direction: str) -> list[tuple[str, int, str]]:
    listed = office.done("package", "list")["packages"]
    return [
        (each["kind"], each["seq"], each["status"])
        for each in reversed(listed)
        if each["direction"] == direction
    ]


def report(offices: Offices) -> dict[str, Any]:
    stick = offices.folder / "stick"
    stick.mkdir(exist_ok=True)
    made: dict[str, Any] = offices.county.done(
        "package", "create", "--kind", "上报", "--to", "6299", "--out", stick
    )
    return made


def saved(office: Bianqing) -> Path:
    """Keep the data folder as it is, as an image of the disk does."""
    kept = office.data.with_name(office.data.name + "-saved")
    shutil.copytree(office.data, kept)
    return kept


def set_back(office: Bianqing, kept: Path) -> None:
    shutil.rmtree(office.data)
    shutil.copytree(kept, office.data)


def digests(offices: Offices) -> set[str]:
    own = offices.county.done("digest")["digest"]
    return {own, offices.city.done("digest", "--office", "629925")["digest"]}


def test_a_report_is_answered_by_a_receipt_that_closes_it(offices: Offices) -> None:
    made = report(offices)
    stick = Path(made["path"]).parent
    assert (made["status"], states(offices.county, "sent")) == ("written", [("上报", 1, "written")])
    taken = offices.city.done("package", "accept", made["path"], "--receipt", stick)
    receipt = Path(taken["receipt"]["path"])
    assert (taken["receipt"]["status"], receipt.parent) == ("written", stick)
    told = offices.county.done("package", "accept", receipt)
    assert [each["status"] for each in told["difference"]["verdicts"]] == ["accepted"]
    assert states(offices.county, "sent") == [("上报", 1, "accepted")]
    assert len(digests(offices)) == 1


def test_a_lost_stick_is_written_again_from_the_outbox(offices: Offices, tmp_path: Path) -> None:
    lost, second = report(offices), report(offices)
    Path(lost["path"]).unlink()
    assert offices.city.refused("package", "accept", second["path"]) == "package.gap"
    assert states(offices.city, "held") == [("上报", 2, "gap")]
    other = tmp_path / "other"
    other.mkdir()
    again = offices.county.done("package", "write", lost["id"], "--out", other)
    assert again["status"] == "written"
    Path(second["path"]).unlink()
    first = offices.city.done("package", "accept", again["path"])
    assert Path(first["waiting"]).parent == offices.city.data / "inbox"
    assert offices.city.done("package", "accept", first["waiting"])["seq"] == 2
    assert list((offices.city.data / "inbox").iterdir()) == []


def test_a_county_restored_from_an_old_image_finds_back(offices: Offices) -> None:
    offices.city.done("package", "accept", report(offices)["path"])
    kept = saved(offices.county)
    offices.city.done("package", "accept", report(offices)["path"])
    set_back(offices.county, kept)
    other = report(offices)
    assert other["seq"] == 2
    assert offices.city.refused("package", "accept", other["path"]) == "package.fork"
    (evidence,) = (offices.city.data / "quarantine").glob("*.bqp")
    assert evidence.read_bytes() == Path(other["path"]).read_bytes()
    stick = offices.folder / "stick"
    receipt = offices.city.done(
        "package", "create", "--kind", "回执", "--to", "629925", "--out", stick
    )
    offices.county.done("package", "accept", receipt["path"])
    assert ("上报", 2, "void") in states(offices.county, "sent")
    assert offices.county.refused("package", "write", other["id"], "--out", stick) == "package.void"
    assert offices.city.done("package", "accept", report(offices)["path"])["seq"] == 3
    assert len(digests(offices)) == 1


def test_a_city_restored_from_an_old_image_gets_again_what_it_lost(offices: Offices) -> None:
    offices.city.done("package", "accept", report(offices)["path"])
    kept = saved(offices.city)
    second = report(offices)
    taken = offices.city.done("package", "accept", second["path"])
    offices.county.done("package", "accept", taken["receipt"]["path"])
    set_back(offices.city, kept)
    third = report(offices)
    assert offices.city.refused("package", "accept", third["path"]) == "package.gap"
    assert offices.city.done("package", "accept", second["path"])["waiting"]
    assert offices.city.done("package", "accept", third["path"])["seq"] == 3


def test_remarks_go_down_and_their_answers_come_up(offices: Offices, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    made = report(offices)
    findings = tmp_path / "意见.json"
    findings.write_text(json.dumps([{"text": "缺批文"}, {"text": "编制数不符", "rule": 41}]))
    back = ("package", "return", made["path"], "--findings", findings, "--reason", "改好再报")
    returned = offices.city.done(*back, "--out", stick)
    assert (returned["status"], returned["receipt"]["status"]) == ("returned", "written")
    assert offices.city.refused(*back) == "package.taken_before"
    assert "此前已经退回" in offices.city.in_words("package", "accept", made["path"])
    offices.county.done("package", "accept", returned["receipt"]["path"])
    assert states(offices.county, "sent") == [("上报", 1, "returned")]
    create = ("package", "create", "--kind", "上报", "--to", "6299", "--out", stick)
    assert offices.county.refused(*create) == "package.remarks_unanswered"
    (listed,) = offices.county.done("package", "remarks")["packages"]
    assert [one["text"] for one in listed["remarks"]] == ["缺批文", "编制数不符"]
    assert listed["about"]["reason"] == "改好再报"
    for number in (1, 2):
        answer = ("package", "answer", listed["id"], number, "--text", f"已补正 {number}")
        assert offices.county.done(*answer)["left"] == [2][: 2 - number]
    assert "已补正 1" in offices.county.in_words("package", "remarks", "--id", listed["id"])
    again = offices.county.done(*create)
    assert again["counts"]["answer"] == 2
    assert offices.city.done("package", "accept", again["path"])["status"] == "accepted"
    assert len(digests(offices)) == 1
    remark = ("package", "remark", "629925", "--findings", findings, "--out", stick)
    told = offices.city.done(*remark)
    assert (told["kind"], told["counts"]) == ("预审反馈", {"remark": 2})
    assert offices.county.done("package", "accept", told["path"])["kind"] == "预审反馈"


@pytest.mark.parametrize("text", ["{}", "[", '[{"text": ""}]', '[{"more": 1, "text": "x"}]'])
def test_a_file_of_remarks_that_is_none_changes_nothing(
    offices: Offices, tmp_path: Path, text: str
) -> None:
    made, findings = report(offices), tmp_path / "f.json"
    findings.write_text(text)
    back = ("package", "return", made["path"], "--findings", findings)
    assert offices.city.refused(*back) == "package.remarks_invalid"
    assert states(offices.city, "accepted") == []


def test_a_medium_that_takes_nothing_leaves_the_package_in_the_outbox(offices: Offices) -> None:
    stick = offices.folder / "stick"
    stick.mkdir()
    first = report(offices)
    kept = Path(first["path"])
    kept.write_bytes(b"something else")
    refusal = offices.county.refused("package", "write", first["id"], "--out", stick)
    assert refusal == "stick.other_file"
    assert kept.read_bytes() == b"something else"
    (outbox,) = (offices.county.data / "outbox").iterdir()
    outbox.unlink()
    refusal = offices.county.refused("package", "write", first["id"], "--out", stick)
    assert refusal == "package.not_in_outbox"


def test_a_data_folder_that_was_moved_finds_what_it_keeps(offices: Offices) -> None:
    made, second = report(offices), report(offices)
    assert offices.city.refused("package", "accept", second["path"]) == "package.gap"
    county = Bianqing(offices.county.data.rename(offices.folder / "elsewhere"))
    city = Bianqing(offices.city.data.rename(offices.folder / "another"))
    stick = offices.folder / "second stick"
    stick.mkdir()
    again = county.done("package", "write", made["id"], "--out", stick)
    waiting = city.done("package", "accept", again["path"])["waiting"]
    assert Path(waiting).parent == city.data / "inbox"
    assert city.done("package", "accept", waiting)["seq"] == 2
