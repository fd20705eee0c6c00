"""The county's workbooks and cases as an office keeps them: one county, always the same files."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from domain.dossier import Member
from domain.facts import Unit
from tests.county.county import SampleCounty
from tests.county.years import ENTRY, Move

UNITS_FILE = "units.xlsx"
PERSONS_FILE = "persons.xlsx"
CASES_FILE = "cases.json"
ISSUER = "中共安澜县委机构编制委员会办公室"
UNIT_HEAD = (
    ("序号", ""), ("单位名称", ""), ("规范简称", ""), ("主管部门", ""), ("机构类别", ""),
    ("机构级别", ""), ("机构性质", ""), ("系统类别", ""), ("事业单位分类", ""),
    ("统一社会信用代码", ""), ("经费形式", ""), ("批准文号", ""), ("批准时间", ""),
)  # fmt: skip
UNIT_WIDTHS = (6, 36, 20, 26, 13, 9, 10, 9, 12, 22, 10, 22, 12)
ORGAN_HEAD = (
    "单位名称", "内设机构名称", "类别", "级别", "正职职数", "副职职数", "批准文号", "批准时间",
)  # fmt: skip
ORGAN_WIDTHS = (36, 20, 11, 8, 10, 10, 22, 12)
PERSON_HEAD = (
    ("序号", "", "order", 6), ("单位", "", "unit", 30), ("内设机构", "", "organ", 14),
    ("基本信息", "姓名", "name", 14), ("基本信息", "性别", "sex", 6),
    ("基本信息", "身份证号", "id_no", 21), ("基本信息", "出生年月", "birth", 10),
    ("基本信息", "民族", "nation", 10), ("基本信息", "籍贯", "native_place", 11),
    ("基本信息", "政治面貌", "politics", 11), ("基本信息", "参加工作时间", "work_start", 13),
    ("学历学位", "学历", "education", 12), ("学历学位", "学位", "degree", 7),
    ("学历学位", "毕业院校及专业", "school", 30), ("岗位", "职务", "position", 18),
    ("岗位", "领导职务级别", "lead_level", 13), ("岗位", "职级", "grade", 13),
    ("岗位", "职称", "prof_title", 13), ("岗位", "人员分类", "role", 14),
    ("岗位", "岗位类别", "post_class", 14), ("编制", "编制类型", "quota_type", 14),
    ("编制", "经费形式", "funding", 10), ("编制", "进入形式", "entry_mode", 14),
    ("编制", "入编时间", "quota_since", 12), ("编制", "入编文号", "quota_doc", 23),
    ("在岗", "是否在岗", "on_duty", 9), ("在岗", "退休年龄路径", "retire_track", 13),
    ("备注", "", "remark", 12),
)  # fmt: skip
_MADE = datetime(2021, 1, 4, 9, 0, tzinfo=UTC).replace(tzinfo=None)
_DOCUMENT_DAYS = 5


@dataclass(frozen=True, slots=True)
class _Looks:
    """The formats of one workbook."""

    title: Any
    note: Any
    head: Any
    section: Any
    text: Any
    number: Any

    @classmethod
    def of(cls, book: Any) -> "_Looks":  # noqa: ANN401 - xlsxwriter has no types
        edge = {"border": 1, "valign": "vcenter", "font_name": "宋体", "font_size": 10}
        return cls(
            book.add_format(
                {"bold": 1, "font_size": 18, "align": "center", "valign": "vcenter"}
                | {"font_name": "方正小标宋简体"}
            ),
            book.add_format({"font_name": "宋体", "font_size": 10, "valign": "vcenter"}),
            book.add_format(
                edge | {"bold": 1, "align": "center", "text_wrap": 1, "bg_color": "#E8EEF5"}
            ),
            book.add_format(edge | {"bold": 1, "bg_color": "#F5F6F8"}),
            book.add_format(edge | {"num_format": "@"}),
            book.add_format(edge | {"align": "center"}),
        )


@dataclass(slots=True)
class _Page:
    """One sheet being written from the top."""

    sheet: Any
    looks: _Looks
    row: int = 0

    def title(self, text: str, last: int, notes: Mapping[int, str]) -> None:
        self.sheet.merge_range(0, 0, 0, last, text, self.looks.title)
        self.sheet.set_row(0, 34)
        for column, note in notes.items():
            self.sheet.write_string(1, column, note, self.looks.note)
        self.row = 2

    def head(self, titles: Sequence[tuple[str, str]]) -> None:
        """Write a head of two rows: a group over its columns, a lone title over both rows."""
        start = 0
        for end in range(1, len(titles) + 1):
            same = end < len(titles) and titles[end][1] and titles[end][0] == titles[start][0]
            if same:
                continue
            self._block(titles, start, end - 1)
            start = end
        self.row += 2
        self.sheet.freeze_panes(self.row, 2)

    def _block(self, titles: Sequence[tuple[str, str]], start: int, last: int) -> None:
        top, looks = self.row, self.looks.head
        group = titles[start][0]
        if not titles[start][1]:
            self.sheet.merge_range(top, start, top + 1, start, group, looks)
            return
        if start == last:
            self.sheet.write_string(top, start, group, looks)
        else:
            self.sheet.merge_range(top, start, top, last, group, looks)
        for column in range(start, last + 1):
            self.sheet.write_string(top + 1, column, titles[column][1], looks)

    def cells(self, values: Iterable[object], *, section: bool = False) -> None:
        """Write one row; numbers as numbers, everything else as text."""
        for column, value in enumerate(values):
            if isinstance(value, int):
                looks = self.looks.section if section else self.looks.number
                self.sheet.write_number(self.row, column, value, looks)
            else:
                looks = self.looks.section if section else self.looks.text
                if value:
                    self.sheet.write_string(self.row, column, value, looks)
                else:
                    self.sheet.write_blank(self.row, column, None, looks)
        self.row += 1

    def widths(self, widths: Iterable[int]) -> None:
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    def foot(self) -> None:
        self.row += 1
        for column, text in ((0, "填表人："), (3, "审核人："), (9, "联系电话：")):
            self.sheet.write_string(self.row, column, text, self.looks.note)


def _new_book(path: Path, title: str) -> tuple[Any, _Looks]:
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"title": title, "author": "安澜县（虚构）", "created": _MADE})
    return book, _Looks.of(book)


def _stated(day: date) -> str:
    return f"填报时间：{day.year}年{day.month}月{day.day}日"


def write_units(county: SampleCounty, path: Path) -> None:
    """Write the 机构编制基本情况表 with its sheet of inner organs."""
    book, looks = _new_book(path, "机构编制基本情况表")
    types = sorted(
        {quota.quota_type for held in county.quotas.values() for quota in held},
        key=(
            "行政编制",
            "政法专项编制",
            "工勤编制",
            "参公事业编制",
            "全额事业编制",
            "差额事业编制",
        ).index,
    )
    head = [
        *UNIT_HEAD,
        *(("核定编制", name) for name in types),
        ("领导职数", "正职"), ("领导职数", "副职"), ("内设机构数", ""), ("备注", ""),
    ]  # fmt: skip
    page = _Page(book.add_worksheet("机构编制"), looks)
    notes = {0: f"填报单位：{ISSUER}", 9: _stated(county.begins)}
    page.title("安澜县机构编制基本情况表", len(head) - 1, notes)
    page.head(head)
    page.widths((*UNIT_WIDTHS, *([9] * len(types)), 7, 7, 9, 14))
    section = ""
    for unit in county.units:
        plan = county.plans[unit.unit]
        if plan.section != section:
            section = plan.section
            page.cells((section, *([""] * (len(head) - 1))), section=True)
        page.cells(_unit_cells(county, unit, types))
    page.cells(_total_cells(county, types), section=True)
    page.foot()
    _write_organs(county, _Page(book.add_worksheet("内设机构"), looks))
    book.close()


def _unit_cells(county: SampleCounty, unit: Unit, types: list[str]) -> list[object]:
    approved = {quota.quota_type: quota.approved for quota in county.quotas[unit.unit]}
    supervisor = county.plans[unit.supervisor].name if unit.supervisor else ""
    return [
        unit.order, unit.name, unit.short_name, supervisor, unit.kind, unit.rank, unit.nature,
        unit.series, unit.category, unit.uscc, unit.funding, unit.doc_no, unit.approved_on,
        *(approved.get(name, "") for name in types),
        *(post.approved for post in county.posts[unit.unit]),
        unit.inner_count, unit.remark,
    ]  # fmt: skip


def _total_cells(county: SampleCounty, types: list[str]) -> list[object]:
    totals = Counter[str]()
    for held in county.quotas.values():
        for quota in held:
            totals[quota.quota_type] += quota.approved
    for posts in county.posts.values():
        for post in posts:
            totals[post.post_kind] += post.approved
    blanks = [""] * (len(UNIT_HEAD) - 1)
    counts = [totals[name] for name in (*types, "正职", "副职")]
    return ["合计", *blanks, *counts, sum(unit.inner_count for unit in county.units), ""]


def _write_organs(county: SampleCounty, page: _Page) -> None:
    page.title("安澜县内设机构一览表", len(ORGAN_HEAD) - 1, {})
    page.widths(ORGAN_WIDTHS)
    page.row = 1
    for column, text in enumerate(ORGAN_HEAD):
        page.sheet.write_string(1, column, text, page.looks.head)
    page.row = 2
    page.sheet.freeze_panes(2, 2)
    for unit in county.units:
        for organ in county.organs[unit.unit]:
            page.cells(
                (
                    unit.name,
                    organ.name,
                    organ.kind,
                    organ.rank,
                    organ.chiefs,
                    organ.deputies,
                    organ.doc_no,
                    organ.approved_on,
                )
            )


def write_persons(county: SampleCounty, path: Path) -> None:
    """Write the 人员花名册 of the first day."""
    book, looks = _new_book(path, "人员花名册")
    page = _Page(book.add_worksheet("人员花名册"), looks)
    notes = {0: f"填报单位：{ISSUER}", 10: _stated(county.begins)}
    page.title("安澜县机关事业单位在编人员花名册", len(PERSON_HEAD) - 1, notes)
    page.head([(group, title) for group, title, _, _ in PERSON_HEAD])
    page.widths(width for _, _, _, width in PERSON_HEAD)
    number = 0
    for number, member in enumerate(county.members(), 1):
        page.cells(_person_cells(county, number, member))
    page.cells(["合计", f"{number}人", *([""] * (len(PERSON_HEAD) - 2))], section=True)
    page.foot()
    book.close()


def _person_cells(county: SampleCounty, number: int, member: Member) -> Iterator[object]:
    for _, _, field, _ in PERSON_HEAD:
        if field == "order":
            yield number
        elif field == "unit":
            yield county.plans[member.place.unit].name
        elif field == "birth":
            yield member.person.birth.replace("-", ".")
        else:
            yield getattr(member.person, field, "") or getattr(member.place, field, "")


def case_documents(county: SampleCounty) -> list[dict[str, Any]]:
    """Return every case in the shape of a case file, by effective day."""
    serials = Counter[int]()
    return [_case(county, move, serials) for move in county.moves]


def _case(county: SampleCounty, move: Move, serials: Counter[int]) -> dict[str, Any]:
    name = county.plans[move.unit].name
    dated = max(move.day - timedelta(days=_DOCUMENT_DAYS), date(move.day.year, 1, 1))
    serials[dated.year] += 1
    first, number = move.members[0].person.name, len(move.members)
    whom = f"{first}等{number}名同志" if number > 1 else f"{first}同志"
    found: dict[str, Any] = {
        "kind": move.kind,
        "unit": name,
        "document": {
            "number": f"安编办函〔{dated.year}〕{serials[dated.year]}号",
            "title": f"关于{name}{whom}{move.kind.removeprefix('人员')}的函",
            "issuer": ISSUER,
            "date": dated.isoformat(),
        },
        "effective": move.day.isoformat(),
        "persons": [_particulars(move, member) for member in move.members],
    }
    if move.explanation:
        found["explanation"] = move.explanation
    return found


_ENTRY_FIELDS = (
    "name", "sex", "birth", "nation", "native_place", "politics", "work_start", "education",
    "degree", "school", "prof_title", "quota_type", "funding", "post_class", "role", "position",
    "lead_level", "grade", "entry_mode", "entry_source",
)  # fmt: skip


def _particulars(move: Move, member: Member) -> dict[str, str]:
    person = member.person
    if move.kind != ENTRY:
        stated = {"id": person.id_no, "name": person.name, "exit_reason": move.reason}
        return stated | ({"exit_to": move.other} if move.other else {})
    known = {
        name: getattr(person, name, "") or getattr(member.place, name, "") for name in _ENTRY_FIELDS
    }
    return {"id": person.id_no} | {name: value for name, value in known.items() if value}


def write_cases(county: SampleCounty, path: Path) -> None:
    """Write all cases as one list."""
    text = json.dumps(case_documents(county), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def write_all(county: SampleCounty, folder: Path) -> None:
    """Write the three files of the county."""
    folder.mkdir(parents=True, exist_ok=True)
    write_units(county, folder / UNITS_FILE)
    write_persons(county, folder / PERSONS_FILE)
    write_cases(county, folder / CASES_FILE)
