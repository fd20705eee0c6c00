"""The kinds of business that are filled in line by line, and the cards that lead to all kinds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from domain.changes.contract import KIND as CONTRACT
from domain.changes.detachment import KIND as DETACHMENT
from domain.changes.person_edit import EDIT, KEY_EDIT
from domain.changes.post_hold import KIND as POST_HOLD
from domain.changes.quota_entry import KIND as ENTRY
from domain.changes.quota_exit import KIND as DEPARTURE
from domain.changes.quota_use import GIVE_UP, PLAN
from domain.changes.quota_use import KIND as QUOTA_USE
from domain.changes.reversal import CASE
from domain.changes.reversal import KIND as REVERSAL
from domain.changes.transfer import KIND as TRANSFER
from domain.changes.unit_change import KIND as UNIT_CHANGE
from ui.cases.lines import CHOICE, DAY, HOLD, NUMBER, SLOT, YES, Business, Item, Word
from ui.cases.people_businesses import CONTRACTS, DETACHMENTS, EDITS, KEY_EDITS, TRANSFERS

_TYPE: Final = Item("quota_type", "编制类型", CHOICE, required=True)
_REMARK: Final = Item("remark", "备注", rare=True)
UNIT_CHANGES: Final = Business(
    UNIT_CHANGE,
    "一份批文里的几件事，一项一项加；Alt+N 加一项",
    unit=True,
    county_words=True,
    topic="unit-change",
)
QUOTA_USES: Final = Business(
    QUOTA_USE,
    "核准一名编制发一个用编号；上编时用掉",
    (
        Word(
            "",
            "申请用编",
            (
                _TYPE,
                Item("number", "申报数（名）", NUMBER, required=True, usual="1"),
                Item("purpose", "用途", hint="如 公务员考录、军转安置"),
                Item("planned", "列入年度用编计划", YES),
                Item("approved", "批准数（不填同申报数）", NUMBER, rare=True),
                Item("expires_on", "有效期至（不填按规定）", DAY, rare=True),
                _REMARK,
            ),
        ),
        Word(GIVE_UP, "放弃用编号", (Item("slot", "用编号", SLOT, required=True), _REMARK)),
        Word(
            PLAN,
            PLAN,
            (
                Item("year", "年度", NUMBER, required=True),
                _TYPE,
                Item("number", "计划数（名）", NUMBER, required=True),
                _REMARK,
            ),
        ),
    ),
    unit=True,
    unit_label="用编单位",
    first="申请用编",
    topic="quota-use",
)
POST_HOLDS: Final = Business(
    POST_HOLD,
    "拟配领导职务前先看职数够不够；批准后替他留着，用掉或到期为止",
    (
        Word(
            "",
            "预审职数",
            (
                Item("post_kind", "职数类别", CHOICE, required=True, table="held_post_kind"),
                Item("number", "拟配数（名）", NUMBER, usual="1"),
                Item("level", "职务级别", CHOICE, table="lead_level"),
                Item("candidate", "拟任人选（可不填）"),
                Item("expires_on", "有效期至（不填按规定）", DAY, rare=True),
                _REMARK,
            ),
        ),
        Word(GIVE_UP, "放弃预审职数", (Item("hold", "预审号", HOLD, required=True), _REMARK)),
    ),
    unit=True,
    unit_label="申请单位",
    first="预审职数",
    topic="post-hold",
)
REVERSALS: Final = Business(
    REVERSAL,
    "把一张已经办结的业务单整张冲销；从那张单子上点“冲销本业务”最方便",
    (Word("", "冲销", (Item(CASE, "被冲销的单号", required=True, hint="如 2026-00012"),)),),
    unit=True,
    first="冲销",
    topic="reversal",
)
BUSINESSES: Final = (
    UNIT_CHANGES, QUOTA_USES, TRANSFERS, EDITS, KEY_EDITS, REVERSALS, DETACHMENTS, CONTRACTS,
    POST_HOLDS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CardText:
    """A large button: the kind it opens, what it is for, its picture, its keys."""

    kind: str
    meaning: str
    picture: str
    keys: str


CARDS: Final = (
    CardText(UNIT_CHANGE, "设立、更名、编制、职数、合并", "units", "Alt+1"),
    CardText(QUOTA_USE, "申请用编，发用编号", "quota", "Alt+2"),
    CardText(ENTRY, "新进人员占用编制", "enter", "Ctrl+N"),
    CardText(DEPARTURE, "退休、调出、辞职等", "leave", "Ctrl+Shift+N"),
    CardText(TRANSFER, "调动、转任、任免、兼职", "transfer", "Alt+5"),
    CardText(EDIT, "学历、职称等信息", "edit", "Alt+6"),
)
MORE: Final = (
    CardText(POST_HOLD, "拟配领导职务前先看职数", "", "Alt+7"),
    CardText(KEY_EDIT, "姓名、身份证号、出生日期等", "", "Alt+8"),
    CardText(DETACHMENT, "借调、挂职等在编不在岗", "", "Alt+9"),
    CardText(CONTRACT, "编外人员和控制数", "", "Alt+0"),
    CardText(REVERSAL, "冲销一张办结的单子", "", ""),
)


def business_of(kind: str) -> Business:
    """Return what the form of a kind asks for; raises StopIteration for 上编 and 下编."""
    return next(each for each in BUSINESSES if each.kind == kind)


def topic_of(kind: str) -> str:
    """Return the topic of the help about a kind."""
    own = {ENTRY: "entry", DEPARTURE: "departure"}
    return own.get(kind) or business_of(kind).topic
