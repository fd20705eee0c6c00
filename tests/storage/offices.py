"""Small offices for tests, with passwords that are cheap to check."""

from pathlib import Path

from domain.roles import Role
from storage.accounts import add_account
from storage.files import DiskFiles, Files
from storage.granting import grant, release
from storage.key_profiles import TEST, KeyProfile
from storage.session import Session
from storage.sign_in import sign_in
from storage.vault import Created, create_office
from storage.vault_values import Office

OFFICE = Office("629925", "安澜县委编办", "county")
PASSWORD = "Anlan-2026-bianban"
HEAD = "韩立"
_DISK = DiskFiles()


def found(
    folder: Path,
    *,
    single_operator: bool = True,
    files: Files | None = None,
    profile: KeyProfile = TEST,
) -> Created:
    """Found the office of these tests with one account, 负责人."""
    return create_office(
        folder,
        office=OFFICE,
        account=HEAD,
        password=PASSWORD,
        single_operator=single_operator,
        profile=profile,
        files=files or DiskFiles(),
    )


def enter(
    folder: Path, account: str = HEAD, password: str = PASSWORD, files: Files = _DISK
) -> Session:
    """Sign in without ever sleeping."""
    return sign_in(folder, account, password, sleeper=lambda _seconds: None, files=files)


def join(session: Session, name: str, *roles: Role) -> None:
    """Let one session do all that a new account needs."""
    add_account(session, name, PASSWORD, profile=TEST)
    grant(session, name, roles)
    if session.register_key is not None and roles and roles[0] in {Role.CLERK, Role.REVIEWER}:
        release(session, name)


def appoint_officers(folder: Path, head: Session) -> tuple[Session, Session, Session]:
    """Appoint the three officers and sign each in: 系统, 安全, 审计."""
    for name, role in (
        ("系统", Role.SYSTEM_ADMIN),
        ("安全", Role.SECURITY_OFFICER),
        ("审计", Role.AUDITOR),
    ):
        join(head, name, role)
    return enter(folder, "系统"), enter(folder, "安全"), enter(folder, "审计")
