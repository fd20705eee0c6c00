"""The options of `package`."""

from __future__ import annotations

from typing import Final

from desktop.commands import packages
from desktop.grammar import Add, Grammar
from desktop.options.comparing import add_lists
from domain.exchange.shipment import (
    CODE_TABLES,
    COMPARISON_LIST,
    HANDED_DOWN,
    INITIAL,
    PRE_AUDIT,
    RECEIPT,
    REPORT,
    RETURN,
    TRUST_TABLE,
    UPDATE,
)

KINDS: Final = (
    COMPARISON_LIST,
    INITIAL,
    REPORT,
    RECEIPT,
    RETURN,
    PRE_AUDIT,
    CODE_TABLES,
    HANDED_DOWN,
    UPDATE,
    TRUST_TABLE,
)
_KINDS_TOLD: Final = (
    "上报：向上一级报送全部数据；回执：告知对方的包收到没有；代码表：把工作日历发给下一级；"
    "下发：把本办决定的事项（decide）、工作日历、上报冻结期发给下一级；"
    "升级：告诉下一级新程序的安装文件（update offer）；"
    "初始化：把一个下级报过的数据发还给它，用在新装、重装的机器上；"
    "比对名单：把 list add 建立的名单发给上一级或一个下一级；"
    "信任表：把省级签名的信任表原样发给下一级"
)


def package(grammar: Grammar) -> None:
    """Tell what `package` takes."""
    add = grammar.acts("create|sign|write|inspect|accept|return|remark|answer|remarks|list")
    create = add("create", packages.package, "生成数据包；多人模式下只起草，等别人签发")
    create.add_argument(
        "--kind",
        required=True,
        choices=KINDS,
        help=_KINDS_TOLD,
    )
    create.add_argument(
        "--to",
        required=True,
        action="append",
        metavar="代码",
        help="收件单位的区划代码；代码表、下发、升级、信任表可以写几次，都在同一个包里",
    )
    create.add_argument("--out", required=True, metavar="文件夹", help="已有的文件夹，例如 U 盘")
    sign = add("sign", packages.package, "签发别人起草的数据包")
    sign.add_argument("--kind", default=REPORT, choices=KINDS, help="默认上报")
    sign.add_argument(
        "--to",
        action="append",
        default=[],
        metavar="代码",
        help="核对收件单位；与起草时不同就不签发",
    )
    sign.add_argument("--out", metavar="文件夹", help="写到哪个文件夹，默认起草时所写的")
    write = add("write", packages.package, "把发件箱里的数据包再写到介质上，例如 U 盘丢了")
    write.add_argument("id", metavar="包号", help="package list 里的包号")
    write.add_argument("--out", required=True, metavar="文件夹", help="已有的文件夹，例如 U 盘")
    add("inspect", packages.package, "查看数据包").add_argument(
        "file", metavar="数据包", help="收到的数据包文件"
    )
    accept = add("accept", packages.package, "接收数据包；接收上报后自动生成回执")
    accept.add_argument("file", metavar="数据包", help="收到的数据包文件")
    accept.add_argument("--dry-run", action="store_true", help="只试不收，看会改变什么")
    accept.add_argument("--receipt", metavar="文件夹", help="把回执写到哪个文件夹，例如 U 盘")
    listed = add("list", packages.package, "列出发出、接收和留存的数据包")
    listed.add_argument("--peer", default="", metavar="代码", help="只列与这个单位往来的")
    _remarks(add)


def _remarks(add: Add) -> None:
    back = add("return", packages.package, "退回收到的上报，并告诉对方哪里要改")
    back.add_argument("file", metavar="数据包", help="收到的上报包")
    remark = add("remark", packages.package, "对已接收的上报提意见，发给对方（预审反馈）")
    remark.add_argument("office", metavar="代码", help="下级单位的区划代码")
    for grammar_of, needed in ((back, False), (remark, True)):
        grammar_of.add_argument(
            "--findings", required=True, metavar="意见文件", help="意见的列表（JSON），写法见帮助"
        )
        grammar_of.add_argument("--reason", default="", metavar="说明", help="总的说明，一两句话")
        grammar_of.add_argument(
            "--out", required=needed, metavar="文件夹", help="把意见包写到哪个文件夹，例如 U 盘"
        )
    add("remarks", packages.package, "列出上级提的意见和答复").add_argument(
        "--id", default="", metavar="包号", help="只列这个意见包的"
    )
    answer = add("answer", packages.package, "答复上级的一条意见")
    answer.add_argument("id", metavar="包号", help="package remarks 里的包号")
    answer.add_argument("number", type=int, metavar="条号", help="第几条")
    answer.add_argument("--text", required=True, metavar="答复", help="怎样整改，或为什么无需整改")
    add_lists(add)
