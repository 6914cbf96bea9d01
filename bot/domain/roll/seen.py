"""Who was seen in a group's chat: what shows that somebody who presses a button is one of those it belongs to."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bot.domain.ground.ids import CouncilId, PersonId


@dataclass(frozen=True, slots=True)
class Seen:
    """They wrote in the chat, came into it, or Telegram said that they are in it. Gone as soon as they leave it.

    A press shows nothing: in a public group people press who are not in the chat. `seen_at` is a day.
    """

    council_id: CouncilId
    person_id: PersonId
    seen_at: datetime


class InChat(Enum):
    """What Telegram says when asked whether somebody is in the chat.

    UNSAID: it does not tell this bot, which is not administrator where the list of members is hidden.
    """

    YES = "yes"
    NO = "no"
    UNSAID = "unsaid"
