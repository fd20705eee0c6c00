"""Every command of the program with its options, each explained."""

from __future__ import annotations

from argparse import SUPPRESS, _SubParsersAction
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from desktop.commands import accounts, cases, certificates, ledgers, offices, papers, plan, upkeep
from desktop.demo import demo
from desktop.document_options import add_document_commands
from desktop.flow_options import CASE_ACTS, add_case_acts, add_office_data
from desktop.grammar import Grammar, day
from desktop.history_options import add_history_commands, add_known_on
from desktop.use_options import add_roster_kind, add_use_commands
from domain.case import STATE_WORDS
from domain.changes.kinds import KINDS
from domain.roles import Role

if TYPE_CHECKING:
    Commands = _SubParsersAction[Grammar]

LEVELS: Final = ("county", "city", "province")
_ROLES: Final = "、".join(Role)
_UNIT: Final = "只看一个单位：全称、简称、编码或信用代码"
_CASE: Final = "例如：2026-00001"
_STATES: Final = "只列这些状态，可以写几次：" + "、".join(
    f"{state} {word}" for state, word in STATE_WORDS.items()
)
NOTES: Final = {"account": f"角色：{_ROLES}。"}
"""What the help of a group of commands ends with."""

Add = Callable[..., Grammar]
Group = Callable[[str, str, str], "Commands"]


def add_commands(add: Add, group: Group) -> None:
    """Add every command, in the order in which the help lists them."""
    _demo_and_init(add)
    _ledgers(add, group)
    _cases(add, group)
    _papers(add)
    add_use_commands(add, group)
    add_history_commands(add)
    add_document_commands(add, group)
    _accounts(add, group)
    _exchange(add, group)


def add_common(to: Grammar) -> None:
    """Add what every command takes, before its name or after it."""
    to.add_argument("--json", action="store_true", default=SUPPRESS, help="输出一个 JSON 文档")
    to.add_argument("--data", metavar="文件夹", help="本单位的数据文件夹", default=SUPPRESS)
    to.add_argument("--user", metavar="账号", help="以哪个账号办理，默认负责人", default=SUPPRESS)
    to.add_argument("--password-file", metavar="文件", help="密码所在的文件", default=SUPPRESS)
    to.add_argument(
        "--as-of", type=day, metavar="日期", help="看哪一天，默认今天", default=SUPPRESS
    )


def _demo_and_init(add: Add) -> None:
    shown = add("demo", demo, "用样例县把主要工作走一遍")
    shown.add_argument("out", metavar="文件夹", help="新的或空的文件夹，全部成果放在里面")
    shown.add_argument(
        "--seed", type=int, default=1, metavar="数", help="挑选单位和人员的随机数，默认 1"
    )
    init = add("init", offices.init, "建立一个新的单位")
    init.add_argument(
        "--code", required=True, metavar="代码", help="区划代码：省 2 位、市 4 位、县 6 位"
    )
    init.add_argument("--name", required=True, metavar="名称", help="地名，例如：安澜县")
    init.add_argument("--level", required=True, choices=LEVELS, help="级别：县、市、省")
    init.add_argument("--single-operator", action="store_true", help="单人模式：一人录入并审核")


