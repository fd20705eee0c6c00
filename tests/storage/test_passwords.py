"""Passwords and names that are accepted, and why others are not."""

import pytest

from domain.errors import Refusal
from storage.passwords import accepted_name, accepted_password


@pytest.mark.parametrize(
    "password", ["correct horse battery", "Ab3defgh", "编办二零二六年安澜县台账密码"]
)
def test_long_or_mixed_passwords_are_accepted(password: str) -> None:
    accepted_password(password, "张三")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "太短"),
        ("Ab3defg", "太短"),
        ("abcdefgh123", "太短"),
        ("aaaaaaaaaaaaaaaa", "重复"),
        ("abcd" * 300, "太长"),
        ("2026-ZhangSan-x", "账号名"),
        ("2026-密码-张三-编办", "账号名"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(password: str, why: str) -> None:
    account = "张三" if "张三" in password else "zhangsan"
    with pytest.raises(Refusal) as caught:
        accepted_password(password, account)
    assert caught.value.code == "vault.password_weak"
    assert why in str(caught.value.facts["why"])


def test_a_name_of_one_or_two_letters_rules_out_no_password() -> None:
    accepted_password("a long enough password", "a")


def test_a_name_is_kept_in_one_form() -> None:
    assert accepted_name("  Zoe\u0308 ") == "Zo\u00eb"


@pytest.mark.parametrize("name", ["", "   ", "a\nb", "x" * 33, "a\u202eb"])
def test_an_unfit_name_is_refused(name: str) -> None:
    with pytest.raises(Refusal) as caught:
        accepted_name(name)
    assert caught.value.code == "account.name_invalid"
