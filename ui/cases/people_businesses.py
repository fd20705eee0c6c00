"""The kinds of business about people, and the fields of their lines."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from domain.changes.contract import ALTER, CONTROL, END
from domain.changes.contract import KIND as CONTRACT
from domain.changes.detachment import END as RETURNED
from domain.changes.detachment import KIND as DETACHMENT
from domain.changes.detachment import MEASURE
from domain.changes.person_edit import EDIT, KEY_EDIT, NEVER_EMPTY
from domain.changes.transfer import CONDITIONS
from domain.changes.transfer import KIND as TRANSFER
from ui.cases.lines import (
    CHOICE,
    DAY,
    HOLD,
    MEMBERS,
    NUMBER,
    ORGAN,
    OTHERS,
    SLOT,
    UNIT,
    YES,
    Business,
    Item,
    Word,
)  # fmt: skip

_REMARK: Final = Item("remark", "备注", rare=True)
_ROLE: Final = Item("role", "人员分类", CHOICE)
_POSITION: Final = Item("position", "职务")
_LEFT_AS: Final = Item("position", "免职后的职务")
_GRADE: Final = Item("grade", "职级", CHOICE)
_LEVEL: Final = Item("lead_level", "职务级别", CHOICE)
_ORGAN: Final = Item("organ", "内设机构", ORGAN)
_ABOVE: Final = (
    Item("uncounted", "不占职数", YES, rare=True),
    Item("above_rank", "高配", YES, rare=True),
    Item("above_doc", "高配批准文号", rare=True),
)
_HOLD: Final = Item("hold", "预审号", HOLD)
_MOVED: Final = (
    Item("to", "调入单位", UNIT, required=True),
    replace(_ORGAN, of="to"),
    Item("quota_type", "编制类型（改变时填）", CHOICE),
    _ROLE,
    _POSITION,
    _LEVEL,
    Item("entry_mode", "进入形式（不填取通常的）", CHOICE, rare=True),
    Item("slot_no", "用编号", SLOT, of="to", rare=True),
)
_APPOINTED: Final = (
    replace(_POSITION, label="新职务", required=True),
    _ROLE,
    _LEVEL,
    _GRADE,
    _ORGAN,
    *_ABOVE,
    _HOLD,
)
_BESIDE: Final = (
    replace(_POSITION, label="兼任职务", required=True),
    Item("to", "兼职单位（不填即本单位）", UNIT),
    replace(_ORGAN, of="to"),
    _ROLE,
    _LEVEL,
    *_ABOVE,
)
_CONDITIONS: Final = Item(
    "conditions", "条件（用顿号隔开）", required=True, hint="如 干部身份、专科以上"
)


def _person(said: str, *items: Item) -> Word:
    return Word(said, said, items, MEMBERS)


TRANSFERS: Final = Business(
    TRANSFER,
    "调动、转任、任免、兼职；一张单子可以办几个人",
    (
        _person("调动", *_MOVED),
        _person("转任", *_MOVED),
        _person("划转", *_MOVED),
        _person("跨内设", replace(_ORGAN, required=True), _POSITION, _ROLE),
        _person("任职", *_APPOINTED),
        _person("职务变更", *_APPOINTED),
        _person("免职", _ROLE, _LEFT_AS, _GRADE),
        _person("兼职", *_BESIDE),
        _person("免兼职", _POSITION, Item("to", "兼职单位（不填即本单位）", UNIT)),
        Word(CONDITIONS, CONDITIONS, (_CONDITIONS,)),
    ),
    topic="transfer",
)  # fmt: skip


def _new_value(name: str, title: str, editor: str) -> Item:
    empties = name not in NEVER_EMPTY
    return Item(name, f"{title}改为", editor, required=True, empties=empties)


def _field(name: str, title: str, editor: str = "text", *more: Item) -> Word:
    return Word("", title, (_new_value(name, title, editor), *more), MEMBERS, name)


_FREE: Final = (
    ("education", "学历", CHOICE), ("degree", "学位", CHOICE), ("school", "毕业院校", "text"),
    ("graduated_on", "毕业时间", DAY), ("politics", "政治面貌", CHOICE),
    ("party_joined", "入党时间", DAY), ("prof_title", "职称", "text"), ("nation", "民族", CHOICE),
    ("native_place", "籍贯", "text"), ("identity", "人员身份", CHOICE),
    ("retire_track", "退休年龄路径", CHOICE), ("enforcement", "执法资格", "text"),
    ("post_class", "岗位类别", CHOICE), ("grade", "职级", CHOICE), ("funding", "经费形式", CHOICE),
    ("on_duty", "是否在岗", CHOICE), ("off_duty_reason", "不在岗原因", "text"),
    ("order", "排序号", NUMBER), ("remark", "备注", "text"),
)  # fmt: skip
_EVIDENCE: Final = Item("evidence", "证明材料", required=True, hint="如 档案认定表、公安机关证明")
_KEYS: Final = (
    ("name", "姓名", "text"), ("id_no", "身份证号", "text"), ("sex", "性别", CHOICE),
    ("birth", "出生日期", DAY), ("work_start", "参加工作时间", DAY),
    ("quota_type", "占用编制", CHOICE), ("quota_since", "入编时间", DAY),
    ("quota_doc", "入编文号", "text"),
)  # fmt: skip
EDITS: Final = Business(
    EDIT,
    "改学历、职称、政治面貌等；可以选多个人一次改，每个单位一张单子",
    tuple(_field(*one) for one in _FREE),
    modes=True,
    merged=True,
    topic="edit",
)
KEY_EDITS: Final = Business(
    KEY_EDIT,
    "姓名、身份证号、出生日期等，须写明证明材料；每个单位一张单子",
    tuple(_field(*one, _EVIDENCE) for one in _KEYS),
    modes=True,
    merged=True,
    topic="edit",
)
_CONTRACT: Final = (
    Item("form", "用工形式", CHOICE, required=True, table="contract_form"),
    Item("post", "岗位"),
    Item("begins", "合同起", DAY),
    Item("ends", "合同止", DAY),
    Item("funding", "经费来源", rare=True),
    Item("doc_no", "控制数文号", rare=True),
    _REMARK,
)
_FORM: Final = replace(_CONTRACT[0], required=False)
_NUMBERED: Final = Item("id", "身份证号", required=True)
CONTRACTS: Final = Business(
    CONTRACT,
    "编外人员的聘用、变更和终止，以及控制数",
    (
        Word("", "新聘", (Item("name", "姓名", required=True), _NUMBERED, *_CONTRACT), OTHERS),
        Word(ALTER, ALTER, (_NUMBERED, _FORM, *_CONTRACT[1:]), OTHERS),
        Word(END, END, (_NUMBERED,), OTHERS),
        Word(CONTROL, CONTROL, (Item("number", "控制数（名）", NUMBER, required=True), _REMARK)),
    ),
    unit=True,
    unit_label="用人单位",
    first="新聘",
    topic="others",
)  # fmt: skip
_UNTIL: Final = Item("until", "截止时间", DAY)
_MEASURE: Final = Item("measure", "督促措施", hint="如 电话、函告、通报")
DETACHMENTS: Final = Business(
    DETACHMENT,
    "借调、挂职、长期病假等在编不在岗的，登记到什么时候",
    (
        Word(
            "",
            "离岗",
            (
                Item("kind", "离岗类型", CHOICE, required=True, table="detachment_kind"),
                Item("where_now", "现在何处"),
                Item("since", "起始时间", DAY),
                _UNTIL,
                _MEASURE,
                _REMARK,
            ),
            MEMBERS,
        ),
        _person(MEASURE, _MEASURE, _UNTIL),
        Word(RETURNED, "回岗", (), MEMBERS),
    ),
    first="离岗",
    topic="others",
)
