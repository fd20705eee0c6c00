"""The command line: the same acts as the window, without Qt."""

from __future__ import annotations

import json
import logging
import os
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from desktop.clock import clock_from
from desktop.commands import cases, ledgers, offices, papers
from desktop.commands.console import CANCELLED, REFUSED, Answer, Console
from desktop.demo import demo
from desktop.logs import start_log
from desktop.resources import find_resources, installed
from domain.errors import Cancelled, Refusal
from domain.words import Words

if TYPE_CHECKING:
    Commands = _SubParsersAction[ArgumentParser]

log = logging.getLogger(__name__)

LEVELS: Final = ("county", "city", "province")
UNEXPECTED: Final = "unexpected"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; see the contract in the help."""
    arguments = parser().parse_args(argv)
    resources = find_resources()
    start_log()
    try:
        clock = clock_from(os.environ, installed=installed())
        answer: Answer = arguments.run(Console(arguments, resources, clock))
    except Refusal as refusal:
        return _refused(refusal, resources.words, as_json=arguments.json)
    except (Cancelled, KeyboardInterrupt):
        _say({"error": {"code": "cancelled"}}, resources.words.say("cancelled", {}), arguments)
        return CANCELLED
    except Exception:
        # The one border that catches everything: a traceback before a user is a defect.
        log.exception(UNEXPECTED)
        return _refused(Refusal(UNEXPECTED), resources.words, as_json=arguments.json)
    _say(answer.value, answer.text, arguments)
    return answer.exit


def _refused(refusal: Refusal, words: Words, *, as_json: bool) -> int:
    from desktop.answers import plain

    text = words.say(refusal.code, refusal.facts)
    error = {"code": refusal.code, "text": text, "facts": plain(refusal.facts)}
    if as_json:
        _print_json({"error": error})
    else:
        sys.stderr.write(f"{text}\n（代码 {refusal.code}）\n")
    return REFUSED


def _say(value: object, text: str, arguments: Namespace) -> None:
    if arguments.json:
        _print_json(value)
    else:
        sys.stdout.write(f"{text}\n")


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def parser() -> ArgumentParser:
    """Return the grammar of the command line."""
    common = ArgumentParser(add_help=False, argument_default=SUPPRESS)
    _common(common)
    root = ArgumentParser(prog="bianqing", description="编清：机构编制实名制管理")
    root.set_defaults(json=False, data=None, user=None, password_file=None, as_of=None)
    _common(root, default=SUPPRESS)
    commands = root.add_subparsers(dest="command", required=True, metavar="命令")

    def add(
        name: str, run: Callable[[Console], Answer], explain: str, into: Commands = commands
    ) -> ArgumentParser:
        added = into.add_parser(name, help=explain, parents=[common])
        added.set_defaults(run=run)
        return added

    _demo_and_init(add)
    _ledgers(add, commands, common)
    _cases(add)
    _papers(add)
    _offices(add, commands)
    return root


Add = Callable[..., ArgumentParser]


def _common(to: ArgumentParser, default: object = SUPPRESS) -> None:
    to.add_argument("--json", action="store_true", default=default, help="输出一个 JSON 文档")
    to.add_argument("--data", metavar="文件夹", default=default, help="本单位的数据文件夹")
    to.add_argument("--user", metavar="账号", default=default)
    to.add_argument("--password-file", metavar="文件", default=default)
    to.add_argument("--as-of", type=_day, metavar="日期", default=default)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _demo_and_init(add: Add) -> None:
    shown = add("demo", demo, "用样例县把主要工作走一遍")
    shown.add_argument("out")
    shown.add_argument("--seed", type=int, default=1)
    init = add("init", offices.init, "建立一个新的单位")
    init.add_argument("--code", required=True, help="区划代码：省 2 位、市 4 位、县 6 位")
    init.add_argument("--name", required=True)
    init.add_argument("--level", required=True, choices=LEVELS)
    init.add_argument("--single-operator", action="store_true", help="单人模式")


def _ledgers(add: Add, commands: Commands, common: ArgumentParser) -> None:
    imports = commands.add_parser("import", help="导入工作簿").add_subparsers(
        dest="kind", required=True, metavar="units|persons"
    )
    for kind, explain in (("units", "机构编制基本情况表"), ("persons", "人员花名册")):
        each = imports.add_parser(kind, help=explain, parents=[common])
        each.set_defaults(run=ledgers.import_workbook)
        each.add_argument("file")
        each.add_argument("--dry-run", action="store_true", help="只试不存")
        each.add_argument("--returned", metavar="文件", help="写出标明错误的同一工作簿")
        each.add_argument("--sheet")
        each.add_argument("--effective", type=_day, metavar="日期")
        each.add_argument("--document", metavar="文号")
    for name, run, explain in (
        ("summary", ledgers.summary, "核定、实有、空缺"),
        ("check", ledgers.check, "数据校验"),
    ):
        each = add(name, run, explain)
        each.add_argument("--unit")
        each.add_argument("--rule", type=int)
    rule = commands.add_parser("rule", help="校验规则").add_subparsers(dest="act", required=True)
    add("list", ledgers.rules, "规则一览", rule)
    add("lights", ledgers.lights, "三级预警")
    add("digest", ledgers.digest, "数据摘要").add_argument("--office", metavar="代码")
    add("verify", ledgers.verify, "核验数据文件").add_argument("--full", action="store_true")


def _cases(add: Add) -> None:
    case = add("case", cases.case, "办业务")
    case.add_argument(
        "act", choices=("new", "submit", "approve", "return", "withdraw", "show", "list")
    )
    case.add_argument("target", nargs="?", help="业务文件，或业务编号")
    case.add_argument("--reason", help="退回原因")
    case.add_argument("--state", action="append", help="只列这些状态")


def _papers(add: Add) -> None:
    for name, run, explain in (
        ("roster", papers.roster, "花名册"),
        ("ledger", papers.ledger, "机构编制职数一览表"),
    ):
        each = add(name, run, explain)
        each.add_argument("--out", required=True)
        each.add_argument("--unit")
    handbook = add("handbook", papers.handbook, "机构编制管理手册")
    handbook.add_argument("--out", required=True)
    which = handbook.add_mutually_exclusive_group(required=True)
    which.add_argument("--unit")
    which.add_argument("--all", action="store_true")


def _offices(add: Add, commands: Commands) -> None:
    account = add("account", offices.account, "账号和角色")
    account.add_argument("act", choices=("add", "grant", "release", "lock", "list"))
    account.add_argument("name", nargs="?")
    account.add_argument("--role", action="append")
    account.add_argument("--new-password-file")
    package = commands.add_parser("package", help="数据包").add_subparsers(
        dest="act", required=True
    )
    create = add("create", offices.package, "生成数据包", package)
    create.add_argument("--kind", required=True, choices=("上报",))
    create.add_argument("--to", required=True, metavar="代码")
    create.add_argument("--out", required=True)
    add("inspect", offices.package, "查看数据包", package).add_argument("file")
    accept = add("accept", offices.package, "接收数据包", package)
    accept.add_argument("file")
    accept.add_argument("--dry-run", action="store_true")
    trust = commands.add_parser("trust", help="证书").add_subparsers(dest="act", required=True)
    add("request", offices.trust, "提出证书申请", trust).add_argument("--out", required=True)
    grant = add("grant", offices.trust, "发放证书", trust)
    grant.add_argument("file")
    grant.add_argument("--out", required=True)
    install = add("install", offices.trust, "安装证书", trust)
    install.add_argument("file")
    install.add_argument("--fingerprint", help="上级告知的根证书指纹")
    add("list", offices.trust, "证书一览", trust)
    revoke = add("revoke", offices.trust, "吊销证书", trust)
    revoke.add_argument("fingerprint")
    revoke.add_argument("--reason", required=True)
