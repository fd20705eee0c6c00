"""The zip directory of a workbook, checked against what is really in the file.

Zip bombs, entries that overlap, names that climb out, and headers that tell two stories are
refused here; the sizes that count are those that come out of the decompressor, not those that
the file claims.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from domain.errors import Refusal
from export.workbooks.watch import (
    PROLOG,
    SheetWatch,
    refuse_document_type,
    refuse_too_many_rows,
)

MIB: Final = 1024 * 1024
MAX_ENTRIES: Final = 2000
MAX_TOTAL: Final = 512 * MIB
MAX_PART: Final = 256 * MIB
MAX_RATIO: Final = 100
RATIO_FROM: Final = MIB
MAX_DIRECTORY: Final = 4 * MIB

_CHUNK: Final = 256 * 1024
_SLICE: Final = 32 * 1024
_HEAD: Final = 128
_END: Final = struct.Struct("<4s4H2LH")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_ENCRYPTED: Final = 0x1
_SIZES_FOLLOW: Final = 0x8
_UTF8: Final = 0x800
_ZIP64: Final = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Entry:
    """One part of the archive, seen whole once: its first bytes and what the watch noticed."""

    name: str
    head: bytes
    has_error_cells: bool
    packed: memoryview
    method: int

    def content(self) -> bytes:
        """Return the unpacked bytes; the size was proven to be within the limits."""
        return b"".join(_inflate(self.packed, self.method))


def scan_entries(data: bytes) -> dict[str, Entry]:
    """Check every entry, unpacking each once as a stream; the keys are lower-case names.

    Raises `Refusal`: workbook.unreadable, workbook.too_large, workbook.suspicious,
    workbook.too_many_rows.
    """
    infos = _directory(data)
    view = memoryview(data)
    entries: dict[str, Entry] = {}
    total = position = 0
    for info in sorted(infos, key=lambda each: each.header_offset):
        name = _checked_name(info, entries)
        start = _checked_start(data, info)
        if info.header_offset < position:
            raise Refusal("workbook.suspicious", reason="overlap")
        position = start + info.compress_size
        if position > len(data):
            raise Refusal("workbook.unreadable")
        entry, size = _unpacked(name, view[start:position], info, MAX_TOTAL - total)
        total += size
        entries[name] = entry
    return entries


def _directory(data: bytes) -> list[zipfile.ZipInfo]:
    """List the central directory after making sure that listing it is cheap."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - _END.size - 0xFFFF))
    if at < 0 or at + _END.size > len(data):
        raise Refusal("workbook.unreadable")
    _, _, _, _, count, size, _, _ = _END.unpack_from(data, at)
    if count > MAX_ENTRIES or size > MAX_DIRECTORY:
        raise Refusal("workbook.too_large", limit="entries")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
        raise Refusal("workbook.unreadable") from error
    if len(infos) > MAX_ENTRIES:
        raise Refusal("workbook.too_large", limit="entries")
    return infos


def _checked_name(info: zipfile.ZipInfo, seen: dict[str, Entry]) -> str:
    name = info.orig_filename.replace("\\", "/")
    parts = name.split("/")
    if "\0" in name or name.startswith("/") or ".." in parts or ":" in parts[0]:
        raise Refusal("workbook.suspicious", reason="name")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise Refusal("workbook.suspicious", reason="link")
    if info.flag_bits & _ENCRYPTED:
        raise Refusal("workbook.suspicious", reason="encrypted")
    if name.lower() in seen:
        raise Refusal("workbook.suspicious", reason="duplicate")
    return name.lower()


def _checked_start(data: bytes, info: zipfile.ZipInfo) -> int:
    """Return where the packed bytes begin; the local header must tell what the directory tells."""
    at = info.header_offset
    if at < 0 or at + _LOCAL.size > len(data):
        raise Refusal("workbook.unreadable")
    magic, _, flags, method, _, _, _, packed, size, name_size, extra = _LOCAL.unpack_from(data, at)
    if magic != b"PK\x03\x04":
        raise Refusal("workbook.unreadable")
    start = at + _LOCAL.size
    name = data[start : start + name_size]
    codec = "utf-8" if info.flag_bits & _UTF8 else "cp437"
    told = (name, method, flags & _ENCRYPTED)
    sizes_differ = not flags & _SIZES_FOLLOW and (
        (packed, size) != (info.compress_size, info.file_size) and _ZIP64 not in (packed, size)
    )
    if told != (info.orig_filename.encode(codec), info.compress_type, 0) or sizes_differ:
        raise Refusal("workbook.suspicious", reason="mismatch")
    return int(start + name_size + extra)


def _unpacked(
    name: str, packed: memoryview, info: zipfile.ZipInfo, allowed: int
) -> tuple[Entry, int]:
    """Unpack one part as a stream, hold it to the limits and let the watch see every byte."""
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Refusal("workbook.suspicious", reason="method")
    watch = SheetWatch(name)
    size, head = 0, b""
    for chunk in _inflate(packed, info.compress_type):
        size += len(chunk)
        if size > min(allowed, MAX_PART):
            raise Refusal("workbook.too_large", limit="size")
        if size > RATIO_FROM and size > MAX_RATIO * len(packed):
            raise Refusal("workbook.too_large", limit="ratio")
        if len(head) < PROLOG:
            head += chunk[: PROLOG - len(head)]
        watch.see(chunk)
    refuse_document_type(name, head)
    if watch.may_be_too_long:
        refuse_too_many_rows(_inflate(packed, info.compress_type))
    if size != info.file_size:
        raise Refusal("workbook.suspicious", reason="mismatch")
    return Entry(name, head[:_HEAD], watch.has_error_cells, packed, info.compress_type), size


def _inflate(packed: memoryview, method: int) -> Iterator[bytes]:
    if method == zipfile.ZIP_STORED:
        for at in range(0, len(packed), _CHUNK):
            yield bytes(packed[at : at + _CHUNK])
        return
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        # Fed in slices: the unpacker copies what it has not consumed at every call.
        for at in range(0, len(packed), _SLICE):
            waiting: bytes | memoryview = packed[at : at + _SLICE]
            while waiting and not unpacker.eof:
                yield unpacker.decompress(waiting, _CHUNK)
                waiting = unpacker.unconsumed_tail
        yield unpacker.flush()
    except zlib.error as error:
        raise Refusal("workbook.unreadable") from error
    if not unpacker.eof:
        raise Refusal("workbook.unreadable")
