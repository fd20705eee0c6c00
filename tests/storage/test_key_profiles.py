"""What a password may cost, and what no file can make it cost."""

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refusal
from storage.key_profiles import (
    FLOOR,
    MIB,
    STANDARD,
    TEST,
    KeyProfile,
    calibrated,
    derive,
    is_installed,
    profile_from,
    refuse_unfit,
    scaled,
)

SALT = bytes(16)


@pytest.mark.parametrize(
    "hostile",
    [
        KeyProfile(2048 * MIB + 1, 1, 1),
        KeyProfile(64 * MIB, 21, 1),
        KeyProfile(64 * MIB, 1, 17),
        KeyProfile(64 * MIB, 0, 1),
        KeyProfile(64 * MIB, 1, 0),
        KeyProfile(15, 1, 2),
        KeyProfile(10**30, 10**30, 10**30),
    ],
)
def test_a_hostile_cost_is_refused_before_anything_is_computed(hostile: KeyProfile) -> None:
    with pytest.raises(Refusal) as caught:
        derive("password", SALT, hostile, installed=False)
    assert caught.value.code == "vault.kdf_refused"
    assert caught.value.facts["memory"] == hostile.memory_kib * 1024


@pytest.mark.parametrize("profile", [STANDARD, FLOOR, KeyProfile(2048 * MIB, 20, 16)])
def test_sound_costs_are_accepted_by_an_installed_program(profile: KeyProfile) -> None:
    refuse_unfit(profile, installed=True)


def test_the_profile_for_tests_is_refused_by_an_installed_program() -> None:
    refuse_unfit(TEST, installed=False)
    with pytest.raises(Refusal) as caught:
        refuse_unfit(TEST, installed=True)
    assert caught.value.code == "vault.kdf_refused"


def test_the_environment_chooses_the_test_profile_only_from_source() -> None:
    asked = {"BIANQING_KDF": "test"}
    assert profile_from(asked, installed=False) == TEST
    assert profile_from(asked) == TEST
    assert profile_from(asked, installed=True) == STANDARD
    assert profile_from({}, installed=False) == STANDARD
    assert profile_from({"BIANQING_KDF": "none"}, installed=False) == STANDARD


def test_a_frozen_program_knows_that_it_is_installed() -> None:
    assert is_installed(SimpleNamespace(frozen=True))
    assert not is_installed(SimpleNamespace())


def answer_of(preparation: str, cost: str) -> str:
    """Return the code with which another process refuses to derive a key."""
    program = (
        f"import sys, resource; {preparation}\n"
        "from domain.errors import Refusal\n"
        "from storage.key_profiles import TEST, KeyProfile\n"
        "from storage.slots import slot_key\n"
        f"try:\n    slot_key('password', 'name', bytes(16), {cost})\n"
        "except Refusal as refusal:\n    print(refusal.code)\n"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter and text
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    return done.stdout.strip()


def test_a_frozen_program_derives_no_key_at_test_cost() -> None:
    assert answer_of("sys.frozen = True", "TEST") == "vault.kdf_refused"


def test_too_little_memory_for_a_permitted_cost_is_told() -> None:
    half_a_gigabyte = "resource.setrlimit(resource.RLIMIT_AS, (2**29, 2**29))"
    assert answer_of(half_a_gigabyte, "KeyProfile(2**20, 1, 1)") == "vault.kdf_memory"


def test_composed_and_decomposed_passwords_are_the_same() -> None:
    assert derive("pässwort", SALT, TEST, installed=False) == derive(
        "pa\u0308sswort", SALT, TEST, installed=False
    )


def test_a_password_of_stray_bytes_gives_a_key_instead_of_an_error() -> None:
    assert len(derive("\udcff\udcfe", SALT, TEST, installed=False)) == 32


@given(st.floats(min_value=0.0, max_value=1e6), st.floats(min_value=0.1, max_value=5))
def test_scaling_never_leaves_the_permitted_range(seconds: float, target: float) -> None:
    refuse_unfit(scaled(seconds, target), installed=True)


def test_scaling_keeps_the_standard_where_it_takes_the_time_aimed_at() -> None:
    assert scaled(1.0) == STANDARD


def test_a_fast_machine_spends_memory_and_a_slow_one_saves_passes() -> None:
    assert scaled(0.25).memory_kib == 4 * STANDARD.memory_kib
    slow = scaled(4.0)
    assert (slow.memory_kib, slow.passes) == (FLOOR.memory_kib, 1)


def test_calibration_measures_one_derivation() -> None:
    times = iter((10.0, 10.5))
    assert calibrated(lambda: next(times)) == scaled(0.5)
