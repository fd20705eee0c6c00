"""Belief withdrawn from the certificate of somebody who is shut out."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from typing import Final

from export.packages import TrustStore, read_certificate
from storage.accounts import Revoking

_REASON: Final = "账号停用或离任"


def revoking_on(today: date) -> Revoking:
    """Return how an office stops believing a certificate on a day; without a list it has none."""
    return partial(_revoked, today)


def _revoked(today: date, trust_list: str, certificate: bytes) -> str:
    if not trust_list:
        return trust_list
    store = TrustStore.from_value(json.loads(trust_list))
    told = read_certificate(certificate).fingerprint
    return json.dumps(store.with_revoked(told, today, _REASON).to_value())
