"""The keys of an office: new ones for the databases, the recovery sheet, key files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Final

from desktop.attendance import enter_recovery, entering_refusals, signed_in
from desktop.backup_acts import BackupActs
from desktop.commands.console import NEEDS_A_PERSON, Answer, Console
from desktop.key_acts import KeyActs
from desktop.new_keys import ROTATED, carry_out_rotation, told_rotated
from desktop.office import OpenOffice
from desktop.outlets import require_place
from domain.backup_keeping import BackupReason
from domain.errors import Refusal
from export.recovery_sheet import write_recovery_sheet
from storage import recovery
from storage.lock_file import single_instance
from storage.rescue import open_by_recovery
from storage.vault import office_of


def key(console: Console) -> Answer:
    """Do one act on the keys; every one is audited, refused ones too."""
    wanted = console.arguments
    if wanted.act == "recover":
        return _recover(console)
    if wanted.act == "rotate" and not (wanted.order or wanted.cancel):
        return _carry_out(console)
    with console.attended() as attendance:
        with attendance.witnessed(console.name, ""):
            console.require_own_password(attendance.session)
        return _ACTS[wanted.act](console, KeyActs(attendance, console.means()))


def _carry_out(console: Console) -> Answer:
    def backed_up(office: OpenOffice) -> None:
        console.tell(office.notices)
        acts = BackupActs(office.attendance, console.resources, office.register)
        acts.make(BackupReason.ROTATION, console.progress)

    with signed_in(*console.signing_in()) as session:
        with entering_refusals(session, console.clock, ROTATED):
            console.require_own_password(session)
        rotated = carry_out_rotation(
            session, console.resources, console.clock, backed_up, console.progress
        )
    value = {
        "rotated": rotated.name,
        "attachments": rotated.attachments,
        "damaged": list(rotated.damaged),
    }
    return Answer(value, "\n".join(told_rotated(rotated, console.resources.words)))


def _rotate(console: Console, acts: KeyActs) -> Answer:
    if console.arguments.cancel:
        acts.cancel_rotation()
        return Answer({"ordered": None}, "更换密钥的命令已撤回。")
    acts.order_rotation(console.arguments.reason or "")
    order = acts.rotation_ordered()
    value = {"ordered": None if order is None else asdict(order)}
    return Answer(value, "已下令更换密钥，由业务人员办理（key rotate）。")


def _sheet(console: Console, acts: KeyActs) -> Answer:
    """Replace the sheet; the only telling of its code is not lost with a stick that is full."""
    out = console.path("out") if console.arguments.out else None
    if out is not None:
        if out.suffix.lower() != ".pdf":
            raise Refusal("recovery.not_pdf", path=str(out))
        require_place(out)
    code = acts.new_sheet()
    answer = _new_code(code, "旧恢复单已作废。")
    if out is None:
        return answer
    session = acts.attendance.session
    try:
        write_recovery_sheet(
            out,
            recovery.lines_of(code),
            office=session.office.name,
            account=session.account,
            day=console.clock.today().isoformat(),
            fonts=console.resources.fonts,
        )
    except Refusal as refusal:
        said = console.resources.words.say(refusal.code, refusal.facts)
        return Answer({**answer.value, "path": None}, f"{answer.text}\n{said}", NEEDS_A_PERSON)
    return Answer({**answer.value, "path": str(out)}, f"{answer.text}\n恢复单已写到 {out}。")


def _drill(console: Console, acts: KeyActs) -> Answer:
    acts.drill(console.recovery_code())
    day = console.clock.today().isoformat()
    return Answer(
        {"drilled": day}, "恢复单核对无误，能打开本单位的数据。什么都没有改动，请重新密封。"
    )


def _recover(console: Console) -> Answer:
    """Open the office by the sheet and give an account a new password."""
    folder = console.folder("data")
    office_of(folder)
    code = console.recovery_code()
    with single_instance(folder):
        created = open_by_recovery(
            folder,
            code,
            account=console.user,
            new_password=console.new_password(),
            profile=console.profile,
            rules=console.resources.password_rules,
            password_set=console.clock.today().isoformat(),
            witness=partial(enter_recovery, folder, console.clock),
        )
    created.session.wipe()
    return _new_code(created.recovery_code, f"账号“{console.user}”的密码已重设。旧恢复单已作废。")


def _new_code(code: str, told: str) -> Answer:
    text = f"{told}新恢复码（只显示这一次，请抄写或打印后封存，再用 key drill 打回核对）：\n{code}"
    return Answer({"recovery_code": code}, text)


def _file(console: Console, acts: KeyActs) -> Answer:
    wanted = console.arguments
    if wanted.what == "make":
        path = acts.make_key_file(_place(console))
        return Answer({"path": str(path)}, f"密钥文件已写到 {path}，读回核对无误，还没有启用。")
    if wanted.what == "require":
        path = _place(console)
        acts.require_key_file(path, console.password())
        return Answer({"path": str(path)}, "从现在起，登录这个账号要有密码和这个密钥文件。")
    acts.drop_key_file(console.password())
    return Answer({"path": None}, "这个账号以后只凭密码登录。")


def _place(console: Console) -> Path:
    if not console.arguments.place:
        raise Refusal("command.usage", problem="缺少 文件夹或文件", usage="")
    return console.path("place")


_ACTS: Final[Mapping[str, Callable[[Console, KeyActs], Answer]]] = {
    "rotate": _rotate,
    "sheet": _sheet,
    "drill": _drill,
    "file": _file,
}
