"""The options of `init` and `package`."""

from __future__ import annotations

from typing import Final

from desktop.commands import offices
from desktop.grammar import Grammar, clearing
from domain.exchange.shipment import CODE_TABLES, REPORT

KINDS: Final = (REPORT, CODE_TABLES)
LEVELS: Final = ("county", "city", "province")


def init(grammar: Grammar) -> None:
    """Tell what `init` takes."""
    grammar.set_defaults(run=offices.init)
    grammar.add_argument(
        "--code", required=True, metavar="代码", help="区划代码：省 2 位、市 4 位、县 6 位"
    )
    grammar.add_argument(
        "--name", required=True, type=clearing, metavar="名称", help="地名，例如：安澜县"
    )
    grammar.add_argument("--level", required=True, choices=LEVELS, help="级别：县、市、省")
    grammar.add_argument("--single-operator", action="store_true", help="单人模式：一人录入并审核")


def package(grammar: Grammar) -> None:
    """Tell what `package` takes."""
    add = grammar.acts("create|sign|inspect|accept")
    create = add("create", offices.package, "生成数据包；多人模式下只起草，等别人签发")
    create.add_argument(
        "--kind",
        required=True,
        choices=KINDS,
        help="上报：向上一级报送全部数据；代码表：把工作日历发给下一级",
    )
    create.add_argument(
        "--to",
        required=True,
        action="append",
        metavar="代码",
        help="收件单位的区划代码；代码表可以写几次，都在同一个包里",
    )
    create.add_argument("--out", required=True, metavar="文件夹", help="已有的文件夹，例如 U 盘")
    sign = add("sign", offices.package, "签发别人起草的数据包")
    sign.add_argument("--kind", default=REPORT, choices=KINDS, help="默认上报")
    sign.add_argument(
        "--to",
        action="append",
        default=[],
        metavar="代码",
        help="核对收件单位；与起草时不同就不签发",
    )
    sign.add_argument("--out", metavar="文件夹", help="写到哪个文件夹，默认起草时所写的")
    add("inspect", offices.package, "查看数据包").add_argument(
        "file", metavar="数据包", help="收到的数据包文件"
    )
    accept = add("accept", offices.package, "接收数据包")
    accept.add_argument("file", metavar="数据包", help="收到的数据包文件")
    accept.add_argument("--dry-run", action="store_true", help="只试不收，看会改变什么")
