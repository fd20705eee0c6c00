"""How a backup set's manifest and its mark are written, and how strictly they are read.

The manifest is canonical JSON under a MAC: whoever holds the audit key can tell that the program
wrote it, and anybody can compare the files with it. A set that was read back to its last byte and
found sound bears a mark beside the manifest, under a MAC too.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.errors import Refusal
from storage.audit_entries import Head
from storage.backup_set import (
    MANIFEST,
    MARK,
    PAPERS,
    Damage,
    FactsDigest,
    FileLine,
    Lack,
    Manifest,
    number_in,
)
from storage.json_record import Damaged, Record

FORMAT: Final = 2
_MARK_FORMAT: Final = 1
_UNCHECKED: Final = 1
"""The format of a set of which nobody could tell whether it holds all that is attached."""
_OURS: Final = PAPERS | {"vault.json", "vault.prev.json", "register.db", "audit.db"}
_ATTACHED: Final = re.compile(r"attachments/(incoming/)?[0-9A-Za-z][0-9A-Za-z._-]{0,120}")
_STORED: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,120}")
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_YEARS: Final = range(1971, 9999)
"""A moment of other years cannot be told in every zone."""
_TEXT: Final = json.JSONEncoder(ensure_ascii=False)
_REQUIRED: Final = frozenset({"vault.json", "register.db", "audit.db"})


@dataclass(frozen=True, slots=True)
class Signed:
    """A manifest as it lies in its set, with its MAC and the digest (hex) of its bytes."""

    manifest: Manifest
    mac: bytes
    sha256: str

    def is_authentic(self, audit_key: bytes | bytearray) -> bool:
        """Tell whether a holder of the audit key wrote it."""
        return hmac.compare_digest(self.mac, _mac(_covered(self.manifest), audit_key))


def to_bytes(manifest: Manifest, audit_key: bytes | bytearray) -> bytes:
    """Write the manifest with its MAC, in the one form in which it may be written."""
    return _whole(manifest, _mac(_covered(manifest), audit_key))


def from_bytes(content: bytes) -> Signed:
    """Read a manifest strictly; whether its MAC holds is asked of `Signed`.

    Raises:
        Damaged: for anything that `to_bytes` does not write, paths that lead elsewhere included.
        Refusal: `storage.too_new` for the set of a newer program.
    """
    record = _record(content, MANIFEST)
    mac = record.octets("mac")
    audit, facts = record.record("audit"), record.record("facts")
    manifest = Manifest(
        name=record.text("name"),
        number=record.whole("number"),
        office=record.text("office"),
        made=record.text("made"),
        program=record.text("program"),
        reason=record.text("reason"),
        register_number=record.whole("register_number"),
        audit=Head(audit.whole("n"), audit.text("hash")),
        facts=FactsDigest(facts.text("day"), facts.text("digest"), facts.whole("rows")),
        files=tuple(_line(Record(entry)) for entry in record.array("files")),
        lacking=_lacking(record),
    )
    for part in (audit, facts, record):
        part.end()
    _require_sound(manifest)
    _require_writing(content, lambda: _whole(manifest, mac))
    return Signed(manifest, mac, hashlib.sha256(content).hexdigest())


def mark_bytes(content: dict[str, object], audit_key: bytes | bytearray) -> bytes:
    """Write the mark of a verified set with its MAC."""
    whole = {"format": _MARK_FORMAT, **content}
    return _written({**whole, "mac": mac_of(whole, audit_key).hex()})


def mark_from(content: bytes) -> tuple[dict[str, object], bytes]:
    """Return what a mark says, and its MAC; raises `Damaged`, or refuses `storage.too_new`."""
    record = _record(content, MARK)
    mac = record.octets("mac")
    said = {"format": _MARK_FORMAT, **record.rest}
    _require_writing(content, lambda: _written({**said, "mac": mac.hex()}))
    return said, mac


def moment_in(text: str) -> datetime:
    """Return the moment that ISO text with a zone names; raises `Damaged` for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Damaged("moment") from error
    if moment.tzinfo is None or moment.year not in _YEARS:
        raise Damaged("moment")
    return moment


