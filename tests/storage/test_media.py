"""A file is what its content says."""

import io
import struct

import pytest

from domain.archive import MEDIA
from domain.errors import Refusal
from storage.media import media_of
from tests.storage.attached_files import BMP, DOCX, JPG, OFD, PDF, PNG, TIF, XLSX, zipped

KNOWN = {
    "pdf": PDF,
    "png": PNG,
    "jpg": JPG,
    "tif": TIF,
    "bmp": BMP,
    "ofd": OFD,
    "docx": DOCX,
    "xlsx": XLSX,
}


def refusal(content: bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        media_of(io.BytesIO(content), "x.pdf")
    assert caught.value.facts == {"path": "x.pdf"}
    return caught.value


@pytest.mark.parametrize(("media", "content"), KNOWN.items())
def test_known_kinds_are_told_by_their_content(media: str, content: bytes) -> None:
    stream = io.BytesIO(content)
    stream.seek(3)
    assert media_of(stream, "") == media


def test_every_kind_that_is_kept_is_known() -> None:
    assert set(KNOWN) == set(MEDIA)
    assert media_of(io.BytesIO(b"MM\x00*" + bytes(9)), "") == "tif"


@pytest.mark.parametrize(
    "content",
    [
        b"MZ" + bytes(100),
        b"#!/bin/sh\n",
        b"<html>",
        b"BM is a word" + bytes(60),
        b"BM",
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600),
        zipped("readme.txt"),
        zipped("sub/OFD.xml"),
        b"PK\x03\x04" + bytes(200),
        OFD[:-30],
    ],
)
def test_anything_else_is_refused(content: bytes) -> None:
    assert refusal(content).code == "attachment.kind"


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "xl/vbaProject.bin", "vbaProject.bin"])
def test_programs_are_refused(part: str) -> None:
    hostile = zipped("word/document.xml", part)
    assert refusal(hostile).code == "attachment.macros"


@pytest.mark.parametrize(
    ("entries", "size", "offset"),
    [(60_000, 46, 0), (1, 9 * 1024 * 1024, 0), (1, 46, 4_000_000_000), (5, 46, 0), (1, 3, 0)],
)
def test_a_directory_out_of_bounds_is_refused_unread(entries: int, size: int, offset: int) -> None:
    end = b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, entries, entries, size, offset, 0)
    assert refusal(b"PK\x03\x04" + bytes(100) + end).code == "attachment.kind"


def test_a_directory_that_breaks_off_is_refused() -> None:
    at = OFD.rindex(b"PK\x01\x02")
    broken = OFD[:at] + b"PK\x09\x09" + OFD[at + 4 :]
    assert refusal(broken).code == "attachment.kind"
    assert refusal(b"PK\x03\x04" + b"PK\x05\x06").code == "attachment.kind"
