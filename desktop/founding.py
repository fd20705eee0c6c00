"""Founding an office: its vault, audit and register, with its first account."""

from __future__ import annotations

from pathlib import Path

from desktop.office import opened
from desktop.opening_key import keep_opening_key
from desktop.registers import NoAudit, open_register
from desktop.resources import Resources
from domain.register import Actor, Office
from domain.roles import Role
from domain.workflow.ports import Clock
from export.packages import Office as CertifiedOffice
from export.packages import SoftwareOpeningKey
from storage.audit_entries import Entry
from storage.key_profiles import KeyProfile
from storage.lock_file import single_instance
from storage.passwords import accepted_name
from storage.vault import Created, Prepare, create_office, whole_or_nothing
from storage.vault_values import Office as VaultOffice


def found_office(
    folder: Path,
    office: Office,
    account: str,
    password: str,
    *,
    single_operator: bool,
    profile: KeyProfile,
    resources: Resources,
    clock: Clock,
    sheet_proved: bool = True,
) -> Created:
    """Make an office in `folder`: vault, audit, register; nothing is left when it fails.

    Without `sheet_proved` the window lets nobody in before the recovery sheet was typed back.

    A province founds its trust at once, since there is nobody above to ask, unless the clock is in
    doubt. Refuses what
    `create_office` refuses, and `trust.office_code_invalid` or `trust.office_name_invalid` for an
    office that no certificate could name.
    """
    CertifiedOffice(office.code, office.name)

    opening_key = SoftwareOpeningKey.generate()
    founder = Actor(account, frozenset({Role.HEAD.value}), single_operator)
    created = create_office(
        folder,
        office=VaultOffice(office.code, office.name, office.level),
        account=account,
        password=password,
        single_operator=single_operator,
        profile=profile,
        prepare=_register_with(opening_key, office, founder, resources, clock),
        entries=(_founding(office, account, clock, single_operator=single_operator),),
        opening_public=opening_key.public_bytes(),
        rules=resources.password_rules,
        drilled=clock.today().isoformat() if sheet_proved else "",
        password_set=clock.today().isoformat(),
    )
    if office.level == "province" and single_operator:
        with (
            single_instance(folder),
            whole_or_nothing(folder),
            opened(created.session, resources, clock) as province,
        ):
            # A root that is dated by a clock in doubt waits until somebody has answered for it.
            if not province.trust.reckoned().doubt:
                province.trust.found()
    return created


def _founding(office: Office, account: str, clock: Clock, *, single_operator: bool) -> Entry:
    at = clock.now().isoformat(timespec="seconds")
    name = accepted_name(account)
    return Entry(at, name, Role.HEAD, "office.found", office.code, single=single_operator)


def _register_with(
    opening_key: SoftwareOpeningKey,
    office: Office,
    founder: Actor,
    resources: Resources,
    clock: Clock,
) -> Prepare:
    """Return what makes the office's register with the key that opens its packages."""

    def prepare(path: Path, key: bytes) -> None:
        register = open_register(path, key, office, resources, clock, audit=NoAudit(), create=True)
        try:
            with register.writing(founder) as writer:
                keep_opening_key(writer, opening_key)
        finally:
            register.close()

    return prepare
