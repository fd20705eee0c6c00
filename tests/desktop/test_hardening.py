"""What is in memory does not reach a disk by itself: core files, exceptions, temporary files."""

import ctypes
import logging
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.hardening import private_temp
from desktop.logs import start_log
from desktop.spool import kept_jobs
from desktop.swap import plain_swaps

ROOT = Path(__file__).resolve().parents[2]
NAME, NUMBER = "安隐藏", "629925199003070017"
GET_DUMPABLE = 3
REPORT = f"""
import ctypes, os, resource
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl({GET_DUMPABLE}, 0, 0, 0, 0))
print(os.environ.get("TMPDIR", ""))
"""


def python(code: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT, env={**os.environ, **more},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.mark.rule("security 3.6 channel 03", "22239 8.1.4.10")
def test_the_program_writes_no_core_file_and_shows_its_memory_to_nobody(tmp_path: Path) -> None:
    told = python(
        f"import atexit, sys\natexit.register(lambda: exec({REPORT!r}))\n"
        "from desktop.__main__ import main\nsys.exit(main())",
        "--version",
        XDG_STATE_HOME=str(tmp_path),
    )
    assert "(0, 0) 0" in told.stdout


@pytest.mark.rule("security 3.6 channel 03")
@pytest.mark.parametrize("start", ["export.workbooks.child", "export.handbook.many"])
def test_its_children_write_none_either(start: str) -> None:
    begin = {
        "export.workbooks.child": "from export.workbooks.child import main\nimport contextlib\n"
        "with contextlib.suppress(Exception): main()\n",
        "export.handbook.many": "from export.handbook import many\nmany.forbid_dumps()\n",
    }[start]
    told = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", begin + REPORT],
        cwd=ROOT, input="", capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert "(0, 0) 0" in told.stdout


@pytest.mark.rule("security 3.6 channel 03")
def test_a_killed_child_leaves_no_core(tmp_path: Path) -> None:
    code = (
        f"import os, sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from export.undumpable import forbid_dumps\nforbid_dumps()\nos.abort()"
    )
    ended = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=False)  # noqa: S603 - ours
    assert ended.returncode < 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.rule("security 3.6 channel 03", "security 3.6 channel 04")
@pytest.mark.parametrize(
    "act",
    [
        "raise ValueError(secret)",
        "import threading\nt = threading.Thread(target=lambda: int(secret))\nt.start()\nt.join()",
        "class Dying:\n    def __del__(self): raise ValueError(secret)\nd = Dying()\ndel d",
    ],
)
def test_what_nobody_catches_is_told_by_its_places_alone(act: str, tmp_path: Path) -> None:
    told = python(
        "import sys, pathlib\nfrom desktop.logs import say_places_only, start_log\n"
        f"say_places_only()\nstart_log(pathlib.Path({str(tmp_path)!r}))\n"
        f"secret = sys.argv[1]\n{act}",
        f"{NAME} {NUMBER}",
    )
    written = (tmp_path / "bianqing.log").read_text("utf-8")
    for text in (told.stdout + told.stderr, written):
        assert NAME not in text
        assert NUMBER not in text
        assert "ValueError" in text or "ValueError" in told.stderr


@pytest.fixture
def written(tmp_path: Path) -> Callable[[], str]:
    path = start_log(tmp_path)
    assert path is not None

    def read() -> str:
        return path.read_text("utf-8")

    return read


@pytest.mark.rule("security 3.6 channel 04", "ASVS 16.4.1")
def test_a_log_holds_codes_and_ids_and_nothing_else(written: Callable[[], str]) -> None:
    ours, others = logging.getLogger("ui.messages"), logging.getLogger("openpyxl.reader")
    ours.error("storage.disk_full at %s", 17)
    ours.error("person %s", NAME)
    ours.error("number %s", NUMBER)
    ours.error("two\nlines %s", "2026-11-21 ERROR forged")
    others.error("cell holds %s", "12")
    lines = written().splitlines()
    assert len(lines) == 5
    assert "storage.disk_full at 17" in lines[0]
    assert all(line.endswith(" -") for line in lines[1:])
    assert not any(word in written() for word in (NAME, NUMBER, "forged", "cell holds"))


