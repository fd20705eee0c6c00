"""A county of four units and ten people, as workbooks with a title, a date and a merged head."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tests.desktop.commanding import ids

BEGAN = "2026-10-31"
EDUCATION, FINANCE = "安澜县教育局", "安澜县财政局"
SCHOOL, LIBRARY = "安澜县第一小学", "安澜县图书馆"

# name, supervisor, kind, rank, funding, 行政编制, 工勤编制, 全额事业编制, 正职, 副职
UNITS: tuple[tuple[Any, ...], ...] = (
    (EDUCATION, None, "行政机构", "正科级", "全额拨款", 4, 1, None, 1, 2),
    (FINANCE, None, "行政机构", "正科级", "全额拨款", 2, None, None, 1, 1),
    (SCHOOL, EDUCATION, "事业单位", "股级", "全额拨款", None, None, 5, 1, 1),
    (LIBRARY, None, "事业单位", "股级", "全额拨款", None, None, 2, 1, None),
)
PERSON_HEAD = (
    "序号", "单位", "姓名", "性别", "身份证号", "出生年月", "民族", "参加工作时间", "职务",
    "人员分类", "岗位类别", "编制类型", "进入形式", "入编时间",
)  # fmt: skip
OFFICER, TEACHER = "行政管理岗位", "专业技术岗位"


def person(
    unit: str, name: str, born: str, quota_type: str = "行政编制", post: str = OFFICER
) -> dict[str, Any]:
    """Return a row of the roster; `born` yyyymmdd followed by three digits of order."""
    number = ids(f"629925{born}")
    return {
        "单位": unit, "姓名": name, "性别": "男" if int(number[16]) % 2 else "女",
        "身份证号": number, "出生年月": f"{born[:4]}.{born[4:6]}", "民族": "汉",
        "参加工作时间": f"{int(born[:4]) + 22}-08", "职务": "科员", "人员分类": "非领导人员",
        "岗位类别": post, "编制类型": quota_type, "进入形式": "公务员考录",
        "入编时间": f"{int(born[:4]) + 23}-09-01",
    }  # fmt: skip


PEOPLE: tuple[dict[str, Any], ...] = (
    person(EDUCATION, "安一", "19850312011"),
    person(EDUCATION, "安二", "19900412022"),
    person(EDUCATION, "安工", "19750512033", "工勤编制", "工勤技能岗位"),
    person(FINANCE, "安三", "19880612015"),
    person(FINANCE, "安四", "19920712026"),
    person(SCHOOL, "安五", "19830812037", "全额事业编制", TEACHER),
    person(SCHOOL, "安六", "19950912048", "全额事业编制", TEACHER),
    person(SCHOOL, "安七", "19961012059", "全额事业编制", TEACHER),
    person(LIBRARY, "安八", "19791112061", "全额事业编制", TEACHER),
    person(LIBRARY, "安九", "19991212072", "全额事业编制", TEACHER),
)


def write_units(path: Path, units: tuple[tuple[Any, ...], ...] = UNITS) -> Path:
    """Write the workbook of units."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "机构编制"
    sheet.append(["安澜县机构编制基本情况表"])
    sheet.append(["填报单位：县编办", None, "填报时间：2026年10月31日"])
    sheet.append(["序号", "单位名称", "主管部门", "机构类别", "机构级别", "经费形式",
                  "核定编制", None, None, "领导职数", None])  # fmt: skip
    sheet.append([None] * 6 + ["行政编制", "工勤编制", "全额事业编制", "正职", "副职"])
    for column in "ABCDEF":
        sheet.merge_cells(f"{column}3:{column}4")
    sheet.merge_cells("G3:I3")
    sheet.merge_cells("J3:K3")
    for number, unit in enumerate(units, start=1):
        sheet.append([number, *unit])
    book.save(path)
    return path


def write_people(path: Path, people: tuple[dict[str, Any], ...] = PEOPLE) -> Path:
    """Write the roster."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "人员花名册"
    sheet.append(["安澜县机关事业单位在编人员花名册"])
    sheet.append(["填报单位：县编办", None, "2026年10月31日"])
    sheet.append(list(PERSON_HEAD))
    for number, row in enumerate(people, start=1):
        sheet.append([number, *(row.get(head) for head in PERSON_HEAD[1:])])
    book.save(path)
    return path


def number_of(name: str) -> str:
    """Return the ID number of somebody in the roster."""
    return next(str(row["身份证号"]) for row in PEOPLE if row["姓名"] == name)
