"""The manifest of a backup set: one writing, under a MAC, and nothing in it leads elsewhere."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refusal
from storage.audit_entries import Head
from storage.backup_set import Damage, FactsDigest, FileLine, Lack, Manifest
from storage.backup_text import from_bytes, mark_bytes, mark_from, to_bytes
from storage.json_record import Damaged

KEY = bytes(range(32))
HASH = "ab" * 32
FILES = tuple(
    FileLine(path, 7, HASH)
    for path in ("vault.json", "register.db", "audit.db", f"attachments/{HASH}.sealed")
)
MANIFEST = Manifest(
    "编清备份-629925-20261121-120000-3", 3, "629925", "2026-11-21T12:00:00+08:00", "0.1.0", "手工",
    12, Head(9, HASH), FactsDigest("2026-11-21", HASH, 40), FILES,
)  # fmt: skip


def test_what_is_written_is_read() -> None:
    signed = from_bytes(to_bytes(MANIFEST, KEY))
    assert signed.manifest == MANIFEST
    assert signed.is_authentic(KEY)
    assert not signed.is_authentic(bytes(32))
    assert MANIFEST.size == 28


@given(st.data())
def test_no_changed_byte_is_read_as_ours(data: st.DataObject) -> None:
    content = bytearray(to_bytes(MANIFEST, KEY))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    try:
        signed = from_bytes(bytes(content))
    except (Damaged, Refusal):
        return
    assert not signed.is_authentic(KEY)


@given(st.binary(max_size=200))
def test_rubbish_is_damaged(content: bytes) -> None:
    with pytest.raises(Damaged):
        from_bytes(content)


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd", "../vault.json", "attachments/../vault.json", "attachments/.hidden",
        "attachments/a/b", "attachments/", "outbox/x", "register.db-wal", "attachments/a\0b", "",
        "清单.json", "已验证.json",
    ],
)  # fmt: skip
def test_a_path_that_leads_elsewhere_is_damaged(path: str) -> None:
    files = (*FILES, FileLine(path, 1, HASH))
    with pytest.raises(Damaged):
        from_bytes(to_bytes(replace(MANIFEST, files=files), KEY))


@pytest.mark.parametrize(
    "changed",
    [
        {"files": FILES[:2]},
        {"files": (*FILES, FILES[0])},
        {"made": "2026-11-21T12:00:00"},
        {"made": "yesterday"},
        {"made": "0001-01-01T00:00:00+14:00"},
        {"made": "9999-12-31T23:59:59-14:00"},
        {"name": "编清备份-629925-20261121-120000-4"},
        {"name": "照片"},
        {"office": "629926"},
        {"files": (*FILES, FileLine("README-恢复说明.txt", 1, "AB" * 32))},
    ],
)
def test_what_does_not_fit_together_is_damaged(changed: dict[str, object]) -> None:
    fields: dict[str, Any] = {name: getattr(MANIFEST, name) for name in MANIFEST.__slots__}
    content = to_bytes(Manifest(**{**fields, **changed}), KEY)
    with pytest.raises(Damaged):
        from_bytes(content)


def escaped(content: bytes, name: str, value: str) -> bytes:
    """Return JSON in its form but for one field, whose text is written as JSON as it is."""
    held = json.dumps(json.loads(content)[name], ensure_ascii=False)
    return content.replace(held.encode(), value.encode(), 1)


def test_text_that_cannot_be_written_is_damaged() -> None:
    with pytest.raises(Damaged):
        from_bytes(escaped(to_bytes(MANIFEST, KEY), "reason", '"\\ud800"'))
    mark = mark_bytes({"at": "x"}, KEY)
    for value in ('"\\ud800"', "[" * 900 + "]" * 900):
        with pytest.raises(Damaged):
            mark_from(escaped(mark, "at", value))


def test_a_set_of_a_newer_program_is_told_apart_from_a_damaged_one() -> None:
    content = json.loads(to_bytes(MANIFEST, KEY))
    newer = json.dumps({**content, "format": 3, "more": 1}).encode()
    with pytest.raises(Refusal, match=r"storage\.too_new"):
        from_bytes(newer)


@pytest.mark.parametrize("lacking", [(), (Lack(f"{HASH}.sealed", Damage.UNREADABLE),)])
def test_what_a_set_lacks_is_read_as_it_was_written(lacking: tuple[Lack, ...]) -> None:
    """A set of which nobody could tell is in the format that programs before could read."""
    content = to_bytes(replace(MANIFEST, lacking=lacking), KEY)
    signed = from_bytes(content)
    assert signed.manifest.lacking == lacking
    assert signed.is_authentic(KEY)
    assert json.loads(content)["format"] == 2
    assert json.loads(to_bytes(MANIFEST, KEY))["format"] == 1
    assert from_bytes(to_bytes(MANIFEST, KEY)).manifest.lacking is None


@pytest.mark.parametrize("file", ["../x", "a/b", "", ".sealed"])
def test_what_is_lacking_leads_nowhere(file: str) -> None:
    with pytest.raises(Damaged):
        from_bytes(to_bytes(replace(MANIFEST, lacking=(Lack(file, Damage.ALTERED),)), KEY))


def test_another_writing_of_the_same_is_damaged() -> None:
    content = json.loads(to_bytes(MANIFEST, KEY))
    with pytest.raises(Damaged):
        from_bytes(json.dumps(content).encode())


def test_a_mark_is_read_as_it_was_written() -> None:
    said, mac = mark_from(mark_bytes({"manifest": HASH, "at": "x", "unread": []}, KEY))
    assert said == {"format": 1, "manifest": HASH, "at": "x", "unread": []}
    assert len(mac) == 32
    with pytest.raises(Damaged):
        mark_from(b"[]")
