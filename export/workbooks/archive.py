"""The look at a file before anything parses it: what it really is, and whether it is safe."""

from __future__ import annotations

import stat
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from domain.errors import Refusal
from export.workbooks.entries import Entry, scan_entries

MIB: Final = 1024 * 1024
MAX_FILE: Final = 50 * MIB

Kind = Literal["xlsx", "xlsb", "ods", "xls"]

_OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_MAGIC: Final = b"PK\x03\x04"
_OLE_STREAM: Final = 2
_ODS_MIME: Final = b"application/vnd.oasis.opendocument.spreadsheet"


@dataclass(frozen=True, slots=True)
class Archive:
    """A workbook that passed the look: its bytes, its real format and its zip entries.

    The bytes that were looked at are the bytes that get parsed, so nobody can change the file
    in between. `entries` is empty for the old binary format.
    """

    data: bytes
    kind: Kind
    entries: dict[str, Entry] = field(default_factory=dict)


def load(path: Path) -> Archive:
    """Read the file and look at it; nothing is parsed and nothing is unpacked to disk.

    Raises `Refusal`: workbook.not_found, workbook.not_a_file, workbook.no_access,
    workbook.too_large, workbook.not_a_workbook, workbook.password, workbook.suspicious,
    workbook.unreadable, workbook.too_many_rows.
    """
    return inspect(_read(path))


def inspect(data: bytes) -> Archive:
    """Decide by content, never by the name, what the bytes are. Raises as `load` does."""
    if data.startswith(_OLE_MAGIC):
        return Archive(data, _kind_of_ole(data))
    if data.startswith(_ZIP_MAGIC):
        entries = scan_entries(data)
        return Archive(data, _kind_of_zip(entries), entries)
    raise Refusal("workbook.not_a_workbook")


def _read(path: Path) -> bytes:
    try:
        # Opening a pipe or a device could wait for ever, so the kind is asked first.
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise Refusal("workbook.not_a_file", file=path.name)
        if state.st_size > MAX_FILE:
            raise Refusal("workbook.too_large", limit="file")
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
    except FileNotFoundError as error:
        raise Refusal("workbook.not_found", file=path.name) from error
    except OSError as error:
        raise Refusal("workbook.no_access", file=path.name) from error
    if len(data) > MAX_FILE:
        raise Refusal("workbook.too_large", limit="file")
    return data


def _kind_of_ole(data: bytes) -> Kind:
    if _has_stream(data, "EncryptedPackage") or _has_stream(data, "EncryptionInfo"):
        raise Refusal("workbook.password")
    if _has_stream(data, "Workbook") or _has_stream(data, "Book"):
        return "xls"
    raise Refusal("workbook.not_a_workbook")


def _has_stream(data: bytes, name: str) -> bool:
    """Find a compound file's directory entry by its whole fixed-size name field and its type."""
    written = name.encode("utf-16-le")
    record = written.ljust(64, b"\0") + struct.pack("<HB", len(written) + 2, _OLE_STREAM)
    return record in data


def _kind_of_zip(entries: dict[str, Entry]) -> Kind:
    if "xl/workbook.xml" in entries:
        return "xlsx"
    if "xl/workbook.bin" in entries:
        return "xlsb"
    mime = entries.get("mimetype")
    if mime is not None and mime.head.startswith(_ODS_MIME):
        if b"encryption-data" in _manifest(entries):
            raise Refusal("workbook.password")
        return "ods"
    raise Refusal("workbook.not_a_workbook")


def _manifest(entries: dict[str, Entry]) -> bytes:
    manifest = entries.get("meta-inf/manifest.xml")
    return b"" if manifest is None else manifest.content()
