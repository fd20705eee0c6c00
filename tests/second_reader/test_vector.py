"""A package written once is read for as long as its format is."""

from __future__ import annotations

import base64
import json
from datetime import datetime
from pathlib import Path

import pytest
from Crypto.PublicKey import ECC

from export.packages import (
    KnownOffice,
    SoftwareOpeningKey,
    TrustStore,
    inspect,
    read_certificate,
    records,
)
from tests.second_reader import certificates
from tests.second_reader.bridge import Outcome
from tests.second_reader.manifest import text
from tests.second_reader.payload import SALT, context_of, stream_keys, unwrap_key
from tests.second_reader.reader import Own, Trust, addressed, read, read_cover
from tests.second_reader.vector import EXPECTED, PACKAGE


class Example:
    """The package of the example, and what its reader has and finds."""

    def __init__(self) -> None:
        self.path: Path = PACKAGE
        self.told = json.loads(EXPECTED.read_text("utf-8"))
        self.now = datetime.fromisoformat(self.told["now"])
        self.root, self.authority, self.encryption, self.key = (
            base64.b64decode(self.told[name])
            for name in ("root", "authority", "encryption", "opening_key")
        )
        self.trust = Trust(certificates.read_certificate(self.root))
        certified = certificates.read_certificate(self.encryption)
        self.own = Own(certified.code, certified.fingerprint)

    def check(self, found: Outcome) -> None:
        """Compare what a reader found."""
        assert found.manifest == self.told["manifest"]
        assert list(found.records[:4]) == self.told["first_records"]
        assert len(found.records) == self.told["records"]


@pytest.fixture(scope="module")
def example() -> Example:
    return Example()


def test_the_program_reads_the_example(example: Example) -> None:
    own = KnownOffice(read_certificate(example.authority), read_certificate(example.encryption))
    root = read_certificate(example.root)
    trust = TrustStore(own=own, above=(), root=root, offices={}, revoked={}, floor="I1")
    verified = inspect(example.path, trust, example.now)
    found = tuple(records(verified, SoftwareOpeningKey.from_bytes(example.key)))
    example.check(Outcome("", json.loads(verified.manifest.encode()), found))


def test_the_second_reader_reads_the_example(example: Example) -> None:
    data, key = example.path.read_bytes(), ECC.import_key(example.key)
    example.check(Outcome("", *read(data, example.trust, example.own, key, example.now)))


def test_the_steps_between_are_the_ones_told(example: Example) -> None:
    data, told = example.path.read_bytes(), example.told
    parts, manifest = read_cover(data, example.trust, example.own, example.now)
    context = context_of(manifest)
    assert context.hex() == told["context"]
    place = addressed(manifest, example.own)
    assert place is not None
    secret = unwrap_key(text(place, "wrap"), ECC.import_key(example.key), context)
    assert secret.hex() == told["key"]
    found = [part.hex() for part in stream_keys(secret, parts.payload[:SALT], context)]
    assert found == [told["stream_key"], told["base_nonce"], told["commitment"]]
