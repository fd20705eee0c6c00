"""One lie each about whom a package is for, its kind, its stream and its key: steps 9, 10, 13."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from export.packages.context import payload_context
from export.packages.drafts import Draft
from tests.export.packages.forge import Forge
from tests.export.packages.lies import Build, Fault, setting
from tests.export.packages.network import Member, Network

WAY, KIND, KEY = "package.wrong_direction", "package.kind_unknown", "package.key_mismatch"
TAMPERED, FORM = "package.tampered", "package.manifest_invalid"
INFO = b"bianqing-package-key-v1\x00"
CHILDREN = ("629925", "629926")
Pick = Callable[[Network], Member]


def province(network: Network) -> Member:
    return network.province


def city(network: Network) -> Member:
    return network.city


def other_city(network: Network) -> Member:
    return network.other_city


def county(network: Network) -> Member:
    return network.county


def other_county(network: Network) -> Member:
    return network.other_county


def sent(pick: Pick, to: tuple[str, ...], kind: str, stream: str) -> Build:
    """Send a package of a kind in a stream; its key is sealed as for a report."""

    def build(_forge: Forge, network: Network) -> bytes:
        def edit(manifest: dict[str, object]) -> None:
            setting("kind", kind)(manifest)
            setting("stream", stream)(manifest)

        return Forge(pick(network), to=to).build(manifest=edit)

    return build


ADDRESSED = {"回执": "receipt", "退回": "findings", "预审反馈": "findings"}
STREAMS = {"上报": "report", "代码表": "tables", **ADDRESSED}
# Sender, recipients, reader, and the kinds that may not go this way.
WAYS: tuple[tuple[str, Pick, tuple[str, ...], Pick, tuple[str, ...]], ...] = (
    ("up", county, ("6299",), city, ("退回", "预审反馈", "代码表")),
    ("down", city, ("629925",), county, ("上报",)),
    ("down to two", city, CHILDREN, county, ("上报", "回执", "退回", "预审反馈")),
    ("up from the city", city, ("62",), province, ("退回", "预审反馈", "代码表")),
    ("down from the province", province, ("6299",), city, ("上报",)),
)
# Of what may go: the streams it may not count in.
WRONG_STREAMS: tuple[tuple[str, Pick, tuple[str, ...], Pick, tuple[str, ...]], ...] = (
    ("上报", county, ("6299",), city, ("reports", "Report", "report/", "report/6299", "tables")),
    ("上报", county, ("6299",), city, ("receipt/6299", "report/629925", "findings")),
    ("回执", county, ("6299",), city, ("receipt", "receipt/", "receipt/629925", "report")),
    ("回执", county, ("6299",), city, ("receipt/6298", "receipt/62", "findings/6299")),
    ("回执", city, ("629925",), county, ("receipt/629926", "receipt/6299", "receipt-629925")),
    ("退回", city, ("629925",), county, ("findings", "findings/629926", "returns/629925")),
    ("预审反馈", city, ("629925",), county, ("findings", "findings/6299", "receipt/629925")),
    ("代码表", city, ("629925",), county, ("tables/629925", "table", "report", "receipt/629925")),
    ("代码表", city, CHILDREN, other_county, ("tables/629926", "findings/629926")),
)
UNKNOWN = ("上报 ", "報告", "上", "上报上报", "REPORT", "回 执", "预审", "年报", "上报\u200b")


def _kinds() -> Iterator[Fault]:
    for way, pick, to, reader, kinds in WAYS:
        for kind in kinds:
            stream = STREAMS[kind]
            if kind in ADDRESSED:
                stream += f"/{to[0]}"
            yield Fault(f"{kind} {way}", WAY, sent(pick, to, kind, stream), reader=reader)
    for kind, pick, to, reader, streams in WRONG_STREAMS:
        for stream in streams:
            name = f"{kind} of {pick.__name__} in stream {stream}"
            yield Fault(name, KIND, sent(pick, to, kind, stream), reader=reader)
    for kind in UNKNOWN[1:]:
        yield Fault(f"kind {kind!a}", KIND, sent(county, ("6299",), kind, "report"))


def addressed(*codes: str) -> Build:
    """Name recipients without sealing to them, beside those it is sealed to."""

    def build(forge: Forge, _network: Network) -> bytes:
        def edit(manifest: dict[str, object]) -> None:
            listed = manifest["recipients"]
            assert isinstance(listed, list)
            listed += [{"code": code, "enc_fp": "0" * 64, "wrap": "AAAA"} for code in codes]
            listed.sort(key=lambda item: str(item["code"]))

        return forge.build(manifest=edit)

    return build


def two(edit: Callable[[list[dict[str, object]]], object]) -> Build:
    """Send tables to two counties and change the list of recipients afterwards."""

    def build(_forge: Forge, network: Network) -> bytes:
        def change(manifest: dict[str, object]) -> None:
            setting("kind", "代码表")(manifest)
            setting("stream", "tables")(manifest)
            listed = manifest["recipients"]
            assert isinstance(listed, list)
            edit(listed)

        sender = Forge(network.city, to=CHILDREN)
        return sender.build(draft=under(sender.draft(), stream="tables"), manifest=change)

    return build


def under(draft: Draft, **changes: object) -> Draft:
    """Return the draft with its key sealed under another context than its manifest tells."""
    context = context_with(draft, **changes)
    wraps = tuple(
        replace(item, wrap=draft.suite.wrap(target(draft, item.code), draft.secret, INFO + context))
        for item in draft.recipients
    )
    return replace(draft, recipients=wraps, context=context)


def target(draft: Draft, code: str) -> bytes:
    return draft.trust.recipient(code, draft.now).public_key


def context_with(draft: Draft, **changes: object) -> bytes:
    """Return the context of a draft with some of its parts told otherwise."""
    parts: dict[str, Any] = {
        "suite": draft.suite.name,
        "pkg_id": draft.pkg_id,
        "cert_fp": draft.signer.operator.fingerprint,
        "stream": "report",
        "epoch": 1,
        "seq": draft.outline.seq,
        "recipients": tuple(item.enc_fp for item in draft.recipients),
        **changes,
    }
    place = (parts["stream"], parts["epoch"], parts["seq"])
    return payload_context(
        parts["suite"], parts["pkg_id"], parts["cert_fp"], place, parts["recipients"]
    )


CONTEXTS: tuple[tuple[str, object], ...] = (
    ("suite", "I2"),
    ("pkg_id", "00" * 16),
    ("cert_fp", "00" * 32),
    ("stream", "receipt/6299"),
    ("stream", "tables"),
    ("epoch", 2),
    ("epoch", 0),
    ("seq", 2),
    ("seq", 0),
    ("recipients", ()),
    ("recipients", ("00" * 32,)),
    ("recipients", ("00" * 32, "11" * 32)),
)


def wrapped(edit: Callable[[bytes], bytes]) -> Build:
    """Change the sealed key."""

    def build(forge: Forge, _network: Network) -> bytes:
        draft = forge.draft()
        (one,) = draft.recipients
        return forge.build(draft=replace(draft, recipients=(replace(one, wrap=edit(one.wrap)),)))

    return build


def sealed_to(info: bytes, secret: bytes | None = None) -> Build:
    """Seal a key under something else than the label and the context."""

    def build(forge: Forge, _network: Network) -> bytes:
        draft = forge.draft()
        label = info.replace(b"CONTEXT", draft.context)
        wrap = draft.suite.wrap(target(draft, "6299"), secret or draft.secret, label)
        (one,) = draft.recipients
        return forge.build(draft=replace(draft, recipients=(replace(one, wrap=wrap),)))

    return build


def bit(place: int) -> Callable[[bytes], bytes]:
    return lambda data: data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


_WRAPS: tuple[tuple[str, Build], ...] = (
    *((f"bit of byte {n}", wrapped(bit(n))) for n in (0, 1, 32, 33, 64, 65, 96, 97, 112)),
    ("one byte less", wrapped(lambda data: data[:-1])),
    ("one byte more", wrapped(lambda data: data + b"\x00")),
    ("without its point", wrapped(lambda data: data[65:])),
    ("only its point", wrapped(lambda data: data[:65])),
    ("a compressed point", wrapped(lambda data: b"\x02" + data[1:33] + data[65:])),
    ("the point at infinity", wrapped(lambda data: b"\x00" + data[65:])),
    ("a point of zeros", wrapped(lambda data: b"\x04" + bytes(64) + data[65:])),
    ("all zeros", wrapped(lambda data: bytes(len(data)))),
    ("itself twice", wrapped(lambda data: data * 2)),
    ("without a label", sealed_to(b"CONTEXT")),
    ("under another version of the label", sealed_to(b"bianqing-package-key-v2\x00CONTEXT")),
    ("without the zero after the label", sealed_to(b"bianqing-package-key-v1CONTEXT")),
    ("without a context", sealed_to(INFO)),
    ("a key of 31 bytes", sealed_to(INFO + b"CONTEXT", b"k" * 31)),
    ("a key of 33 bytes", sealed_to(INFO + b"CONTEXT", b"k" * 33)),
)


def _keys() -> Iterator[Fault]:
    for name, value in CONTEXTS:
        change = {name: value}
        shown = f"{name} {value!s:.8} of {len(str(value))} signs"
        yield Fault(
            f"key sealed with another {shown}",
            KEY,
            lambda f, _, change=change: f.build(draft=under(f.draft(), **change)),  # type: ignore[misc]  # bound at once
        )
        yield Fault(
            f"stream sealed with another {shown}",
            TAMPERED,
            lambda f, _, change=change: other_stream(f, change),  # type: ignore[misc]  # bound at once
        )
    for name, build in _WRAPS:
        yield Fault(f"sealed key: {name}", KEY, build)
    yield Fault("sealed key: of another content", TAMPERED, sealed_to(INFO + b"CONTEXT", b"k" * 32))


def other_stream(forge: Forge, change: dict[str, object]) -> bytes:
    draft = forge.draft()
    return forge.build(draft=draft, context=context_with(draft, **change))


def exchange(name: str) -> Callable[[list[dict[str, object]]], object]:
    def edit(listed: list[dict[str, object]]) -> None:
        first, second = listed
        first[name], second[name] = second[name], first[name]

    return edit


def first_of(name: str, code: str, edit: Callable[[list[dict[str, object]]], object]) -> Fault:
    return Fault(f"two recipients: {name}", code, two(edit), reader=county)


ADDRESS_FAULTS = (
    *_kinds(),
    *_keys(),
    Fault("a further office above", WAY, addressed("62")),
    Fault("a further office beside", WAY, addressed("6298")),
    Fault("a further office below", WAY, addressed("629901")),
    Fault("63 further offices", WAY, addressed(*(str(n) for n in range(629901, 629964)))),
    Fault("64 further offices", FORM, addressed(*(str(n) for n in range(629901, 629965)))),
    Fault("read by the sibling", "package.wrong_recipient", addressed(), reader=other_county),
    Fault("read by the sibling city", "package.wrong_recipient", addressed(), reader=other_city),
    Fault("read by the sender", "package.wrong_recipient", addressed(), reader=county),
    first_of("keys exchanged", KEY, exchange("wrap")),
    first_of("certificates exchanged", "package.recipient_key_unknown", exchange("enc_fp")),
    first_of("entries exchanged", FORM, lambda listed: listed.reverse()),
    first_of("codes exchanged", FORM, exchange("code")),
    first_of("the other one left out", KEY, lambda listed: listed.pop()),
    first_of("this one left out", "package.wrong_recipient", lambda listed: listed.pop(0)),
    first_of("this one twice", FORM, lambda listed: listed.insert(0, listed[0])),
    first_of("none left", FORM, lambda listed: listed.clear()),
    first_of("the other under this code", FORM, lambda listed: listed[1].update(code="629925")),
)
