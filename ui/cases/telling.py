"""What a case says: its fields, and line by line in the words of its form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from domain.case import RETURNED, Case
from domain.case_outcomes import CaseView
from domain.changes.taking_back import KIND as TAKING_BACK
from domain.changes.taking_back import titles
from ui.cases.businesses import BUSINESSES
from ui.cases.lines import Item
from ui.cases.unit_words import ITEMS, PEOPLE
from ui.cases.way import due_text, lag_text
from ui.people.model import shown_id

_OWN = ("change", "id")
_FEW: Final = 8
_GO_ON: Final = (
    "请到“安全管理”的“备份与恢复”再打开那份备份，对照后重新提交取回；不取回了，点“撤回”。"
)
_PERSON_WORDS: Final[Mapping[str, str]] = {
    "name": "姓名",
    "id": "身份证号",
    "sex": "性别",
    "birth": "出生日期",
    "quota_type": "编制类型",
    "post_class": "岗位类别",
    "entry_mode": "进入形式",
    "position": "职务",
    "slot": "用编号",
    "exit_reason": "下编原因",
    "exit_to": "去向",
}


def case_pairs(view: CaseView) -> tuple[tuple[str, str], ...]:
    """Return a case's fields as name and value; ID numbers masked."""
    case: Case = view.case
    people = tuple(
        (
            _PERSON_WORDS[name] if len(case.persons) == 1 else f"{_PERSON_WORDS[name]} {number}",
            shown_id(person[name]) if name == "id" else person[name],
        )
        for number, person in enumerate(case.persons, 1)
        for name in _PERSON_WORDS
        if person.get(name)
    )
    document = case.document
    return (
        ("状态", view.progress.word + ("（单人）" if case.single else "")),
        ("期限", due_text(view)),
        ("登记时限", "；".join(map(lag_text, view.progress.lags))),
        ("退回原因", case.reason),
        ("下一步", _GO_ON if case.kind == TAKING_BACK and case.state == RETURNED else ""),
        ("单位", view.unit_name),
        *(told_lines(case, view.names) or people),
        ("批准文号", document.number),
        ("文件标题", document.title),
        ("发文单位", document.issuer),
        ("批文日期", document.dated.isoformat() if document.dated else ""),
        ("生效日期", case.effective.isoformat()),
        ("说明", case.explanation),
        ("经办", f"{case.entered_by} {case.entered_at.replace('T', ' ')[:16]}".strip()),
        ("审核", f"{case.decided_by} {case.decided_at.replace('T', ' ')[:16]}".strip()),
    )


def told_lines(case: Case, names: tuple[str, ...] = ()) -> tuple[tuple[str, str], ...]:
    """Return what a case's lines say as name and value; `names` are those of its people.

    Nothing is returned for 上编 and 下编, which are told field by field.
    """
    if case.kind == TAKING_BACK:
        return (("取回", _some(titles(case))),)
    business = next((each for each in BUSINESSES if each.kind == case.kind), None)
    if business is None:
        return ()
    labels = _labels(case.kind)
    usual = next((word.title for word in business.words if not word.said), "")
    entries = (
        _entry(number, stated, labels, usual) for number, stated in enumerate(case.entries, 1)
    )
    people = (
        _person(stated, name, labels, renames=business.merged)
        for stated, name in zip(case.persons, (*names, *[""] * len(case.persons)), strict=False)
    )
    return (*entries, *people)


def _some(names: tuple[str, ...]) -> str:
    """Return names, the first of them and how many there are where they are many."""
    few = "、".join(names[:_FEW])
    return few if len(names) <= _FEW else f"{few} 等 {len(names)} 项"


def _entry(
    number: int, stated: Mapping[str, str], labels: Mapping[str, str], usual: str
) -> tuple[str, str]:
    values = {name: value for name, value in stated.items() if name != "change"}
    title = str(stated.get("change", "")) or usual
    return f"第 {number} 项", f"{title}（{_told(values, labels)}）" if values else title


def _person(
    stated: Mapping[str, str], name: str, labels: Mapping[str, str], *, renames: bool
) -> tuple[str, str]:
    """Tell what is stated of a person; a name in it is the new one where the case renames."""
    own = _OWN if renames else (*_OWN, "name")
    written = "" if renames else str(stated.get("name", ""))
    called = written or name or shown_id(str(stated.get("id", "")))
    values = {key: value for key, value in stated.items() if key not in own}
    told = (str(stated.get("change", "")), _told(values, labels))
    return called, "：".join(filter(None, told)) or "随单位转隶"


def _told(values: Mapping[str, str], labels: Mapping[str, str]) -> str:
    return "，".join(f"{labels.get(name, name)} {value}" for name, value in values.items() if value)


def _labels(kind: str) -> dict[str, str]:
    """Return what fields are called, without the remarks in brackets.

    A field that acts call differently is called as by most: 数量 of a 编制增加, not 核定数.
    """
    called: dict[str, Counter[str]] = {}
    for item in _items(kind):
        if item.label:
            called.setdefault(item.name, Counter())[item.label.partition("（")[0]] += 1
    return {name: labels.most_common(1)[0][0] for name, labels in called.items()}


def _items(kind: str) -> Iterator[Item]:
    for business in BUSINESSES:
        if business.kind == kind:
            yield from (item for word in business.words for item in word.items)
            if business.county_words:
                yield from (item for of_act in ITEMS.values() for item in of_act)
                yield from PEOPLE.items
