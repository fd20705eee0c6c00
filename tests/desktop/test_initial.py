"""初始化 over real offices: a reinstalled county gets back what it had reported."""

from __future__ import annotations

from pathlib import Path

from tests.desktop.commanding import Bianqing, init
from tests.desktop.test_exchange import enrol


def test_a_reinstalled_county_gets_back_what_it_had_reported(
    county: Bianqing, tmp_path: Path
) -> None:
    alone, stick = "--single-operator", tmp_path / "stick"
    stick.mkdir()
    province = init(tmp_path / "province", "62", "陇原省", "province", alone)
    city = init(tmp_path / "city", "6299", "安河市", "city", alone)
    enrol(city, province, tmp_path)
    enrol(county, city, tmp_path)
    create = ("package", "create", "--kind", "初始化", "--to", "629925", "--out", stick)
    assert city.refused(*create) == "initial.nothing_held"
    report = ("package", "create", "--kind", "上报", "--to", "6299", "--out", stick)
    city.done("package", "accept", county.done(*report)["path"])
    new = init(tmp_path / "new", "629925", "安澜县", "county", alone)
    enrol(new, city, tmp_path)
    made = city.done(*create)
    assert made["counts"]["persons"] == 10
    told = new.in_words("package", "accept", made["path"], "--dry-run")
    assert "单位 4 个、人员 10 人" in told
    new.done("package", "accept", made["path"])
    assert new.digest() == county.digest()
    assert new.refused("package", "accept", city.done(*create)["path"]) == "register.not_empty"
    city.done("package", "accept", new.done(*report)["path"])
