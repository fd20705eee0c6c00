"""The tables of the exchange page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from domain.exchange.decided_words import told_decisions
from domain.exchange.listed import told_list
from domain.exchange.releases import told_update
from domain.exchange.remarks import told_remarks
from domain.exchange.shipment import STAGED
from domain.exchange.telling import (
    CertificateRequest,
    told_audit,
    told_besides,
    told_verdicts,
    told_year,
)
from domain.exchange.trust_notes import table_sentences
from domain.facts import OfficeCode
from domain.outcomes import CertificateView, PackageView
from domain.register import Office
from domain.short_code import short_code
from ui.look.lights import GREEN, GREY, RED, YELLOW, LightMark
from ui.parts.table import Column

KIND_WORDS: Final[Mapping[str, str]] = {
    "units": "单位",
    "persons": "在编人员",
    "unit": "机构记录",
    "inner_organ": "内设机构",
    "quota": "编制",
    "leader_post": "领导职数",
    "ledger_entry": "台账事项",
    "person": "人员记录（含已下编）",
    "occupancy": "占编记录",
    "departure": "下编记录",
    "concurrent_post": "兼职",
    "contact": "联络人",
    "contract_control": "编外控制数",
    "contract_worker": "编外人员",
    "detachment": "离岗登记",
    "post_hold": "职数预审",
    "slot": "用编号",
    "use_plan": "年度用编计划",
    "work_year": "放假安排",
    "verdict": "处理结果",
    "office": "单位（编办）",
    "about": "针对的上报",
    "remark": "意见",
    "answer": "答复",
    "decision": "规定",
    "report_freeze": "上报冻结期",
    "report_leave": "冻结期内的例外",
    "release": "程序安装文件",
    "listed": "名单人员",
    "list": "名单",
    "issue": "下发批次",
    "authority": "证书",
}
STATUS_WORDS: Final[Mapping[str, str]] = {
    "prepared": "已起草，待签发",
    "created": "在发件箱，还没写出",
    "written": "已写出，等对方回执",
    "delivered": "对方已收到",
    "returned": "已退回",
    "void": "作废",
    "told": "对方记得，本机没有",
    "gap": "等前面缺的包",
    "fork": "与已接收的不一致",
    "verified": "验签通过，尚未接收",
    "staged": "验签通过，等您决定",
    "accepted": "已接收入库",
    "already_returned": "以前已退回，请等对方改好再报",
    "already_accepted": "以前已接收，无需重复",
}
_FIRST: Final = ("units", "persons")
_ABOVE: Final = {"county": 4, "city": 2}


def content(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Return what a package holds: what people speak of first, then its records."""
    known = tuple((kind, counts[kind]) for kind in _FIRST if kind in counts)
    return (*known, *((kind, n) for kind, n in counts.items() if kind not in _FIRST))


def above(office: Office) -> OfficeCode | None:
    """Return the office that this one reports to, `None` at the province."""
    length = _ABOVE.get(office.level)
    return OfficeCode(office.code[:length]) if length else None


@dataclass(frozen=True, slots=True)
class OfficeBelow:
    """An office that packages can be sealed to."""

    code: OfficeCode
    name: str


def below(office: Office, held: Iterable[CertificateView]) -> tuple[OfficeBelow, ...]:
    """Return the offices directly below whose certificates hold, by code."""
    found = {
        each.office: each.name
        for each in held
        if each.role == "office" and each.state == "valid" and each.office[:-2] == office.code
    }
    return tuple(OfficeBelow(code, found[code]) for code in sorted(found))


def told_amount(counts: Mapping[str, int]) -> str:
    """Return in words how much a package holds."""
    if "units" in counts:
        return f"{counts['units']} 个单位，{counts['persons']} 人"
    return "，".join(f"{KIND_WORDS.get(kind, kind)} {number}" for kind, number in counts.items())


REQUESTS: Final = (
    Column[CertificateRequest]("账号", lambda wish: wish.account, 8),
    Column[CertificateRequest]("申请指纹", lambda wish: grouped(wish.fingerprint), 20, rest=True),
)
Counted = tuple[str, int]
COUNTS: Final = (
    Column[Counted]("内容", lambda line: KIND_WORDS.get(line[0], line[0]), 7, rest=True),
    Column[Counted]("条数", lambda line: line[1], 5, right=True),
)
Changed = tuple[str, int, int, int]
CHANGES: Final = (
    Column[Changed]("单位", lambda line: line[0], 12, rest=True),
    Column[Changed]("+ 新增人", lambda line: line[1], 5, right=True),
    Column[Changed]("~ 变更人", lambda line: line[2], 5, right=True),
    Column[Changed]("− 减少人", lambda line: line[3], 5, right=True),
)
ChangedYear = tuple[str, str, str]
_YEAR_MARKS: Final = {
    "new": LightMark(GREEN, "新增"),
    "changed": LightMark(YELLOW, "变动"),
    "same": LightMark(GREY, "相同"),
}
YEARS: Final = (
    Column[ChangedYear]("年份", lambda line: line[0], 4),
    Column[ChangedYear]("结果", lambda line: _YEAR_MARKS[line[1]], 5),
    Column[ChangedYear]("说明", lambda line: line[2], 20, rest=True),
)


