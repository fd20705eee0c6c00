"""The options of `update`."""

from __future__ import annotations

from desktop.commands import update as updating
from desktop.grammar import Grammar
from domain.exchange.releases import PLATFORMS


def update(grammar: Grammar) -> None:
    """Tell what `update` takes."""
    add = grammar.acts("offer|take|show")
    offer = add("offer", updating.update, "登记一个安装文件，随“升级”包告诉下级")
    offer.add_argument("file", metavar="文件", help="安装文件")
    offer.add_argument("--release", required=True, metavar="版本", help="例如 1.4.0")
    offer.add_argument("--platform", required=True, choices=PLATFORMS, help="哪种处理器")
    taken = add("take", updating.update, "核对安装文件，收进数据文件夹；不运行它")
    taken.add_argument("file", metavar="文件", help="与“升级”包一起带来的安装文件")
    add("show", updating.show, "再核对收下的安装文件，告诉系统管理员怎样安装")
