"""The DSSE envelope: type and body are both inside the signed bytes.

Written and read in exactly one form: canonical JSON, canonical Base64, one signature. Nothing in
the body is looked at before the signature over `pre_authentication` has been verified.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from export.packages import strict_json
from export.packages.strict_json import NotStrict


@dataclass(frozen=True, slots=True)
class Envelope:
    """A body of a named type with one signature; `key_id` is the signer's fingerprint."""

    payload_type: str
    payload: bytes
    key_id: str
    signature: bytes

    def encode(self) -> bytes:
        """Return the envelope's one encoding."""
        return strict_json.canonical(
            {
                "payload": to_base64(self.payload),
                "payloadType": self.payload_type,
                "signatures": [{"keyid": self.key_id, "sig": to_base64(self.signature)}],
            }
        )

    @classmethod
    def decode(cls, data: bytes) -> Envelope:
        """Return the envelope that `data` encodes.

        Raises:
            NotStrict: If `data` is not the one encoding of an envelope with one signature.
        """
        value = _members(strict_json.loads_canonical(data), "payload", "payloadType", "signatures")
        signatures = value["signatures"]
        if not isinstance(signatures, list) or len(signatures) != 1:
            raise NotStrict("not exactly one signature")
        signature = _members(signatures[0], "keyid", "sig")
        return cls(
            payload_type=_text(value["payloadType"]),
            payload=from_base64(_text(value["payload"])),
            key_id=_text(signature["keyid"]),
            signature=from_base64(_text(signature["sig"])),
        )


def pre_authentication(payload_type: str, payload: bytes) -> bytes:
    """Return the bytes to sign: DSSE's PAE, which no other type and body share."""
    kind = payload_type.encode("utf-8")
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def to_base64(data: bytes) -> str:
    """Return standard Base64 with padding."""
    return base64.b64encode(data).decode("ascii")


def from_base64(text: str) -> bytes:
    """Return the bytes of standard Base64, refusing every form but the one `to_base64` gives.

    Raises:
        NotStrict: For blanks, missing padding or stray bits after the last byte.
    """
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotStrict("not Base64") from error
    if to_base64(data) != text:
        raise NotStrict("not canonical Base64")
    return data


def _members(value: object, *names: str) -> dict[str, object]:
    if not isinstance(value, dict) or set(value) != set(names):
        raise NotStrict("members missing or unknown")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise NotStrict("a text is expected")
    return value
