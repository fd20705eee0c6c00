"""Somebody at an office's data folder: signed in, and at a desk once nothing stands in the way."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path

from desktop.acceptance import accept_register
from desktop.attendance import attending, enter_sign_in, signed_in
from desktop.backup_acts import BackupActs
from desktop.confirming import enter_lock
from desktop.desk import OfficeDesk
from desktop.doubts import told_accepted
from desktop.new_keys import carry_out_rotation, told_rotated
from desktop.office import OpenOffice, opened
from desktop.resources import Resources
from desktop.security_desk import SecurityDesk
from domain.backup_keeping import BackupReason
from domain.errors import Refusal
from domain.keys import RotationAsked
from domain.workflow.idling import USUAL
from domain.workflow.ports import Clock, Progress
from storage.plain_copies import plain_copies
from storage.rotation import rotation_ordered
from storage.session import Session


class Presence:
    """Holds the folder, the keys and the open databases of one account.

    `leave` gives all up for a reason, "" where it was by hand.
    """

    def __init__(
        self, folder: Path, resources: Resources, clock: Clock, leave: Callable[[str], None]
    ) -> None:
        self._folder, self._resources, self._clock = folder, resources, clock
        self._leave = leave
        self._held, self._office = ExitStack(), ExitStack()
        self._session: Session | None = None
        self._follows: tuple[str, ...] = ()
        self._rotated: tuple[str, ...] = ()
        self._at: OfficeDesk | SecurityDesk | None = None

    def sign_in(self, account: str, password: str) -> OfficeDesk | SecurityDesk | RotationAsked:
        """Sign in and open the desk; an order for new keys is told instead.

        Refuses what `signed_in` refuses; a wait is refused too, so that it can be shown.
        """
        with ExitStack() as stack:
            session = stack.enter_context(signed_in(self._folder, account, password))
            order = None if session.register_key is None else rotation_ordered(session)
            self._session = session
            stack.callback(self._forget_session)
            stack.callback(self._close_office)
            if order is None:
                found: OfficeDesk | SecurityDesk | RotationAsked = self._desk()
            else:
                found = RotationAsked(order.by, order.at, order.reason)
            self._held = stack.pop_all()
        return found

    def enter(self) -> OfficeDesk | SecurityDesk:
        """Open the desk."""
        return self._desk()

    def rotate(self, progress: Progress) -> tuple[OfficeDesk | SecurityDesk, tuple[str, ...]]:
        """Give the databases new keys and open the desk, telling line by line what follows.

        What was carried out and could not be opened then is told the next time.
        """

        def before(office: OpenOffice) -> None:
            acts = BackupActs(office.attendance, self._resources, office.register)
            acts.make(BackupReason.ROTATION, progress)

        if not self._rotated:
            rotated = carry_out_rotation(
                self._present, self._resources, self._clock, before, progress
            )
            self._rotated = told_rotated(rotated, self._resources.words)
        return self._desk(), self._rotated

    def accept(self, reason: str) -> tuple[OfficeDesk | SecurityDesk, tuple[str, ...]]:
        """Take the register as it is and open it anew, telling line by line what follows from it.

        Nothing is open once that is refused. What was accepted and could not be opened then is told
        the next time.
        """
        self._close_office()
        if not self._follows:
            accepted = accept_register(self._present, self._clock, self._resources, reason)
            self._follows = told_accepted(accepted, self._resources.words)
        return self._desk(), self._follows

    def close(self) -> None:
        """Close the databases, wipe the keys, let the folder go."""
        self._held.close()

    @property
    def key_file(self) -> Path | None:
        """The key file of whoever has signed in."""
        return None if self._session is None else self._session.key_file

    def idle_minutes(self) -> int:
        """Return the office's minutes, what is usual while no desk is open."""
        return USUAL if self._at is None else self._at.idle_minutes()

    def lock(self, reason: str) -> None:
        """Enter it, after the sign-in where that is not entered yet; give all up and leave."""
        if self._at is not None:
            self._at.lock(reason)
            return
        session = self._session
        if session is not None:
            with suppress(Refusal), attending(session, self._clock) as attendance:
                enter_sign_in(session, attendance.audit, self._clock)
                enter_lock(attendance, reason)
        self._leave(reason)

    @property
    def _present(self) -> Session:
        if self._session is None:
            raise RuntimeError("nobody has signed in")
        return self._session

    def _forget_session(self) -> None:
        self._session = None

    def _close_office(self) -> None:
        self._at = None
        self._office.close()

    def _desk(self) -> OfficeDesk | SecurityDesk:
        """Open the desk in the place of one that is open; nothing is once that is refused."""
        self._close_office()
        with ExitStack() as stack:
            stack.callback(self._close_office)
            self._at = desk = self._opened()
            # The whole audit is read for it: here, on a worker, not when the window asks.
            desk.security.read_doubts()
            stack.pop_all()
        return desk

    def _opened(self) -> OfficeDesk | SecurityDesk:
        session = self._present
        with ExitStack() as stack:
            if session.register_key is None:
                attendance = stack.enter_context(attending(session, self._clock))
                enter_sign_in(session, attendance.audit, self._clock)
                officers = SecurityDesk(attendance, self._resources, self._leave)
                self._office = stack.pop_all()
                return officers
            office = stack.enter_context(opened(session, self._resources, self._clock))
            self._office = stack.pop_all()
        return OfficeDesk(office, plain_copies(os.environ), self._leave)
