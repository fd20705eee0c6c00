"""The audit on the command line: looked through, exported, verified, put on paper."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, Final

from desktop.audit_desk import AuditDesk
from desktop.audit_export import checked
from desktop.commands.console import DONE, NEEDS_A_PERSON, Answer, Console
from domain.audit import AuditEntry, AuditQuery
from domain.errors import Refusal
from domain.roles import Role
from storage.vault import list_accounts

_MOST: Final = 100


def listing(console: Console) -> Answer:
    """List entries, the newest first."""
    wanted = console.arguments
    with _desk(console) as desk:
        found = desk.find(_query(console, desk), enter=True)
        entries = desk.entries(found[: wanted.most])
        stands_in = desk.stands_in
    lines = [stands_in] if stands_in else []
    lines += [_line(entry) for entry in entries]
    lines.append(
        f"共 {len(found)} 条" + (f"，列出最近 {len(entries)} 条" * (len(found) > len(entries)))
    )
    listed = [{**asdict(entry), "moment": entry.moment} for entry in entries]
    value = {"count": len(found), "entries": listed, "stands_in": stands_in}
    return Answer(value, "\n".join(lines))


def export(console: Console) -> Answer:
    """Export entries as a table, with the proof."""
    with _desk(console) as desk:
        done = desk.export(_query(console, desk), console.path("out"), console.progress)
    value = {
        "path": str(done.path), "proof": str(done.proof), "entries": done.entries,
        "proved": done.proved, "code": done.code,
    }  # fmt: skip
    told = f"{done.path}  {done.entries} 条\n{done.proof}  证明 {done.proved} 条\n短码 {done.code}"
    return Answer(value, told)


def verify(console: Console) -> Answer:
    """Verify an exported proof, or the office's own chain where no file is named.

    Both are told alike: how many entries, what the last one is, what is wrong; `proof` is what the
    file tells of itself.
    """
    if console.arguments.file:
        return _proof(console)
    with _desk(console) as desk:
        found = desk.verify(console.progress)
    standing = found.standing
    problems = [
        {"code": code, "text": text} for code, text in zip(found.codes, found.problems, strict=True)
    ]
    sound = f"链条完整，共 {standing.entries} 条，短码 {standing.code}"
    value = {**asdict(standing), "notes": list(found.notes), "proof": None}
    return _verified(value, problems, sound)


def _proof(console: Console) -> Answer:
    say = console.resources.words.say
    found = checked(console.path("file"))
    problems = [{"code": code, "text": say(code, facts)} for code, facts in found.problems]
    told = found.told
    span = f"{told.name} 第 {told.first} 至 {told.last} 条，共 {found.entries} 条"
    sound = f"证明完整：{span}。请再与纸上或上级留存的短码核对：{told.code}"
    standing = {"entries": found.entries, "hash": told.head, "code": told.code, "stands_in": ""}
    return _verified({**standing, "notes": [], "proof": asdict(told)}, problems, sound)


def _verified(told: dict[str, Any], problems: list[dict[str, str]], sound: str) -> Answer:
    lines = [problem["text"] for problem in problems] or [sound]
    value = {"ok": not problems, **told, "problems": problems}
    ended = NEEDS_A_PERSON if problems else DONE
    return Answer(value, "\n".join((*lines, *told["notes"])), ended)


def head(console: Console) -> Answer:
    """Tell where the chain stands, and put it on paper where a file is named."""
    with _desk(console) as desk:
        out = console.arguments.out
        now = desk.write_paper(console.path("out")) if out else desk.standing()
    value: dict[str, Any] = asdict(now)
    if out:
        value["path"] = str(console.path("out"))
    lines = filter(None, (now.stands_in, f"共 {now.entries} 条审计记录，短码 {now.code}"))
    return Answer(value, "\n".join(lines))


def check(console: Console) -> Answer:
    """Tell at which entry the chain passes through a 短码 from paper."""
    with _desk(console) as desk:
        found = desk.check_code(console.arguments.code, console.progress)
    value = {"ok": found.sound, **asdict(found)}
    if found.n:
        lines = [f"链条在第 {found.n} 条（{found.at[:19].replace('T', ' ')}）经过这个短码。"]
    else:
        lines = ["链条不经过这个短码：抄错了，或者写下短码以后审计被改写过、换回了旧的。"]
    lines += (*found.problems, *found.notes)
    return Answer(value, "\n".join(lines), DONE if found.sound else NEEDS_A_PERSON)


@contextmanager
def _desk(console: Console) -> Iterator[AuditDesk]:
    with console.attended() as attendance:
        with attendance.witnessed(console.name, ""):
            console.require_own_password(attendance.session)
        desk = AuditDesk(attendance, console.resources)
        try:
            yield desk
        finally:
            desk.close()


def _query(console: Console, desk: AuditDesk) -> AuditQuery:
    wanted = console.arguments
    roles = tuple(role.value for role in Role)
    if wanted.role and wanted.role not in roles:
        raise Refusal("audit.role_unknown", role=wanted.role, known=roles)
    unknown = [code for code in wanted.code if code not in desk.known]
    if unknown:
        raise Refusal("audit.code_unknown", act=unknown[0])
    if wanted.account and not _is_known(desk, wanted.account):
        raise Refusal("audit.account_unknown", account=wanted.account)
    if wanted.first and wanted.last and wanted.last < wanted.first:
        raise Refusal("audit.days_reversed", first=wanted.first, last=wanted.last)
    return AuditQuery(
        first=wanted.first,
        last=wanted.last,
        actor=wanted.account,
        role=wanted.role,
        acts=desk.group(wanted.group) if wanted.group else tuple(wanted.code),
        text=wanted.text,
        result=wanted.result,
        single=wanted.single,
        witnesses=wanted.witnesses,
    )


def _is_known(desk: AuditDesk, account: str) -> bool:
    """Tell whether an account of this name did anything that is entered, or may do it now."""
    held = list_accounts(desk.attendance.session.folder)
    return account in desk.actors() or any(view.name == account for view in held)


def _line(entry: AuditEntry) -> str:
    said = (
        f"{entry.n:>7}", entry.moment, entry.actor, entry.did, entry.object, entry.result,
        "单人" if entry.single else "",
    )  # fmt: skip
    return "  ".join(filter(None, said))
