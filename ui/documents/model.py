"""The tables of the documents page, and a record as names and values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from domain.archive import (
    ISSUED,
    MEDIA,
    Attachment,
    DocumentEdit,
    DocumentQuery,
    DocumentRecord,
    DocumentView,
    ListedDocument,
    Place,
)
from domain.facts import Contact, Unit
from domain.sizes import size_text
from ui.parts.table import Column

UNKNOWN: Final = "—"

COLUMNS: Final = (
    Column[ListedDocument]("文号", lambda held: held.record.number or UNKNOWN, 13),
    Column[ListedDocument]("标题", lambda held: held.record.title, 16, rest=True),
    Column[ListedDocument]("发文单位", lambda held: held.record.issuer or UNKNOWN, 9, spare=True),
    Column[ListedDocument]("日期", lambda held: str(held.record.dated or UNKNOWN), 6),
    Column[ListedDocument]("附件", lambda held: held.attachments or "", 3, right=True, spare=True),
    Column[ListedDocument]("归档", lambda held: place_text(held.place), 6, spare=True),
)
ATTACHMENTS: Final = (
    Column[Attachment]("材料", lambda held: held.material, 5),
    Column[Attachment]("文件", lambda held: held.file_name, 9, rest=True),
    Column[Attachment]("种类", lambda held: MEDIA.get(held.file.media, held.file.media), 6),
    Column[Attachment]("大小", lambda held: size_text(held.file.size), 5, right=True),
)
CONTACTS: Final = (
    Column[tuple[Unit, Contact]]("单位", lambda held: held[0].name, 12, rest=True),
    Column[tuple[Unit, Contact]]("职责", lambda held: held[1].role, 5),
    Column[tuple[Unit, Contact]]("姓名", lambda held: held[1].name, 5),
    Column[tuple[Unit, Contact]]("职务", lambda held: held[1].title or UNKNOWN, 6),
    Column[tuple[Unit, Contact]]("电话", lambda held: held[1].phone or UNKNOWN, 8),
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A part of the register that has a tab of its own. `empty` says what to do there."""

    title: str
    query: DocumentQuery
    empty: tuple[str, str]


def shelves(titles: tuple[str, ...]) -> tuple[Shelf, ...]:
    """Return the tabs: all documents, each shelf of the county (法规, 三定), the archive."""
    register = Shelf(
        "全部文件",
        DocumentQuery(),
        ("还没有登记文件", "点右上角“登记批文”，或把扫描件（PDF、图片）直接拖进窗口。"),
    )
    own = (
        Shelf(
            f"{title}文本",
            DocumentQuery(category=title, order="dated"),
            (f"{title}文本架上还没有文件", f"登记文件时把“类别”选为“{title}”，就会排在这里。"),
        )
        for title in titles
    )
    archive = Shelf(
        "档案目录",
        DocumentQuery(filed=True, order="place"),
        ("还没有归档的文件", "在“全部文件”中选一份文件，点“归档”定下年度和盒号。"),
    )
    return (register, *own, archive)


def place_text(place: Place | None) -> str:
    """Return where paper lies, "" when it is not filed."""
    return f"{place.year}-{place.box}-{place.number}" if place else ""


def particulars(view: DocumentView) -> tuple[tuple[str, str], ...]:
    """Return a record as name and value."""
    record, place = view.record, view.place
    secrecy = " ".join(filter(None, (record.secrecy, record.secrecy_term)))
    lies = f"{place.year} 年第 {place.box} 盒第 {place.number} 号" if place else "未归档"
    return (
        ("文号", record.number),
        ("标题", record.title),
        ("发文单位", record.issuer),
        ("日期", str(record.dated or "")),
        ("收发", record.direction),
        ("发出日期" if record.direction == ISSUED else "收文日期", str(record.received_on or "")),
        ("类别", record.category),
        ("密级", secrecy or "未定密级"),
        ("关键词", "、".join(record.keywords)),
        ("摘要", record.summary),
        ("备注", record.note),
        ("办理", record.handling),
        ("归档", lies),
        ("档案备注", place.remark if place else ""),
    )


_NAMES: Final = {
    "number": "文号",
    "issuer": "发文单位",
    "title": "标题",
    "dated": "日期",
    "direction": "收发",
    "received_on": "收文日期",
    "secrecy": "密级",
    "secrecy_term": "保密期限",
    "category": "类别",
    "keywords": "关键词",
    "summary": "摘要",
    "note": "备注",
    "handling": "办理",
    "units": "涉及单位",
}


def edit_lines(
    edits: tuple[DocumentEdit, ...], unit_name: Callable[[str], str]
) -> tuple[tuple[str, str], ...]:
    """Return amendments as when and what, the newest first."""
    return tuple(
        (f"{edit.at[:16].replace('T', ' ')}  {edit.by}", "\n".join(_told(edit, unit_name)))
        for edit in reversed(edits)
    )


def _told(edit: DocumentEdit, unit_name: Callable[[str], str]) -> Iterator[str]:
    yield f"原因：{edit.reason}"
    for name in edit.after:
        was, became = edit.before.get(name, ""), edit.after[name]
        if name == "units":
            was, became = _named(was, unit_name), _named(became, unit_name)
        yield f"{_NAMES.get(name, name)}：{was or '空'} → {became or '空'}"


def _named(codes: str, unit_name: Callable[[str], str]) -> str:
    return "、".join(unit_name(code) for code in codes.split("、") if code)


def changes_between(before: DocumentRecord, after: DocumentRecord) -> dict[str, object]:
    """Return the fields in which a record as typed differs from the one held."""
    names = (*_NAMES,)
    return {
        name: getattr(after, name)
        for name in names
        if getattr(before, name) != getattr(after, name)
    }
