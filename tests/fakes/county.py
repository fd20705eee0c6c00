"""An invented county of 120 units and 6,000 people, the same in every run."""

from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from random import Random

from domain.dates import PartialDate
from domain.dossier import Dossier, Member
from domain.facts import (
    CHIEF,
    DEPUTY,
    InnerOrgan,
    LeaderPost,
    LedgerEntry,
    Occupancy,
    OrganId,
    Person,
    PersonId,
    Quota,
    Unit,
    UnitId,
)
from domain.identity import birth_of, sex_of

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英玉兰文辉建华国庆春梅晓燕海龙志远思源雨桐"
BUREAUS = [
    "发展和改革局",
    "教育局",
    "科技和工业信息化局",
    "公安局",
    "民政局",
    "司法局",
    "财政局",
    "人力资源和社会保障局",
    "自然资源局",
    "住房和城乡建设局",
    "交通运输局",
    "水务局",
    "农业农村局",
    "商务局",
    "文化体育和旅游局",
    "卫生健康局",
    "退役军人事务局",
    "应急管理局",
    "审计局",
    "市场监督管理局",
    "统计局",
    "医疗保障局",
    "信访局",
    "林业和草原局",
    "乡村振兴局",
]
CENTRES = [
    "综合服务中心",
    "信息中心",
    "执法队",
    "培训中心",
    "第一中学",
    "第二中学",
    "第一小学",
    "幼儿园",
    "人民医院",
    "中医医院",
    "文化馆",
    "图书馆",
]
INITIALS = {"教育局": "jyj", "财政局": "czj", "民政局": "mzj", "公安局": "gaj", "审计局": "sjj"}
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(random: Random, year: int) -> str:
    """Return a sound number of the area code 629925, which no county bears."""
    body = f"629925{year}{random.randint(1, 12):02}{random.randint(1, 28):02}"
    body += f"{random.randint(1, 999):03}"
    total = sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


@dataclass
class County:
    """The invented county; tests may change it."""

    units: list[Unit] = field(default_factory=list)
    quotas: dict[UnitId, tuple[Quota, ...]] = field(default_factory=dict)
    members: list[Member] = field(default_factory=list)
    _by_unit: dict[UnitId, list[Member]] = field(default_factory=dict)
    _indexed: int = -1

    def dossier(self, unit: UnitId, day: date) -> Dossier:
        found = self.unit(unit)
        return Dossier(
            day,
            found,
            organs=tuple(
                InnerOrgan(OrganId(f"{unit}-{n}"), unit, name, rank="正股级", quota=3, chiefs=1)
                for n, name in enumerate(("办公室", "政策法规股", "业务一股", "业务二股"), 1)
            ),
            quotas=self.quotas[unit],
            posts=(LeaderPost(unit, CHIEF, 1, "正科级"), LeaderPost(unit, DEPUTY, 3, "副科级")),
            ledger=(
                LedgerEntry(
                    unit,
                    1,
                    "编制",
                    self.quotas[unit][0].quota_type,
                    self.quotas[unit][0].approved,
                    "核定",
                    "安编发〔2019〕3号",
                    PartialDate("2019-03-15"),
                    "机构改革核定编制",
                ),
            ),
            members=tuple(self.members_of(unit)),
            supervisor=next((u for u in self.units if u.unit == found.supervisor), None),
        )

    def members_of(self, unit: UnitId) -> list[Member]:
        if self._indexed != len(self.members):
            self._by_unit = {}
            for member in self.members:
                self._by_unit.setdefault(member.place.unit, []).append(member)
            self._indexed = len(self.members)
        return self._by_unit.get(unit, [])

    def unit(self, unit: UnitId) -> Unit:
        return next(u for u in self.units if u.unit == unit)


def _unit(number: int, name: str, series: str, supervisor: str = "") -> Unit:
    return Unit(
        UnitId(f"629925{number:04}"),
        f"安澜县{name}",
        short_name=name,
        kind="行政机关" if series == "政府工作部门" else "事业单位",
        rank="正科级" if not supervisor else "股级",
        nature="行政机关" if not supervisor else "公益一类",
        series=series,
        supervisor=supervisor,
        uscc="11629925MB0000000X",
        funding="财政拨款",
        doc_no="安编发〔2019〕3号",
        approved_on=PartialDate("2019-03-15"),
        established_on=PartialDate("2019-03"),
        inner_count=4,
        duties="贯彻执行国家和省、市有关方针政策和法律法规；拟订全县有关规划并组织实施；承担本领域行政管理、"
        "监督检查和公共服务工作；完成县委、县政府交办的其他任务。",
        address="安澜县中山路18号",
        order=number,
    )


def build_county(people: int = 6000, units: int = 120) -> County:
    """Return the county; `people` and `units` may be fewer for quick tests."""
    random = Random(7)  # noqa: S311 - invented data, not a secret
    county = County()
    for number in range(1, units + 1):
        if number <= len(BUREAUS):
            county.units.append(_unit(number, BUREAUS[number - 1], "政府工作部门"))
        elif number <= len(BUREAUS) + 15:
            town = (
                f"{'安清石龙凤新平河东西南北上下'[number % 14]}{'河山泉岭'[number % 4]}镇人民政府"
            )
            county.units.append(_unit(number, town, "乡镇街道"))
        else:
            parent = county.units[number % len(BUREAUS) % len(county.units)]
            name = f"{parent.short_name}{CENTRES[number % len(CENTRES)]}"
            county.units.append(_unit(number, name, "事业单位", parent.unit))
    cuts = sorted(random.sample(range(1, people), units - 1))
    for unit, (start, end) in zip(county.units, pairwise([0, *cuts, people]), strict=True):
        _fill(county, unit, end - start, random, start)
    return county


def _fill(county: County, unit: Unit, count: int, random: Random, first: int) -> None:
    main = "行政编制" if unit.kind == "行政机关" else "全额事业编制"
    approved = max(count - 2 if random.random() < 0.07 else count + random.randint(0, 5), 1)
    county.quotas[unit.unit] = (
        Quota(unit.unit, main, approved, doc_no="安编发〔2019〕3号"),
        Quota(unit.unit, "工勤编制", 2, doc_no="安编发〔2019〕3号"),
    )
    for number in range(first, first + count):
        id_no = id_number(random, random.randint(1964, 2002))
        name = random.choice(SURNAMES) + "".join(random.choices(GIVEN, k=random.randint(1, 2)))
        person = Person(
            PersonId(number + 1),
            name,
            id_no,
            sex_of(id_no),
            birth_of(id_no),
            nation="汉族",
            politics="中共党员",
            work_start=PartialDate(f"{int(id_no[6:10]) + 22}-07"),
            education="大学本科",
            degree="学士",
        )
        place = Occupancy(
            person.person,
            unit.unit,
            main,
            post_class="行政管理岗位" if main == "行政编制" else "专业技术岗位",
            role=CHIEF if number == first else "",
            position="局长" if number == first else "科员",
            entry_mode="公务员考录",
            quota_since=PartialDate(f"{int(id_no[6:10]) + 23}-08"),
            order=number,
        )
        county.members.append(Member(person, place))


def without_people(county: County) -> County:
    """Return the same units with nobody in them."""
    return replace(county, members=[])
