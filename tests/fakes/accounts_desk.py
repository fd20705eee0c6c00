"""The accounts of an office in memory; `log` tells what was asked."""

from __future__ import annotations

from dataclasses import replace

from domain.accounts import AccountList, AccountState, AccountView
from domain.errors import Refusal
from domain.register import Actor
from domain.roles import OFFICERS, Act, Role, forbidden_pair
from domain.workflow.permission import denial, may_give, require

LEAST = 8


class FakeAccountsDesk:
    """Knows whoever is signed in, and whoever is added. No password shorter than eight will do."""

    def __init__(self, actor: Actor) -> None:
        self._actor, self.single = actor, actor.single
        own = tuple(role for role in Role if role.value in actor.roles)
        self.held = {actor.account: AccountView(actor.account, own, AccountState.ACTIVE)}
        self.passwords = {actor.account: "correct horse"}
        self.first_password = False
        self.log: list[str] = []

    @property
    def actor(self) -> Actor:
        active = [held for held in self.held.values() if held.state is AccountState.ACTIVE]
        roles = {role for account in active for role in account.roles}
        appointed = roles >= OFFICERS
        own = frozenset(role.value for role in self.held[self._actor.account].roles)
        return Actor(self._actor.account, own, self.single, appointed)

    def accounts(self) -> AccountList:
        return AccountList(tuple(self.held.values()), self.actor)

    def add(self, name: str, password: str) -> None:
        require(self.actor, Act.CREATE_ACCOUNT)
        if name in self.held:
            raise Refusal("account.exists", account=name)
        self._accept(password)
        self.held[name] = AccountView(name, (), AccountState.WAITS_FOR_ROLES, first_password=True)
        self.passwords[name] = password
        self.log.append(f"add {name}")

    def change_roles(self, name: str, given: frozenset[Role], taken: frozenset[Role]) -> None:
        if not all(may_give(self.actor, role) for role in given | taken):
            raise denial(Act.GRANT)
        held = self._found(name)
        roles = (set(held.roles) - taken) | given
        pair = forbidden_pair(roles)
        if pair is not None:
            raise Refusal("role.forbidden_pair", first=pair[0].value, second=pair[1].value)
        ordered = tuple(role for role in Role if role in roles)
        self._keep(self._settled(replace(held, roles=ordered), released=_released(held)))
        self.log.append(f"roles {name}")

    def release(self, name: str) -> None:
        require(self.actor, Act.RELEASE)
        held = self._found(name)
        if held.state is not AccountState.WAITS_FOR_RELEASE:
            raise Refusal("account.not_waiting", account=name)
        self._keep(replace(held, state=AccountState.ACTIVE))
        self.log.append(f"release {name}")

    def lock(self, name: str) -> None:
        self._shut_out(name, AccountState.LOCKED)

    def unlock(self, name: str) -> None:
        require(self.actor, Act.LOCK_ACCOUNT)
        self._keep(self._settled(self._found(name), released=False))
        self.log.append(f"unlock {name}")

    def leave(self, name: str) -> None:
        self._shut_out(name, AccountState.LEFT)
        self._keep(replace(self._found(name), roles=()))

    def reset_password(self, name: str, password: str) -> None:
        require(self.actor, Act.CREATE_ACCOUNT)
        self._not_self(name)
        self._accept(password)
        self.passwords[name] = password
        held = self._found(name)
        kept = tuple(role for role in held.roles if role not in OFFICERS)
        changed = replace(held, first_password=True, roles=kept)
        self._keep(self._settled(changed, released=False))
        self.log.append(f"reset {name}")

    def set_single(self, *, on: bool) -> None:
        require(self.actor, Act.SINGLE_MODE)
        self.single = on
        self.log.append(f"single {on}")

    def change_password(self, old: str, new: str) -> None:
        name = self._actor.account
        if self.passwords[name] != old:
            raise Refusal("vault.password_wrong", account=name, failures=0, wait=0)
        self._accept(new)
        self.passwords[name], self.first_password = new, False
        self._keep(replace(self.held[name], first_password=False))
        self.log.append("password")

    def weakness(self, account: str, password: str, former: str = "") -> str:
        if password == former:
            return "用过的密码"
        return "" if len(password) >= LEAST and account not in password else "太短或含有账号名"

    def _accept(self, password: str) -> None:
        if len(password) < LEAST:
            raise Refusal("vault.password_weak", why="太短或字符种类太少")

    def _shut_out(self, name: str, state: AccountState) -> None:
        require(self.actor, Act.LOCK_ACCOUNT)
        self._not_self(name)
        held = self._found(name)
        for role in (Role.HEAD, *OFFICERS):
            others = [each for each in self.held.values() if each.name != name]
            active = AccountState.ACTIVE
            if role in held.roles and not any(
                role in each.roles and each.state is active for each in others
            ):
                raise Refusal("account.last_holder", account=name, role=role.value)
        self._keep(replace(held, state=state))
        self.log.append(f"{state.name.lower()} {name}")

    def _settled(self, account: AccountView, *, released: bool) -> AccountView:
        waits = account.handles_business and not released
        state = AccountState.WAITS_FOR_RELEASE if waits else AccountState.ACTIVE
        return replace(account, state=state if account.roles else AccountState.WAITS_FOR_ROLES)

    def _found(self, name: str) -> AccountView:
        if name not in self.held:
            raise Refusal("account.unknown", account=name)
        return self.held[name]

    def _not_self(self, name: str) -> None:
        if name == self._actor.account:
            raise Refusal("account.self", account=name)

    def _keep(self, account: AccountView) -> None:
        self.held[account.name] = account


def _released(account: AccountView) -> bool:
    return account.handles_business and account.state is AccountState.ACTIVE
