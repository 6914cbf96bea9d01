"""A dialog: what somebody was asked and has not answered yet; in the database, so that a restart asks nothing twice."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.domain.ground.ids import CouncilId, PersonId

Files = tuple[tuple[str, str], ...]
"""Photos and files, as (kind, Telegram file id)."""

FILES_LIMIT = 10
"""Photos and files of one report or proposal. Our judgement."""

ANSWER_FOR = timedelta(minutes=15)
"""/cancel or this span ends a question (SPEC section 13)."""


@dataclass(frozen=True, slots=True)
class Dialog:
    """At most one for each person and chat. `kind` names what the answer is for, `state` what is known so far.

    `begun_in`: the group (and topic, `begun_thread`) in which it began, if it is put in private instead.
    """

    chat_id: int
    person_id: PersonId
    council_id: CouncilId
    kind: str
    expires_at: datetime
    state: dict[str, Any] = field(default_factory=dict)
    message_id: int | None = None
    begun_in: int | None = None
    begun_thread: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody wrote: text and files, with the message it replies to."""

    text: str
    files: Files = ()
    reply_to: int | None = None
