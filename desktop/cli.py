"""The command line: the same acts as the window, without Qt."""

from __future__ import annotations

import json
import logging
import os
import sys
from argparse import SUPPRESS, _SubParsersAction
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from desktop.clock import clock_from
from desktop.commands import accounts, cases, ledgers, offices, papers, upkeep
from desktop.commands.console import CANCELLED, REFUSED, WRONG_USAGE, Answer, Console
from desktop.demo import demo
from desktop.grammar import Grammar, day
from desktop.logs import start_log
from desktop.resources import find_resources, installed
from domain.case import STATE_WORDS
from domain.errors import Cancelled, Refusal
from domain.words import Words

if TYPE_CHECKING:
    Commands = _SubParsersAction[Grammar]

log = logging.getLogger(__name__)

LEVELS: Final = ("county", "city", "province")
UNEXPECTED: Final = "unexpected"
MISUSES: Final = ("command.usage", "command.folder_missing")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; see the contract in the help."""
    given = sys.argv[1:] if argv is None else list(argv)
    as_json = "--json" in given
    resources = find_resources()
    start_log()
    try:
        arguments = parser().parse_args(given)
        clock = clock_from(os.environ, installed=installed())
        answer: Answer = arguments.run(Console(arguments, resources, clock))
    except Refusal as refusal:
        return _refused(refusal, resources.words, as_json=as_json)
    except (Cancelled, KeyboardInterrupt):
        _refused(Refusal("cancelled"), resources.words, as_json=as_json)
        return CANCELLED
    except Exception:
        # The one border that catches everything: a traceback before a user is a defect.
        log.exception(UNEXPECTED)
        return _refused(Refusal(UNEXPECTED), resources.words, as_json=as_json)
    if as_json:
        _print_json(answer.value)
    else:
        sys.stdout.write(f"{answer.text}\n")
    return answer.exit


def _refused(refusal: Refusal, words: Words, *, as_json: bool) -> int:
    from desktop.answers import plain

    text = words.say(refusal.code, refusal.facts)
    if as_json:
        error = {"code": refusal.code, "text": text, "facts": plain(refusal.facts)}
        _print_json({"error": error})
    else:
        sys.stderr.write(f"{text}\n（代码 {refusal.code}）\n")
    return WRONG_USAGE if refusal.code in MISUSES else REFUSED


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def parser() -> Grammar:
    """Return the grammar of the command line."""
    common = Grammar(add_help=False, argument_default=SUPPRESS)
    _common(common)
    root = Grammar(prog="bianqing", description="编清：机构编制实名制管理")
    root.set_defaults(json=False, data=None, user=None, password_file=None, as_of=None)
    _common(root)
    commands = root.add_subparsers(dest="command", required=True, metavar="命令")

    def add(
        name: str, run: Callable[[Console], Answer], explain: str, into: Commands = commands
    ) -> Grammar:
        added = into.add_parser(name, help=explain, parents=[common])
        added.set_defaults(run=run)
        return added

    def group(name: str, explain: str, acts: str) -> Commands:
        parts = commands.add_parser(name, help=explain, parents=[common])
        return parts.add_subparsers(dest="act", required=True, metavar=acts)

    _demo_and_init(add)
    _ledgers(add, group)
    _cases(add, group)
    _papers(add)
    _accounts(add, group)
    _exchange(add, group)
    return root


Add = Callable[..., Grammar]
Group = Callable[[str, str, str], "Commands"]


def _common(to: Grammar) -> None:
    to.add_argument("--json", action="store_true", default=SUPPRESS, help="输出一个 JSON 文档")
    to.add_argument("--data", metavar="文件夹", help="本单位的数据文件夹", default=SUPPRESS)
    to.add_argument("--user", metavar="账号", help="以哪个账号办理，默认负责人", default=SUPPRESS)
    to.add_argument("--password-file", metavar="文件", help="密码所在的文件", default=SUPPRESS)
    to.add_argument(
        "--as-of", type=day, metavar="日期", help="看哪一天，默认今天", default=SUPPRESS
    )


def _demo_and_init(add: Add) -> None:
    shown = add("demo", demo, "用样例县把主要工作走一遍")
    shown.add_argument("out", metavar="文件夹")
    shown.add_argument("--seed", type=int, default=1, metavar="数")
    init = add("init", offices.init, "建立一个新的单位")
    init.add_argument(
        "--code", required=True, metavar="代码", help="区划代码：省 2 位、市 4 位、县 6 位"
    )
    init.add_argument("--name", required=True, metavar="名称")
    init.add_argument("--level", required=True, choices=LEVELS)
    init.add_argument("--single-operator", action="store_true", help="单人模式")


def _ledgers(add: Add, group: Group) -> None:
    imports = group("import", "导入工作簿", "units|persons")
    for kind, explain in (("units", "机构编制基本情况表"), ("persons", "人员花名册")):
        each = add(kind, ledgers.import_workbook, explain, imports)
        each.add_argument("file", metavar="工作簿")
        each.add_argument("--dry-run", action="store_true", help="只试不存")
        each.add_argument("--returned", metavar="文件", help="写出标明错误的同一工作簿")
        each.add_argument("--sheet", metavar="工作表")
        each.add_argument("--effective", type=day, metavar="日期")
        each.add_argument("--document", metavar="文号")
    for name, run, explain in (
        ("summary", ledgers.summary, "核定、实有、空缺"),
        ("check", ledgers.check, "数据校验"),
    ):
        each = add(name, run, explain)
        each.add_argument("--unit", metavar="单位")
        checked = each
    checked.add_argument("--rule", type=int, metavar="编号")
    add("list", ledgers.rules, "规则一览", group("rule", "校验规则", "list"))
    add("lights", ledgers.lights, "三级预警")
    add("digest", ledgers.digest, "数据摘要").add_argument("--office", metavar="代码")
    add("verify", upkeep.verify, "核验数据文件").add_argument("--full", action="store_true")


def _cases(add: Add, group: Group) -> None:
    acts = group("case", "办业务", "new|submit|approve|return|withdraw|show|list")
    for act, explain in (
        ("new", "从业务文件起草"),
        ("submit", "提交审核"),
        ("approve", "审核办结"),
        ("return", "退回"),
        ("withdraw", "撤回"),
        ("show", "查看"),
    ):
        each = add(act, cases.case, explain, acts)
        each.add_argument("target", metavar="业务文件" if act == "new" else "业务编号")
        if act == "return":
            each.add_argument("--reason", metavar="原因", help="退回原因")
    listed = add("list", cases.case, "业务一览", acts)
    listed.add_argument("--state", action="append", choices=tuple(STATE_WORDS))


def _papers(add: Add) -> None:
    for name, run, explain in (
        ("roster", papers.roster, "花名册"),
        ("ledger", papers.ledger, "机构编制职数一览表"),
    ):
        each = add(name, run, explain)
        each.add_argument("--out", required=True, metavar="文件")
        each.add_argument("--overwrite", action="store_true", help="替换已有的同名工作簿")
        each.add_argument("--unit", metavar="单位")
    handbook = add("handbook", papers.handbook, "机构编制管理手册")
    handbook.add_argument("--out", required=True, metavar="文件夹")
    which = handbook.add_mutually_exclusive_group(required=True)
    which.add_argument("--unit", metavar="单位")
    which.add_argument("--all", action="store_true")


def _accounts(add: Add, group: Group) -> None:
    acts = group("account", "账号和角色", "add|grant|release|lock|list")
    for act, explain in (
        ("add", "新建账号"),
        ("grant", "授予角色"),
        ("release", "放行账号"),
        ("lock", "锁定账号"),
    ):
        each = add(act, accounts.account, explain, acts)
        each.add_argument("name", metavar="账号")
        if act in ("add", "grant"):
            each.add_argument("--role", action="append", required=act == "grant", metavar="角色")
        if act == "add":
            each.add_argument("--new-password-file", metavar="文件")
    add("list", accounts.account, "账号一览", acts)


def _exchange(add: Add, group: Group) -> None:
    package = group("package", "数据包", "create|inspect|accept")
    create = add("create", offices.package, "生成数据包", package)
    create.add_argument("--kind", required=True, choices=("上报",))
    create.add_argument("--to", required=True, metavar="代码")
    create.add_argument("--out", required=True, metavar="文件夹")
    add("inspect", offices.package, "查看数据包", package).add_argument("file", metavar="数据包")
    accept = add("accept", offices.package, "接收数据包", package)
    accept.add_argument("file", metavar="数据包")
    accept.add_argument("--dry-run", action="store_true")
    trust = group("trust", "证书", "request|grant|install|list|revoke")
    add("request", offices.trust, "提出证书申请", trust).add_argument(
        "--out", required=True, metavar="文件"
    )
    grant = add("grant", offices.trust, "发放证书", trust)
    grant.add_argument("file", metavar="申请文件")
    grant.add_argument("--out", required=True, metavar="文件")
    install = add("install", offices.trust, "安装证书", trust)
    install.add_argument("file", metavar="颁发文件")
    install.add_argument("--fingerprint", metavar="指纹", help="上级告知的根证书指纹")
    add("list", offices.trust, "证书一览", trust)
    revoke = add("revoke", offices.trust, "吊销证书", trust)
    revoke.add_argument("fingerprint", metavar="指纹")
    revoke.add_argument("--reason", required=True, metavar="原因")
