"""A backup beside the live office: which units it holds otherwise, a case to take one back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from desktop.answers import case_answer
from desktop.backup_preview import Preview, previewed
from desktop.case_lines import headline
from desktop.commands.console import SEVERITY_WORDS, Answer, Console
from desktop.outlets import fetch
from domain.backups import SetOpening
from domain.errors import Refusal
from domain.facts import UnitId
from domain.history import BEGAN, ENDED, Entry, Line
from domain.outcomes import WordedFinding
from domain.taking_back_outcomes import RegisterBeside, ToldPart, UnitReturn
from domain.workflow.asking import find_unit
from domain.workflow.taking_back import TakeBack
from storage import backup_shelf
from storage.backup_set import MANIFEST

COMPARE: Final = "compare"
TAKE_BACK: Final = "take-back"
ACTS: Final = (COMPARE, TAKE_BACK)
_SENSES: Final = {BEGAN: "备份后新增", ENDED: "备份后没有了"}
_WHERE: Final = {
    "ahead": "备份以后本台账又登记了 {entered} 次",
    "behind": "本台账比这份备份旧",
    "forked": "这份备份之后，本台账恢复到更早的内容又另行登记过，只能对照，不能取回",
}


def preview(console: Console) -> Answer:
    """Compare a backup with the live register, or submit a case that takes one unit back."""
    wanted = console.arguments
    doing: Callable[[Console, Preview], Answer] = _compared
    if wanted.act == TAKE_BACK:
        if not wanted.unit:
            raise Refusal("command.usage", problem="缺少 --unit", usage="")
        doing = _taken_back
    elif wanted.unit:
        doing = _looked_at
    with _opened(console) as opened:
        return doing(console, opened)


@contextmanager
def _opened(console: Console) -> Iterator[Preview]:
    file = console.arguments.recovery_file
    with console.office() as office:
        folder = _set(console)
        opening = SetOpening(code=fetch(Path(file)).decode("utf-8", "replace")) if file else None
        with previewed(office, folder, opening, console.progress) as opened:
            yield opened


def _set(console: Console) -> Path:
    """Return the set that was named, or the newest one of the folder that was."""
    if not console.arguments.set:
        raise Refusal("command.usage", problem="缺少 备份", usage="")
    path = console.path("set")
    if (path / MANIFEST).is_file():
        return path
    found = backup_shelf.sets_in(path, None, lambda _folder: None)
    newest = next((each.path for each in found if each.signed is not None), None)
    if newest is None:
        raise Refusal("backup.no_set", path=str(path))
    return newest


def _compared(console: Console, opened: Preview) -> Answer:
    found = opened.acts.compare(opened.office.actor, console.progress)
    value = {
        **_head(opened),
        "standing": found.standing,
        "entered": found.entered,
        "units": [
            {
                "unit": one.unit,
                "name": one.name,
                "added": one.added,
                "changed": one.changed,
                "gone": one.gone,
                "people": one.people,
            }
            for one in found.units
        ],
    }
    return Answer(value, "\n".join(_compared_lines(opened, found)))


def _compared_lines(opened: Preview, found: RegisterBeside) -> Iterator[str]:
    yield f"备份 {opened.called}：{_WHERE[found.standing].format(entered=found.entered)}"
    yield f"有差别的单位 {len(found.units)} 个"
    for one in found.units:
        yield (
            f"  {one.name}（{one.unit}）　增 {one.added}　改 {one.changed}　少 {one.gone}"
            f"　涉及 {one.people} 人"
        )


def _looked_at(console: Console, opened: Preview) -> Answer:
    return _answer(opened, opened.acts.look(opened.office.actor, _asked(console, opened)))


def _taken_back(console: Console, opened: Preview) -> Answer:
    return _answer(opened, opened.take_back(_asked(console, opened)))


def _asked(console: Console, opened: Preview) -> TakeBack:
    wanted = console.arguments
    unit = _unit(opened, wanted.unit, console)
    return TakeBack(unit, wanted.reason or "", frozenset(wanted.keep or ()))


def _unit(opened: Preview, name: str, console: Console) -> UnitId:
    """Return the unit by what it is called today, else by what the backup calls it."""
    own, day = opened.office.office.code, console.clock.today()
    with opened.office.register.reading() as reader:
        try:
            return find_unit(reader, day, name, own)
        except Refusal as unknown:
            refusal = unknown
    with opened.acts.backup.reading() as reader:
        try:
            return find_unit(reader, day, name, own)
        except Refusal:
            raise refusal from None


def _answer(opened: Preview, found: UnitReturn) -> Answer:
    value = {
        **_head(opened),
        "unit": found.unit,
        "name": found.name,
        "parts": [_part(part) for part in found.parts],
        "since": [_entry(entry) for entry in found.since],
        "blocked_by": [_finding(one) for one in found.blocked_by],
        "case": None if found.case is None else case_answer(found.case),
    }
    return Answer(value, "\n".join(_lines(opened, found)))


def _head(opened: Preview) -> dict[str, Any]:
    return {"set": opened.manifest.name, "made": opened.manifest.made}


def _part(part: ToldPart) -> dict[str, Any]:
    return {
        "part": part.name,
        "title": part.title,
        "taken": part.chosen,
        "stays": part.stays,
        "lines": [_line(line) for line in part.lines],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "label": line.label,
        "subject": line.subject,
        "sense": line.sense,
        "from": line.from_day.isoformat(),
        "to": line.to_day.isoformat() if line.to_day else "",
        "fields": [
            {"field": change.name, "then": change.old, "now": change.new} for change in line.fields
        ],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    change = entry.change
    return {
        "change": entry.number,
        "kind": change.kind,
        "mode": change.mode,
        "day": change.effective.isoformat(),
        "document": change.document,
        "case": change.case or "",
        "by": change.entered_by,
        "at": change.at.isoformat(timespec="seconds"),
    }


def _finding(one: WordedFinding) -> dict[str, Any]:
    return {"rule": one.rule, "severity": one.severity, "text": one.text}


def _lines(opened: Preview, found: UnitReturn) -> Iterator[str]:
    yield f"{found.name}：备份 {opened.called} 与现在的差别"
    for part in found.parts:
        yield f"{'取回' if part.chosen else '保留'}　{part.title}（{part.name}）"
        yield from (f"  {text}" for text in _told(part))
    if found.since:
        yield f"备份以后登记的 {len(found.since)} 次："
    for entry in found.since:
        change = entry.change
        yield f"  {change.effective} {change.kind} {change.document} {change.case or ''}".rstrip()
    for one in found.blocked_by:
        yield f"{SEVERITY_WORDS[one.severity]}：{one.text}"
    if found.case is not None:
        yield headline(found.case)
    elif found.waiting is not None:
        yield f"这个单位已有一张取回单 {found.waiting.id} 待审核"


def _told(part: ToldPart) -> Iterator[str]:
    if part.stays:
        yield part.stays
    for line in part.lines:
        sense = _SENSES.get(line.sense, "备份后改动")
        yield f"{line.label} {line.subject} {sense}（{line.from_day} 起）"
        for change in line.fields:
            yield f"  {change.name}：备份时 {change.old or '无'}，现在 {change.new or '无'}"