def machine(folder: Path, swaps: str, *, mounts: str = "", **uuids: str) -> tuple[Path, Path]:
    proc, system = folder / "proc", folder / "sys"
    (proc / "self").mkdir(parents=True)
    (proc / "swaps").write_text(f"Filename Type Size Used Priority\n{swaps}", "utf-8")
    (proc / "self" / "mounts").write_text(mounts, "utf-8")
    for name, uuid in uuids.items():
        block = system / "class" / "block" / name.replace("_", "-")
        (block / "dm").mkdir(parents=True)
        (block / "dm" / "uuid").write_text(uuid, "utf-8")
        (block / "slaves").mkdir()
    return proc, system


@pytest.mark.rule("security 3.6 channel 02")
@pytest.mark.parametrize(
    ("swaps", "plain"),
    [
        ("", ()),
        ("/dev/zram0 partition 1 0 -2\n", ()),
        ("/dev/dm-1 partition 1 0 -2\n", ()),
        ("/dev/dm-2 partition 1 0 -2\n", ("/dev/dm-2",)),
        ("/dev/sda3 partition 1 0 -2\n", ("/dev/sda3",)),
        ("/crypt/swap\\040file file 1 0 -2\n", ()),
        ("/swapfile file 1 0 -2\n", ("/swapfile",)),
        ("/dev/zram0 partition 1 0 5\n/swapfile file 1 0 -2\n", ("/swapfile",)),
    ],
)
def test_swap_that_may_hold_plain_pages_is_found(
    swaps: str, plain: tuple[str, ...], tmp_path: Path
) -> None:
    mounts = "/dev/sda1 / ext4 rw 0 0\n/dev/dm-1 /crypt ext4 rw 0 0\n"
    found = plain_swaps(
        *machine(tmp_path, swaps, mounts=mounts, dm_1="CRYPT-LUKS2-1", dm_2="LVM-1")
    )
    assert found == plain


def test_swap_on_a_volume_over_an_encrypted_disk_is_encrypted(tmp_path: Path) -> None:
    proc, system = machine(
        tmp_path, "/dev/dm-2 partition 1 0 -2\n", dm_1="CRYPT-LUKS2-1", dm_2="LVM-1"
    )
    (system / "class" / "block" / "dm-2" / "slaves" / "dm-1").mkdir()
    assert plain_swaps(proc, system) == ()


def test_a_machine_that_tells_nothing_has_no_swap_to_name(tmp_path: Path) -> None:
    assert plain_swaps(tmp_path, tmp_path) == ()


@pytest.mark.rule("security 3.6 channel 08")
def test_temporary_files_lie_in_memory_and_belong_to_the_owner_alone() -> None:
    surroundings = {"XDG_RUNTIME_DIR": "/dev/shm"}  # noqa: S108 - the machine's memory is meant
    folder = private_temp(surroundings, os.getpid())
    assert folder is not None
    try:
        assert surroundings["TMPDIR"] == str(folder)
        assert folder.stat().st_mode & 0o777 == 0o700
        assert folder.parent == Path("/dev/shm")  # noqa: S108 - the machine's memory is meant
        (folder / "left").write_text(NAME, "utf-8")
        assert private_temp(surroundings, os.getpid()) == folder
        assert list(folder.iterdir()) == []
    finally:
        folder.rmdir()


@pytest.mark.rule("security 3.6 channel 02")
def test_the_keys_of_a_session_are_held_in_memory() -> None:
    from storage.held_in_memory import hold  # noqa: PLC0415 - beside its only use

    key = bytearray(b"k" * 32)
    soft, _ = resource.getrlimit(resource.RLIMIT_MEMLOCK)
    assert hold(key) == (soft != 0)
    assert not hold(None)
    key[:] = bytes(32)
    assert ctypes.sizeof(ctypes.c_char * len(key)) == 32


@pytest.mark.rule("security 3.6 channel 08")
@pytest.mark.parametrize(
    ("config", "kept"),
    [
        ("", True),
        ("PreserveJobFiles 86400\n", True),
        ("#PreserveJobFiles No\n", True),
        ("LogLevel warn\n  preservejobfiles no\n", False),
        ("PreserveJobFiles Yes\nPreserveJobFiles No\n", False),
    ],
)
def test_a_print_service_that_keeps_what_was_printed_is_told(
    config: str, *, kept: bool, tmp_path: Path
) -> None:
    path = tmp_path / "cupsd.conf"
    path.write_text(config, "utf-8")
    assert bool(kept_jobs(path)) == kept
    assert "PreserveJobFiles No" in kept_jobs(tmp_path / "hidden")
