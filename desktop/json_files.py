"""JSON files that a person hands to a command."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from domain.errors import Refusal

_LARGEST: Final = 4 * 1024 * 1024


def read_json(path: Path, invalid: Callable[[str], Refusal]) -> Any:  # noqa: ANN401 - any JSON
    """Return what a file holds; refuses `command.file_unreadable`, else `invalid` with a reason."""
    try:
        if path.stat().st_size > _LARGEST:
            raise invalid("文件太大，不像业务文件")
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise Refusal("command.file_unreadable", path=str(path)) from None
    except json.JSONDecodeError as broken:
        place = f"第 {broken.lineno} 行第 {broken.colno} 列"
        raise invalid(f"{place}不合 JSON 的写法") from None
    except UnicodeDecodeError:
        raise invalid("不是 UTF-8 编码的文本") from None
    except (ValueError, RecursionError):
        raise invalid("不合 JSON 的写法") from None
