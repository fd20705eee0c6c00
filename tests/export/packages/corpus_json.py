"""One lie each about how JSON is written: envelope, manifest and records, steps 3, 8 and 13."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.export.packages.lies import Build, Fault, body, raw_envelope, spoilt_record

Edit = Callable[[bytes], bytes]
MARK = b"\xef\xbb\xbf"


def put(old: bytes, new: bytes) -> Edit:
    """Return an edit of the first place where `old` stands; it must stand there."""

    def edit(data: bytes) -> bytes:
        assert old in data
        return data.replace(old, new, 1)

    return edit


# What is no strict JSON in any place; each works on an object with a text and a number in it.
ANYWHERE: tuple[tuple[str, Edit], ...] = (
    ("empty", lambda _: b""),
    ("a blank", lambda _: b" "),
    ("null", lambda _: b"null"),
    ("true", lambda _: b"true"),
    ("a number", lambda _: b"1"),
    ("a text", lambda _: b'"x"'),
    ("an array", lambda _: b"[]"),
    ("within an array", lambda d: b"[" + d + b"]"),
    ("an empty object", lambda _: b"{}"),
    ("a byte order mark before it", lambda d: MARK + d),
    ("a zero byte before it", lambda d: b"\x00" + d),
    ("a zero byte after it", lambda d: d + b"\x00"),
    ("a comma after it", lambda d: d + b","),
    ("twice", lambda d: d + d),
    ("a comment after it", lambda d: d + b"//"),
    ("a comment before it", lambda d: b"/**/" + d),
    ("a form feed before it", lambda d: b"\x0c" + d),
    ("a wide blank before it", lambda d: "\u3000".encode() + d),
    ("its last brace missing", lambda d: d[:-1]),
    ("its first brace missing", lambda d: d[1:]),
    ("a brace too many", lambda d: d + b"}"),
    ("a comma before the brace", lambda d: d[:-1] + b",}"),
    ("a comma too many", put(b',"', b',,"')),
    ("a colon missing", put(b'":', b'"')),
    ("an equals sign", put(b'":', b'"=')),
    ("single quotes", lambda d: d.replace(b'"', b"'")),
    ("a key without quotes", put(b'{"', b"{")),
    ("half a character", put(b'":"', b'":"\xe5\xae')),
    ("a surrogate as bytes", put(b'":"', b'":"\xed\xa0\xbd')),
    ("a zero in two bytes", put(b'":"', b'":"\xc0\x80')),
    ("a character beyond the last", put(b'":"', b'":"\xf4\x90\x80\x80')),
    ("a byte of another encoding", put(b'":"', b'":"\xb0\xb2')),
    ("UTF-16", lambda d: d.decode().encode("utf-16-le")),
    ("a control character", put(b'":"', b'":"\x01')),
    ("a raw line end in a text", put(b'":"', b'":"\r')),
    ("a raw tab in a text", put(b'":"', b'":"\t')),
    ("an unknown escape", put(b'":"', b'":"\\x41')),
    ("a short escape", put(b'":"', b'":"\\u4e')),
    ("the first half of a pair", put(b'":"', b'":"\\ud83d')),
    ("the second half of a pair", put(b'":"', b'":"\\ude00')),
    ("the halves of a pair exchanged", put(b'":"', b'":"\\ude00\\ud83d')),
    ("half a pair in a key", put(b'{"', b'{"\\ud83d')),
    ("nine deep", lambda d: d[:-1] + b',"z":' + b"[" * 9 + b"]" * 9 + b"}"),
    ("thirty thousand deep", lambda d: d[:-1] + b',"z":' + b"[" * 30_000 + b"}"),
)

# Places for a number in the manifest and in a record.
NOT_WHOLE = (
    *("1.0", "1.", ".5", "1e0", "1E2", "1e-1", "1.5", "01", "+1", "--1", "0x1", "1_0", "1 0"),
    *("NaN", "Infinity", "-Infinity", "nan", "True", "None", "undefined", "1n", "1L", "１"),
    *("9007199254740993", "-9007199254740993", "1" + "0" * 400, "9" * 5000),
)

# Strict JSON, and yet not the one encoding that envelope and manifest have.
NOT_CANONICAL: tuple[tuple[str, Edit], ...] = (
    ("a blank before it", lambda d: b" " + d),
    ("a line end after it", lambda d: d + b"\n"),
    ("a blank after a colon", put(b'":"', b'": "')),
    ("a blank before a colon", put(b'":"', b'" :"')),
    ("a blank after a comma", put(b',"', b', "')),
    ("a blank after a brace", put(b'{"', b'{ "')),
    ("a blank before the last brace", lambda d: d[:-1] + b" }"),
    ("a tab within", put(b',"', b',\t"')),
    ("a carriage return within", put(b',"', b',\r"')),
    ("an escaped letter", put(b'":"', b'":"\\u0041')),
    ("an escaped slash", put(b"/", b"\\/")),
    ("a key escaped", put(b'"payload', b'"p\\u0061yload')),
)


def _everywhere() -> Iterator[Fault]:
    for name, edit in (*ANYWHERE[1:], *NOT_CANONICAL):  # an envelope of no bytes has another code
        yield Fault(f"envelope: {name}", "package.envelope_invalid", raw_envelope(edit))
    for name, edit in (*ANYWHERE, *NOT_CANONICAL):
        yield Fault(f"manifest: {name}", "package.manifest_invalid", body(edit))
    for name, edit in ANYWHERE:
        yield Fault(f"record: {name}", "package.payload_invalid", spoilt_record(edit))
    for number in NOT_WHOLE:
        shown = number if len(number) < 20 else f"{number[:3]}…({len(number)})"
        whole = number.encode()
        yield Fault(
            f"manifest: seq {shown}",
            "package.manifest_invalid",
            body(put(b'"seq":1', b'"seq":' + whole)),
        )
        yield Fault(
            f"record: number {shown}",
            "package.payload_invalid",
            spoilt_record(put(b'"n":1', b'"n":' + whole)),
        )


def _in_envelope(*edits: tuple[str, bytes, bytes]) -> Iterator[Fault]:
    for name, old, new in edits:
        build: Build = raw_envelope(put(old, new))
        yield Fault(f"envelope: {name}", "package.envelope_invalid", build)


def _in_manifest(*edits: tuple[str, bytes, bytes]) -> Iterator[Fault]:
    for name, old, new in edits:
        yield Fault(f"manifest: {name}", "package.manifest_invalid", body(put(old, new)))


JSON_FAULTS = (
    *_everywhere(),
    *_in_envelope(
        ("type twice", b'"payloadType":', b'"payloadType":"x","payloadType":'),
        ("key id twice", b'"keyid":', b'"keyid":"x","keyid":'),
        ("signature twice", b'"sig":', b'"sig":"","sig":'),
        ("keys in another order", b'{"payload":', b'{"zzz":0,"payload":'),
        ("body is null", b'{"payload":"', b'{"payload":null,"x":"'),
        ("type is a number", b'"payloadType":"', b'"payloadType":1,"x":"'),
        ("signature with a member more", b'"keyid":', b'"cert":"x","keyid":'),
        ("signature without a key id", b'"keyid":', b'"keyie":'),
        ("signature's Base64 without padding", b'=="}', b'"}'),
        ("signature with a blank", b'"sig":"', b'"sig":" '),
        ("body with a line end", b'{"payload":"', b'{"payload":"\\n'),
        ("body for the web's alphabet", b'{"payload":"', b'{"payload":"-_-_'),
        ("body with padding within", b'{"payload":"', b'{"payload":"QQ=='),
        ("body not Latin", b'{"payload":"', '{"payload":"报'.encode()),
    ),
    *_in_manifest(
        ("a key twice with one value", b'"seq":1', b'"seq":1,"seq":1'),
        ("a key twice with another value", b'"seq":1', b'"seq":2,"seq":1'),
        ("a key twice in the sender", b'"level":', b'"level":"city","level":'),
        ("a key twice in a recipient", b'"enc_fp":', b'"enc_fp":"","enc_fp":'),
        ("a key twice in the payload", b'"codec":', b'"codec":"","codec":'),
        ("a key twice in the audit", b'"head":', b'"head":"","head":'),
        ("a kind of record twice", b'"unit":3', b'"unit":3,"unit":3'),
        ("a key twice, once escaped", b'"seq":1', b'"seq":1,"\\u0073eq":1'),
        ("keys in another order", b'"acks":[],"app":"bianqing/0.1.0"', b'"app":"x","acks":[]'),
        ("minus zero", b'"quota.approved":30', b'"quota.approved":-0'),
        ("a name in parts", "安澜".encode(), "e\u0301".encode()),
        ("a name with an old form", "安澜".encode(), "\u212b".encode()),
        ("a name with a compatible form", "安澜".encode(), "\uf900".encode()),
        ("the kind escaped in capitals", "上报".encode(), b"\\u4E0A\\u62A5"),
        ("a pair escaped", "安澜".encode(), b"\\ud842\\udfb7"),
        ("a control character with a long escape", "安澜".encode(), b"\\u000a"),
        ("the delete character escaped", "安澜".encode(), b"\\u007f"),
    ),
)