def _ledgers(add: Add, group: Group) -> None:
    imports = group("import", "导入工作簿", "units|persons")
    for kind, explain in (("units", "机构编制基本情况表"), ("persons", "人员花名册")):
        each = add(kind, ledgers.import_workbook, explain, imports)
        each.add_argument("file", metavar="工作簿", help="单位报来的 Excel 文件")
        each.add_argument("--dry-run", action="store_true", help="只试不存")
        each.add_argument(
            "--returned", metavar="文件", help="写出错误表：同一工作簿，标明错误和原因"
        )
        each.add_argument("--sheet", metavar="工作表", help="只读这一张工作表，默认全部")
        each.add_argument(
            "--effective", type=day, metavar="日期", help="从哪天起有效，默认按表上的日期"
        )
        each.add_argument("--document", metavar="文号", help="依据的文号")
    for name, run, explain in (
        ("summary", ledgers.summary, "核定、实有、空缺"),
        ("check", ledgers.check, "数据校验"),
    ):
        each = add(name, run, explain)
        each.add_argument("--unit", metavar="单位", help=_UNIT)
        if name == "summary":
            add_known_on(each)
        checked = each
    checked.add_argument(
        "--rule", type=int, metavar="编号", help="只查这一条规则，编号见 rule list"
    )
    add("list", ledgers.rules, "规则一览", group("rule", "校验规则", "list"))
    add("lights", ledgers.lights, "三级预警")
    add("digest", ledgers.digest, "数据摘要").add_argument(
        "--office", metavar="代码", help="下级单位的区划代码，默认本单位"
    )
    add("verify", upkeep.verify, "核验数据文件").add_argument(
        "--full", action="store_true", help="逐页核验，并把台账与审计记录对照"
    )


def _cases(add: Add, group: Group) -> None:
    told = f"new|edit|submit|approve|return|withdraw|reverse|show|list|{CASE_ACTS}"
    acts = group("case", "办业务", told)
    for act, explain in (("new", "从业务文件起草"), ("edit", "按业务文件重写草稿")):
        each = add(act, cases.case, explain, acts)
        if act == "edit":
            each.add_argument("target", metavar="业务编号", help=_CASE)
        each.add_argument("file", metavar="业务文件", help="JSON 文件，样例见帮助")
        each.add_argument("--dry-run", action="store_true", help="只试办，不保存")
    for act, explain in (
        ("submit", "提交审核"),
        ("approve", "审核办结"),
        ("return", "退回"),
        ("withdraw", "撤回"),
        ("show", "查看"),
    ):
        each = add(act, cases.case, explain, acts)
        each.add_argument("target", metavar="业务编号", help=_CASE)
        if act == "return":
            each.add_argument("--reason", metavar="原因", help="退回原因")
    _reverse_and_list(add, acts)
    add_case_acts(add, acts)
    add_office_data(add, group)


def _reverse_and_list(add: Add, acts: Commands) -> None:
    reverse = add("reverse", cases.case, "起草冲销：单位、生效日期与原业务相同", acts)
    reverse.add_argument("target", metavar="业务编号", help="要冲销的办结业务")
    reverse.add_argument("--document", required=True, metavar="文号", help="冲销依据的文号")
    reverse.add_argument("--date", type=day, metavar="日期", help="文件日期")
    reverse.add_argument("--reason", metavar="原因", help="冲销原因，记入说明")
    reverse.add_argument("--dry-run", action="store_true", help="只试办，不保存")
    listed = add("list", cases.case, "业务一览", acts)
    listed.add_argument("--state", action="append", choices=tuple(STATE_WORDS), help=_STATES)
    listed.add_argument("--kind", choices=tuple(KINDS), help="只列这种业务")
    listed.add_argument("--unit", metavar="单位", help=f"{_UNIT}，对方单位也算")


def _papers(add: Add) -> None:
    for name, run, explain in (
        ("roster", papers.roster, "花名册"),
        ("ledger", papers.ledger, "机构编制职数一览表"),
    ):
        each = add(name, run, explain)
        each.add_argument("--out", required=True, metavar="文件", help="写到哪个 .xlsx 文件")
        if name == "roster":
            add_roster_kind(each)
        each.add_argument("--unit", metavar="单位", help=_UNIT)
    compared = add("plan", plan.plan, "机构改革方案对照表")
    compared.add_argument("target", metavar="业务编号", help=_CASE)
    compared.add_argument("--out", required=True, metavar="文件", help="写到哪个 .pdf 文件")
    handbook = add("handbook", papers.handbook, "机构编制管理手册")
    handbook.add_argument("--out", required=True, metavar="文件夹", help="手册写到哪个文件夹")
    which = handbook.add_mutually_exclusive_group(required=True)
    which.add_argument("--unit", metavar="单位", help="一个单位的手册：全称、简称、编码或信用代码")
    which.add_argument("--all", action="store_true", help="全部单位的手册")


