"""What was decided, and what a package of decisions changes, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

_LABELS: Final[Mapping[str, str]] = {
    "thresholds.retire_notice_months": "到龄退休提前几个月告知",
    "thresholds.retire_warning_months": "到龄退休提前几个月预警",
    "thresholds.min_age_at_work_start": "参加工作的最低年龄",
    "thresholds.vacancy_share_percent": "空编超过核定的百分之几算多",
    "thresholds.vacancy_min_approved": "核定多少名以上才看空编",
    "thresholds.vacancy_months": "空编几个月以上预警",
    "thresholds.chief_vacant_months": "正职空缺几个月以上预警",
    "thresholds.slot_unused_months": "用编号几个月没有用预警",
    "thresholds.overdue_is_red": "超过退休时间亮红灯",
    "problems.deadline_days": "问题整改几个工作日",
    "problems.remind_every_days": "隔几天再提醒",
    "problems.grace_days": "审批联动前宽限几个工作日",
    "problems.blocking": "审批联动",
    "lags.27.limit": "下编申报几个工作日以内",
    "lags.27.red": "下编申报超过几个工作日亮红灯",
    "lags.66.limit": "文件入库几个工作日以内",
    "lags.66.red": "文件入库超过几个工作日亮红灯",
    "forms.basics.title": "机构编制基本情况表的标题",
    "forms.catalogue.title": "档案目录的标题",
    "forms.chronicle.title": "机构编制沿革表的标题",
    "forms.contacts.title": "联络名录的标题",
    "forms.contract_workers.title": "编外人员花名册的标题",
    "forms.departed.title": "减少人员名册的标题",
    "forms.detached.title": "人编分离台账的标题",
    "forms.ledger.title": "机构编制职数一览表的标题",
    "forms.problems.title": "问题台账的标题",
    "forms.retired.title": "离退休人员名册的标题",
    "forms.roster.title": "在编人员花名册的标题",
}
_AREAS: Final = {
    "thresholds": "预警线",
    "problems": "问题整改",
    "flows": "办理期限",
    "lags": "办理期限",
    "forms": "表的标题",
}
_UNITS: Final[Mapping[str, str]] = {
    "thresholds.min_age_at_work_start": "岁",
    "thresholds.vacancy_share_percent": "%",
    "thresholds.vacancy_min_approved": "名",
    "problems.remind_every_days": "天",
}
_IN_WORKING_DAYS: Final = ("problems.deadline_days", "problems.grace_days", "flows.", "lags.")
ABOVE: Final = "above"
OWN: Final = "own"
PROGRAM: Final = "program"
SOURCES: Final[Mapping[str, str]] = {
    ABOVE: "上级规定",
    OWN: "本办规定",
    PROGRAM: "程序原有",
}
_STATES: Final = {"new": "新定", "changed": "改变", "gone": "不再规定"}


def label_of(name: str) -> str:
    """Return what a decision is about; a name of none stays as it is."""
    if name.startswith("flows."):
        return f"{name.removeprefix('flows.').removesuffix('.days')}几个工作日内办结"
    return _LABELS.get(name, name)


def told_value(value: object) -> str:
    """Return a value in words; `None` is what nobody decided."""
    if value is None:
        return "程序原有的"
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)


def area_of(name: str) -> str:
    """Return under which heading a decision stands."""
    return _AREAS[name.partition(".")[0]]


def unit_of(name: str) -> str:
    """Return in what a number is counted, "" for what is no number."""
    if name in _UNITS:
        return _UNITS[name]
    if name.startswith(_IN_WORKING_DAYS):
        return "个工作日"
    return "个月" if name.endswith("_months") else ""


def told_of(name: str, value: object) -> str:
    """Return a value in words, with what it is counted in; no days for a case are no deadline."""
    if name.startswith("flows.") and value == 0:
        return "不限期"
    unit = unit_of(name)
    return f"{told_value(value)} {unit}" if unit else told_value(value)


def _told_version(before: int, after: int) -> str:
    if not after:
        return "上级现在没有规定预警线、期限和标题；包里只有放假安排和上报冻结期"
    return f"下发内容：第 {before} 版改为第 {after} 版" if before else f"下发内容：第 {after} 版"


def told_decisions(difference: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sentence for each thing that a package of decisions changes."""
    if "decisions" not in difference:
        return
    yield _told_version(**difference["version"])
    moved = {n: each for n, each in difference["decisions"].items() if each["state"] in _STATES}
    for name, each in moved.items():
        own = "；本办自己定的以上级为准" if each["own"] else ""
        before, after = told_value(each["before"]), told_value(each["after"])
        yield f"{label_of(name)}：{_STATES[each['state']]}，{before} → {after}{own}"
    for freeze in difference["reporting"]["added"]:
        yield f"上报冻结：增加 {freeze}"
    for freeze in difference["reporting"]["gone"]:
        yield f"上报冻结：解除 {freeze}"