def changed_years(difference: Mapping[str, Any]) -> tuple[ChangedYear, ...]:
    """Return what happens to each year of the 工作日历, the newest first."""
    years = difference.get("years", {})
    return tuple(
        (year, years[year]["state"], told_year(years[year])) for year in sorted(years, reverse=True)
    )


def changes(difference: Mapping[str, Any]) -> tuple[Changed, ...]:
    """Return how many people are added, changed and gone per unit, most first."""
    counted = [
        (name, parts["added"], parts["changed"], parts["gone"])
        for name, parts in difference.get("units", {}).items()
    ]
    return tuple(sorted(counted, key=lambda line: (-sum(line[1:]), line[0])))


LINES: Final = (Column[str]("会有什么变化", lambda line: line, 30, rest=True),)


def lines_of(difference: Mapping[str, Any]) -> tuple[str, ...]:
    """Return a sentence for each thing that a package changes beside people and working days."""
    tellers = (told_decisions, told_update, table_sentences, told_list, told_remarks)
    return tuple(sentence for tell in tellers for sentence in tell(difference))


def told_change(view: PackageView) -> str:
    """Return the totals before and after as a sentence, "" where nothing was compared."""
    if view.difference.get("years"):
        return _told_years(view)
    if "verdicts" in view.difference:
        return "；".join(told_verdicts(view.difference)) or "没有新的处理结果。"
    before, after = view.difference.get("before"), view.difference.get("after")
    if not before or not after:
        return ""
    done = "接收前" if view.status == "accepted" else "现有"
    then = "接收后" if view.status == "accepted" else "接收后将是"
    return (
        f"{done} {before['units']} 个单位 {before['persons']} 人，"
        f"{then} {after['units']} 个单位 {after['persons']} 人。"
        + ("" if view.difference.get("units") else "没有人员变动。")
        + "".join(f"{each}。" for each in told_besides(view.difference))
        + "".join(told_audit(view))
    )


def _told_years(view: PackageView) -> str:
    states = [each["state"] for each in view.difference["years"].values()]
    moved = f"新增 {states.count('new')} 年，变动 {states.count('changed')} 年，"
    return f"放假安排：{moved}相同 {states.count('same')} 年。"


def package_pairs(view: PackageView) -> tuple[tuple[str, str], ...]:
    """Return a package's own fields as name and value."""
    file = "" if view.status == STAGED else str(view.path)
    return (
        ("状态", STATUS_WORDS.get(view.status, view.status)),
        ("数据摘要", grouped(view.digest)),
        ("类型", view.kind),
        ("发送单位", f"{view.sender_name}（{view.sender}）"),
        ("接收单位", "、".join(view.recipients)),
        ("序号", str(view.seq)),
        ("对方的审计", f"共 {view.audit.size} 条" if view.audit else ""),
        ("审计短码", short_code(view.audit.head) if view.audit else ""),
        ("数据日期", view.data_date.isoformat() if view.data_date else ""),
        ("文件", file),
    )


def grouped(digest: str) -> str:
    """Return hexadecimal in groups of four, to be read out and compared."""
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4)).upper()


def told_certificate(held: CertificateView) -> str:
    """Return a certificate in one line, to be chosen from."""
    use = _USES.get(held.use) or _ROLES[held.role]
    return f"{held.name}（{held.office}）{use}，有效期至 {held.not_after.isoformat()}"


_STATES: Final = {
    "valid": LightMark(GREEN, "有效"),
    "expired": LightMark(RED, "过期"),
    "revoked": LightMark(RED, "吊销"),
}
_ROLES: Final = {"office": "单位", "operator": "操作员"}
_USES: Final = {"authority": "单位 签发", "encryption": "单位 收件"}
CERTIFICATES: Final = (
    Column[CertificateView](
        "状态", lambda held: _STATES.get(held.state, LightMark(GREY, held.state)), 5
    ),
    Column[CertificateView]("种类", lambda held: _USES.get(held.use) or _ROLES[held.role], 5),
    Column[CertificateView]("代码", lambda held: held.office, 5),
    Column[CertificateView]("名称", lambda held: held.name, 12, rest=True),
    Column[CertificateView]("颁发者", lambda held: held.issuer, 10, spare=True),
    Column[CertificateView]("有效期至", lambda held: held.not_after.isoformat(), 6),
    Column[CertificateView]("指纹", lambda held: grouped(held.fingerprint[:16]) + " …", 12),
)
