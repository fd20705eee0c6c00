"""Making, listing and proving backups, and drilling their restoration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desktop.backup_acts import BackupActs
from desktop.backup_proving import Checked
from desktop.commands.console import DONE, NEEDS_A_PERSON, Answer, Console
from desktop.commands.preview import ACTS, preview
from desktop.outlets import require_folder
from domain.backup_keeping import BackupReason
from domain.dates import minute_of
from domain.errors import Refusal
from domain.roles import Act
from domain.sizes import size_text
from storage import backup_shelf
from storage.backup_set import MANIFEST, Manifest
from storage.backup_shelf import Shelved

_SHOWN = 30


def backup(console: Console) -> Answer:
    """Make a backup, list those there are, prove one again, try restoring it, or look into one."""
    wanted = console.arguments
    if wanted.act in ACTS:
        return preview(console)
    if wanted.act == "verify" and not wanted.set:
        raise Refusal("command.usage", problem="缺少 备份", usage="")
    with _acts(console) as acts:
        if wanted.act == "list":
            return _listed(console, acts)
        if wanted.act == "verify":
            return _verified(console, acts)
        if wanted.act == "drill":
            return _drilled(console, acts)
        return _made(console, acts)


@contextmanager
def _acts(console: Console) -> Iterator[BackupActs]:
    """Sign in whoever may make backups, with the register where his account holds its key."""
    with console.entrance() as entered:
        attendance, office = entered.attendance, entered.office
        with attendance.witnessed("backup.make", ""):
            console.require_own_password(attendance.session)
            attendance.session.require(Act.BACKUP)
        yield BackupActs(attendance, console.resources, None if office is None else office.register)


def _shelf(console: Console) -> Path | None:
    return console.path("out") if console.arguments.out else None


def _made(console: Console, acts: BackupActs) -> Answer:
    shelf = _shelf(console)
    if shelf is not None:
        acts.places.require_place(shelf)
        require_folder(shelf)
    made = acts.make(BackupReason.BY_HAND, console.progress, shelf)
    problems = console.worded(made.problems)
    value = {
        "path": str(made.path),
        "verified": made.verified,
        "complete": made.complete,
        "problems": problems,
        "digest": made.facts.digest,
        "files": made.files,
        "size": made.size,
        "unread": list(made.unread),
        "removed": list(made.removed),
    }
    lines = [
        f"备份已写好，并从介质读回核对：{made.path}",
        f"文件 {made.files} 个，{size_text(made.size)}",
    ]
    lines += [f"数据摘要：{made.facts.digest}"] if made.facts.digest else []
    lines += [f"没有密钥，未读：{name}" for name in made.unread]
    lines += [f"按保留期限去掉了旧备份：{name}" for name in made.removed]
    lines += _lines(problems)
    return Answer(value, "\n".join(lines), NEEDS_A_PERSON if problems else DONE)


def _verified(console: Console, acts: BackupActs) -> Answer:
    checked = acts.verify(chosen_set(console.path("set")), console.progress)
    return _checked(console, acts, checked, "核对通过，里面的每个字节都已读回")


def _drilled(console: Console, acts: BackupActs) -> Answer:
    shelf = _shelf(console) or acts.places.folder
    folder = chosen_set(console.path("set") if console.arguments.set else shelf)
    checked = acts.drill(folder, console.progress)
    told = "恢复演练通过，恢复出来的与备份时一致；试恢复的已经去掉，现在的数据没有动"
    return _checked(console, acts, checked, told)


def _checked(console: Console, acts: BackupActs, checked: Checked, passed: str) -> Answer:
    wrong = console.worded(checked.problems)
    lacks = console.worded(acts.lacks_of(checked.manifest))
    problems = wrong + lacks
    value = {
        "path": str(checked.path),
        "verified": not wrong,
        "complete": _is_complete(checked.manifest),
        "digest": checked.manifest.facts.digest,
        "problems": problems,
        "unread": list(checked.unread),
    }
    lines = _lines(wrong) or [f"{passed}：{checked.path}"]
    lines += [f"没有密钥，未读：{name}" for name in checked.unread]
    lines += _lines(lacks)
    return Answer(value, "\n".join(lines), NEEDS_A_PERSON if problems else DONE)


def _lines(problems: Sequence[Mapping[str, str]]) -> list[str]:
    lines = [found["text"] for found in problems[:_SHOWN]]
    more = len(problems) - _SHOWN
    return [*lines, f"……另有 {more} 条，加 --json 可看全部。"] if more > 0 else lines


def _is_complete(manifest: Manifest) -> bool | None:
    return None if manifest.lacking is None else not manifest.lacking


def _listed(console: Console, acts: BackupActs) -> Answer:
    sets = tuple(acts.sets(_shelf(console)))
    lines = [_line(each) for each in sets] or ["还没有备份。"]
    answers = [_set_answer(console, acts, each) for each in sets]
    return Answer({"sets": answers}, "\n".join(lines))


def _set_answer(console: Console, acts: BackupActs, each: Shelved) -> dict[str, Any]:
    manifest = None if each.signed is None else each.signed.manifest
    return {
        "complete": None if manifest is None else _is_complete(manifest),
        "problems": [] if manifest is None else console.worded(acts.lacks_of(manifest)),
        "path": str(each.path),
        "verified": each.verified,
        "verified_at": each.verified_at,
        "readable": manifest is not None,
        "own": each.known,
        "made": manifest.made if manifest else "",
        "reason": manifest.reason if manifest else "",
        "digest": manifest.facts.digest if manifest else "",
        "files": len(manifest.files) if manifest else 0,
        "size": manifest.size if manifest else 0,
    }


def _line(each: Shelved) -> str:
    if each.signed is None:
        return f"× 清单损坏　{each.path}"
    manifest = each.signed.manifest
    if each.verified:
        state = f"● 已验证 {minute_of(each.verified_at)}"
    else:
        state = "▲ 未验证" if each.known else "－ 打不开（账号没有这一份的密钥）"
    lacking = f"　▲ 缺附件 {len(manifest.lacking)} 个" if manifest.lacking else ""
    return f"{state}{lacking}　{manifest.reason}　{size_text(manifest.size)}　{each.path}"


def chosen_set(path: Path) -> Path:
    """Return the set that a path names: itself, or the newest one in a folder of sets."""
    if (path / MANIFEST).is_file():
        return path
    for each in backup_shelf.sets_in(path, None, lambda _folder: None):
        if each.signed is not None:
            return each.path
    raise Refusal("backup.no_set", path=str(path))
