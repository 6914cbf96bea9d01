"""What can be said: a frozen dataclass for each message, kept as its name and JSON until it is sent (see kept.py).

Outgoing.screen and Card.screen hold the name, handlers/registers/screens.py how each is read and drawn.
"""

from dataclasses import dataclass, field, fields
from typing import ClassVar

from bot.domain.ground.ids import PersonId

NOBODY = PersonId("")
"""Stands in a question until it is put to somebody."""


@dataclass(frozen=True, slots=True)
class Message:
    """Something to be said; its fields are what must be known to read and draw it. `KEPT_AS`: see kept.name_of.

    `FOR_ONE`: as an answer in a group it concerns whoever asked alone, and is shown to them alone where Telegram can
    (handlers/whispers.py), else in private (bot/services/ground/home.py). What is written in answer to what one person
    alone sees may not reach the bot: questions are put in private, and else to them in the group.
    `IS_FOR_ALL`: it offers all of a group something, as a message of its own: its buttons go when that is over.
    `IS_PAGE`: a button of the panel that stands for it turns the panel into it (handlers/council/panel.py).
    `MAY_WAIT`: in a large group it waits in private for who has no private chat open; every page does (signposts.py).
    """

    KEPT_AS: ClassVar[str] = ""
    FOR_ONE: ClassVar[bool] = False
    IS_FOR_ALL: ClassVar[bool] = False
    IS_PAGE: ClassVar[bool] = False
    MAY_WAIT: ClassVar[bool] = False

    @property
    def may_wait(self) -> bool:
        """Whether it tells somebody something that they may read a little later, in private."""
        return self.IS_PAGE or self.MAY_WAIT

    @property
    def offered_on(self) -> str | None:
        """Whose end takes its buttons away: a ballot, a report, a mandate, an instruction; None of what has no end."""
        return None


@dataclass(frozen=True, slots=True)
class CardMessage(Message):
    """A message that shows a living thing and is drawn again when that changes: its one field is the subject's id."""

    @property
    def subject_id(self) -> str:
        """The id of what is shown."""
        (only,) = fields(self)
        return str(getattr(self, only.name))

    @property
    def offered_on(self) -> str | None:
        """Sent to one person it is a message like any other, and not drawn again by itself."""
        return self.subject_id


@dataclass(frozen=True, slots=True)
class Question(Message):
    """What somebody is asked, and what is known so far: shown as a message, kept as a Dialog until it is answered."""

    asked_id: PersonId = field(default=NOBODY, kw_only=True)


@dataclass(frozen=True, slots=True)
class Confirmation(Question):
    """A question whether somebody is sure: [Yes] does what the register of confirmations says."""

    FOR_ONE = True

    def widened(self) -> "Confirmation":
        """As it is meant by the button for all of it, of a question that has one."""
        return self


@dataclass(frozen=True, slots=True)
class PersonQuestion(Confirmation):
    """An act on a person: who is meant, and what the command said besides the name.

    `IS_ACT`: where who is meant is clear it is done, asked back or not; a first name alone is asked back then.
    `KEEPS_TEXT`: a text follows the name, and is shown before it is sent: where no name is known all of it is kept.
    `IS_NAME_FIRST`: the text is published about whoever is named: a first word that names nobody is none of it.
    `PURPOSE`: what somebody is picked for, where that may stand beside who picks: a call for signals says of nobody
    that they made it.
    """

    PURPOSE: ClassVar[str] = ""
    IS_ACT: ClassVar[bool] = False
    KEEPS_TEXT: ClassVar[bool] = False
    IS_NAME_FIRST: ClassVar[bool] = False

    person_id: PersonId = field(default=NOBODY, kw_only=True)
    rest: str = field(default="", kw_only=True)

    @property
    def for_office(self) -> str:
        """The office that somebody is picked for, where it is known and may stand beside who picks."""
        return ""
