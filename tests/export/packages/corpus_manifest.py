"""One lie each about the form of a member of the manifest: step 8."""

from __future__ import annotations

from collections.abc import Iterator

from tests.export.packages.lies import Fault, member, within, without

CODE = "package.manifest_invalid"
MOST = 2**53
NULL, TRUTH, NUMBER, TEXT, LIST, OBJECT = None, True, 7, "x", [1], {"a": 1}
AS_TEXT: tuple[object, ...] = (NULL, TRUTH, NUMBER, LIST, OBJECT, "")
AS_NUMBER: tuple[object, ...] = (NULL, TRUTH, "1", "", LIST, OBJECT, 1.5, -MOST - 1, MOST + 1)
AS_OBJECT: tuple[object, ...] = (NULL, TRUTH, NUMBER, TEXT, LIST, [], {})
AS_LIST: tuple[object, ...] = (NULL, TRUTH, NUMBER, TEXT, OBJECT, {})

TOP = (
    *("v", "suite", "kind", "pkg_id", "sender", "recipients", "stream", "epoch", "seq", "prev"),
    *("created", "not_after", "data_date", "schema", "payload", "facts", "audit", "acks"),
    *("certs", "app"),
)
INNER = (
    *("sender.code", "sender.level", "sender.name", "sender.cert_fp"),
    *("recipients.0.code", "recipients.0.enc_fp", "recipients.0.wrap"),
    *("payload.len", "payload.digest", "payload.plain_len", "payload.plain_digest"),
    *("payload.codec", "payload.rows", "payload.totals", "audit.size", "audit.head"),
)
OBJECTS = ("sender", "recipients.0", "payload", "audit")

DIGESTS = (
    *("prev", "facts", "certs", "audit.head", "sender.cert_fp", "recipients.0.enc_fp"),
    *("payload.digest", "payload.plain_digest"),
)
NO_DIGEST = ("ab" * 31 + "a", "ab" * 32 + "a", "AB" * 32, "0g" * 32, "ab" * 31 + "a\n", "０" * 64)
TOKENS = ("suite", "stream", "schema", "app")
NO_TOKEN = ("-x", ".x", "/x", "a b", "x\n", "x" * 65, "报", "x\u0000", "x:y")
CODES = ("sender.code", "recipients.0.code")
NO_CODE = ("6", "629", "62992", "6299255", "062992", "0629", "62x925", "６２９９", "6299 ", "-62")
MOMENTS = ("created", "not_after")
NO_MOMENT = (
    *("2026-11-20T08:00:00", "2026-11-20T08:00:00z", "2026-11-20T08:00:00+00:00"),
    *("2026-11-20 08:00:00Z", "20261120T080000Z", "2026-11-20T8:00:00Z", "2026-11-20T08:00Z"),
    *("2026-11-20T24:00:00Z", "2026-11-20T08:60:00Z", "2026-11-20T08:00:60Z"),
    *("2026-02-29T08:00:00Z", "2026-13-01T08:00:00Z", "2026-00-01T08:00:00Z"),
    *("2026-11-31T08:00:00Z", "2026-11-00T08:00:00Z", "0000-11-20T08:00:00Z"),
    *("2026-11-20T08:00:00.0Z", "2026-11-20T08:00:00Z ", " 2026-11-20T08:00:00Z"),
    *("12026-11-20T08:00:00Z", "２０２６-11-20T08:00:00Z", "2026-11-20T08:00:00Z\n"),
)
NO_DAY = (
    *("2026-11-2", "2026-11-31", "2026-02-29", "2026-00-01", "0000-01-01", "2026-11-20Z"),
    *("2026-W47-5", "2026-324", "2026-11-20T00:00:00", "20-11-2026", "２０２６-11-20"),
)
NO_NAME = (" 安澜县", "安澜县 ", "县" * 65, "安\n澜", "安\u200b澜", "安\u0000澜", "安\u3000")

FORMS: tuple[tuple[str, object], ...] = (
    *(("suite", value) for value in ("I0", "i1", "I1 ", "I2", "I")),
    *((name, value) for name in DIGESTS for value in (*AS_TEXT, *NO_DIGEST)),
    *((name, value) for name in TOKENS for value in (*AS_TEXT, *NO_TOKEN)),
    *((name, value) for name in CODES for value in (*AS_TEXT, *NO_CODE)),
    *((name, value) for name in MOMENTS for value in (*AS_TEXT, *NO_MOMENT)),
    *(("data_date", value) for value in (*AS_TEXT, *NO_DAY)),
    *(("sender.name", value) for value in (*AS_TEXT, *NO_NAME)),
    *(("kind", value) for value in (*AS_TEXT, " 上报", "上报 ", "报" * 65)),
    *(("pkg_id", value) for value in (*AS_TEXT, "0" * 31, "0" * 33, "0g" * 16, "0" * 31 + "\n")),
    *(
        ("sender.level", value)
        for value in (*AS_TEXT, "County", "county ", "province", "city", "village", "县")
    ),
    *(("payload.codec", value) for value in (*AS_TEXT, "ZLIB", "zlib ", "deflate", "gzip", "zstd")),
    *(("recipients.0.wrap", value) for value in AS_TEXT),
    *(("recipients.0.wrap", value) for value in ("AAA", "AA=A", "QR==", "AA A", "-_-_", "A===")),
    *((name, value) for name in ("v", "epoch", "seq") for value in (*AS_NUMBER, 0, -1)),
    *(("v", value) for value in (2, 10)),
    *(("payload.len", value) for value in (*AS_NUMBER, -1, 2**32 + 1)),
    *(("payload.plain_len", value) for value in (*AS_NUMBER, -1, 2**34 + 1)),
    *(("audit.size", value) for value in (*AS_NUMBER, -1)),
    *((name, value) for name in ("sender", "payload", "audit") for value in AS_OBJECT),
    *(("recipients.0", value) for value in AS_OBJECT),
    *(("recipients", value) for value in (*AS_LIST, [])),
    *(("acks", value) for value in AS_LIST),
    *((name, value) for name in ("payload.rows", "payload.totals") for value in AS_LIST[:4]),
    *((name, value) for name in ("payload.rows", "payload.totals") for value in (LIST, [])),
    *(("payload.rows.unit", value) for value in (*AS_NUMBER, 0, -1)),
    *(("payload.totals", {"quota.approved": value}) for value in AS_NUMBER),
    *(
        ("payload.rows", {name: 1})
        for name in ("", "Unit", "1unit", "_unit", "u" * 33, "u n", "u.n", "单位", "unit\n")
    ),
    *(
        ("payload.totals", {name: 1})
        for name in ("", ".", "a.", ".a", "a.b.c", "A.b", "a.B", "a.1", "a" * 33 + ".b", "a b.c")
    ),
    ("payload.rows", {f"k{n}": 1 for n in range(65)}),
    ("payload.totals", {f"k{n}.x": 0 for n in range(65)}),
)


def _shown(value: object) -> str:
    """Return a value short enough for a name, and its length where it is cut."""
    text = ascii(value)
    return text if len(text) <= 32 else f"{text[:12]}…{text[-6:]} ({len(text)})"


def _faults() -> Iterator[Fault]:
    for name in (*TOP, *INNER):
        yield Fault(f"{name} missing", CODE, without(name))
    for name in OBJECTS:
        yield Fault(f"{name} with one member more", CODE, within(name))
    for name, value in FORMS:
        yield Fault(f"{name} = {_shown(value)}", CODE, member(name, value))


MANIFEST_FAULTS = tuple(_faults())
