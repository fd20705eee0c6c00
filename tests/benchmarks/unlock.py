"""Signing in against the bare derivation that its password costs, at the standard profile.

Both are measured in turns, and the median of the ratios has the limit: what signing in adds to
Argon2id (reading the vault, opening slot and seals, checking the MAC) should not be noticed. Told
besides, without a limit: what opening audit and register adds, for an office just founded.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from storage.key_profiles import KEY_BYTES, SALT_BYTES, STANDARD
from storage.sign_in import sign_in
from storage.vault import create_office
from tests.storage.offices import HEAD, OFFICE, PASSWORD
from tests.storage.rotations import opened, prepared

ROUNDS = 9
LIMIT = 1.2


def bare() -> None:
    """Derive a key as the profile says, and nothing else."""
    Argon2id(
        salt=bytes(SALT_BYTES),
        length=KEY_BYTES,
        iterations=STANDARD.passes,
        lanes=STANDARD.lanes,
        memory_cost=STANDARD.memory_kib,
    ).derive(PASSWORD.encode())


def seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def main() -> int:
    """Print the figures; return 1 when the limit is missed."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "office"
        create_office(
            folder, office=OFFICE, account=HEAD, password=PASSWORD, prepare=prepared
        ).session.wipe()

        def enter() -> None:
            sign_in(folder, HEAD, PASSWORD, sleeper=None).wipe()

        def enter_and_open() -> None:
            with opened(sign_in(folder, HEAD, PASSWORD, sleeper=None)):
                pass

        for act in (bare, enter, enter_and_open):
            act()
        turns = [(seconds(bare), seconds(enter), seconds(enter_and_open)) for _ in range(ROUNDS)]
    ratios = [entered / derived for derived, entered, _ in turns]
    ratio = statistics.median(ratios)
    derived, entered, whole = (statistics.median(times) for times in zip(*turns, strict=True))
    print(
        f"unlock: ratio {ratio:.2f} (limit {LIMIT}): signing in {entered:.3f} s, "
        f"bare derivation {derived:.3f} s; with audit and register opened {whole:.3f} s"
    )
    print(f"  from {min(ratios):.2f} to {max(ratios):.2f} in {ROUNDS} turns")
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
