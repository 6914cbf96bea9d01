"""The queue of one bot's updates: https://core.telegram.org/bots/api#getupdates."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from deploy.playground.errors import ApiError, conflict
from deploy.playground.keeping import NotKept

_KINDS = """
    message edited_message channel_post edited_channel_post business_connection business_message
    edited_business_message deleted_business_messages guest_message message_reaction message_reaction_count
    inline_query chosen_inline_result callback_query shipping_query pre_checkout_query purchased_paid_media poll
    poll_answer my_chat_member chat_member chat_join_request chat_boost removed_chat_boost managed_bot subscription
    stopped_message_generation
"""
KINDS = frozenset(_KINDS.split())
#: What a bot gets when it never named its updates, or named none.
DEFAULT_KINDS = KINDS - {"chat_member", "message_reaction", "message_reaction_count"}
FIRST_ID = 700_000_001


class Pending(NamedTuple):
    """One update, already written out: its JSON never changes once it is queued."""

    id: int
    kind: str
    json: str


@dataclass
class Mailbox:
    """Updates wait in order until an offset above them confirms them; until then they are delivered again."""

    pending: deque[Pending] = field(default_factory=deque)
    next_id: int = FIRST_ID
    allowed: frozenset[str] = DEFAULT_KINDS
    delivered: int = 0
    #: Told of each update that is queued.
    tell: NotKept[Callable[[Pending], object] | None] = None
    _poll: NotKept[asyncio.Future[bool] | None] = None

    def put(self, kind: str, payload: str, *, force: bool = False) -> int | None:
        """Queue one update unless its kind is not allowed; returns its id."""
        if kind not in self.allowed and not force:
            return None
        update_id = self.next_id
        self.next_id += 1
        update = Pending(update_id, kind, f'{{"update_id":{update_id},"{kind}":{payload}}}')
        self.pending.append(update)
        if self.tell is not None:
            self.tell(update)
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(True)
        return update_id

    def allow(self, kinds: list[str]) -> None:
        """Remembered until the next call that names kinds; an empty list is the default set."""
        known = KINDS.intersection(kinds)
        self.allowed = known or DEFAULT_KINDS

    def confirm(self, offset: int) -> None:
        """Everything below a positive offset is done; a negative one keeps only the last -offset updates."""
        if offset > 0:
            while self.pending and self.pending[0].id < offset:
                self.pending.popleft()
        elif offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft()

    @property
    def polled(self) -> bool:
        """Is a long poll being held?"""
        return self._poll is not None

    async def wait(self, seconds: float) -> None:
        """Hold a long poll. The newer of two polls ends the older one with 409."""
        self.end_poll()
        if self.pending or seconds <= 0:
            return
        poll: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._poll = poll
        await asyncio.wait({poll}, timeout=seconds)
        if self._poll is poll:
            self._poll = None
        if poll.done() and not poll.result():
            raise _terminated()

    def end_poll(self) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(False)
        self._poll = None


def _terminated() -> ApiError:
    return conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
