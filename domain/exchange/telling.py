"""Packages and requests as the window and the command line show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import Any, Final

from domain.audit import ChainHead
from domain.exchange.anchors import head_in, kept
from domain.exchange.shipment import RETURNED, Parcel
from domain.facts import OfficeCode
from domain.outcomes import PackageView
from domain.register import Receipt
from domain.short_code import short_code


@dataclass(frozen=True, slots=True)
class CertificateRequest:
    """An account that waits for a certificate; `fingerprint` is its key's SHA-256 in hex."""

    account: str
    fingerprint: str


def view_of(
    parcel: Parcel, status: str, counts: Mapping[str, int], difference: Mapping[str, Any]
) -> PackageView:
    """Return a verified package as the window shows it."""
    return PackageView(
        parcel.package,
        parcel.path,
        parcel.kind,
        parcel.sender,
        parcel.sender_name,
        parcel.recipients,
        parcel.seq,
        status,
        counts,
        difference,
        parcel.digest,
        parcel.data_date,
        parcel.audit,
        own_disk=parcel.own_disk,
    )


def told_written(view: PackageView, name: str = "") -> str:
    """Return that a package was written and read back; that it can be pulled only if it can.

    `name` is what people call it, its kind unless given.
    """
    done = f"第 {view.seq} 号{name or view.kind}已写入并核对"
    if not view.own_disk:
        return f"{done}，可以拔出：{view.path}"
    return (
        f"{done}：{view.path}。没有认出这里是 U 盘，多半是本机的磁盘；"
        "要送走的，请插好 U 盘，在“往来记录”里选中它，点“再写到 U 盘…”。"
    )


def receipt_of(
    direction: str, peer: OfficeCode, parcel: Parcel, at: datetime, status: str
) -> Receipt:
    """Return what the exchange remembers of a package; the facts are added by who knows them."""
    return Receipt(
        direction,
        peer,
        parcel.stream,
        parcel.epoch,
        parcel.seq,
        parcel.package,
        parcel.sha256,
        parcel.digest,
        at,
        status,
        str(parcel.path),
    )


def named(parcel: Parcel) -> dict[str, Any]:
    """Return what lists show of a package that was not taken in."""
    day = parcel.data_date.isoformat()
    return {"kind": parcel.kind, "sender_name": parcel.sender_name, "data_date": day}


def told_by(view: PackageView, parcel: Parcel) -> dict[str, Any]:
    """Return what a receipt remembers of a package, to tell it again."""
    return {
        "created": parcel.created.isoformat(),
        "kind": view.kind,
        "sender_name": view.sender_name,
        "recipients": list(view.recipients),
        "counts": dict(view.counts),
        "data_date": str(view.data_date),
        **kept(parcel.audit),
    }


def newest_made(receipts: Iterable[Receipt]) -> datetime | None:
    """Return when the newest accepted package was made, `None` where no receipt says so."""
    made = [datetime.fromisoformat(r.facts["created"]) for r in receipts if "created" in r.facts]
    return max(made, default=None)


def remembered(receipt: Receipt, path: PurePath) -> PackageView:
    """Return a package accepted earlier, from its receipt alone."""
    told = receipt.facts
    return PackageView(
        receipt.package,
        path,
        told["kind"],
        receipt.peer,
        told["sender_name"],
        tuple(told["recipients"]),
        receipt.seq,
        "already_returned" if receipt.status == RETURNED else "already_accepted",
        told["counts"],
        {},
        receipt.manifest_digest,
        date.fromisoformat(told["data_date"]),
        head_in(told),
    )


def told_head(head: ChainHead | None) -> str:
    """Return where a sender's audit stood, "" for a package that does not tell."""
    return f"共 {head.size} 条，短码 {short_code(head.head)}" if head else ""


def told_audit(view: PackageView) -> tuple[str, ...]:
    """Return what a person must hear of the sender's audit, nothing when all is well."""
    if not view.audit_cut:
        return ()
    return (_CUT.format(sender=view.sender_name),)


_CUT: Final = (
    "{sender}的审计比上一个数据包里的短，或者与它不同：对方的审计可能被截去、改写、换回了旧的，"
    "或损坏后另起了新链。"
    "数据本身核验无误；请向对方核实，并请对方的安全审计员核对短码。"
)
_YEARS: Final = {"new": "新增", "changed": "有变动", "same": "没有变动"}
_KINDS_OF_DAYS: Final = {"rest": "休息日", "work": "补班日"}
_MOVED: Final = {"added": "增加", "gone": "去掉"}


_BESIDES: Final = {
    "unit": "机构",
    "inner_organ": "内设机构",
    "quota": "编制",
    "leader_post": "领导职数",
    "ledger_entry": "台账事项",
    "departure": "下编",
    "use_plan": "年度用编计划",
    "slot": "用编号",
    "post_hold": "职数预审",
    "concurrent_post": "兼职",
    "detachment": "离岗登记",
    "contract_control": "编外控制数",
    "contract_worker": "编外人员",
    "contact": "联络人",
}
_BECAME: Final = {
    "accepted": "对方已接收入库",
    "returned": "对方已退回",
    "gap": "对方在等它前面缺的包",
    "fork": "对方因与已接收的不一致而没有接收",
}


def told_verdicts(difference: Mapping[str, Any]) -> tuple[str, ...]:
    """Return a sentence per package of ours whose fate a receipt tells anew."""
    return tuple(
        f"{each['kind'] or '数据包'}第 {each['seq']} 号：{_BECAME[each['status']]}"
        + (f"，理由：{each['reason']}" if each["reason"] else "")
        for each in difference.get("verdicts", ())
        if each["status"] != each["before"]
    )


def told_besides(difference: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what a report changes besides people, a sentence each: approved places, records."""
    told: list[str] = []
    approved = difference.get("approved", {})
    if approved.get("before") != approved.get("after"):
        told.append(f"核定编制由 {approved['before']} 名变为 {approved['after']} 名")
    moved = difference.get("records", {})
    told += [
        f"{word}记录新增 {moved[kind]['added']} 条、终止 {moved[kind]['ended']} 条"
        for kind, word in _BESIDES.items()
        if kind in moved and any(moved[kind].values())
    ]
    return tuple(told)


def told_years(difference: Mapping[str, Any]) -> tuple[str, ...]:
    """Return a sentence per year of a 工作日历 that a package states."""
    return tuple(
        f"{year} 年：{'；'.join(filter(None, (_YEARS[each['state']], told_year(each))))}"
        for year, each in difference.get("years", {}).items()
    )


def told_year(moved: Mapping[str, Any]) -> str:
    """Return whose entry of a year gives way and which days change, "" where none do."""
    parts = ["本办自己录入的以上级为准"] if moved["own"] else []
    for kind, name in _KINDS_OF_DAYS.items():
        if moved["state"] == "new":
            parts.append(f"{name} {len(moved[kind]['added'])} 天")
            continue
        parts += [
            f"{word}{name} {'、'.join(moved[kind][which])}"
            for which, word in _MOVED.items()
            if moved[kind][which]
        ]
    return "；".join(parts)
