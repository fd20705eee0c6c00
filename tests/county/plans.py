"""Which units the invented county has, and how large each is planned."""

from collections.abc import Iterator
from dataclasses import dataclass

COUNTY = "安澜县"
ADMIN = "行政编制"
JUSTICE = "政法专项编制"
SERVICE = "工勤编制"
FULL = "全额事业编制"
PARTIAL = "差额事业编制"
MANAGED = "参公事业编制"
TOWNS = (
    "青石镇", "柳湾镇", "石桥镇", "双泉镇", "白塔镇", "古城镇", "河源镇", "平川镇", "枣林镇",
    "松岭乡", "沙沟乡", "云台乡", "月牙乡", "新营乡", "杏花乡", "北塬乡",
)  # fmt: skip
_PARTY = (
    ("纪委监委", 34), ("委办公室", 26), ("委组织部", 24), ("委宣传部", 16), ("委统战部", 12),
    ("委政法委员会", 14), ("委机构编制委员会办公室", 12), ("直属机关工作委员会", 7),
    ("委巡察工作领导小组办公室", 13), ("委社会工作部", 9),
)  # fmt: skip
_BUREAUS = (
    ("发展和改革局", 28), ("教育局", 32), ("科学技术局", 12), ("工业和信息化局", 18),
    ("民族宗教事务局", 9), ("公安局", 230), ("民政局", 22), ("司法局", 42), ("财政局", 40),
    ("人力资源和社会保障局", 34), ("自然资源局", 36), ("住房和城乡建设局", 30),
    ("交通运输局", 26), ("水务局", 24), ("农业农村局", 38), ("商务局", 16),
    ("文体广电和旅游局", 22), ("卫生健康局", 26), ("退役军人事务局", 14), ("应急管理局", 24),
    ("审计局", 20), ("市场监督管理局", 88), ("统计局", 15), ("医疗保障局", 16),
    ("林业和草原局", 24),
)  # fmt: skip
_MASS = (
    ("总工会", 10), ("妇女联合会", 7), ("科学技术协会", 6), ("文学艺术界联合会", 5),
    ("残疾人联合会", 9), ("红十字会", 5), ("工商业联合会", 6),
)  # fmt: skip
_SCHOOLS = (
    ("第一中学", 250), ("第二中学", 210), ("第三中学", 160), ("职业技术学校", 130),
    ("实验小学", 130), ("第一小学", 120), ("第二小学", 105), ("第三小学", 90),
    ("第一幼儿园", 52), ("第二幼儿园", 46), ("特殊教育学校", 34),
)  # fmt: skip
_HEALTH = (
    ("人民医院", 480, PARTIAL), ("中医医院", 240, PARTIAL), ("妇幼保健院", 120, PARTIAL),
    ("疾病预防控制中心", 70, FULL),
)  # fmt: skip
_CENTRES = (
    ("社会保险服务中心", 42, MANAGED, "人力资源和社会保障局", "office"),
    ("就业服务中心", 24, MANAGED, "人力资源和社会保障局", "office"),
    ("农业技术推广中心", 58, FULL, "农业农村局", "field"),
    ("水利工程服务中心", 46, FULL, "水务局", "field"),
    ("不动产登记服务中心", 26, FULL, "自然资源局", "office"),
    ("图书馆", 16, FULL, "文体广电和旅游局", "office"),
    ("文化馆", 22, FULL, "文体广电和旅游局", "office"),
    ("公路养护服务中心", 54, PARTIAL, "交通运输局", "field"),
    ("国有林场", 38, PARTIAL, "林业和草原局", "field"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """One unit before it has people. `size` is a relative head count, `trade` what it does."""

    name: str
    kind: str
    series: str
    main: str
    size: int
    supervisor: str = ""
    rank: str = "正科级"
    trade: str = "office"
    chief: str = "局长"
    chiefs: int = 1
    section: str = "三、政府系统"

    @property
    def civil(self) -> bool:
        """Whether its people are civil servants or managed like them."""
        return self.main in (ADMIN, JUSTICE, MANAGED)


def plans(units: int) -> list[UnitPlan]:
    """Return that many units in the order of the ledger; beyond the county's own come villages."""
    every = [*_party(), *_assemblies(), *_government(), *_courts(), *_mass(), *_towns()]
    every += [*_institutions(), *_villages(max(0, units - len(every)))]
    return every[:units]


def _party() -> Iterator[UnitPlan]:
    for name, size in _PARTY:
        full = f"中共{COUNTY}{name}" if name.startswith("委") else f"{COUNTY}{name}"
        chief = "部长" if name.endswith("部") else "书记" if name.endswith("员会") else "主任"
        section = "一、党委系统"
        yield UnitPlan(full, "行政机构", "党委", ADMIN, size, chief=chief, section=section)
    yield UnitPlan(
        f"中共{COUNTY}委党校", "参公事业单位", "党委", MANAGED, 24,
        supervisor=f"中共{COUNTY}委组织部", chief="校长", section="一、党委系统",
    )  # fmt: skip


def _assemblies() -> Iterator[UnitPlan]:
    section = "二、人大、政协系统"
    for name, series in (("人民代表大会常务委员会办公室", "人大"), ("政协办公室", "政协")):
        full = f"{COUNTY}{name}"
        yield UnitPlan(full, "行政机构", series, ADMIN, 18, chief="主任", section=section)


def _government() -> Iterator[UnitPlan]:
    yield UnitPlan(f"{COUNTY}人民政府办公室", "行政机构", "政府", ADMIN, 34, chief="主任")
    for name, size in _BUREAUS:
        main = JUSTICE if name in ("公安局", "司法局") else ADMIN
        yield UnitPlan(f"{COUNTY}{name}", "行政机构", "政府", main, size)


def _courts() -> Iterator[UnitPlan]:
    for name, series, chief, size in (
        ("人民法院", "法院", "院长", 76),
        ("人民检察院", "检察院", "检察长", 58),
    ):
        yield UnitPlan(
            f"{COUNTY}{name}",
            "行政机构",
            series,
            JUSTICE,
            size,
            chief=chief,
            section="四、法院、检察院",
        )


def _mass() -> Iterator[UnitPlan]:
    for name, size in _MASS:
        full = f"{COUNTY}{name}"
        section = "五、群众团体"
        yield UnitPlan(full, "群团机关", "群众团体", ADMIN, size, chief="主席", section=section)


def _towns() -> Iterator[UnitPlan]:
    for number, town in enumerate(TOWNS):
        name = f"{COUNTY}{town}人民政府"
        yield UnitPlan(
            name, "乡镇街道", "乡镇", ADMIN, 52 - 2 * number,
            chief=f"{town[-1]}长", chiefs=2, section="六、乡镇",
        )  # fmt: skip


def _institutions() -> Iterator[UnitPlan]:
    education, health = f"{COUNTY}教育局", f"{COUNTY}卫生健康局"
    for name, size in _SCHOOLS:
        chief = "园长" if name.endswith("园") else "校长"
        yield _institution(f"{COUNTY}{name}", FULL, size, education, "school", chief)
    for town in TOWNS[:10]:
        yield _institution(f"{COUNTY}{town}中心小学", FULL, 88, education, "school", "校长")
    for name, size, main in _HEALTH:
        yield _institution(f"{COUNTY}{name}", main, size, health, "health", "院长")
    for town in TOWNS[:6]:
        yield _institution(f"{COUNTY}{town}中心卫生院", PARTIAL, 44, health, "health", "院长")
    for name, size, main, bureau, trade in _CENTRES:
        yield _institution(f"{COUNTY}{name}", main, size, f"{COUNTY}{bureau}", trade, "主任")
    for number, town in enumerate(TOWNS):
        government = f"{COUNTY}{town}人民政府"
        name = f"{COUNTY}{town}综合服务中心"
        yield _institution(name, FULL, 44 - number, government, "field", "主任")


def _villages(count: int) -> Iterator[UnitPlan]:
    for number in range(count):
        town, village = TOWNS[number % len(TOWNS)], "东南西北上下前后"[number // 16 % 8]
        name = f"{COUNTY}{town}{village}川第{number // 128 + 1}小学"
        yield _institution(name, FULL, 30, f"{COUNTY}教育局", "school", "校长")


def _institution(  # noqa: PLR0917 - one line per unit
    name: str, main: str, size: int, supervisor: str, trade: str, chief: str
) -> UnitPlan:
    return UnitPlan(
        name,
        "参公事业单位" if main == MANAGED else "事业单位",
        "乡镇" if supervisor.endswith("人民政府") else "政府",
        main,
        size,
        supervisor,
        "副科级" if main == MANAGED or size > 200 else "股级",
        trade,
        chief,
        section="七、事业单位",
    )
