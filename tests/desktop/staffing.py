"""Offices where nobody works alone: each role is an account of its own."""

from __future__ import annotations

from pathlib import Path

from tests.desktop.commanding import Bianqing, init

HEAD, CLERK, REVIEWER, LEADER = "负责人", "经办", "审核", "领导"
ADMIN, SECURITY, AUDITOR = "系统管理员", "安全保密管理员", "安全审计员"


def staffed_office(data: Path, code: str, name: str, level: str) -> Bianqing:
    """Found an office with one account per role, named as its role; returns its 负责人."""
    head = init(data, code, name, level)
    for officer in (ADMIN, SECURITY, AUDITOR):
        head.done("account", "add", officer, "--role", officer)
    for role in (CLERK, REVIEWER, LEADER):
        head.as_user(ADMIN).done("account", "add", role)
        head.as_user(SECURITY).done("account", "grant", role, "--role", role)
        head.done("account", "release", role)
    return head


def enrol(lower: Bianqing, upper: Bianqing, folder: Path) -> None:
    """Carry a request up and a grant down, each office by its 安全保密管理员."""
    request, grant = folder / f"{lower.data.name}.bqreq", folder / f"{lower.data.name}.bqcert"
    below, above = lower.as_user(SECURITY), upper.as_user(SECURITY)
    below.done("trust", "request", "--out", request)
    above.done("trust", "grant", request, "--out", grant)
    root = above.done("trust", "list")["root_fingerprint"]
    assert below.done("trust", "install", grant, "--fingerprint", root)["root_confirmed"]


def certify(office: Bianqing, account: str) -> str:
    """Let an operator ask and 安全保密管理员 certify; returns the certificate's fingerprint."""
    asked = office.as_user(account).done("trust", "ask")["fingerprint"]
    certified = office.as_user(SECURITY).done("trust", "certify", account, "--fingerprint", asked)
    return str(certified["fingerprint"])
