"""The public example of format version 1: one package with whatever is needed to open it.

`python -m tests.second_reader.vector` writes a new one, for a format that nobody has received yet.
"""

from __future__ import annotations

import base64
import json
import os
import tempfile
from dataclasses import replace
from pathlib import Path

from export.packages import Ack, seal
from export.packages.records import Record
from tests.export.packages.network import NOW, Member, build_network, outline
from tests.second_reader.bridge import opening_key, own_of, trust_of
from tests.second_reader.manifest import text
from tests.second_reader.payload import SALT, context_of, stream_keys, unwrap_key
from tests.second_reader.reader import addressed, read_cover

FOLDER = Path(__file__).resolve().parents[1] / "data" / "package_v1"
PACKAGE, EXPECTED = FOLDER / "package.bqp", FOLDER / "expected.json"
TELLING: list[Record] = [
    {
        "kind": "unit",
        "code": "6299250001",
        "name": "安澜县第一局",
        "note": '\t"\\\u2028 e\u0301',
    },
    {"kind": "quota", "unit": "6299250001", "type": "行政编制", "approved": 25},
    {"kind": "quota", "unit": "6299250001", "type": "事业编制", "approved": -3},
    {"kind": "person", "name": "𠮷㐂·买买提", "born": "1988-03", "left": None, "kin": []},
]
NOISE = 600  # records, so that the stream has a full chunk and another


def text_of(data: bytes) -> str:
    return base64.b64encode(data).decode()


def expected(data: bytes, city: Member) -> dict[str, object]:
    """Return what a reader at the city finds on his way through the package."""
    parts, manifest = read_cover(data, trust_of(city), own_of(city), NOW)
    place = addressed(manifest, own_of(city))
    assert place is not None
    context = context_of(manifest)
    secret = unwrap_key(text(place, "wrap"), opening_key(city), context)
    key, nonce, commitment = stream_keys(secret, parts.payload[:SALT], context)
    return {
        "now": NOW.isoformat(),
        "root": text_of(city.trust.root.der),
        "authority": text_of(city.trust.own.authority.der),
        "encryption": text_of(city.trust.own.encryption.der),
        "opening_key": text_of(city.opening.to_bytes()),
        "context": context.hex(),
        "key": secret.hex(),
        "stream_key": key.hex(),
        "base_nonce": nonce.hex(),
        "commitment": commitment.hex(),
        "manifest": manifest,
        "first_records": TELLING,
        "records": len(TELLING) + NOISE,
    }


def main() -> None:
    """Write the example anew."""
    network = build_network()
    ack = Ack("6299", "tables", 1, 2, "0b" * 32)
    given = replace(outline(to=("6299", "629925")), schema="facts/1", acks=(ack,))
    noise: list[Record] = [
        {"kind": "noise", "n": n, "x": os.urandom(30).hex()} for n in range(NOISE)
    ]
    county = network.county
    with tempfile.TemporaryDirectory() as folder:
        made = seal(
            Path(folder),
            given,
            [*TELLING, *noise],
            signer=county.signer,
            trust=county.trust,
            now=NOW,
        )
        data = made.path.read_bytes()
    FOLDER.mkdir(parents=True, exist_ok=True)
    PACKAGE.write_bytes(data)
    told = json.dumps(expected(data, network.city), ensure_ascii=False, indent=1)
    EXPECTED.write_text(told + "\n", "utf-8")


if __name__ == "__main__":
    main()
