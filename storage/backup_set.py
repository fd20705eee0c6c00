"""What a backup set is: a folder of raw copies, and the manifest that names each of its bytes.

The manifest is canonical JSON under a MAC: whoever holds the audit key can tell that the program
wrote it, and anybody can compare the files with it. A set that was read back to its last byte and
found sound bears a mark beside the manifest, under a MAC too.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.errors import Refusal
from storage.audit_entries import Head
from storage.json_record import Damaged, Record

FORMAT: Final = 1
MANIFEST: Final = "清单.json"
MARK: Final = "已验证.json"
README: Final = "README-恢复说明.txt"
SCRIPT: Final = "恢复.py"
_NAME: Final = re.compile(r"编清备份-(\d{2,6})-(\d{8}-\d{6})-(\d{1,9})")
_PLAIN: Final = frozenset({"vault.json", "vault.prev.json", "register.db", "audit.db"})
_PAPERS: Final = frozenset({README, SCRIPT})
_ATTACHED: Final = re.compile(r"attachments/(incoming/)?[0-9A-Za-z][0-9A-Za-z._-]{0,120}")
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_REQUIRED: Final = frozenset({"vault.json", "register.db", "audit.db"})


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file of a set: its path from the set's folder, its size in bytes, its SHA-256 (hex)."""

    path: str
    size: int
    sha256: str

    @property
    def is_data(self) -> bool:
        """Whether it belongs into the data folder, rather than explaining the set."""
        return self.path not in _PAPERS


@dataclass(frozen=True, slots=True)
class FactsDigest:
    """The canonical digest of the facts on a day; all empty where nobody held the register key."""

    day: str = ""
    digest: str = ""
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a set says about itself.

    `made` is ISO text with the zone. `register_number` is the number of the register's last audit
    row, 0 where nobody could read it; `audit` is the head of the audit's chain.
    """

    name: str
    number: int
    office: str
    made: str
    program: str
    reason: str
    register_number: int
    audit: Head
    facts: FactsDigest
    files: tuple[FileLine, ...]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(line.size for line in self.files)

    @property
    def moment(self) -> datetime:
        """When the set was made."""
        return datetime.fromisoformat(self.made)

    def data(self) -> Iterable[FileLine]:
        """Return the files that make up a data folder."""
        return (line for line in self.files if line.is_data)


@dataclass(frozen=True, slots=True)
class Signed:
    """A manifest as it lies in its set, with its MAC and the digest (hex) of its bytes."""

    manifest: Manifest
    mac: bytes
    sha256: str

    def is_authentic(self, audit_key: bytes | bytearray) -> bool:
        """Tell whether a holder of the audit key wrote it."""
        return hmac.compare_digest(self.mac, mac_of(_content(self.manifest), audit_key))


def set_name(office: str, made: datetime, number: int) -> str:
    """Return the name of a set's folder; it names nobody."""
    return f"编清备份-{office}-{made:%Y%m%d-%H%M%S}-{number}"


def number_in(name: str, office: str) -> int | None:
    """Return the running number in the name of one of the office's sets, `None` for others."""
    found = _NAME.fullmatch(name)
    return int(found[3]) if found and found[1] == office else None


def is_set_name(name: str) -> bool:
    """Tell whether a folder of this name may be a set."""
    return _NAME.fullmatch(name) is not None


def to_bytes(manifest: Manifest, audit_key: bytes | bytearray) -> bytes:
    """Write the manifest with its MAC, in the one form in which it may be written."""
    content = _content(manifest)
    return _written({**content, "mac": mac_of(content, audit_key).hex()})


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
    )
    for part in (audit, facts, record):
        part.end()
    _require_sound(manifest)
    if _written({**_content(manifest), "mac": mac.hex()}) != content:
        raise Damaged("another writing")
    return Signed(manifest, mac, hashlib.sha256(content).hexdigest())


def mark_bytes(content: dict[str, object], audit_key: bytes | bytearray) -> bytes:
    """Write the mark of a verified set with its MAC."""
    whole = {"format": FORMAT, **content}
    return _written({**whole, "mac": mac_of(whole, audit_key).hex()})


def mark_from(content: bytes) -> tuple[dict[str, object], bytes]:
    """Return what a mark says, and its MAC; raises `Damaged`, or refuses `storage.too_new`."""
    record = _record(content, MARK)
    mac = record.octets("mac")
    said = {"format": FORMAT, **record.rest}
    if _written({**said, "mac": mac.hex()}) != content:
        raise Damaged("another writing")
    return said, mac


def mac_of(content: dict[str, object], audit_key: bytes | bytearray) -> bytes:
    """Return the HMAC over a manifest's or a mark's content."""
    info = b"bianqing/backup-mac/v1"
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(bytes(audit_key))
    return hmac.digest(key, _written(content), "sha256")


def _content(manifest: Manifest) -> dict[str, object]:
    return {"format": FORMAT, **asdict(manifest), "files": [asdict(x) for x in manifest.files]}


def _written(content: dict[str, object]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def _record(content: bytes, path: str) -> Record:
    try:
        record = Record(json.loads(content))
    except (ValueError, RecursionError) as error:
        raise Damaged("not JSON") from error
    found = record.whole("format")
    if found > FORMAT:
        raise Refusal("storage.too_new", path=path, found=found, known=FORMAT)
    return record


def _line(record: Record) -> FileLine:
    line = FileLine(record.text("path"), record.whole("size"), record.text("sha256"))
    record.end()
    ours = line.path in _PLAIN | _PAPERS or _ATTACHED.fullmatch(line.path)
    if not ours or not _HASH.fullmatch(line.sha256):
        raise Damaged(line.path)
    return line


def _require_sound(manifest: Manifest) -> None:
    paths = [line.path for line in manifest.files]
    if len(set(paths)) != len(paths) or not _REQUIRED.issubset(paths):
        raise Damaged("files")
    try:
        zone = manifest.moment.tzinfo
    except ValueError as error:
        raise Damaged("made") from error
    if zone is None or number_in(manifest.name, manifest.office) != manifest.number:
        raise Damaged("name")
