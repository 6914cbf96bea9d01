"""(i) What a group hears in a month: messages by kind, and how many rang at night, in councils of 12 and of 300.

The real program in the playground, whose clock goes from one due thing to the next; people write, press and vote as
those of a plan do (month_plan.py). What stands in the chats is counted: an edit rings nowhere. Answers to commands are
counted by themselves too, as they concern one person. Each month is played twice: where nothing can be shown to one
person alone in the group, so that such answers go to private chats; and (`alone`) where it can.
"""

import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.ground.outgoing import Card, Outgoing
from bot.services.ground.ports import Reads
from tests.bench.figure import Figure, rounded
from tests.bench.month_plan import LARGE, SMALL, Month, played
from tests.support.chats import Message
from tests.support.playground import RunningPlayground

AIMS = {SMALL.size: 35, LARGE.size: 75}
EVENING, MORNING = 22, 7
"""Of the group's zone, here UTC: between them nothing may ring."""

AGAIN = "card again"
ANSWER = "answer "


@dataclass
class Heard:
    """What reached the group, by kind, and people in private."""

    group: Counter[str] = field(default_factory=Counter)
    rang: Counter[str] = field(default_factory=Counter)
    private: Counter[int] = field(default_factory=Counter)
    private_rang: int = 0

    @property
    def answers(self) -> int:
        """To one person's command."""
        return sum(number for kind, number in self.group.items() if kind.startswith(ANSWER))


async def measure(*, quick: bool = False) -> list[Figure]:
    """Messages of a month in both councils, those that rang at night, and what one person got in private."""
    figures: list[Figure] = []
    for plan in (SMALL,) if quick else (SMALL, LARGE):
        for is_alone in (False, True):
            with tempfile.TemporaryDirectory() as folder:
                async with RunningPlayground(Path(folder)) as play:
                    month = await played(play, plan, days=2 if quick else 30, is_alone=is_alone)
                    figures += _figures(month, await _heard(play, month), is_alone=is_alone)
    return figures


def _figures(month: Month, heard: Heard, *, is_alone: bool) -> Iterable[Figure]:
    name, aim, said = f"month_{month.plan.size}{'_alone' * is_alone}", AIMS[month.plan.size], sum(heard.group.values())
    acts = f"{month.acts} acts of people: {_listed(heard.group)}"
    yield Figure(f"{name}_group", said, "messages", aim, is_at_least=False, note=acts)
    yield Figure(f"{name}_answers", heard.answers, "messages", note="of them, to one person's command")
    rang, told = sum(heard.rang.values()), _listed(heard.rang)
    yield Figure(f"{name}_rang", rang, "messages", 0, is_at_least=False, note=told)
    mean, most = sum(heard.private.values()) / month.plan.size, max(heard.private.values(), default=0)
    yield Figure(f"{name}_private", rounded(mean), "messages", note=f"in private, a person; most {most}")
    yield Figure(f"{name}_private_rang", heard.private_rang, "messages", 0, is_at_least=False)


def _listed(kinds: Counter[str]) -> str:
    return ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())


async def _heard(play: RunningPlayground, month: Month) -> Heard:
    kinds = await play.read(lambda reads: _kinds(reads, month.group.id))
    heard = Heard()
    for message in await month.group.history(deleted=True):
        if is_from_bot(message):
            kind = kinds.get(message.id, AGAIN)
            heard.group[kind] += 1
            heard.rang[kind] += rings_at_night(message)
    for person in month.people:
        said = [each for each in await person.private(month.account).history() if is_from_bot(each)]
        heard.private[person.id] += len(said)
        heard.private_rang += sum(map(rings_at_night, said))
    heard.rang = +heard.rang
    return heard


def is_from_bot(message: Message) -> bool:
    """Whether the bot said it."""
    return bool(message["from"]["is_bot"]) and not message["service"]


def rings_at_night(message: Message) -> bool:
    """Whether it came at night and made a sound."""
    hour = datetime.fromtimestamp(message["date"], UTC).hour
    return not message["silent"] and not MORNING <= hour < EVENING


def _kinds(reads: Reads, chat_id: int) -> dict[int, str]:
    """What each message in this chat is, as the bot's database says: as what it came, whatever it was turned into."""
    kinds: dict[int, str] = {}
    for row in reads.find(Outgoing, order="created_at", chat_id=chat_id):
        kinds.setdefault(row.message_id or 0, ANSWER + row.screen if row.asker_id is not None else row.screen)
    return kinds | {card.message_id or 0: card.screen for card in reads.find(Card, chat_id=chat_id)}
