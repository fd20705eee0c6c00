"""What a file must be before anything parses it."""

from __future__ import annotations

import io
import os
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refusal
from export.workbooks.archive import inspect, load
from export.workbooks.watch import refuse_document_type, refuse_too_many_rows
from tests.export.workbooks.conftest import Make
from tests.export.workbooks.making import (
    BOOK,
    HEADS,
    compound_file,
    endless_rows,
    raw_xlsx,
    zip_of,
)


def code_of(data: bytes) -> str:
    with pytest.raises(Refusal) as refusal:
        inspect(data)
    return refusal.value.code


def test_the_name_does_not_count(make: Make) -> None:
    assert load(make([HEADS], name="名册.xls")).kind == "xlsx"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "workbook.not_a_workbook"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "workbook.not_a_workbook"),
        (b"%PDF-1.7", "workbook.not_a_workbook"),
        (zip_of([("word/document.xml", b"<a/>")]), "workbook.not_a_workbook"),
        (compound_file("WordDocument"), "workbook.not_a_workbook"),
        (compound_file("EncryptionInfo", "EncryptedPackage"), "workbook.password"),
        (b"PK\x03\x04 and then nothing", "workbook.unreadable"),
        (zip_of([("xl/workbook.xml", BOOK.encode())])[:-30], "workbook.unreadable"),
    ],
)
def test_anything_else_is_refused(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_an_encrypted_ods_asks_for_the_password_to_be_removed() -> None:
    mime = b"application/vnd.oasis.opendocument.spreadsheet"
    manifest = b"<manifest><encryption-data/></manifest>"
    data = zip_of([("mimetype", mime), ("META-INF/manifest.xml", manifest)])
    assert code_of(data) == "workbook.password"


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml", "C:/evil.xml", "xl/../../evil"])
def test_names_that_climb_out_are_refused(name: str) -> None:
    assert code_of(zip_of([("xl/workbook.xml", BOOK.encode()), (name, b"<a/>")])) == (
        "workbook.suspicious"
    )


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused() -> None:
    parts = [("xl/workbook.xml", BOOK.encode()), ("XL/Workbook.xml", b"<a/>")]
    assert code_of(zip_of(parts)) == "workbook.suspicious"


def test_a_link_inside_is_refused() -> None:
    link = zipfile.ZipInfo("xl/link")
    link.external_attr = 0o120777 << 16
    path = "xl/workbook.xml"
    data = zip_of([(path, BOOK.encode())])
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert code_of(buffer.getvalue()) == "workbook.suspicious"


@pytest.mark.parametrize("offset", [6, 8, 30])
def test_a_local_header_that_tells_another_story_is_refused(offset: int) -> None:
    data = bytearray(zip_of([("xl/workbook.xml", BOOK.encode())]))
    data[offset] ^= 1
    assert code_of(bytes(data)) == "workbook.suspicious"


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_any_encoding(codec: str) -> None:
    text = '<?xml version="1.0"?><!-- <a> --><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    parts = [("xl/workbook.xml", BOOK.encode()), ("xl/styles.xml", text.encode(codec))]
    assert code_of(zip_of(parts)) == "workbook.suspicious"


@pytest.mark.parametrize("text", [b"<!-- " * 9000 + b"<a/>", b"<!-- x -->" * 6000, b"\0<\0a"])
def test_a_part_that_hides_its_root_is_refused_quickly(text: bytes) -> None:
    with pytest.raises(Refusal):
        refuse_document_type("xl/a.xml", text)


def test_too_many_entries_are_refused() -> None:
    assert code_of(zip_of([(f"xl/{n}", b"") for n in range(2001)])) == "workbook.too_large"


@pytest.mark.rule("22239 8.1.4.4")
def test_a_zip_bomb_is_refused_by_what_comes_out(tmp_path: Path) -> None:
    zeros = (b"\0" * 1_048_576 for _ in range(300))
    path = raw_xlsx(tmp_path / "炸弹.xlsx", zeros)
    assert path.stat().st_size < 400_000
    assert code_of(path.read_bytes()) == "workbook.too_large"


def test_more_than_a_million_rows_of_values_are_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        refuse_too_many_rows(endless_rows(1_000_001))
    assert refusal.value.code == "workbook.too_many_rows"


def test_rows_that_carry_only_formatting_do_not_count() -> None:
    rows = (b'<row r="1" s="4"><c r="A1" s="1"/></row>' * 10_000 for _ in range(110))
    refuse_too_many_rows(rows)


@given(st.integers(1, 40), st.integers(1, 30))
def test_counting_does_not_depend_on_the_chunks(size: int, rows: int) -> None:
    data = b"".join(endless_rows(rows))
    chunks = [data[at : at + size] for at in range(0, len(data), size)]
    refuse_too_many_rows(chunks, limit=rows)
    with pytest.raises(Refusal) as refusal:
        refuse_too_many_rows(chunks, limit=rows - 1)
    assert refusal.value.facts == {"limit": rows - 1}


def test_a_file_of_more_than_fifty_megabytes_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    with pytest.raises(Refusal) as refusal:
        load(path)
    assert refusal.value.code == "workbook.too_large"


def test_pipes_folders_and_missing_files_are_told_apart(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.xlsx")
    for name, code in [("管道.xlsx", "not_a_file"), ("", "not_a_file"), ("无.xlsx", "not_found")]:
        with pytest.raises(Refusal) as refusal:
            load(tmp_path / name)
        assert refusal.value.code == f"workbook.{code}"


@given(st.binary(max_size=400), st.integers(0, 2000))
def test_damage_never_ends_in_anything_but_a_refusal(noise: bytes, at: int) -> None:
    data = bytearray(zip_of([("xl/workbook.xml", BOOK.encode()), ("xl/a.xml", b"<a/>" * 200)]))
    data[at : at + len(noise)] = noise
    with suppress(Refusal):
        assert inspect(bytes(data)).kind == "xlsx"


@pytest.mark.slow
def test_the_row_limit_is_asked_before_parsing(tmp_path: Path) -> None:
    path = raw_xlsx(tmp_path / "长.xlsx", endless_rows(1_000_001))
    with pytest.raises(Refusal) as refusal:
        load(path)
    assert refusal.value.code == "workbook.too_many_rows"
