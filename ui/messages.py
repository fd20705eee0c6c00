"""Turns refusals and surprises into words for the user."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from domain.errors import Refusal
from domain.words import Words

log = logging.getLogger(__name__)

UNEXPECTED: Final = "ui.unexpected"


@dataclass(frozen=True, slots=True)
class UserMessage:
    """What a notice shows: never a traceback, always a code for the help desk."""

    code: str
    text: str


def explain(error: BaseException, texts: Mapping[str, str]) -> UserMessage:
    """Word an exception. Anything but a refusal is our defect: it is logged in full."""
    if isinstance(error, Refusal):
        return UserMessage(error.code, Words(texts).say(error.code, error.facts))
    log.error("unexpected failure", exc_info=error)
    return UserMessage(UNEXPECTED, texts.get(UNEXPECTED, UNEXPECTED))
