"""Whether the machine's print service keeps what was printed on the disk."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_CONFIG: Final = Path("/etc/cups/cupsd.conf")
_SETTING: Final = re.compile(r"^\s*PreserveJobFiles\s+(\S+)", re.IGNORECASE | re.MULTILINE)
_KEEPS_NONE: Final = frozenset({"no", "off", "0", "false"})
KEPT: Final = "打印过的文件会在打印服务里留存；请系统管理员在 {path} 中写入 PreserveJobFiles No"
UNKNOWN: Final = "看不到打印服务的设置；请系统管理员确认 {path} 中有 PreserveJobFiles No"


def kept_jobs(config: Path = _CONFIG) -> str:
    """Return in words that job files are kept or may be, "" when none are.

    CUPS keeps them for a day unless it is told otherwise.
    """
    try:
        text = config.read_text("utf-8", "replace")
    except OSError:
        return UNKNOWN.format(path=config)
    found = _SETTING.findall(text)
    kept = not found or found[-1].lower() not in _KEEPS_NONE
    return KEPT.format(path=config) if kept else ""
