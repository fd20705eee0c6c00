"""An installed build has one executable: its processes are that executable again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUILD = f"""#!{sys.executable}
import sys
sys.path.insert(0, {str(ROOT)!r})
if "-c" in sys.argv:
    # The loader of a build answers this itself: the process that watches over semaphores.
    exec(sys.argv[-1])
    sys.exit()
sys.frozen = True
from desktop.__main__ import main
sys.exit(main())
"""
SHARING = """
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, spawn
sys.frozen = True
spawn.set_executable(sys.argv[1])
with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
    print(pool.submit(abs, -3).result(timeout=60))
"""


def test_work_is_shared_with_another_process_of_the_build(tmp_path: Path) -> None:
    build = tmp_path / "bianqing"
    build.write_text(BUILD, encoding="utf-8")
    build.chmod(0o700)
    done = subprocess.run(  # noqa: S603 - our own program
        (sys.executable, "-c", SHARING, str(build)),
        capture_output=True, text=True, cwd=tmp_path, timeout=120, check=False,
    )  # fmt: skip
    assert (done.stdout, done.stderr, done.returncode) == ("3\n", "", 0)
