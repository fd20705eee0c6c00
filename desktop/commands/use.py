"""用编: its papers, those of 上编, 下编 and 异动, and the units that get no new places."""

from __future__ import annotations

from typing import Final

from desktop.commands.console import Answer, Console
from desktop.office import OpenOffice
from desktop.use_papers import case_paper, write_notices, write_paper
from domain.case import CaseId
from domain.case_papers import DELIBERATION, HOLD, SLIP
from domain.errors import Refusal
from domain.facts import UnitId
from domain.versions import AsOf
from domain.workflow.asking import find_unit
from domain.workflow.blocking import Blocking

_PDF: Final = ".pdf"
_PAPERS: Final = {"deliberation": DELIBERATION, "hold": HOLD, "slip": SLIP}


def paper(console: Console) -> Answer:
    """Print the 审议表, the 职数预审单 or the 核准通知单 of a case."""
    wanted = console.arguments
    out = console.path("out")
    if out.suffix.lower() != _PDF:
        raise Refusal("use.not_pdf", path=str(out))
    with console.office() as office:
        made = case_paper(office, _PAPERS[wanted.act], CaseId(wanted.target))
        pages = write_paper(office, made, out)
    return Answer({"path": str(out), "pages": pages}, f"{out}  {pages} 页")


def notice(console: Console) -> Answer:
    """Print the 编制使用通知单 of a case into a folder."""
    with console.office() as office:
        files = write_notices(office, CaseId(console.arguments.target), console.path("out"))
    value = {"files": [{"path": str(path), "pages": pages} for path, pages in files]}
    return Answer(value, "\n".join(f"{path}  {pages} 页" for path, pages in files))


def block(console: Console) -> Answer:
    """Block a unit from new places, or release it, or list the blocked ones."""
    wanted = console.arguments
    with console.office() as office:
        blocking = Blocking(office.register)
        if wanted.act == "block":
            blocking.block(office.actor, _unit(office, wanted.unit), wanted.reason)
        elif wanted.act == "release":
            blocking.release(office.actor, _unit(office, wanted.unit))
        blocked = blocking.blocked(office.actor)
        names = _names(office)
    listed = [
        {"unit": code, "name": names.get(UnitId(code), code), "reason": reason}
        for code, reason in blocked.items()
    ]
    lines = [f"{each['unit']}  {each['name']}  {each['reason']}" for each in listed]
    return Answer({"blocked": listed}, "\n".join(lines) or "没有被限制用编的单位。")


def _unit(office: OpenOffice, name: str) -> UnitId:
    with office.register.reading() as reader:
        return find_unit(reader, office.clock.today(), name)


def _names(office: OpenOffice) -> dict[UnitId, str]:
    with office.register.reading() as reader:
        return {unit.unit: unit.name for unit in reader.units(AsOf(office.clock.today()))}
