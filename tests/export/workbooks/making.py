"""Makers of test workbooks, sound and hostile."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from xlsxwriter.utility import xl_cell_to_rowcol
from xlsxwriter.worksheet import Worksheet

Value = str | float | bool | dt.date | None

HEADS = ("序号", "单位", "姓名", "身份证号", "编制类型")
PERSON = (1, "安澜县教育局", "张三", "629925199001010015", "行政编制")

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PART = "application/vnd.openxmlformats"
SHEET_TYPE = f"{PART}-officedocument.spreadsheetml"
CONTENT_TYPES = (
    f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="{PART}-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEET_TYPE}.worksheet+xml"/>'
    "</Types>"
)
TOP_RELS = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
BOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets>'
    '<sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
BOOK_RELS = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{RELS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
SHEET_HEAD = f'<worksheet xmlns="{MAIN}"><sheetData>'
SHEET_FOOT = "</sheetData></worksheet>"


def fill(page: Worksheet, rows: Sequence[Sequence[Value]], merges: Sequence[str] = ()) -> None:
    """Write rows from A1 on, dates as dates, then merge."""
    for number, row in enumerate(rows):
        for index, value in enumerate(row):
            if isinstance(value, str):
                page.write_string(number, index, value)
            elif value is not None:
                page.write(number, index, value)
    for merge in merges:
        top, left = xl_cell_to_rowcol(merge.split(":")[0])
        page.merge_range(merge, rows[top][left] or "")


def raw_xlsx(
    path: Path, sheet: Iterable[bytes] | str, extra: Sequence[tuple[str, bytes]] = ()
) -> Path:
    """Write an xlsx whose only sheet part is given as it is; streams are written as streams."""
    chunks = [sheet.encode()] if isinstance(sheet, str) else sheet
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", TOP_RELS)
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", BOOK_RELS)
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for chunk in chunks:
                part.write(chunk)
        for name, data in extra:
            archive.writestr(name, data)
    return path


def endless_rows(count: int) -> Iterator[bytes]:
    """Yield a sheet of so many one-number rows."""
    yield SHEET_HEAD.encode()
    for start in range(0, count, 10_000):
        rows = (
            f'<row r="{n + 1}"><c r="A{n + 1}"><v>{n * 7919 % 1_000_003}</v></c></row>'
            for n in range(start, min(count, start + 10_000))
        )
        yield "".join(rows).encode()
    yield SHEET_FOOT.encode()


def zip_of(parts: Sequence[tuple[str, bytes]]) -> bytes:
    """Return a zip of the parts, in order and without any check."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return buffer.getvalue()


def compound_file(*streams: str) -> bytes:
    """Return what looks like an old binary document holding streams of these names."""
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HB", 2 * len(name) + 2, 2).ljust(64, b"\0")
        for name in ("Root Entry", *streams)
    )
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries.ljust(512, b"\0")
