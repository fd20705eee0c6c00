"""Making, listing, proving backups, and restoring an office from one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desktop.attendance import attending, enter_sign_in, signed_in
from desktop.backup_acts import BackupActs
from desktop.commands.console import DONE, NEEDS_A_PERSON, Answer, Console
from desktop.commands.preview import ACTS, preview
from desktop.office import opened
from desktop.outlets import fetch, require_folder
from desktop.restoring import Restored, Restoring
from desktop.sticks import key_files
from domain.backup_keeping import BackupReason
from domain.errors import Refusal
from domain.roles import Act
from domain.words import Words
from storage import backup_shelf
from storage.backup_keys import SetKeys, by_password, by_sheet
from storage.backup_set import MANIFEST
from storage.backup_shelf import Shelved

_MEBIBYTE = 1024 * 1024


def backup(console: Console) -> Answer:
    """Make a backup, list those there are, prove one again, or look into one."""
    wanted = console.arguments
    if wanted.act in ACTS:
        return preview(console)
    if wanted.act == "verify" and not wanted.set:
        raise Refusal("command.usage", problem="缺少 备份", usage="")
    with _acts(console) as acts:
        if wanted.act == "list":
            return _listed(acts.sets(_shelf(console)))
        if wanted.act == "verify":
            return _verified(console, acts)
        return _made(console, acts)


def restore(console: Console) -> Answer:
    """Make a data folder of a backup set."""
    folder, data = _set(console.path("set")), console.folder("data")
    keys = _keys(console, folder)
    try:
        restoring = Restoring(console.resources.words, console.clock)
        restored = restoring(
            folder, data, keys, console.progress, replace=console.arguments.replace
        )
    finally:
        keys.wipe()
    return _restored(restored, console.resources.words)


@contextmanager
def _acts(console: Console) -> Iterator[BackupActs]:
    """Sign in whoever may make backups, with the register where his account holds its key."""
    with signed_in(console.folder("data"), console.user, console.password()) as session:
        if session.register_key is not None:
            with opened(session, console.resources, console.clock) as office:
                attendance = office.attendance
                with attendance.witnessed("backup.make", ""):
                    console.require_own_password(session)
                    session.require(Act.BACKUP)
                yield BackupActs(attendance, console.resources, office.register)
            return
        with attending(session, console.clock) as attendance:
            enter_sign_in(session, attendance.audit, console.clock)
            with attendance.witnessed("backup.make", ""):
                console.require_own_password(session)
                session.require(Act.BACKUP)
            yield BackupActs(attendance, console.resources)


def _shelf(console: Console) -> Path | None:
    return console.path("out") if console.arguments.out else None


def _made(console: Console, acts: BackupActs) -> Answer:
    shelf = _shelf(console)
    if shelf is not None:
        acts.places.require_place(shelf)
        require_folder(shelf)
    made = acts.make(BackupReason.BY_HAND, console.progress, shelf)
    value = {
        "path": str(made.path),
        "verified": made.verified,
        "digest": made.facts.digest,
        "files": made.files,
        "size": made.size,
        "unread": list(made.unread),
        "removed": list(made.removed),
    }
    lines = [
        f"备份已写好，并从介质读回核对：{made.path}",
        f"文件 {made.files} 个，{_mib(made.size)}",
    ]
    lines += [f"数据摘要：{made.facts.digest}"] if made.facts.digest else []
    lines += [f"没有密钥，未读：{name}" for name in made.unread]
    lines += [f"按保留期限去掉了旧备份：{name}" for name in made.removed]
    return Answer(value, "\n".join(lines))


def _verified(console: Console, acts: BackupActs) -> Answer:
    checked = acts.verify(_set(console.path("set")), console.progress)
    say = console.resources.words.say
    problems = [
        {"code": found.code, "text": say(found.code, found.facts)} for found in checked.problems
    ]
    value = {
        "path": str(checked.path),
        "verified": not problems,
        "digest": checked.manifest.facts.digest,
        "problems": problems,
        "unread": list(checked.unread),
    }
    lines = [found["text"] for found in problems] or [f"核对通过，每个字节都已读回：{checked.path}"]
    lines += [f"没有密钥，未读：{name}" for name in checked.unread]
    return Answer(value, "\n".join(lines), NEEDS_A_PERSON if problems else DONE)


def _listed(sets: tuple[Shelved, ...]) -> Answer:
    lines = [_line(each) for each in sets] or ["还没有备份。"]
    return Answer({"sets": [_set_answer(each) for each in sets]}, "\n".join(lines))


def _set_answer(each: Shelved) -> dict[str, Any]:
    manifest = None if each.signed is None else each.signed.manifest
    return {
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
        state = f"● 已验证 {_minute(each.verified_at)}"
    else:
        state = "▲ 未验证" if each.known else "－ 打不开（账号没有这一份的密钥）"
    return f"{state}　{manifest.reason}　{_mib(manifest.size)}　{each.path}"


def _minute(at: str) -> str:
    """Return a moment as a person reads it, without seconds and zone."""
    return at[:16].replace("T", " ")


def _mib(size: int) -> str:
    return f"{size / _MEBIBYTE:.1f} MiB"


def _set(path: Path) -> Path:
    """Return the set that a path names: itself, or the newest one in a folder of sets."""
    if (path / MANIFEST).is_file():
        return path
    for each in backup_shelf.sets_in(path, None, lambda _folder: None):
        if each.signed is not None:
            return each.path
    raise Refusal("backup.no_set", path=str(path))


def _keys(console: Console, folder: Path) -> SetKeys:
    file = console.arguments.recovery_file
    if file:
        return by_sheet(folder, fetch(Path(file)).decode("utf-8", "replace"))
    places = key_files(console.environ)
    return by_password(folder, console.user, console.password(), places)


def _restored(restored: Restored, words: Words) -> Answer:
    known = restored.since
    acts = None if known is None else known.acts
    value = {
        "path": str(restored.path),
        "verified": True,
        "digest": restored.manifest.facts.digest,
        "set": restored.manifest.name,
        "made": restored.manifest.made,
        "unread": list(restored.unread),
        "aside": str(restored.aside or ""),
        "since": None
        if acts is None
        else [{"at": x.at, "actor": x.actor, "act": x.act, "object": x.object} for x in acts],
        "packages": [] if known is None else [str(path) for path in known.packages],
    }
    lines = [
        f"已从备份恢复，并读回核对：{restored.path}",
        f"备份时间：{_minute(restored.manifest.made)}",
    ]
    lines += [f"没有密钥，未读：{name}" for name in restored.unread]
    if restored.aside is not None:
        lines.append(f"原来的数据整个移到了：{restored.aside}")
        lines += _since_lines(restored, words)
    return Answer(value, "\n".join(lines))


def _since_lines(restored: Restored, words: Words) -> Iterator[str]:
    if restored.since is None or restored.since.acts is None:
        yield "原来的审计读不出来，备份以后办过什么，请对照纸质材料逐件核对补办。"
        return
    if restored.since.acts:
        yield f"备份以后还有 {len(restored.since.acts)} 条操作，请逐件核对补办："
    for each in restored.since.acts:
        did = words.sentences.get(f"audit.act.{each.act}", each.act)
        yield f"  {_minute(each.at)}　{each.actor}　{did}　{each.object}"
    for path in restored.since.packages:
        yield f"  备份以后的数据包：{path}"
