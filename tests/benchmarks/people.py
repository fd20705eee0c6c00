"""A register of any size for measuring: invented units and people, a few of them faulty."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from random import Random

from domain.county import FILES, county_of
from domain.dates import PartialDate
from domain.dossier import Dossier, Member
from domain.facts import (
    LeaderPost,
    LedgerEntry,
    Occupancy,
    OfficeCode,
    Person,
    PersonId,
    Quota,
    Unit,
    UnitId,
)
from domain.finding import Context
from domain.identity import id_check_holds, uscc_is_sound
from domain.register import Sighting

PEOPLE = 20_000
DAY = date(2026, 11, 21)
_COUNTY = Path(__file__).parents[2] / "resources" / "county"
_UNIT_SIZE = 35
_FAULTY = 0.005
_FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
_GIVEN = "安邦昌达恩富光海嘉康良明宁平庆荣善泰文祥兴雅英泽"


def context(units: Sequence[Unit]) -> Context:
    """Return what the rules look at, with the county of the program's own resources."""
    county = county_of({name: json.loads((_COUNTY / f"{name}.json").read_text()) for name in FILES})
    return Context(DAY, county, date(2021, 1, 1), {unit.unit: unit for unit in units})


def dossiers(people: int, seed: int = 1) -> Iterator[Dossier]:
    """Yield dossiers of some 35 people each; about one person in 200 has something wrong."""
    chance = Random(seed)  # noqa: S311 - the same people in every run
    for start in range(0, people, _UNIT_SIZE):
        size = min(_UNIT_SIZE, people - start)
        yield _dossier(chance, start // _UNIT_SIZE + 1, range(start + 1, start + size + 1))


def sightings(register: Sequence[Dossier]) -> list[Sighting]:
    """Return where everybody stands, sorted by ID number as a register streams it."""
    office = OfficeCode("629925")
    return sorted(
        (
            Sighting(m.person.id_no, m.person.name, office, d.unit.unit, m.person.person)
            for d in register
            for m in d.members
        ),
        key=lambda seen: seen.id_no,
    )


def _dossier(chance: Random, number: int, people: range) -> Dossier:
    code = UnitId(f"629925{number:04d}")
    doc, day = f"安编委发〔2022〕{number}号", PartialDate("2022-03-04")
    approved = len(people) + chance.choice((0, 1, 2, 3)) - (chance.random() < _FAULTY)
    unit = Unit(
        code,
        f"安澜县第{number}服务中心",
        kind="事业单位",
        rank="正股级",
        series="政府",
        uscc=_uscc(number),
        funding="全额拨款",
        doc_no=doc,
        approved_on=day,
    )
    return Dossier(
        DAY,
        unit,
        quotas=(Quota(code, "全额事业编制", approved, doc_no=doc, approved_on=day),),
        posts=(LeaderPost(code, "正职", 1, doc_no=doc, approved_on=day),),
        ledger=(
            LedgerEntry(code, 1, "编制", "全额事业编制", approved, doc_no=doc, approved_on=day),
            LedgerEntry(code, 2, "职数", "正职", 1, doc_no=doc, approved_on=day),
        ),
        members=tuple(_member(chance, code, person, person == people[0]) for person in people),
    )


def _member(chance: Random, unit: UnitId, number: int, first: bool) -> Member:  # noqa: FBT001 - private
    woman = chance.random() < 0.45
    year, month = chance.randint(1967, 2003), chance.randint(1, 12)
    id_no = _id_number(chance, year, month, woman=woman)
    born = PartialDate(f"{year}-{month:02d}")
    began = PartialDate(f"{year + chance.randint(19, 22)}-07")
    if chance.random() < _FAULTY:
        born = PartialDate(f"{year}-{month % 12 + 1:02d}")
    if chance.random() < _FAULTY:
        id_no = id_no[:17] + ("1" if id_no[17] != "1" else "2")
    name = chance.choice(_FAMILY) + "".join(chance.choices(_GIVEN, k=2))
    person = Person(
        PersonId(number),
        name,
        id_no,
        sex="女" if woman else "男",
        birth=born,
        nation=chance.choice(("汉族", "汉族", "汉族", "回族", "藏族")),
        native_place="甘肃安澜",
        politics=chance.choice(("中共党员", "群众", "共青团员")),
        work_start=began,
        education=chance.choice(("大学本科", "大学专科", "中专", "硕士研究生")),
        degree=chance.choice(("学士", "无", "硕士")),
        school="西北某大学",
    )
    place = Occupancy(
        PersonId(number),
        unit,
        "全额事业编制",
        funding="全额拨款",
        post_class=chance.choice(("专业技术岗位", "专业技术岗位", "行政管理岗位")),
        role="部门正职领导" if first else "非领导人员",
        position="专业技术人员",
        entry_mode=chance.choice(("事业单位招聘", "调入", "人才引进", "机构划转")),
        quota_since=PartialDate(f"{began}-{chance.randint(1, 28):02d}"),
        quota_doc=f"安编办函〔{began[:4]}〕{chance.randint(1, 300)}号",
    )
    return Member(person, place)


def _id_number(chance: Random, year: int, month: int, *, woman: bool) -> str:
    order = chance.randrange(0, 998, 2) + (0 if woman else 1)
    body = f"6299{chance.choice(('01', '02', '21', '25'))}{year}{month:02d}01{order:03d}"
    return next(body + check for check in "0123456789X" if id_check_holds(body + check))


def _uscc(number: int) -> str:
    body = f"12629925{number:09d}"
    return next(
        body + check for check in "0123456789ABCDEFGHJKLMNPQRTUWXY" if uscc_is_sound(body + check)
    )
