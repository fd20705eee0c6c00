"""What goes wrong with files and machines in a year, and what an office does about it."""

from __future__ import annotations

import base64
import json
import shutil
import signal
from pathlib import Path

from tests.desktop.commanding import Bianqing
from tests.end2end.killed_command import run_killed

_LENGTH = slice(8, 12)
"""Where a package says how long its envelope is (FORMAT.md section 1)."""
_ENVELOPE = 16


def flipped(package: bytes) -> bytes:
    """Return a package with one bit of its payload turned."""
    return package[:-200] + bytes([package[-200] ^ 1]) + package[-199:]


def forged(package: bytes) -> bytes:
    """Return a package whose manifest says another number, under the signature it had."""
    length = int.from_bytes(package[_LENGTH], "big")
    envelope = package[_ENVELOPE : _ENVELOPE + length]
    payload = json.loads(envelope)["payload"]
    manifest = base64.b64decode(payload)
    other = manifest.replace(b'"seq":1', b'"seq":7')
    assert other != manifest
    changed = envelope.replace(payload.encode(), base64.b64encode(other))
    return package[:_ENVELOPE] + changed + package[_ENVELOPE + length :]


def brought_again(receiver: Bianqing, package: Path) -> None:
    """Let an office get a file that it took before: it says so, and nothing changes."""
    before = receiver.digest()
    told = receiver.done("package", "accept", package)
    assert told["status"] == "already_accepted"
    assert receiver.digest() == before


def killed_at_three_places(office: Bianqing, words: tuple[object, ...], folder: Path) -> None:
    """Kill a command early, in the middle and late; each time all of it is done, or nothing.

    How long the command is, a copy of the office tells; what that writes goes to another stick.
    """
    rehearsal = folder / "rehearsal"
    shutil.copytree(office.data, rehearsal / "data")
    (rehearsal / "stick").mkdir()
    elsewhere = [rehearsal / "stick" if word == folder / "stick" else word for word in words]
    rehearsed = run_killed(rehearsal / "data", 0, *_given(office, rehearsal / "data"), *elsewhere)
    assert rehearsed.returncode == 0, rehearsed.stderr
    sound = {office.digest(), Bianqing(rehearsal / "data").digest()}
    shutil.rmtree(rehearsal)
    steps = int(rehearsed.stderr.rsplit("\n", 1)[-1])
    assert steps >= 6
    for at in (steps // 3, steps * 2 // 3, steps - 1):
        killed = run_killed(office.data, at, *_given(office, office.data), *words)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert office.done("verify", "--full")["ok"]
        assert office.digest() in sound


def _given(office: Bianqing, data: Path) -> tuple[object, ...]:
    return "--json", "--data", data, "--user", office.user


def answers(county: Bianqing) -> None:
    """Answer all that was remarked from above."""
    for package in county.done("package", "remarks")["packages"]:
        for remark in package["remarks"]:
            if not remark["answer"]:
                answer = ("package", "answer", package["id"], remark["number"])
                county.done(*answer, "--text", "已补正")
