"""Packages: create, sign, write, inspect, accept, list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from desktop.commands.console import DONE, NEEDS_A_PERSON, Answer, Console
from desktop.office import OpenOffice
from desktop.outlets import require_folder
from desktop.package_answers import package_answer, receipt_answer, refusal_answer
from domain.exchange.shipment import CODE_TABLES, RECEIPT, REPORT
from domain.exchange.telling import told_audit, told_verdicts, told_years
from domain.exchange.verdicts import VERDICT
from domain.exchange.years import WORK_YEAR
from domain.facts import OfficeCode
from domain.outcomes import PackageView

_STATUS_WORDS: Final = {
    "created": "已签名，放在发件箱，还没有写到介质上",
    "written": "已写入并核对，可以拔出",
    "prepared": "已起草，等审核或负责人签发（package sign）",
    "verified": "核验通过",
    "accepted": "已接收入库",
    "already_accepted": "此前已经接收，数据未变",
}
_LISTED: Final = "{direction}  {kind}  {peer}  第 {seq} 号  {status}  {id}"


def package(console: Console) -> Answer:
    """Create, sign, write, inspect or accept a package, or list all."""
    act = console.arguments.act
    with console.office() as office:
        if act == "list":
            return _listed(console, office)
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
    chosen = _folder(console, "out") if wanted.out else None
    to = tuple(map(OfficeCode, wanted.to))
    return office.packing.sign(office.actor, wanted.kind, chosen, console.progress, to=to)


def _write(console: Console, office: OpenOffice) -> PackageView:
    out = _folder(console, "out")
    return office.exchange.write(office.actor, console.arguments.id, out)


def _inspect(console: Console, office: OpenOffice) -> PackageView:
    view = office.exchange.inspect(office.actor, console.path("file"))
    office.enter("package.inspect", view.package)
    return view


def _accept(console: Console, office: OpenOffice) -> PackageView:
    wanted, actor, path = console.arguments, office.actor, console.path("file")
    folder = _folder(console, "receipt") if wanted.receipt else None
    if wanted.dry_run:
        view = office.exchange.accept(actor, path, console.progress, dry_run=True)
        office.enter("package.inspect", view.package)
        return view
    return office.packing.accept(actor, path, folder, console.progress)


_ACTS: Final[Mapping[str, Callable[[Console, OpenOffice], PackageView]]] = {
    "create": _create,
    "sign": _sign,
    "write": _write,
    "inspect": _inspect,
    "accept": _accept,
}


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


def _worded(receipt: Mapping[str, Any]) -> dict[str, Any]:
    words = {"sent": "发出", "accepted": "接收", "held": "留存"}
    return {**receipt, "direction": words[receipt["direction"]]}


def _package_text(view: PackageView) -> str:
    number = "" if view.status == "prepared" else f"第 {view.seq} 号"
    what = f"{view.sender_name}（{view.sender}）{view.kind}{number}"
    lines = [
        f"{_STATUS_WORDS[view.status]}：{what}，{_how_much(view)}",
        f"文件：{view.path}",
        f"摘要：{view.digest}",
    ]
    if view.waiting is not None:
        lines.append(f"先前留存的下一个包轮到了，请接着接收：{view.waiting}")
    if view.answer is not None:
        lines.append(_answered(view.answer))
    told = (*told_years(view.difference), *told_verdicts(view.difference), *told_audit(view))
    return "\n".join((*lines, *told))


def _answered(answer: PackageView) -> str:
    if not answer.package:
        return "回执没有生成。"
    return f"回执（第 {answer.seq} 号）{_STATUS_WORDS[answer.status]}：{answer.path}"


def _how_much(view: PackageView) -> str:
    counts = view.counts
    told = {
        REPORT: lambda: f"单位 {counts['units']} 个、人员 {counts['persons']} 人",
        CODE_TABLES: lambda: f"发给 {'、'.join(view.recipients)}，工作日历 {counts[WORK_YEAR]} 年",
        RECEIPT: lambda: f"告知 {counts[VERDICT]} 个包的处理结果",
    }
    return told[view.kind]()
