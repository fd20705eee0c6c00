"""Base64 as the format has it: RFC 4648, section 4, padded, without stray bits."""

import base64
import re

FORM = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?", re.ASCII)


def encode(data: bytes) -> str:
    """Return the text."""
    return base64.b64encode(data).decode()


def decode(text: str) -> bytes | None:
    """Return the bytes, None if the text is not their one encoding."""
    if not FORM.fullmatch(text):
        return None
    data = base64.b64decode(text)
    return data if encode(data) == text else None
