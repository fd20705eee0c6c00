"""What a file is, told by its content. Names lie, and are not asked.

Containers are read as far as their table of contents, by hand and within narrow limits: nothing
is unpacked.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO, Final

from domain.errors import Refusal

_HEAD: Final = 1024
_PDF: Final = b"%PDF-"
_BEGINNINGS: Final = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
)
_BITMAP: Final = b"BM"
_BITMAP_HEADERS: Final = frozenset({12, 40, 52, 56, 64, 108, 124})
"""Sizes that the header behind a bitmap file's own may have (BITMAPCOREHEADER and later)."""
_ZIP: Final = b"PK\x03\x04"
_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_LONGEST_COMMENT: Final = 0xFFFF
_ENTRY: Final = b"PK\x01\x02"
_ENTRY_SIZE: Final = 46
_LARGEST_DIRECTORY: Final = 8 * 1024 * 1024
_MOST_ENTRIES: Final = 50_000
_PARTS: Final = ((b"OFD.xml", "ofd"), (b"word/document.xml", "docx"), (b"xl/workbook.xml", "xlsx"))
_MACROS: Final = b"vbaProject.bin"


def media_of(stream: BinaryIO, path: str) -> str:
    """Return what an open file is: one of `domain.archive.MEDIA`.

    Raises:
        Refusal: with the `path` it is told by, `attachment.kind` for anything else,
            `attachment.macros` for an office document that carries programs.
    """
    stream.seek(0)
    head = stream.read(_HEAD)
    for beginning, media in _BEGINNINGS:
        if head.startswith(beginning):
            return media
    if _PDF in head:
        return "pdf"
    if head.startswith(_BITMAP) and _is_bitmap(head):
        return "bmp"
    if head.startswith(_ZIP):
        return _container(stream, path)
    raise Refusal("attachment.kind", path=path)


def _is_bitmap(head: bytes) -> bool:
    return len(head) > _END_SIZE and int.from_bytes(head[14:18], "little") in _BITMAP_HEADERS


def _container(stream: BinaryIO, path: str) -> str:
    try:
        names = frozenset(_names(stream))
    except (struct.error, ValueError):
        raise Refusal("attachment.kind", path=path) from None
    if any(name.rsplit(b"/", 1)[-1] == _MACROS for name in names):
        raise Refusal("attachment.macros", path=path)
    for part, media in _PARTS:
        if part in names:
            return media
    raise Refusal("attachment.kind", path=path)


def _names(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the names in a ZIP's central directory; raises ValueError for one out of bounds."""
    end = stream.seek(0, 2)
    stream.seek(max(0, end - _END_SIZE - _LONGEST_COMMENT))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0:
        raise ValueError("no end of the directory")
    entries, size, offset = struct.unpack_from("<H2L", tail, at + 10)
    if entries > _MOST_ENTRIES or size > _LARGEST_DIRECTORY or offset + size > end:
        raise ValueError("the directory is out of bounds")
    stream.seek(offset)
    directory = stream.read(size)
    place = 0
    for _ in range(entries):
        if directory[place : place + 4] != _ENTRY:
            raise ValueError("the directory is broken")
        name, extra, comment = struct.unpack_from("<3H", directory, place + 28)
        begins = place + _ENTRY_SIZE
        yield directory[begins : begins + name]
        place = begins + name + extra + comment
