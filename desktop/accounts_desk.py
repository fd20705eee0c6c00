"""The accounts of an office, as the window needs them: every method is one act, on a worker."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.attendance import Attendance
from desktop.entering import entered
from desktop.office import actor_of
from domain.accounts import AccountList
from domain.errors import Refusal
from domain.roles import OFFICERS, Act, Role
from domain.words import Words
from storage import accounts, granting
from storage.account_list import account_views
from storage.enrolling import Means
from storage.own_password import change_password
from storage.passwords import DEFAULT_RULES, accepted_password


@dataclass(frozen=True, slots=True)
class AccountsDesk:
    """Satisfies the window's `AccountsDesk` for whoever is signed in."""

    attendance: Attendance
    words: Words
    means: Means
    revoking: accounts.Revoking

    @property
    def first_password(self) -> bool:
        """Whether his password is still the one that somebody gave him, or has served its time."""
        session, today = self.attendance.session, self.attendance.clock.today()
        rules = self.means.get("rules", DEFAULT_RULES)
        return session.first_password or rules.overdue(session.password_set, today)

    def accounts(self) -> AccountList:
        """Return all accounts, and who looks at them."""
        session = self.attendance.session
        return AccountList(account_views(session.folder), actor_of(session))

    def add(
        self,
        name: str,
        password: str,
        *,
        roles: frozenset[Role] = frozenset(),
        first: bool = True,
    ) -> None:
        """Make an account, with these roles or with none.

        Unless its holder set the password himself, it is a first one.
        """
        session = self.attendance.session
        granted = ((Act.GRANT, "account.grant", _told(name, roles)),) if roles else ()
        with entered(self.attendance, Act.CREATE_ACCOUNT, "account.add", name, *granted):
            accounts.add_account(session, name, password, roles=roles, first=first, **self.means)

    def change_roles(self, name: str, given: frozenset[Role], taken: frozenset[Role]) -> None:
        """Take roles, then give others; each is an act of its own."""
        session = self.attendance.session
        for act, change, roles in (
            ("account.take", granting.take, taken),
            ("account.grant", granting.grant, given),
        ):
            if roles:
                with entered(self.attendance, Act.GRANT, act, _told(name, roles)):
                    change(session, name, roles)

    def release(self, name: str) -> None:
        """Let a business account to the ledgers."""
        with entered(self.attendance, Act.RELEASE, "account.release", name):
            granting.release(self.attendance.session, name)

    def lock(self, name: str) -> None:
        """Keep an account out."""
        with entered(self.attendance, Act.LOCK_ACCOUNT, "account.lock", name):
            accounts.lock(self.attendance.session, name, revoking=self.revoking)

    def unlock(self, name: str) -> None:
        """Let a locked account in again."""
        with entered(self.attendance, Act.LOCK_ACCOUNT, "account.unlock", name):
            accounts.unlock(self.attendance.session, name)

    def leave(self, name: str) -> None:
        """Close an account for good."""
        with entered(self.attendance, Act.LOCK_ACCOUNT, "account.leave", name):
            accounts.leave(self.attendance.session, name, revoking=self.revoking)

    def reset_password(self, name: str, password: str) -> None:
        """Give an account another first password; an officer's roles wait to be granted anew."""
        views = account_views(self.attendance.session.folder)
        held = next((view.roles for view in views if view.name == name), ())
        taken = "、".join(role.value for role in held if role in OFFICERS)
        subject = f"{name}：收回{taken}" if taken else name
        with entered(self.attendance, Act.CREATE_ACCOUNT, "account.reset", subject):
            accounts.reset_password(self.attendance.session, name, password, **self.means)

    def set_single(self, *, on: bool) -> None:
        """Switch 单人模式."""
        with entered(self.attendance, Act.SINGLE_MODE, "single.on" if on else "single.off", ""):
            granting.set_single_operator(self.attendance.session, on=on)

    def change_password(self, old: str, new: str) -> None:
        """Change one's own password."""
        session = self.attendance.session
        with entered(self.attendance, None, "account.password", session.account):
            change_password(session, old, new, **self.means)

    def weakness(self, account: str, password: str, former: str = "") -> str:
        """Return why a password will not do."""
        session = self.attendance.session
        rules = self.means.get("rules", DEFAULT_RULES)
        key_file = account == session.account and session.key_file is not None
        if rules.former and password == former:
            return self.words.say("vault.password_former.hint", {"count": rules.former})
        try:
            accepted_password(password, account, rules, office=session.office, key_file=key_file)
        except Refusal as refusal:
            return self.words.say(refusal.code, refusal.facts)
        return ""


def _told(name: str, roles: frozenset[Role]) -> str:
    return f"{name}：{'、'.join(role.value for role in Role if role in roles)}"
