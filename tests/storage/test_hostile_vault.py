"""A vault that somebody with the disk has written: refused at once, with a coded sentence."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from domain.errors import Refusal
from domain.roles import Role
from storage.key_profiles import TEST
from storage.rescue import open_by_recovery
from storage.vault_account_text import canonical
from tests.storage.offices import HEAD, enter, found, join

NEW_PASSWORD = "Another-2026-word"
CLERK = "经办甲"
Edit = Callable[[dict[str, Any], dict[str, Any]], None]
"""Edits the vault's content; another office's content is at hand."""


def _nest(content: dict[str, Any], _other: dict[str, Any]) -> None:
    deep: list[Any] = []
    for _ in range(400):
        deep = [deep]
    content["body"]["ca_keys"] = deep


def _account(content: dict[str, Any], number: int = 0) -> dict[str, Any]:
    account: dict[str, Any] = content["body"]["accounts"][number]
    return account


def _set(part: str, value: object) -> Edit:
    return lambda content, _other: _account(content).update({part: value})


def _cost(part: str, value: object) -> Edit:
    return lambda content, _other: _account(content)["slot"].update({part: value})


def _foreign(part: str) -> Edit:
    return lambda content, other: _account(content).update({part: _account(other)[part]})


def _swap(part: str) -> Edit:
    def edit(content: dict[str, Any], _other: dict[str, Any]) -> None:
        one, two = _account(content), _account(content, 1)
        one[part], two[part] = two[part], one[part]

    return edit


def _double(content: dict[str, Any], _other: dict[str, Any]) -> None:
    content["body"]["accounts"].append(_account(content))


def _promote(content: dict[str, Any], _other: dict[str, Any]) -> None:
    _account(content, 1)["roles"] = ["负责人"]


def _drop(part: str) -> Edit:
    return lambda content, _other: content["body"].pop(part) and None


def _body(part: str, value: object) -> Edit:
    return lambda content, _other: content["body"].update({part: value})


HOSTILE: dict[str, tuple[Edit, str]] = {
    "memory of 1 TiB": (_cost("memory_kib", 2**30), "vault.kdf_refused"),
    "a billion lanes": (_cost("lanes", 10**9), "vault.kdf_refused"),
    "a billion passes": (_cost("passes", 10**9), "vault.kdf_refused"),
    "negative memory": (_cost("memory_kib", -1), "vault.fell_back"),
    "a cost that is no number": (_cost("passes", "3"), "vault.fell_back"),
    "a cost that is a fraction": (_cost("lanes", 1.5), "vault.fell_back"),
    "another derivation": (_cost("kdf", "scrypt"), "vault.fell_back"),
    "nesting": (_nest, "vault.fell_back"),
    "an account twice": (_double, "vault.fell_back"),
    "accounts that are none": (_body("accounts", 7), "vault.fell_back"),
    "a body without recovery": (_drop("recovery"), "vault.fell_back"),
    "an unknown field": (_set("master_key", "00"), "vault.fell_back"),
    "another office's slot": (_foreign("slot"), "vault.password_wrong"),
    "another office's audit seal": (_foreign("audit_seal"), "vault.damaged"),
    "another office's register seal": (_foreign("register_seal"), "vault.damaged"),
    "another office's public key": (_foreign("public_key"), "vault.password_wrong"),
    "slots changed between accounts": (_swap("slot"), "vault.password_wrong"),
    "seals changed between accounts": (_swap("audit_seal"), "vault.damaged"),
    "names changed between accounts": (_swap("name"), "vault.password_wrong"),
    "roles given by hand": (_promote, "vault.damaged"),
    "a first password forgiven": (_set("password_set", "2099-01-01"), "vault.damaged"),
    "a key file that is not asked for": (_cost("key_file", "00" * 16), "key_file.missing"),
    "a generation made up": (_body("generation", 10**6), "vault.damaged"),
    "a switch that never was": (_body("switching", "../../etc"), "vault.damaged"),
    "an order by nobody": (
        _body("rotation", {"by": "x", "at": "x", "reason": "x"}),
        "vault.damaged",
    ),
    "a sheet of somebody's own": (
        lambda content, other: content["body"].update(recovery=other["body"]["recovery"]),
        "vault.damaged",
    ),
}


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, dict[str, Any]]:
    """Return an office of two with its recovery code, and the vault of another office."""
    folder = tmp_path_factory.mktemp("offices")
    created = found(folder / "one")
    join(created.session, CLERK, Role.CLERK)
    found(folder / "other")
    other = json.loads((folder / "other" / "vault.json").read_bytes())
    return folder / "one", created.recovery_code, other


@pytest.mark.rule("security 3.1", "22239 8.1.4.1 a")
@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_vault_is_refused_at_once_and_the_sheet_opens_the_office(
    offices: tuple[Path, str, dict[str, Any]], tmp_path: Path, what: str
) -> None:
    """No hostile value in the vault hangs the program, is believed, or keeps the sheet out."""
    source, code, other = offices
    folder = tmp_path / "office"
    shutil.copytree(source, folder)
    edit, expected = HOSTILE[what]
    content = json.loads((folder / "vault.json").read_bytes())
    del content["digest"]
    edit(content, other)
    content["digest"] = hashlib.sha256(canonical(content)).hexdigest()
    (folder / "vault.json").write_text(json.dumps(content), "utf-8")
    assert outcome(folder) == expected
    rescued = open_by_recovery(folder, code, account=HEAD, new_password=NEW_PASSWORD, profile=TEST)
    assert rescued.session.register_key is not None
    assert enter(folder, password=NEW_PASSWORD).notices == ()


def outcome(folder: Path) -> str:
    """Return why the right password opens nothing, or what is told when it does."""
    try:
        return "".join(enter(folder).notices)
    except Refusal as refusal:
        return refusal.code
