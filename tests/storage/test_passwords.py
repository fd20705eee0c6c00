"""Passwords and names that are accepted, and why others are not."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refusal
from storage.passwords import (
    DEFAULT_RULES,
    PasswordRules,
    accepted_name,
    accepted_password,
    password_rules,
)
from tests.storage.offices import OFFICE

SECURITY = Path(__file__).parents[2] / "resources" / "security"


@pytest.fixture(scope="module")
def rules() -> PasswordRules:
    """Return the rules that ship with the program."""
    document = json.loads((SECURITY / "passwords.json").read_text("utf-8"))
    return password_rules(
        document, (SECURITY / "common_passwords.txt").read_text("utf-8").split("\n")
    )


def why(password: str, account: str, rules: PasswordRules, *, key_file: bool = False) -> str:
    with pytest.raises(Refusal) as caught:
        accepted_password(password, account, rules, office=OFFICE, key_file=key_file)
    assert caught.value.code == "vault.password_weak"
    return str(caught.value.facts["why"])


def test_the_rules_that_ship_are_the_ones_that_hold_without_a_file(rules: PasswordRules) -> None:
    assert replace(rules, common=frozenset(), rows=()) == DEFAULT_RULES
    assert "source" in json.loads((SECURITY / "passwords.json").read_text("utf-8"))


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",
        "Ab3defgh",
        "编办二零二六年安澜县台账密码",
        "Anlan-2026-demo",
        "Anlan-2026-bianban",
        "𠮷野家的密码很长很长真的",
    ],
)
def test_long_or_mixed_passwords_are_accepted(password: str, rules: PasswordRules) -> None:
    accepted_password(password, "张三", rules, office=OFFICE)


@pytest.mark.rule("22239 8.1.4.1 a")
@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("", "太短"),
        ("Ab3defg", "太短"),
        ("abcdefgh123", "太短"),
        ("aaaaaaaaaaaaaaaa", "重复"),
        ("abcd" * 300, "太长"),
        ("2026-ZhangSan-x", "账号名"),
        ("2026-密码-张三-编办", "账号名"),
        ("password1234", "常见"),
        ("P@ssw0rd-2026!", "常见"),
        ("我的密码12345678", "常见"),
        ("1234567890-+Qq", "相邻"),
        ("cvbnm,./54321", "相邻"),
        ("Anlan-2026!!", "单位"),
        ("ALXWBB-629925-2026", "单位"),
        ("安澜县委编办二〇二六!!", "单位"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused_with_the_reason(
    password: str, expected: str, rules: PasswordRules
) -> None:
    account = "张三" if "张三" in password else "zhangsan"
    assert expected in why(password, account, rules)


def test_a_key_file_makes_up_for_two_characters(rules: PasswordRules) -> None:
    accepted_password("battery hq", "a", rules, office=OFFICE, key_file=True)
    assert "太短" in why("battery hq", "a", rules)
    assert "太短" in why("battery h", "a", rules, key_file=True)


def test_an_office_may_ask_for_more(rules: PasswordRules) -> None:
    strict = replace(rules, least=16, least_mixed=16)
    assert "太短" in why("Ab3defgh-Xy12", "a", strict)


def test_a_password_serves_as_long_as_the_office_says() -> None:
    ninety = replace(DEFAULT_RULES, change_after_days=90)
    assert not ninety.overdue("2026-08-23", date(2026, 11, 20))
    assert ninety.overdue("2026-08-23", date(2026, 11, 21))
    assert not DEFAULT_RULES.overdue("2026-08-23", date(2099, 1, 1))
    assert not ninety.overdue("", date(2099, 1, 1))


@given(st.text(max_size=40), st.text(max_size=10))
def test_any_text_is_accepted_or_refused(password: str, account: str) -> None:
    rows = replace(DEFAULT_RULES, rows=("abc", "123"), common=frozenset({"word"}))
    with suppress(Refusal):
        accepted_password(password, account, rows, office=OFFICE)


def test_a_name_of_one_or_two_letters_rules_out_no_password() -> None:
    accepted_password("a long enough password", "a")


def test_a_name_is_kept_in_one_form() -> None:
    assert accepted_name("  Zoe\u0308 ") == "Zo\u00eb"


@pytest.mark.parametrize("name", ["", "   ", "a\nb", "x" * 33, "a\u202eb"])
def test_an_unfit_name_is_refused(name: str) -> None:
    with pytest.raises(Refusal) as caught:
        accepted_name(name)
    assert caught.value.code == "account.name_invalid"
