"""What the vault holds in the clear: every account reads it, nobody without a key changes it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from domain.errors import Refusal
from domain.roles import Role
from storage import vault_file
from storage.files import DiskFiles
from storage.held_keys import set_signing_key
from storage.public_keys import (
    SigningHolder,
    adopt,
    opening_public,
    set_certificate,
    set_trust_list,
    signing_holders,
    trust_list,
)
from storage.session import Session
from storage.vault_account_text import canonical
from storage.vault_text import FORMAT, from_bytes, to_bytes
from tests.storage.offices import HEAD, appoint_officers, enter, found, join


@pytest.fixture
def head(tmp_path: Path) -> Session:
    return found(tmp_path, single_operator=True).session


def body_of(folder: Path, name: str = "vault.json") -> dict[str, object]:
    body = json.loads((folder / name).read_bytes())["body"]
    assert isinstance(body, dict)
    return body


def rewritten(folder: Path, **changed: object) -> None:
    """Change the file as somebody without a key would, digest mended."""
    content = json.loads((folder / "vault.json").read_bytes())
    del content["digest"]
    body = changed.pop("body", {})
    assert isinstance(body, dict)
    content["body"].update(body)
    content.update(changed)
    content["digest"] = hashlib.sha256(canonical(content)).hexdigest()
    (folder / "vault.json").write_text(json.dumps(content))


def refusal_of(act: object) -> str:
    assert callable(act)
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


def test_a_vault_without_exchange_is_what_the_first_format_held(
    tmp_path: Path, head: Session
) -> None:
    assert body_of(tmp_path).keys() == {
        "generation", "office", "single_operator", "accounts", "recovery", "ca_keys",
    }  # fmt: skip
    assert head.account == HEAD


def test_a_vault_of_the_first_format_opens_and_is_written_in_the_newest(
    tmp_path: Path, head: Session
) -> None:
    rewritten(tmp_path, format=1)
    assert vault_file.read(tmp_path, DiskFiles()).fell_back is False
    again = enter(tmp_path)
    assert (trust_list(again), opening_public(again), signing_holders(again)) == ("", b"", ())
    set_trust_list(again, "名单")
    assert json.loads((tmp_path / "vault.json").read_bytes())["format"] == FORMAT
    assert trust_list(enter(tmp_path)) == "名单"
    head.wipe()


def test_what_is_held_comes_back_as_it_was_written(tmp_path: Path, head: Session) -> None:
    set_trust_list(head, '{"v": 1}')
    adopt(head, b"opening", "other")
    set_signing_key(head, b"private", b"public", b"certificate")
    vault = vault_file.read(tmp_path, DiskFiles()).vault
    assert from_bytes(to_bytes(vault)) == vault
    again = enter(tmp_path)
    assert (trust_list(again), opening_public(again)) == ('{"v": 1}', b"opening")
    assert signing_holders(again) == (
        SigningHolder(HEAD, b"public", b"certificate", may_sign=True),
    )


def test_an_older_list_is_adopted_once(tmp_path: Path, head: Session) -> None:
    assert adopt(head, b"opening", "")
    assert adopt(head, b"opening", "first")
    assert not adopt(head, b"opening", "second")
    assert trust_list(head) == "first"
    assert body_of(tmp_path, "vault.prev.json") == body_of(tmp_path)


def test_a_new_trust_list_is_in_both_generations(tmp_path: Path, head: Session) -> None:
    set_trust_list(head, "with it")
    set_trust_list(head, "revoked")
    (tmp_path / "vault.json").write_bytes(b"{")
    assert trust_list(enter(tmp_path)) == "revoked"


@pytest.mark.parametrize("changed", [{"trust_list": "其他名单"}, {"opening_public": "00"}], ids=str)
def test_what_somebody_without_a_key_changed_is_refused(
    tmp_path: Path, head: Session, changed: dict[str, object]
) -> None:
    set_trust_list(head, "名单")
    adopt(head, b"opening", "")
    rewritten(tmp_path, body=changed)
    assert refusal_of(lambda: trust_list(head)) == "vault.damaged"
    assert refusal_of(lambda: enter(tmp_path)) == "vault.damaged"


def test_only_who_manages_certificates_changes_the_list_and_certifies(tmp_path: Path) -> None:
    head = found(tmp_path).session
    join(head, "审核甲", Role.REVIEWER)
    _, officer, _ = appoint_officers(tmp_path, head)
    reviewer = enter(tmp_path, "审核甲")
    set_signing_key(reviewer, b"private", b"public", b"")
    (waiting,) = signing_holders(officer)
    assert (waiting.account, waiting.certificate, waiting.may_sign) == ("审核甲", b"", True)
    assert refusal_of(lambda: set_trust_list(reviewer, "x")) == "role.denied"
    assert refusal_of(lambda: set_certificate(reviewer, waiting, b"x")) == "role.denied"
    other = SigningHolder("审核甲", b"another key", b"", may_sign=True)
    assert refusal_of(lambda: set_certificate(officer, other, b"x")) == "trust.nothing_asked"
    set_certificate(officer, waiting, b"certificate")
    assert signing_holders(reviewer)[0].certificate == b"certificate"
    assert officer.roles == {Role.SECURITY_OFFICER}
