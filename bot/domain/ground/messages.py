"""What is said about questions and answers as such, whatever they are about."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ground.ids import PersonId
from bot.domain.ground.message import Message, Question


@dataclass(frozen=True, slots=True)
class AnswersLeftOut(Message):
    """Somebody asks faster than the bot may answer; `until`: they have had their answers in this group before that."""

    FOR_ONE = True

    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Signpost(Message):
    """In a large group: what somebody asked for waits for them in private, and so does what others ask for now."""


@dataclass(frozen=True, slots=True)
class Confirmed(Message):
    """The question "are you sure" after it was answered; `is_shown`: a new card in the group shows what came of it."""

    is_yes: bool
    is_shown: bool = False


@dataclass(frozen=True, slots=True)
class Cancelled(Message):
    """The answer to /cancel and to [Cancel]; `asked_in`: the message that put the question in private."""

    FOR_ONE = True

    was_open: bool
    asked_in: str = ""


@dataclass(frozen=True, slots=True)
class TooLate(Message):
    """An answer to a question that is too old."""

    FOR_ONE = True


@dataclass(frozen=True, slots=True)
class QuestionOver(Message):
    """An answer to a question that this release cannot read."""

    FOR_ONE = True


@dataclass(frozen=True, slots=True)
class QuestionExpired(Message):
    """What is left of a question that was not answered in time; `asked_in`: the message that put it."""

    asked_in: str = ""


@dataclass(frozen=True, slots=True)
class QuestionGone(Message):
    """A question that all of a group saw and that is over: its message is deleted."""


@dataclass(frozen=True, slots=True)
class NotAsked(Message):
    """A text in private that answers nothing."""

    FOR_ONE = True


@dataclass(frozen=True, slots=True)
class PressInstead(Message):
    """A text where a button is waited for."""

    FOR_ONE = True


@dataclass(frozen=True, slots=True)
class PickPerson(Question):
    """Who is meant, of several who may be; `act` and `known` are the question that goes on with whoever is picked.

    With nobody in `fitting` it may be anybody on the roll. `unknown`: the name that was not found, so that these are
    offered instead; `is_likely`: those whose name it is a part of stand first. `purpose`, `office`: see PersonQuestion.
    """

    FOR_ONE = True

    fitting: tuple[PersonId, ...]
    page: int = 0
    act: str = ""
    known: str = ""
    is_asked_back: bool = False
    unknown: str = ""
    is_likely: bool = False
    purpose: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class Picked(Message):
    """The buttons after one was pressed."""

    person_id: PersonId
