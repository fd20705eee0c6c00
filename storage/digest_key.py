"""Digests that tell nothing to whoever lacks the key: who reads the audit cannot try ID numbers.

The key is a row of the register, which business roles alone can open.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from typing import Final

from storage.connect import Connection

KEYED: Final = "2:"
"""Begins a digest that was made with the key; those of earlier programs are bare."""
_KEY: Final = "SELECT key FROM digest_key"


def digest_key(connection: Connection) -> bytes:
    """Return the key of the register's digests; empty when somebody has taken it away."""
    row = connection.execute(_KEY).fetchone()
    return b"" if row is None else bytes(row[0])


def keyed(key: bytes, content: bytes) -> str:
    """Return the digest of a content as audit rows hold it."""
    return KEYED + hmac.digest(key, content, hashlib.sha256).hex()


def keyed_lines(key: bytes, lines: Iterable[str]) -> str:
    """Return the same of lines joined by line feeds, of which one at a time is in memory."""
    made, between = hmac.new(key, digestmod=hashlib.sha256), b""
    for line in lines:
        made.update(between + line.encode())
        between = b"\n"
    return KEYED + made.hexdigest()
