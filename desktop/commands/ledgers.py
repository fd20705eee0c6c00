"""The two ledgers: import, counts, checks, lights, digest, verification."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import PurePath

from desktop.answers import (
    findings_answer,
    import_answer,
    light_answer,
    summary_answer,
)
from desktop.commands.console import DONE, NEEDS_A_PERSON, SEVERITY_WORDS, Answer, Console
from desktop.looking_back import as_known
from desktop.office import OpenOffice
from desktop.outlets import require_workbook
from domain.dossier import TypeCount
from domain.facts import OfficeCode
from domain.outcomes import Complaint, ImportOutcome, Summary, WordedFinding
from domain.register import UnitAt
from domain.roles import Act
from domain.workflow.asking import find_unit_anywhere
from domain.workflow.importing import ImportRequest, unprepared
from domain.workflow.permission import require
from domain.workflow.ports import Progress

LIGHT_WORDS = {"red": "■红", "yellow": "▲黄", "green": "●绿", "grey": "－灰"}
_SHOWN = 30


def import_workbook(console: Console) -> Answer:
    """Import a workbook of units or people."""
    wanted = console.arguments
    returned = console.path("returned") if wanted.returned else None
    if returned is not None:
        require_workbook(returned)
    request = ImportRequest(
        console.path("file"),
        wanted.dry_run,
        returned,
        wanted.sheet,
        wanted.effective,
        wanted.document or "",
    )
    progress = console.progress
    with console.office() as office:
        require(office.actor, Act.IMPORT)
        act = office.import_units if wanted.act == "units" else office.import_persons
        before = unprepared if wanted.no_backup else partial(_back_up, console, office, progress)
        outcome = act(office.actor, request, progress, before)
        office.enter_import(wanted.act, outcome)
    value = import_answer(outcome)
    return Answer(
        value,
        _import_text(outcome, value["rejected_rows"]),
        NEEDS_A_PERSON if outcome.rejected else DONE,
    )


def _back_up(console: Console, office: OpenOffice, progress: Progress) -> None:
    """Make a backup before an import; what is wrong with it is told and stops nothing."""
    from desktop.backup_acts import BackupActs
    from domain.backup_keeping import BackupReason

    acts = BackupActs(office.attendance, console.resources, office.register)
    say = console.resources.words.say
    for found in acts.make_before(BackupReason.IMPORT, progress):
        console.tell((say(found.code, found.facts),))


def _import_text(outcome: ImportOutcome, rejected_rows: int) -> str:
    counts = f"新增 {outcome.created}，更新 {outcome.updated}，未变 {outcome.unchanged}"
    day = outcome.effective
    lines = [f"读入 {outcome.read} 行：{counts}，退回 {rejected_rows}（生效日期 {day}）"]
    if outcome.inner_created:
        lines.append(f"新增内设机构 {outcome.inner_created} 个")
    if outcome.dry_run:
        lines.append("这是试导入，没有保存。")
    lines += _complaint_lines("退回", outcome.rejected, outcome.returned)
    lines += _complaint_lines("提醒", outcome.warnings, outcome.returned)
    if outcome.unknown_columns:
        lines.append(f"没有读取的列：{'、'.join(outcome.unknown_columns)}")
    if outcome.returned and (outcome.rejected or outcome.warnings):
        lines.append(f"错误表：{outcome.returned}")
    elif outcome.returned:
        lines.append(f"没有退回和提醒的行，原表内容另存在 {outcome.returned}")
    return "\n".join(lines)


def _complaint_lines(
    word: str, complaints: Sequence[Complaint], returned: PurePath | None
) -> Iterator[str]:
    """Yield the first complaints, and how many more there are and where."""
    for found in complaints[:_SHOWN]:
        yield f"[{word}] {found.sheet}：{found.text}"
    more = len(complaints) - _SHOWN
    if more > 0:
        where = "见错误表" if returned else "加 --returned 文件 可写出错误表"
        yield f"……另有 {more} 条{word}，{where}"


def chosen_unit(console: Console, office: OpenOffice) -> UnitAt | None:
    """Return the unit that `--unit` names, of whatever office is held; `None` for all."""
    if not console.arguments.unit:
        return None
    with office.register.reading() as reader:
        return find_unit_anywhere(reader, console.day, console.arguments.unit)


def summary(console: Console) -> Answer:
    """Show counts by quota type, unit by unit."""
    with console.office() as office:
        unit = chosen_unit(console, office)
        known = as_known(office, console.day, console.arguments.known_on).known
        found = office.overview.summary(console.day, console.progress, unit, known)
    lines = list(_head_lines(found))
    lines += [
        f"{LIGHT_WORDS[each.light]} {each.unit.name}  "
        + "；".join(_count(count) for count in each.types)
        for each in found.units
    ]
    return Answer(summary_answer(found), "\n".join(lines))


def _head_lines(found: Summary) -> Iterator[str]:
    """Yield the sums: in all, leading posts, by type. Vacancies never make up for 超编."""
    counts = [count for unit in found.units for count in unit.types]
    posts = [post for unit in found.units for post in unit.posts]
    yield f"{found.day}  单位 {len(found.units)} 个，在编 {found.people} 人"
    yield f"  编制合计 {_sums(counts)}"
    approved, filled = sum(post.approved for post in posts), sum(post.filled for post in posts)
    yield f"  领导职数 核定 {approved} 实配 {filled}"
    for total in found.totals:
        alike = [count for count in counts if count.quota_type == total.quota_type]
        yield f"  {total.quota_type} {_sums(alike)}"


def _sums(counts: Iterable[TypeCount]) -> str:
    approved = actual = vacant = over = 0
    for count in counts:
        approved += count.approved
        actual += count.actual
        vacant += max(count.vacant, 0)
        over += max(-count.vacant, 0)
    return f"核定 {approved} 实有 {actual} 空编 {vacant} 超编 {over}"


def _count(count: TypeCount) -> str:
    rest = f"超编 {-count.vacant}" if count.vacant < 0 else f"空缺 {count.vacant}"
    return f"{count.quota_type} 核定 {count.approved} 实有 {count.actual} {rest}"


def check(console: Console) -> Answer:
    """Run the rules."""
    rules = [console.arguments.rule] if console.arguments.rule is not None else []
    with console.office() as office:
        unit = chosen_unit(console, office)
        found = list(office.overview.findings(console.day, console.progress, unit, rules))
    value = findings_answer(found)
    counts = value["counts"]
    lines = [f"错误 {counts['error']}，警告 {counts['warning']}，提示 {counts['info']}"]
    lines += [finding_line(finding) for finding in found]
    return Answer(value, "\n".join(lines), NEEDS_A_PERSON if counts["error"] else DONE)


def finding_line(finding: WordedFinding) -> str:
    """Return a finding as one line."""
    severity = SEVERITY_WORDS[finding.severity]
    return f"[{severity}] 规则 {finding.rule} {finding.unit_name}：{finding.text}"


def lights(console: Console) -> Answer:
    """Show every unit's light, worst first."""
    with console.office() as office:
        found = office.overview.lights(console.day, console.progress)
    lines = [
        f"{LIGHT_WORDS[light.light]} {light.name}  {'；'.join(light.reasons)}" for light in found
    ]
    return Answer({"units": [light_answer(light) for light in found]}, "\n".join(lines))


def digest(console: Console) -> Answer:
    """Show the canonical digest of the facts."""
    code = console.arguments.office
    with console.office() as office:
        own = OfficeCode(code) if code else None
        found = office.overview.digest(console.day, own, console.progress.counted)
    value = {"digest": found.digest, "rows": found.rows, "as_of": console.day.isoformat()}
    return Answer(value, f"{found.digest}\n{found.rows} 条事实")
