"""What waits to be delivered: one message or card for one chat, what goes first, and what is drawn of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.outgoing import Card, Outgoing, Priority
from bot.services.council import delivery as store
from handlers.callbacks import verb_of
from handlers.views.ground.screen import Screen


@dataclass(frozen=True, slots=True)
class Job:
    """One message or card to bring to one chat."""

    council_id: CouncilId
    person_id: PersonId | None
    priority: int
    created_at: datetime
    message: Outgoing | None = None
    card: Card | None = None

    @property
    def chat(self) -> tuple[str, str, int]:
        """The key of the chat: jobs with the same key go one after the other."""
        where = self.message.chat_id if self.message and not self.person_id and not self.council_id else None
        return ("" if self.person_id else self.council_id, self.person_id or "", where or 0)

    @property
    def key(self) -> str:
        """The row behind it."""
        return self.message.outgoing_id if self.message else (self.card.card_id if self.card else "")

    @property
    def is_refresh(self) -> bool:
        """Whether it only refreshes a tally: first to wait when the budget is short."""
        return self.card is not None and not _is_new(self.card) and not self.card.is_final

    @property
    def is_edit(self) -> bool:
        """Whether a message that stands is edited."""
        if self.card is not None:
            return self.card.message_id is not None
        return self.message is not None and self.message.message_id is not None

    @property
    def is_aside(self) -> bool:
        """Whether what is edited is seen by one person alone."""
        return self.message is not None and self.message.message_id is not None and self.message.message_id < 0


@dataclass(frozen=True, slots=True)
class Sent:
    """What stands in the chat, until storage knows it too."""

    job: Job
    chat_id: int
    message_id: int
    verbs: str


@dataclass(frozen=True, slots=True)
class Aside:
    """The same for one person alone, in the group."""

    telegram_id: int
    screen: Screen


@dataclass(frozen=True, slots=True)
class Home:
    """Whose private chat it goes to; where that is not open (`is_led`) it waits for them there.

    `sign_on`: their command, if a sign under it says so.
    """

    telegram_id: int
    is_led: bool = False
    sign_on: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be sent: the screen with its destination, and for whom alone if it concerns nobody else.

    `is_for_one_only`: where it cannot be shown to them alone it is shown to nobody. `home`: the private chat to which
    it goes where it cannot.
    """

    screen: Screen
    to: store.Destination
    aside: Aside | None = None
    is_for_one_only: bool = False
    home: Home | None = None


def first_of_each_chat(work: store.Waiting) -> Iterator[Job]:
    """For each chat what goes first: by priority, then in the order in which it came about, be it card or message."""
    jobs = [Job(row.council_id, row.person_id, row.priority, row.created_at, message=row) for row in work.messages]
    jobs += [Job(card.council_id, None, _priority(card), card.created_at, card=card) for card in work.cards]
    seen: set[tuple[str, str, int]] = set()
    for job in sorted(jobs, key=lambda job: (job.priority, job.created_at, job.key)):
        if job.chat not in seen:
            seen.add(job.chat)
            yield job


def _priority(card: Card) -> int:
    """A result goes before all, posted anew or in place; a new card in its turn with all else that is said there."""
    if card.is_final:
        return Priority.RESULT
    return Priority.ANSWER if _is_new(card) else Priority.CARD


def _is_new(card: Card) -> bool:
    """Nobody has seen it yet, be it posted or put in place of the question that led to it."""
    return card.message_id is None or card.rendered == 0


def screen_of(job: Job) -> str:
    """The name of what it shows, for the logs."""
    named = job.message or job.card
    return named.screen if named else ""


def verbs_on(screen: Screen) -> str:
    """Which presses its buttons stand for, with a space between."""
    return " ".join(sorted({verb_of(button.data) for row in screen.keyboard for button in row if button.data}))


def news_on(job: Job, screen: Screen) -> str | None:
    """The verbs of what a message that all see is turned into, if it is not noted that it had them all; else None."""
    turned = job.card or job.message
    if turned is None or turned.message_id is None or turned.message_id < 0 or job.person_id is not None:
        return None
    verbs = verbs_on(screen)
    noted = turned.verbs is not None and {*verbs.split()} <= {*turned.verbs.split()}
    return None if noted else verbs


def remembered(screen: Screen) -> Screen:
    """What is kept in memory of what a card shows: of a picture its digest."""
    return replace(screen, picture=sha256(screen.picture).digest()) if screen.picture is not None else screen