def mac_of(content: Mapping[str, object], audit_key: bytes | bytearray) -> bytes:
    """Return the HMAC over a mark's content."""
    return _mac(_written(content), audit_key)


def _mac(covered: bytes, audit_key: bytes | bytearray) -> bytes:
    info = b"bianqing/backup-mac/v1"
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(bytes(audit_key))
    return hmac.digest(key, covered, "sha256")


def _covered(manifest: Manifest) -> bytes:
    return _written(_content(manifest), manifest.files)


def _whole(manifest: Manifest, mac: bytes) -> bytes:
    return _written({**_content(manifest), "mac": mac.hex()}, manifest.files)


def _content(manifest: Manifest) -> dict[str, object]:
    """Return what the MAC covers but for the files, which are written by themselves."""
    content: dict[str, object] = {
        "format": _UNCHECKED,
        "name": manifest.name,
        "number": manifest.number,
        "office": manifest.office,
        "made": manifest.made,
        "program": manifest.program,
        "reason": manifest.reason,
        "register_number": manifest.register_number,
        "audit": asdict(manifest.audit),
        "facts": asdict(manifest.facts),
        "files": [],
    }
    if manifest.lacking is None:
        return content
    return {**content, "format": FORMAT, "lacking": [asdict(lack) for lack in manifest.lacking]}


def _written(content: Mapping[str, object], files: Iterable[FileLine] = ()) -> bytes:
    """Write JSON in its one form; `files` are laid in by themselves, for there may be thousands."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    if lines := ",\n".join(map(_line_text, files)):
        text = text.replace('\n "files": [],', f'\n "files": [\n{lines}\n ],', 1)
    return f"{text}\n".encode()


def _line_text(line: FileLine) -> str:
    path, sha256 = _TEXT.encode(line.path), _TEXT.encode(line.sha256)
    return f'  {{\n   "path": {path},\n   "sha256": {sha256},\n   "size": {line.size}\n  }}'


def _record(content: bytes, path: str) -> Record:
    try:
        record = Record(json.loads(content))
    except (ValueError, RecursionError) as error:
        raise Damaged("not JSON") from error
    found = record.whole("format")
    if found > FORMAT:
        raise Refusal("storage.too_new", path=path, found=found, known=FORMAT)
    return record


def _require_writing(content: bytes, written: Callable[[], bytes]) -> None:
    """Raise `Damaged` for what is not in its one form, or can be written in none."""
    try:
        same = written() == content
    except (UnicodeEncodeError, RecursionError) as error:
        raise Damaged("no writing") from error
    if not same:
        raise Damaged("another writing")


def _line(record: Record) -> FileLine:
    line = FileLine(record.text("path"), record.whole("size"), record.text("sha256"))
    record.end()
    ours = line.path in _OURS or _ATTACHED.fullmatch(line.path)
    if not ours or not _HASH.fullmatch(line.sha256):
        raise Damaged(line.path)
    return line


def _lacking(record: Record) -> tuple[Lack, ...] | None:
    if not record.holds("lacking"):
        return None
    return tuple(_lack(Record(entry)) for entry in record.array("lacking"))


def _lack(record: Record) -> Lack:
    file, damage = record.text("file"), record.text("damage")
    record.end()
    if not _STORED.fullmatch(file) or damage not in set(Damage):
        raise Damaged(file)
    return Lack(file, Damage(damage))


def _require_sound(manifest: Manifest) -> None:
    paths = [line.path for line in manifest.files]
    if len(set(paths)) != len(paths) or not _REQUIRED.issubset(paths):
        raise Damaged("files")
    moment_in(manifest.made)
    if number_in(manifest.name, manifest.office) != manifest.number:
        raise Damaged("name")