def _accounts(add: Add, group: Group) -> None:
    acts = group("account", "账号和角色", "add|grant|release|lock|list")
    for act, explain in (
        ("add", "新建账号"),
        ("grant", "授予角色"),
        ("release", "放行账号"),
        ("lock", "锁定账号"),
    ):
        each = add(act, accounts.account, explain, acts)
        each.add_argument("name", metavar="账号", help="账号的名字")
        if act in ("add", "grant"):
            each.add_argument(
                "--role",
                action="append",
                required=act == "grant",
                metavar="角色",
                help=f"可以写几次：{_ROLES}",
            )
        if act == "add":
            each.add_argument("--new-password-file", metavar="文件", help="新账号的密码所在的文件")
    add("list", accounts.account, "账号一览", acts)


def _exchange(add: Add, group: Group) -> None:
    package = group("package", "数据包", "create|sign|inspect|accept")
    create = add("create", offices.package, "生成数据包；多人模式下只起草，等别人签发", package)
    create.add_argument(
        "--kind", required=True, choices=("上报",), help="上报：向上一级报送全部数据"
    )
    create.add_argument("--to", required=True, metavar="代码", help="收件单位的区划代码")
    create.add_argument("--out", required=True, metavar="文件夹", help="已有的文件夹，例如 U 盘")
    sign = add("sign", offices.package, "签发别人起草的数据包", package)
    sign.add_argument("--to", required=True, metavar="代码", help="收件单位的区划代码")
    sign.add_argument("--out", metavar="文件夹", help="写到哪个文件夹，默认起草时所写的")
    add("inspect", offices.package, "查看数据包", package).add_argument(
        "file", metavar="数据包", help="收到的数据包文件"
    )
    accept = add("accept", offices.package, "接收数据包", package)
    accept.add_argument("file", metavar="数据包", help="收到的数据包文件")
    accept.add_argument("--dry-run", action="store_true", help="只试不收，看会改变什么")
    acts = group("trust", "证书", "found|request|grant|install|ask|certify|list|revoke")
    _office_certificates(add, acts)
    _operator_certificates(add, acts)


def _office_certificates(add: Add, acts: Commands) -> None:
    add("found", certificates.trust, "省级单位生成根证书", acts)
    add("request", certificates.trust, "提出证书申请", acts).add_argument(
        "--out", required=True, metavar="文件", help="申请写到哪个文件，文件夹须已存在"
    )
    grant = add("grant", certificates.trust, "发放证书", acts)
    grant.add_argument("file", metavar="申请文件", help="下级提出的证书申请")
    grant.add_argument(
        "--out", required=True, metavar="文件", help="颁发文件写到哪里，文件夹须已存在"
    )
    install = add("install", certificates.trust, "安装证书", acts)
    install.add_argument("file", metavar="颁发文件", help="上级发放的文件")
    install.add_argument("--fingerprint", metavar="指纹", help="上级告知的根证书指纹")
    revoke = add("revoke", certificates.trust, "吊销证书", acts)
    revoke.add_argument("fingerprint", metavar="指纹", help="要吊销的证书的指纹，见 trust list")
    revoke.add_argument("--reason", required=True, metavar="原因", help="吊销原因")


def _operator_certificates(add: Add, acts: Commands) -> None:
    add("ask", certificates.trust, "审核、负责人为自己申请签名证书", acts)
    certify = add("certify", certificates.trust, "给申请的账号颁发签名证书", acts)
    certify.add_argument("name", metavar="账号", help="待颁发的账号，见 trust list")
    certify.add_argument("--fingerprint", metavar="指纹", help="申请人告知的申请指纹")
    add("list", certificates.trust, "证书和待颁发的申请", acts)
