"""How dearly a password is turned into a key: named Argon2id profiles (RFC 9106)."""

from __future__ import annotations

import sys
import time
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from domain.errors import Refusal
from domain.sizes import Size

MIB: Final = 1024
KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
_FLOOR_KIB: Final = 46 * MIB
_MOST_KIB: Final = 2048 * MIB
_MOST_PASSES: Final = 20
_MOST_LANES: Final = 16
_LEAST_KIB_PER_LANE: Final = 8  # RFC 9106 section 3.1
_CALIBRATED_MOST_KIB: Final = 1024 * MIB
ENVIRONMENT: Final = "BIANQING_KDF"


@dataclass(frozen=True, slots=True)
class KeyProfile:
    """Cost of one derivation: memory in KiB, passes over it, parallel lanes."""

    memory_kib: int
    passes: int
    lanes: int

    @property
    def below_floor(self) -> bool:
        """Whether this is cheaper than any installed program accepts."""
        return self.memory_kib < _FLOOR_KIB


STANDARD: Final = KeyProfile(64 * MIB, 3, 4)
FLOOR: Final = KeyProfile(_FLOOR_KIB, 1, 1)
TEST: Final = KeyProfile(8 * MIB, 1, 1)
"""For tests and demonstrations from source; an installed program refuses it."""


def is_installed(program: object = sys) -> bool:
    """Tell whether this is the installed (frozen) program rather than the source tree."""
    return bool(getattr(program, "frozen", False))


def refuse_unfit(profile: KeyProfile, *, installed: bool) -> None:
    """Refuse a cost that no computation should begin with.

    Costs come from a file that anyone with the disk can edit: too high would hang the machine,
    too low would make the password cheap to guess.

    Raises:
        Refusal: `vault.kdf_refused` with the three figures.
    """
    sound = (
        1 <= profile.lanes <= _MOST_LANES
        and 1 <= profile.passes <= _MOST_PASSES
        and _LEAST_KIB_PER_LANE * profile.lanes <= profile.memory_kib <= _MOST_KIB
    )
    if not sound or (installed and profile.below_floor):
        raise Refusal(
            "vault.kdf_refused",
            memory=Size(profile.memory_kib * 1024),
            passes=profile.passes,
            lanes=profile.lanes,
        )


def derive(password: str, salt: bytes, profile: KeyProfile, *, installed: bool) -> bytes:
    """Turn a password into a key of 32 bytes; the same word in any Unicode form gives the same key.

    Raises:
        Refusal: `vault.kdf_refused` for an unfit cost, `vault.kdf_memory` when this machine has
            too little memory for it.
    """
    refuse_unfit(profile, installed=installed)
    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=profile.passes,
        lanes=profile.lanes,
        memory_cost=profile.memory_kib,
    )
    # A password read from the environment may hold bytes that are no text; they are kept as such.
    material = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    try:
        return kdf.derive(material)
    except MemoryError as error:
        raise Refusal("vault.kdf_memory", memory=Size(profile.memory_kib * 1024)) from error


def profile_from(environ: Mapping[str, str], *, installed: bool | None = None) -> KeyProfile:
    """Choose the profile for new passwords; `BIANQING_KDF=test` counts only from source."""
    frozen = is_installed() if installed is None else installed
    if environ.get(ENVIRONMENT) == "test" and not frozen:
        return TEST
    return STANDARD


def scaled(seconds_for_standard: float, target: float = 1.0) -> KeyProfile:
    """Return a profile that takes about `target` seconds where STANDARD takes the given time.

    Memory is spent before passes, since memory is what an attacker's hardware lacks.
    """
    work = STANDARD.memory_kib * STANDARD.passes * target / max(seconds_for_standard, 0.001)
    memory = min(max(int(work / STANDARD.passes), _FLOOR_KIB), _CALIBRATED_MOST_KIB)
    passes = min(max(round(work / memory), 1), _MOST_PASSES)
    return KeyProfile(memory // MIB * MIB, passes, STANDARD.lanes)


def calibrated(clock: Callable[[], float] = time.perf_counter) -> KeyProfile:
    """Measure this machine once and return a profile of about one second on it."""
    started = clock()
    derive("", bytes(SALT_BYTES), STANDARD, installed=False)
    return scaled(clock() - started)
