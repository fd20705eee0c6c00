"""The options of `trust`."""

from __future__ import annotations

from desktop.commands.certificates import trust as run
from desktop.grammar import Add, Grammar


def trust(grammar: Grammar) -> None:
    """Tell what `trust` takes."""
    add = grammar.acts("found|request|grant|install|ask|certify|list|revoke")
    _of_offices(add)
    _of_operators(add)


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
    install = add("install", run, "安装证书")
    install.add_argument("file", metavar="颁发文件", help="上级发放的文件")
    install.add_argument("--fingerprint", metavar="指纹", help="上级告知的根证书指纹")
    revoke = add("revoke", run, "吊销证书")
    revoke.add_argument("fingerprint", metavar="指纹", help="要吊销的证书的指纹，见 trust list")
    revoke.add_argument("--reason", required=True, metavar="原因", help="吊销原因")


def _of_operators(add: Add) -> None:
    add("ask", run, "审核、负责人为自己申请签名证书")
    certify = add("certify", run, "给申请的账号颁发签名证书")
    certify.add_argument("name", metavar="账号", help="待颁发的账号，见 trust list")
    certify.add_argument("--fingerprint", metavar="指纹", help="申请人告知的申请指纹")
    add("list", run, "证书和待颁发的申请")
