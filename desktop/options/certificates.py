"""The options of `trust`."""

from __future__ import annotations

from desktop.commands.certificates import trust as run
from desktop.grammar import Add, Grammar, count, skipped


def trust(grammar: Grammar) -> None:
    """Tell what `trust` takes."""
    add = grammar.acts("found|request|grant|install|ask|certify|list|revoke|publish|table|rollover")
    _of_offices(add)
    _of_operators(add)
    _of_tables(add)


def _of_offices(add: Add) -> None:
    add("found", run, "省级单位生成根证书")
    add("request", run, "提出证书申请").add_argument(
        "--out", required=True, metavar="文件", help="申请写到哪个文件，文件夹须已存在"
    )
    grant = add("grant", run, "发放证书")
    grant.add_argument("file", metavar="申请文件", help="下级提出的证书申请")
    grant.add_argument(
        "--out", required=True, metavar="文件", help="颁发文件写到哪里，文件夹须已存在"
    )
    install = add("install", run, "安装上级发放的证书，或省级签名的信任表")
    install.add_argument("file", metavar="文件", help="上级发放的文件，或信任表文件")
    install.add_argument("--fingerprint", metavar="指纹", help="上级告知的根证书指纹")
    revoke = add("revoke", run, "吊销证书")
    revoke.add_argument("fingerprint", metavar="指纹", help="要吊销的证书的指纹，见 trust list")
    revoke.add_argument("--reason", required=True, metavar="原因", help="吊销原因")
    revoke.add_argument(
        "--office", default="", metavar="代码", help="本办没有存的证书，写明是哪个单位的"
    )
    revoke.add_argument(
        "--epoch",
        type=skipped,
        default=0,
        metavar="期",
        help="从第几期的包起要复查，默认证书那一期",
    )
    revoke.add_argument(
        "--seq", type=count, default=1, metavar="号", help="从第几号包起要复查，默认第 1 号"
    )


def _of_operators(add: Add) -> None:
    add("ask", run, "审核、负责人为自己申请签名证书")
    certify = add("certify", run, "给申请的账号颁发签名证书")
    certify.add_argument("name", metavar="账号", help="待颁发的账号，见 trust list")
    certify.add_argument("--fingerprint", metavar="指纹", help="申请人告知的申请指纹")
    add("list", run, "证书和待颁发的申请")


def _of_tables(add: Add) -> None:
    publish = add("publish", run, "省级单位签发下一版信任表")
    publish.add_argument(
        "--floor",
        action="append",
        default=[],
        metavar="套件",
        help="最低密码套件：I1 对全部单位，629925=I1 只对一个单位；可以写几次，只升不降",
    )
    publish.add_argument(
        "--least-version", dest="least_version", metavar="版本", help="仍可使用的最低程序版本"
    )
    publish.add_argument(
        "--release",
        action="append",
        default=[],
        metavar="安装文件",
        help="登记一个发布文件的摘要，版本取自 --least-version；可以写几次",
    )
    publish.add_argument("--out", metavar="文件", help="另存一份信任表文件")
    rollover = add("rollover", run, "省级单位更换根证书，旧密钥随即作废")
    rollover.add_argument("--out", required=True, metavar="文件", help="新信任表写到哪个文件")
    for grammar in (publish, rollover):
        grammar.add_argument(
            "--months", type=count, default=6, metavar="月数", help="几个月之内出下一版，默认 6"
        )
    add("table", run, "查看信任表，或另存为文件").add_argument(
        "--out", metavar="文件", help="写到哪个文件"
    )
