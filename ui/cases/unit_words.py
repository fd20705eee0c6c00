"""The fields of each thing that a 机构修改 may do, by what the program does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from domain.codes import UnitChange
from ui.cases.lines import CHOICE, DAY, LONG, MEMBERS, NUMBER, ORGAN, TEXT, UNIT, Item, Word

_TYPE: Final = Item("quota_type", "编制类型", CHOICE, required=True)
_NUMBER: Final = Item("number", "数量（名）", NUMBER, required=True)
_APPROVED: Final = Item("number", "核定数（名）", NUMBER, required=True)
_SOURCE: Final = Item("source", "编制来源", CHOICE, table="ledger_entry.source", rare=True)
_POST: Final = Item("post_kind", "职数类别", CHOICE, required=True, table="leader_post.post_kind")
_LEVEL: Final = Item("level", "职务级别", CHOICE, table="lead_level")
_TITLE: Final = Item("title", "职务名称")
_ORGAN: Final = Item("organ", "内设机构", ORGAN, required=True)
_ORGAN_KIND: Final = Item("kind", "内设机构类别", CHOICE, table="inner_organ.kind")
_RANK: Final = Item("rank", "规格", CHOICE)
_ORGAN_COUNTS: Final = (
    Item("quota", "核定编制", NUMBER),
    Item("chiefs", "正职职数", NUMBER),
    Item("deputies", "副职职数", NUMBER),
)
_UNIT: Final = Item("unit", "对哪个单位（不填即本单位）", UNIT, rare=True)
SUMMARY: Final = Item("summary", "变动摘要（不填自动生成）", rare=True)
_NATURE: Final = (
    Item("kind", "机构类型", CHOICE),
    Item("category", "机构类别", CHOICE),
    Item("nature", "机构性质", CHOICE),
)
_FOUNDED: Final = (
    Item("name", "新单位全称", required=True),
    Item("kind", "机构类型", CHOICE, required=True),
    Item("rank", "规格", CHOICE, required=True),
    Item("series", "系统类别", CHOICE, required=True),
    Item("supervisor", "主管部门", UNIT),
    Item("category", "机构类别", CHOICE),
    Item("nature", "机构性质", CHOICE),
    Item("funding", "经费形式", CHOICE, rare=True),
    Item("short_name", "简称", rare=True),
    Item("established_on", "成立日期（不填即批文日期）", DAY, rare=True),
)
_ABOVE: Final = Item("supervisor", "新的主管部门（没有的写“无”）", UNIT, required=True)
_PLACES: Final = (_TYPE, _NUMBER, _SOURCE, _UNIT)
_KEPT: Final = (_TYPE, _NUMBER, _UNIT)
_VETERANS: Final = (_NUMBER, _SOURCE, _UNIT)
_POSTS: Final = (_POST, _NUMBER, _LEVEL, _TITLE, _UNIT)
_PLATE: Final = (Item("nameplate", "牌子名称", required=True), _UNIT)


def _to(label: str) -> Item:
    return Item("to", label, UNIT, required=True)


ITEMS: Final[Mapping[str, tuple[Item, ...]]] = {
    "set_up": _FOUNDED,
    "rename": (Item("name", "新名称", required=True), Item("short_name", "新简称"), _UNIT),
    "add_nameplate": _PLATE,
    "remove_nameplate": _PLATE,
    "set_rank": (Item("rank", "新规格", CHOICE, required=True), _UNIT),
    "set_supervisor": (_ABOVE, _UNIT),
    "transfer": (_ABOVE, _UNIT),
    "set_category": (*_NATURE, _UNIT),
    "set_funding": (Item("funding", "新经费形式", CHOICE, required=True), _UNIT),
    "set_duties": (Item("duties", "主要职责", LONG, required=True), _UNIT),
    "set_basics": (
        Item("short_name", "简称"),
        Item("address", "地址"),
        Item("head", "主要负责人"),
        Item("contact", "联系人和电话"),
        Item("uscc", "统一社会信用代码"),
        Item("series", "系统类别", CHOICE),
        Item("remark", "备注"),
        _UNIT,
    ),
    "ask_conditions": (
        Item("conditions", "条件（用顿号隔开）", required=True, hint="如 干部身份、专科以上"),
    ),
    "abolish": (_UNIT,),
    "merge": (Item("into", "并入哪个单位", UNIT, required=True), _UNIT),
    "split": (
        Item("name", "分设出的新单位全称", required=True),
        Item("organs", "随之划出的内设机构（用顿号隔开）", TEXT),
        *(replace(item, required=False, hint="不填与原单位相同") for item in _FOUNDED[1:4]),
        _UNIT,
    ),
    "approve_places": (_TYPE, _APPROVED, _SOURCE, _UNIT),
    "add_places": _PLACES,
    "remove_places": _PLACES,
    "hand_places": (_TYPE, _NUMBER, _to("划给哪个单位"), _SOURCE, _UNIT),
    "lend_places": (_TYPE, _NUMBER, _to("调剂给哪个单位"), _SOURCE, _UNIT),
    "borrow_places": (
        _TYPE,
        _NUMBER,
        Item("due_back", "归还期限", DAY, required=True),
        Item("from", "借自哪个单位（不填即县周转编制）", UNIT),
        _UNIT,
    ),
    "return_places": (_TYPE, _NUMBER, Item("to", "还给哪个单位（不填即县周转编制）", UNIT), _UNIT),
    "grant_veterans": _VETERANS,
    "withdraw_veterans": _VETERANS,
    "reserve_places": _KEPT,
    "release_reserved": _KEPT,
    "freeze_places": _KEPT,
    "release_frozen": _KEPT,
    "approve_posts": (_POST, _APPROVED, *_POSTS[2:]),
    "add_posts": _POSTS,
    "remove_posts": (_POST, _NUMBER, _UNIT),
    "hand_posts": (_POST, _NUMBER, _to("划给哪个单位"), _UNIT),
    "alter_posts": (_POST, Item("number", "调整为（名）", NUMBER), _LEVEL, _TITLE, _UNIT),
    "set_up_organ": (
        Item("organ", "内设机构名称", required=True), _ORGAN_KIND, _RANK, *_ORGAN_COUNTS, _UNIT,
    ),
    "rename_organ": (_ORGAN, Item("name", "新名称", required=True), _UNIT),
    "alter_organ": (_ORGAN, _ORGAN_KIND, _RANK, *_ORGAN_COUNTS, _UNIT),
    "hand_organ": (_ORGAN, _to("划给哪个单位"), _UNIT),
    "abolish_organ": (_ORGAN, _UNIT),
}  # fmt: skip
_UNTOLD: Final = "ask_conditions"
"""What the ledger has nothing of."""
PEOPLE: Final = Word(
    "",
    "人员随转",
    (
        Item("to", "转入单位（不填随原单位）", UNIT),
        Item("organ", "内设机构", ORGAN, of="to"),
        Item("role", "人员分类", CHOICE),
        Item("position", "职务"),
        Item("quota_type", "编制类型（改变时填）", CHOICE),
        Item("entry_mode", "进入形式", CHOICE),
    ),
    MEMBERS,
)
"""People whom the same document moves."""


def unit_words(changes: Iterable[UnitChange]) -> tuple[Word, ...]:
    """Return the words of 机构修改 as the county calls them, and the line about people."""
    known = (Word(each.label, each.label, _items(each)) for each in changes if each.act in ITEMS)
    return (*known, PEOPLE)


def _items(change: UnitChange) -> tuple[Item, ...]:
    told = () if change.act == _UNTOLD else (SUMMARY,)
    return (*ITEMS[change.act], *told)
