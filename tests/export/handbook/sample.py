"""An invented unit with people whose names are hard to print."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from domain.dates import PartialDate
from domain.dossier import Dossier, Member
from domain.facts import (
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
from domain.handbook import HandbookContent, Movement, compose
from domain.identity import id_check_holds
from export.handbook.forms import load_forms
from export.handbook.furniture import Stamp

RESOURCES = Path(__file__).parents[3] / "resources"
FONTS = RESOURCES / "fonts"
FORMS = load_forms(RESOURCES / "forms" / "handbook.json", "安澜县")
STAMP = Stamp(datetime(2026, 11, 21, 10, 32, 5, tzinfo=timezone(timedelta(hours=8))), "经办001")
UNIT = UnitId("6299250012")
DAY = date(2026, 11, 21)
FIRST = PartialDate("2021-03-05")
RARE_NAMES = (
    "䶮守正", "㛃文", "李𬭎", "王𬬭", "赵𫖯", "孙𠅤", "周𬱖", "吴𫍯", "郑𩽾", "冯𬸚",
    "买买提·吐尔逊", "阿卜杜热合曼·阿卜杜拉·伊明", "欧阳承志", "尼玛次仁·多吉",
)  # fmt: skip
PLAIN_NAMES = (
    "张伟民",
    "李静",
    "王国庆",
    "刘洋",
    "陈秀英",
    "杨建国",
    "黄丽",
    "赵军",
    "周敏",
    "吴涛",
)


def unit() -> Unit:
    return Unit(
        UNIT,
        "安澜县发展和改革局",
        other_names="安澜县粮食和物资储备局、安澜县国防动员办公室",
        kind="行政机构",
        rank="正科级",
        nature="国家机关",
        category="政府工作部门",
        series="政府",
        uscc="11629925MB0X12345K",
        funding="全额拨款",
        doc_no="安编委发〔2021〕8号",
        approved_on=PartialDate("2021-03-05"),
        established_on=PartialDate("1984-05"),
        established_doc="安委发〔1984〕12号",
        inner_count=6,
        duties=(
            "（一）拟订并组织实施全县国民经济和社会发展战略、中长期规划和年度计划。\n"
            "（二）提出加快建设现代化经济体系、推动高质量发展的总体目标、重大任务以及相关政策。\n"
            "（三）监测预测预警全县经济和社会发展态势趋势，提出调节建议。\n"
            "（四）负责投资综合管理，拟订全县固定资产投资总规模、结构调控目标和政策。\n"
            "（五）承担粮食和物资储备管理责任，落实粮食安全党政同责要求。\n"
            "（六）完成县委、县政府交办的其他任务。"
        ),
        address="安澜县城关镇人民路１号",
        head="欧阳承志",
        contact="0999-6299250",
    )


def organs() -> tuple[InnerOrgan, ...]:
    names = ("办公室", "综合规划股", "固定资产投资股", "价格和收费管理股", "粮食和物资储备股",
             "国防动员和能源股（重点项目办公室）")  # fmt: skip
    return tuple(
        InnerOrgan(
            OrganId(f"{UNIT}-{at}"),
            UNIT,
            name,
            rank="股级",
            quota=0 if at % 2 else 3,
            chiefs=1,
            deputies=at % 2,
            doc_no="安编委发〔2021〕8号",
            approved_on=PartialDate("2021-03-05"),
            order=at,
        )
        for at, name in enumerate(names, 1)
    )


def ledger() -> tuple[LedgerEntry, ...]:
    first = {"doc_no": "安编委发〔2021〕8号", "approved_on": PartialDate("2021-03-05")}
    later = {"doc_no": "安编办函〔2024〕117号", "approved_on": PartialDate("2024-09-12")}
    rows: Sequence[tuple[str, str, int, str, dict[str, str], str]] = (
        ("编制", "行政编制", 20, "编制核定", first, "“三定”规定核定行政编制20名"),
        ("编制", "工勤编制", 3, "编制核定", first, "“三定”规定核定工勤编制3名"),
        ("领导职数", "正职", 1, "职数核定", first, "核定局长1名"),
        ("领导职数", "副职", 3, "职数核定", first, "核定副局长3名"),
        ("编制", "行政编制", 2, "编制增加", later, "因职能划入增加行政编制2名"),
        ("编制", "工勤编制", -1, "编制减少", later, "收回空缺工勤编制1名"),
        ("领导职数", "副职", 1, "职数调整", later, "增加副局长职数1名（兼国防动员办公室主任）"),
        ("机构", "", 0, "机构挂牌", later, "加挂安澜县国防动员办公室牌子"),
    )
    return tuple(
        LedgerEntry(
            UNIT,
            at,
            subject,
            item,
            delta,
            kind,
            ground["doc_no"],
            PartialDate(ground["approved_on"]),
            text,
        )
        for at, (subject, item, delta, kind, ground, text) in enumerate(rows, 1)
    )


def id_number(body: str) -> str:
    """Return the body with the check character that belongs to it."""
    return next(body + check for check in "0123456789X" if id_check_holds(body + check))


def member(at: int, name: str) -> Member:
    birth = f"19{70 + at % 30:02d}-{at % 12 + 1:02d}-{at % 28 + 1:02d}"
    person = Person(
        PersonId(at),
        name,
        id_number(f"629925{birth.replace('-', '')}{at % 1000:03d}"),
        "男" if at % 2 else "女",
        PartialDate(birth[:7]),
        ("汉族", "维吾尔族", "藏族", "土家族")[at % 4 if at % 3 else 0],
        politics=("中共党员", "群众", "中共预备党员")[at % 3],
        work_start=PartialDate("2008-07"),
        education=("大学本科", "硕士研究生", "大学专科")[at % 3],
        degree=("学士", "硕士", "无")[at % 3],
    )
    leads = at <= 4
    place = Occupancy(
        person.person,
        UNIT,
        "工勤编制" if at > 28 else "行政编制",
        organ="" if leads else f"{UNIT}-{at % 6 + 1}",
        funding="全额拨款",
        post_class="工勤技能岗位" if at > 28 else "行政管理岗位",
        position="党组书记、局长" if at == 1 else "党组成员、副局长" if leads else "科员",
        lead_level="乡科级正职" if at == 1 else "乡科级副职" if leads else "",
        grade="二级主任科员" if at % 3 else "四级主任科员",
        entry_mode=("公务员考录", "转任", "军转安置")[at % 3],
        quota_since=PartialDate(f"2013-0{at % 9 + 1}-1{at % 9}"),
        quota_doc=f"安编办函〔2013〕{100 + at}号",
        slot_no=f"2013-{at:05d}" if at % 4 == 0 else "",
        on_duty="否" if at == 9 else "是",
        off_duty_reason="长期病假" if at == 9 else "",
        order=at,
    )
    return Member(person, place)


def dossier(people: int = 30, extra_names: Sequence[str] = ()) -> Dossier:
    names = (*RARE_NAMES, *extra_names)
    chosen = [
        names[at] if at < len(names) else PLAIN_NAMES[at % len(PLAIN_NAMES)] for at in range(people)
    ]
    doc, day = "安编办函〔2024〕117号", PartialDate("2024-09-12")
    return Dossier(
        DAY,
        unit(),
        organs(),
        (
            Quota(UNIT, "行政编制", 22, doc_no=doc, approved_on=day),
            Quota(UNIT, "工勤编制", 2, doc_no=doc, approved_on=day),
        ),
        (
            LeaderPost(UNIT, "正职", 1, "正科级", "局长", doc, day),
            LeaderPost(UNIT, "副职", 4, "副科级", "副局长", doc, day),
        ),
        ledger(),
        tuple(member(at, name) for at, name in enumerate(chosen, 1)),
        Unit(UnitId("6299250001"), "安澜县人民政府"),
    )


def movements() -> tuple[Movement, ...]:
    return (
        Movement(
            date(2023, 8, 1),
            "李𬭎",
            "增",
            "公务员考录",
            "2023年度四级联考",
            "安编办函〔2023〕45号",
            29,
        ),
        Movement(date(2024, 1, 15), "马占山", "减", "退休", "", "安人社退〔2024〕3号", 28),
        Movement(
            date(2025, 6, 30),
            "阿卜杜热合曼·阿卜杜拉·伊明",
            "增",
            "转任",
            "安澜县农业农村局",
            "安编办函〔2025〕88号",
            30,
        ),
    )


def content(people: int = 30, extra_names: Sequence[str] = ()) -> HandbookContent:
    return compose(dossier(people, extra_names), movements(), FORMS)
