"""Belief withdrawn from a certificate: what the list keeps of it, and of somebody shut out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from domain.errors import Refusal
from export.packages import Certificate, Revocation, Role, TrustStore, read_certificate
from export.packages.offices import is_code
from storage.accounts import Revoking

_REASON: Final = "账号停用或离任"


@dataclass(frozen=True, slots=True)
class Since:
    """From which package on what was taken before is to be looked at again.

    `office` is whose certificate it was, needed where it is not known here. `epoch` 0 stands for
    that of the certificate.
    """

    office: str = ""
    epoch: int = 0
    seq: int = 1

    def entry(
        self,
        store: TrustStore,
        operators: Iterable[Certificate],
        fingerprint: str,
        reason: str,
        day: date,
    ) -> Revocation:
        """Return what the list keeps; refuses `trust.office_code_invalid`."""
        for held in (*store.certificates(), *operators):
            if held.fingerprint == fingerprint:
                epoch = self.epoch or held.epoch
                return Revocation(day, reason, held.office.code, held.role, epoch, self.seq)
        if self.office and not is_code(self.office):
            raise Refusal("trust.office_code_invalid", office=self.office)
        return Revocation(day, reason, self.office, Role.OPERATOR, self.epoch or 1, self.seq)


ANY: Final = Since()
"""Every package that was signed with it."""


def revoking_on(today: date) -> Revoking:
    """Return how an office stops believing a certificate on a day; without a list it has none."""
    return partial(_revoked, today)


def _revoked(today: date, trust_list: str, certificate: bytes) -> str:
    if not trust_list:
        return trust_list
    store = TrustStore.from_value(json.loads(trust_list))
    told = read_certificate(certificate)
    entry = Revocation(today, _REASON, told.office.code, told.role, told.epoch)
    return json.dumps(store.with_revoked(told.fingerprint, entry).to_value())
