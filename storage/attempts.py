"""Refused sign-ins as the vault counts them, and the waits that wrong passwords cost.

The wait doubles from one second to a minute and ends by itself. It is measured by the time that the
machine has run, which nobody can set: a clock turned forward spares no wait, one turned back adds
none.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from domain.errors import Refusal
from storage import vault_file
from storage.files import Files
from storage.lock_file import rewriting_vault
from storage.vault_values import Attempts

Clock = Callable[[], float]
"""Tells how many seconds the machine has run."""
Sleeper = Callable[[float], None]

LONGEST_WAIT: Final = 60
_DOUBLINGS: Final = 6
NONE: Final = Attempts(0, 0)
_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")


def uptime() -> float:
    """Return the seconds since the machine was switched on, its sleep included."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def this_boot() -> str:
    """Name the time since the machine was switched on, "" where the system does not tell."""
    try:
        return _BOOT.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def wait_after(failures: int) -> int:
    """Return the seconds to wait after so many wrong passwords: 0, 1, 2, 4 ... 60."""
    if failures < 1:
        return 0
    return min(1 << min(failures - 1, _DOUBLINGS), LONGEST_WAIT)


def seconds_left(before: Attempts, clock: Clock) -> int:
    """Return what is left of the wait after so many wrong passwords."""
    # Since it was last switched on the machine has run all the time that it now says.
    since = before.last if before.boot and before.boot == this_boot() else 0
    return max(wait_after(before.count) - max(int(clock()) - since, 0), 0)


def wait_out(before: Attempts, clock: Clock, sleeper: Sleeper | None) -> None:
    """Sleep what is left of the wait; refuses `vault.wait` where nothing sleeps."""
    if not (left := seconds_left(before, clock)):
        return
    if sleeper is None:
        raise Refusal("vault.wait", wait=left)
    sleeper(left)


def count(
    folder: Path, steps: Mapping[str, Attempts], files: Files, *, at: int | None = None
) -> None:
    """Move counters in the vault as it is now, by what each of `steps` counts.

    `at` is when a password was wrong, `None` where no wait begins. A disk that cannot be written
    must not hide the answer. Nothing is counted while the newest generation is damaged: the former
    one in its place would look like one that was put back.
    """
    with suppress(Refusal), rewriting_vault(folder):
        found = vault_file.read(folder, files)
        if found.fell_back:
            return
        attempts = dict(found.vault.attempts)
        for name, step in steps.items():
            attempts[name] = _moved(attempts.get(name, NONE), step, at)
        left = {name: each for name, each in attempts.items() if each.count or each.keyless}
        vault_file.write(
            folder,
            replace(found.vault, attempts=left),
            files,
            sound=lambda _vault: True,
            keep=False,
            proof=lambda _vault: None,
        )


def _moved(held: Attempts, step: Attempts, at: int | None) -> Attempts:
    last, boot = (held.last, held.boot) if at is None else (at, this_boot())
    wrong, keyless = held.count + step.count, held.keyless + step.keyless
    return Attempts(max(wrong, 0), last, boot, max(keyless, 0))
