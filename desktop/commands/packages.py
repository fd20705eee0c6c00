"""Packages: create, sign, write, inspect, accept, return, remark on, answer, list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from desktop.commands.console import DONE, NEEDS_A_PERSON, Answer, Console
from desktop.json_files import read_json
from desktop.kind_words import told_changes, told_counts
from desktop.office import OpenOffice
from desktop.outlets import require_folder
from desktop.package_answers import (
    package_answer,
    receipt_answer,
    refusal_answer,
    remarks_answer,
)
from domain.errors import Refusal
from domain.exchange.remarks import got, remarks_of
from domain.exchange.shipment import CODE_TABLES, PRE_AUDIT, RECEIPT, REPORT, RETURN
from domain.exchange.telling import told_audit, told_verdicts, told_years
from domain.exchange.verdicts import VERDICT
from domain.exchange.years import WORK_YEAR
from domain.facts import OfficeCode
from domain.outcomes import PackageView
from domain.roles import Act
from domain.workflow.accepting import Accepting
from domain.workflow.packing import carried
from domain.workflow.permission import require
from domain.workflow.remarking import Given, Remarking

_STATUS_WORDS: Final = {
    "created": "已签名，放在发件箱，还没有写到介质上",
    "written": "已写入并核对，可以拔出",
    "prepared": "已起草，等审核或负责人签发（package sign）",
    "verified": "核验通过",
    "accepted": "已接收入库",
    "already_accepted": "此前已经接收，数据未变",
    "returned": "已退回，台账没有变动",
    "already_returned": "此前已经退回，数据未变",
}
_ON_OWN_DISK: Final = "已写入并核对，但没有认出这里是 U 盘"
_LISTED: Final = "{direction}  {kind}  {peer}  第 {seq} 号  {status}  {id}"


def package(console: Console) -> Answer:
    """Create, sign, write, inspect or accept a package, or list all."""
    act = console.arguments.act
    with console.office() as office:
        if act in _ASKING:
            return _ASKING[act](console, office)
        view = _ACTS[act](console, office)
    words, value, lines = console.resources.words, package_answer(view), [_package_text(view)]
    trouble = view.trouble or (view.answer and view.answer.trouble)
    if trouble:
        told = refusal_answer(trouble, words)
        value, lines = {**value, "trouble": told}, [*lines, told["text"]]
    return Answer(value, "\n".join(lines), NEEDS_A_PERSON if view.trouble else DONE)


def _create(console: Console, office: OpenOffice) -> PackageView:
    wanted, to = console.arguments, tuple(map(OfficeCode, console.arguments.to))
    out = _folder(console, "out")
    return office.packing.create(office.actor, wanted.kind, to, out, console.progress)


def _sign(console: Console, office: OpenOffice) -> PackageView:
    wanted = console.arguments
    chosen = _chosen(console, "out")
    to = tuple(map(OfficeCode, wanted.to))
    return office.packing.sign(office.actor, wanted.kind, chosen, console.progress, to=to)


def _write(console: Console, office: OpenOffice) -> PackageView:
    out = _folder(console, "out")
    return office.exchange.write(office.actor, console.arguments.id, out)


def _inspect(console: Console, office: OpenOffice) -> PackageView:
    view = Accepting(office.exchange).inspect(office.actor, console.path("file"))
    office.enter("package.inspect", view.package)
    return view


def _accept(console: Console, office: OpenOffice) -> PackageView:
    wanted, actor, path = console.arguments, office.actor, console.path("file")
    folder = _chosen(console, "receipt")
    if wanted.dry_run:
        view = Accepting(office.exchange).look(actor, path, console.progress)
        office.enter("package.inspect", view.package)
        return view
    return office.packing.accept(actor, path, folder, console.progress)


def _return(console: Console, office: OpenOffice) -> PackageView:
    require(office.actor, Act.ACCEPT_PACKAGE)
    given, folder = _given(console), _chosen(console, "out")
    path = console.path("file")
    return office.packing.send_back(office.actor, path, given, folder, console.progress)


def _remark(console: Console, office: OpenOffice) -> PackageView:
    require(office.actor, Act.ACCEPT_PACKAGE)
    given, to = _given(console), OfficeCode(console.arguments.office)
    folder = _folder(console, "out")
    sent = Remarking(office.exchange).remark(office.actor, to, given, console.progress)
    return carried(office.exchange, office.actor, sent, folder)


def _given(console: Console) -> Given:
    stated = read_json(
        console.path("findings"), lambda _: Refusal("package.remarks_invalid", number=0)
    )
    return Given(remarks_of(stated), console.arguments.reason)


_ACTS: Final[Mapping[str, Callable[[Console, OpenOffice], PackageView]]] = {
    "create": _create,
    "sign": _sign,
    "write": _write,
    "inspect": _inspect,
    "accept": _accept,
    "return": _return,
    "remark": _remark,
}


def _chosen(console: Console, option: str) -> Path | None:
    return _folder(console, option) if getattr(console.arguments, option) else None


def _folder(console: Console, option: str) -> Path:
    folder = console.path(option)
    require_folder(folder)
    return folder


def _listed(console: Console, office: OpenOffice) -> Answer:
    wanted = console.arguments.peer
    receipts = [
        receipt_answer(receipt, office.session.folder)
        for receipt in office.exchange.history(office.actor)
        if not wanted or receipt.peer == wanted
    ]
    text = "\n".join(_LISTED.format_map(_worded(each)) for each in receipts)
    return Answer({"packages": receipts}, text or "还没有收发过数据包。")


def _remarks(console: Console, office: OpenOffice) -> Answer:
    """Show the remarks that came from above, with their answers."""
    wanted = console.arguments.id
    found = [
        remarks_answer(receipt)
        for receipt in got(office.exchange.history(office.actor))
        if wanted in ("", receipt.package)
    ]
    lines = [
        f"{each['id']}  第 {one['number']} 条  {one['text']}  答复：{one['answer'] or '（还没有）'}"
        for each in found
        for one in each["remarks"]
    ]
    return Answer({"packages": found}, "\n".join(lines) or "上级没有提过意见。")


def _answer(console: Console, office: OpenOffice) -> Answer:
    """Answer one remark."""
    wanted = console.arguments
    left = Remarking(office.exchange).answer(office.actor, wanted.id, wanted.number, wanted.text)
    told = f"还有 {len(left)} 条没有答复。" if left else "全部意见已答复，可以再次上报。"
    return Answer({"id": wanted.id, "number": wanted.number, "left": list(left)}, told)


_ASKING: Final[Mapping[str, Callable[[Console, OpenOffice], Answer]]] = {
    "list": _listed,
    "remarks": _remarks,
    "answer": _answer,
}


def _worded(receipt: Mapping[str, Any]) -> dict[str, Any]:
    words = {"sent": "发出", "accepted": "接收", "held": "留存"}
    return {**receipt, "direction": words[receipt["direction"]]}


def _package_text(view: PackageView) -> str:
    number = "" if view.status == "prepared" else f"第 {view.seq} 号"
    what = f"{view.sender_name}（{view.sender}）{view.kind}{number}"
    lines = [
        f"{_status_words(view)}：{what}，{_how_much(view)}",
        f"文件：{view.path}",
        f"摘要：{view.digest}",
    ]
    if view.waiting is not None:
        lines.append(f"先前留存的下一个包轮到了，请接着接收：{view.waiting}")
    if view.answer is not None:
        lines.append(_answered(view.answer))
    told = (
        *told_years(view.difference),
        *told_verdicts(view.difference),
        *told_changes(view),
        *told_audit(view),
    )
    return "\n".join((*lines, *told))


def _status_words(view: PackageView) -> str:
    return _ON_OWN_DISK if view.own_disk else _STATUS_WORDS[view.status]


def _answered(answer: PackageView) -> str:
    if not answer.package:
        return f"{answer.kind}没有生成。"
    return f"{answer.kind}（第 {answer.seq} 号）{_status_words(answer)}：{answer.path}"


def _how_much(view: PackageView) -> str:
    counts = view.counts
    told = {
        REPORT: lambda: f"单位 {counts['units']} 个、人员 {counts['persons']} 人",
        CODE_TABLES: lambda: f"发给 {'、'.join(view.recipients)}，工作日历 {counts[WORK_YEAR]} 年",
        RECEIPT: lambda: f"告知 {counts[VERDICT]} 个包的处理结果",
        RETURN: lambda: f"意见 {counts['remark']} 条",
        PRE_AUDIT: lambda: f"意见 {counts['remark']} 条",
    }
    return told.get(view.kind, lambda: told_counts(view))()
