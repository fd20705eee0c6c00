"""The options of `document`, `archive` and `contact`."""

from __future__ import annotations

from typing import Final

from desktop.commands import documents
from desktop.grammar import Add, Grammar, clearing, count, day, page, skipped, year
from desktop.options import UNIT

_NUMBER: Final = "登记号，见 document list"


def document(grammar: Grammar) -> None:
    """Tell what `document` takes."""
    add = grammar.acts("add|edit|list|unentered|show|attach|detach|export")
    _records(add)
    _files(add)


def _records(add: Add) -> None:
    for act, explain in (("add", "登记文件"), ("edit", "修改登记")):
        each = add(act, documents.document, explain)
        if act == "edit":
            each.add_argument("document", type=count, metavar="登记号", help=_NUMBER)
            each.add_argument("--reason", metavar="原因", help="修改原因，必填")
        _fields(each)
        if act == "add":
            each.add_argument("--file", action="append", metavar="文件", help="附上扫描件")
            each.add_argument("--material", default="批文", metavar="名称", help="材料名称")
    listed = add("list", documents.document, "查找文件")
    _search(listed)
    listed.add_argument("--number", metavar="文号", help="只列这个文号")
    listed.add_argument("--issuer", metavar="单位", help="只列这个发文单位")
    listed.add_argument("--year", type=year, metavar="年", help="只列这一年的文件")
    listed.add_argument("--category", metavar="类别", help="只列这个类别，例如：法规、三定")
    listed.add_argument("--case", metavar="业务编号", help="只列这件业务引用的文件")
    listed.add_argument("--offset", type=skipped, default=0, metavar="数", help="跳过前几件")
    listed.add_argument(
        "--limit", type=page, default=100, metavar="数", help="最多几件，不超过 500"
    )
    add("unentered", documents.document, "收到后还没有录入变动的文件")
    shown = add("show", documents.document, "查看文件和附件")
    shown.add_argument("document", type=count, metavar="登记号", help=_NUMBER)


def _fields(to: Grammar) -> None:
    to.add_argument("--number", type=clearing, metavar="文号", help="文号")
    to.add_argument("--title", type=clearing, metavar="标题", help="文件标题")
    to.add_argument("--issuer", type=clearing, metavar="单位", help="发文单位")
    to.add_argument("--date", dest="dated", type=day, metavar="日期", help="发文日期")
    to.add_argument("--received", dest="received_on", type=day, metavar="日期", help="收文日期")
    to.add_argument("--direction", type=clearing, metavar="收发", help="收文（默认）或发文")
    to.add_argument("--secrecy", type=clearing, metavar="密级", help="密级")
    to.add_argument("--secrecy-term", type=clearing, metavar="期限", help="保密期限")
    to.add_argument("--category", type=clearing, metavar="类别", help="类别，默认批文")
    to.add_argument(
        "--keyword", type=clearing, action="append", metavar="词", help="关键词，可以写几次"
    )
    to.add_argument("--summary", type=clearing, metavar="摘要", help="摘要")
    to.add_argument("--note", type=clearing, metavar="备注", help="备注")
    to.add_argument("--handling", type=clearing, metavar="办理", help="无需办理；空着为仍需办理")
    to.add_argument("--unit", action="append", metavar="单位", help=f"涉及的{UNIT}，可以写几次")


def _search(to: Grammar) -> None:
    to.add_argument("--text", metavar="文字", help="文号、标题、发文单位、关键词、摘要中的文字")
    to.add_argument("--unit", metavar="单位", help=f"只列涉及这个单位的；{UNIT}")


def _files(add: Add) -> None:
    attached = add("attach", documents.document, "给文件或业务附上扫描件")
    owner = attached.add_mutually_exclusive_group(required=True)
    owner.add_argument("--document", type=count, metavar="登记号", help=_NUMBER)
    owner.add_argument("--case", metavar="业务编号", help="业务编号，例如：2026-00001")
    attached.add_argument("file", metavar="文件", help="PDF、图片、OFD、docx 或 xlsx")
    attached.add_argument("--material", default="批文", metavar="名称", help="材料（要件）名称")
    detached = add("detach", documents.document, "取下附件（保留记录）")
    detached.add_argument("attachment", type=count, metavar="附件编号", help="见 document show")
    detached.add_argument("--reason", metavar="原因", help="取下原因，必填")
    exported = add("export", documents.document, "导出附件")
    exported.add_argument("attachment", type=count, metavar="附件编号", help="见 document show")
    exported.add_argument("--out", required=True, metavar="文件", help="写到哪个文件或文件夹")


def archive(grammar: Grammar) -> None:
    """Tell what `archive` takes."""
    add = grammar.acts("file|list")
    filed = add("file", documents.archive, "归档：给文件定盒号；业务用 case archive")
    filed.add_argument("--document", type=count, required=True, metavar="登记号", help=_NUMBER)
    filed.add_argument("--year", type=year, required=True, metavar="年", help="归档年度")
    filed.add_argument("--box", required=True, metavar="盒号", help="盒号")
    filed.add_argument("--remark", metavar="备注", help="档案目录的备注")
    listed = add("list", documents.archive, "档案目录")
    _search(listed)
    listed.add_argument("--year", dest="filed_year", type=year, metavar="年", help="归档年度")
    listed.add_argument("--box", metavar="盒号", help="只列这一盒")
    listed.add_argument("--out", metavar="文件", help="写到 .pdf 或 .xlsx 文件")


def contact(grammar: Grammar) -> None:
    """Tell what `contact` takes."""
    add = grammar.acts("set|end|list")
    kept = add("set", documents.contact, "登记联络人")
    ended = add("end", documents.contact, "终止联络人")
    for each in (kept, ended):
        each.add_argument("--unit", required=True, metavar="单位", help=UNIT)
        each.add_argument(
            "--role", required=True, metavar="职责", help="主要领导、分管领导、联络员"
        )
        each.add_argument("--effective", type=day, metavar="日期", help="从哪天起，默认今天")
    kept.add_argument("--name", required=True, metavar="姓名", help="姓名")
    kept.add_argument("--title", type=clearing, metavar="职务", help="职务")
    kept.add_argument("--phone", type=clearing, metavar="电话", help="联系电话")
    kept.add_argument("--remark", type=clearing, metavar="备注", help="备注")
    listed = add("list", documents.contact, "联络名录")
    listed.add_argument("--unit", metavar="单位", help=f"只列一个单位；{UNIT}")
    listed.add_argument("--out", metavar="文件", help="写到 .xlsx 文件")
