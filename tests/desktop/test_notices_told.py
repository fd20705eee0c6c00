"""What a user must know is told whole: in the document too, with who may help and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.front_door import OfficeDoor
from desktop.preferences import FilePreferences
from desktop.resources import find_resources
from domain.roles import Role
from storage.sign_in import FELL_BACK
from tests.desktop.commanding import Bianqing, init
from tests.desktop.small_county import SCHOOL
from tests.desktop.staffing import CLERK, staffed_office
from tests.fakes.clock import FixedClock


def test_who_may_not_verify_is_told_all_who_may(tmp_path: Path) -> None:
    office = staffed_office(tmp_path / "data", "629926", "乙县", "county")
    answer = office.as_user(CLERK)("verify")
    assert answer.code == "role.denied"
    holders = {Role.HEAD.value, Role.SYSTEM_ADMIN.value, Role.AUDITOR.value}
    assert set(answer.value["error"]["facts"]["holders"]) == holders


@pytest.mark.parametrize("name", ["register.db", "audit.db"])
def test_data_without_their_vault_are_restored_and_nothing_is_founded_over_them(
    name: str, tmp_path: Path
) -> None:
    office = init(tmp_path / "data", "629926", "乙县", "county")
    for gone in ("vault.json", "vault.prev.json", "register.db", "audit.db"):
        if gone != name:
            (office.data / gone).unlink(missing_ok=True)
    for words in (("summary",), ("account", "list")):
        answer = office(*words)
        assert answer.code == "vault.lost"
        assert "备份恢复" in answer.text
    founding = ("init", "--code", "629926", "--name", "乙县", "--level", "county")
    assert office.refused(*founding) == "storage.exists"
    preferences = FilePreferences(tmp_path / "preferences")
    door = OfficeDoor(office.data, find_resources(), FixedClock(), preferences, lambda _: None)
    assert not door.new


def test_who_verifies_is_told_as_everybody_else_that_the_vault_was_damaged(
    county: Bianqing,
) -> None:
    county.done("account", "add", "助手")
    (county.data / "vault.json").write_bytes(b"damaged")
    answer = county("verify")
    sentence = find_resources().words.say(FELL_BACK, {})
    assert answer.value["notices"] == [sentence]
    assert sentence in answer.err
    assert "notices" not in county.done("verify")


def test_a_contact_is_answered_with_its_unit(county: Bianqing) -> None:
    kept = county.done("contact", "set", "--unit", SCHOOL, "--role", "联络员", "--name", "安联络")
    assert kept["contact"]["unit"] == SCHOOL


def test_how_many_former_passwords_are_refused_is_that_of_the_rules(county: Bianqing) -> None:
    """After the first change only one is known, and five are refused."""
    answer = county("account", "password")
    assert answer.code == "vault.password_former"
    rules = find_resources().password_rules
    assert answer.value["error"]["facts"]["count"] == rules.former


def test_a_chain_and_a_proof_are_told_alike(county: Bianqing, tmp_path: Path) -> None:
    out = tmp_path / "audit.csv"
    proof = county.done("audit", "export", "--out", out)["proof"]
    chain, file = county.done("audit", "verify"), county.done("audit", "verify", proof)
    assert chain.keys() == file.keys() >= {"ok", "entries", "hash", "code", "problems", "proof"}
    assert (chain["proof"], file["proof"]["code"]) == (None, file["code"])
