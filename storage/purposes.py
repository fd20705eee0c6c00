"""The names under which secrets are sealed, so that no seal serves in another's place."""

from __future__ import annotations

from storage.vault_values import Office


def audit_key(office: Office, account: str) -> str:
    """Name the audit key's seal for an account."""
    return f"audit|{office.code}|{account}"


def register_key(office: Office, account: str) -> str:
    """Name the register key's seal for an account."""
    return f"register|{office.code}|{account}"


def page_key(office: Office, account: str) -> str:
    """Name the seal of the register's page key for who checks its pages without reading them."""
    return f"pages|{office.code}|{account}"


def signing_key(office: Office, account: str) -> str:
    """Name the seal of an operator's own signing key."""
    return f"signing|{office.code}|{account}"


def ca_key(office: Office, key: str, holder: str) -> str:
    """Name a CA key's seal for one of its holders."""
    return f"ca|{office.code}|{key}|{holder}"


def recovery(office: Office) -> str:
    """Name the seal that the recovery sheet opens."""
    return f"recovery|{office.code}"
