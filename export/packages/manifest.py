"""What a package says about itself: every member mandatory, no others, one encoding.

Nothing of a manifest is believed before the signature over its bytes has been verified.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from export.packages import strict_json
from export.packages.acks import MAX_ACKS, Ack, read_acks
from export.packages.envelope import from_base64, to_base64
from export.packages.fields import OFFICE_CODE, TOKEN, Fields, moment_text
from export.packages.offices import Level, is_code, is_name, level_of
from export.packages.strict_json import MAX_INTEGER, NotStrict

VERSION: Final = 1
MAX_RECIPIENTS: Final = 64
MAX_COUNTERS: Final = 64
MAX_PAYLOAD: Final = 2**32
MAX_PLAIN: Final = 2**34
NO_PREVIOUS: Final = "0" * 64
CODEC: Final = "zlib"
ROW_KIND: Final = re.compile(r"[a-z][a-z0-9_]{0,31}", re.ASCII)
TOTAL_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,31}\.[a-z][a-z0-9_]{0,31}", re.ASCII)
PACKAGE_ID: Final = re.compile(r"[0-9a-f]{32}", re.ASCII)
_LEVEL: Final = re.compile("|".join(level.value for level in Level))
_WORDS: Final = re.compile(r"\S(?:.{0,62}\S)?")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/]{1,1024}={0,2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Sender:
    """The office that sends, and the fingerprint of the operator's certificate that signed."""

    code: str
    level: Level
    name: str
    cert_fp: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """An office the payload key is sealed to; `enc_fp` names its encryption certificate."""

    code: str
    enc_fp: str
    wrap: bytes


@dataclass(frozen=True, slots=True)
class PayloadFacts:
    """Lengths in bytes and digests in hex, of the ciphertext and of the plain NDJSON.

    `rows` counts the records of each kind; `totals` sums a whole-number member over the records of
    a kind, under "kind.member".
    """

    len: int
    digest: str
    plain_len: int
    plain_digest: str
    codec: str
    rows: Mapping[str, int]
    totals: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class AuditHead:
    """Number of entries and head of the sender's audit chain."""

    size: int
    head: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The signed statement of a package.

    `prev` is the SHA-256 of the whole file before this one in the stream, zeros at the first;
    `certs` that of the certificate area; `facts` is the sender's canonical digest of the facts on
    `data_date`; `stream` and `epoch` name the sequence that `seq` counts in.
    """

    suite: str
    kind: str
    pkg_id: str
    sender: Sender
    recipients: tuple[Recipient, ...]
    stream: str
    epoch: int
    seq: int
    prev: str
    created: datetime
    not_after: datetime
    data_date: date
    schema: str
    payload: PayloadFacts
    facts: str
    audit: AuditHead
    acks: tuple[Ack, ...]
    certs: str
    app: str

    def encode(self) -> bytes:
        """Return the manifest's one encoding."""
        value: dict[str, object] = {name: getattr(self, name) for name in _PLAIN}
        value |= {
            "v": VERSION,
            "sender": {
                "code": self.sender.code,
                "level": self.sender.level.value,
                "name": self.sender.name,
                "cert_fp": self.sender.cert_fp,
            },
            "recipients": [
                {"code": to.code, "enc_fp": to.enc_fp, "wrap": to_base64(to.wrap)}
                for to in self.recipients
            ],
            "created": moment_text(self.created),
            "not_after": moment_text(self.not_after),
            "data_date": self.data_date.isoformat(),
            "payload": {name: getattr(self.payload, name) for name in _PAYLOAD},
            "audit": {"size": self.audit.size, "head": self.audit.head},
            "acks": [ack.told for ack in self.acks],
        }
        return strict_json.canonical(value)

    @classmethod
    def decode(cls, data: bytes) -> Manifest:
        """Return the manifest that `data` encodes.

        Raises:
            NotStrict: If `data` is not the one encoding of a complete manifest.
        """
        value = Fields(strict_json.loads_canonical(data), *_MEMBERS)
        value.integer("v", VERSION, VERSION)
        return cls(
            suite=value.text("suite", TOKEN),
            kind=value.text("kind", _WORDS),
            pkg_id=value.text("pkg_id", PACKAGE_ID),
            sender=_sender(value.raw("sender")),
            recipients=_recipients(value.items("recipients", MAX_RECIPIENTS)),
            stream=value.text("stream", TOKEN),
            epoch=value.integer("epoch", 1),
            seq=value.integer("seq", 1),
            prev=value.digest("prev"),
            created=value.moment("created"),
            not_after=value.moment("not_after"),
            data_date=value.day("data_date"),
            schema=value.text("schema", TOKEN),
            payload=_payload(value.raw("payload")),
            facts=value.digest("facts"),
            audit=_audit(value.raw("audit")),
            acks=read_acks(value.items("acks", MAX_ACKS)),
            certs=value.digest("certs"),
            app=value.text("app", TOKEN),
        )


_PLAIN: Final = (
    *("suite", "kind", "pkg_id", "stream", "epoch", "seq", "prev", "schema", "facts", "certs"),
    "app",
)
_MEMBERS: Final = (
    *_PLAIN,
    *("v", "sender", "recipients", "created", "not_after", "data_date", "payload", "audit"),
    "acks",
)
_PAYLOAD: Final = ("len", "digest", "plain_len", "plain_digest", "codec", "rows", "totals")


def _sender(value: object) -> Sender:
    fields = Fields(value, "code", "level", "name", "cert_fp")
    code, name = fields.text("code", OFFICE_CODE), fields.text("name", _WORDS)
    level = Level(fields.text("level", _LEVEL))
    if not is_code(code) or level_of(code) is not level or not is_name(name):
        raise NotStrict("sender")
    return Sender(code, level, name, fields.digest("cert_fp"))


def _recipients(values: list[object]) -> tuple[Recipient, ...]:
    found = tuple(_recipient(value) for value in values)
    codes = [recipient.code for recipient in found]
    if not codes or codes != sorted(set(codes)):
        raise NotStrict("recipients")
    return found


def _recipient(value: object) -> Recipient:
    fields = Fields(value, "code", "enc_fp", "wrap")
    code = fields.text("code", OFFICE_CODE)
    if not is_code(code):
        raise NotStrict("recipients")
    return Recipient(code, fields.digest("enc_fp"), from_base64(fields.text("wrap", _BASE64)))


def _payload(value: object) -> PayloadFacts:
    fields = Fields(value, *_PAYLOAD)
    return PayloadFacts(
        len=fields.integer("len", 0, MAX_PAYLOAD),
        digest=fields.digest("digest"),
        plain_len=fields.integer("plain_len", 0, MAX_PLAIN),
        plain_digest=fields.digest("plain_digest"),
        codec=fields.text("codec", re.compile(CODEC)),
        rows=fields.counts("rows", ROW_KIND, 1, MAX_COUNTERS),
        totals=fields.counts("totals", TOTAL_NAME, -MAX_INTEGER, MAX_COUNTERS),
    )


def _audit(value: object) -> AuditHead:
    fields = Fields(value, "size", "head")
    return AuditHead(fields.integer("size", 0), fields.digest("head"))
