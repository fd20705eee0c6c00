"""Certificates of offices and operators, for whoever is signed in, with or without the register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from desktop.answers import certificates_answer
from desktop.commands import tables
from desktop.commands.console import Answer, Console
from desktop.operators import Operators
from desktop.outlets import deliver, fetch, require_place
from desktop.revocation import Since
from desktop.trust_tables import Said, TrustTables
from domain.errors import Refusal
from export.packages import printable
from export.packages.table_signing import is_table

_WORDS: Final = {"authority": "单位", "encryption": "收件", "operator": "人员"}
_UNCONFIRMED: Final = (
    "根证书是第一次安装，还没有核对。请打电话或凭纸面与上级逐组核对上面的指纹；"
    "一致的，请带 --fingerprint 再安装一次，记下已经核对；不一致的，请立即停用并报告上级。"
)
_UNPUBLISHED: Final = (
    "已在本办吊销，但信任表没有更新，下级还不知道。请由持有省级密钥的安全保密管理员签发新版"
    "（trust publish）。"
)
_NONE_YET: Final = (
    "还没有证书。省级单位请先生成根证书（trust found）；市、县请先提出申请（trust request），"
    "由上级发放后安装（trust install）。"
)

Extra = dict[str, Any]


def trust(console: Console) -> Answer:
    """Found, request, grant, install, ask, certify, revoke or list certificates."""
    with console.certification() as operators:
        act = console.arguments.act
        if act in _ASKING:
            return _ASKING[act](console, operators)
        extra = _ACTS[act](console, operators)
        return _listed(operators, extra)


def _request(console: Console, operators: Operators) -> Answer:
    require_place(console.path("out"))
    data, request = operators.trust.request()
    path = deliver(console.path("out"), (data,))
    extra = {"path": path, "fingerprint": request.fingerprint}
    text = f"已写出证书申请 {path}\n指纹：{printable(request.fingerprint)}"
    return Answer({"certificates": [], **extra}, text)


def _ask(console: Console, operators: Operators) -> Answer:
    asked = operators.ask()
    text = (
        f"已提出签名证书申请，等待安全保密管理员颁发：trust certify {console.user}\n"
        f"请当面或打电话核对指纹：{printable(asked)}"
    )
    return Answer({"certificates": [], "fingerprint": asked}, text)


def _found(_console: Console, operators: Operators) -> Extra:
    operators.trust.found()
    return {}


def _grant(console: Console, operators: Operators) -> Extra:
    require_place(console.path("out"))
    data, certificate = operators.trust.grant(fetch(console.path("file")))
    return {"path": deliver(console.path("out"), (data,)), "fingerprint": certificate.fingerprint}


def _install(console: Console, operators: Operators) -> Extra:
    told, data = console.arguments.fingerprint, fetch(console.path("file"))
    if is_table(data):
        return {"version": TrustTables(operators.trust).install(data).version}
    believed = told is None and not operators.trust.founded
    store = operators.trust.install(data, told)
    return {"fingerprint": store.own.authority.fingerprint, "root_confirmed": not believed}


def _certify(console: Console, operators: Operators) -> Extra:
    wanted = console.arguments
    return {"fingerprint": operators.certify(wanted.name, wanted.fingerprint).fingerprint}


def _revoke(console: Console, operators: Operators) -> Extra:
    wanted = console.arguments
    since = Since(wanted.office, wanted.epoch, wanted.seq)
    store = operators.trust.revoke(wanted.fingerprint, wanted.reason, since)
    if store.own.authority != store.root:
        return {}
    try:  # a province's word holds for all below: it stands in the next table at once
        return {"version": TrustTables(operators.trust).publish(Said()).version}
    except Refusal as refusal:  # revoked here it is all the same
        return {"unpublished": refusal.code}


def _list(_console: Console, _operators: Operators) -> Extra:
    return {}


_ASKING: Final[Mapping[str, Callable[[Console, Operators], Answer]]] = {
    "request": _request,
    "ask": _ask,
}
_ACTS: Final[Mapping[str, Callable[[Console, Operators], Extra]]] = {
    "found": _found,
    "grant": _grant,
    "install": _install,
    "certify": _certify,
    "revoke": _revoke,
    "list": _list,
    "publish": tables.publish,
    "rollover": tables.roll_over,
    "table": tables.table,
}


def _held(operators: Operators) -> Extra:
    if not operators.trust.founded:
        return {"certificates": [], "root_fingerprint": "", "table": None}
    store = operators.trust.store()
    return {**certificates_answer(store, operators.certificates()), **tables.table_answer(store)}


def _listed(operators: Operators, extra: Extra) -> Answer:
    waiting = operators.waiting()
    value = {
        **_held(operators),
        "requests": [{"account": w.account, "fingerprint": w.fingerprint} for w in waiting],
        **extra,
    }
    lines = [
        f"{_WORDS[held['role']]}  {held['office']}  {held['name']}  "
        f"{printable(held['fingerprint'])}{'  已吊销' if held['revoked'] else ''}"
        for held in value["certificates"]
    ]
    lines += [f"待颁发  {w.account}  申请指纹：{printable(w.fingerprint)}" for w in waiting]
    lines += tables.table_lines(value)
    if "unpublished" in extra:
        lines.append(_UNPUBLISHED)
    if value["root_fingerprint"]:
        root = printable(value["root_fingerprint"])
        lines.append(f"根证书指纹（请用电话或纸面与上级核对）：{root}")
    else:
        lines.append(_NONE_YET)
    if not extra.get("root_confirmed", True):
        lines.append(_UNCONFIRMED)
    return Answer(value, "\n".join(lines))
