"""编外备案: people employed outside the quota, and how many a unit may employ (控制数)."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.changes.later import altered_later, ended_later
from domain.changes.lines import Line
from domain.changes.work import Work
from domain.dates import PartialDate, Period, from_day, surely_before
from domain.facts import ContractControl, ContractWorker, Occupancy, UnitId
from domain.intake.cells import Fault, id_number

KIND: Final = "编外备案"
CONTROL: Final = "控制数"
END: Final = "终止"
ALTER: Final = "变更"
_DATES: Final = ("begins", "ends")
_FIELDS: Final = ("form", "post", "funding", "doc_no", "remark")


def register_workers(work: Work) -> None:
    """Judge and carry out a case of 编外备案.

    A person without `change` is employed: `name`, `id`, `form`, `post`, `begins`, `ends`,
    `funding`, `doc_no` (控制数文号), `unit`, `remark`. `change` 变更 gives the fields that it
    states new values (a renewed contract its `ends`), 终止 ends the employment. An entry 控制数
    sets how many the unit may employ: `number`, `unit`, `remark`.
    """
    for line in Line.entries(work):
        _control(line)
    for line in Line.persons(work):
        change = line.text("change")
        if change == "":
            _employ(line)
        elif change in (END, ALTER):
            _go_on(line, change)
        else:
            line.error(2, "case.line.choice", column="事项", value=change, choices=(ALTER, END))
    _judge_numbers(work)


def _control(line: Line) -> None:
    change = line.text("change")
    if change != CONTROL:
        line.error(2, "case.line.choice", column="事项", value=change, choices=(CONTROL,))
        return
    unit, number = line.unit(), line.count("number", CONTROL)
    if unit is None or number is None:
        return
    work = line.work
    later = work.scene.later_change(ContractControl, unit.unit, work.day, "approved")
    if later is not None:
        facts = {"day": later.valid.start, "document": later.content.doc_no}
        line.error(72, "case.contract.control_later", **facts)
        return
    day, document = from_day(work.day), work.case.document.number
    control = ContractControl(unit.unit, number, document, day, line.text("remark"))
    work.scene.amend(ContractControl, unit.unit, Period(work.day), control)


def _employ(line: Line) -> None:
    work, unit = line.work, line.unit()
    name, number = line.needed("name", "姓名"), _number(line)
    form = line.choice("form", "用工形式", work.ground.county.use.contract_forms)
    dates = _dates(line, from_day(work.day))
    if unit is None or not name or number is None or form is None or dates is None:
        return
    if _is_held(line, name, number):
        return
    begins, ends = dates
    worker = ContractWorker(
        -line.row,
        unit.unit,
        name,
        number,
        form,
        line.text("post"),
        begins,
        ends,
        line.text("funding"),
        line.text("doc_no"),
        line.text("remark"),
    )
    work.scene.amend(ContractWorker, worker.worker, Period(work.day), worker)


def _number(line: Line) -> str | None:
    found = id_number(line.stated.get("id", ""))
    if isinstance(found, Fault):
        line.error(9, found.code, field="id_no", **found.facts)
        return None
    if not found:
        line.error(1, "case.line.missing", column="身份证号")
        return None
    return found


def _dates(line: Line, usual: PartialDate) -> tuple[PartialDate, PartialDate] | None:
    begins, ends = line.day("begins", "合同起"), line.day("ends", "合同止")
    if begins is None or ends is None:
        return None
    begins = begins or usual
    if surely_before(ends, begins):
        line.error(19, "case.line.order", begins=begins, ends=ends)
        return None
    return begins, ends


def _is_held(line: Line, name: str, number: str) -> bool:
    """Tell whether the ID number holds a place or is employed, then or since; enters where."""
    work = line.work
    known = work.scene.register.known_person(number)
    places = () if known is None else work.scene.versions(Occupancy, known)
    for place in places:
        if place.valid.overlaps(Period(work.day)):
            facts = {"name": name, "unit": work.unit_name(place.content.unit)}
            later = place.valid.start > work.day
            code = "case.contract.in_quota_later" if later else "case.contract.in_quota"
            line.error(18, code, day=place.valid.start, **facts)
            return True
    for day in (work.day, max(work.day, work.ground.today)):
        for worker in work.scene.facts(ContractWorker, day):
            if worker.id_no == number:
                facts = {"name": name, "unit": work.unit_name(worker.unit)}
                line.error(16, "case.contract.held", **facts)
                return True
    return False


def _go_on(line: Line, change: str) -> None:
    work = line.work
    held = [
        worker
        for worker in work.scene.facts(ContractWorker, work.day, work.case.unit)
        if worker.id_no == line.id_no
    ]
    if not held or not line.id_no:
        line.error(80, "case.contract.absent", unit=work.unit_name(work.case.unit), day=work.day)
        return
    worker = held[0]
    if change == END:
        if not ended_later(work, worker, worker):
            work.scene.end(ContractWorker, worker.worker, work.day)
        return
    dates = _dates(line, worker.begins)
    forms = work.ground.county.use.contract_forms
    if dates is None or (line.text("form") and line.choice("form", "用工形式", forms) is None):
        return
    stated = {name: line.text(name) for name in _FIELDS} | dict(zip(_DATES, dates, strict=True))
    news = {
        name: value for name, value in stated.items() if value and value != getattr(worker, name)
    }
    if not altered_later(work, worker, news, worker):
        work.scene.set(ContractWorker, worker.worker, work.day, **news)


def _judge_numbers(work: Work) -> None:
    """Warn of units that would employ more people than they may."""
    for code in work.scene.touched:
        for day in sorted({work.day, max(work.day, work.ground.today)}):
            over = _over(work, code, day)
            if over is not None:
                approved, employed = over
                facts = {"unit": work.unit_name(code), "approved": approved, "employed": employed}
                work.warn(72, "case.contract.over", "", **facts)
                break


def _over(work: Work, code: UnitId, day: date) -> tuple[int, int] | None:
    control = work.scene.on(ContractControl, code, day)
    approved = control.approved if control else 0
    employed = len(work.scene.facts(ContractWorker, day, code))
    return (approved, employed) if employed > approved else None
